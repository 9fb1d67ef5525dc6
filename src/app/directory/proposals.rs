//! Corrections that anybody who is signed in may propose, and that editors accept or decline with a word.

use diesel_async::{AsyncConnection as _, AsyncPgConnection};
use serde_json::Value;

use super::desk::{Conflict, Desk, changed_fields, following, is_said, present};
use super::editing::applied;
use crate::app::{AppError, Caller, Refusal};
use crate::db::directory::{self as db, ProposalFilter, Stored};
use crate::db::page::{Page, PageRequest};
use crate::domain::access;
use crate::domain::directory::{
    Changes, Citation, EditAction, Event, Indicator, Membership, Organization, Person, Post, Proposal,
    ProposalStatus, RecordKind, Source, State,
};
use crate::domain::ids::{Id, ProposalId};
use crate::domain::problem::Problem;
use crate::random;

/// How many proposals of one person may wait for a decision.
const MAX_OPEN: i64 = 50;

/// A correction of one record.
#[derive(Debug)]
pub struct NewProposal<'a, C: Stored> {
    /// The record.
    pub id: Id<C::Id>,
    /// The version of it that the proposer saw.
    pub version: i32,
    /// The new values; the citations may be missing, since only editors make sources.
    pub changes: Changes,
    /// Where they are taken from.
    pub source: &'a str,
    /// What else there is to say.
    pub comment: Option<&'a str>,
}

/// An editor's decision.
#[derive(Debug)]
pub struct Decision<'a> {
    /// The proposal.
    pub id: ProposalId,
    /// A word to the proposer.
    pub answer: &'a str,
}

/// Proposes a correction of a published record.
pub async fn propose<C: Stored>(caller: &Caller, new: NewProposal<'_, C>) -> Result<ProposalId, AppError> {
    let proposer = caller.viewer()?.account.id;
    if !is_said(new.source) {
        return Err(AppError::refused_at(Problem::InvalidReason, "source"));
    }
    if !new.comment.is_none_or(is_said) {
        return Err(AppError::refused_at(Problem::InvalidReason, "comment"));
    }
    let id = ProposalId::from(random::uuid_v7(caller.now));
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            // One after the other, so that many at once are not more than may be open.
            db::lock(connection).await?;
            if db::count_open_proposals(connection, proposer).await? >= MAX_OPEN {
                return Err(AppError::refused(Problem::TooManyItems));
            }
            let seen = db::at_version::<C>(connection, new.id, new.version).await?;
            let record = db::latest::<C>(connection, new.id).await?;
            if !record.is_some_and(|record| record.state.published) {
                return Err(AppError::refused_at(Problem::NotFound, "recordId"));
            }
            let seen = seen.ok_or_else(|| AppError::refused_at(Problem::NotFound, "version"))?;
            check(&new.changes, &seen.state.content)?;
            let proposal = Proposal {
                id,
                record_kind: C::KIND,
                record_id: new.id.uuid(),
                version: new.version,
                changes: new.changes,
                source: new.source.to_owned(),
                comment: new.comment.map(str::to_owned),
                proposer_id: proposer,
                created_at: caller.now,
                status: ProposalStatus::Open,
                decided_by: None,
                decided_at: None,
                answer: None,
            };
            Ok(db::insert_proposal(connection, &proposal).await?)
        })
        .await?;
    Ok(id)
}

/// What is proposed must be a change, and right in itself.
fn check<C: Stored>(changes: &Changes, seen: &C) -> Result<(), AppError> {
    let after: C = applied(changes, Some(seen))?;
    if after == *seen {
        return Err(AppError::refused_at(Problem::NoChanges, "change"));
    }
    let flaws: Vec<Refusal> = after
        .flaws()
        .into_iter()
        .filter(|flaw| flaw.problem != Problem::CitationRequired)
        .map(|flaw| Refusal { problem: flaw.problem, path: vec!["change", flaw.field] })
        .collect();
    if flaws.is_empty() { Ok(()) } else { Err(AppError::Refused(flaws)) }
}

/// Takes a proposal over into the directory. The citation stands in where the proposal has none.
pub async fn accept(
    caller: &Caller,
    decision: Decision<'_>,
    citation: Option<&Citation>,
) -> Result<(), AppError> {
    let reason = reason(&decision)?;
    let desk = Desk::open(caller, Some(reason))?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            db::lock(connection).await?;
            let proposal = open_proposal(connection, decision.id).await?;
            take_over(connection, &desk, &proposal, citation).await?;
            decide(connection, caller, proposal, ProposalStatus::Accepted, reason).await
        })
        .await
}

/// Declines a proposal.
pub async fn decline(caller: &Caller, decision: Decision<'_>) -> Result<(), AppError> {
    let reason = reason(&decision)?;
    Desk::open(caller, None)?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            db::lock(connection).await?;
            let proposal = open_proposal(connection, decision.id).await?;
            decide(connection, caller, proposal, ProposalStatus::Declined, reason).await
        })
        .await
}

fn reason<'a>(decision: &Decision<'a>) -> Result<&'a str, AppError> {
    if is_said(decision.answer) {
        Ok(decision.answer)
    } else {
        Err(AppError::refused_at(Problem::InvalidReason, "answer"))
    }
}

