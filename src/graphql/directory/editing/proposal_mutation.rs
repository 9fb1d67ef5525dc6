//! The mutations that propose corrections and decide on proposals.

use async_graphql::{Context, ID, InputObject, Object, OneofObject};

use super::edits::payload;
use super::figure_inputs::IndicatorInput;
use super::payloads::ProposalPayload;
use super::record_inputs::{
    EventInput, KindTermInput, MembershipInput, OrganizationInput, PersonInput, PostInput, RecordInput,
    SourceInput,
};
use super::shared_inputs::{CitationInput, citation};
use crate::app::directory::{self as app, Acceptance, Decision, NewProposal};
use crate::app::{AppError, AtField as _, Caller};
use crate::domain::ids::{Id, ProposalId};
use crate::graphql::context::request;
use crate::graphql::directory::Proposal;
use crate::graphql::errors::ApiError;

/// The new values of a record, by its kind.
#[derive(OneofObject)]
#[expect(clippy::large_enum_variant, reason = "there is one in a request")]
pub enum RecordValuesInput {
    /// The values of an organization.
    Organization(OrganizationInput),
    /// The values of a person.
    Person(PersonInput),
    /// The values of a post.
    Post(PostInput),
    /// The values of a membership.
    Membership(MembershipInput),
    /// The values of an event.
    Event(EventInput),
    /// The values of an indicator.
    Indicator(IndicatorInput),
    /// The values of a source.
    Source(SourceInput),
    /// The values of a kind of organization or of post.
    KindTerm(KindTermInput),
}

/// The correction to propose.
#[derive(InputObject)]
pub struct ProposeCorrectionInput {
    /// The id of the record.
    pub record_id: ID,
    /// The version of the record that the viewer saw.
    pub version: i32,
    /// The new values, for the kind of record that is corrected. Omitted fields stay as they are, and a list replaces
    /// the whole list, except for contact points that are not public. Citations may be omitted: a statement that stays
    /// the same keeps its own, and an editor adds those of the others.
    pub change: RecordValuesInput,
    /// The source of the new values, such as a title, a link or a person; 1 to 1,000 characters.
    pub source: String,
    /// A comment; 1 to 1,000 characters.
    pub comment: Option<String>,
}

/// The proposal to accept.
#[derive(InputObject)]
pub struct AcceptProposalInput {
    /// The id of the proposal.
    pub id: ID,
    /// The answer to the proposer, which is also the reason of the edit; 1 to 1,000 characters.
    pub answer: String,
    /// The citation to add to each proposed statement that has none. If omitted, such a statement is refused with
    /// `CITATION_REQUIRED`.
    pub citation: Option<CitationInput>,
    /// Whether to accept the proposed values even if another record has the same name or identifier, or is the same
    /// membership. If false, such values are refused with `POSSIBLE_DUPLICATE`. Only organizations, people and
    /// memberships are compared.
    #[graphql(default)]
    pub allow_duplicate: bool,
}

/// The proposal to decline.
#[derive(InputObject)]
pub struct DeclineProposalInput {
    /// The id of the proposal.
    pub id: ID,
    /// The answer to the proposer; 1 to 1,000 characters.
    pub answer: String,
}

/// The mutations that propose corrections and decide on proposals.
#[derive(Default)]
pub struct ProposalMutation;

#[Object]
impl ProposalMutation {
    /// Proposes a correction of a published record of the directory, with its source. If the viewer already has an open
    /// proposal with the same content, it is returned instead. Requires a login. An account can have at most 50 open
    /// proposals.
    async fn propose_correction(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The correction.")] input: ProposeCorrectionInput,
    ) -> Result<Option<ProposalPayload>, ApiError> {
        let proposed = propose(&request(context).caller, input).await;
        payload(context, proposed, Proposal).await
    }

    /// Accepts a proposed correction and applies it to the directory. Fails with `CONFLICT` if one of its fields has
    /// changed since the version that the proposer saw. Requires the role EDITOR or ADMIN.
    async fn accept_proposal(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The proposal, and the answer to its proposer.")] input: AcceptProposalInput,
    ) -> Result<Option<ProposalPayload>, ApiError> {
        let accepted = accept(&request(context).caller, input).await;
        payload(context, accepted, Proposal).await
    }

    /// Declines a proposed correction. Requires the role EDITOR or ADMIN.
    async fn decline_proposal(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The proposal, and the answer to its proposer.")] input: DeclineProposalInput,
    ) -> Result<Option<ProposalPayload>, ApiError> {
        let declined = decline(&request(context).caller, input).await;
        payload(context, declined, Proposal).await
    }
}

async fn propose(caller: &Caller, input: ProposeCorrectionInput) -> Result<ProposalId, AppError> {
    caller.viewer()?;
    let ProposeCorrectionInput { record_id, version, change, source, comment } = input;
    let submission = Submission { record_id, version, source, comment };
    match change {
        RecordValuesInput::Organization(record) => submission.submit(caller, record).await,
        RecordValuesInput::Person(record) => submission.submit(caller, record).await,
        RecordValuesInput::Post(record) => submission.submit(caller, record).await,
        RecordValuesInput::Membership(record) => submission.submit(caller, record).await,
        RecordValuesInput::Event(record) => submission.submit(caller, record).await,
        RecordValuesInput::Indicator(record) => submission.submit(caller, record).await,
        RecordValuesInput::Source(record) => submission.submit(caller, record).await,
        RecordValuesInput::KindTerm(record) => submission.submit(caller, record).await,
    }
}

struct Submission {
    record_id: ID,
    version: i32,
    source: String,
    comment: Option<String>,
}

impl Submission {
    async fn submit<I: RecordInput>(self, caller: &Caller, record: I) -> Result<ProposalId, AppError> {
        let id = Id::from_global(&self.record_id).at("recordId")?;
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
    let citation = input.citation.map(citation).transpose().at("citation")?;
    let acceptance = Acceptance { citation: citation.as_ref(), allow_duplicate: input.allow_duplicate };
    app::accept(caller, Decision { id, answer: &input.answer }, acceptance).await?;
    Ok(id)
}

async fn decline(caller: &Caller, input: DeclineProposalInput) -> Result<ProposalId, AppError> {
    caller.viewer()?;
    let id = proposal_id(&input.id)?;
    app::decline(caller, Decision { id, answer: &input.answer }).await?;
    Ok(id)
}

fn proposal_id(global: &ID) -> Result<ProposalId, AppError> {
    Id::from_global(global).at("id")
}
