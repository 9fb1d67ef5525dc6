//! Corrections that anybody who is signed in can propose, and what editors made of them.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::changes::Changes;
use super::{ProposalStatus, RecordKind};
use crate::domain::ids::{AccountId, ProposalId};

/// A proposed correction of one record.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// Its id.
    pub id: ProposalId,
    /// What kind of record it is about.
    pub record_kind: RecordKind,
    /// The record.
    pub record_id: Uuid,
    /// The version of the record that the proposer saw.
    pub version: i32,
    /// The new values.
    pub changes: Changes,
    /// Where they are taken from: a title, a link, who told it.
    pub source: String,
    /// What else the proposer says.
    pub comment: Option<String>,
    /// Who proposed it.
    pub proposer_id: AccountId,
    /// When.
    pub created_at: DateTime<Utc>,
    /// What became of it.
    pub status: ProposalStatus,
    /// The editor who decided.
    pub decided_by: Option<AccountId>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// The editor's word on it.
    pub answer: Option<String>,
}
