//! The list of the open data: a catalogue in DCAT, and the description of the tables for CSV on the Web.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

use super::File;
use super::json::Object;
use super::table::Table;
use crate::domain::directory::{Event, Membership, Observation, Organization, Person, Post, Source};

/// The licences of the data. Users may choose one of them.
pub const LICENCES: [&str; 2] = ["https://spdx.org/licenses/MIT", "https://spdx.org/licenses/Apache-2.0"];

/// The path of the description of the files.
pub const GUIDE_PATH: &str = "/data/open-data.md";

/// A file of the catalogue.
#[derive(Debug, Clone)]
pub struct CatalogueEntry {
    /// The path on the service.
    pub path: String,
    /// What the file contains, in the languages of the service.
    pub titles: Vec<(&'static str, String)>,
    /// The media type.
    pub media_type: &'static str,
    /// The size in bytes, not compressed. `None` if it depends on the request.
    pub bytes: Option<u64>,
    /// The specification that the file follows.
    pub conforms_to: Option<&'static str>,
    /// When the file last changed. `None` if it changes only with the service, and for examples.
    pub modified: Option<DateTime<Utc>>,
}

impl File {
    /// Returns the specification that the file follows.
    pub fn conforms_to(self) -> Option<&'static str> {
        match self {
            Self::Popolo => Some("https://www.popoloproject.com/specs/"),
            Self::JsonLd => Some("https://www.w3.org/TR/json-ld11/"),
            _ => Some("https://www.rfc-editor.org/info/rfc4180"),
        }
    }

    /// Returns the columns of the table; `None` if the file is no table.
    fn columns(self) -> Option<&'static [&'static str]> {
        match self {
            Self::Popolo | Self::JsonLd => None,
            Self::Organizations => Some(Organization::COLUMNS),
            Self::People => Some(Person::COLUMNS),
            Self::Posts => Some(Post::COLUMNS),
            Self::Memberships => Some(Membership::COLUMNS),
            Self::Events => Some(Event::COLUMNS),
            Self::Figures => Some(Observation::COLUMNS),
            Self::Sources => Some(Source::COLUMNS),
        }
    }
}

