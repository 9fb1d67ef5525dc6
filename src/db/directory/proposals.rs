//! Proposed corrections.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use crate::db::DbError;
use crate::db::page::{Direction, Page, PageRequest};
use crate::db::schema::proposals;
use crate::db::stored::{Place, columns};
use crate::domain::directory::{Changes, Proposal, ProposalStatus};
use crate::domain::ids::{AccountId, ProposalId};

/// A row of `proposals`.
#[derive(Queryable, Selectable)]
#[diesel(table_name = proposals)]
struct ProposalRow {
    id: ProposalId,
    record_kind: String,
    record_id: Uuid,
    version: i32,
    changes: Value,
    source: String,
    comment: Option<String>,
    proposer_id: AccountId,
    created_at: DateTime<Utc>,
    status: String,
    decided_by: Option<AccountId>,
    decided_at: Option<DateTime<Utc>>,
    answer: Option<String>,
}

fn proposal(row: ProposalRow) -> Result<Proposal, DbError> {
    let place = Place::new("proposals", &row.id);
    Ok(Proposal {
        id: row.id,
        record_kind: place.parse("record_kind", &row.record_kind)?,
        record_id: row.record_id,
        version: row.version,
        changes: Changes::from_json(row.changes).ok_or_else(|| place.corrupt("changes", "no object"))?,
        source: row.source,
        comment: row.comment,
        proposer_id: row.proposer_id,
        created_at: row.created_at,
        status: place.parse("status", &row.status)?,
        decided_by: row.decided_by,
        decided_at: row.decided_at,
        answer: row.answer,
    })
}

/// Inserts a new proposal.
pub async fn insert_proposal(connection: &mut AsyncPgConnection, new: &Proposal) -> Result<(), DbError> {
    diesel::insert_into(proposals::table)
        .values((
            proposals::id.eq(new.id),
            proposals::record_kind.eq(new.record_kind.as_str()),
            proposals::record_id.eq(new.record_id),
            proposals::version.eq(new.version),
            proposals::changes.eq(new.changes.to_json()),
            proposals::source.eq(&new.source),
            proposals::comment.eq(&new.comment),
            proposals::proposer_id.eq(new.proposer_id),
            proposals::created_at.eq(new.created_at),
            proposals::status.eq(new.status.as_str()),
        ))
        .execute(connection)
        .await?;
    Ok(())
}

/// Stores the decision on a proposal.
pub async fn decide_proposal(connection: &mut AsyncPgConnection, decided: &Proposal) -> Result<(), DbError> {
    diesel::update(proposals::table.find(decided.id.uuid()))
        .set((
            proposals::status.eq(decided.status.as_str()),
            proposals::decided_by.eq(decided.decided_by),
            proposals::decided_at.eq(decided.decided_at),
            proposals::answer.eq(&decided.answer),
        ))
        .execute(connection)
        .await?;
    Ok(())
}

/// Loads proposals by id, in no particular order.
pub async fn proposals_by_ids(
    connection: &mut AsyncPgConnection,
    ids: &[ProposalId],
) -> Result<Vec<Proposal>, DbError> {
    let rows: Vec<ProposalRow> = proposals::table
        .filter(proposals::id.eq_any(ids))
        .select(columns::<ProposalRow>())
        .load(connection)
        .await?;
    rows.into_iter().map(proposal).collect()
}

/// Loads the open proposals of an account, in no particular order.
pub async fn open_proposals(
    connection: &mut AsyncPgConnection,
    proposer: AccountId,
) -> Result<Vec<Proposal>, DbError> {
    let rows: Vec<ProposalRow> = proposals::table
        .filter(proposals::proposer_id.eq(proposer))
        .filter(proposals::status.eq(ProposalStatus::Open.as_str()))
        .select(columns::<ProposalRow>())
        .load(connection)
        .await?;
    rows.into_iter().map(proposal).collect()
}

/// Selects the proposals of a list.
#[derive(Debug, Clone, Copy, Default)]
pub struct ProposalFilter {
    /// Only proposals with this status.
    pub status: Option<ProposalStatus>,
    /// Only proposals by this account.
    pub proposer: Option<AccountId>,
}

/// Loads a page of proposals, oldest first: ids increase with time.
pub async fn proposals_page(
    connection: &mut AsyncPgConnection,
    filter: ProposalFilter,
    page: &PageRequest<ProposalId>,
) -> Result<Page<(ProposalId, Proposal)>, DbError> {
    let mut query = proposals::table.select(columns::<ProposalRow>()).into_boxed();
    if let Some(status) = filter.status {
        query = query.filter(proposals::status.eq(status.as_str()));
    }
    if let Some(proposer) = filter.proposer {
        query = query.filter(proposals::proposer_id.eq(proposer));
    }
    let rows: Vec<ProposalRow> =
        page.paginate(query, (proposals::id,), Direction::Ascending).load(connection).await?;
    page.finish(rows).try_map(|row| {
        let proposal = proposal(row)?;
        Ok((proposal.id, proposal))
    })
}
