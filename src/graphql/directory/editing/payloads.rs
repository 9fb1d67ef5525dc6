//! The results of edits.

use async_graphql::{Context, ID, SimpleObject};
use chrono::{DateTime, Utc};
use graphql_engine::ListOf;

use crate::app::AppError;
use crate::app::directory as app;
use crate::domain::problem::Problem;
use crate::graphql::context::request;
use crate::graphql::directory::{
    Event, Indicator, KindTerm, Membership, Observation, Organization, Person, Post, Proposal, Source,
};
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::node::Node;

/// A payload that has the edited record, the problems with the input, and the edit conflict.
pub(super) trait EditPayload {
    /// The type of the record.
    type Record;

    /// Makes the payload.
    fn new(
        record: Option<Self::Record>,
        errors: ListOf<UserError>,
        conflict: Option<EditConflict>,
    ) -> Option<Self>
    where
        Self: Sized;
}

/// Declares the payload of edits of one kind of record. The field for the record is named after the kind, and the
/// description of `errors` lists the codes of such edits.
macro_rules! edit_payload {
    (
        $(#[$($payload_doc:tt)*])* $name:ident;
        $(#[$($record_doc:tt)*])* $field:ident: $record:ident;
        $(#[$($errors_doc:tt)*])* errors
    ) => {
        $(#[$($payload_doc)*])*
        #[derive(SimpleObject)]
        pub struct $name {
            $(#[$($record_doc)*])*
            $field: Option<$record>,
            $(#[$($errors_doc)*])*
            errors: ListOf<UserError>,
            /// The edit conflict. Null if there is none.
            conflict: Option<EditConflict>,
        }

        impl EditPayload for $name {
            type Record = $record;

            fn new(
                $field: Option<$record>,
                errors: ListOf<UserError>,
                conflict: Option<EditConflict>,
            ) -> Option<Self> {
                Some(Self { $field, errors, conflict })
            }
        }
    };
}

edit_payload! {
    /// The result of an edit of an organization.
    OrganizationPayload;
    /// The organization in its current version.
    organization: Organization;
    /// The problems with the input; empty on success. Codes: `FORBIDDEN` (the viewer is not an editor), `NOT_FOUND`
    /// (the record, its version, or a record that it refers to), `CONFLICT` (the edited version is no longer the
    /// current one), `ALREADY_MERGED`, `INVALID_REASON`, `REQUIRED`, `INVALID_SLUG`, `SLUG_TAKEN`, `UNKNOWN_KIND`,
    /// `INVALID_DIRECTORY_TEXT`, `INVALID_DATE`, `INVALID_PERIOD`, `INVALID_LINK`, `INVALID_EMAIL`,
    /// `INVALID_IDENTIFIER`, `INVALID_COUNTRY`, `INVALID_COORDINATES`, `INVALID_OPENING_HOURS`, `INVALID_LANGUAGE_TAG`,
    /// `DUPLICATE_ITEM`, `POSSIBLE_DUPLICATE`, `CITATION_REQUIRED`, `TOO_MANY_ITEMS`, `TREE_CYCLE`, `REFERENCES_DRAFT`.
    errors
}

edit_payload! {
    /// The result of an edit of a person.
    PersonPayload;
    /// The person in their current version.
    person: Person;
    /// The problems with the input; empty on success. Codes: `FORBIDDEN` (the viewer is not an editor), `NOT_FOUND`
    /// (the record, its version, or a record that it refers to), `CONFLICT` (the edited version is no longer the
    /// current one), `ALREADY_MERGED`, `INVALID_REASON`, `REQUIRED`, `INVALID_SLUG`, `SLUG_TAKEN`,
    /// `INVALID_DIRECTORY_TEXT`, `INVALID_DATE`, `INVALID_PERIOD`, `INVALID_LINK`, `INVALID_EMAIL`,
    /// `INVALID_IDENTIFIER`, `DUPLICATE_ITEM`, `POSSIBLE_DUPLICATE`, `CITATION_REQUIRED`, `TOO_MANY_ITEMS`, `REFERENCES_DRAFT`.
    errors
}

edit_payload! {
    /// The result of an edit of a post.
    PostPayload;
    /// The post in its current version.
    post: Post;
    /// The problems with the input; empty on success. Codes: `FORBIDDEN` (the viewer is not an editor), `NOT_FOUND`
    /// (the record, its version, or a record that it refers to), `CONFLICT` (the edited version is no longer the
    /// current one), `ALREADY_MERGED`, `INVALID_REASON`, `REQUIRED`, `INVALID_SLUG`, `SLUG_TAKEN`,
    /// `UNKNOWN_KIND`, `INVALID_DIRECTORY_TEXT`, `CITATION_REQUIRED`, `TOO_MANY_ITEMS`, `REFERENCES_DRAFT`.
    errors
}

edit_payload! {
    /// The result of an edit of a membership.
    MembershipPayload;
    /// The membership in its current version.
    membership: Membership;
    /// The problems with the input; empty on success. Codes: `FORBIDDEN` (the viewer is not an editor), `NOT_FOUND`
    /// (the record, its version, or a record that it refers to), `CONFLICT` (the edited version is no longer the
    /// current one), `ALREADY_MERGED`, `INVALID_REASON`, `REQUIRED`, `INVALID_DIRECTORY_TEXT`, `INVALID_DATE`,
    /// `INVALID_PERIOD`, `POSSIBLE_DUPLICATE`, `CITATION_REQUIRED`, `TOO_MANY_ITEMS`, `REFERENCES_DRAFT`,
    /// `POST_OF_OTHER_ORGANIZATION`.
    errors
}

edit_payload! {
    /// The result of an edit of an event.
    EventPayload;
    /// The event in its current version.
    event: Event;
    /// The problems with the input; empty on success. Codes: `FORBIDDEN` (the viewer is not an editor), `NOT_FOUND`
    /// (the record, its version, or a record that it refers to), `CONFLICT` (the edited version is no longer the
    /// current one), `ALREADY_MERGED`, `INVALID_REASON`, `REQUIRED`, `INVALID_SLUG`, `SLUG_TAKEN`,
    /// `INVALID_DIRECTORY_TEXT`, `INVALID_DATE`, `INVALID_SCHEDULE`, `UNKNOWN_TIME_ZONE`, `INVALID_COUNTRY`,
    /// `INVALID_COORDINATES`, `INVALID_LANGUAGE_TAG`, `DUPLICATE_ITEM`, `CITATION_REQUIRED`, `TOO_MANY_ITEMS`,
    /// `REFERENCES_DRAFT`.
    errors
}

edit_payload! {
    /// The result of an edit of an indicator.
    IndicatorPayload;
    /// The indicator in its current version.
    indicator: Indicator;
    /// The problems with the input; empty on success. Codes: `FORBIDDEN` (the viewer is not an editor), `NOT_FOUND`
    /// (the record, its version, or a record that it refers to), `CONFLICT` (the edited version is no longer the
    /// current one), `ALREADY_MERGED`, `INVALID_REASON`, `REQUIRED`, `INVALID_SLUG`, `SLUG_TAKEN`,
    /// `INVALID_DIRECTORY_TEXT`, `INVALID_INDICATOR_SUBJECT`, `INVALID_AREA`, `CITATION_REQUIRED`, `TOO_MANY_ITEMS`,
    /// `REFERENCES_DRAFT`.
    errors
}

edit_payload! {
    /// The result of an edit of an observation.
    ObservationPayload;
    /// The new observation.
    observation: Observation;
    /// The problems with the input; empty on success. Codes: `FORBIDDEN` (the viewer is not an editor), `NOT_FOUND`
    /// (the record, its version, or a record that it refers to), `CONFLICT` (the edited version is no longer the
    /// current one), `ALREADY_SUPERSEDED`, `OBSERVATION_OF_OTHER_INDICATOR`, `INVALID_REASON`, `REQUIRED`,
    /// `INVALID_DIRECTORY_TEXT`, `INVALID_DATE`, `INVALID_VALUE`, `CITATION_REQUIRED`, `TOO_MANY_ITEMS`,
    /// `REFERENCES_DRAFT`.
    errors
}

edit_payload! {
    /// The result of an edit of a kind of organization or of post.
    KindTermPayload;
    /// The kind in its current version.
    kind_term: KindTerm;
    /// The problems with the input; empty on success. Codes: `FORBIDDEN` (the viewer is not an editor), `NOT_FOUND`
    /// (the record or its version), `CONFLICT` (the edited version is no longer the current one), `INVALID_REASON`,
    /// `REQUIRED`, `INVALID_SLUG`, `SLUG_TAKEN`, `INVALID_DIRECTORY_TEXT`, `UNKNOWN_KIND` (the broader kind),
    /// `KIND_CYCLE`, `REFERENCES_DRAFT`, `STILL_REFERENCED` (its slug or scheme changes while it is in use).
    errors
}

edit_payload! {
    /// The result of an edit of a source.
    SourcePayload;
    /// The source in its current version.
    source: Source;
    /// The problems with the input; empty on success. Codes: `FORBIDDEN` (the viewer is not an editor), `NOT_FOUND`
    /// (the record or its version), `CONFLICT` (the edited version is no longer the current one), `INVALID_REASON`,
    /// `REQUIRED`, `INVALID_SLUG`, `SLUG_TAKEN`, `INVALID_DIRECTORY_TEXT`, `INVALID_DATE`, `INVALID_LINK`.
    errors
}

edit_payload! {
    /// The result of a mutation that applies to every kind of record.
    RecordPayload;
    /// The record in its current version.
    record: Node;
    /// The problems with the input; empty on success. Codes: `FORBIDDEN` (the viewer is not an editor), `NOT_FOUND`
    /// (the record or a version), `CONFLICT` (the edited version is no longer the current one), `ALREADY_MERGED`,
    /// `INVALID_REASON`, `POSSIBLE_DUPLICATE`, `REFERENCES_DRAFT`, `STILL_REFERENCED`, `SLUG_TAKEN`, `TREE_CYCLE`,
    /// `UNKNOWN_KIND`, `KIND_CYCLE`, `POST_OF_OTHER_ORGANIZATION`.
    errors
}

edit_payload! {
    /// The result of a mutation of a proposal.
    ProposalPayload;
    /// The proposal.
    proposal: Proposal;
    /// The problems with the input; empty on success. Codes: `FORBIDDEN` (the viewer is not an editor), `NOT_FOUND`
    /// (the proposal, the record, its version, or a record that it refers to), `CONFLICT` (a proposed field has changed
    /// since the version that the proposer saw), `ALREADY_DECIDED`, `ALREADY_MERGED`, `INVALID_REASON` (the source, the
    /// comment or the answer), `NO_CHANGES`, `TOO_MANY_ITEMS` (too many open proposals, or too long a list); and for
    /// the new values: `REQUIRED`, `INVALID_SLUG`, `SLUG_TAKEN`, `INVALID_DIRECTORY_TEXT`, `INVALID_DATE`,
    /// `INVALID_PERIOD`, `INVALID_LINK`, `INVALID_EMAIL`, `INVALID_IDENTIFIER`, `INVALID_SCHEDULE`, `INVALID_COUNTRY`,
    /// `INVALID_COORDINATES`, `INVALID_OPENING_HOURS`, `UNKNOWN_TIME_ZONE`, `INVALID_LANGUAGE_TAG`, `DUPLICATE_ITEM`,
    /// `INVALID_INDICATOR_SUBJECT`, `INVALID_AREA`, `POSSIBLE_DUPLICATE`, `CITATION_REQUIRED`, `TREE_CYCLE`,
    /// `UNKNOWN_KIND`, `KIND_CYCLE`, `STILL_REFERENCED`, `REFERENCES_DRAFT`, `POST_OF_OTHER_ORGANIZATION`.
    errors
}

/// The result of `mergeOrganizations`.
#[derive(SimpleObject)]
pub struct MergeOrganizationsPayload {
    /// The organization that was kept.
    pub(super) organization: Option<Organization>,
    /// The id of the organization that was merged into the other one: lists no longer contain it. Relay's `@deleteEdge`
    /// removes its edges.
    pub(super) merged_organization_id: Option<ID>,
    /// The problems with the input; empty on success. Codes: `FORBIDDEN` (the viewer is not an editor), `NOT_FOUND`
    /// (one of the records, or the version), `CONFLICT` (the edited version is no longer the current one),
    /// `MERGE_INTO_SELF`, `ALREADY_MERGED`, `REFERENCES_DRAFT`, `TREE_CYCLE`, `POST_OF_OTHER_ORGANIZATION`,
    /// `DUPLICATE_ITEM`, `INVALID_REASON`.
    pub(super) errors: ListOf<UserError>,
    /// The edit conflict. Null if there is none.
    pub(super) conflict: Option<EditConflict>,
}

/// The result of `mergePeople`.
#[derive(SimpleObject)]
pub struct MergePeoplePayload {
    /// The person who was kept.
    pub(super) person: Option<Person>,
    /// The id of the person who was merged into the other one: lists no longer contain them. Relay's `@deleteEdge`
    /// removes their edges.
    pub(super) merged_person_id: Option<ID>,
    /// The problems with the input; empty on success. Codes: `FORBIDDEN` (the viewer is not an editor), `NOT_FOUND`
    /// (one of the records, or the version), `CONFLICT` (the edited version is no longer the current one),
    /// `MERGE_INTO_SELF`, `ALREADY_MERGED`, `REFERENCES_DRAFT`, `INVALID_REASON`.
    pub(super) errors: ListOf<UserError>,
    /// The edit conflict. Null if there is none.
    pub(super) conflict: Option<EditConflict>,
}

/// An edit conflict: the changes made since the version that the editor saw.
#[derive(SimpleObject)]
pub struct EditConflict {
    /// The record's current version.
    version: i32,
    /// The fields that have changed since the version that the editor saw, such as `names` or `parents`. They can
    /// include `published` and `mergedInto`.
    fields: ListOf<String>,
    /// When the current version was written.
    changed_at: DateTime<Utc>,
    /// The display name of the editor who wrote the current version. Null if the content import wrote the version, or
    /// the editor's account was deleted.
    changed_by: Option<String>,
}

impl From<app::Conflict> for EditConflict {
    fn from(conflict: app::Conflict) -> Self {
        let app::Conflict { version, fields, changed_at, changed_by } = conflict;
        Self { version, fields: fields.into(), changed_at, changed_by }
    }
}

/// The edited record, the problems with the input, and the edit conflict.
pub(super) type SplitResult<T> = (Option<T>, ListOf<UserError>, Option<EditConflict>);

/// Splits the result of an edit into the edited record, the problems with the input, and the edit conflict.
pub(super) fn settle_edit<T>(
    result: Result<T, AppError>,
    context: &Context<'_>,
) -> Result<SplitResult<T>, ApiError> {
    match result {
        Err(AppError::Conflict(conflict)) => {
            let mut error = UserError::of(Problem::Conflict, request(context).language);
            error.path = vec!["version".to_owned()].into();
            Ok((None, vec![error].into(), Some((*conflict).into())))
        }
        other => {
            let (value, errors) = settle(other, context)?;
            let at_input = |error: UserError| {
                let path = error.path.into_iter().map(|field| input_field(&field).to_owned()).collect();
                UserError { path, ..error }
            };
            Ok((value, errors.into_iter().map(at_input).collect(), None))
        }
    }
}

/// Returns the name of the input field for a field of a record. Most have the same name.
fn input_field(stored: &str) -> &str {
    match stored {
        "organization" => "organizationId",
        "organizers" => "organizerIds",
        "post" => "postId",
        "person" => "personId",
        "acting" => "isActing",
        "held" => "heldOn",
        "accessed" => "accessedOn",
        "indicator" => "indicatorId",
        other => other,
    }
}
