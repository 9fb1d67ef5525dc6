//! The results of edits.

use async_graphql::{OutputType, SimpleObject};
use chrono::{DateTime, Utc};

use crate::app::AppError;
use crate::app::directory as app;
use crate::domain::problem::Problem;
use crate::domain::text::Language;
use crate::graphql::directory::{
    Event, Indicator, Membership, Observation, Organization, Person, Post, Proposal, Source,
};
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::node::Node;

/// The result of an edit.
#[derive(SimpleObject)]
#[graphql(concrete(name = "OrganizationPayload", params(Organization)))]
#[graphql(concrete(name = "PersonPayload", params(Person)))]
#[graphql(concrete(name = "PostPayload", params(Post)))]
#[graphql(concrete(name = "MembershipPayload", params(Membership)))]
#[graphql(concrete(name = "EventPayload", params(Event)))]
#[graphql(concrete(name = "IndicatorPayload", params(Indicator)))]
#[graphql(concrete(name = "ObservationPayload", params(Observation)))]
#[graphql(concrete(name = "SourcePayload", params(Source)))]
#[graphql(concrete(name = "RecordPayload", params(Node)))]
#[graphql(concrete(name = "ProposalPayload", params(Proposal)))]
pub struct Payload<T: OutputType> {
    /// The record in its current version. Null if there are errors.
    pub record: Option<T>,
    /// The problems of the input; empty if the edit succeeded. `FORBIDDEN`: the viewer is not an editor. `NOT_FOUND`:
    /// the record does not exist. `CONFLICT`: the edited version is no longer the current one.
    pub errors: Vec<UserError>,
    /// The edit conflict. Null if there is none.
    pub conflict: Option<EditConflict>,
}

/// An edit conflict: the changes made since the version that the editor saw.
#[derive(SimpleObject)]
pub struct EditConflict {
    /// The record's current version.
    version: i32,
    /// The fields that have changed since, such as `names` or `parents`. Also `published` and `mergedInto`.
    fields: Vec<String>,
    /// When the current version was written.
    changed_at: DateTime<Utc>,
    /// The display name of its editor. Null if the content import wrote it.
    changed_by: Option<String>,
}

impl From<app::Conflict> for EditConflict {
    fn from(conflict: app::Conflict) -> Self {
        let app::Conflict { version, fields, changed_at, changed_by } = conflict;
        Self { version, fields, changed_at, changed_by }
    }
}

/// The edited record, the problems of the input, and the edit conflict.
type SplitResult<T> = (Option<T>, Vec<UserError>, Option<EditConflict>);

/// Splits the result of an edit into the edited record, the problems of the input, and the edit conflict.
pub(super) fn settle_edit<T>(
    result: Result<T, AppError>,
    language: Language,
) -> Result<SplitResult<T>, ApiError> {
    match result {
        Err(AppError::Conflict(conflict)) => {
            let mut error = UserError::of(Problem::Conflict, language);
            error.path = vec!["version".to_owned()];
            Ok((None, vec![error], Some((*conflict).into())))
        }
        other => settle(other, language).map(|(value, errors)| (value, errors, None)),
    }
}
