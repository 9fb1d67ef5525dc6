//! Corrections that any logged-in account can propose, and the editors' decisions on them.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::changes::{ChangeError, Changes, object};
use super::citation::Citation;
use super::record::RecordContent;
use super::{ProposalStatus, RecordKind};
use crate::ids::{AccountId, ProposalId};

/// A proposed correction of one record.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The proposal's id.
    pub id: ProposalId,
    /// The kind of the record.
    pub record_kind: RecordKind,
    /// The id of the record.
    pub record_id: Uuid,
    /// The version of the record that the proposer saw.
    pub version: i32,
    /// The new values.
    pub changes: Changes,
    /// The source of the new values: a title, a link, or the name of an informant.
    pub source: String,
    /// The proposer's comment.
    pub comment: Option<String>,
    /// The account that made the proposal.
    pub proposer_id: AccountId,
    /// When the proposal was made.
    pub created_at: DateTime<Utc>,
    /// The status of the proposal.
    pub status: ProposalStatus,
    /// The editor who decided on it.
    pub decided_by: Option<AccountId>,
    /// When the editor decided.
    pub decided_at: Option<DateTime<Utc>>,
    /// The editor's answer to the proposer.
    pub answer: Option<String>,
}

impl Changes {
    /// Applies changes whose proposer may see only the public contact points, and need not cite sources. Contact points
    /// that are not public stay. A statement that is the same as an earlier one keeps its citations; the given citation is
    /// added to the other proposed statements without citations.
    pub fn apply_proposed<C: RecordContent>(
        &self,
        before: &C,
        citation: Option<&Citation>,
    ) -> Result<C, ChangeError> {
        let mut after = object(&self.apply(Some(before))?)?;
        let before = object(before)?;
        let citations = serde_json::to_value(Vec::from_iter(citation))?;
        for field in self.fields() {
            let earlier = before.get(field);
            if field == "contactPoints" {
                keep_hidden(earlier, &mut after);
            }
            if let Some(value) = after.get_mut(field) {
                cite(value, earlier, &citations);
            }
        }
        Ok(serde_json::from_value(Value::Object(after))?)
    }
}

/// Adds the earlier contact points that are not public and not among the proposed ones, each in its place.
fn keep_hidden(earlier: Option<&Value>, after: &mut Map<String, Value>) {
    let key = |contact: &Value| (contact.get("kind").cloned(), contact.get("value").cloned());
    let earlier = earlier.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let hidden =
        earlier.iter().enumerate().filter(|(_, contact)| contact.get("public") == Some(&Value::Bool(false)));
    for (place, contact) in hidden {
        let contacts = after.entry("contactPoints").or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(contacts) = contacts
            && contacts.iter().all(|proposed| key(proposed) != key(contact))
        {
            contacts.insert(place.min(contacts.len()), contact.clone());
        }
    }
}

/// Fills the empty lists of citations in a value: with those of the earlier statement if the statement is the same,
/// otherwise with the given ones.
fn cite(value: &mut Value, earlier: Option<&Value>, citations: &Value) {
    match value {
        Value::Array(items) => {
            let earlier = earlier.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            for item in items {
                let same = earlier.iter().find(|earlier| differ_in_citations_alone(earlier, item));
                cite(item, same, citations);
            }
        }
        Value::Object(_) => {
            let same = earlier.filter(|earlier| differ_in_citations_alone(earlier, value));
            let own = same.and_then(|same| same.get("citations")).unwrap_or(citations).clone();
            for (name, field) in value.as_object_mut().into_iter().flatten() {
                if name != "citations" {
                    cite(field, earlier.and_then(|earlier| earlier.get(name)), citations);
                } else if field.as_array().is_some_and(Vec::is_empty) {
                    field.clone_from(&own);
                }
            }
        }
        _ => {}
    }
}

/// Whether two values are the same, or differ in their citations alone.
fn differ_in_citations_alone(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            let names = || one.keys().chain(other.keys()).filter(|name| *name != "citations");
            names().all(|name| one.get(name) == other.get(name))
        }
        _ => one == other,
    }
}
