//! Learners' own lists of words.

use std::iter;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Integer, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::{ChangeNumber, WordCountsRow};
use crate::db::page::{Direction, Page, PageRequest};
use crate::db::schema::{word_list_words, word_lists as table};
use crate::db::statement::statement;
use crate::db::stored::columns;
use crate::db::{DbError, deleted_ids};
use crate::domain::ids::{AccountId, WordId, WordListId};
use crate::domain::learning::progress::{MATURE_INTERVAL_DAYS, WordCounts};
use crate::domain::learning::word_list::WordList;

/// The sort key of lists: when they were made, and their ids.
pub type WordListKey = (DateTime<Utc>, Uuid);

/// A row of `word_lists`.
#[derive(Queryable, Selectable)]
#[diesel(table_name = table)]
struct ListRow {
    id: WordListId,
    name: String,
    created_at: DateTime<Utc>,
    started_at: Option<DateTime<Utc>>,
}

fn list(row: ListRow) -> WordList {
    WordList { id: row.id, name: row.name, created_at: row.created_at, started_at: row.started_at }
}

/// Loads a page of the learner's lists, newest first.
pub async fn word_lists_page(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    page: &PageRequest<WordListKey>,
) -> Result<Page<(WordListKey, WordList)>, DbError> {
    let query = table::table.filter(table::learner_id.eq(learner)).select(columns::<ListRow>()).into_boxed();
    let rows: Vec<ListRow> =
        page.paginate(query, (table::created_at, table::id), Direction::Descending).load(connection).await?;
    Ok(page.finish(rows).map(|row| ((row.created_at, row.id.uuid()), list(row))))
}

/// Loads the learner's lists in the order in which they were made: all of them, or those with these ids.
pub async fn word_lists(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    ids: Option<&[WordListId]>,
) -> Result<Vec<WordList>, DbError> {
    let mut query = table::table
        .filter(table::learner_id.eq(learner))
        .order((table::created_at, table::id))
        .select(columns::<ListRow>())
        .into_boxed();
    if let Some(ids) = ids {
        query = query.filter(table::id.eq_any(ids));
    }
    let rows: Vec<ListRow> = query.load(connection).await?;
    Ok(rows.into_iter().map(list).collect())
}

/// Loads the words of lists, withdrawn ones too; those of a list are in order.
pub async fn words_of_word_lists(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    ids: &[WordListId],
) -> Result<Vec<(WordListId, WordId)>, DbError> {
    let rows = word_list_words::table
        .filter(word_list_words::learner_id.eq(learner))
        .filter(word_list_words::list_id.eq_any(ids))
        .order((word_list_words::list_id, word_list_words::position, word_list_words::word_id))
        .select((word_list_words::list_id, word_list_words::word_id))
        .load(connection)
        .await?;
    Ok(rows)
}

#[derive(QueryableByName)]
struct CountsRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(embed)]
    words: WordCountsRow,
}

/// Counts the words of lists by the learner's progress; lists without a word that is taught are not included.
pub async fn word_list_counts(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    ids: &[WordListId],
) -> Result<Vec<(WordListId, WordCounts)>, DbError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    let rows: Vec<CountsRow> = statement(
        "SELECT listed.list_id AS id, count(*) AS total, count(*) FILTER (WHERE word.begun) AS begun,
           count(*) FILTER (WHERE word.learned) AS learned, count(*) FILTER (WHERE word.mature) AS mature
         FROM word_list_words AS listed
         JOIN words ON words.id = listed.word_id AND words.withdrawn_at IS NULL
         JOIN learners USING (learner_id)
         CROSS JOIN LATERAL (
           SELECT bool_or(reps > 0) AS begun,
             bool_and(state IN ('review', 'relearning')) FILTER (WHERE skill = ANY (learners.skills)) AS learned,
             bool_and(state = 'review' AND interval_days >= $3) FILTER (WHERE skill = ANY (learners.skills)) AS mature
           FROM cards WHERE cards.learner_id = $1 AND cards.word_id = listed.word_id
         ) AS word
         WHERE listed.learner_id = $1 AND listed.list_id = ANY ($2)
         GROUP BY listed.list_id",
    )
    .bind::<SqlUuid, _>(learner)
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Integer, _>(MATURE_INTERVAL_DAYS)
    .load(connection)
    .await?;
    rows.into_iter().map(|row| Ok((row.id.into(), row.words.counts()?))).collect()
}

