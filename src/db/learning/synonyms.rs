//! Meanings that learners have added to words.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::DbError;
use crate::db::json::Json;
use crate::db::schema::learner_words;
use crate::domain::ids::{AccountId, WordId};
use crate::domain::learning::learner_word::Synonyms;

/// The learner's own meanings of words, by word; words without any are left out.
pub async fn synonyms_of_words(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    words: &[WordId],
) -> Result<HashMap<WordId, Synonyms>, DbError> {
    let rows: Vec<(WordId, Json<Synonyms>)> = learner_words::table
        .filter(learner_words::learner_id.eq(learner))
        .filter(learner_words::word_id.eq_any(words))
        .select((learner_words::word_id, learner_words::synonyms))
        .load(connection)
        .await?;
    Ok(rows.into_iter().map(|(word, synonyms)| (word, synonyms.0)).collect())
}
