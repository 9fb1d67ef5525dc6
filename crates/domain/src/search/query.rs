//! Parsed search queries.

use std::collections::BTreeSet;

use kazakh::search_fold;

use super::forms;
use super::kinds::SearchKind;
use super::spellings::{far_spellings, near_spellings};
use crate::keyboard_layout::{kazakh_letter, russian_letter};

/// The maximum length of a query, in characters.
pub const MAX_TEXT: usize = 200;
/// The maximum number of a query's words that are searched for individually; the whole text is always compared.
const MAX_WORDS: usize = 12;
/// The minimum length of each of two words that are written without the blank between them.
const MIN_HALF: usize = 2;

/// The reason why a text cannot be searched for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueryProblem {
    /// The text has more than [`MAX_TEXT`] characters.
    TooLong,
    /// The text contains no letter and no digit.
    NoWords,
}

/// A query in the forms that are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParsedQuery {
    /// The whole text in coarse form; if it is Latin, also as read in Kazakh.
    pub readings: Vec<String>,
    /// The words.
    pub words: Vec<QueryWord>,
    /// The kinds of record to find.
    pub kinds: Vec<SearchKind>,
}

/// A word of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryWord {
    /// The possible stems of the word.
    pub stems: BTreeSet<String>,
    /// The beginnings that a matching word may have. Empty except for the last word, which may still be incomplete.
    pub beginnings: BTreeSet<String>,
}

/// Returns the texts that a text in Latin letters may have been meant as: typed on a Kazakh or a Russian keyboard with the
/// Latin layout left on, the Kazakh one first.
pub fn in_other_layouts(text: &str) -> impl Iterator<Item = String> + use<> {
    [in_kazakh_layout(text), in_russian_layout(text)].into_iter().flatten()
}

/// Returns the text that the same keys write in the Russian layout, for a text that was typed in the Latin one: `ljcnsr`
/// is достык. `None` if the text has a letter of another alphabet, or no letter.
fn in_russian_layout(text: &str) -> Option<String> {
    let has_letters = text.contains(|c: char| c.is_ascii_alphabetic());
    let letters = text.chars().map(|c| russian_letter(c).or_else(|| (!c.is_alphabetic()).then_some(c)));
    let russian: Option<String> = letters.collect();
    russian.filter(|_| has_letters)
}

/// Returns the text that the same keys write in the Kazakh layout, for a text that was typed in the Latin one: `ljcns0`
/// is достық. This layout has letters in the row of digits. They are read in words with other letters, so 2013 stays a
/// number, and so does a number with a hyphen at either end of a word: `0[f-2` is қха-2. `None` if no word mixes
/// letters with these keys, or if the text has a letter of another alphabet.
fn in_kazakh_layout(text: &str) -> Option<String> {
    let words = text.split_whitespace().map(kazakh_word).collect::<Option<Vec<_>>>()?;
    let is_mixed = words.iter().any(|(_, is_mixed)| *is_mixed);
    is_mixed.then(|| words.into_iter().map(|(word, _)| word).collect::<Vec<_>>().join(" "))
}

/// Returns a word as the Kazakh layout writes it, and whether it mixes letters with keys of the row of digits.
fn kazakh_word(word: &str) -> Option<(String, bool)> {
    let is_number = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    let rest = word.split_once('-').filter(|(number, _)| is_number(number)).map_or(word, |(_, rest)| rest);
    let middle =
        rest.rsplit_once('-').filter(|(_, number)| is_number(number)).map_or(rest, |(middle, _)| middle);
    let start = word.strip_suffix(rest).unwrap_or_default();
    let end = rest.strip_prefix(middle).unwrap_or_default();
    let has_letters = middle.contains(|c: char| c.is_ascii_alphabetic());
    let is_mixed = has_letters && middle.contains(|c: char| kazakh_letter(c).is_some());
    let letter = |c| {
        let kazakh = kazakh_letter(c).filter(|_| is_mixed);
        kazakh.or_else(|| russian_letter(c)).or_else(|| (!c.is_alphabetic()).then_some(c))
    };
    let middle: String = middle.chars().map(letter).collect::<Option<_>>()?;
    Some((format!("{start}{middle}{end}"), is_mixed))
}

impl ParsedQuery {
    /// Checks and parses a text.
    pub fn new(text: &str, kinds: &[SearchKind]) -> Result<Self, QueryProblem> {
        // Stops reading at the first character that is too many.
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
            stems: forms::stems_of_query_word(word).into_iter().filter(|stem| !stem.is_empty()).collect(),
            beginnings: if place == last {
                forms::readings(word).into_iter().collect()
            } else {
                BTreeSet::new()
            },
        });
        let kinds = SearchKind::ALL.into_iter().filter(|kind| kinds.contains(kind));
        Ok(Self { readings: readings.into_iter().collect(), words: words.collect(), kinds: kinds.collect() })
    }

    /// Returns the minimum length of a label that contains all the words, in letters, including blanks.
    pub fn min_letters(&self) -> usize {
        let letters: usize = self.words.iter().map(QueryWord::min_letters).sum();
        letters + self.words.len().saturating_sub(1)
    }

    /// Returns the name of this search in cursors, which distinguishes it from other searches.
    pub fn name(&self) -> String {
        let kinds: String = self.kinds.iter().map(|kind| kind.letter()).collect();
        format!("search {kinds} {}", self.readings.join("/"))
    }
}

