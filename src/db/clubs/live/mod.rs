//! Queries behind live subscriptions to clubs.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Binary, Integer, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::DbError;
use crate::db::statement::statement;
use crate::db::stored::computed;
use crate::domain::clubs::ActiveMember;
use crate::domain::ids::{AccountId, AssignmentId, ClubId, Id};
use crate::domain::learning::study_day::StudyDay;

/// A digest of a subscription's subject and of the change numbers of the members who share their data: a different
/// digest means that something has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StateDigest(i64);

#[derive(QueryableByName)]
struct StateRow {
    #[diesel(sql_type = Binary)]
    token_hash: Vec<u8>,
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = BigInt)]
    state: i64,
}

/// Loads the states of clubs that sessions (given by the hashes of their tokens) are subscribed to. Leaves out clubs
/// that the session's account does not lead, and sessions that have ended.
pub async fn states_of_clubs(
    connection: &mut AsyncPgConnection,
    subscriptions: &[(Vec<u8>, ClubId)],
    now: DateTime<Utc>,
) -> Result<Vec<((Vec<u8>, ClubId), StateDigest)>, DbError> {
    states(connection, include_str!("states_of_clubs.sql"), subscriptions, now).await
}

/// Loads the states of assignments that sessions are subscribed to. Leaves out assignments of clubs that the session's
/// account does not lead, and sessions that have ended.
pub async fn states_of_assignments(
    connection: &mut AsyncPgConnection,
    subscriptions: &[(Vec<u8>, AssignmentId)],
    now: DateTime<Utc>,
) -> Result<Vec<((Vec<u8>, AssignmentId), StateDigest)>, DbError> {
    states(connection, include_str!("states_of_assignments.sql"), subscriptions, now).await
}

async fn states<K>(
    connection: &mut AsyncPgConnection,
    sql: &'static str,
    subscriptions: &[(Vec<u8>, Id<K>)],
    now: DateTime<Utc>,
) -> Result<Vec<((Vec<u8>, Id<K>), StateDigest)>, DbError> {
    let hashes: Vec<&[u8]> = subscriptions.iter().map(|(hash, _)| hash.as_slice()).collect();
    let ids: Vec<Uuid> = subscriptions.iter().map(|(_, id)| id.uuid()).collect();
    let rows: Vec<StateRow> = statement(sql)
        .bind::<Array<Binary>, _>(hashes)
        .bind::<Array<SqlUuid>, _>(ids)
        .bind::<Timestamptz, _>(now)
        .load(connection)
        .await?;
    Ok(rows.into_iter().map(|row| ((row.token_hash, Id::from(row.id)), StateDigest(row.state))).collect())
}

#[derive(QueryableByName)]
struct SessionRow {
    #[diesel(sql_type = Binary)]
    token_hash: Vec<u8>,
    #[diesel(sql_type = BigInt)]
    state: i64,
}

/// Loads the states of all assignments in clubs that the accounts of sessions lead. Leaves out sessions that have ended.
pub async fn states_of_leaders(
    connection: &mut AsyncPgConnection,
    sessions: &[&[u8]],
    now: DateTime<Utc>,
) -> Result<Vec<(Vec<u8>, StateDigest)>, DbError> {
    states_of_sessions(connection, include_str!("states_of_leaders.sql"), sessions, now).await
}

/// Loads the states of the news of clubs for the accounts of sessions. Leaves out sessions that have ended.
pub async fn states_of_club_news(
    connection: &mut AsyncPgConnection,
    sessions: &[&[u8]],
    now: DateTime<Utc>,
) -> Result<Vec<(Vec<u8>, StateDigest)>, DbError> {
    states_of_sessions(connection, include_str!("states_of_club_news.sql"), sessions, now).await
}

async fn states_of_sessions(
    connection: &mut AsyncPgConnection,
    sql: &'static str,
    sessions: &[&[u8]],
    now: DateTime<Utc>,
) -> Result<Vec<(Vec<u8>, StateDigest)>, DbError> {
    let rows: Vec<SessionRow> = statement(sql)
        .bind::<Array<Binary>, _>(sessions)
        .bind::<Timestamptz, _>(now)
        .load(connection)
        .await?;
    Ok(rows.into_iter().map(|row| (row.token_hash, StateDigest(row.state))).collect())
}

#[derive(QueryableByName)]
struct ActiveRow {
    #[diesel(sql_type = SqlUuid)]
    learner_id: Uuid,
    #[diesel(sql_type = Integer)]
    study_day: i32,
    #[diesel(sql_type = Integer)]
    reviews: i32,
    #[diesel(sql_type = Integer)]
    new_words: i32,
    #[diesel(sql_type = Timestamptz)]
    last_reviewed_at: DateTime<Utc>,
}

/// Loads the activity of the learners who have answered on their current study days. Each learner comes with that day.
pub async fn active_members(
    connection: &mut AsyncPgConnection,
    days: &[(AccountId, StudyDay)],
) -> Result<Vec<ActiveMember>, DbError> {
    let learners: Vec<Uuid> = days.iter().map(|(learner, _)| learner.uuid()).collect();
    let study_days: Vec<i32> = days.iter().map(|(_, day)| day.0).collect();
    let rows: Vec<ActiveRow> = statement(include_str!("active_members.sql"))
        .bind::<Array<SqlUuid>, _>(learners)
        .bind::<Array<Integer>, _>(study_days)
        .load(connection)
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(ActiveMember {
                learner_id: AccountId::from(row.learner_id),
                study_day: StudyDay(row.study_day),
                reviews: computed(row.reviews)?,
                new_words: computed(row.new_words)?,
                last_reviewed_at: row.last_reviewed_at,
            })
        })
        .collect()
}
