//! What members answered, summed up by word and by letters.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Integer, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::{Days, ids, joined};
use crate::db::DbError;
use crate::db::learning::slip;
use crate::db::stored::{language, unsigned};
use crate::domain::clubs::insight::{FirstExposure, LanguageTries, Member, SlipCause, Tries};
use crate::domain::ids::WordId;
use crate::domain::learning::exercise::ExerciseKind;
use crate::domain::learning::grading::Slip;
use crate::domain::learning::word::LanguageTag;

#[derive(QueryableByName)]
struct TriesRow {
    #[diesel(sql_type = SqlUuid)]
    word_id: Uuid,
    #[diesel(sql_type = Nullable<Text>)]
    language: Option<String>,
    #[diesel(sql_type = BigInt)]
    learners: i64,
    #[diesel(sql_type = BigInt)]
    tries: i64,
    #[diesel(sql_type = BigInt)]
    failures: i64,
    #[diesel(sql_type = BigInt)]
    failing: i64,
}

/// What became of the members' tries of each word, by the language in which its meaning was shown: a learner is in one group
/// of a word.
pub async fn tries(
    connection: &mut AsyncPgConnection,
    members: &[Member],
    (from, to): Days,
) -> Result<HashMap<WordId, Vec<LanguageTries>>, DbError> {
    let rows: Vec<TriesRow> = diesel::sql_query(include_str!("tries.sql"))
        .bind::<Array<SqlUuid>, _>(ids(members))
        .bind::<Array<Integer>, _>(joined(members))
        .bind::<Integer, _>(from.0)
        .bind::<Integer, _>(to.0)
        .load(connection)
        .await?;
    let mut words: HashMap<WordId, Vec<LanguageTries>> = HashMap::new();
    for row in rows {
        let language = row.language.as_deref().map(language).transpose()?;
        let tries = Tries {
            learners: unsigned(row.learners)?,
            tries: unsigned(row.tries)?,
            failures: unsigned(row.failures)?,
        };
        let failing = unsigned(row.failing)?;
        words.entry(row.word_id.into()).or_default().push(LanguageTries { language, tries, failing });
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
    tries: i64,
    #[diesel(sql_type = BigInt)]
    learners: i64,
}

/// The letters that were slipped most at the members' tries of each of some words.
pub async fn word_slips(
    connection: &mut AsyncPgConnection,
    members: &[Member],
    (from, to): Days,
    words: &[WordId],
) -> Result<HashMap<WordId, SlipCause>, DbError> {
    let rows: Vec<WordSlipRow> = diesel::sql_query(include_str!("word_slips.sql"))
        .bind::<Array<SqlUuid>, _>(ids(members))
        .bind::<Array<Integer>, _>(joined(members))
        .bind::<Integer, _>(from.0)
        .bind::<Integer, _>(to.0)
        .bind::<Array<SqlUuid>, _>(words.iter().map(|id| id.uuid()).collect::<Vec<_>>())
        .load(connection)
        .await?;
    let mut most = HashMap::new();
    for row in rows {
        let found = SlipCause {
            slip: slip(&row.slip)?,
            tries: unsigned(row.tries)?,
            learners: unsigned(row.learners)?,
        };
        // They come with the most frequent first.
        most.entry(WordId::from(row.word_id)).or_insert(found);
    }
    Ok(most)
}

/// The exercises in which is typed what was not shown.
const TYPED: [ExerciseKind; 5] = [
    ExerciseKind::TypeMeaning,
    ExerciseKind::TypeWord,
    ExerciseKind::Cloze,
    ExerciseKind::ListenAndType,
    ExerciseKind::Inflect,
];

#[derive(QueryableByName)]
struct MeetingRow {
    #[diesel(sql_type = SqlUuid)]
    word_id: Uuid,
    #[diesel(sql_type = BigInt)]
    learners: i64,
    #[diesel(sql_type = BigInt)]
    untaught: i64,
    #[diesel(sql_type = BigInt)]
    failed: i64,
}

/// How those members met some words whose very first answer to them was in these days.
pub async fn first_exposures(
    connection: &mut AsyncPgConnection,
    members: &[Member],
    (from, to): Days,
    words: &[WordId],
) -> Result<HashMap<WordId, FirstExposure>, DbError> {
    let rows: Vec<MeetingRow> = diesel::sql_query(include_str!("first_exposures.sql"))
        .bind::<Array<SqlUuid>, _>(ids(members))
        .bind::<Array<Integer>, _>(joined(members))
        .bind::<Integer, _>(from.0)
        .bind::<Integer, _>(to.0)
        .bind::<Array<SqlUuid>, _>(words.iter().map(|id| id.uuid()).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(TYPED.map(ExerciseKind::as_str).to_vec())
        .load(connection)
        .await?;
    rows.into_iter()
        .map(|row| {
            let meeting = FirstExposure {
                learners: unsigned(row.learners)?,
                untaught: unsigned(row.untaught)?,
                failed: unsigned(row.failed)?,
            };
            Ok((row.word_id.into(), meeting))
        })
        .collect()
}

/// How often something was slipped by those of one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairCount {
    /// The language that the learners want meanings in most.
    pub language: LanguageTag,
    /// What, with the letters of one pair.
    pub slip: Slip,
    /// How often.
    pub count: u32,
    /// By how many learners.
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

/// What members have slipped, pair of letters by pair, by the language that they want meanings in most; in no order.
pub async fn confusions(
    connection: &mut AsyncPgConnection,
    members: &[Member],
    (from, to): Days,
) -> Result<Vec<PairCount>, DbError> {
    let languages = members.iter().map(|member| member.language().as_str());
    let rows: Vec<PairRow> = diesel::sql_query(include_str!("confusions.sql"))
        .bind::<Array<SqlUuid>, _>(ids(members))
        .bind::<Array<Integer>, _>(joined(members))
        .bind::<Array<Text>, _>(languages.collect::<Vec<_>>())
        .bind::<Integer, _>(from.0)
        .bind::<Integer, _>(to.0)
        .load(connection)
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(PairCount {
                language: language(&row.language)?,
                slip: slip(&row.slip)?,
                count: unsigned(row.count)?,
                learners: unsigned(row.learners)?,
            })
        })
        .collect()
}
