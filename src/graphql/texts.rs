//! Texts in the requested language.

use async_graphql::Context;

use crate::domain::text::Text;
use crate::graphql::context::request;
use crate::graphql::scalars::Language;

/// Returns a text in the requested language, or else in the request's language. Falls back to Kazakh if the text has no
/// version in that language.
pub fn in_language<'a>(context: &Context<'_>, text: &'a Text, requested: Option<Language>) -> &'a str {
    let language = requested.map_or(request(context).language, Into::into);
    text.in_language(language).0
}