/// Stores a new list, without words.
pub async fn insert_word_list(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    new: &WordList,
) -> Result<(), DbError> {
    diesel::insert_into(table::table)
        .values((
            table::learner_id.eq(learner),
            table::id.eq(new.id),
            table::name.eq(&new.name),
            table::created_at.eq(new.created_at),
            table::started_at.eq(new.started_at),
        ))
        .execute(connection)
        .await?;
    Ok(())
}

/// Adds words at the end of a list.
pub async fn insert_word_list_words(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    list: WordListId,
    words: &[WordId],
) -> Result<(), DbError> {
    let words: Vec<Uuid> = words.iter().map(|word| word.uuid()).collect();
    statement(
        "INSERT INTO word_list_words (learner_id, list_id, word_id, position)
         SELECT $1, $2, new.word_id, new.place + (
           SELECT coalesce(max(position), 0) FROM word_list_words WHERE learner_id = $1 AND list_id = $2)
         FROM unnest($3) WITH ORDINALITY AS new (word_id, place)
         ON CONFLICT (learner_id, list_id, word_id) DO NOTHING",
    )
    .bind::<SqlUuid, _>(learner)
    .bind::<SqlUuid, _>(list)
    .bind::<Array<SqlUuid>, _>(words)
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes words out of a list.
pub async fn delete_word_list_words(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    list: WordListId,
    words: &[WordId],
) -> Result<(), DbError> {
    let listed = word_list_words::table
        .filter(word_list_words::learner_id.eq(learner))
        .filter(word_list_words::list_id.eq(list))
        .filter(word_list_words::word_id.eq_any(words));
    diesel::delete(listed).execute(connection).await?;
    Ok(())
}

/// Gives a list another name.
pub async fn rename_word_list(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    list: WordListId,
    name: &str,
) -> Result<(), DbError> {
    diesel::update(table::table.find((learner, list))).set(table::name.eq(name)).execute(connection).await?;
    Ok(())
}

/// Stores that the learner has started a list; only the first start counts. As when a lesson is started, cards of the list's
/// words that were never reviewed, but are put off until a day, become available at once.
pub async fn start_word_list(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    list: WordListId,
    now: DateTime<Utc>,
    change: ChangeNumber,
) -> Result<(), DbError> {
    statement(
        "WITH started AS (
           UPDATE word_lists SET started_at = $3 WHERE learner_id = $1 AND id = $2 AND started_at IS NULL
           RETURNING id
         )
         UPDATE cards SET buried_until = NULL, change_number = $4
         FROM started JOIN word_list_words AS listed ON listed.learner_id = $1 AND listed.list_id = started.id
         WHERE cards.learner_id = $1 AND cards.word_id = listed.word_id
           AND cards.state = 'new' AND cards.buried_until IS NOT NULL",
    )
    .bind::<SqlUuid, _>(learner)
    .bind::<SqlUuid, _>(list)
    .bind::<Timestamptz, _>(now)
    .bind::<BigInt, _>(change.0)
    .execute(connection)
    .await?;
    Ok(())
}

/// Stores that the learner gets cards of words by a list, so that other devices receive the courses of these words.
pub async fn record_course_starts(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    words: &[WordId],
    change: ChangeNumber,
) -> Result<(), DbError> {
    let words: Vec<Uuid> = words.iter().map(|word| word.uuid()).collect();
    statement(
        "INSERT INTO course_starts (learner_id, course_id, change_number)
         SELECT DISTINCT $1, course_id, $3 FROM words WHERE id = ANY ($2)
         ON CONFLICT (learner_id, course_id) DO NOTHING",
    )
    .bind::<SqlUuid, _>(learner)
    .bind::<Array<SqlUuid>, _>(words)
    .bind::<BigInt, _>(change.0)
    .execute(connection)
    .await?;
    Ok(())
}

/// Deletes a list, and returns whether there was one. The cards of its words stay.
pub async fn delete_word_list(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    list: WordListId,
) -> Result<bool, DbError> {
    let is_deleted = diesel::delete(table::table.find((learner, list))).execute(connection).await? == 1;
    if is_deleted {
        deleted_ids::remember(connection, iter::once(list.uuid())).await?;
    }
    Ok(is_deleted)
}