/// Returns the catalogue in the vocabulary of DCAT 3, as JSON-LD. `samples` are parts of the data, as examples of what can
/// be requested.
pub fn catalogue(
    base: &str,
    titles: &[(&'static str, String)],
    (entries, samples): (&[CatalogueEntry], &[CatalogueEntry]),
    modified: Option<DateTime<Utc>>,
) -> Value {
    let distributions = |entries: &[CatalogueEntry]| -> Vec<Value> {
        entries.iter().map(|entry| distribution(base, entry)).collect()
    };
    let dataset = Object::new()
        .with("@id", format!("{base}/data#directory"))
        .with("@type", "dcat:Dataset")
        .with("dct:title", texts(titles))
        .with("dct:modified", modified.map(moment))
        .with("dct:license", licences())
        .with("foaf:page", json!({"@id": format!("{base}{GUIDE_PATH}")}))
        .with("dcat:distribution", distributions(entries))
        .with("adms:sample", distributions(samples));
    let context = json!({
        "adms": "http://www.w3.org/ns/adms#", "dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    });
    Object::new()
        .with("@context", context)
        .with("@id", format!("{base}/data"))
        .with("@type", "dcat:Catalog")
        .with("dct:title", texts(titles))
        .with("dct:modified", modified.map(moment))
        .with("dct:license", licences())
        .with("dcat:dataset", vec![Value::from(dataset)])
        .into()
}

fn distribution(base: &str, entry: &CatalogueEntry) -> Value {
    let url = format!("{base}{}", entry.path);
    Object::new()
        .with("@id", url.clone())
        .with("@type", "dcat:Distribution")
        .with("dct:title", texts(&entry.titles))
        .with("dcat:downloadURL", json!({"@id": url}))
        .with("dcat:mediaType", entry.media_type.split(';').next())
        .with("dcat:byteSize", entry.bytes)
        .with("dct:modified", entry.modified.map(moment))
        .with("dct:license", licences())
        .with("dct:conformsTo", entry.conforms_to.map(|url| json!({"@id": url})))
        .into()
}

fn texts(titles: &[(&'static str, String)]) -> Vec<Value> {
    titles.iter().map(|(language, text)| json!({"@language": language, "@value": text})).collect()
}

fn moment(at: DateTime<Utc>) -> Value {
    json!({"@type": "xsd:dateTime", "@value": at.to_rfc3339_opts(SecondsFormat::Micros, true)})
}

fn licences() -> Vec<Value> {
    LICENCES.iter().map(|licence| json!({"@id": licence})).collect()
}

/// Returns the description of all tables for CSV on the Web. Programs look for it beside the tables, in
/// `csv-metadata.json`.
pub fn csv_metadata() -> Value {
    let tables = File::ALL.into_iter().filter_map(|file| {
        let columns: Vec<Value> = file.columns()?.iter().map(|name| column(name)).collect();
        let schema = json!({"columns": columns, "primaryKey": "id", "aboutUrl": "records/{id}"});
        Some(json!({"url": file.name(), "tableSchema": schema}))
    });
    json!({"@context": "http://www.w3.org/ns/csvw", "tables": tables.collect::<Vec<_>>()})
}

/// Returns the description of a column.
fn column(name: &str) -> Value {
    let (datatype, separator) = datatype(name);
    let language = ["kk", "ru", "en"].into_iter().find(|language| name.ends_with(&format!("_{language}")));
    Object::new()
        .with("name", name)
        .with("titles", name)
        .with("dc:description", description(name))
        .with("datatype", datatype)
        .with("separator", separator)
        .with("lang", language)
        .into()
}

fn datatype(name: &str) -> (Value, Option<&'static str>) {
    let text = |separator| (json!("string"), separator);
    match name {
        "version" | "position" => (json!("integer"), None),
        "updated_at" => (json!("dateTime"), None),
        "value" | "latitude" | "longitude" => (json!("number"), None),
        "acting" | "all_day" => (json!("boolean"), None),
        "url" | "archived_url" | "image_url" | "image_licence" => (json!("anyURI"), None),
        "accessed" => (json!("date"), None),
        "names" | "other_names" | "parents" | "hosts" | "locations" | "opening_hours" | "accessibility"
        | "services" | "milestones" | "exceptions" => (json!("json"), None),
        "addresses" | "phones" | "emails" | "links" | "identifiers" | "languages" | "additional_starts" => {
            text(Some("; "))
        }
        _ if name.ends_with("_ids") => text(Some("; ")),
        _ if name.ends_with("_earliest") || name.ends_with("_latest") => (json!("date"), None),
        _ => text(None),
    }
}

/// Returns what a column contains.
fn description(name: &str) -> String {
    let about = |suffix: &str| name.strip_suffix(suffix).map(|name| name.replace('_', " "));
    if let Some(date) = about("_earliest") {
        return format!("The first day that the date in {date} can mean.");
    }
    if let Some(date) = about("_latest") {
        return format!("The last day that the date in {date} can mean.");
    }
    if let Some(records) = about("_ids") {
        return format!("The ids of the {records}s.");
    }
    if let Some(record) = about("_id") {
        return format!("The id of the record: {record}.");
    }
    for (suffix, language) in [("_kk", "Kazakh"), ("_ru", "Russian"), ("_en", "English")] {
        if let Some(text) = about(suffix) {
            return format!("The {text} in {language}; empty if there is none.");
        }
    }
    let text = match name {
        "id" => "The record's id, a UUID that never changes.",
        "version" => "The number of the record's edits.",
        "updated_at" => "The time of the last edit.",
        "slug" => "The stable name in URLs.",
        "kind" => {
            "The kind: a slug of the vocabulary for organizations and posts, otherwise a value of a closed list."
        }
        "founded" | "dissolved" | "born" | "died" | "since" | "until" | "attested" | "held" | "issued"
        | "period" => "A date or an interval in EDTF, as precise as the source.",
        "gender" => "The gender, if the source states it.",
        "image_url" => "The web address of a picture.",
        "image_licence" => "The web address of the licence of the picture.",
        "image_creator" => "Who made the picture.",
        "addresses" | "phones" | "emails" | "links" => "The contacts of this kind that are valid today.",
        "identifiers" => "The identifiers in other registers, each as scheme:value.",
        "names" | "other_names" => "The names with their periods, as a JSON list.",
        "parents" | "hosts" => "The organizations with their periods, as a JSON list.",
        "country" => "The country of the address, a code of ISO 3166-1.",
        "latitude" => "The latitude of the address in degrees (WGS 84).",
        "longitude" => "The longitude of the address in degrees (WGS 84).",
        "locations" => "The places with their addresses and periods, as a JSON list.",
        "opening_hours" => "When it is open or closed, with periods, as a JSON list.",
        "accessibility" => "What helps people with disabilities or is missing, with periods, as a JSON list.",
        "services" => "The services with their status and periods, as a JSON list.",
        "milestones" => "The dated facts of the history, as a JSON list.",
        "position" => "The position in lists, smallest first.",
        "acting" => "Whether the person is only acting for a regular holder.",
        "recurrence" => "How often the event is held, if no schedule is known.",
        "starts_at" => {
            "The start of the event, with its offset, or the first day if the hour is not known. Of a series, the regular \
             start of the first occurrence, even if that one was moved or cancelled; the rule begins with it."
        }
        "ends_at" => {
            "The end of the event, with its offset, or the last day. Of a series, the regular end of the first \
             occurrence: every occurrence is as long as this one, unless an exception has other minutes."
        }
        "all_day" => "Whether only the days are known.",
        "time_zone" => "The IANA time zone of the local times.",
        "rule" => "The recurrence rule of RFC 5545, with all its parts.",
        "additional_starts" => "The starts besides those of the rule, in local time.",
        "exceptions" => {
            "The cancelled and moved occurrences, as a JSON list: of each the original start, and the change with the new \
             start and possibly other minutes, in local time."
        }
        "format" => "How people take part.",
        "languages" => "The languages that are spoken, as BCP 47 tags.",
        "indicator" => "The slug of the indicator.",
        "area" => "The area, an ISO 3166 code.",
        "value" => "The value, in the unit of the indicator.",
        "qualifier" => "How to read a value that is not exact.",
        "author" => "The author.",
        "publisher" => "The publisher.",
        "url" => "The web address.",
        "accessed" => "The day on which the source was read at its web address.",
        "archived_url" => "The address of a copy in a web archive.",
        _ => "",
    };
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::GUIDE;
    use super::*;

    #[test]
    fn every_column_is_described() {
        let metadata = csv_metadata();
        let tables = metadata["tables"].as_array().unwrap();
        assert_eq!(tables.len(), 7);
        for column in tables.iter().flat_map(|table| table["tableSchema"]["columns"].as_array().unwrap()) {
            assert!(column["dc:description"].as_str().is_some_and(|text| text.ends_with('.')), "{column}");
        }
        let events = tables.iter().find(|table| table["url"] == "events.csv").unwrap();
        let column = |name: &str| {
            let columns = events["tableSchema"]["columns"].as_array().unwrap();
            columns.iter().find(|column| column["name"] == name).unwrap().clone()
        };
        assert_eq!(column("held_latest")["datatype"], "date");
        assert_eq!(column("organizer_ids")["separator"], "; ");
        assert_eq!(column("title_ru")["lang"], "ru");
    }

    #[test]
    fn the_guide_names_every_file_and_column() {
        for file in File::ALL {
            assert!(GUIDE.contains(file.name()), "{}", file.name());
            let table = file.name().strip_suffix(".csv");
            let line = table
                .and_then(|table| GUIDE.lines().find(|line| line.starts_with(&format!("| {table} | `"))));
            for column in file.columns().unwrap_or_default() {
                let in_languages = ["_kk", "_ru", "_en"].into_iter().find_map(|end| column.strip_suffix(end));
                let of_date = ["_earliest", "_latest"].into_iter().find_map(|end| column.strip_suffix(end));
                let name = match (in_languages, of_date) {
                    (Some(name), _) => format!("`{name}_…`"),
                    (_, name) => format!("`{}`", name.unwrap_or(column)),
                };
                let is_everywhere = ["id", "version", "updated_at", "source_ids"].contains(column);
                let text = if is_everywhere { GUIDE } else { line.unwrap() };
                assert!(text.contains(&name), "{}: {name}", file.name());
            }
        }
    }
}
