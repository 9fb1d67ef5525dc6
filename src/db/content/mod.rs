//! Writing courses into the database. Existing records keep their ids, and new records get the ids of their rows.
//! Records that are no longer in the content are withdrawn. They are never deleted, because learners' histories
//! reference them. The directory is written by `db/directory/`, in the same way as by editors.
//!
//! Each function sends one SQL statement for up to some thousands of rows.

mod courses;
mod imports;
mod withdraw;
mod words;

pub use courses::{CourseRow, LessonRow, UnitRow, upsert_courses, upsert_lessons, upsert_units};
pub(super) use imports::content_version;
pub use imports::{last, lock, lock_version, record, version};
pub use withdraw::{withdraw_courses, withdraw_lessons, withdraw_units, withdraw_words};
pub use words::{ExampleRow, GlossRow, WordRow, replace_examples, replace_glosses, upsert_words};

use std::collections::HashMap;

use crate::domain::ids::Id;

/// The ids of the written records, by slug.
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

/// Returns the columns of an optional text.
fn columns(text: Option<TextValues<'_>>) -> (Option<&str>, Option<&str>, Option<&str>) {
    text.map_or((None, None, None), |text| (Some(text.kk), text.ru, text.en))
}

/// Builds the `DO UPDATE SET` list: the columns take the values of the row that could not be inserted, and a withdrawn
/// record is restored.
macro_rules! overwrite {
    ($table:ident: $($column:ident),+) => {
        (
            $table::withdrawn_at.eq(None::<chrono::DateTime<chrono::Utc>>),
            $($table::$column.eq(diesel::upsert::excluded($table::$column)),)+
        )
    };
}
use overwrite;
