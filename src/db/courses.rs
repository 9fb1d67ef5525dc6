//! Courses, lessons and words. Each function is one statement, whatever the number of rows; what the content no
//! longer holds (`retired_at`) is in no list, but still found by its id.

use diesel::dsl::auto_type;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::DbError;
use crate::db::directory::AlphabeticalKey;
use crate::db::page::{Page, PageRequest};
use crate::db::schema::{courses, examples, glosses, lessons, words};
use crate::db::stored::{OptionalTextColumns, TextColumns, optional_text, parse, text};
use crate::domain::ids::{CourseId, LessonId, WordId};
use crate::domain::learning::exercise::{NEIGHBOUR_LESSONS, WordMeanings};
use crate::domain::learning::word::{Course, Example, Gloss, LanguageTag, Lesson, Word};

type CourseRow = (CourseId, String, TextColumns, OptionalTextColumns);

#[auto_type(no_type_alias)]
fn course_columns() -> _ {
    let title = (courses::title_kk, courses::title_ru, courses::title_en);
    let description = (courses::description_kk, courses::description_ru, courses::description_en);
    (courses::id, courses::slug, title, description)
}

fn course((id, slug, title, description): CourseRow) -> Course {
    Course { id, slug, title: text(title), description: optional_text(description) }
}

/// Courses by id, in no order.
pub async fn courses_by_ids(
    connection: &mut AsyncPgConnection,
    ids: &[CourseId],
) -> Result<Vec<Course>, DbError> {
    let rows: Vec<CourseRow> =
        courses::table.filter(courses::id.eq_any(ids)).select(course_columns()).load(connection).await?;
    Ok(rows.into_iter().map(course).collect())
}

/// Courses by slug, in no order.
pub async fn courses_by_slugs(
    connection: &mut AsyncPgConnection,
    slugs: &[String],
) -> Result<Vec<Course>, DbError> {
    let rows: Vec<CourseRow> = courses::table
        .filter(courses::slug.eq_any(slugs))
        .filter(courses::retired_at.is_null())
        .select(course_columns())
        .load(connection)
        .await?;
    Ok(rows.into_iter().map(course).collect())
}

/// A page of courses, in Kazakh alphabetical order.
pub async fn courses_page(
    connection: &mut AsyncPgConnection,
    page: &PageRequest<AlphabeticalKey>,
) -> Result<Page<(AlphabeticalKey, Course)>, DbError> {
    let mut query = courses::table
        .filter(courses::retired_at.is_null())
        .select(course_columns())
        .limit(page.fetch())
        .into_boxed();
    if let Some((title, id)) = &page.after {
        query = query
            .filter(courses::title_kk.ge(title))
            .filter(courses::title_kk.gt(title).or(courses::id.gt(id)));
    }
    if let Some((title, id)) = &page.before {
        query = query
            .filter(courses::title_kk.le(title))
            .filter(courses::title_kk.lt(title).or(courses::id.lt(id)));
    }
    query = if page.from_end {
        query.order((courses::title_kk.desc(), courses::id.desc()))
    } else {
        query.order((courses::title_kk, courses::id))
    };
    let rows: Vec<CourseRow> = query.load(connection).await?;
    page.finish(rows).try_map(|row| {
        let course = course(row);
        Ok(((course.title.kk.clone(), course.id.uuid()), course))
    })
}

type LessonRow = (LessonId, CourseId, String, i32, TextColumns, OptionalTextColumns);

#[auto_type(no_type_alias)]
fn lesson_columns() -> _ {
    let title = (lessons::title_kk, lessons::title_ru, lessons::title_en);
    let description = (lessons::description_kk, lessons::description_ru, lessons::description_en);
    (lessons::id, lessons::course_id, lessons::slug, lessons::position, title, description)
}

fn lesson((id, course_id, slug, position, title, description): LessonRow) -> Lesson {
    Lesson { id, course_id, slug, position, title: text(title), description: optional_text(description) }
}

/// Lessons by id, in no order.
pub async fn lessons_by_ids(
    connection: &mut AsyncPgConnection,
    ids: &[LessonId],
) -> Result<Vec<Lesson>, DbError> {
    let rows: Vec<LessonRow> =
        lessons::table.filter(lessons::id.eq_any(ids)).select(lesson_columns()).load(connection).await?;
    Ok(rows.into_iter().map(lesson).collect())
}

/// A lesson by its course's slug and its own.
pub async fn lesson_by_slugs(
    connection: &mut AsyncPgConnection,
    course_slug: &str,
    lesson_slug: &str,
) -> Result<Option<Lesson>, DbError> {
    let row: Option<LessonRow> = lessons::table
        .inner_join(courses::table)
        .filter(courses::slug.eq(course_slug))
        .filter(lessons::slug.eq(lesson_slug))
        .filter(lessons::retired_at.is_null())
        .select(lesson_columns())
        .first(connection)
        .await
        .optional()?;
    Ok(row.map(lesson))
}

/// The lessons of courses, in their order.
pub async fn lessons_of(
    connection: &mut AsyncPgConnection,
    ids: &[CourseId],
) -> Result<Vec<Lesson>, DbError> {
    let rows: Vec<LessonRow> = lessons::table
        .filter(lessons::course_id.eq_any(ids))
        .filter(lessons::retired_at.is_null())
        .order((lessons::position, lessons::id))
        .select(lesson_columns())
        .load(connection)
        .await?;
    Ok(rows.into_iter().map(lesson).collect())
}

type WordRow = (WordId, LessonId, String, i32, String, Vec<Option<String>>, String);

