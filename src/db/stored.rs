//! Conversion of stored texts and small numbers to domain values. Rows are structs whose fields are named after their
//! columns; a value that cannot be converted is reported with its table, its column and the id of its row.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use diesel::dsl::AsSelect;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::result::Error;
use serde::Serialize;
use serde_json::Value;

use crate::db::DbError;
use crate::db::error::Corruption;
use crate::domain::language_tag::LanguageTag;
use crate::domain::text::Text;

/// Selects the columns of a row struct.
pub(super) fn columns<R: SelectableHelper<Pg>>() -> AsSelect<R, Pg> {
    R::as_select()
}

/// The place of a row: its table and its id.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    table: &'static str,
    id: &'a dyn Debug,
}

impl<'a> Place<'a> {
    pub(super) fn new(table: &'static str, id: &'a dyn Debug) -> Self {
        Self { table, id }
    }

    /// Returns the error for a value of the row that cannot be read.
    pub(super) fn corrupt(self, column: &'static str, problem: impl Display) -> DbError {
        let (id, problem) = (format!("{:?}", self.id), problem.to_string());
        DbError::Corrupt(Corruption { table: self.table, column, id, problem })
    }

    /// Parses a value of a closed list, or of any type that is stored as text.
    pub(super) fn parse<T>(self, column: &'static str, stored: &str) -> Result<T, DbError>
    where
        T: FromStr,
        T::Err: Display,
    {
        stored.parse().map_err(|error| self.corrupt(column, format_args!("«{stored}»: {error}")))
    }

    pub(super) fn language(self, column: &'static str, stored: &str) -> Result<LanguageTag, DbError> {
        LanguageTag::new(stored).map_err(|_| self.corrupt(column, format_args!("«{stored}» is no language")))
    }

    /// Converts a number that is never negative.
    pub(super) fn unsigned<T, U>(self, column: &'static str, stored: T) -> Result<U, DbError>
    where
        T: Copy + Display + TryInto<U>,
    {
        stored.try_into().map_err(|_| self.corrupt(column, format_args!("{stored} is out of range")))
    }
}

/// Converts a count or a sum that a statement computed, which is never negative.
pub(super) fn computed<T, U>(number: T) -> Result<U, DbError>
where
    T: Copy + Display + TryInto<U>,
{
    number
        .try_into()
        .map_err(|_| DbError::Unexpected(format!("a statement returned {number}, which is out of range")))
}

/// Converts a value to the JSON of a `jsonb` column.
pub(super) fn json<T: Serialize>(value: &T) -> Result<Value, DbError> {
    serde_json::to_value(value).map_err(|error| DbError::Failed(Error::SerializationError(error.into())))
}

/// Returns the pattern of `LIKE` for texts that contain a text.
pub(super) fn containing(text: &str) -> String {
    format!("%{}%", text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}

/// Combines the three columns of a text.
pub(super) fn text(kk: String, ru: Option<String>, en: Option<String>) -> Text {
    Text { kk: Some(kk), ru, en }
}

/// Combines the three columns of an optional text.
pub(super) fn optional_text(kk: Option<String>, ru: Option<String>, en: Option<String>) -> Option<Text> {
    kk.map(|kk| Text { kk: Some(kk), ru, en })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::learning::card::Skill;

    #[test]
    fn a_value_that_cannot_be_read_is_reported_with_its_place() {
        let place = Place::new("cards", &7);
        let error = place.parse::<Skill>("skill", "juggle").unwrap_err().to_string();
        assert!(error.contains("cards.skill of 7: «juggle»"), "{error}");
        let error = place.unsigned::<i16, u8>("step", -1).unwrap_err().to_string();
        assert!(error.contains("cards.step of 7: -1 is out of range"), "{error}");
        assert_eq!(place.parse::<Skill>("skill", Skill::Listen.as_str()).unwrap(), Skill::Listen);
    }
}
