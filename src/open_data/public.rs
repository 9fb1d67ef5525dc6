//! What of a record may be told to anybody. Every record goes through here before any format sees it, so that no format
//! can tell too much.

use super::Around;
use crate::domain::directory::{
    Affiliation, Citation, ContactPoint, Content, Event, Indicator, Membership, Milestone, Name, Observation,
    Organization, Person, Post, Record, Source,
};

/// Records that can be told to anybody.
pub trait Public: Content {
    /// The record without contacts that are not public, and without references to what isn't published; none: it is
    /// about something that isn't published, and would make no sense without it.
    #[must_use]
    fn public(self, around: &Around) -> Option<Self>;
}

/// The [public](Public::public) form of a record.
pub fn public<C: Public>(record: Record<C>, around: &Around) -> Option<Record<C>> {
    let Record { id, version, published, updated_at, content } = record;
    let content = content.public(around).filter(|_| published)?;
    Some(Record { id, version, published, updated_at, content })
}

impl Around {
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
            self.keep_cited(&mut contact.citations);
        }
    }

    fn keep_milestones(&self, milestones: &mut [Milestone]) {
        for milestone in milestones {
            self.keep_cited(&mut milestone.citations);
        }
    }
}

impl Public for Source {
    fn public(self, _around: &Around) -> Option<Self> {
        Some(self)
    }
}

impl Public for Organization {
    fn public(mut self, around: &Around) -> Option<Self> {
        around.keep_names(&mut self.names);
        for dated in self.founded.iter_mut().chain(&mut self.dissolved) {
            around.keep_cited(&mut dated.citations);
        }
        around.keep_affiliations(&mut self.parents);
        around.keep_affiliations(&mut self.hosts);
        around.keep_contacts(&mut self.contact_points);
        around.keep_milestones(&mut self.milestones);
        around.keep_cited(&mut self.citations);
        Some(self)
    }
}

impl Public for Person {
    fn public(mut self, around: &Around) -> Option<Self> {
        around.keep_names(&mut self.names);
        around.keep_contacts(&mut self.contact_points);
        around.keep_cited(&mut self.citations);
        Some(self)
    }
}

impl Public for Post {
    fn public(mut self, around: &Around) -> Option<Self> {
        around.keep_cited(&mut self.citations);
        around.organizations.contains_key(&self.organization).then_some(self)
    }
}

impl Public for Membership {
    fn public(mut self, around: &Around) -> Option<Self> {
        around.keep_cited(&mut self.citations);
        self.post = self.post.filter(|post| around.posts.contains_key(post));
        let both =
            around.organizations.contains_key(&self.organization) && around.people.contains_key(&self.person);
        both.then_some(self)
    }
}

impl Public for Event {
    fn public(mut self, around: &Around) -> Option<Self> {
        self.organizers.retain(|organizer| around.organizations.contains_key(organizer));
        around.keep_cited(&mut self.citations);
        Some(self)
    }
}

impl Public for Indicator {
    fn public(mut self, around: &Around) -> Option<Self> {
        around.keep_cited(&mut self.citations);
        let shown = self.organization.is_none_or(|id| around.organizations.contains_key(&id));
        shown.then_some(self)
    }
}

impl Public for Observation {
    fn public(mut self, around: &Around) -> Option<Self> {
        around.keep_cited(&mut self.citations);
        self.supersedes = self.supersedes.filter(|old| around.observations.contains_key(old));
        around.indicators.contains_key(&self.indicator).then_some(self)
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{self, around};
    use super::*;

    #[test]
    fn private_contacts_and_references_to_what_is_not_published_are_left_out() {
        let club = samples::club().content.public(&around()).unwrap();
        let json = serde_json::to_string(&club).unwrap();
        assert_eq!(club.contact_points.len(), 2);
        assert!(!json.contains("secret"), "{json}");
        let mut unknown = around();
        unknown.organizations.clear();
        unknown.sources.clear();
        let club = samples::club().content.public(&unknown).unwrap();
        assert!(club.parents.is_empty() && club.hosts.is_empty());
        let json = serde_json::to_string(&club).unwrap();
        assert!(!json.contains(&samples::SOURCE.to_string()), "{json}");
    }

    #[test]
    fn what_is_about_something_unpublished_is_not_told_at_all() {
        let mut unknown = around();
        unknown.people.clear();
        assert_eq!(samples::membership().content.public(&unknown), None);
        assert!(samples::membership().content.public(&around()).is_some());
        unknown.posts.clear();
        unknown.people = around().people;
        assert_eq!(samples::membership().content.public(&unknown).unwrap().post, None);
        unknown.organizations.clear();
        assert_eq!(samples::post().content.public(&unknown), None);
        assert_eq!(samples::indicator().content.public(&unknown), None);
        unknown.indicators.clear();
        assert_eq!(samples::observation().content.public(&unknown), None);
    }
}