impl QueryWord {
    /// Returns the minimum length of a word that matches this one, in letters.
    fn min_letters(&self) -> usize {
        self.stems.iter().chain(&self.beginnings).map(|form| form.chars().count()).min().unwrap_or(0)
    }

    /// Returns the spellings under which the word is found despite a wrong letter.
    pub fn spellings(&self) -> BTreeSet<String> {
        self.stems.iter().flat_map(|stem| near_spellings(stem)).collect()
    }

    /// Returns the spellings under which a long word is found despite two wrong letters.
    pub fn far_spellings(&self) -> BTreeSet<String> {
        self.stems.iter().flat_map(|stem| far_spellings(stem)).collect()
    }

    /// Returns the two words that the word may consist of, if the blank between them was left out.
    pub fn halves(&self) -> BTreeSet<(String, String)> {
        let halves = |stem: &String| {
            let letters = stem.chars().count();
            let places = stem.char_indices().skip(MIN_HALF).take((letters + 1).saturating_sub(2 * MIN_HALF));
            places.map(|(place, _)| stem.split_at(place)).map(owned).collect::<Vec<_>>()
        };
        self.stems.iter().flat_map(halves).collect()
    }
}

fn owned((one, other): (&str, &str)) -> (String, String) {
    (one.to_owned(), other.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(text: &str) -> Result<ParsedQuery, QueryProblem> {
        ParsedQuery::new(text, &SearchKind::ALL)
    }

    #[test]
    fn a_text_without_letters_or_too_long_is_refused() {
        assert_eq!(query(" «—» …"), Err(QueryProblem::NoWords));
        assert_eq!(query("ьъ"), Err(QueryProblem::NoWords));
        assert_eq!(query(&"қ".repeat(201)), Err(QueryProblem::TooLong));
        assert!(query(&"қ".repeat(200)).is_ok());
    }

    #[test]
    fn spellings_of_the_same_text_are_the_same_search() {
        assert_eq!(query("«Достық үйі»"), query("достык  уйи"));
        assert_ne!(query("достық").unwrap().name(), query("достар").unwrap().name());
        let people = ParsedQuery::new("достық", &[SearchKind::Person]).unwrap();
        assert_ne!(query("достық").unwrap().name(), people.name());
    }

    #[test]
    fn a_label_with_all_the_words_is_long_enough() {
        for (text, min_letters) in [("достық", 5), ("достық үйінде", 8), ("қ", 1)] {
            assert_eq!(query(text).unwrap().min_letters(), min_letters, "{text}");
        }
    }

    #[test]
    fn text_typed_in_the_wrong_layout_is_read_in_the_right_one() {
        for (typed, meant) in
            [("ljcnsr", "достык"), ("Gfhfcfn rke,s", "парасат клубы"), ("rjvbntn 2013", "комитет 2013")]
        {
            assert_eq!(in_russian_layout(typed).as_deref(), Some(meant));
        }
        for other in ["достық", "dostyқ", "2013", ""] {
            assert_eq!(in_russian_layout(other), None, "{other}");
        }
    }

    #[test]
    fn the_row_of_digits_is_read_as_kazakh_letters_within_words() {
        for (typed, meant) in [
            ("ljcns0", "достық"),
            (")fpf0cnfy [fk0s", "қазақстан халқы"),
            ("jhnfks0 2024", "орталық 2024"),
            ("0[f-2", "қха-2"),
            ("2-0f,fn", "2-қабат"),
            ("-yth 2013-2015", "өнер 2013-2015"),
            ("2;t", "әже"),
        ] {
            assert_eq!(in_kazakh_layout(typed).as_deref(), Some(meant), "{typed}");
        }
        for other in ["ljcnsr", "rjvbntn-2013", "2013", "2013-2015", "qha 2", "ҚХА-2", "достық0", ""]
        {
            assert_eq!(in_kazakh_layout(other), None, "{other}");
        }
    }

    #[test]
    fn a_word_may_be_two_without_their_blank() {
        let halves = |text: &str| query(text).unwrap().words[0].halves();
        let found = halves("достықүйі");
        assert!(found.contains(&("достык".to_owned(), "уии".to_owned())), "{found:?}");
        assert!(found.iter().all(|(one, other)| one.chars().count() > 1 && other.chars().count() > 1));
        assert!(halves("дом").is_empty());
    }

    #[test]
    fn only_the_last_word_may_be_unfinished() {
        let query = query("достық үй").unwrap();
        let beginnings: Vec<_> = query.words.iter().map(|word| word.beginnings.len()).collect();
        assert_eq!(beginnings, [0, 1]);
    }
}