async fn open_proposal(connection: &mut AsyncPgConnection, id: ProposalId) -> Result<Proposal, AppError> {
    let found = db::proposals_by_ids(connection, &[id]).await?.into_iter().next();
    let proposal = found.ok_or_else(|| AppError::refused_at(Problem::NotFound, "id"))?;
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

async fn take_over(
    connection: &mut AsyncPgConnection,
    desk: &Desk<'_>,
    proposal: &Proposal,
    citation: Option<&Citation>,
) -> Result<(), AppError> {
    match proposal.record_kind {
        RecordKind::Source => make_changes::<Source>(connection, desk, proposal, citation).await,
        RecordKind::Organization => make_changes::<Organization>(connection, desk, proposal, citation).await,
        RecordKind::Person => make_changes::<Person>(connection, desk, proposal, citation).await,
        RecordKind::Post => make_changes::<Post>(connection, desk, proposal, citation).await,
        RecordKind::Membership => make_changes::<Membership>(connection, desk, proposal, citation).await,
        RecordKind::Event => make_changes::<Event>(connection, desk, proposal, citation).await,
        RecordKind::Indicator => make_changes::<Indicator>(connection, desk, proposal, citation).await,
        // A value is corrected by an observation that supersedes it.
        RecordKind::Observation => Err(AppError::refused_at(Problem::NotFound, "id")),
    }
}

/// Makes the proposed changes, unless one of their fields has changed since the version that the proposer saw.
async fn make_changes<C: Stored>(
    connection: &mut AsyncPgConnection,
    desk: &Desk<'_>,
    proposal: &Proposal,
    citation: Option<&Citation>,
) -> Result<(), AppError> {
    let id = Id::<C::Id>::from(proposal.record_id);
    let before = present::<C>(connection, id).await?;
    if before.state.merged_into.is_some() {
        return Err(AppError::refused_at(Problem::AlreadyMerged, "id"));
    }
    let seen = db::at_version::<C>(connection, id, proposal.version).await?;
    let seen =
        seen.ok_or_else(|| AppError::Internal("a proposal is about a version that never was".into()))?;
    let mut fields = changed_fields(&seen.state, &before.state)?;
    fields.retain(|field| proposal.changes.fields().any(|proposed| proposed == field));
    if !fields.is_empty() {
        return Err(AppError::Conflict(Box::new(Conflict {
            version: before.version,
            fields,
            changed_at: before.recorded_at,
            changed_by: before.editor,
        })));
    }
    let changes = match citation {
        Some(citation) => cited(&proposal.changes, citation)?,
        None => proposal.changes.clone(),
    };
    let content = applied(&changes, Some(&before.state.content))?;
    let state = State { content, ..before.state.clone() };
    desk.write(connection, following(id, &before, EditAction::Update, state)).await
}

/// The changes, with a citation in every statement that has none.
fn cited(changes: &Changes, citation: &Citation) -> Result<Changes, AppError> {
    let unfit = |error: serde_json::Error| AppError::Internal(error.to_string());
    let citation = serde_json::to_value([citation]).map_err(unfit)?;
    let mut json = changes.to_json();
    fill(&mut json, &citation);
    Changes::from_json(json).ok_or_else(|| AppError::Internal("changes are an object".into()))
}

fn fill(json: &mut Value, citation: &Value) {
    match json {
        Value::Array(elements) => elements.iter_mut().for_each(|element| fill(element, citation)),
        Value::Object(fields) => {
            for (field, value) in fields {
                let is_empty = value.as_array().is_some_and(Vec::is_empty);
                if field == "citations" && is_empty {
                    value.clone_from(citation);
                } else {
                    fill(value, citation);
                }
            }
        }
        _ => {}
    }
}

/// A page of all proposals, the oldest first; none where the caller may not see them.
pub async fn proposals(
    caller: &Caller,
    status: Option<ProposalStatus>,
    page: &PageRequest<ProposalId>,
) -> Result<Option<Page<(ProposalId, Proposal)>>, AppError> {
    if !access::may_edit_directory(&caller.viewer()?.account) {
        return Ok(None);
    }
    let mut connection = caller.connection().await?;
    let filter = ProposalFilter { status, proposer: None };
    Ok(Some(db::proposals_page(&mut connection, filter, page).await?))
}

/// A page of the caller's own proposals, the oldest first.
pub async fn own_proposals(
    caller: &Caller,
    page: &PageRequest<ProposalId>,
) -> Result<Page<(ProposalId, Proposal)>, AppError> {
    let proposer = Some(caller.viewer()?.account.id);
    let mut connection = caller.connection().await?;
    Ok(db::proposals_page(&mut connection, ProposalFilter { status: None, proposer }, page).await?)
}

/// Those of the proposals that the caller may see: their own, and all for an editor.
pub async fn proposals_by_ids(caller: &Caller, ids: &[ProposalId]) -> Result<Vec<Proposal>, AppError> {
    let Some(viewer) = &caller.viewer else { return Ok(Vec::new()) };
    let mut connection = caller.connection().await?;
    let mut found = db::proposals_by_ids(&mut connection, ids).await?;
    let edits = access::may_edit_directory(&viewer.account);
    found.retain(|proposal| edits || proposal.proposer_id == viewer.account.id);
    Ok(found)
}
