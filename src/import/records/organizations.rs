//! The organizations of `organizations/`, without posts and memberships.

use super::reader::{dated, identifier, parsed, period, string, text};
use super::visiting::{accessibility, locations, opening_hours, services};
use super::{ConversionError, KeyedRecord, RecordReader};
use crate::domain::directory::{Affiliation, Citation, Milestone, Name, Organization, ValidityPeriod};
use crate::import::content::Directory;
use crate::import::format::{self, Field};

pub(crate) fn organizations(
    directory: &Directory,
    reader: RecordReader<'_>,
) -> Result<Vec<KeyedRecord<Organization>>, ConversionError> {
    directory.organizations.iter().map(|file| organization(&file.slug, file, reader)).collect()
}

/// Converts the file of an organization; `slug` is the name of the file.
pub(crate) fn organization(
    slug: &str,
    file: &format::Organization,
    reader: RecordReader<'_>,
) -> Result<KeyedRecord<Organization>, ConversionError> {
    let citations = reader.citations(&file.source, file.locator.as_ref())?;
    let content = Organization {
        slug: slug.to_owned(),
        kind: string(&file.kind),
        position: file.position,
        names: names(file, &citations, reader)?,
        other_names: Vec::new(),
        short_name: file.short_name.as_ref().map(text),
        description: file.description.as_ref().map(text),
        founded: dated(file.founded.as_ref(), &citations)?,
        dissolved: dated(file.dissolved.as_ref(), &citations)?,
        parents: parents(file, &citations, reader)?,
        hosts: hosts(file, &citations, reader)?,
        contact_points: reader.contact_points(&file.contact)?,
        locations: locations(&file.location, reader)?,
        opening_hours: opening_hours(&file.opening_hours, reader)?,
        accessibility: accessibility(&file.accessibility, reader)?,
        services: services(&file.service, reader)?,
        identifiers: file.identifier.iter().map(identifier).collect(),
        milestones: milestones(file, reader)?,
        citations,
    };
    Ok(KeyedRecord { key: slug.to_owned(), content })
}

/// Converts the former names, and adds the present one at the end.
fn names(
    file: &format::Organization,
    citations: &[Citation],
    reader: RecordReader<'_>,
) -> Result<Vec<Name>, ConversionError> {
    let mut names = reader.former_names(&file.former_name)?;
    names.push(Name {
        text: text(&file.name),
        period: period(file.name_since.as_ref(), None, None)?,
        citations: citations.to_vec(),
    });
    Ok(names)
}

/// Converts the former parents, and adds the present one at the end.
fn parents(
    file: &format::Organization,
    citations: &[Citation],
    reader: RecordReader<'_>,
) -> Result<Vec<Affiliation>, ConversionError> {
    let mut parents = Vec::new();
    for former in &file.former_parent {
        parents.push(Affiliation {
            organization: reader.organization(&former.organization)?,
            period: period(former.since.as_ref(), former.until.as_ref(), None)?,
            citations: reader.citations(&former.source, None)?,
        });
    }
    if let Some(parent) = &file.parent {
        parents.push(Affiliation {
            organization: reader.organization(parent)?,
            period: period(file.parent_since.as_ref(), None, None)?,
            citations: citations.to_vec(),
        });
    }
    Ok(parents)
}

fn hosts(
    file: &format::Organization,
    citations: &[Citation],
    reader: RecordReader<'_>,
) -> Result<Vec<Affiliation>, ConversionError> {
    let host = |host: &Field| {
        let organization = reader.organization(host)?;
        Ok(Affiliation { organization, period: ValidityPeriod::default(), citations: citations.to_vec() })
    };
    file.hosted_by.iter().map(host).collect()
}

fn milestones(
    file: &format::Organization,
    reader: RecordReader<'_>,
) -> Result<Vec<Milestone>, ConversionError> {
    let mut milestones = Vec::new();
    for milestone in &file.milestone {
        milestones.push(Milestone {
            date: parsed(&milestone.date)?,
            text: text(&milestone.text),
            citations: reader.citations(&milestone.source, None)?,
        });
    }
    Ok(milestones)
}
