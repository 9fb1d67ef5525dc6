//! Conversion of stored texts and small numbers to domain values.

use std::fmt::Display;
use std::str::FromStr;

use crate::db::DbError;
use crate::domain::language_tag::LanguageTag;
use crate::domain::text::Text;

/// The three columns of a text.
pub(super) type TextColumns = (String, Option<String>, Option<String>);
/// The three columns of an optional text.
pub(super) type OptionalTextColumns = (Option<String>, Option<String>, Option<String>);

pub(super) fn text((kk, ru, en): TextColumns) -> Text {
    Text { kk, ru, en }
}

pub(super) fn optional_text((kk, ru, en): OptionalTextColumns) -> Option<Text> {
    kk.map(|kk| Text { kk, ru, en })
}

/// Parses a stored value of a closed list, or of any type that is stored as text.
pub(super) fn parse<T: FromStr>(stored: &str) -> Result<T, DbError>
where
    T::Err: Display,
{
    stored.parse().map_err(|error| DbError::Corrupt(format!("«{stored}»: {error}")))
}

pub(super) fn language(stored: &str) -> Result<LanguageTag, DbError> {
    LanguageTag::new(stored).map_err(|_| DbError::Corrupt(format!("language {stored}")))
}

/// Converts a count or a number of days, which is never negative.
pub(super) fn unsigned<T, U>(stored: T) -> Result<U, DbError>
where
    T: Copy + Display + TryInto<U>,
{
    stored.try_into().map_err(|_| DbError::Corrupt(format!("{stored} is out of range")))
}
