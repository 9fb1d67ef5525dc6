//! Statements that take advisory locks. Their numbers are arbitrary, but each is used for one purpose.

/// Prevents two services that start at the same time from migrating concurrently. Held until the connection closes.
pub(super) const MIGRATION: &str = "SELECT pg_advisory_lock(4738213)";

/// Prevents concurrent imports of content. Held until the transaction ends.
pub(super) const CONTENT_IMPORT: &str = "SELECT pg_advisory_xact_lock(4738214)";

/// Prevents concurrent edits of the directory. Held until the transaction ends.
pub(super) const DIRECTORY_EDIT: &str = "SELECT pg_advisory_xact_lock(4738215)";