#[auto_type(no_type_alias)]
fn word_columns() -> _ {
    (
        words::id,
        words::lesson_id,
        words::slug,
        words::position,
        words::headword,
        words::variants,
        words::part_of_speech,
    )
}

fn word(row: WordRow) -> Result<Word, DbError> {
    let (id, lesson_id, slug, position, headword, variants, part_of_speech) = row;
    let variants = variants.into_iter().flatten().collect();
    Ok(Word { id, lesson_id, slug, position, headword, variants, part_of_speech: parse(&part_of_speech)? })
}

/// Words by id, in no order.
pub async fn words_by_ids(connection: &mut AsyncPgConnection, ids: &[WordId]) -> Result<Vec<Word>, DbError> {
    let rows: Vec<WordRow> =
        words::table.filter(words::id.eq_any(ids)).select(word_columns()).load(connection).await?;
    rows.into_iter().map(word).collect()
}

/// The words of lessons, in their order.
pub async fn words_of(connection: &mut AsyncPgConnection, ids: &[LessonId]) -> Result<Vec<Word>, DbError> {
    let rows: Vec<WordRow> = words::table
        .filter(words::lesson_id.eq_any(ids))
        .filter(words::retired_at.is_null())
        .order((words::position, words::id))
        .select(word_columns())
        .load(connection)
        .await?;
    rows.into_iter().map(word).collect()
}

/// Which of these texts, folded, are words that are taught.
pub async fn taught_among(
    connection: &mut AsyncPgConnection,
    folded: &[String],
) -> Result<Vec<String>, DbError> {
    let rows = words::table
        .filter(words::folded.eq_any(folded))
        .filter(words::retired_at.is_null())
        .select(words::folded)
        .distinct()
        .load(connection)
        .await?;
    Ok(rows)
}

fn gloss(language: String, text: String) -> Result<Gloss, DbError> {
    let language = LanguageTag::new(&language).map_err(|_| DbError::Corrupt(language))?;
    Ok(Gloss { language, text })
}

/// The glosses of words, for each language the one that is shown first.
pub async fn glosses_of(
    connection: &mut AsyncPgConnection,
    ids: &[WordId],
) -> Result<Vec<(WordId, Gloss)>, DbError> {
    let rows: Vec<(WordId, String, String)> = glosses::table
        .filter(glosses::word_id.eq_any(ids))
        .order((glosses::word_id, glosses::language, glosses::position))
        .select((glosses::word_id, glosses::language, glosses::text))
        .load(connection)
        .await?;
    rows.into_iter().map(|(id, language, text)| Ok((id, gloss(language, text)?))).collect()
}

/// The examples of words, in their order.
pub async fn examples_of(
    connection: &mut AsyncPgConnection,
    ids: &[WordId],
) -> Result<Vec<(WordId, Example)>, DbError> {
    let rows: Vec<(WordId, i32, String, String)> = examples::table
        .filter(examples::word_id.eq_any(ids))
        .order((examples::word_id, examples::position, examples::language))
        .select((examples::word_id, examples::position, examples::language, examples::text))
        .load(connection)
        .await?;
    let mut found: Vec<(WordId, i32, Example)> = Vec::new();
    for (word, position, language, text) in rows {
        if found.last().is_none_or(|(id, at, _)| (*id, *at) != (word, position)) {
            found.push((word, position, Example { sentence: String::new(), translations: Vec::new() }));
        }
        let Some((_, _, example)) = found.last_mut() else { continue };
        if language == "kk" {
            example.sentence = text;
        } else {
            example.translations.push(gloss(language, text)?);
        }
    }
    Ok(found.into_iter().map(|(word, _, example)| (word, example)).collect())
}

/// Words with their meanings in a language: those of the lessons of these words and of their neighbours in the
/// course, as far away as exercises look for distractors.
pub async fn meanings_around(
    connection: &mut AsyncPgConnection,
    ids: &[WordId],
    language: &LanguageTag,
) -> Result<Vec<WordMeanings>, DbError> {
    let (own_words, own_lessons) = diesel::alias!(words as own_words, lessons as own_lessons);
    let near = own_words
        .inner_join(own_lessons.on(own_lessons.field(lessons::id).eq(own_words.field(words::lesson_id))))
        .filter(own_words.field(words::id).eq_any(ids))
        .filter(own_lessons.field(lessons::course_id).eq(lessons::course_id))
        .filter(
            own_lessons
                .field(lessons::position)
                .between(lessons::position - NEIGHBOUR_LESSONS, lessons::position + NEIGHBOUR_LESSONS),
        );
    let rows: Vec<(WordId, CourseId, i32, String, String)> = words::table
        .inner_join(lessons::table)
        .inner_join(glosses::table)
        .filter(glosses::language.eq(language.as_str()))
        .filter(diesel::dsl::exists(near))
        .filter(words::retired_at.is_null())
        .order((words::id, glosses::position))
        .select((words::id, words::course_id, lessons::position, words::part_of_speech, glosses::text))
        .load(connection)
        .await?;
    let mut found: Vec<WordMeanings> = Vec::new();
    for (word_id, course_id, lesson_position, part_of_speech, meaning) in rows {
        match found.last_mut().filter(|word| word.word_id == word_id) {
            Some(word) => word.meanings.push(meaning),
            None => {
                let part_of_speech = parse(&part_of_speech)?;
                let meanings = vec![meaning];
                found.push(WordMeanings { word_id, course_id, lesson_position, part_of_speech, meanings });
            }
        }
    }
    Ok(found)
}
