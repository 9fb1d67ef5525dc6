//! What is asked for.

use std::collections::BTreeSet;

use kazakh::search_fold;

use super::forms;
use super::kinds::RecordKind;
use super::spellings::spellings;

/// How many characters a text may have.
pub const MAX_TEXT: usize = 200;
/// How many of its words are looked at; the whole text is compared too.
const MAX_WORDS: usize = 12;

/// Why a text can't be searched for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueryProblem {
    /// It has more than [`MAX_TEXT`] characters.
    TooLong,
    /// No letter and no digit is in it.
    NoWords,
}

/// A text that can be searched for, in the forms that are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchQuery {
    /// The whole text in coarse form; where it is Latin, also as it reads in Kazakh.
    pub readings: Vec<String>,
    /// Its words.
    pub words: Vec<QueryWord>,
    /// What may be found.
    pub kinds: Vec<RecordKind>,
}

/// A word that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryWord {
    /// What it may be without its endings.
    pub stems: BTreeSet<String>,
    /// What a word may begin with instead: only of the last word, which may be in the middle of being typed.
    pub beginnings: BTreeSet<String>,
}

impl SearchQuery {
    /// Checks a text and brings it to its forms.
    pub fn new(text: &str, kinds: &[RecordKind]) -> Result<Self, QueryProblem> {
        // No more is looked at than tells that it is too long.
        if text.chars().nth(MAX_TEXT).is_some() {
            return Err(QueryProblem::TooLong);
        }
        let mut words = search_fold::words(text);
        words.retain(|word| !forms::whole(word).is_empty());
        if words.is_empty() {
            return Err(QueryProblem::NoWords);
        }
        let joined = |reading: fn(Vec<String>) -> Option<String>| {
            words.iter().filter_map(|word| reading(forms::readings(word))).collect::<Vec<_>>().join(" ")
        };
        let readings = BTreeSet::from([
            joined(|readings| readings.into_iter().next()),
            joined(|readings| readings.into_iter().last()),
        ]);
        let last = words.len().min(MAX_WORDS);
        let words = words.iter().take(MAX_WORDS).zip(1..).map(|(word, place)| QueryWord {
            stems: forms::of_query(word).into_iter().filter(|stem| !stem.is_empty()).collect(),
            beginnings: if place == last {
                forms::readings(word).into_iter().collect()
            } else {
                BTreeSet::new()
            },
        });
        let kinds = RecordKind::ALL.into_iter().filter(|kind| kinds.contains(kind));
        Ok(Self { readings: readings.into_iter().collect(), words: words.collect(), kinds: kinds.collect() })
    }

    /// How many letters, blanks among them, a label has at least that has all the words.
    pub fn least_letters(&self) -> usize {
        let letters: usize = self.words.iter().map(QueryWord::least_letters).sum();
        letters + self.words.len().saturating_sub(1)
    }

    /// What tells this search from others, in a cursor.
    pub fn name(&self) -> String {
        let kinds: String = self.kinds.iter().map(|kind| kind.letter()).collect();
        format!("search {kinds} {}", self.readings.join("/"))
    }
}

impl QueryWord {
    /// How many letters a word has at least that this one is found in.
    fn least_letters(&self) -> usize {
        self.stems.iter().chain(&self.beginnings).map(|form| form.chars().count()).min().unwrap_or(0)
    }

    /// What it may have been meant to be spelled like.
    pub fn spellings(&self) -> BTreeSet<String> {
        self.stems.iter().flat_map(|stem| spellings(stem)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(text: &str) -> Result<SearchQuery, QueryProblem> {
        SearchQuery::new(text, &RecordKind::ALL)
    }

    #[test]
    fn a_text_without_letters_or_too_long_is_refused() {
        assert_eq!(query(" «—» …"), Err(QueryProblem::NoWords));
        assert_eq!(query("ьъ"), Err(QueryProblem::NoWords));
        assert_eq!(query(&"қ".repeat(201)), Err(QueryProblem::TooLong));
        assert!(query(&"қ".repeat(200)).is_ok());
    }

    #[test]
    fn spellings_of_one_text_are_one_search() {
        assert_eq!(query("«Достық үйі»"), query("достык  уйи"));
        assert_ne!(query("достық").unwrap().name(), query("достар").unwrap().name());
        let people = SearchQuery::new("достық", &[RecordKind::Person]).unwrap();
        assert_ne!(query("достық").unwrap().name(), people.name());
    }

    #[test]
    fn a_label_with_all_the_words_is_long_enough() {
        for (text, least) in [("достық", 5), ("достық үйінде", 8), ("қ", 1)] {
            assert_eq!(query(text).unwrap().least_letters(), least, "{text}");
        }
    }

    #[test]
    fn only_the_last_word_may_be_unfinished() {
        let query = query("достық үй").unwrap();
        let beginnings: Vec<_> = query.words.iter().map(|word| word.beginnings.len()).collect();
        assert_eq!(beginnings, [0, 1]);
    }
}
