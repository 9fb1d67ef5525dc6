//! Withdraws records that are no longer in the content. Records that were already withdrawn keep the date.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::DbError;
use crate::db::schema::{courses, lessons, units, words};
use crate::domain::ids::{CourseId, LessonId, UnitId, WordId};

macro_rules! retiring {
    ($($function:ident of $table:ident keeping $id:ident;)+) => {$(
        #[doc = concat!("Withdraws all ", stringify!($table), " except `kept`, and returns how many.")]
        pub async fn $function(
            connection: &mut AsyncPgConnection,
            kept: &[$id],
            now: DateTime<Utc>,
        ) -> Result<usize, DbError> {
            let withdrawn = diesel::update($table::table)
                .filter($table::withdrawn_at.is_null())
                .filter($table::id.ne_all(kept))
                .set($table::withdrawn_at.eq(now))
                .execute(connection)
                .await?;
            Ok(withdrawn)
        }
    )+};
}

retiring! {
    withdraw_units of units keeping UnitId;
    withdraw_lessons of lessons keeping LessonId;
}

macro_rules! retiring_in_version {
    ($($function:ident of $table:ident keeping $id:ident;)+) => {$(
        #[doc = concat!(
            "Withdraws all ", stringify!($table), " except `kept` in a version of the content, and returns how many."
        )]
        pub async fn $function(
            connection: &mut AsyncPgConnection,
            kept: &[$id],
            version: i64,
            now: DateTime<Utc>,
        ) -> Result<usize, DbError> {
            let withdrawn = diesel::update($table::table)
                .filter($table::withdrawn_at.is_null())
                .filter($table::id.ne_all(kept))
                .set(($table::withdrawn_at.eq(now), $table::content_version.eq(version)))
                .execute(connection)
                .await?;
            Ok(withdrawn)
        }
    )+};
}

retiring_in_version! {
    withdraw_courses of courses keeping CourseId;
    withdraw_words of words keeping WordId;
}
