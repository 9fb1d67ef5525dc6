//! The URL of a database.

use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

/// The bytes that are encoded in a path.
const ENCODED: AsciiSet = NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Returns the URL of a database behind the socket in `socket_folder`, as libpq and tokio-postgres understand it.
pub(super) fn of(socket_folder: &Path, user: &str, database: &str) -> String {
    let folder = percent_encode(socket_folder.as_os_str().as_encoded_bytes(), &ENCODED);
    let database = percent_encode(database.as_bytes(), &ENCODED);
    format!("postgresql:///{database}?host={folder}&user={user}")
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
