//! Grading of a typed meaning, in any language.

mod diminutives;
mod english;
mod fold;
mod forms;
mod look_alikes;
mod numerals;
mod russian;
mod scripts;
mod slips;
mod words;

use super::{Grade, Slip, Verdict};
use crate::learning::word::PartOfSpeech;
use forms::{Form, comes_in_pairs, form, is_other_number};
use slips::slip;
use words::is_word;

pub use fold::{fold_meaning, meaning_key};

/// The number of parts in parentheses that may be left out one by one.
const MAX_OPTIONAL: usize = 4;
/// The number of meanings that an answer may list.
const MAX_PARTS: usize = 8;
/// The punctuation between them, also as Chinese, Arabic and Japanese keyboards have it.
const BETWEEN: [char; 8] = [',', ';', '/', '،', '、', '，', '；', '／'];
/// The words for «or» between them.
const OR: [&str; 6] = ["или", "or", "oder", "veya", "yoki", "або"];
/// What separates several meanings in one.
const BETWEEN_ACCEPTED: [char; 3] = [';', '；', '、'];

/// What a verb is done to or where it leads, if it does not matter, folded.
const ANY_OBJECT: [&str; 12] = [
    " что то",
    " что нибудь",
    " кого то",
    " кому то",
    " чем то",
    " куда то",
    " something",
    " somebody",
    " someone",
    " somewhere",
    " sth",
    " sb",
];

/// A meaning of a word in a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meaning<'a> {
    /// The language, as a BCP 47 tag.
    pub language: &'a str,
    /// The meaning. A `;` or `、` separates several meanings in one, and text in parentheses may be left out.
    pub text: &'a str,
}

/// The meanings of a word, as grading needs them.
#[derive(Debug, Clone)]
pub struct ExpectedMeanings<'a> {
    /// The word whose meaning is asked for.
    pub headword: &'a str,
    /// Its grammatical class.
    pub part_of_speech: PartOfSpeech,
    /// The correct meanings, including the learner's own.
    pub accepted: Vec<Meaning<'a>>,
    /// Answers that are wrong although they look correct.
    pub blocked: Vec<Meaning<'a>>,
}

/// Grades a typed meaning. `is_other` returns whether a text is a meaning of another word that is taught.
///
/// - What [`fold_meaning`] ignores is ignored, and so are spaces and hyphens.
/// - Forms that Kazakh does not tell apart are correct: gender, number and short forms of adjectives, aspects of Russian
///   verbs, Russian diminutives, the plural of what comes in pairs, and digits for a numeral.
/// - An answer may list several meanings, and explain one in parentheses.
/// - The right word in a wrong form, such as another plural or a comparative, is a slip. So are the right Russian or
///   Ukrainian words in another order.
/// - A letter without its mark is a slip, as in `schon` for `schön`. So is one letter that is missing, added, swapped with
///   its neighbour or replaced, in one word of five letters or more, or in any word of a phrase of seven; in a word of
///   eight, two letters may be doubled or single by mistake. In Hangul, it is one letter of one syllable in a word of three
///   syllables or more. Chinese characters are whole words and allow no slips.
/// - A meaning of another word is never a slip, nor is any other word of the language, as far as the lists have it.
pub fn grade_meaning(
    answer: &str,
    expected: &ExpectedMeanings<'_>,
    is_other: impl Fn(&str) -> bool,
) -> Grade {
    let is_empty = fold_meaning(answer, "und").is_empty();
    let is_blocked = |text: &str| {
        let blocks = |meaning: &Meaning| {
            meaning_key(meaning.text, meaning.language) == meaning_key(text, meaning.language)
        };
        expected.blocked.iter().filter(|meaning| !meaning.text.is_empty()).any(blocks)
    };
    let is_blocked = |text: &str| without_optional(text).iter().any(|text| is_blocked(text));
    if is_empty || is_blocked(answer) {
        let is_other = !is_empty && is_other(answer);
        return Grade::plain(if is_other { Verdict::AnotherWord } else { Verdict::Wrong });
    }
    let spellings: Vec<Spelling> = expected.accepted.iter().flat_map(Spelling::all).collect();
    let grader = Grader { expected, spellings };
    let parts = parts(answer);
    if grader.is_correct(answer) || parts.iter().all(|part| grader.is_correct(part) && !is_blocked(part)) {
        return Grade::plain(Verdict::Correct);
    }
    // The plural of a meaning may be the meaning of another word: люди.
    let is_other = |text: &str| is_other(text) && !grader.is_other_number(text);
    if is_other(answer) {
        return Grade::plain(Verdict::AnotherWord);
    }
    let form_of = |text: &str| if grader.is_correct(text) { Some(Form::Same) } else { grader.form(text) };
    let of_parts = || {
        // Each meaning must count alone, as if nothing else were listed.
        let counts = |part: &str| !is_blocked(part) && (grader.is_correct(part) || !is_other(part));
        let mut forms = parts.iter().map(|part| form_of(part).filter(|_| counts(part)));
        forms.try_fold(Form::Same, |worst, form| Some(worst.max(form?)))
    };
    match grader.form(answer).or_else(of_parts) {
        Some(Form::Same) => return Grade::plain(Verdict::Correct),
        Some(Form::Other) => return Grade::slip(Slip::Ending),
        None => {}
    }
    if grader.is_reordered(answer) {
        return Grade::slip(Slip::Order);
    }
    grader.slip(answer)
}

