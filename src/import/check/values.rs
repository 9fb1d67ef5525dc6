//! Checks of single values.

use std::fmt::Display;
use std::str::FromStr;

use super::{Notes, spelling};
use crate::domain::date::Edtf;
use crate::import::format::{Field, Texts};

/// Whether a name is fit for addresses.
pub(super) fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with('-')
        && !text.ends_with('-')
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// What to say about a slug that is not one.
pub(super) fn not_a_slug(text: &str) -> String {
    format!("«{text}» is not a slug: lower-case Latin letters and digits, with hyphens between them")
}

impl Notes<'_> {
    pub(super) fn slug(&mut self, slug: &Field) {
        if !is_slug(slug.as_ref()) {
            self.at(slug, not_a_slug(slug.as_ref()));
        }
    }

    pub(super) fn text(&mut self, text: &Field) {
        if let Some(flaw) = spelling::flaw(text.as_ref()) {
            self.at(text, flaw);
        }
    }

    pub(super) fn texts<'t>(&mut self, texts: impl IntoIterator<Item = &'t Texts>) {
        for text in texts.into_iter().flat_map(Texts::all) {
            self.text(text);
        }
    }

    pub(super) fn headword(&mut self, headword: &Field) {
        if let Some(flaw) = spelling::flaw_of_headword(headword.as_ref()) {
            self.at(headword, flaw);
        }
    }

    pub(super) fn dates<'t>(&mut self, dates: impl IntoIterator<Item = &'t Field>) {
        for date in dates {
            self.parses::<Edtf>(date);
        }
    }

    /// Whether the domain knows the value: a name of a closed list, or a date.
    pub(super) fn parses<T>(&mut self, value: &Field)
    where
        T: FromStr,
        T::Err: Display,
    {
        let text: &str = value.as_ref();
        if let Err(error) = text.parse::<T>() {
            self.at(value, format!("«{text}»: {error}"));
        }
    }
}
