//! The members' answers, totalled by word and by letters.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Integer, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::{Days, ids, joined_days};
use crate::db::DbError;
use crate::db::learning::slip;
use crate::db::statement::statement;
use crate::db::stored::{Place, computed};
use crate::domain::clubs::insight::{AttemptCounts, FirstExposure, LanguageAttempts, Member, SlipCause};
use crate::domain::ids::WordId;
use crate::domain::language_tag::LanguageTag;
use crate::domain::learning::exercise::ExerciseKind;
use crate::domain::learning::grading::Slip;

#[derive(QueryableByName)]
struct AttemptsRow {
    #[diesel(sql_type = SqlUuid)]
    word_id: Uuid,
    #[diesel(sql_type = Nullable<Text>)]
    language: Option<String>,
    #[diesel(sql_type = BigInt)]
    learners: i64,
    #[diesel(sql_type = BigInt)]
    attempts: i64,
    #[diesel(sql_type = BigInt)]
    failures: i64,
    #[diesel(sql_type = BigInt)]
    failing: i64,
}

/// Counts the members' attempts at each word, by the language in which its gloss was shown. For each word, a learner
/// counts in only one language group.
pub async fn word_attempts(
    connection: &mut AsyncPgConnection,
    members: &[Member],
    (from, to): Days,
) -> Result<HashMap<WordId, Vec<LanguageAttempts>>, DbError> {
    let rows: Vec<AttemptsRow> = statement(include_str!("attempts.sql"))
        .bind::<Array<SqlUuid>, _>(ids(members))
        .bind::<Array<Integer>, _>(joined_days(members))
        .bind::<Integer, _>(from.0)
        .bind::<Integer, _>(to.0)
        .load(connection)
        .await?;
    let mut words: HashMap<WordId, Vec<LanguageAttempts>> = HashMap::new();
    for row in rows {
        let place = Place::new("word_attempts", &row.word_id);
        let language =
            row.language.as_deref().map(|tag| place.language("gloss_language", tag)).transpose()?;
        let attempts = AttemptCounts {
            learners: computed(row.learners)?,
            count: computed(row.attempts)?,
            failures: computed(row.failures)?,
        };
        let failing = computed(row.failing)?;
        words.entry(row.word_id.into()).or_default().push(LanguageAttempts { language, attempts, failing });
    }
    Ok(words)
}

#[derive(QueryableByName)]
struct WordSlipRow {
    #[diesel(sql_type = SqlUuid)]
    word_id: Uuid,
    #[diesel(sql_type = Text)]
    slip: String,
    #[diesel(sql_type = BigInt)]
    attempts: i64,
    #[diesel(sql_type = BigInt)]
    learners: i64,
}

/// Loads the most frequent slip, as a pair of letters, in the members' attempts at each of these words.
pub async fn word_slips(
    connection: &mut AsyncPgConnection,
    members: &[Member],
    (from, to): Days,
    words: &[WordId],
) -> Result<HashMap<WordId, SlipCause>, DbError> {
    let rows: Vec<WordSlipRow> = statement(include_str!("word_slips.sql"))
        .bind::<Array<SqlUuid>, _>(ids(members))
        .bind::<Array<Integer>, _>(joined_days(members))
        .bind::<Integer, _>(from.0)
        .bind::<Integer, _>(to.0)
        .bind::<Array<SqlUuid>, _>(words.iter().map(|id| id.uuid()).collect::<Vec<_>>())
        .load(connection)
        .await?;
    let mut most_frequent = HashMap::new();
    for row in rows {
        let found = SlipCause {
            slip: slip(Place::new("word_attempts of the word", &row.word_id), &row.slip)?,
            attempts: computed(row.attempts)?,
            learners: computed(row.learners)?,
        };
        // The rows of a word come in descending order of frequency.
        most_frequent.entry(WordId::from(row.word_id)).or_insert(found);
    }
    Ok(most_frequent)
}

/// The exercises in which learners type a text that is not shown.
const TYPED: [ExerciseKind; 5] = [
    ExerciseKind::TypeMeaning,
    ExerciseKind::TypeWord,
    ExerciseKind::Cloze,
    ExerciseKind::ListenAndType,
    ExerciseKind::Inflect,
];

#[derive(QueryableByName)]
struct FirstExposureRow {
    #[diesel(sql_type = SqlUuid)]
    word_id: Uuid,
    #[diesel(sql_type = BigInt)]
    learners: i64,
    #[diesel(sql_type = BigInt)]
    untaught: i64,
    #[diesel(sql_type = BigInt)]
    failed: i64,
}

/// Loads how words were introduced to the members whose very first answer to the word was in these days.
pub async fn first_exposures(
    connection: &mut AsyncPgConnection,
    members: &[Member],
    (from, to): Days,
    words: &[WordId],
) -> Result<HashMap<WordId, FirstExposure>, DbError> {
    let rows: Vec<FirstExposureRow> = statement(include_str!("first_exposures.sql"))
        .bind::<Array<SqlUuid>, _>(ids(members))
        .bind::<Array<Integer>, _>(joined_days(members))
        .bind::<Integer, _>(from.0)
        .bind::<Integer, _>(to.0)
        .bind::<Array<SqlUuid>, _>(words.iter().map(|id| id.uuid()).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(TYPED.map(ExerciseKind::as_str).to_vec())
        .load(connection)
        .await?;
    rows.into_iter()
        .map(|row| {
            let exposure = FirstExposure {
                learners: computed(row.learners)?,
                asked_before_taught: computed(row.untaught)?,
                failed_before_taught: computed(row.failed)?,
            };
            Ok((row.word_id.into(), exposure))
        })
        .collect()
}

/// How often the members with one preferred gloss language made a slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairCount {
    /// The learners' preferred gloss language.
    pub language: LanguageTag,
    /// The slip, of one pair of letters.
    pub slip: Slip,
    /// How often it occurred.
    pub count: u32,
    /// The number of learners who made it.
    pub learners: u32,
}

#[derive(QueryableByName)]
struct PairRow {
    #[diesel(sql_type = Text)]
    language: String,
    #[diesel(sql_type = Text)]
    slip: String,
    #[diesel(sql_type = BigInt)]
    count: i64,
    #[diesel(sql_type = BigInt)]
    learners: i64,
}

/// Counts the members' slips by pair of letters and by preferred gloss language; in no particular order.
pub async fn confusions(
    connection: &mut AsyncPgConnection,
    members: &[Member],
    (from, to): Days,
) -> Result<Vec<PairCount>, DbError> {
    let languages = members.iter().map(|member| member.language().as_str());
    let rows: Vec<PairRow> = statement(include_str!("confusions.sql"))
        .bind::<Array<SqlUuid>, _>(ids(members))
        .bind::<Array<Integer>, _>(joined_days(members))
        .bind::<Array<Text>, _>(languages.collect::<Vec<_>>())
        .bind::<Integer, _>(from.0)
        .bind::<Integer, _>(to.0)
        .load(connection)
        .await?;
    rows.into_iter()
        .map(|row| {
            let place = Place::new("word_attempts of speakers of", &row.language);
            Ok(PairCount {
                language: place.language("gloss_language", &row.language)?,
                slip: slip(place, &row.slip)?,
                count: computed(row.count)?,
                learners: computed(row.learners)?,
            })
        })
        .collect()
}
