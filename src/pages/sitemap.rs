//! The files of the sitemap, in the format of sitemaps.org.

use chrono::{DateTime, Utc};
use minijinja::Value;
use minijinja::value::Serde;
use serde::Serialize;

use super::{Address, Alternate, RenderError, alternates, templates};
use crate::domain::directory::RecordKind;

/// The kinds of records that the sitemap lists, each with its name in the addresses of the sitemap's files.
pub const SITEMAP_KINDS: [(RecordKind, &str); 3] = [
    (RecordKind::Organization, "organizations"),
    (RecordKind::Person, "people"),
    (RecordKind::Event, "events"),
];

/// A file of the sitemap.
#[derive(Debug, Serialize)]
pub struct SitemapFile {
    /// The path.
    pub path: String,
    /// The time of the last edit of what the file lists. `None` if it is the same for all directories.
    pub modified: Option<DateTime<Utc>>,
}

/// A page in a file of the sitemap.
#[derive(Debug)]
pub struct SitemapEntry {
    /// The address.
    pub address: Address,
    /// The time of the last edit of the page's record. `None` if the page is about no record.
    pub modified: Option<DateTime<Utc>>,
}

/// Returns the index of the sitemap, which lists its files.
pub fn sitemap_index(files: &[SitemapFile], origin: &str) -> Result<String, RenderError> {
    templates::xml(
        "sitemap_index.xml",
        [("files", Value::from(Serde(files))), ("origin", Value::from(origin))],
    )
}

/// Returns a file of the sitemap: pages in all languages.
pub fn sitemap(entries: &[SitemapEntry], origin: &str) -> Result<String, RenderError> {
    #[derive(Serialize)]
    struct Entry {
        languages: Vec<Alternate>,
        modified: Option<DateTime<Utc>>,
    }
    let entry = |entry: &SitemapEntry| Entry {
        languages: alternates(Some(&entry.address), (origin, ""), ""),
        modified: entry.modified,
    };
    let entries: Vec<Entry> = entries.iter().map(entry).collect();
    templates::xml("sitemap.xml", [("entries", Value::from(Serde(entries)))])
}
