//! The published records that the records of a file refer to.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::domain::directory::{
    Citation, ContactKind, ContactPoint, Indicator, KindTerm, Observation, Organization, Person, Post,
    RecordContent, Source, all_valid_on, name_on,
};
use crate::domain::ids::{Id, ObservationId, OrganizationId, PersonId};
use crate::domain::text::Text;

/// Published records of one kind, by id.
pub type RecordMap<C> = HashMap<Id<<C as RecordContent>::Id>, C>;

/// The published records that some records refer to. A referenced record that is missing here is not published and must
/// not be exported.
#[derive(Debug, Default)]
pub struct ReferencedRecords {
    /// The address of the service, without a trailing slash. The addresses of records begin with it.
    pub base: String,
    /// The current day, which decides which names and parents are present.
    pub day: NaiveDate,
    /// The vocabulary of kinds, by slug.
    pub kinds: HashMap<String, KindTerm>,
    /// The sources.
    pub sources: RecordMap<Source>,
    /// The organizations.
    pub organizations: RecordMap<Organization>,
    /// The people.
    pub people: RecordMap<Person>,
    /// The posts.
    pub posts: RecordMap<Post>,
    /// The indicators.
    pub indicators: RecordMap<Indicator>,
    /// The observations.
    pub observations: RecordMap<Observation>,
    /// The corrections of observations: the id of each superseded observation, and the id of its correction.
    pub corrections: HashMap<ObservationId, ObservationId>,
}

impl ReferencedRecords {
    /// Returns the address of a record.
    pub(super) fn address(&self, id: impl std::fmt::Display) -> String {
        record_address(&self.base, id)
    }

    /// Returns a kind and the broader ones, the nearest first. Cycles are ruled out when kinds are written.
    pub(super) fn kind_and_broader(&self, slug: &str) -> impl Iterator<Item = &KindTerm> {
        let broader = move |term: &&KindTerm| self.kinds.get(term.broader.as_deref()?);
        std::iter::successors(self.kinds.get(slug), broader).take(self.kinds.len())
    }

    /// Returns the current name of an organization.
    pub(super) fn organization_name(&self, id: OrganizationId) -> Option<&Text> {
        name_on(&self.organizations.get(&id)?.names, self.day).map(|name| &name.text)
    }

    /// Returns the current name of a person.
    pub(super) fn person_name(&self, id: PersonId) -> Option<&Text> {
        name_on(&self.people.get(&id)?.names, self.day).map(|name| &name.text)
    }

    /// Returns the values of the contacts of some kinds that are valid today.
    pub(super) fn contact_values<'a>(
        &self,
        contacts: &'a [ContactPoint],
        kinds: &[ContactKind],
    ) -> Vec<&'a str> {
        all_valid_on(contacts, self.day)
            .filter(|contact| kinds.contains(&contact.kind))
            .map(|contact| contact.value.as_str())
            .collect()
    }

    /// Returns the cited sources with their citations, each combination of source and locator once.
    pub(super) fn cited<'a>(
        &'a self,
        citations: impl IntoIterator<Item = &'a Citation>,
    ) -> Vec<(&'a Citation, &'a Source)> {
        let mut cited: Vec<(&Citation, &Source)> = Vec::new();
        for citation in citations {
            let same = |(other, _): &(&Citation, &Source)| {
                other.source == citation.source && other.locator == citation.locator
            };
            if !cited.iter().any(same)
                && let Some(source) = self.sources.get(&citation.source)
            {
                cited.push((citation, source));
            }
        }
        cited
    }
}

/// Returns the address of a record. `base` is the address of the service.
pub fn record_address(base: &str, id: impl std::fmt::Display) -> String {
    format!("{base}/data/records/{id}")
}
