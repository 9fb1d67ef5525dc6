//! The courses: their full content for the catalogue, and the list of courses.

use std::collections::HashMap;

use diesel::dsl::auto_type;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use kazakh::inflection::Flags;

use crate::db::DbError;
use crate::db::content::content_version;
use crate::db::directory::AlphabeticalKey;
use crate::db::json::Json;
use crate::db::page::{Direction, Page, PageRequest};
use crate::db::schema::{courses, examples, glosses, lessons, units, words};
use crate::db::stored::{OptionalTextColumns, TextColumns, optional_text, parse, text};
use crate::domain::ids::{CourseId, LessonId, UnitId, WordId};
use crate::domain::language_tag::LanguageTag;
use crate::domain::learning::catalogue::Content;
use crate::domain::learning::word::{Course, Example, Gloss, Lesson, Meanings, Unit, Word};

type CourseRow = (CourseId, String, TextColumns, OptionalTextColumns, (i64, bool));

#[auto_type(no_type_alias)]
fn course_columns() -> _ {
    let title = (courses::title_kk, courses::title_ru, courses::title_en);
    let description = (courses::description_kk, courses::description_ru, courses::description_en);
    let state = (courses::content_version, courses::retired_at.is_not_null());
    (courses::id, courses::slug, title, description, state)
}

fn course((id, slug, title, description, (content_version, retired)): CourseRow) -> Course {
    let (title, description) = (text(title), optional_text(description));
    Course { id, slug, title, description, content_version, retired }
}

/// Loads a page of courses, in Kazakh alphabetical order.
pub async fn courses_page(
    connection: &mut AsyncPgConnection,
    page: &PageRequest<AlphabeticalKey>,
) -> Result<Page<(AlphabeticalKey, Course)>, DbError> {
    let query = courses::table.filter(courses::retired_at.is_null()).select(course_columns()).into_boxed();
    let rows: Vec<CourseRow> =
        page.paginate(query, (courses::title_kk, courses::id), Direction::Ascending).load(connection).await?;
    Ok(page.finish(rows).map(|row| {
        let course = course(row);
        ((course.title.kk.clone(), course.id.uuid()), course)
    }))
}

/// Loads all content in the database, including withdrawn records. The caller's transaction must provide a consistent
/// snapshot. Seven SQL statements.
pub async fn content(connection: &mut AsyncPgConnection) -> Result<Content, DbError> {
    let version: Option<i64> = content_version().first(connection).await.optional()?;
    let rows: Vec<CourseRow> = courses::table.select(course_columns()).load(connection).await?;
    Ok(Content {
        version: version.unwrap_or(0),
        courses: rows.into_iter().map(course).collect(),
        units: units_in_order(connection).await?,
        lessons: lessons_in_order(connection).await?,
        words: words_in_order(connection).await?,
    })
}

async fn units_in_order(connection: &mut AsyncPgConnection) -> Result<Vec<Unit>, DbError> {
    type Row = (UnitId, CourseId, String, i32, TextColumns, OptionalTextColumns, bool);
    let rows: Vec<Row> = units::table
        .order((units::position, units::id))
        .select((
            units::id,
            units::course_id,
            units::slug,
            units::position,
            (units::title_kk, units::title_ru, units::title_en),
            (units::description_kk, units::description_ru, units::description_en),
            units::retired_at.is_not_null(),
        ))
        .load(connection)
        .await?;
    let unit = |(id, course_id, slug, position, title, description, retired): Row| {
        let (title, description) = (text(title), optional_text(description));
        Unit { id, course_id, slug, position, title, description, retired }
    };
    Ok(rows.into_iter().map(unit).collect())
}

async fn lessons_in_order(connection: &mut AsyncPgConnection) -> Result<Vec<Lesson>, DbError> {
    type Row = (LessonId, (CourseId, Option<UnitId>), String, i32, TextColumns, OptionalTextColumns, bool);
    let rows: Vec<Row> = lessons::table
        .order((lessons::position, lessons::id))
        .select((
            lessons::id,
            (lessons::course_id, lessons::unit_id),
            lessons::slug,
            lessons::position,
            (lessons::title_kk, lessons::title_ru, lessons::title_en),
            (lessons::description_kk, lessons::description_ru, lessons::description_en),
            lessons::retired_at.is_not_null(),
        ))
        .load(connection)
        .await?;
    let lesson = |(id, (course_id, unit_id), slug, position, title, description, retired): Row| {
        let (title, description) = (text(title), optional_text(description));
        Lesson { id, course_id, unit_id, slug, position, title, description, retired }
    };
    Ok(rows.into_iter().map(lesson).collect())
}

