//! Courses, units and lessons.

use std::collections::HashMap;

use diesel::dsl::case_when;
use diesel::prelude::*;
use diesel::upsert::excluded;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::{IdsBySlug, TextValues, columns, overwrite};
use crate::db::accounts::texts;
use crate::db::schema::{courses, lessons, units};
use crate::db::{DbError, ROWS_PER_INSERT};
use crate::domain::ids::{CourseId, LessonId, UnitId, kind};

/// A course to write.
#[derive(Debug)]
pub struct CourseRow<'a> {
    /// The id, if the course is new.
    pub id: CourseId,
    /// The slug.
    pub slug: &'a str,
    /// The title.
    pub title: TextValues<'a>,
    /// The description.
    pub description: Option<TextValues<'a>>,
    /// A digest of all content of the course, to detect changes.
    pub digest: String,
    /// The version of the content that is being written.
    pub content_version: i64,
}

/// Inserts or updates courses by slug.
pub async fn upsert_courses(
    connection: &mut AsyncPgConnection,
    rows: &[CourseRow<'_>],
) -> Result<IdsBySlug<kind::Course>, DbError> {
    let mut ids = IdsBySlug::with_capacity(rows.len());
    for rows in rows.chunks(ROWS_PER_INSERT) {
        let values = rows.iter().map(|row| {
            let (description_kk, description_ru, description_en) = columns(row.description);
            (
                courses::id.eq(row.id),
                courses::slug.eq(row.slug),
                courses::title_kk.eq(row.title.kk),
                courses::title_ru.eq(row.title.ru),
                courses::title_en.eq(row.title.en),
                courses::description_kk.eq(description_kk),
                courses::description_ru.eq(description_ru),
                courses::description_en.eq(description_en),
                courses::digest.eq(&row.digest),
                courses::content_version.eq(row.content_version),
            )
        });
        let unchanged = courses::digest.eq(excluded(courses::digest)).and(courses::withdrawn_at.is_null());
        let version =
            case_when(unchanged, courses::content_version).otherwise(excluded(courses::content_version));
        let written: Vec<(String, CourseId)> = diesel::insert_into(courses::table)
            .values(values.collect::<Vec<_>>())
            .on_conflict(courses::slug)
            .do_update()
            .set((
                overwrite!(courses:
                    title_kk, title_ru, title_en, description_kk, description_ru, description_en, digest),
                courses::content_version.eq(version),
            ))
            .returning((courses::slug, courses::id))
            .get_results(connection)
            .await?;
        ids.extend(written);
    }
    Ok(ids)
}

/// A unit to write.
#[derive(Debug)]
pub struct UnitRow<'a> {
    /// The id, if the unit is new.
    pub id: UnitId,
    /// The course.
    pub course_id: CourseId,
    /// The slug, unique within the course.
    pub slug: &'a str,
    /// The position in the course, from 1.
    pub position: i32,
    /// The title.
    pub title: TextValues<'a>,
    /// The description.
    pub description: Option<TextValues<'a>>,
}

/// Inserts or updates units by course and slug.
pub async fn upsert_units(
    connection: &mut AsyncPgConnection,
    rows: &[UnitRow<'_>],
) -> Result<HashMap<(CourseId, String), UnitId>, DbError> {
    let mut ids = HashMap::with_capacity(rows.len());
    for rows in rows.chunks(ROWS_PER_INSERT) {
        let values = rows.iter().map(|row| {
            let (description_kk, description_ru, description_en) = columns(row.description);
            (
                units::id.eq(row.id),
                units::course_id.eq(row.course_id),
                units::slug.eq(row.slug),
                units::position.eq(row.position),
                units::title_kk.eq(row.title.kk),
                units::title_ru.eq(row.title.ru),
                units::title_en.eq(row.title.en),
                units::description_kk.eq(description_kk),
                units::description_ru.eq(description_ru),
                units::description_en.eq(description_en),
            )
        });
        let written: Vec<((CourseId, String), UnitId)> = diesel::insert_into(units::table)
            .values(values.collect::<Vec<_>>())
            .on_conflict((units::course_id, units::slug))
            .do_update()
            .set(overwrite!(units:
                position, title_kk, title_ru, title_en, description_kk, description_ru, description_en))
            .returning(((units::course_id, units::slug), units::id))
            .get_results(connection)
            .await?;
        ids.extend(written);
    }
    Ok(ids)
}

/// A lesson to write.
#[derive(Debug)]
pub struct LessonRow<'a> {
    /// The id, if the lesson is new.
    pub id: LessonId,
    /// The course.
    pub course_id: CourseId,
    /// The unit of the lesson.
    pub unit_id: Option<UnitId>,
    /// The slug, unique within the course.
    pub slug: &'a str,
    /// The position in the course, from 1.
    pub position: i32,
    /// The title.
    pub title: TextValues<'a>,
    /// The description.
    pub description: Option<TextValues<'a>>,
    /// The codes of the endings that the lesson teaches.
    pub endings: Vec<&'a str>,
}

/// Inserts or updates lessons by course and slug.
pub async fn upsert_lessons(
    connection: &mut AsyncPgConnection,
    rows: &[LessonRow<'_>],
) -> Result<HashMap<(CourseId, String), LessonId>, DbError> {
    let mut ids = HashMap::with_capacity(rows.len());
    for rows in rows.chunks(ROWS_PER_INSERT) {
        let values = rows.iter().map(|row| {
            let (description_kk, description_ru, description_en) = columns(row.description);
            (
                lessons::id.eq(row.id),
                lessons::course_id.eq(row.course_id),
                lessons::unit_id.eq(row.unit_id),
                lessons::slug.eq(row.slug),
                lessons::position.eq(row.position),
                lessons::title_kk.eq(row.title.kk),
                lessons::title_ru.eq(row.title.ru),
                lessons::title_en.eq(row.title.en),
                lessons::description_kk.eq(description_kk),
                lessons::description_ru.eq(description_ru),
                lessons::description_en.eq(description_en),
                lessons::endings.eq(texts(row.endings.iter().copied())),
            )
        });
        let written: Vec<((CourseId, String), LessonId)> = diesel::insert_into(lessons::table)
            .values(values.collect::<Vec<_>>())
            .on_conflict((lessons::course_id, lessons::slug))
            .do_update()
            .set(overwrite!(lessons:
                unit_id, position, title_kk, title_ru, title_en, description_kk, description_ru,
                description_en, endings))
            .returning(((lessons::course_id, lessons::slug), lessons::id))
            .get_results(connection)
            .await?;
        ids.extend(written);
    }
    Ok(ids)
}
