//! The place of the unix socket.

use std::path::{Path, PathBuf};

use super::folder::Folder;

/// The port that PostgreSQL names the socket after, even though it listens on no port.
pub(super) const PORT: u16 = 5432;
/// The beginning of the names of the socket and of the lock file beside it.
pub(super) const NAME_PREFIX: &str = ".s.PGSQL.";
/// The maximum length of the socket's path, in bytes. macOS allows 104 and Linux 108, with the terminating zero.
const MAX_PATH_LENGTH: usize = 103;

/// Returns the socket's folder: `run` in the data folder. If that makes the path too long for a socket, the folder is in
/// `/tmp` and named after a hash of the data folder's path. `TMPDIR` is not used: it is long on macOS and differs between
/// users.
pub(super) fn folder_for(folder: &Folder) -> PathBuf {
    folder_for_path(folder.root(), folder.application().name)
}

fn folder_for_path(root: &Path, name: &str) -> PathBuf {
    let near = root.join("run");
    if path_in(&near).as_os_str().len() <= MAX_PATH_LENGTH {
        return near;
    }
    PathBuf::from(format!("/tmp/{name}-{:016x}", fnv1a(root.as_os_str().as_encoded_bytes())))
}

/// Returns the path of the socket in its folder.
pub(super) fn path_in(folder: &Path) -> PathBuf {
    folder.join(format!("{NAME_PREFIX}{PORT}"))
}

/// Computes the 64-bit FNV-1a hash (Fowler, Noll, Vo). Unlike the standard library's hasher, it is the same in every
/// build, so that a command-line tool finds the socket of a service from an earlier build.
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
        assert_eq!(folder_for_path(Path::new("/var/lib/myapp"), "myapp"), Path::new("/var/lib/myapp/run"));
    }

    #[test]
    fn a_long_path_moves_the_socket_to_tmp() {
        // The part after the root, "/run/.s.PGSQL.5432", takes 18 bytes.
        let fits = format!("/{}", "x".repeat(MAX_PATH_LENGTH - 18 - 1));
        assert_eq!(folder_for_path(Path::new(&fits), "myapp"), Path::new(&fits).join("run"));
        let too_long = format!("{fits}x");
        let folder = folder_for_path(Path::new(&too_long), "myapp");
        assert!(folder.starts_with("/tmp"), "{folder:?}");
        assert_ne!(
            folder,
            folder_for_path(Path::new(&format!("{fits}y")), "myapp"),
            "each data folder has its own socket"
        );
    }

    #[test]
    fn the_hash_matches_published_vectors() {
        // Test vectors from draft-eastlake-fnv.
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
    }
}
