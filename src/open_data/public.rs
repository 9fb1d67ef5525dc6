//! The public form of records. Every record is converted to it before a format writes it, so that no format can
//! disclose too much.

use super::ReferencedRecords;
use crate::domain::directory::{
    Affiliation, Citation, ContactKind, ContactPoint, Event, Indicator, KindTerm, Membership, Milestone,
    Name, Observation, Organization, Person, Post, Record, RecordContent, Source,
};
use crate::domain::link::to_uri;

/// Records that have a public form.
pub trait Public: RecordContent {
    /// Returns the record without non-public contacts and without references to unpublished records. Its links are URIs.
    /// `None` if the record is about an unpublished record, without which it would be meaningless.
    #[must_use]
    fn public(self, referenced: &ReferencedRecords) -> Option<Self>;
}

/// Returns the [public](Public::public) form of a record; `None` also if the record itself is not published.
pub fn public<C: Public>(record: Record<C>, referenced: &ReferencedRecords) -> Option<Record<C>> {
    let Record { id, version, published, updated_at, content } = record;
    let content = content.public(referenced).filter(|_| published)?;
    Some(Record { id, version, published, updated_at, content })
}

impl ReferencedRecords {
    fn keep_cited(&self, citations: &mut Vec<Citation>) {
        citations.retain(|citation| self.sources.contains_key(&citation.source));
    }

    fn keep_names(&self, names: &mut [Name]) {
        for name in names {
            self.keep_cited(&mut name.citations);
        }
    }

    fn keep_affiliations(&self, affiliations: &mut Vec<Affiliation>) {
        affiliations.retain(|other| self.organizations.contains_key(&other.organization));
        for other in affiliations {
            self.keep_cited(&mut other.citations);
        }
    }

    fn keep_contacts(&self, contacts: &mut Vec<ContactPoint>) {
        contacts.retain(|contact| contact.public);
        for contact in contacts {
            if matches!(contact.kind, ContactKind::Website | ContactKind::SocialMedia) {
                contact.value = to_uri(&contact.value);
            }
            self.keep_cited(&mut contact.citations);
        }
    }

    fn keep_milestones(&self, milestones: &mut [Milestone]) {
        for milestone in milestones {
            self.keep_cited(&mut milestone.citations);
        }
    }
}

impl Public for KindTerm {
    fn public(self, _referenced: &ReferencedRecords) -> Option<Self> {
        Some(self)
    }
}

impl Public for Source {
    fn public(mut self, _referenced: &ReferencedRecords) -> Option<Self> {
        self.url = self.url.as_deref().map(to_uri);
        self.archived_url = self.archived_url.as_deref().map(to_uri);
        Some(self)
    }
}

impl Public for Organization {
    fn public(mut self, referenced: &ReferencedRecords) -> Option<Self> {
        referenced.keep_names(&mut self.names);
        referenced.keep_names(&mut self.other_names);
        for dated in self.founded.iter_mut().chain(&mut self.dissolved) {
            referenced.keep_cited(&mut dated.citations);
        }
        referenced.keep_affiliations(&mut self.parents);
        referenced.keep_affiliations(&mut self.hosts);
        referenced.keep_contacts(&mut self.contact_points);
        for citations in self.visiting_citations_mut() {
            referenced.keep_cited(citations);
        }
        referenced.keep_milestones(&mut self.milestones);
        referenced.keep_cited(&mut self.citations);
        Some(self)
    }
}

impl Public for Person {
    fn public(mut self, referenced: &ReferencedRecords) -> Option<Self> {
        referenced.keep_names(&mut self.names);
        referenced.keep_names(&mut self.other_names);
        for citations in self.details.citations_mut() {
            referenced.keep_cited(citations);
        }
        if let Some(image) = &mut self.details.image {
            image.url = to_uri(&image.url);
            image.licence = to_uri(&image.licence);
        }
        referenced.keep_contacts(&mut self.contact_points);
        referenced.keep_cited(&mut self.citations);
        Some(self)
    }
}

impl Public for Post {
    fn public(mut self, referenced: &ReferencedRecords) -> Option<Self> {
        referenced.keep_cited(&mut self.citations);
        referenced.organizations.contains_key(&self.organization).then_some(self)
    }
}

impl Public for Membership {
    fn public(mut self, referenced: &ReferencedRecords) -> Option<Self> {
        referenced.keep_cited(&mut self.citations);
        self.post = self.post.filter(|post| referenced.posts.contains_key(post));
        let both_published = referenced.organizations.contains_key(&self.organization)
            && referenced.people.contains_key(&self.person);
        both_published.then_some(self)
    }
}

impl Public for Event {
    fn public(mut self, referenced: &ReferencedRecords) -> Option<Self> {
        self.organizers.retain(|organizer| referenced.organizations.contains_key(organizer));
        referenced.keep_cited(&mut self.citations);
        Some(self)
    }
}

impl Public for Indicator {
    fn public(mut self, referenced: &ReferencedRecords) -> Option<Self> {
        referenced.keep_cited(&mut self.citations);
        let is_published = self.organization.is_none_or(|id| referenced.organizations.contains_key(&id));
        is_published.then_some(self)
    }
}

impl Public for Observation {
    fn public(mut self, referenced: &ReferencedRecords) -> Option<Self> {
        referenced.keep_cited(&mut self.citations);
        self.supersedes = self.supersedes.filter(|old| referenced.observations.contains_key(old));
        referenced.indicators.contains_key(&self.indicator).then_some(self)
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{self, referenced};
    use super::*;

    #[test]
    fn non_public_contacts_and_references_to_unpublished_records_are_left_out() {
        let club = samples::club().content.public(&referenced()).unwrap();
        let json = serde_json::to_string(&club).unwrap();
        assert_eq!(club.contact_points.len(), 2);
        assert!(!json.contains("secret"), "{json}");
        let mut published = referenced();
        published.organizations.clear();
        published.sources.clear();
        let club = samples::club().content.public(&published).unwrap();
        assert!(club.parents.is_empty() && club.hosts.is_empty());
        let house = samples::house().content.public(&published).unwrap();
        let json = serde_json::to_string(&(club, house)).unwrap();
        assert!(!json.contains(&samples::SOURCE.to_string()), "{json}");
    }

    #[test]
    fn links_are_uris() {
        let mut source = samples::source().content;
        source.url = Some("https://қазақ.example.kz/?a=б%20".to_owned());
        let source = source.public(&referenced()).unwrap();
        let encoded = "https://%D2%9B%D0%B0%D0%B7%D0%B0%D2%9B.example.kz/?a=%D0%B1%20";
        assert_eq!(source.url.as_deref(), Some(encoded));
        assert_eq!(source.clone().public(&referenced()), Some(source));
    }

    #[test]
    fn a_record_about_an_unpublished_record_is_left_out() {
        let mut published = referenced();
        published.people.clear();
        assert_eq!(samples::membership().content.public(&published), None);
        assert!(samples::membership().content.public(&referenced()).is_some());
        published.posts.clear();
        published.people = referenced().people;
        assert_eq!(samples::membership().content.public(&published).unwrap().post, None);
        published.organizations.clear();
        assert_eq!(samples::post().content.public(&published), None);
        assert_eq!(samples::indicator().content.public(&published), None);
        published.indicators.clear();
        assert_eq!(samples::observation().content.public(&published), None);
    }
}
