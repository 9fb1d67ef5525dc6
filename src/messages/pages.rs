//! The sentences of the public pages.

use fluent_bundle::{FluentArgs, FluentValue};

use super::text_of;
use crate::domain::text::Language;

/// The value of a variable in a sentence.
#[derive(Debug, Clone, PartialEq)]
pub enum Variable {
    /// A text, which may choose a variant by its name.
    Text(String),
    /// A number, which may choose a plural form.
    Number(f64),
}

/// Returns a sentence of the public pages. `key` is a message that begins with `page-`.
pub fn page_sentence(
    key: &str,
    variables: impl IntoIterator<Item = (String, Variable)>,
    language: Language,
) -> String {
    let mut values = FluentArgs::new();
    for (name, variable) in variables {
        let value = match variable {
            Variable::Text(text) => FluentValue::from(text),
            Variable::Number(number) => FluentValue::from(number),
        };
        values.set(name, value);
    }
    text_of(key, &values, language)
}
