//! The courses: their full content for the catalogue, and the list of courses.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use kazakh::inflection::Flags;

use crate::db::DbError;
use crate::db::content::content_version;
use crate::db::directory::AlphabeticalKey;
use crate::db::json::Json;
use crate::db::page::{Direction, Page, PageRequest};
use crate::db::schema::{courses, examples, glosses, lessons, units, words};
use crate::db::stored::{Place, columns, optional_text, text};
use crate::domain::ids::{CourseId, LessonId, UnitId, WordId};
use crate::domain::learning::catalogue::Content;
use crate::domain::learning::word::{Course, Example, Gloss, Lesson, Meanings, Unit, Word};

/// A row of `courses`.
#[derive(Queryable, Selectable)]
#[diesel(table_name = courses)]
struct CourseRow {
    id: CourseId,
    slug: String,
    title_kk: String,
    title_ru: Option<String>,
    title_en: Option<String>,
    description_kk: Option<String>,
    description_ru: Option<String>,
    description_en: Option<String>,
    content_version: i64,
    #[diesel(select_expression = courses::withdrawn_at.is_not_null())]
    withdrawn: bool,
}

fn course(row: CourseRow) -> Course {
    Course {
        id: row.id,
        slug: row.slug,
        title: text(row.title_kk, row.title_ru, row.title_en),
        description: optional_text(row.description_kk, row.description_ru, row.description_en),
        content_version: row.content_version,
        withdrawn: row.withdrawn,
    }
}

/// Loads a page of courses, in Kazakh alphabetical order.
pub async fn courses_page(
    connection: &mut AsyncPgConnection,
    page: &PageRequest<AlphabeticalKey>,
) -> Result<Page<(AlphabeticalKey, Course)>, DbError> {
    let query =
        courses::table.filter(courses::withdrawn_at.is_null()).select(columns::<CourseRow>()).into_boxed();
    let rows: Vec<CourseRow> =
        page.paginate(query, (courses::title_kk, courses::id), Direction::Ascending).load(connection).await?;
    Ok(page.finish(rows).map(|row| {
        let course = course(row);
        ((course.title.kazakh_first().to_owned(), course.id.uuid()), course)
    }))
}

/// Loads all content in the database, including withdrawn records. The caller's transaction must provide a consistent
/// snapshot. Seven SQL statements.
pub async fn content(connection: &mut AsyncPgConnection) -> Result<Content, DbError> {
    let version: Option<i64> = content_version().first(connection).await.optional()?;
    let rows: Vec<CourseRow> = courses::table.select(columns::<CourseRow>()).load(connection).await?;
    Ok(Content {
        version: version.unwrap_or(0),
        courses: rows.into_iter().map(course).collect(),
        units: units_in_order(connection).await?,
        lessons: lessons_in_order(connection).await?,
        words: words_in_order(connection).await?,
    })
}

/// A row of `units`.
#[derive(Queryable, Selectable)]
#[diesel(table_name = units)]
struct UnitRow {
    id: UnitId,
    course_id: CourseId,
    slug: String,
    position: i32,
    title_kk: String,
    title_ru: Option<String>,
    title_en: Option<String>,
    description_kk: Option<String>,
    description_ru: Option<String>,
    description_en: Option<String>,
    #[diesel(select_expression = units::withdrawn_at.is_not_null())]
    withdrawn: bool,
}

async fn units_in_order(connection: &mut AsyncPgConnection) -> Result<Vec<Unit>, DbError> {
    let rows: Vec<UnitRow> = units::table
        .order((units::position, units::id))
        .select(columns::<UnitRow>())
        .load(connection)
        .await?;
    let unit = |row: UnitRow| Unit {
        id: row.id,
        course_id: row.course_id,
        slug: row.slug,
        position: row.position,
        title: text(row.title_kk, row.title_ru, row.title_en),
        description: optional_text(row.description_kk, row.description_ru, row.description_en),
        withdrawn: row.withdrawn,
    };
    Ok(rows.into_iter().map(unit).collect())
}

