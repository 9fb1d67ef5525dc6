//! Each member's known words and overdue cards.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Double, Integer, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::{decays, ids, todays};
use crate::db::DbError;
use crate::db::learning::WordCountsRow;
use crate::db::statement::statement;
use crate::db::stored::computed;
use crate::domain::clubs::insight::{Member, MemberWords};
use crate::domain::ids::AccountId;
use crate::domain::learning::progress::MATURE_INTERVAL_DAYS;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(embed)]
    words: WordCountsRow,
    #[diesel(sql_type = Double)]
    known: f64,
    #[diesel(sql_type = BigInt)]
    overdue: i64,
    #[diesel(sql_type = BigInt)]
    overdue_since: i64,
    #[diesel(sql_type = BigInt)]
    late: i64,
}

/// Counts the known words of each member, over all words that they have cards of, as `known_words` does for one
/// learner, and their overdue cards today and a week ago; in no particular order.
pub async fn member_words(
    connection: &mut AsyncPgConnection,
    members: &[Member],
) -> Result<Vec<(AccountId, MemberWords)>, DbError> {
    // The database may have another version of the time zone data than this program, so the beginnings of the days are
    // passed to the database.
    let begins = |days: u32| -> Vec<DateTime<Utc>> {
        let begin = |member: &Member| member.settings.calendar().start_of(member.today.minus(days));
        members.iter().map(begin).collect()
    };
    let rows: Vec<Row> = statement(include_str!("member_words.sql"))
        .bind::<Array<SqlUuid>, _>(ids(members))
        .bind::<Array<Double>, _>(decays(members))
        .bind::<Array<Integer>, _>(todays(members))
        .bind::<Array<Timestamptz>, _>(begins(0))
        .bind::<Array<Timestamptz>, _>(begins(7))
        .bind::<Integer, _>(MATURE_INTERVAL_DAYS)
        .load(connection)
        .await?;
    rows.into_iter()
        .map(|row| {
            let words = row.words.counts()?;
            let overdue_a_week_ago = computed(row.overdue_since + row.late)?;
            let overdue = computed(row.overdue)?;
            Ok((row.id.into(), MemberWords { words, known: row.known, overdue, overdue_a_week_ago }))
        })
        .collect()
}
