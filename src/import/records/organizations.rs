//! `organizations/`, without the people.

use super::reading::{identifiers, optional, parsed, term, text};
use super::{Listed, Reading, Unfit};
use crate::domain::directory::{Affiliation, Citation, Dated, Milestone, Name, Organization, Term};
use crate::import::content::Directory;
use crate::import::format::{self, Field};

pub(crate) fn organizations(
    directory: &Directory,
    reading: Reading<'_>,
) -> Result<Vec<Listed<Organization>>, Unfit> {
    directory.organizations.iter().map(|file| organization(&file.slug, file, reading)).collect()
}

/// What a file says of the organization that it is named after.
pub(crate) fn organization(
    slug: &str,
    file: &format::Organization,
    reading: Reading<'_>,
) -> Result<Listed<Organization>, Unfit> {
    let citations = reading.citations(&file.source, file.locator.as_ref())?;
    let content = Organization {
        slug: slug.to_owned(),
        kind: parsed(&file.kind)?,
        position: file.position,
        names: names(file, &citations, reading)?,
        short_name: file.short_name.as_ref().map(text),
        description: file.description.as_ref().map(text),
        founded: dated(file.founded.as_ref(), &citations)?,
        dissolved: dated(file.dissolved.as_ref(), &citations)?,
        parents: parents(file, &citations, reading)?,
        hosts: hosts(file, &citations, reading)?,
        contact_points: reading.contact_points(&file.contact)?,
        identifiers: identifiers(&file.identifier),
        milestones: milestones(file, reading)?,
        citations,
    };
    Ok(Listed { key: slug.to_owned(), content })
}

/// The former names, and the present one last.
fn names(
    file: &format::Organization,
    citations: &[Citation],
    reading: Reading<'_>,
) -> Result<Vec<Name>, Unfit> {
    let mut names = reading.former_names(&file.former_name)?;
    names.push(Name {
        text: text(&file.name),
        term: term(file.name_since.as_ref(), None, None)?,
        citations: citations.to_vec(),
    });
    Ok(names)
}

fn dated(date: Option<&Field>, citations: &[Citation]) -> Result<Option<Dated>, Unfit> {
    Ok(optional(date)?.map(|date| Dated { date, citations: citations.to_vec() }))
}

/// The former parents, and the present one last.
fn parents(
    file: &format::Organization,
    citations: &[Citation],
    reading: Reading<'_>,
) -> Result<Vec<Affiliation>, Unfit> {
    let mut parents = Vec::new();
    for former in &file.former_parent {
        parents.push(Affiliation {
            organization: reading.organization(&former.organization)?,
            term: term(former.since.as_ref(), former.until.as_ref(), None)?,
            citations: reading.citations(&former.source, None)?,
        });
    }
    if let Some(parent) = &file.parent {
        parents.push(Affiliation {
            organization: reading.organization(parent)?,
            term: term(file.parent_since.as_ref(), None, None)?,
            citations: citations.to_vec(),
        });
    }
    Ok(parents)
}

fn hosts(
    file: &format::Organization,
    citations: &[Citation],
    reading: Reading<'_>,
) -> Result<Vec<Affiliation>, Unfit> {
    let host = |host: &Field| {
        let organization = reading.organization(host)?;
        Ok(Affiliation { organization, term: Term::default(), citations: citations.to_vec() })
    };
    file.hosted_by.iter().map(host).collect()
}

fn milestones(file: &format::Organization, reading: Reading<'_>) -> Result<Vec<Milestone>, Unfit> {
    let mut milestones = Vec::new();
    for milestone in &file.milestone {
        milestones.push(Milestone {
            date: parsed(&milestone.date)?,
            text: text(&milestone.text),
            citations: reading.citations(&milestone.source, None)?,
        });
    }
    Ok(milestones)
}
