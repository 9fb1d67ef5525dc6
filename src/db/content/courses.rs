//! Courses, units and lessons.

use std::collections::HashMap;

use diesel::dsl::case_when;
use diesel::prelude::*;
use diesel::upsert::excluded;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::{IdsBySlug, TextValues, columns, overwrite};
use crate::db::schema::{courses, lessons, units};
use crate::db::{DbError, ROWS_A_STATEMENT};
use crate::domain::ids::{CourseId, LessonId, UnitId, kind};

/// A course as it is written.
#[derive(Debug)]
pub struct CourseRow<'a> {
    /// Its id, if it is new.
    pub id: CourseId,
    /// What it is known by.
    pub slug: &'a str,
    /// What it is called.
    pub title: TextValues<'a>,
    /// What it teaches.
    pub description: Option<TextValues<'a>>,
    /// Tells all that the content says of it from what it said before.
    pub digest: String,
    /// The version of the content that says so.
    pub content_version: i64,
}

/// Writes courses by their slugs.
pub async fn upsert_courses(
    connection: &mut AsyncPgConnection,
    rows: &[CourseRow<'_>],
) -> Result<IdsBySlug<kind::Course>, DbError> {
    let mut ids = IdsBySlug::with_capacity(rows.len());
    for rows in rows.chunks(ROWS_A_STATEMENT) {
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
        let unchanged = courses::digest.eq(excluded(courses::digest)).and(courses::retired_at.is_null());
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

/// A unit as it is written.
#[derive(Debug)]
pub struct UnitRow<'a> {
    /// Its id, if it is new.
    pub id: UnitId,
    /// The course.
    pub course_id: CourseId,
    /// What it is known by within the course.
    pub slug: &'a str,
    /// Its place in the course, the first 1.
    pub position: i32,
    /// What it is called.
    pub title: TextValues<'a>,
    /// What it teaches.
    pub description: Option<TextValues<'a>>,
}

/// Writes units by their courses and slugs.
pub async fn upsert_units(
    connection: &mut AsyncPgConnection,
    rows: &[UnitRow<'_>],
) -> Result<HashMap<(CourseId, String), UnitId>, DbError> {
    let mut ids = HashMap::with_capacity(rows.len());
    for rows in rows.chunks(ROWS_A_STATEMENT) {
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

/// A lesson as it is written.
#[derive(Debug)]
pub struct LessonRow<'a> {
    /// Its id, if it is new.
    pub id: LessonId,
    /// The course.
    pub course_id: CourseId,
    /// The unit that it belongs to.
    pub unit_id: Option<UnitId>,
    /// What it is known by within the course.
    pub slug: &'a str,
    /// Its place in the course, the first 1.
    pub position: i32,
    /// What it is called.
    pub title: TextValues<'a>,
    /// What it teaches.
    pub description: Option<TextValues<'a>>,
}

/// Writes lessons by their courses and slugs.
pub async fn upsert_lessons(
    connection: &mut AsyncPgConnection,
    rows: &[LessonRow<'_>],
) -> Result<HashMap<(CourseId, String), LessonId>, DbError> {
    let mut ids = HashMap::with_capacity(rows.len());
    for rows in rows.chunks(ROWS_A_STATEMENT) {
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
            )
        });
        let written: Vec<((CourseId, String), LessonId)> = diesel::insert_into(lessons::table)
            .values(values.collect::<Vec<_>>())
            .on_conflict((lessons::course_id, lessons::slug))
            .do_update()
            .set(overwrite!(lessons:
                unit_id, position, title_kk, title_ru, title_en, description_kk, description_ru, description_en))
            .returning(((lessons::course_id, lessons::slug), lessons::id))
            .get_results(connection)
            .await?;
        ids.extend(written);
    }
    Ok(ids)
}
