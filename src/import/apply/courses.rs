//! Writes the content of `courses/`.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use data_encoding::HEXLOWER;
use diesel_async::AsyncPgConnection;
use kazakh::fold;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::{new_id, optional, search, text, written};
use crate::db::content::{self, CourseRow, ExampleRow, GlossRow, IdsBySlug, LessonRow, UnitRow, WordRow};
use crate::db::{self, DbError};
use crate::domain::ids::{CourseId, LessonId, UnitId, WordId, kind};
use crate::domain::learning::additions::{additions, lessons_with_other_words};
use crate::import::format::{Course, Field, Lesson, Word};
use crate::import::numbered;

/// Ids by course and slug, for items whose slugs are unique within a course.
type IdsInCourses<I> = HashMap<(CourseId, String), I>;

/// Writes the courses, and creates cards of added words for learners who have started their lessons. Returns the number
/// of withdrawn items and the number of new cards.
pub(super) async fn write(
    connection: &mut AsyncPgConnection,
    courses: &[Course],
    version: i64,
    now: DateTime<Utc>,
) -> Result<(usize, usize), DbError> {
    let before = db::courses::content(connection).await?;
    let withdrawn = write_content(connection, courses, version, now).await?;
    let after = db::courses::content(connection).await?;
    let cards = db::learning::insert_additions(connection, &additions(&before, &after), now).await?;
    db::learning::count_changed_lessons(connection, &lessons_with_other_words(&before, &after)).await?;
    Ok((withdrawn, cards))
}

async fn write_content(
    connection: &mut AsyncPgConnection,
    courses: &[Course],
    version: i64,
    now: DateTime<Utc>,
) -> Result<usize, DbError> {
    let course_ids = content::upsert_courses(connection, &course_rows(courses, version, now)?).await?;
    let unit_rows = unit_rows(courses, &course_ids, now)?;
    let unit_ids = content::upsert_units(connection, &unit_rows).await?;
    let lesson_rows = lesson_rows(courses, &course_ids, &unit_ids, now)?;
    let lesson_ids = content::upsert_lessons(connection, &lesson_rows).await?;
    let word_rows = word_rows(courses, &course_ids, &lesson_ids, version, now)?;
    let word_ids = content::upsert_words(connection, &word_rows).await?;

    let all_words: Vec<WordId> = word_ids.values().copied().collect();
    let words = words_with_ids(courses, &course_ids, &word_ids)?;
    content::replace_glosses(connection, &all_words, &gloss_rows(&words)).await?;
    content::replace_examples(connection, &all_words, &example_rows(&words)).await?;

    search::write_words(connection, &words).await?;

    let all_courses: Vec<CourseId> = course_ids.values().copied().collect();
    let all_units: Vec<UnitId> = unit_ids.values().copied().collect();
    let all_lessons: Vec<LessonId> = lesson_ids.values().copied().collect();
    Ok(content::withdraw_courses(connection, &all_courses, version, now).await?
        + content::withdraw_units(connection, &all_units, now).await?
        + content::withdraw_lessons(connection, &all_lessons, now).await?
        + content::withdraw_words(connection, &all_words, version, now).await?)
}

/// Returns a digest by which changed content is recognized.
fn digest(content: &impl Serialize) -> Result<String, DbError> {
    let content = serde_json::to_vec(content).map_err(|error| not_serializable(&error))?;
    Ok(HEXLOWER.encode(&Sha256::digest(content)))
}

fn not_serializable(error: &serde_json::Error) -> DbError {
    DbError::Unexpected(format!("content that cannot be written as JSON: {error}"))
}

fn course_rows(
    courses: &[Course],
    content_version: i64,
    now: DateTime<Utc>,
) -> Result<Vec<CourseRow<'_>>, DbError> {
    let mut rows = Vec::new();
    for course in courses {
        rows.push(CourseRow {
            id: new_id(now),
            slug: &course.slug,
            title: text(&course.title),
            description: course.description.as_ref().map(text),
            digest: digest(course)?,
            content_version,
        });
    }
    Ok(rows)
}