/// A row of `lessons`.
#[derive(Queryable, Selectable)]
#[diesel(table_name = lessons)]
struct LessonRow {
    id: LessonId,
    course_id: CourseId,
    unit_id: Option<UnitId>,
    slug: String,
    position: i32,
    title_kk: String,
    title_ru: Option<String>,
    title_en: Option<String>,
    description_kk: Option<String>,
    description_ru: Option<String>,
    description_en: Option<String>,
    endings: Vec<Option<String>>,
    #[diesel(select_expression = lessons::withdrawn_at.is_not_null())]
    withdrawn: bool,
}

async fn lessons_in_order(connection: &mut AsyncPgConnection) -> Result<Vec<Lesson>, DbError> {
    let rows: Vec<LessonRow> = lessons::table
        .order((lessons::position, lessons::id))
        .select(columns::<LessonRow>())
        .load(connection)
        .await?;
    let lesson = |row: LessonRow| {
        let place = Place::new("lessons", &row.id);
        let endings = row.endings.iter().flatten().map(|code| place.parse("endings", code));
        Ok(Lesson {
            id: row.id,
            course_id: row.course_id,
            unit_id: row.unit_id,
            slug: row.slug,
            position: row.position,
            title: text(row.title_kk, row.title_ru, row.title_en),
            description: optional_text(row.description_kk, row.description_ru, row.description_en),
            endings: endings.collect::<Result<_, DbError>>()?,
            withdrawn: row.withdrawn,
        })
    };
    rows.into_iter().map(lesson).collect()
}

/// A row of `words`.
#[derive(Queryable, Selectable)]
#[diesel(table_name = words)]
struct WordRow {
    id: WordId,
    course_id: CourseId,
    lesson_id: LessonId,
    slug: String,
    position: i32,
    headword: String,
    variants: Vec<Option<String>>,
    accepted_orders: Vec<Option<String>>,
    part_of_speech: String,
    level: Option<String>,
    inflection: Option<Json<Flags>>,
    note_kk: Option<String>,
    note_ru: Option<String>,
    note_en: Option<String>,
    content_version: i64,
    #[diesel(select_expression = words::withdrawn_at.is_not_null())]
    withdrawn: bool,
}

async fn words_in_order(connection: &mut AsyncPgConnection) -> Result<Vec<Word>, DbError> {
    let rows: Vec<WordRow> = words::table
        .order((words::position, words::id))
        .select(columns::<WordRow>())
        .load(connection)
        .await?;
    let mut meanings = meanings(connection).await?;
    let mut examples = examples_of_words(connection).await?;
    let word = |row: WordRow| {
        let place = Place::new("words", &row.id);
        Ok(Word {
            id: row.id,
            course_id: row.course_id,
            lesson_id: row.lesson_id,
            slug: row.slug,
            position: row.position,
            headword: row.headword,
            variants: row.variants.into_iter().flatten().collect(),
            part_of_speech: place.parse("part_of_speech", &row.part_of_speech)?,
            level: row.level.map(|level| place.parse("level", &level)).transpose()?,
            note: optional_text(row.note_kk, row.note_ru, row.note_en),
            inflection: row.inflection.map(|flags| flags.0),
            meanings: meanings.remove(&row.id).unwrap_or_default(),
            examples: examples.remove(&row.id).unwrap_or_default(),
            accepted_orders: row.accepted_orders.into_iter().flatten().collect(),
            content_version: row.content_version,
            withdrawn: row.withdrawn,
        })
    };
    rows.into_iter().map(word).collect()
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
            let language = Place::new("glosses of the word", &word).language("language", &tag)?;
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
            let language = Place::new("examples of the word", &word).language("language", &tag)?;
            example.translations.push(Gloss { language, text });
        }
    }
    Ok(found)
}
