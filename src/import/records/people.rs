//! `people.toml`, and the posts and the people of `organizations/`.

use std::collections::HashMap;

use super::reading::{identifiers, parsed, string, term, text};
use super::{Listed, Reading, Unfit, numbered};
use crate::domain::directory::{Membership, Name, Person, Post, RecordKind, Term};
use crate::import::content::Directory;
use crate::import::format::{self, Field};

pub(crate) fn people(directory: &Directory, reading: Reading<'_>) -> Result<Vec<Listed<Person>>, Unfit> {
    directory.people.iter().map(|listed| person(listed, reading)).collect()
}

pub(crate) fn person(listed: &format::Person, reading: Reading<'_>) -> Result<Listed<Person>, Unfit> {
    let citations = reading.citations(&listed.source, None)?;
    let mut names = reading.former_names(&listed.former_name)?;
    names.push(Name { text: text(&listed.name), term: Term::default(), citations: citations.clone() });
    let content = Person {
        slug: string(&listed.slug),
        names,
        note: listed.note.as_ref().map(text),
        contact_points: reading.contact_points(&listed.contact)?,
        identifiers: identifiers(&listed.identifier),
        citations,
    };
    Ok(Listed { key: string(&listed.slug), content })
}

pub(crate) fn posts(
    slug: &str,
    file: &format::Organization,
    reading: Reading<'_>,
) -> Result<Vec<Listed<Post>>, Unfit> {
    let mut posts = Vec::new();
    for (position, post) in numbered(&file.post) {
        let content = Post {
            slug: string(&post.slug),
            organization: reading.id(RecordKind::Organization, slug)?,
            kind: parsed(&post.kind)?,
            position,
            title: text(&post.title),
            citations: reading.citations(&post.source, post.locator.as_ref())?,
        };
        posts.push(Listed { key: string(&post.slug), content });
    }
    Ok(posts)
}

/// Who holds the posts of an organization, and who else belongs to it.
pub(crate) fn memberships(
    slug: &str,
    file: &format::Organization,
    reading: Reading<'_>,
) -> Result<Vec<Listed<Membership>>, Unfit> {
    let organization = reading.id(RecordKind::Organization, slug)?;
    let mut memberships = Vec::new();
    for post in &file.post {
        let mut keys = Keys::below(post.slug.as_ref());
        for (position, holder) in numbered(&post.holder) {
            let content = Membership {
                organization,
                post: Some(reading.id(RecordKind::Post, post.slug.as_ref())?),
                person: reading.id(RecordKind::Person, holder.person.as_ref())?,
                position,
                acting: holder.acting,
                role: None,
                term: term(holder.since.as_ref(), holder.until.as_ref(), holder.attested.as_ref())?,
                citations: reading.citations(&holder.source, holder.locator.as_ref())?,
            };
            memberships.push(Listed { key: keys.next(&holder.person), content });
        }
    }
    let mut keys = Keys::below(slug);
    for (position, member) in numbered(&file.member) {
        let content = Membership {
            organization,
            post: None,
            person: reading.id(RecordKind::Person, member.person.as_ref())?,
            position,
            acting: false,
            role: member.role.as_ref().map(text),
            term: term(member.since.as_ref(), member.until.as_ref(), member.attested.as_ref())?,
            citations: reading.citations(&member.source, member.locator.as_ref())?,
        };
        memberships.push(Listed { key: keys.next(&member.person), content });
    }
    Ok(memberships)
}

/// The keys of the terms at one place: the place, the person, and the how many-th term of theirs there it is.
struct Keys<'a> {
    place: &'a str,
    terms: HashMap<&'a str, usize>,
}

impl<'a> Keys<'a> {
    fn below(place: &'a str) -> Self {
        Self { place, terms: HashMap::new() }
    }

    fn next(&mut self, person: &'a Field) -> String {
        let person = person.as_ref().as_str();
        let nth = self.terms.entry(person).or_default();
        *nth += 1;
        format!("{}/{person}/{nth}", self.place)
    }
}
