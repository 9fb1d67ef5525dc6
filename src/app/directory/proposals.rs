//! Corrections that every logged-in account may propose, and that editors accept or decline with an answer.

use diesel_async::AsyncPgConnection;

use super::duplicates::check_duplicates;
use super::editing::change_error;
use super::record_editor::{Conflict, RecordEditor, changed_fields, edit_after, load_current};
use crate::app::{AppError, AtField as _, Caller, InputProblem};
use crate::db::directory::{self as db, ProposalFilter, Stored};
use crate::db::page::{Page, PageRequest};
use crate::domain::access;
use crate::domain::directory::{
    Changes, Citation, EditAction, Event, Indicator, KindTerm, Membership, Organization, Person, Post,
    Proposal, ProposalStatus, RecordKind, RecordState, Source,
};
use crate::domain::ids::{Id, ProposalId};
use crate::domain::problem::Problem;
use crate::domain::remark::untrimmed_remark;
use crate::random;

/// The maximum number of open proposals of one account.
const MAX_OPEN: usize = 50;

/// A proposed correction of one record.
#[derive(Debug)]
pub struct NewProposal<'a, C: Stored> {
    /// The id of the record.
    pub id: Id<C::Id>,
    /// The version of the record that the proposer saw.
    pub version: i32,
    /// The new values. Citations may be missing, since only editors create sources.
    pub changes: Changes,
    /// The source of the new values, in the proposer's words.
    pub source: &'a str,
    /// The proposer's comment to the editors.
    pub comment: Option<&'a str>,
}

impl<C: Stored> NewProposal<'_, C> {
    /// Whether a stored proposal of the same account proposes the same.
    fn is_same(&self, open: &Proposal) -> bool {
        let Self { id, version, changes, source, comment } = self;
        open.record_kind == C::KIND
            && open.record_id == id.uuid()
            && open.version == *version
            && open.changes == *changes
            && open.source == *source
            && open.comment.as_deref() == *comment
    }
}

/// An editor's decision on a proposal.
#[derive(Debug)]
pub struct Decision<'a> {
    /// The id of the proposal.
    pub id: ProposalId,
    /// The answer to the proposer.
    pub answer: &'a str,
}

/// What an editor adds when accepting a proposal.
#[derive(Debug, Clone, Copy)]
pub struct Acceptance<'a> {
    /// The citation for the proposed statements that have none.
    pub citation: Option<&'a Citation>,
    /// Whether the editor allows new values that another record has.
    pub allow_duplicate: bool,
}

/// Proposes a correction of a published record. If the caller's same proposal is open, returns that one: after a lost
/// response, a client sends it again.
pub async fn propose<C: Stored>(caller: &Caller, new: NewProposal<'_, C>) -> Result<ProposalId, AppError> {
    let proposer = caller.viewer()?.account.id;
    let source = untrimmed_remark(new.source).at("source")?;
    let comment = new.comment.map(untrimmed_remark).transpose().at("comment")?;
    // The stored texts, so that an open proposal with the same texts is recognized.
    let new = NewProposal { source: &source, comment: comment.as_deref(), ..new };
    let id = ProposalId::from(random::uuid_v7(caller.now));
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            // Proposals are inserted one at a time, so that concurrent ones can't exceed the limit.
            db::lock(connection).await?;
            let open = db::open_proposals(connection, proposer).await?;
            if let Some(same) = open.iter().find(|open| new.is_same(open)) {
                return Ok(same.id);
            }
            if open.len() >= MAX_OPEN {
                return Err(AppError::refused(Problem::TooManyItems));
            }
            let seen = db::at_version::<C>(connection, new.id, new.version).await?;
            let record = db::latest::<C>(connection, new.id).await?;
            if !record.is_some_and(|record| record.state.published) {
                return Err(AppError::refused_at(Problem::NotFound, "recordId"));
            }
            let seen = seen.at("version")?;
            check(&new.changes, &seen.state.content)?;
            let proposal = Proposal {
                id,
                record_kind: C::KIND,
                record_id: new.id.uuid(),
                version: new.version,
                changes: new.changes.clone(),
                source: new.source.to_owned(),
                comment: new.comment.map(str::to_owned),
                proposer_id: proposer,
                created_at: caller.now,
                status: ProposalStatus::Open,
                decided_by: None,
                decided_at: None,
                answer: None,
            };
            db::insert_proposal(connection, &proposal).await?;
            Ok(id)
        })
        .await
}

/// Checks that the proposal changes the record, and that its values are valid apart from missing citations.
fn check<C: Stored>(changes: &Changes, seen: &C) -> Result<(), AppError> {
    let after = changes.apply_proposed(seen, None).map_err(change_error)?;
    if after == *seen {
        return Err(AppError::refused_at(Problem::NoChanges, "change"));
    }
    let problems: Vec<InputProblem> = after
        .problems()
        .into_iter()
        .filter(|found| found.problem != Problem::CitationRequired)
        .map(|found| InputProblem::new(found.problem, vec!["change", found.field]))
        .collect();
    if problems.is_empty() { Ok(()) } else { Err(AppError::Refused(problems)) }
}

/// Accepts a proposal and applies it to the directory. The citation is added to the statements that have none.
pub async fn accept(
    caller: &Caller,
    decision: Decision<'_>,
    acceptance: Acceptance<'_>,
) -> Result<(), AppError> {
    let answer = untrimmed_remark(decision.answer).at("answer")?;
    let editor = RecordEditor::for_caller(caller, Some(&answer))?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            db::lock(connection).await?;
            let proposal = open_proposal(connection, decision.id).await?;
            apply_to_record(connection, &editor, &proposal, acceptance).await?;
            decide(connection, caller, proposal, ProposalStatus::Accepted, &answer).await
        })
        .await
}

