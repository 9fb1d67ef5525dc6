//! Checks of the records that the files describe, by the domain's own rules. These checks find problems that the checks
//! of single values miss.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use uuid::Uuid;

use super::FileChecker;
use crate::domain::directory::{FieldProblem, RecordContent, RecordKind};
use crate::domain::problem::Problem;
use crate::domain::text::Language;
use crate::import::error::ContentError;
use crate::import::folder::TextFile;
use crate::import::format::Field;
use crate::import::parsed_files::{DirectoryFiles, ParsedFile};
use crate::import::records::{self, ConversionError, KeyResolver, KeyedRecord, RecordReader};
use crate::messages::problem_sentence;

/// Placeholder ids of records that may not exist. The checks only need different ids for different records.
struct PlaceholderIds;

impl KeyResolver for PlaceholderIds {
    fn id(&self, kind: RecordKind, key: &str) -> Option<Uuid> {
        let mut hash = DefaultHasher::new();
        (kind, key).hash(&mut hash);
        Some(Uuid::from_u64_pair(0, hash.finish()))
    }
}

/// Reports the problems of the records, each at the beginning of the record.
pub(super) fn check_records(files: &DirectoryFiles<'_>, errors: &mut Vec<ContentError>) {
    let reader = RecordReader::new(&PlaceholderIds);
    if let Some((file, data)) = read(files.kinds.as_ref()) {
        for kind in &data.kind {
            report(file, errors, &kind.slug, records::kind(1, kind));
        }
    }
    if let Some((file, data)) = read(files.sources.as_ref()) {
        for source in &data.source {
            report(file, errors, &source.slug, records::source(source));
        }
    }
    if let Some((file, data)) = read(files.people.as_ref()) {
        for person in &data.person {
            report(file, errors, &person.slug, records::person(person, reader));
        }
    }
    for (slug, parsed) in &files.organizations {
        let Some(organization) = &parsed.data else { continue };
        let place = &organization.kind;
        report(parsed.file, errors, place, records::organization(slug, organization, reader));
        report_all(parsed.file, errors, place, records::posts(slug, organization, reader));
        report_all(parsed.file, errors, place, records::memberships(slug, organization, reader));
    }
    if let Some((file, data)) = read(files.events.as_ref()) {
        for event in &data.event {
            report(file, errors, &event.slug, records::event(1, event, reader));
        }
    }
    if let Some((file, data)) = read(files.figures.as_ref()) {
        for indicator in &data.indicator {
            report(file, errors, &indicator.slug, records::indicator(1, indicator, reader));
            report_all(file, errors, &indicator.slug, records::observations(indicator, reader));
        }
    }
}

/// Returns a file and its data, if it exists and could be parsed.
fn read<'a, T>(parsed: Option<&'a ParsedFile<'a, T>>) -> Option<(&'a TextFile, &'a T)> {
    parsed.and_then(|parsed| Some((parsed.file, parsed.data.as_ref()?)))
}

fn report<C: RecordContent>(
    file: &TextFile,
    errors: &mut Vec<ContentError>,
    place: &Field,
    record: Result<KeyedRecord<C>, ConversionError>,
) {
    report_all(file, errors, place, record.map(|record| vec![record]));
}

fn report_all<C: RecordContent>(
    file: &TextFile,
    errors: &mut Vec<ContentError>,
    place: &Field,
    records: Result<Vec<KeyedRecord<C>>, ConversionError>,
) {
    let mut checker = FileChecker::new(file, errors);
    match records {
        Err(error) => checker.report(place, error.to_string()),
        Ok(records) => {
            for record in &records {
                for field_problem in record.content.problems() {
                    checker.report(place, message::<C>(&record.key, field_problem));
                }
            }
        }
    }
}

fn message<C: RecordContent>(key: &str, field_problem: FieldProblem) -> String {
    let problem = match field_problem.problem {
        // The message of this problem is about requests.
        Problem::TooManyItems => "there are too many items".to_owned(),
        problem => problem_sentence(problem, Language::En),
    };
    format!("the {} «{key}», {}: {problem}", C::KIND.as_str(), field_problem.field)
}
