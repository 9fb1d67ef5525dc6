//! `/data`: the list of the open data, as a page for people and as a catalogue for programs.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::DateTime;
use poem::http::header::{ACCEPT, VARY};
use poem::http::{HeaderValue, StatusCode};
use poem::{Endpoint, Request, Response, endpoint::make};
use uuid::Uuid;

use super::export_permits::ExportPermits;
use super::files::too_many_exports;
use super::open_data::{failed, modified, named_file};
use super::pages::page_response;
use super::session::request_language;
use crate::app::directory::{Edition, Export, edition, example_organization, size};
use crate::app::{AppError, Caller, Services};
use crate::domain::text::Language;
use crate::messages::{OpenData, open_data_text};
use crate::open_data::{CatalogueEntry, File, LICENCES, catalogue};
use crate::pages::{self, DataFile, Reader};
use crate::spreadsheet::Separator;

/// The specification of calendars.
const ICALENDAR: &str = "https://www.rfc-editor.org/info/rfc5545";

/// What is listed of an edition of the directory.
#[derive(Debug, Clone)]
struct Listed {
    edition: Edition,
    /// The sizes of the files in the order of [`File::ALL`].
    sizes: Vec<u64>,
    /// The id and the slug of an organization, for the examples.
    example: Option<(Uuid, String)>,
}

/// What was listed last.
type LastListed = Arc<Mutex<Option<Listed>>>;

/// Returns the endpoint of `/data`, for `GET` and `HEAD`.
pub(super) fn index(
    services: Services,
    permits: ExportPermits,
    base: Arc<str>,
) -> impl Endpoint<Output = Response> {
    let known = LastListed::default();
    make(move |request: Request| {
        let (services, permits) = (services.clone(), permits.clone());
        let (base, known) = (base.clone(), known.clone());
        async move {
            match listed(&request, &services, (&permits, &base), &known).await {
                Ok(Some(listed)) => respond(&request, &base, &listed),
                Ok(None) => too_many_exports(),
                Err(error) => failed(&error),
            }
        }
    })
}

/// Returns what is listed of the current edition. `None` if too many exports are running.
async fn listed(
    request: &Request,
    services: &Services,
    (permits, base): (&ExportPermits, &str),
    known: &LastListed,
) -> Result<Option<Listed>, AppError> {
    let caller = Caller::anonymous(services);
    let current = edition(&caller).await?;
    let last = known.lock().unwrap_or_else(PoisonError::into_inner).clone();
    if let Some(last) = last.filter(|last| last.edition == current) {
        return Ok(Some(last));
    }
    // Sizes are counted by writing the files, which is as costly as an export.
    let Some(_permit) = permits.take_for_address(request).await else { return Ok(None) };
    let mut sizes = Vec::new();
    for file in File::ALL {
        sizes.push(size(&caller, file, current, base).await?);
    }
    let listed = Listed { edition: current, sizes, example: example_organization(&caller).await? };
    *known.lock().unwrap_or_else(PoisonError::into_inner) = Some(listed.clone());
    Ok(Some(listed))
}

/// Returns the entries of the catalogue.
fn entries(Listed { edition, sizes, .. }: &Listed) -> Vec<CatalogueEntry> {
    let files = File::ALL.into_iter().zip(sizes).map(|(file, size)| CatalogueEntry {
        path: format!("/data/{}", file.name()),
        titles: in_all_languages(text_of(file)),
        media_type: file.media_type(),
        bytes: Some(*size),
        conforms_to: file.conforms_to(),
        modified: modified(Export::File(file, Separator::Comma), *edition),
    });
    let changes = short(
        "/data/changes.json?since=2026-01-01T00:00:00Z".to_owned(),
        OpenData::Changes,
        "application/json",
        None,
    );
    let feed = short(
        "/data/changes.atom".to_owned(),
        OpenData::Feed,
        "application/atom+xml",
        Some("https://www.rfc-editor.org/info/rfc4287"),
    );
    let calendar = short("/calendar.ics".to_owned(), OpenData::Calendar, "text/calendar", Some(ICALENDAR));
    let of_changes = modified(Export::ChangesSince(DateTime::UNIX_EPOCH), *edition);
    let others = [(changes, of_changes), (feed, edition.last_edit), (calendar, edition.last_edit)];
    let others = others.map(|(entry, modified)| CatalogueEntry { modified, ..entry });
    let tables = short(
        "/data/csv-metadata.json".to_owned(),
        OpenData::Tables,
        "application/csvm+json",
        Some("https://www.w3.org/TR/tabular-metadata/"),
    );
    files.chain(others).chain([tables]).collect()
}

/// Returns examples of what can be requested besides whole files.
fn samples(listed: &Listed) -> Vec<CatalogueEntry> {
    let (json_ld, csv) = (File::JsonLd, File::Organizations);
    let semicolons = short(
        format!("/data/{}?separator=semicolon", csv.name()),
        OpenData::Semicolons,
        csv.media_type(),
        csv.conforms_to(),
    );
    let mut samples = vec![semicolons];
    if let Some((id, slug)) = &listed.example {
        let record = format!("/data/records/{id}");
        let calendar = format!("/calendars/{slug}.ics");
        samples.extend([
            short(record.clone(), OpenData::Record, json_ld.media_type(), json_ld.conforms_to()),
            short(format!("{record}.json"), OpenData::RecordAsChanged, "application/json", None),
            short(calendar, OpenData::OrganizationCalendar, "text/calendar", Some(ICALENDAR)),
        ]);
    }
    samples
}

/// Returns an entry without a size and a time.
fn short(
    path: String,
    text: OpenData,
    media_type: &'static str,
    conforms_to: Option<&'static str>,
) -> CatalogueEntry {
    let titles = in_all_languages(text);
    CatalogueEntry { path, titles, media_type, bytes: None, conforms_to, modified: None }
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

fn respond(request: &Request, base: &str, listed: &Listed) -> Response {
    let is_for_people = request.header(ACCEPT).is_some_and(|accept| accept.contains("text/html"));
    let (entries, samples) = (entries(listed), samples(listed));
    let mut response = if is_for_people {
        page(request, base, listed.edition, (&entries, &samples))
    } else {
        let titles = in_all_languages(OpenData::Title);
        let catalogue = catalogue(base, &titles, (&entries, &samples), listed.edition.last_edit);
        named_file(request, "application/ld+json", catalogue.to_string())
    };
    response.headers_mut().insert(VARY, HeaderValue::from_static("accept, accept-language"));
    response
}

fn page(
    request: &Request,
    base: &str,
    edition: Edition,
    (entries, samples): (&[CatalogueEntry], &[CatalogueEntry]),
) -> Response {
    let language = request_language(request);
    let reader = Reader::new(language, base, edition.day);
    let files = |entries: &[CatalogueEntry]| -> Vec<DataFile> {
        entries.iter().map(|entry| data_file(entry, language)).collect()
    };
    let lists = (files(entries), files(samples));
    match pages::data_page(&reader, (&lists.0, &lists.1), &LICENCES, edition.last_edit) {
        Ok(html) => page_response(request, StatusCode::OK, html, language),
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "the page of open data cannot be rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into()
        }
    }
}

fn data_file(entry: &CatalogueEntry, language: Language) -> DataFile {
    let title = entry.titles.iter().find(|(tag, _)| *tag == language.tag());
    DataFile {
        path: entry.path.clone(),
        title: title.map(|(_, title)| title.clone()).unwrap_or_default(),
        bytes: entry.bytes,
        modified: entry.modified,
    }
}
