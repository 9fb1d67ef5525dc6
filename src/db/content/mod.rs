//! Writing courses into the database: what is there keeps its id, what is new gets the one it brings, and what the
//! content no longer holds is retired, never deleted, because learners' histories refer to it. The directory is written
//! as editors write it, by `db/directory/`.
//!
//! Each function is one statement for up to some thousands of rows.

mod courses;
mod imports;
mod retire;
mod words;

pub use courses::{CourseRow, LessonRow, UnitRow, upsert_courses, upsert_lessons, upsert_units};
pub(super) use imports::content_version;
pub use imports::{hold_version, last, lock, record, version};
pub use retire::{retire_courses, retire_lessons, retire_units, retire_words};
pub use words::{ExampleRow, GlossRow, WordRow, replace_examples, replace_glosses, upsert_words};

use std::collections::HashMap;

use crate::domain::ids::Id;

/// The ids of what was written, by slug.
pub type IdsBySlug<K> = HashMap<String, Id<K>>;

/// A text in Kazakh, Russian and English.
#[derive(Debug, Clone, Copy)]
pub struct TextValues<'a> {
    /// Kazakh.
    pub kk: &'a str,
    /// Russian.
    pub ru: Option<&'a str>,
    /// English.
    pub en: Option<&'a str>,
}

/// The columns of a text that may be missing as a whole.
fn columns(text: Option<TextValues<'_>>) -> (Option<&str>, Option<&str>, Option<&str>) {
    text.map_or((None, None, None), |text| (Some(text.kk), text.ru, text.en))
}

/// What `DO UPDATE SET` gets: the columns take the values of the row that could not be inserted, and what was
/// retired is there again.
macro_rules! overwrite {
    ($table:ident: $($column:ident),+) => {
        (
            $table::retired_at.eq(None::<chrono::DateTime<chrono::Utc>>),
            $($table::$column.eq(diesel::upsert::excluded($table::$column)),)+
        )
    };
}
use overwrite;
