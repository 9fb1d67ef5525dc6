//! What changed since a moment, record by record.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use super::json::{Object, stored};
use super::{Around, Public};
use crate::domain::directory::RecordKind;

/// A change of a record that concerns everyone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What kind of record it is.
    pub kind: RecordKind,
    /// The record.
    pub id: Uuid,
    /// Its version since.
    pub version: i32,
    /// When.
    pub at: DateTime<Utc>,
}

/// What became of the record.
#[derive(Debug, Clone, PartialEq)]
pub enum Fate {
    /// It says this now.
    Says(Value),
    /// It isn't published any more.
    Gone,
    /// It turned out to be about the same as this one.
    MergedInto(Uuid),
}

impl Fate {
    /// Of a published record: what it says to anybody.
    pub fn of<C: Public>(content: C, around: &Around) -> Self {
        content.public(around).map_or(Self::Gone, |content| Self::Says(stored(&content)))
    }
}

impl Change {
    /// The change, with what became of the record.
    pub fn json(&self, fate: Fate) -> Value {
        let (name, value) = match fate {
            Fate::Says(content) => ("content", content),
            Fate::Gone => ("deleted", true.into()),
            Fate::MergedInto(id) => ("mergedInto", json!(id)),
        };
        Object::new()
            .with("kind", self.kind.as_str())
            .with("id", self.id.to_string())
            .with("version", self.version)
            .with("changedAt", moment(self.at))
            .with(name, value)
            .into()
    }

    /// How the list of changes begins.
    pub fn head(since: DateTime<Utc>, until: DateTime<Utc>) -> String {
        format!(r#"{{"since":"{}","until":"{}","changes":["#, moment(since), moment(until))
    }
}

/// To the microsecond, as the database keeps it: whoever asks from there on must miss nothing.
fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

#[cfg(test)]
mod tests {
    use super::super::samples::{self, CLUB, HOUSE, around};
    use super::*;

    #[test]
    fn a_change_says_what_the_record_says_to_anybody_or_that_it_is_gone() {
        let at = "2026-11-23T06:00:00.000001Z".parse().unwrap();
        let change = Change { kind: RecordKind::Organization, id: CLUB, version: 3, at };
        let said = change.json(Fate::of(samples::club().content, &around()));
        assert_eq!(said["content"]["slug"], "club");
        assert!(!said.to_string().contains("secret"));
        assert_eq!(
            change.json(Fate::Gone),
            json!({"kind": "organization", "id": CLUB, "version": 3, "changedAt": "2026-11-23T06:00:00.000001Z",
                   "deleted": true})
        );
        assert_eq!(change.json(Fate::MergedInto(HOUSE))["mergedInto"], HOUSE.to_string());
        let head = format!("{}]}}", Change::head(at, at));
        assert_eq!(serde_json::from_str::<Value>(&head).unwrap()["until"], "2026-11-23T06:00:00.000001Z");
    }
}
