//! Texts in the asked language.

use async_graphql::Context;

use crate::domain::text::Text;
use crate::graphql::context::request;
use crate::graphql::scalars::Language;

/// The text in the asked language, or in the request's; where it isn't in that one, in Kazakh.
pub fn in_language<'a>(context: &Context<'_>, text: &'a Text, asked: Option<Language>) -> &'a str {
    let language = asked.map_or(request(context).language, Into::into);
    text.in_language(language).0
}
