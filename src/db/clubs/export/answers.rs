//! Members' answers, one by one.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Integer, Nullable, SmallInt, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::DbError;
use crate::db::clubs::insight::Days;
use crate::db::learning::rating;
use crate::db::statement::statement;
use crate::db::stored::Place;
use crate::domain::clubs::MemberAnswer;
use crate::domain::clubs::insight::Member;
use crate::domain::ids::ReviewId;

/// The position of an answer in a member's review log.
pub type AnswerPlace = (DateTime<Utc>, ReviewId);

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = BigInt)]
    n: i64,
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    word_id: Uuid,
    #[diesel(sql_type = Timestamptz)]
    reviewed_at: DateTime<Utc>,
    #[diesel(sql_type = Integer)]
    duration_ms: i32,
    #[diesel(sql_type = Text)]
    exercise: String,
    #[diesel(sql_type = Nullable<Text>)]
    gloss_language: Option<String>,
    #[diesel(sql_type = Text)]
    answer: String,
    #[diesel(sql_type = SmallInt)]
    rating: i16,
}

/// Loads at most `limit` answers that the members gave since joining and within a range of days, by member and in the
/// order of the log. For the first member, loads only answers after the position `after`. Voided reviews are left out.
pub async fn answers_after(
    connection: &mut AsyncPgConnection,
    members: &[Member],
    (from, to): Days,
    after: Option<AnswerPlace>,
    limit: i64,
) -> Result<Vec<MemberAnswer>, DbError> {
    let ids: Vec<Uuid> = members.iter().map(|member| member.membership.learner_id.uuid()).collect();
    let joined: Vec<i32> = members.iter().map(|member| member.joined.0).collect();
    let rows: Vec<Row> = statement(include_str!("answers.sql"))
        .bind::<Array<SqlUuid>, _>(ids)
        .bind::<Array<Integer>, _>(joined)
        .bind::<Integer, _>(from.0)
        .bind::<Integer, _>(to.0)
        .bind::<Nullable<Timestamptz>, _>(after.map(|(at, _)| at))
        .bind::<Nullable<SqlUuid>, _>(after.map(|(_, id)| id.uuid()))
        .bind::<BigInt, _>(limit)
        .load(connection)
        .await?;
    let answer = |row: Row| {
        let at = usize::try_from(row.n - 1).ok();
        let member = at.and_then(|at| members.get(at));
        let member = member.ok_or_else(|| DbError::Unexpected(format!("there is no member {}", row.n)))?;
        let place = Place::new("reviews", &row.id);
        let gloss_language = row.gloss_language.as_deref();
        Ok(MemberAnswer {
            membership_id: member.membership.id,
            review_id: row.id.into(),
            word_id: row.word_id.into(),
            reviewed_at: row.reviewed_at,
            duration_ms: place.unsigned("duration_ms", row.duration_ms)?,
            exercise: place.parse("exercise", &row.exercise)?,
            gloss_language: gloss_language.map(|tag| place.language("gloss_language", tag)).transpose()?,
            answer: row.answer,
            rating: rating(place, row.rating)?,
        })
    };
    rows.into_iter().map(answer).collect()
}
