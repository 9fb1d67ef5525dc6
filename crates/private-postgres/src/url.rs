//! The URL of a database.

use std::{fmt::Write as _, path::Path};

/// Returns the URL of a database behind the socket in `socket_folder`, as libpq and tokio-postgres understand it.
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
            // Writing to a string cannot fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_names_the_socket_the_user_and_the_database() {
        let url = of(Path::new("/var/lib/myapp/run"), "myuser", "mydb");
        assert_eq!(url, "postgresql:///mydb?host=/var/lib/myapp/run&user=myuser");
    }

    #[test]
    fn special_characters_are_percent_encoded() {
        let url = of(Path::new("/home/ару&b c"), "myuser", "a?b");
        assert_eq!(url, "postgresql:///a%3Fb?host=/home/%D0%B0%D1%80%D1%83%26b%20c&user=myuser");
    }
}
