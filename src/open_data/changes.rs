//! The changes since a moment, record by record.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use super::json::{Object, stored};
use super::{Public, ReferencedRecords};
use crate::domain::directory::RecordKind;

/// A change of a public record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The kind of record.
    pub kind: RecordKind,
    /// The id of the record.
    pub id: Uuid,
    /// The version of the record after the change.
    pub version: i32,
    /// The time of the change.
    pub at: DateTime<Utc>,
}

/// The outcome of a change.
#[derive(Debug, Clone, PartialEq)]
pub enum ChangeOutcome {
    /// The record now has this content.
    Content(Value),
    /// The record is no longer published.
    Unpublished,
    /// The record was merged into this one.
    MergedInto(Uuid),
}

impl ChangeOutcome {
    /// Returns the outcome for a published record, with its public content.
    pub fn of<C: Public>(content: C, referenced: &ReferencedRecords) -> Self {
        content.public(referenced).map_or(Self::Unpublished, |content| Self::Content(stored(&content)))
    }
}

impl Change {
    /// Returns the change with its outcome as JSON.
    pub fn json(&self, outcome: ChangeOutcome) -> Value {
        let (name, value) = match outcome {
            ChangeOutcome::Content(content) => ("content", content),
            ChangeOutcome::Unpublished => ("deleted", true.into()),
            ChangeOutcome::MergedInto(id) => ("mergedInto", json!(id)),
        };
        Object::new()
            .with("kind", self.kind.as_str())
            .with("id", self.id.to_string())
            .with("version", self.version)
            .with("changedAt", format_time(self.at))
            .with(name, value)
            .into()
    }

    /// Returns the beginning of the list of changes.
    pub fn head(since: DateTime<Utc>, until: DateTime<Utc>) -> String {
        format!(r#"{{"since":"{}","until":"{}","changes":["#, format_time(since), format_time(until))
    }
}

/// Formats a time to the microsecond, as the database stores it, so that a client that continues from it misses
/// nothing.
fn format_time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

#[cfg(test)]
mod tests {
    use super::super::samples::{self, CLUB, HOUSE, referenced};
    use super::*;

    #[test]
    fn a_change_contains_the_public_content_or_the_deletion() {
        let at = "2026-11-23T06:00:00.000001Z".parse().unwrap();
        let change = Change { kind: RecordKind::Organization, id: CLUB, version: 3, at };
        let json = change.json(ChangeOutcome::of(samples::club().content, &referenced()));
        assert_eq!(json["content"]["slug"], "club");
        assert!(!json.to_string().contains("secret"));
        assert_eq!(
            change.json(ChangeOutcome::Unpublished),
            json!({"kind": "organization", "id": CLUB, "version": 3, "changedAt": "2026-11-23T06:00:00.000001Z",
                   "deleted": true})
        );
        assert_eq!(change.json(ChangeOutcome::MergedInto(HOUSE))["mergedInto"], HOUSE.to_string());
        let head = format!("{}]}}", Change::head(at, at));
        assert_eq!(serde_json::from_str::<Value>(&head).unwrap()["until"], "2026-11-23T06:00:00.000001Z");
    }
}
