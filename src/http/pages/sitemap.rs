//! The sitemap: an index of files, which list all pages of the directory in all languages.
//!
//! A file about records contains those of one kind from an id on, as many as fit. So it is read by keyset, in a constant
//! number of SQL statements. The files are at the root, because a file may list only addresses below its own folder.

use poem::{Request, Response};
use uuid::Uuid;

use super::respond::{self, Failed};
use super::site::{Site, load_failed, template_failed};
use crate::app::Caller;
use crate::app::directory::{last_edit, sitemap_files, sitemap_records};
use crate::domain::directory::RecordKind;
use crate::domain::text::Language;
use crate::http::etag::{etag, is_known};
use crate::http::open_data::PROGRAM;
use crate::pages::{self, Address, SITEMAP_KINDS, SitemapEntry, SitemapFile};

/// The path of the index.
pub(super) const INDEX: &str = "/sitemap.xml";
/// What the paths of the files begin with.
const PREFIX: &str = "/sitemap-";
/// The path of the file with the pages that every directory has.
const SECTIONS: &str = "/sitemap-sections.xml";

/// A part of the sitemap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The index.
    Index,
    /// The pages that every directory has.
    Sections,
    /// The pages about records of a kind, from the one with this id on.
    Records(RecordKind, Uuid),
}

impl Part {
    /// Finds the part at a path.
    pub(super) fn at(path: &str) -> Option<Self> {
        match path {
            INDEX => return Some(Self::Index),
            SECTIONS => return Some(Self::Sections),
            _ => {}
        }
        let (name, first) = path.strip_prefix(PREFIX)?.strip_suffix(".xml")?.split_once('-')?;
        let (kind, _) = SITEMAP_KINDS.into_iter().find(|(_, of_kind)| *of_kind == name)?;
        let first = Uuid::try_parse(first).ok()?;
        // A file has one address, although a UUID can be written in several forms.
        (path == records_path(kind, first)).then_some(Self::Records(kind, first))
    }
}

fn records_path(kind: RecordKind, first: Uuid) -> String {
    let name = SITEMAP_KINDS.into_iter().find(|(listed, _)| *listed == kind).map_or("", |(_, name)| name);
    format!("{PREFIX}{name}-{first}.xml")
}

impl Site {
    /// Returns a part of the sitemap.
    pub(super) async fn sitemap(&self, request: &Request, part: Part) -> Result<Response, Failed> {
        let context = self.context(request, Language::default());
        let scope = context.scope();
        // The tag names the edition before the records are read. So they may be newer than their tag, but not older.
        let edition = match part {
            Part::Sections => None,
            Part::Index | Part::Records(..) => {
                last_edit(&scope.caller).await.map_err(|error| load_failed(&error))?
            }
        };
        let tag = etag(format!("{PROGRAM} {} {part:?} {edition:?}", self.public_url));
        let is_known = is_known(request, &tag);
        let xml = if is_known { None } else { Some(self.part_of_sitemap(&scope.caller, part).await?) };
        let mut response = respond::xml(&tag, xml);
        response.set_data(context);
        Ok(response)
    }

    async fn part_of_sitemap(&self, caller: &Caller, part: Part) -> Result<String, Failed> {
        let origin = self.public_url.as_str();
        let xml = match part {
            Part::Index => {
                let of_records = sitemap_files(caller).await.map_err(|error| load_failed(&error))?;
                let mut files = vec![SitemapFile { path: SECTIONS.to_owned(), modified: None }];
                files.extend(of_records.into_iter().map(|file| SitemapFile {
                    path: records_path(file.kind, file.first),
                    modified: Some(file.modified),
                }));
                pages::sitemap_index(&files, origin)
            }
            Part::Sections => pages::sitemap(
                &Address::LISTED.map(|address| SitemapEntry { address, modified: None }),
                origin,
            ),
            Part::Records(kind, first) => {
                let records = sitemap_records(caller, kind, first).await;
                let records = records.map_err(|error| load_failed(&error))?;
                let entries: Vec<SitemapEntry> = records
                    .into_iter()
                    .filter_map(|record| {
                        let address = Address::of_record(kind, record.slug)?;
                        Some(SitemapEntry { address, modified: Some(record.modified) })
                    })
                    .collect();
                if entries.is_empty() {
                    return Err(Failed::NotFound);
                }
                pages::sitemap(&entries, origin)
            }
        };
        xml.map_err(|error| template_failed(&error))
    }
}
