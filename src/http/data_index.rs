//! `/data`: the list of the open data, as a page for people and as a catalogue for programs.

use std::sync::{Arc, Mutex, PoisonError};

use poem::http::header::{ACCEPT, VARY};
use poem::http::{HeaderValue, StatusCode};
use poem::{Endpoint, Request, Response, endpoint::make};

use super::export_permits::ExportPermits;
use super::files::too_many_exports;
use super::open_data::{failed, named_file};
use super::pages::page_response;
use super::session::request_language;
use crate::app::directory::{Edition, edition, size};
use crate::app::{AppError, Caller, Services};
use crate::domain::text::Language;
use crate::messages::{OpenData, open_data_text};
use crate::open_data::{CatalogueEntry, File, LICENCES, catalogue};
use crate::pages::{self, DataFile, Day, Reader};

/// An edition of the directory, and the sizes of its files in the order of [`File::ALL`].
type EditionSizes = (Edition, Vec<u64>);

/// The sizes that were counted last.
type KnownSizes = Arc<Mutex<Option<EditionSizes>>>;

/// Returns the endpoint of `/data`, for `GET` and `HEAD`.
pub(super) fn index(
    services: Services,
    permits: ExportPermits,
    base: Arc<str>,
) -> impl Endpoint<Output = Response> {
    let known = KnownSizes::default();
    make(move |request: Request| {
        let (services, permits) = (services.clone(), permits.clone());
        let (base, known) = (base.clone(), known.clone());
        async move {
            match sizes(&request, &services, (&permits, &base), &known).await {
                Ok(Some((edition, sizes))) => respond(&request, &base, edition, &entries(&sizes)),
                Ok(None) => too_many_exports(),
                Err(error) => failed(&error),
            }
        }
    })
}

/// Returns the current edition with the sizes of its files. `None` if too many exports are running.
async fn sizes(
    request: &Request,
    services: &Services,
    (permits, base): (&ExportPermits, &str),
    known: &KnownSizes,
) -> Result<Option<EditionSizes>, AppError> {
    let caller = Caller::anonymous(services);
    let current = edition(&caller).await?;
    let counted = known.lock().unwrap_or_else(PoisonError::into_inner).clone();
    if let Some(counted) = counted.filter(|(edition, _)| *edition == current) {
        return Ok(Some(counted));
    }
    // Sizes are counted by writing the files, which is as costly as an export.
    let Some(_permit) = permits.take_for_address(request).await else { return Ok(None) };
    let mut sizes = Vec::new();
    for file in File::ALL {
        sizes.push(size(&caller, file, current, base).await?);
    }
    *known.lock().unwrap_or_else(PoisonError::into_inner) = Some((current, sizes.clone()));
    Ok(Some((current, sizes)))
}

/// Returns the entries of the catalogue. `sizes` are those of [`File::ALL`].
fn entries(sizes: &[u64]) -> Vec<CatalogueEntry> {
    let files = File::ALL.into_iter().zip(sizes).map(|(file, size)| CatalogueEntry {
        path: format!("/data/{}", file.name()),
        titles: in_all_languages(text_of(file)),
        media_type: file.media_type(),
        bytes: Some(*size),
        conforms_to: file.conforms_to(),
    });
    let others = [
        ("/data/changes.json?since=2026-01-01T00:00:00Z", OpenData::Changes, "application/json", None),
        (
            "/data/changes.atom",
            OpenData::Feed,
            "application/atom+xml",
            Some("https://www.rfc-editor.org/info/rfc4287"),
        ),
        (
            "/data/csv-metadata.json",
            OpenData::Tables,
            "application/csvm+json",
            Some("https://www.w3.org/TR/tabular-metadata/"),
        ),
        (
            "/calendar.ics",
            OpenData::Calendar,
            "text/calendar",
            Some("https://www.rfc-editor.org/info/rfc5545"),
        ),
    ];
    let others = others.map(|(path, text, media_type, conforms_to)| CatalogueEntry {
        path: path.to_owned(),
        titles: in_all_languages(text),
        media_type,
        bytes: None,
        conforms_to,
    });
    files.chain(others).collect()
}

fn text_of(file: File) -> OpenData {
    match file {
        File::Popolo => OpenData::Popolo,
        File::JsonLd => OpenData::JsonLd,
        File::Organizations => OpenData::Organizations,
        File::People => OpenData::People,
        File::Posts => OpenData::Posts,
        File::Memberships => OpenData::Memberships,
        File::Events => OpenData::Events,
        File::Figures => OpenData::Figures,
        File::Sources => OpenData::Sources,
    }
}

/// Returns a text in each language, with the tag of the language.
fn in_all_languages(text: OpenData) -> Vec<(&'static str, String)> {
    Language::ALL.map(|language| (language.tag(), open_data_text(text, language))).into()
}

fn respond(request: &Request, base: &str, edition: Edition, entries: &[CatalogueEntry]) -> Response {
    let is_for_people = request.header(ACCEPT).is_some_and(|accept| accept.contains("text/html"));
    let mut response = if is_for_people {
        page(request, base, edition, entries)
    } else {
        let catalogue = catalogue(base, &in_all_languages(OpenData::Title), entries, edition.last_edit);
        named_file(request, "application/ld+json", catalogue.to_string())
    };
    response.headers_mut().insert(VARY, HeaderValue::from_static("accept, accept-language"));
    response
}

fn page(request: &Request, base: &str, edition: Edition, entries: &[CatalogueEntry]) -> Response {
    let language = request_language(request);
    let (today, day) = (edition.day, Day::Today);
    let reader = Reader { language, origin: base, today, day, query: "", is_invalid_query: false };
    let files: Vec<DataFile> = entries
        .iter()
        .map(|entry| {
            let title = entry.titles.iter().find(|(tag, _)| *tag == language.tag());
            DataFile {
                path: entry.path.clone(),
                title: title.map(|(_, title)| title.clone()).unwrap_or_default(),
                bytes: entry.bytes,
            }
        })
        .collect();
    match pages::data_page(&reader, &files, &LICENCES, edition.last_edit) {
        Ok(html) => page_response(request, StatusCode::OK, html, language),
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "the page of open data cannot be rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into()
        }
    }
}
