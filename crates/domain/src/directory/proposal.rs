//! Corrections that any logged-in account can propose, and the editors' decisions on them.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::changes::Changes;
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
