//! Proposing corrections, and deciding on them.

use async_graphql::{Context, ID, InputObject, Object, OneofObject};

use super::inputs::{CitationInput, citation};
use super::payloads::{Payload, settle_edit};
use super::records::{
    EventInput, IndicatorInput, MembershipInput, OrganizationInput, PersonInput, PostInput, RecordInput,
    SourceInput,
};
use crate::app::directory::{self as app, Decision, NewProposal};
use crate::app::{AppError, Caller};
use crate::domain::ids::{Id, ProposalId};
use crate::domain::problem::Problem;
use crate::graphql::context::request;
use crate::graphql::directory::Proposal;
use crate::graphql::errors::ApiError;

/// The new values of a record, by its kind.
#[derive(OneofObject)]
pub enum RecordChangeInput {
    /// Of an organization.
    Organization(OrganizationInput),
    /// Of a person.
    Person(PersonInput),
    /// Of a post.
    Post(PostInput),
    /// Of a membership.
    Membership(MembershipInput),
    /// Of an event.
    Event(EventInput),
    /// Of an indicator.
    Indicator(IndicatorInput),
    /// Of a source.
    Source(SourceInput),
}

/// A correction to propose.
#[derive(InputObject)]
pub struct ProposeCorrectionInput {
    /// The record.
    pub record_id: ID,
    /// The version of it that the viewer saw.
    pub version: i32,
    /// The new values, by the kind of the record. What is not given stays; a list replaces the whole list. Citations may be
    /// missing: an editor adds the source.
    pub change: RecordChangeInput,
    /// Where they are taken from: a title, a link, who told it; 1 to 1,000 characters.
    pub source: String,
    /// What else there is to say; 1 to 1,000 characters.
    pub comment: Option<String>,
}

/// A proposal to accept.
#[derive(InputObject)]
pub struct AcceptProposalInput {
    /// The proposal.
    pub id: ID,
    /// A word to the proposer, which is the edit's reason too; 1 to 1,000 characters.
    pub answer: String,
    /// What stands in as the citation of each statement that the proposal has none for.
    pub citation: Option<CitationInput>,
}

/// A proposal to decline.
#[derive(InputObject)]
pub struct DeclineProposalInput {
    /// The proposal.
    pub id: ID,
    /// A word to the proposer; 1 to 1,000 characters.
    pub answer: String,
}

/// Proposing corrections, and deciding on them.
#[derive(Default)]
pub struct ProposalsMutation;

#[Object]
impl ProposalsMutation {
    /// Proposes a correction of a published record of the directory, with its source. Somebody has to be logged in; at most
    /// 50 proposals of one person wait for a decision.
    async fn propose_correction(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The correction.")] input: ProposeCorrectionInput,
    ) -> Result<Option<Payload<Proposal>>, ApiError> {
        let proposed = propose(&request(context).caller, input).await;
        payload(context, proposed).await
    }

    /// Takes a proposed correction over into the directory. If one of its fields has changed since the version that the
    /// proposer saw, it is a `CONFLICT`. Needs the role EDITOR or ADMIN.
    async fn accept_proposal(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which one, and a word on it.")] input: AcceptProposalInput,
    ) -> Result<Option<Payload<Proposal>>, ApiError> {
        let accepted = accept(&request(context).caller, input).await;
        payload(context, accepted).await
    }

    /// Declines a proposed correction. Needs the role EDITOR or ADMIN.
    async fn decline_proposal(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which one, and a word on it.")] input: DeclineProposalInput,
    ) -> Result<Option<Payload<Proposal>>, ApiError> {
        let declined = decline(&request(context).caller, input).await;
        payload(context, declined).await
    }
}

async fn propose(caller: &Caller, input: ProposeCorrectionInput) -> Result<ProposalId, AppError> {
    caller.viewer()?;
    let ProposeCorrectionInput { record_id, version, change, source, comment } = input;
    let proposal = Proposed { record_id, version, source, comment };
    match change {
        RecordChangeInput::Organization(record) => proposal.hand_in(caller, record).await,
        RecordChangeInput::Person(record) => proposal.hand_in(caller, record).await,
        RecordChangeInput::Post(record) => proposal.hand_in(caller, record).await,
        RecordChangeInput::Membership(record) => proposal.hand_in(caller, record).await,
        RecordChangeInput::Event(record) => proposal.hand_in(caller, record).await,
        RecordChangeInput::Indicator(record) => proposal.hand_in(caller, record).await,
        RecordChangeInput::Source(record) => proposal.hand_in(caller, record).await,
    }
}

struct Proposed {
    record_id: ID,
    version: i32,
    source: String,
    comment: Option<String>,
}

impl Proposed {
    async fn hand_in<I: RecordInput>(self, caller: &Caller, record: I) -> Result<ProposalId, AppError> {
        let id = Id::from_global(&self.record_id)
            .ok_or_else(|| AppError::refused_at(Problem::NotFound, "recordId"))?;
        let proposal = NewProposal::<I::Content> {
            id,
            version: self.version,
            changes: record.changes()?,
            source: &self.source,
            comment: self.comment.as_deref(),
        };
        app::propose(caller, proposal).await
    }
}

async fn accept(caller: &Caller, input: AcceptProposalInput) -> Result<ProposalId, AppError> {
    caller.viewer()?;
    let id = proposal_id(&input.id)?;
    let citation = input.citation.map(citation).transpose();
    let citation = citation.map_err(|problem| AppError::refused_at(problem, "citation"))?;
    app::accept(caller, Decision { id, answer: &input.answer }, citation.as_ref()).await?;
    Ok(id)
}

async fn decline(caller: &Caller, input: DeclineProposalInput) -> Result<ProposalId, AppError> {
    caller.viewer()?;
    let id = proposal_id(&input.id)?;
    app::decline(caller, Decision { id, answer: &input.answer }).await?;
    Ok(id)
}

fn proposal_id(global: &ID) -> Result<ProposalId, AppError> {
    Id::from_global(global).ok_or_else(|| AppError::refused_at(Problem::NotFound, "id"))
}

async fn payload(
    context: &Context<'_>,
    settled: Result<ProposalId, AppError>,
) -> Result<Option<Payload<Proposal>>, ApiError> {
    let scope = request(context);
    let (id, errors, conflict) = settle_edit(settled, scope.language)?;
    let record = match id {
        Some(id) => scope.loader().load_one(id).await?.map(Proposal),
        None => None,
    };
    Ok(Some(Payload { record, errors, conflict }))
}
