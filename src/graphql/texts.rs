//! Texts in the requested language.

use async_graphql::{Context, SimpleObject};
use graphql_engine::ListOf;

use crate::domain::text::{self as domain, Text};
use crate::graphql::context::request;
use crate::graphql::scalars::Language;

/// A text in one language.
#[derive(SimpleObject, Debug, Clone)]
pub struct TextInLanguage {
    /// The language that the text is in.
    language: Language,
    /// The text.
    text: String,
}

/// Returns a text in all its languages: Kazakh, Russian, English.
pub fn all_languages(text: &Text) -> ListOf<TextInLanguage> {
    let one = |(text, language): (&str, domain::Language)| TextInLanguage {
        language: language.into(),
        text: text.to_owned(),
    };
    text.languages().map(one).collect()
}

/// Returns a text in all its languages, or nothing if there is none.
pub fn all_languages_if_any(text: Option<&Text>) -> ListOf<TextInLanguage> {
    text.map(all_languages).unwrap_or_default()
}

/// Returns a text in the requested language, or else in the request's language. Falls back to Kazakh if the text has no
/// version in that language, then to Russian and English.
pub fn in_language<'a>(context: &Context<'_>, text: &'a Text, requested: Option<Language>) -> &'a str {
    let language = requested.map_or(request(context).language, Into::into);
    text.in_language(language).0
}

/// Returns a text as [`in_language`] does, if there is one.
pub fn in_language_if_any<'a>(
    context: &Context<'_>,
    text: Option<&'a Text>,
    requested: Option<Language>,
) -> Option<&'a str> {
    text.map(|text| in_language(context, text, requested))
}
