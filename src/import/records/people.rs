//! The people of `people.toml`, and the posts and memberships of `organizations/`.

use std::collections::HashMap;

use super::reader::{dated, identifier, optional, period, string, text};
use super::{ConversionError, KeyedRecord, RecordReader};
use crate::domain::directory::{
    Citation, Image, Membership, Name, Person, PersonalDetails, Post, RecordKind, ValidityPeriod,
};
use crate::import::content::Directory;
use crate::import::format::{self, Field};
use crate::import::numbered;

pub(crate) fn people(
    directory: &Directory,
    reader: RecordReader<'_>,
) -> Result<Vec<KeyedRecord<Person>>, ConversionError> {
    directory.people.iter().map(|entry| person(entry, reader)).collect()
}

pub(crate) fn person(
    entry: &format::Person,
    reader: RecordReader<'_>,
) -> Result<KeyedRecord<Person>, ConversionError> {
    let citations = reader.citations(&entry.source, None)?;
    let mut names = reader.former_names(&entry.former_name)?;
    names.push(Name {
        text: text(&entry.name),
        period: ValidityPeriod::default(),
        citations: citations.clone(),
    });
    let content = Person {
        slug: string(&entry.slug),
        names,
        other_names: Vec::new(),
        note: entry.note.as_ref().map(text),
        details: details(entry, &citations, reader)?,
        contact_points: reader.contact_points(&entry.contact)?,
        identifiers: entry.identifier.iter().map(identifier).collect(),
        citations,
    };
    Ok(KeyedRecord { key: string(&entry.slug), content })
}

fn details(
    entry: &format::Person,
    citations: &[Citation],
    reader: RecordReader<'_>,
) -> Result<PersonalDetails, ConversionError> {
    let image = |image: &format::Image| -> Result<Image, ConversionError> {
        Ok(Image {
            url: string(&image.url),
            licence: string(&image.licence),
            creator: image.creator.as_ref().map(string),
            citations: reader.citations(&image.source, None)?,
        })
    };
    Ok(PersonalDetails {
        family_name: entry.family_name.as_ref().map(text),
        given_name: entry.given_name.as_ref().map(text),
        patronymic: entry.patronymic.as_ref().map(text),
        gender: optional(entry.gender.as_ref())?,
        born: dated(entry.born.as_ref(), citations)?,
        died: dated(entry.died.as_ref(), citations)?,
        image: entry.image.as_ref().map(image).transpose()?,
    })
}

pub(crate) fn posts(
    slug: &str,
    file: &format::Organization,
    reader: RecordReader<'_>,
) -> Result<Vec<KeyedRecord<Post>>, ConversionError> {
    let mut posts = Vec::new();
    for (position, post) in numbered(&file.post) {
        let content = Post {
            slug: string(&post.slug),
            organization: reader.id(RecordKind::Organization, slug)?,
            kind: string(&post.kind),
            position,
            title: text(&post.title),
            citations: reader.citations(&post.source, post.locator.as_ref())?,
        };
        posts.push(KeyedRecord { key: string(&post.slug), content });
    }
    Ok(posts)
}

/// Converts the memberships of an organization: the holders of its posts, and its other members.
pub(crate) fn memberships(
    slug: &str,
    file: &format::Organization,
    reader: RecordReader<'_>,
) -> Result<Vec<KeyedRecord<Membership>>, ConversionError> {
    let organization = reader.id(RecordKind::Organization, slug)?;
    let mut memberships = Vec::new();
    for post in &file.post {
        let mut keys = MembershipKeys::new(post.slug.as_ref());
        for (position, holder) in numbered(&post.holder) {
            let content = Membership {
                organization,
                post: Some(reader.id(RecordKind::Post, post.slug.as_ref())?),
                person: reader.id(RecordKind::Person, holder.person.as_ref())?,
                position,
                acting: holder.acting,
                role: None,
                period: period(holder.since.as_ref(), holder.until.as_ref(), holder.attested.as_ref())?,
                citations: reader.citations(&holder.source, holder.locator.as_ref())?,
            };
            memberships.push(KeyedRecord { key: keys.next(&holder.person), content });
        }
    }
    let mut keys = MembershipKeys::new(slug);
    for (position, member) in numbered(&file.member) {
        let content = Membership {
            organization,
            post: None,
            person: reader.id(RecordKind::Person, member.person.as_ref())?,
            position,
            acting: false,
            role: member.role.as_ref().map(text),
            period: period(member.since.as_ref(), member.until.as_ref(), member.attested.as_ref())?,
            citations: reader.citations(&member.source, member.locator.as_ref())?,
        };
        memberships.push(KeyedRecord { key: keys.next(&member.person), content });
    }
    Ok(memberships)
}

/// The keys of the memberships in one post or organization: its slug, the person's slug, and the number of the person's
/// membership there.
struct MembershipKeys<'a> {
    place: &'a str,
    counts: HashMap<&'a str, usize>,
}

impl<'a> MembershipKeys<'a> {
    fn new(place: &'a str) -> Self {
        Self { place, counts: HashMap::new() }
    }

    fn next(&mut self, person: &'a Field) -> String {
        let person = person.as_ref().as_str();
        let count = self.counts.entry(person).or_default();
        *count += 1;
        format!("{}/{person}/{count}", self.place)
    }
}
