//! What came of an edit.

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

/// What came of an edit.
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
    /// The record as it is now; null: see `errors`.
    pub record: Option<T>,
    /// What is wrong with the input; empty: nothing. Whoever is no editor gets `FORBIDDEN`; a record that is not there
    /// is `NOT_FOUND`; an edit of a version that is no longer the present one is a `CONFLICT`.
    pub errors: Vec<UserError>,
    /// What somebody else changed meanwhile; null: nothing.
    pub conflict: Option<EditConflict>,
}

/// What somebody else changed since the version that the editor saw.
#[derive(SimpleObject)]
pub struct EditConflict {
    /// The record's present version.
    version: i32,
    /// The fields that have changed since, such as `names` or `parents`; `published` and `mergedInto` too.
    fields: Vec<String>,
    /// When the present version was written.
    changed_at: DateTime<Utc>,
    /// Who wrote it, by the name that others see; null: the import of the content.
    changed_by: Option<String>,
}

impl From<app::Conflict> for EditConflict {
    fn from(conflict: app::Conflict) -> Self {
        let app::Conflict { version, fields, changed_at, changed_by } = conflict;
        Self { version, fields, changed_at, changed_by }
    }
}

/// What was edited, what is wrong with the input, and what somebody else was faster with.
type Settled<T> = (Option<T>, Vec<UserError>, Option<EditConflict>);

/// Splits what came of an edit: what was edited, what is wrong with the input, and what somebody else was faster with.
pub(super) fn settle_edit<T>(
    result: Result<T, AppError>,
    language: Language,
) -> Result<Settled<T>, ApiError> {
    match result {
        Err(AppError::Conflict(conflict)) => {
            let mut error = UserError::of(Problem::Conflict, language);
            error.path = vec!["version".to_owned()];
            Ok((None, vec![error], Some((*conflict).into())))
        }
        other => settle(other, language).map(|(value, errors)| (value, errors, None)),
    }
}
