//! Where the unix socket is.

use std::path::{Path, PathBuf};

use super::folder::Folder;

/// PostgreSQL names the socket after the port, even when it listens on none.
pub(super) const PORT: u16 = 5432;
/// Socket and lock file beside it begin with this.
pub(super) const NAME_PREFIX: &str = ".s.PGSQL.";
/// Bytes: macOS has room for 104 with the closing zero, Linux for 108.
const LONGEST_PATH: usize = 103;

/// The socket's folder: `run` in the data folder, or, if that makes the path too long for a socket, one in `/tmp`
/// that is named after the data folder. Not in `TMPDIR`, which is long on macOS and not the same for everybody.
pub(super) fn folder_for(folder: &Folder) -> PathBuf {
    folder_of(folder.root(), folder.application().name)
}

fn folder_of(root: &Path, name: &str) -> PathBuf {
    let near = root.join("run");
    if path_in(&near).as_os_str().len() <= LONGEST_PATH {
        return near;
    }
    PathBuf::from(format!("/tmp/{name}-{:016x}", fnv1a(root.as_os_str().as_encoded_bytes())))
}

/// The socket in its folder.
pub(super) fn path_in(folder: &Path) -> PathBuf {
    folder.join(format!("{NAME_PREFIX}{PORT}"))
}

/// FNV-1a with 64 bits (Fowler, Noll, Vo): unlike the standard library's hasher, the same in every build, so that
/// a command-line tool finds the socket of a service built before it.
fn fnv1a(bytes: &[u8]) -> u64 {
    const OFFSET_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    bytes.iter().fold(OFFSET_BASIS, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(PRIME))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_socket_is_in_the_data_folder() {
        assert_eq!(folder_of(Path::new("/var/lib/myapp"), "myapp"), Path::new("/var/lib/myapp/run"));
    }

    #[test]
    fn a_long_path_has_its_socket_in_tmp() {
        // the part after the root, "/run/.s.PGSQL.5432", takes 18 bytes
        let fits = format!("/{}", "x".repeat(LONGEST_PATH - 18 - 1));
        assert_eq!(folder_of(Path::new(&fits), "myapp"), Path::new(&fits).join("run"));
        let too_long = format!("{fits}x");
        let folder = folder_of(Path::new(&too_long), "myapp");
        assert!(folder.starts_with("/tmp"), "{folder:?}");
        assert_ne!(
            folder,
            folder_of(Path::new(&format!("{fits}y")), "myapp"),
            "another data folder, another socket"
        );
    }

    #[test]
    fn the_hash_is_the_published_one() {
        // test vectors of draft-eastlake-fnv
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
    }
}
