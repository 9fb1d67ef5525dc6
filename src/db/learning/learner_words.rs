//! What learners add to words.

use diesel::prelude::*;
use diesel::upsert::excluded;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::ChangeNumber;
use crate::db::DbError;
use crate::db::json::Json;
use crate::db::schema::learner_words as table;
use crate::domain::ids::{AccountId, WordId};
use crate::domain::learning::learner_word::{LearnerWord, Synonyms};

pub(super) type Row = (WordId, Option<String>, Json<Synonyms>);

pub(super) fn learner_word((word_id, note, synonyms): Row) -> LearnerWord {
    LearnerWord { word_id, note, synonyms: synonyms.0 }
}

/// What the learner has added to words; those that nothing was added to are not among them.
pub async fn learner_words(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    words: &[WordId],
) -> Result<Vec<LearnerWord>, DbError> {
    let rows: Vec<Row> = table::table
        .filter(table::learner_id.eq(learner))
        .filter(table::word_id.eq_any(words))
        .select((table::word_id, table::note, table::synonyms))
        .load(connection)
        .await?;
    Ok(rows.into_iter().map(learner_word).collect())
}

/// Keeps what the learner adds to a word. An empty row stays, so that other devices hear that it is empty.
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