/// Returns the meanings that an answer lists, at least one. Too many are none.
fn parts(answer: &str) -> Vec<String> {
    let parts: Vec<String> =
        answer.split(BETWEEN).flat_map(alternatives).filter(|part| !part.trim().is_empty()).collect();
    if (1..=MAX_PARTS).contains(&parts.len()) { parts } else { vec![answer.to_owned()] }
}

/// Splits a text at the words for «or», in small letters or in capitals.
fn alternatives(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split(' ').collect();
    let is_or = |word: &&str| OR.contains(&word.to_lowercase().as_str());
    words.split(is_or).map(|words| words.join(" ")).collect()
}

/// A correct text, folded.
struct Spelling<'a> {
    language: &'a str,
    folded: String,
}

impl<'a> Spelling<'a> {
    /// Returns the texts that are correct for a meaning: each of its parts, with and without the text in parentheses.
    fn all(meaning: &Meaning<'a>) -> Vec<Self> {
        let language = meaning.language;
        let mut found: Vec<String> =
            meaning_texts(meaning.text).map(|text| fold_meaning(&text, language)).collect();
        found.retain(|text| !text.is_empty());
        found.dedup();
        // German without umlauts is spelled with e.
        if fold::primary(language) == "de" {
            let plain: Vec<String> = found
                .iter()
                .map(|text| text.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue"))
                .filter(|text| !found.contains(text))
                .collect();
            found.extend(plain);
        }
        found.into_iter().map(|folded| Self { language, folded }).collect()
    }
}

struct Grader<'a> {
    expected: &'a ExpectedMeanings<'a>,
    spellings: Vec<Spelling<'a>>,
}

