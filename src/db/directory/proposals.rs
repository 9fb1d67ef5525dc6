//! Proposed corrections.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use crate::db::DbError;
use crate::db::page::{Direction, Page, PageRequest};
use crate::db::schema::proposals;
use crate::db::stored::parse;
use crate::domain::directory::{Changes, Proposal, ProposalStatus};
use crate::domain::ids::{AccountId, ProposalId};

type Row = (
    ProposalId,
    String,
    Uuid,
    i32,
    Value,
    String,
    Option<String>,
    AccountId,
    DateTime<Utc>,
    String,
    Option<AccountId>,
    Option<DateTime<Utc>>,
    Option<String>,
);

fn proposal(row: Row) -> Result<Proposal, DbError> {
    let (
        id,
        kind,
        record_id,
        version,
        changes,
        source,
        comment,
        proposer_id,
        created_at,
        status,
        by,
        at,
        answer,
    ) = row;
    Ok(Proposal {
        id,
        record_kind: parse(&kind)?,
        record_id,
        version,
        changes: Changes::from_json(changes)
            .ok_or_else(|| DbError::Corrupt(format!("the changes of proposal {id:?}")))?,
        source,
        comment,
        proposer_id,
        created_at,
        status: parse(&status)?,
        decided_by: by,
        decided_at: at,
        answer,
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
    let rows: Vec<Row> = proposals::table.filter(proposals::id.eq_any(ids)).load(connection).await?;
    rows.into_iter().map(proposal).collect()
}

/// Counts the open proposals of an account.
pub async fn count_open_proposals(
    connection: &mut AsyncPgConnection,
    proposer: AccountId,
) -> Result<i64, DbError> {
    let open = proposals::table
        .filter(proposals::proposer_id.eq(proposer))
        .filter(proposals::status.eq(ProposalStatus::Open.as_str()))
        .count()
        .get_result(connection)
        .await?;
    Ok(open)
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
    let mut query = proposals::table.into_boxed();
    if let Some(status) = filter.status {
        query = query.filter(proposals::status.eq(status.as_str()));
    }
    if let Some(proposer) = filter.proposer {
        query = query.filter(proposals::proposer_id.eq(proposer));
    }
    let rows: Vec<Row> =
        page.paginate(query, (proposals::id,), Direction::Ascending).load(connection).await?;
    page.finish(rows).try_map(|row| {
        let proposal = proposal(row)?;
        Ok((proposal.id, proposal))
    })
}
