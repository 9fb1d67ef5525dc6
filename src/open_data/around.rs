//! What stands around the records of a file: what they refer to, as far as all may see it.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::domain::directory::{
    Citation, Content, Indicator, Observation, Organization, Person, Post, Source, name_on,
};
use crate::domain::ids::{Id, ObservationId, OrganizationId, PersonId};
use crate::domain::text::Text;

/// Published records of one kind, by id.
pub type Known<C> = HashMap<Id<<C as Content>::Id>, C>;

/// What some records refer to. What isn't in it isn't published, and isn't told.
#[derive(Debug, Default)]
pub struct Around {
    /// Today: which names and parents are the present ones.
    pub day: NaiveDate,
    /// Sources.
    pub sources: Known<Source>,
    /// Organizations.
    pub organizations: Known<Organization>,
    /// People.
    pub people: Known<Person>,
    /// Posts.
    pub posts: Known<Post>,
    /// Indicators.
    pub indicators: Known<Indicator>,
    /// Observations.
    pub observations: Known<Observation>,
    /// Of observations: the one that corrects them.
    pub corrections: HashMap<ObservationId, ObservationId>,
}

impl Around {
    /// What an organization is called today.
    pub(super) fn organization_name(&self, id: OrganizationId) -> Option<&Text> {
        name_on(&self.organizations.get(&id)?.names, self.day).map(|name| &name.text)
    }

    /// What somebody is called today.
    pub(super) fn person_name(&self, id: PersonId) -> Option<&Text> {
        name_on(&self.people.get(&id)?.names, self.day).map(|name| &name.text)
    }

    /// The sources that are cited, each once, with where in them.
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