/// Declines a proposal.
pub async fn decline(caller: &Caller, decision: Decision<'_>) -> Result<(), AppError> {
    let answer = untrimmed_remark(decision.answer).at("answer")?;
    RecordEditor::for_caller(caller, None)?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            db::lock(connection).await?;
            let proposal = open_proposal(connection, decision.id).await?;
            decide(connection, caller, proposal, ProposalStatus::Declined, &answer).await
        })
        .await
}

async fn open_proposal(connection: &mut AsyncPgConnection, id: ProposalId) -> Result<Proposal, AppError> {
    let found = db::proposals_by_ids(connection, &[id]).await?.into_iter().next();
    let proposal = found.at("id")?;
    if proposal.status == ProposalStatus::Open {
        Ok(proposal)
    } else {
        Err(AppError::refused_at(Problem::AlreadyDecided, "id"))
    }
}

async fn decide(
    connection: &mut AsyncPgConnection,
    caller: &Caller,
    proposal: Proposal,
    status: ProposalStatus,
    answer: &str,
) -> Result<(), AppError> {
    let decided = Proposal {
        status,
        decided_by: Some(caller.viewer()?.account.id),
        decided_at: Some(caller.now),
        answer: Some(answer.to_owned()),
        ..proposal
    };
    Ok(db::decide_proposal(connection, &decided).await?)
}

async fn apply_to_record(
    connection: &mut AsyncPgConnection,
    editor: &RecordEditor,
    proposal: &Proposal,
    acceptance: Acceptance<'_>,
) -> Result<(), AppError> {
    match proposal.record_kind {
        RecordKind::KindTerm => apply_proposal::<KindTerm>(connection, editor, proposal, acceptance).await,
        RecordKind::Source => apply_proposal::<Source>(connection, editor, proposal, acceptance).await,
        RecordKind::Organization => {
            apply_proposal::<Organization>(connection, editor, proposal, acceptance).await
        }
        RecordKind::Person => apply_proposal::<Person>(connection, editor, proposal, acceptance).await,
        RecordKind::Post => apply_proposal::<Post>(connection, editor, proposal, acceptance).await,
        RecordKind::Membership => {
            apply_proposal::<Membership>(connection, editor, proposal, acceptance).await
        }
        RecordKind::Event => apply_proposal::<Event>(connection, editor, proposal, acceptance).await,
        RecordKind::Indicator => apply_proposal::<Indicator>(connection, editor, proposal, acceptance).await,
        // Observations are corrected by new observations that supersede them.
        RecordKind::Observation => Err(AppError::refused_at(Problem::NotFound, "id")),
    }
}

/// Applies the proposed changes. Fails with a conflict if one of their fields has changed since the version that the
/// proposer saw.
async fn apply_proposal<C: Stored>(
    connection: &mut AsyncPgConnection,
    editor: &RecordEditor,
    proposal: &Proposal,
    acceptance: Acceptance<'_>,
) -> Result<(), AppError> {
    let id = Id::<C::Id>::from(proposal.record_id);
    let current = load_current::<C>(connection, id).await?;
    if current.state.merged_into.is_some() {
        return Err(AppError::refused_at(Problem::AlreadyMerged, "id"));
    }
    let seen = db::at_version::<C>(connection, id, proposal.version).await?;
    let seen = seen
        .ok_or_else(|| AppError::Internal("a proposal is based on a version that does not exist".into()))?;
    let mut fields = changed_fields(&seen.state, &current.state)?;
    fields.retain(|field| proposal.changes.fields().any(|proposed| proposed == field));
    if !fields.is_empty() {
        return Err(AppError::Conflict(Box::new(Conflict {
            version: current.version,
            fields,
            changed_at: current.recorded_at,
            changed_by: current.editor,
        })));
    }
    let content = proposal.changes.apply_proposed(&current.state.content, acceptance.citation);
    let content = content.map_err(change_error)?;
    if !acceptance.allow_duplicate {
        check_duplicates(connection, id, Some(&current.state.content), &content).await?;
    }
    let state = RecordState { content, ..current.state.clone() };
    editor.write(connection, edit_after(id, &current, EditAction::Update, state)).await
}

/// Loads a page of all proposals, oldest first; `None` if the caller may not see them.
pub async fn proposals(
    caller: &Caller,
    status: Option<ProposalStatus>,
    page: &PageRequest<ProposalId>,
) -> Result<Option<Page<(ProposalId, Proposal)>>, AppError> {
    if !caller.may(access::may_edit_directory) {
        return Ok(None);
    }
    let mut connection = caller.connection().await?;
    let filter = ProposalFilter { status, proposer: None };
    Ok(Some(db::proposals_page(&mut connection, filter, page).await?))
}

/// Loads a page of the caller's own proposals, oldest first.
pub async fn own_proposals(
    caller: &Caller,
    page: &PageRequest<ProposalId>,
) -> Result<Page<(ProposalId, Proposal)>, AppError> {
    let proposer = Some(caller.viewer()?.account.id);
    let mut connection = caller.connection().await?;
    Ok(db::proposals_page(&mut connection, ProposalFilter { status: None, proposer }, page).await?)
}

/// Loads the proposals that the caller may see: the caller's own, or all for an editor.
pub async fn proposals_by_ids(caller: &Caller, ids: &[ProposalId]) -> Result<Vec<Proposal>, AppError> {
    let Some(viewer) = &caller.viewer else { return Ok(Vec::new()) };
    let mut connection = caller.connection().await?;
    let mut found = db::proposals_by_ids(&mut connection, ids).await?;
    let is_editor = caller.may(access::may_edit_directory);
    found.retain(|proposal| is_editor || proposal.proposer_id == viewer.account.id);
    Ok(found)
}
