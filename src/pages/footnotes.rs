//! The sources that a page cites, numbered in the order of their first citation.

use std::sync::{Arc, Mutex, PoisonError};

use minijinja::value::{Object, Serde, from_args};
use minijinja::{Error, ErrorKind, HtmlEscape, State, Value};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::domain::text::Language;
use crate::messages::{Variable, page_sentence};

/// The footnotes of a page that is being rendered. Templates cite with `notes.cite(citations)`, and list the sources at
/// the end with `notes.list()`.
#[derive(Debug)]
pub(super) struct Footnotes {
    language: Language,
    notes: Mutex<Vec<Note>>,
}

/// A cited source, with the places in it.
#[derive(Debug, Clone, Serialize)]
struct Note {
    source: Json,
    places: Vec<Place>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Place {
    locator: Option<String>,
    quote: Option<String>,
}

#[derive(Deserialize)]
struct Citation {
    source: Json,
    locator: Option<String>,
    quote: Option<String>,
}

impl Footnotes {
    pub(super) fn new(language: Language) -> Self {
        Self { language, notes: Mutex::new(Vec::new()) }
    }

    /// Returns the marks for citations, each source once.
    fn cite(&self, citations: Vec<Citation>) -> String {
        let mut notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        let mut cited: Vec<usize> = citations.into_iter().map(|citation| add(&mut notes, citation)).collect();
        cited.sort_unstable();
        cited.dedup();
        cited.into_iter().map(|index| self.mark(index + 1)).collect()
    }

    fn mark(&self, number: usize) -> String {
        let variable = ("number".to_owned(), Variable::Text(number.to_string()));
        let label = page_sentence("page-note", [variable], self.language);
        let label = HtmlEscape(&label);
        format!("<sup class=\"cite\"><a href=\"#note-{number}\" aria-label=\"{label}\">{number}</a></sup>")
    }
}

/// Adds a citation, and returns the index of its source.
fn add(notes: &mut Vec<Note>, citation: Citation) -> usize {
    let Citation { source, locator, quote } = citation;
    let same = notes.iter().position(|note| note.source.get("slug") == source.get("slug"));
    let index = same.unwrap_or(notes.len());
    if same.is_none() {
        notes.push(Note { source, places: Vec::new() });
    }
    let place = Place { locator, quote };
    if (place.locator.is_some() || place.quote.is_some())
        && let Some(note) = notes.get_mut(index)
        && !note.places.contains(&place)
    {
        note.places.push(place);
    }
    index
}

impl Object for Footnotes {
    fn call_method(
        self: &Arc<Self>,
        _state: &mut State<'_, '_>,
        method: &str,
        args: &[Value],
    ) -> Result<Value, Error> {
        match method {
            "cite" => {
                let (Serde(citations),): (Serde<Vec<Citation>>,) = from_args(args)?;
                Ok(Value::from_safe_string(self.cite(citations)))
            }
            "list" => {
                let notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
                Ok(Value::from(Serde(notes.clone())))
            }
            _ => Err(Error::from(ErrorKind::UnknownMethod)),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_source_has_one_number_and_all_its_places() {
        let notes = Footnotes::new(Language::En);
        let citation = |slug: &str, locator: Option<&str>| Citation {
            source: json!({"slug": slug}),
            locator: locator.map(str::to_owned),
            quote: None,
        };
        let first = notes.cite(vec![citation("article", Some("p. 1"))]);
        assert_eq!(first, "<sup class=\"cite\"><a href=\"#note-1\" aria-label=\"Source 1\">1</a></sup>");
        let both = notes.cite(vec![citation("law", None), citation("article", Some("p. 2"))]);
        assert_eq!(both.matches("<sup").count(), 2);
        assert_eq!(notes.cite(vec![citation("article", Some("p. 1"))]), first);
        let notes = notes.notes.lock().unwrap();
        assert_eq!((notes.len(), notes[0].places.len(), notes[1].places.len()), (2, 2, 0));
    }
}
