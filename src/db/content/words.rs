//! Words, their glosses and their examples.

use std::collections::HashMap;

use diesel::dsl::case_when;
use diesel::prelude::*;
use diesel::upsert::excluded;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::{TextValues, columns, overwrite};
use crate::db::accounts::texts;
use crate::db::schema::{examples, glosses, words};
use crate::db::{DbError, ROWS_PER_INSERT};
use crate::domain::ids::{CourseId, LessonId, WordId};

/// A word to write.
#[derive(Debug)]
pub struct WordRow<'a> {
    /// The id, if the word is new.
    pub id: WordId,
    /// The course.
    pub course_id: CourseId,
    /// The slug, unique within the course.
    pub slug: &'a str,
    /// The lesson of the word.
    pub lesson_id: LessonId,
    /// The position in the lesson, from 1.
    pub position: i32,
    /// The dictionary form.
    pub headword: &'a str,
    /// The headword in the form in which answers are compared.
    pub folded: String,
    /// Other correct spellings.
    pub variants: Vec<&'a str>,
    /// Sentences with the words of an example in another correct order.
    pub accepted_orders: Vec<&'a str>,
    /// A name of [`PartOfSpeech`](crate::domain::learning::word::PartOfSpeech).
    pub part_of_speech: &'a str,
    /// The number of the slug's meaning, starting at 1. A slug that gets a new meaning gets the next number.
    pub meaning: i32,
    /// A name of [`Level`](crate::domain::learning::word::Level).
    pub level: Option<&'a str>,
    /// A note for learners.
    pub note: Option<TextValues<'a>>,
    /// The [`Flags`](kazakh::inflection::Flags) that override the list of exceptions.
    pub inflection: Option<serde_json::Value>,
    /// A digest of all content of the word, to detect changes.
    pub digest: String,
    /// The version of the content that is being written.
    pub content_version: i64,
}

/// Inserts or updates words by course, slug and meaning. A word may move to another lesson of its course; a slug that
/// gets a new meaning is a new word. The rows contain one meaning of each slug.
pub async fn upsert_words(
    connection: &mut AsyncPgConnection,
    rows: &[WordRow<'_>],
) -> Result<HashMap<(CourseId, String), WordId>, DbError> {
    let mut ids = HashMap::with_capacity(rows.len());
    for rows in rows.chunks(ROWS_PER_INSERT) {
        let values = rows.iter().map(|row| {
            let (note_kk, note_ru, note_en) = columns(row.note);
            (
                words::id.eq(row.id),
                words::course_id.eq(row.course_id),
                words::slug.eq(row.slug),
                words::lesson_id.eq(row.lesson_id),
                words::position.eq(row.position),
                words::headword.eq(row.headword),
                words::folded.eq(&row.folded),
                words::variants.eq(texts(row.variants.iter().copied())),
                words::accepted_orders.eq(texts(row.accepted_orders.iter().copied())),
                words::part_of_speech.eq(row.part_of_speech),
                words::meaning.eq(row.meaning),
                words::level.eq(row.level),
                words::note_kk.eq(note_kk),
                words::note_ru.eq(note_ru),
                words::note_en.eq(note_en),
                words::inflection.eq(&row.inflection),
                words::digest.eq(&row.digest),
                words::content_version.eq(row.content_version),
            )
        });
        let unchanged = words::digest.eq(excluded(words::digest)).and(words::withdrawn_at.is_null());
        let version =
            case_when(unchanged, words::content_version).otherwise(excluded(words::content_version));
        let written: Vec<((CourseId, String), WordId)> = diesel::insert_into(words::table)
            .values(values.collect::<Vec<_>>())
            .on_conflict((words::course_id, words::slug, words::meaning))
            .do_update()
            .set((
                overwrite!(words:
                    lesson_id, position, headword, folded, variants, part_of_speech,
                    level, note_kk, note_ru, note_en, inflection, digest, accepted_orders),
                words::content_version.eq(version),
            ))
            .returning(((words::course_id, words::slug), words::id))
            .get_results(connection)
            .await?;
        ids.extend(written);
    }
    Ok(ids)
}

/// A gloss to write.
#[derive(Debug)]
pub struct GlossRow<'a> {
    /// The word.
    pub word_id: WordId,
    /// The language (BCP 47).
    pub language: &'a str,
    /// The position; the gloss at 0 is shown.
    pub position: i32,
    /// The text.
    pub text: &'a str,
    /// Whether the gloss must not be accepted as an answer.
    pub blocked: bool,
}

/// Replaces the glosses of words.
pub async fn replace_glosses(
    connection: &mut AsyncPgConnection,
    of: &[WordId],
    rows: &[GlossRow<'_>],
) -> Result<(), DbError> {
    diesel::delete(glosses::table.filter(glosses::word_id.eq_any(of))).execute(connection).await?;
    for rows in rows.chunks(ROWS_PER_INSERT) {
        let values = rows.iter().map(|row| {
            (
                glosses::word_id.eq(row.word_id),
                glosses::language.eq(row.language),
                glosses::position.eq(row.position),
                glosses::text.eq(row.text),
                glosses::blocked.eq(row.blocked),
            )
        });
        let values = values.collect::<Vec<_>>();
        diesel::insert_into(glosses::table).values(values).execute(connection).await?;
    }
    Ok(())
}

/// An example to write, in one language.
#[derive(Debug)]
pub struct ExampleRow<'a> {
    /// The word.
    pub word_id: WordId,
    /// The position among the word's examples, from 1.
    pub position: i32,
    /// The language (BCP 47).
    pub language: &'a str,
    /// The sentence, or its translation.
    pub text: &'a str,
}

/// Replaces the examples of words.
pub async fn replace_examples(
    connection: &mut AsyncPgConnection,
    of: &[WordId],
    rows: &[ExampleRow<'_>],
) -> Result<(), DbError> {
    diesel::delete(examples::table.filter(examples::word_id.eq_any(of))).execute(connection).await?;
    for rows in rows.chunks(ROWS_PER_INSERT) {
        let values = rows.iter().map(|row| {
            (
                examples::word_id.eq(row.word_id),
                examples::position.eq(row.position),
                examples::language.eq(row.language),
                examples::text.eq(row.text),
            )
        });
        let values = values.collect::<Vec<_>>();
        diesel::insert_into(examples::table).values(values).execute(connection).await?;
    }
    Ok(())
}
