//! Filtering a list of people's names, such as the members of a club, by the beginnings of words.

use kazakh::search_fold;

use super::forms;
use super::query::{MAX_TEXT, QueryProblem};

/// Words that a name must contain, each of which may be incomplete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameFilter {
    /// The readings of each word.
    words: Vec<Vec<String>>,
}

impl NameFilter {
    /// Checks and parses a text.
    pub fn new(text: &str) -> Result<Self, QueryProblem> {
        // Stops reading at the first character that is too many.
        if text.chars().nth(MAX_TEXT).is_some() {
            return Err(QueryProblem::TooLong);
        }
        let words: Vec<Vec<String>> = readings(text).collect();
        if words.is_empty() { Err(QueryProblem::NoWords) } else { Ok(Self { words }) }
    }

    /// Whether each of the words begins a word of one of a person's names.
    pub fn matches<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> bool {
        let names: Vec<Vec<String>> = names.into_iter().flat_map(readings).collect();
        let begins = |typed: &Vec<String>| {
            let is_found = |name: &String| typed.iter().any(|beginning| name.starts_with(beginning.as_str()));
            names.iter().any(|name| name.iter().any(is_found))
        };
        self.words.iter().all(begins)
    }
}

/// Returns the forms under which each word is compared, as in the search for records.
fn readings(text: &str) -> impl Iterator<Item = Vec<String>> {
    let words = search_fold::words(text).into_iter().map(|word| {
        let mut readings = forms::readings(&word);
        readings.retain(|reading| !reading.is_empty());
        readings
    });
    words.filter(|readings| !readings.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(text: &str, names: &[&str]) -> bool {
        NameFilter::new(text).unwrap().matches(names.iter().copied())
    }

    #[test]
    fn words_may_be_unfinished_and_in_any_spelling_and_order() {
        let names = ["Айгүл Құрманғазы", "7 «Ә» сынып"];
        for text in ["айг", "АЙГҮЛ", "айгул", "aigul", "курман айгул", "Құрманғазы", "7", "ә сынып"]
        {
            assert!(finds(text, &names), "{text}");
        }
        for text in ["гүл", "айгүл берік", "8", "айгүлім"] {
            assert!(!finds(text, &names), "{text}");
        }
        assert!(finds("айгүл", &["Aigul"]), "a name in Latin letters");
    }

    #[test]
    fn a_text_without_letters_or_too_long_is_refused() {
        assert_eq!(NameFilter::new(" «—» ь"), Err(QueryProblem::NoWords));
        assert_eq!(NameFilter::new(&"қ".repeat(201)), Err(QueryProblem::TooLong));
    }
}
