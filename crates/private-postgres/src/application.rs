//! The names under which an application owns its server.

/// The application that a server belongs to. Its name becomes part of paths, URLs and messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Application {
    /// A short name of ASCII letters, digits and hyphens, such as `myapp`. It names the database user, the default data
    /// folder, the watchdog process and socket folders in `/tmp`. An existing cluster can only be used under the name it
    /// was created with, because its database user has that name.
    pub name: &'static str,
    /// The oldest major version of PostgreSQL that the application works with, such as 15.
    pub oldest_major: u32,
    /// The environment variable that sets [`Options::bin_dir`](crate::Options::bin_dir), such as `MYAPP_PG_BIN`, if the
    /// application has one. The error about missing binaries mentions it.
    pub bin_dir_variable: Option<&'static str>,
    /// The environment variable that names a PostgreSQL server to use instead of a private one, such as `DATABASE_URL`,
    /// if the application has one. The error about missing binaries mentions it.
    pub url_variable: Option<&'static str>,
}