fn unit_rows<'a>(
    courses: &'a [Course],
    course_ids: &IdsBySlug<kind::Course>,
    now: DateTime<Utc>,
) -> Result<Vec<UnitRow<'a>>, DbError> {
    let mut rows = Vec::new();
    for course in courses {
        let course_id = written(course_ids.get(&course.slug), &course.slug)?;
        for (position, unit) in numbered(&course.unit) {
            rows.push(UnitRow {
                id: new_id(now),
                course_id,
                slug: unit.slug.as_ref(),
                position,
                title: text(&unit.title),
                description: unit.description.as_ref().map(text),
            });
        }
    }
    Ok(rows)
}

/// Returns every lesson with the id of its course.
fn lessons<'a>(
    courses: &'a [Course],
    course_ids: &IdsBySlug<kind::Course>,
) -> Result<Vec<(CourseId, &'a Lesson)>, DbError> {
    let mut lessons = Vec::new();
    for course in courses {
        let course_id = written(course_ids.get(&course.slug), &course.slug)?;
        lessons.extend(course.lessons.iter().map(|lesson| (course_id, lesson)));
    }
    Ok(lessons)
}

fn lesson_rows<'a>(
    courses: &'a [Course],
    course_ids: &IdsBySlug<kind::Course>,
    unit_ids: &IdsInCourses<UnitId>,
    now: DateTime<Utc>,
) -> Result<Vec<LessonRow<'a>>, DbError> {
    let row = |(course_id, lesson): (CourseId, &'a Lesson)| {
        let unit = |slug: &Field| {
            let key = (course_id, slug.as_ref().clone());
            written(unit_ids.get(&key), &key)
        };
        Ok(LessonRow {
            id: new_id(now),
            course_id,
            unit_id: lesson.unit.as_ref().map(unit).transpose()?,
            slug: &lesson.slug,
            position: lesson.position,
            title: text(&lesson.title),
            description: lesson.description.as_ref().map(text),
            endings: texts(&lesson.endings),
        })
    };
    lessons(courses, course_ids)?.into_iter().map(row).collect()
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
                folded: fold::fold_kazakh(word.headword.as_ref()),
                variants: texts(&word.variants),
                accepted_orders: texts(&word.accepted_orders),
                part_of_speech: word.part_of_speech.as_ref(),
                meaning: word.meaning(),
                level: optional(word.level.as_ref()),
                note: word.note.as_ref().map(text),
                inflection: word
                    .inflection
                    .as_ref()
                    .map(serde_json::to_value)
                    .transpose()
                    .map_err(|error| not_serializable(&error))?,
                // The digest covers the word's lesson and position.
                digest: digest(&(&lesson.slug, position, word))?,
                content_version,
            });
        }
    }
    Ok(rows)
}

fn texts(fields: &[Field]) -> Vec<&str> {
    fields.iter().map(|field| field.as_ref().as_str()).collect()
}

fn words_with_ids<'a>(
    courses: &'a [Course],
    course_ids: &IdsBySlug<kind::Course>,
    word_ids: &IdsInCourses<WordId>,
) -> Result<Vec<(WordId, &'a Word)>, DbError> {
    let mut words = Vec::new();
    for (course_id, lesson) in lessons(courses, course_ids)? {
        for word in &lesson.word {
            let key = (course_id, word.slug.as_ref().clone());
            words.push((written(word_ids.get(&key), &key)?, word));
        }
    }
    Ok(words)
}

fn gloss_rows<'a>(words: &[(WordId, &'a Word)]) -> Vec<GlossRow<'a>> {
    let mut rows = Vec::new();
    for (word_id, word) in words {
        for (language, accepted) in &word.glosses {
            let blocked = word.blocked.get(language).map_or(&[][..], Vec::as_slice);
            let texts =
                accepted.iter().map(|text| (text, false)).chain(blocked.iter().map(|text| (text, true)));
            // The gloss at position 0 is shown.
            for (position, (text, blocked)) in (0..).zip(texts) {
                let (language, text) = (language.as_ref(), text.as_ref());
                rows.push(GlossRow { word_id: *word_id, language, position, text, blocked });
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
