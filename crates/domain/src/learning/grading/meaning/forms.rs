//! Other forms of a meaning: those that mean the same in Kazakh, and those that are the right word in a wrong form.
//!
//! The rules are those of school grammars, and only the safe ones: a form is recognized if the whole rest of the word is
//! the same.

use super::diminutives::is_diminutive;
use super::{english, russian};
use crate::learning::word::PartOfSpeech;

/// How a form of a meaning relates to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// Kazakh does not tell the forms apart, so both are right.
    Same,
    /// The right word in a wrong form, such as a plural.
    Other,
}

/// The words for what comes in pairs or in numbers. Their meaning may be plural.
const PLURAL_BY_NATURE: [&str; 27] = [
    "көз",
    "құлақ",
    "қол",
    "аяқ",
    "ерін",
    "қас",
    "кірпік",
    "тіс",
    "шаш",
    "тізе",
    "иық",
    "саусақ",
    "тырнақ",
    "бет",
    "өкпе",
    "бүйрек",
    "қанат",
    "етік",
    "шұлық",
    "қолғап",
    "сырға",
    "көзілдірік",
    "жеміс",
    "көкөніс",
    "гүл",
    "ата-ана",
    "шалбар",
];

/// Returns whether a Kazakh word stands for what comes in pairs or in numbers.
pub(super) fn comes_in_pairs(headword: &str) -> bool {
    PLURAL_BY_NATURE.contains(&headword)
}

/// Recognizes a form of a meaning. Both are single words, folded, and differ.
pub(super) fn form(
    expected: &str,
    written: &str,
    language: &str,
    part_of_speech: PartOfSpeech,
    headword: &str,
) -> Option<Form> {
    let is_attribute =
        matches!(part_of_speech, PartOfSpeech::Adjective | PartOfSpeech::Pronoun | PartOfSpeech::Numeral);
    let is_noun = part_of_speech == PartOfSpeech::Noun;
    let number = if comes_in_pairs(headword) { Form::Same } else { Form::Other };
    match language {
        "ru" if russian::are_aspects(expected, written) => Some(Form::Same),
        "ru" if is_noun && is_diminutive(expected, written) => Some(Form::Same),
        "ru" if is_attribute && russian::is_comparative(expected, written) => Some(Form::Other),
        "ru" | "uk" if is_attribute && agrees(expected, written, language) => Some(Form::Same),
        _ if is_noun && is_other_number(expected, written, language) => Some(number),
        "ru" if is_noun && russian::is_case(expected, written) => Some(Form::Other),
        "ru" if russian::is_polite_pair(expected, written) => Some(Form::Other),
        "en" if part_of_speech == PartOfSpeech::Verb && english::is_verb_form(expected, written) => {
            Some(Form::Other)
        }
        "de" if is_attribute && is_with_ending(expected, written, &["e", "er", "es", "en", "em"]) => {
            Some(Form::Same)
        }
        _ => None,
    }
}

/// Returns whether one of two nouns is the plural of the other.
pub(super) fn is_other_number(one: &str, other: &str, language: &str) -> bool {
    match language {
        "ru" => russian::is_plural(one, other),
        "uk" => is_ukrainian_plural(one, other),
        "en" => english::are_numbers(one, other),
        "de" => is_german_plural(one, other),
        "tr" | "az" | "uz" | "tt" => is_turkic_plural(one, other),
        _ => false,
    }
}

/// Returns whether an adjective agrees with a noun in another number or gender: старшие братья for старший брат.
pub(super) fn agrees(expected: &str, written: &str, language: &str) -> bool {
    match language {
        "ru" => russian::is_attribute(expected, written),
        "uk" => is_ukrainian_attribute(expected, written),
        _ => false,
    }
}

/// Whether the longer of two words is the shorter one with one of the endings.
fn is_with_ending(one: &str, other: &str, endings: &[&str]) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    short.chars().count() >= 3 && long.strip_prefix(short).is_some_and(|ending| endings.contains(&ending))
}

/// Returns the two parts after the common beginning, if that has at least this many letters.
pub(super) fn endings<'a>(one: &'a str, other: &'a str, letters: usize) -> Option<(&'a str, &'a str)> {
    let common = one.chars().zip(other.chars()).take_while(|(a, b)| a == b);
    let (count, bytes) =
        common.fold((0, 0), |(count, bytes), (letter, _)| (count + 1, bytes + letter.len_utf8()));
    (count >= letters).then(|| Some((one.get(bytes..)?, other.get(bytes..)?)))?
}

/// Gender and number of Ukrainian adjectives: гарна for гарний.
fn is_ukrainian_attribute(expected: &str, written: &str) -> bool {
    const ENDINGS: [&str; 8] = ["ий", "ій", "а", "я", "е", "є", "і", "ї"];
    let stems = ENDINGS.iter().filter_map(|ending| expected.strip_suffix(ending));
    stems
        .filter(|stem| stem.chars().count() >= 3)
        .any(|stem| written.strip_prefix(stem).is_some_and(|ending| ENDINGS.contains(&ending)))
}

/// The nominative plural of a Ukrainian noun, in either direction.
fn is_ukrainian_plural(one: &str, other: &str) -> bool {
    const IRREGULAR: [(&str, &str); 15] = [
        ("друг", "друзі"),
        ("око", "очі"),
        ("дитина", "діти"),
        ("людина", "люди"),
        ("день", "дні"),
        ("кінь", "коні"),
        ("ніч", "ночі"),
        ("сіль", "солі"),
        ("стіл", "столи"),
        ("стілець", "стільці"),
        ("ніж", "ножі"),
        ("кіт", "коти"),
        ("пес", "пси"),
        ("рік", "роки"),
        ("вітер", "вітри"),
    ];
    if IRREGULAR.contains(&(one, other)) || IRREGULAR.contains(&(other, one)) {
        return true;
    }
    let Some(pair) = endings(one, other, 2) else { return false };
    let is_plural = |(singular, plural): (&str, &str)| {
        matches!(
            (singular, plural),
            ("" | "а", "и" | "і")
                | ("я" | "ь", "і" | "ї")
                | ("й", "ї")
                | ("о", "а")
                | ("е", "а" | "я")
                | ("ок", "ки")
                | ("ець", "ці")
        )
    };
    is_plural(pair) || is_plural((pair.1, pair.0))
}

/// The plural of a German noun, in either direction, with or without the umlaut.
fn is_german_plural(one: &str, other: &str) -> bool {
    // Also where the umlaut is spelled with e: Buecher.
    let plain = |word: &str| {
        let spelled = word.replace("ae", "a").replace("oe", "o").replace("ue", "u");
        spelled.replace('ä', "a").replace('ö', "o").replace('ü', "u")
    };
    let (one, other) = (plain(one), plain(other));
    let is_egg = [("ei", "eier"), ("eier", "ei")].contains(&(one.as_str(), other.as_str()));
    one == other || is_egg || is_with_ending(&one, &other, &["e", "er", "en", "n", "s", "nen", "se"])
}

/// The plural of a noun of a Turkic language.
fn is_turkic_plural(one: &str, other: &str) -> bool {
    const ENDINGS: [&str; 7] = ["lar", "ler", "lər", "лар", "ләр", "нар", "нәр"];
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    long.strip_prefix(short).is_some_and(|ending| ENDINGS.contains(&ending))
}
