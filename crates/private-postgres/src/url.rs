//! The address of a database.

use std::{fmt::Write as _, path::Path};

/// The address of a database behind the socket in `socket_folder`, as libpq and tokio-postgres understand it.
pub(super) fn of(socket_folder: &Path, user: &str, database: &str) -> String {
    let folder = percent_encoded(socket_folder.as_os_str().as_encoded_bytes());
    let database = percent_encoded(database.as_bytes());
    format!("postgresql:///{database}?host={folder}&user={user}")
}

fn percent_encoded(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for byte in bytes {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(byte) {
            text.push(char::from(*byte));
        } else {
            // writing to a string cannot fail
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_socket_user_and_database() {
        let address = of(Path::new("/var/lib/myapp/run"), "myuser", "mydb");
        assert_eq!(address, "postgresql:///mydb?host=/var/lib/myapp/run&user=myuser");
    }

    #[test]
    fn what_has_a_meaning_in_addresses_is_written_in_percent() {
        let address = of(Path::new("/home/ару&b c"), "myuser", "a?b");
        assert_eq!(address, "postgresql:///a%3Fb?host=/home/%D0%B0%D1%80%D1%83%26b%20c&user=myuser");
    }
}
