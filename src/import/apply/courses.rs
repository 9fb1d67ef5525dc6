//! The rows of `courses/`.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use sha2::{Digest as _, Sha256};

use super::{new_id, numbered, search, text, written};
use crate::db::DbError;
use crate::db::content::{self, CourseRow, ExampleRow, GlossRow, IdsBySlug, LessonRow, WordRow};
use crate::domain::ids::{CourseId, LessonId, WordId, kind};
use crate::domain::kazakh::fold;
use crate::import::format::{Course, Lesson, Word};
use crate::import::hex;

/// The ids of what is known by a slug within its course.
type IdsInCourses<I> = HashMap<(CourseId, String), I>;

/// Writes the courses; how much was retired.
pub(super) async fn write(
    connection: &mut AsyncPgConnection,
    courses: &[Course],
    version: i64,
    now: DateTime<Utc>,
) -> Result<usize, DbError> {
    let course_ids = content::upsert_courses(connection, &course_rows(courses, now)).await?;
    let lesson_rows = lesson_rows(courses, &course_ids, now)?;
    let lesson_ids = content::upsert_lessons(connection, &lesson_rows).await?;
    let word_rows = word_rows(courses, &course_ids, &lesson_ids, version, now)?;
    let word_ids = content::upsert_words(connection, &word_rows).await?;

    let all_words: Vec<WordId> = word_ids.values().copied().collect();
    let words = words_with_ids(courses, &course_ids, &word_ids)?;
    content::replace_glosses(connection, &all_words, &gloss_rows(&words)).await?;
    content::replace_examples(connection, &all_words, &example_rows(&words)).await?;

    search::write_words(connection, &words).await?;

    let all_courses: Vec<CourseId> = course_ids.values().copied().collect();
    let all_lessons: Vec<LessonId> = lesson_ids.values().copied().collect();
    Ok(content::retire_courses(connection, &all_courses, now).await?
        + content::retire_lessons(connection, &all_lessons, now).await?
        + content::retire_words(connection, &all_words, version, now).await?)
}

fn course_rows(courses: &[Course], now: DateTime<Utc>) -> Vec<CourseRow<'_>> {
    let rows = courses.iter().map(|course| CourseRow {
        id: new_id(now),
        slug: &course.slug,
        title: text(&course.title),
        description: course.description.as_ref().map(text),
    });
    rows.collect()
}

/// Every lesson with its course's id.
fn lessons<'a>(
    courses: &'a [Course],
    course_ids: &IdsBySlug<kind::Course>,
) -> Result<Vec<(CourseId, &'a Lesson)>, DbError> {
    let mut found = Vec::new();
    for course in courses {
        let course_id = written(course_ids.get(&course.slug), &course.slug)?;
        found.extend(course.lessons.iter().map(|lesson| (course_id, lesson)));
    }
    Ok(found)
}

fn lesson_rows<'a>(
    courses: &'a [Course],
    course_ids: &IdsBySlug<kind::Course>,
    now: DateTime<Utc>,
) -> Result<Vec<LessonRow<'a>>, DbError> {
    let row = |(course_id, lesson): (CourseId, &'a Lesson)| LessonRow {
        id: new_id(now),
        course_id,
        slug: &lesson.slug,
        position: lesson.position,
        title: text(&lesson.title),
        description: lesson.description.as_ref().map(text),
    };
    Ok(lessons(courses, course_ids)?.into_iter().map(row).collect())
}

fn word_rows<'a>(
    courses: &'a [Course],
    course_ids: &IdsBySlug<kind::Course>,
    lesson_ids: &IdsInCourses<LessonId>,
    content_version: i64,
    now: DateTime<Utc>,
) -> Result<Vec<WordRow<'a>>, DbError> {
    let mut rows = Vec::new();
    for (course_id, lesson) in lessons(courses, course_ids)? {
        let key = (course_id, lesson.slug.clone());
        let lesson_id = written(lesson_ids.get(&key), &key)?;
        for (position, word) in numbered(&lesson.word) {
            rows.push(WordRow {
                id: new_id(now),
                course_id,
                slug: word.slug.as_ref(),
                lesson_id,
                position,
                headword: word.headword.as_ref(),
                folded: fold::kazakh(word.headword.as_ref()),
                variants: word.variants.iter().map(|variant| variant.as_ref().as_str()).collect(),
                part_of_speech: word.part_of_speech.as_ref(),
                digest: digest(lesson, position, word)?,
                content_version,
            });
        }
    }
    Ok(rows)
}

/// Tells one content of a word from another, its place included.
fn digest(lesson: &Lesson, position: i32, word: &Word) -> Result<String, DbError> {
    let content = serde_json::to_vec(&(&lesson.slug, position, word))
        .map_err(|error| DbError::Corrupt(format!("{}: {error}", word.slug.as_ref())))?;
    Ok(hex(&Sha256::digest(content)))
}

fn words_with_ids<'a>(
    courses: &'a [Course],
    course_ids: &IdsBySlug<kind::Course>,
    word_ids: &IdsInCourses<WordId>,
) -> Result<Vec<(WordId, &'a Word)>, DbError> {
    let mut found = Vec::new();
    for (course_id, lesson) in lessons(courses, course_ids)? {
        for word in &lesson.word {
            let key = (course_id, word.slug.as_ref().clone());
            found.push((written(word_ids.get(&key), &key)?, word));
        }
    }
    Ok(found)
}

fn gloss_rows<'a>(words: &[(WordId, &'a Word)]) -> Vec<GlossRow<'a>> {
    let mut rows = Vec::new();
    for (word_id, word) in words {
        for (language, texts) in &word.glosses {
            // The one at 0 is shown.
            for (position, text) in (0..).zip(texts) {
                let (language, text) = (language.as_ref(), text.as_ref());
                rows.push(GlossRow { word_id: *word_id, language, position, text });
            }
        }
    }
    rows
}

fn example_rows<'a>(words: &[(WordId, &'a Word)]) -> Vec<ExampleRow<'a>> {
    let mut rows = Vec::new();
    for (word_id, word) in words {
        for (position, example) in numbered(&word.example) {
            for (language, text) in example.as_ref() {
                let (language, text) = (language.as_ref(), text.as_ref());
                rows.push(ExampleRow { word_id: *word_id, position, language, text });
            }
        }
    }
    rows
}
