//! The learners' additions to words: a note, and their own meanings.

use diesel::prelude::*;
use diesel::upsert::excluded;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::cards::{CardRow, card};
use super::{BATCH, ChangeNumber};
use crate::db::DbError;
use crate::db::json::Json;
use crate::db::schema::{cards, learner_words as table};
use crate::db::stored::columns;
use crate::domain::ids::{AccountId, CardId, WordId};
use crate::domain::learning::card::Card;
use crate::domain::learning::learner_word::{LearnerWord, Synonyms};

/// A row of `learner_words`.
#[derive(Queryable, Selectable)]
#[diesel(table_name = table)]
struct LearnerWordRow {
    word_id: WordId,
    note: Option<String>,
    synonyms: Json<Synonyms>,
}

fn learner_word(row: LearnerWordRow) -> LearnerWord {
    LearnerWord { word_id: row.word_id, note: row.note, synonyms: row.synonyms.0 }
}

/// Loads the learner's additions to words; words without additions are not included.
pub async fn learner_words(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    words: &[WordId],
) -> Result<Vec<LearnerWord>, DbError> {
    let rows: Vec<LearnerWordRow> = table::table
        .filter(table::learner_id.eq(learner))
        .filter(table::word_id.eq_any(words))
        .select(columns::<LearnerWordRow>())
        .load(connection)
        .await?;
    Ok(rows.into_iter().map(learner_word).collect())
}

/// Loads the learner's additions to the next words, at most [`BATCH`].
pub async fn learner_words_after(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    after: Option<WordId>,
) -> Result<Vec<LearnerWord>, DbError> {
    let mut query = table::table
        .filter(table::learner_id.eq(learner))
        .order(table::word_id)
        .limit(BATCH)
        .select(columns::<LearnerWordRow>())
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(table::word_id.gt(after));
    }
    let rows: Vec<LearnerWordRow> = query.load(connection).await?;
    Ok(rows.into_iter().map(learner_word).collect())
}

/// Loads the learner's cards by id, in no particular order, each with the learner's own meanings of its word.
pub async fn cards_with_synonyms(
    mut connection: &AsyncPgConnection,
    learner: AccountId,
    ids: &[CardId],
) -> Result<Vec<(Card, Synonyms)>, DbError> {
    let rows: Vec<(CardRow, Option<Json<Synonyms>>)> = cards::table
        .left_join(
            table::table.on(table::learner_id.eq(cards::learner_id).and(table::word_id.eq(cards::word_id))),
        )
        .filter(cards::learner_id.eq(learner))
        .filter(cards::id.eq_any(ids))
        .select((columns::<CardRow>(), table::synonyms.nullable()))
        .load(&mut connection)
        .await?;
    rows.into_iter().map(|(row, own)| Ok((card(&row)?, own.map(|own| own.0).unwrap_or_default()))).collect()
}

/// Stores the learner's additions to a word. An empty row is kept, so that other devices learn that it is empty.
pub async fn write_learner_word(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    own: &LearnerWord,
    change: ChangeNumber,
) -> Result<(), DbError> {
    diesel::insert_into(table::table)
        .values((
            table::learner_id.eq(learner),
            table::word_id.eq(own.word_id),
            table::note.eq(&own.note),
            table::synonyms.eq(serde_json::json!(own.synonyms)),
            table::change_number.eq(change.0),
        ))
        .on_conflict((table::learner_id, table::word_id))
        .do_update()
        .set((
            table::note.eq(excluded(table::note)),
            table::synonyms.eq(excluded(table::synonyms)),
            table::change_number.eq(excluded(table::change_number)),
        ))
        .execute(connection)
        .await?;
    Ok(())
}
