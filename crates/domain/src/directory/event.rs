//! Events that organizations hold.

use chrono::NaiveDate;
use edtf::Edtf;
use serde::{Deserialize, Serialize};

use super::field_checks::{Checks, Length, MAX_LIST};
use super::record::{FieldProblem, RecordContent, Reference};
use super::schedule::{Change, Schedule};
use super::source::{Citation, cited};
use super::{EventFormat, EventKind, RecordKind, Recurrence};
use crate::ids::{Id, OrganizationId, kind};
use crate::language_tag::LanguageTag;
use crate::problem::Problem;
use crate::search::{SearchEntry, event_entries};
use crate::text::Text;

/// An event that organizations hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    /// The stable name in URLs.
    pub slug: String,
    /// The kind of event.
    pub kind: EventKind,
    /// The position in an organization's list.
    #[serde(default)]
    pub position: i32,
    /// The title.
    pub title: Text,
    /// What happens at the event.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub description: Option<Text>,
    /// How often the event is held, if no schedule is known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub recurrence: Option<Recurrence>,
    /// When the event was held, if no schedule is known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub held: Option<Edtf>,
    /// When the event takes place.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub schedule: Option<Schedule>,
    /// Where the event takes place.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub place: Option<Text>,
    /// How people take part.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub format: Option<EventFormat>,
    /// The languages that are spoken at the event (BCP 47).
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub languages: Vec<String>,
    /// The organizers, in their order.
    #[serde(default)]
    pub organizers: Vec<OrganizationId>,
    /// The sources of these statements.
    #[serde(default)]
    pub citations: Vec<Citation>,
}

impl RecordContent for Event {
    type Id = kind::Event;
    const KIND: RecordKind = RecordKind::Event;
    const REQUIRED: &'static [&'static str] = &["slug", "kind", "title"];

    fn slug(&self) -> Option<&str> {
        Some(&self.slug)
    }

    fn references(&self) -> Vec<Reference> {
        let organizer = |&id: &OrganizationId| Reference::new("organizers", RecordKind::Organization, id);
        self.organizers.iter().map(organizer).chain(cited(&self.citations)).collect()
    }

    fn search_entries(&self, own: Id<kind::Event>, _day: NaiveDate) -> Vec<SearchEntry> {
        event_entries(own, &self.title)
    }

    fn problems(&self) -> Vec<FieldProblem> {
        let mut checks = Checks::default();
        checks.slug(&self.slug);
        checks.text("title", Length::Line, [&self.title]);
        checks.text("description", Length::Paragraphs, &self.description);
        checks.text("place", Length::Line, &self.place);
        if let Some(Err(problem)) = self.schedule.as_ref().map(Schedule::check) {
            checks.ensure(false, Problem::InvalidSchedule(problem), "schedule");
        }
        for exception in self.schedule.iter().flat_map(|schedule| &schedule.exceptions) {
            if let Change::Moved { place, note, .. } = &exception.change {
                checks.text("schedule", Length::Line, place);
                checks.text("schedule", Length::Paragraphs, note);
            }
        }
        checks.at_most(20, self.languages.len(), "languages");
        for language in &self.languages {
            checks.ensure(LanguageTag::new(language).is_ok(), Problem::InvalidLanguageTag, "languages");
        }
        checks.at_most(MAX_LIST, self.organizers.len(), "organizers");
        let mut organizers = self.organizers.clone();
        organizers.sort_unstable();
        organizers.dedup();
        checks.ensure(organizers.len() == self.organizers.len(), Problem::DuplicateItem, "organizers");
        checks.citations("citations", &self.citations);
        checks.finish()
    }

    fn tidy(&mut self, _own: Id<kind::Event>) {
        let mut kept = Vec::new();
        self.organizers.retain(|organizer| {
            let first = !kept.contains(organizer);
            kept.push(*organizer);
            first
        });
    }
}