type WordRow = (
    (WordId, CourseId, LessonId),
    (String, i32),
    (String, Vec<Option<String>>, Vec<Option<String>>),
    (String, Option<String>, Option<Json<Flags>>),
    OptionalTextColumns,
    (i64, bool),
);

#[auto_type(no_type_alias)]
fn word_columns() -> _ {
    (
        (words::id, words::course_id, words::lesson_id),
        (words::slug, words::position),
        (words::headword, words::variants, words::accepted_orders),
        (words::part_of_speech, words::level, words::inflection),
        (words::note_kk, words::note_ru, words::note_en),
        (words::content_version, words::retired_at.is_not_null()),
    )
}

async fn words_in_order(connection: &mut AsyncPgConnection) -> Result<Vec<Word>, DbError> {
    let rows: Vec<WordRow> =
        words::table.order((words::position, words::id)).select(word_columns()).load(connection).await?;
    let mut meanings = meanings(connection).await?;
    let mut examples = examples_of_words(connection).await?;
    rows.into_iter()
        .map(
            |(
                ids,
                (slug, position),
                (headword, variants, accepted_orders),
                (part_of_speech, level, inflection),
                note,
                state,
            )| {
                Ok(Word {
                    id: ids.0,
                    course_id: ids.1,
                    lesson_id: ids.2,
                    slug,
                    position,
                    headword,
                    variants: variants.into_iter().flatten().collect(),
                    part_of_speech: parse(&part_of_speech)?,
                    level: level.map(|level| parse(&level)).transpose()?,
                    note: optional_text(note),
                    inflection: inflection.map(|flags| flags.0),
                    meanings: meanings.remove(&ids.0).unwrap_or_default(),
                    examples: examples.remove(&ids.0).unwrap_or_default(),
                    accepted_orders: accepted_orders.into_iter().flatten().collect(),
                    content_version: state.0,
                    retired: state.1,
                })
            },
        )
        .collect()
}

fn language(tag: String) -> Result<LanguageTag, DbError> {
    LanguageTag::new(&tag).map_err(|_| DbError::Corrupt(tag))
}

async fn meanings(connection: &mut AsyncPgConnection) -> Result<HashMap<WordId, Vec<Meanings>>, DbError> {
    let rows: Vec<(WordId, String, String, bool)> = glosses::table
        .order((glosses::word_id, glosses::language, glosses::position))
        .select((glosses::word_id, glosses::language, glosses::text, glosses::blocked))
        .load(connection)
        .await?;
    let mut found: HashMap<WordId, Vec<Meanings>> = HashMap::new();
    for (word, tag, text, blocked) in rows {
        let of_word = found.entry(word).or_default();
        if of_word.last().is_none_or(|last| last.language.as_str() != tag) {
            let language = language(tag)?;
            of_word.push(Meanings { language, accepted: Vec::new(), blocked: Vec::new() });
        }
        let Some(meanings) = of_word.last_mut() else { continue };
        let list = if blocked { &mut meanings.blocked } else { &mut meanings.accepted };
        list.push(text);
    }
    Ok(found)
}

async fn examples_of_words(
    connection: &mut AsyncPgConnection,
) -> Result<HashMap<WordId, Vec<Example>>, DbError> {
    let rows: Vec<(WordId, i32, String, String)> = examples::table
        .order((examples::word_id, examples::position, examples::language))
        .select((examples::word_id, examples::position, examples::language, examples::text))
        .load(connection)
        .await?;
    let mut found: HashMap<WordId, Vec<Example>> = HashMap::new();
    let mut previous = None;
    for (word, position, tag, text) in rows {
        let of_word = found.entry(word).or_default();
        if previous.replace((word, position)) != Some((word, position)) {
            of_word.push(Example { sentence: String::new(), translations: Vec::new() });
        }
        let Some(example) = of_word.last_mut() else { continue };
        if tag == "kk" {
            example.sentence = text;
        } else {
            example.translations.push(Gloss { language: language(tag)?, text });
        }
    }
    Ok(found)
}