impl Grader<'_> {
    /// Returns whether a text is correct, with or without what stands in parentheses.
    fn is_correct(&self, text: &str) -> bool {
        without_optional(text).iter().any(|text| self.is_correct_text(text))
    }

    fn is_correct_text(&self, text: &str) -> bool {
        let is_number = || {
            let value = numerals::value(self.expected.headword);
            self.expected.part_of_speech == PartOfSpeech::Numeral
                && value.is_some_and(|value| meaning_key(text, "und") == value.to_string())
        };
        let is_spelling = |spelling: &Spelling| {
            let folded = fold_meaning(text, spelling.language);
            let is_correct = |folded: &str| self.is_same(folded, spelling);
            is_correct(&folded) || self.without_general(&folded).is_some_and(is_correct)
        };
        self.spellings.iter().any(is_spelling) || is_number()
    }

    /// Returns whether a folded text is the same as a spelling, but for spaces, or a pair of what comes in pairs.
    fn is_same(&self, folded: &str, spelling: &Spelling) -> bool {
        let key = folded.replace(' ', "");
        let is_same = |key: &str| key.chars().eq(spelling.folded.chars().filter(|letter| *letter != ' '));
        // «a pair of trousers»
        let pair = ["pairof", "paar", "пара"].into_iter().find_map(|pair| key.strip_prefix(pair));
        let is_pair = || comes_in_pairs(self.expected.headword) && pair.is_some_and(is_same);
        !key.is_empty() && (is_same(&key) || is_pair())
    }

    /// Returns a folded verb without an object that could be anything, or an English noun without «some».
    fn without_general<'t>(&self, folded: &'t str) -> Option<&'t str> {
        match self.expected.part_of_speech {
            PartOfSpeech::Verb => ANY_OBJECT.iter().find_map(|object| folded.strip_suffix(object)),
            PartOfSpeech::Noun => folded.strip_prefix("some "),
            _ => None,
        }
    }

    /// Returns the best form of a correct text that the answer is.
    fn form(&self, answer: &str) -> Option<Form> {
        let of = |spelling: &Spelling| {
            let answer = fold_meaning(answer, spelling.language);
            let mut different = differing_words(&spelling.folded, &answer)?;
            different.try_fold(Form::Same, |worst, (expected, written)| {
                let language = fold::primary(spelling.language);
                let ExpectedMeanings { part_of_speech, headword, .. } = *self.expected;
                let is_phrase = spelling.folded.contains(' ');
                let form = form(expected, written, language, part_of_speech, headword);
                let agrees = || is_phrase && forms::agrees(expected, written, language);
                Some(worst.max(form.or_else(|| agrees().then_some(Form::Other))?))
            })
        };
        self.spellings.iter().filter_map(of).min()
    }

    /// Returns whether the answer is the plural or the singular of a correct noun.
    fn is_other_number(&self, answer: &str) -> bool {
        let is_number = |spelling: &Spelling| {
            let language = fold::primary(spelling.language);
            is_other_number(&spelling.folded, &fold_meaning(answer, spelling.language), language)
        };
        self.expected.part_of_speech == PartOfSpeech::Noun && self.spellings.iter().any(is_number)
    }

    /// Returns whether the answer has the words of a correct text in another order, which Russian and Ukrainian allow.
    fn is_reordered(&self, answer: &str) -> bool {
        let words = |text: &str| {
            let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
            words.sort_unstable();
            words
        };
        self.spellings
            .iter()
            .filter(|spelling| matches!(fold::primary(spelling.language), "ru" | "uk"))
            .any(|spelling| words(&spelling.folded) == words(&fold_meaning(answer, spelling.language)))
    }

    fn slip(&self, answer: &str) -> Grade {
        let mut is_another_word = false;
        for Spelling { language, folded } in &self.spellings {
            let answer = fold_meaning(answer, language);
            let Some(slip) = slip(folded, &answer) else { continue };
            let is_other = |written: &str| is_word(written, fold::primary(language));
            let is_word = match differing_words(folded, &answer) {
                Some(mut words) => words.any(|(_, written)| is_other(written)),
                // There are more words or fewer: «cannon» for "can not".
                None => answer
                    .split(' ')
                    .any(|written| folded.split(' ').all(|word| word != written) && is_other(written)),
            };
            if !is_word {
                return Grade::slip(slip);
            }
            is_another_word = true;
        }
        Grade::plain(if is_another_word { Verdict::AnotherWord } else { Verdict::Wrong })
    }
}

/// Returns the words in which two texts differ. `None` if one has more words.
fn differing_words<'a>(
    expected: &'a str,
    written: &'a str,
) -> Option<impl Iterator<Item = (&'a str, &'a str)>> {
    let same_count = expected.split(' ').count() == written.split(' ').count();
    same_count.then(|| expected.split(' ').zip(written.split(' ')).filter(|(a, b)| a != b))
}

/// Returns the texts that are correct for a meaning: the whole text and its parts, each with and without what stands in
/// parentheses.
pub(in crate::learning) fn meaning_texts(meaning: &str) -> impl Iterator<Item = String> + '_ {
    std::iter::once(meaning).chain(meaning.split(BETWEEN_ACCEPTED)).flat_map(without_optional)
}

/// Returns a text with each combination of its parts in parentheses.
pub(in crate::learning) fn without_optional(text: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut optional = 0;
    let mut rest = text;
    while let Some((before, inner, after)) = parenthesis(rest) {
        optional += 1;
        let with: Vec<String> = found.iter().map(|start| format!("{start}{before}{inner}")).collect();
        for start in &mut found {
            start.push_str(before);
        }
        if optional <= MAX_OPTIONAL {
            found.extend(with);
        }
        rest = after;
    }
    for start in &mut found {
        start.push_str(rest);
    }
    found
}

/// Splits a text at its first part in parentheses: before, inside, after.
fn parenthesis(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once(['(', '（'])?;
    let (inner, after) = rest.split_once([')', '）'])?;
    Some((before, inner, after))
}
