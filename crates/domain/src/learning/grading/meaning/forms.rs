//! Other forms of a meaning: those that mean the same in Kazakh, and those that are the right word in a wrong form.
//!
//! The rules are those of school grammars, and only the safe ones: a form is recognized if the whole rest of the word is
//! the same.

use super::diminutives::is_diminutive;
use super::words::is_word;
use crate::learning::word::PartOfSpeech;

/// How a form of a meaning relates to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// Kazakh does not tell the forms apart, so both are right.
    Same,
    /// The right word in a wrong form, such as a plural.
    Other,
}

/// The pairs of Russian verbs that differ in aspect only. A Kazakh verb stands for both.
const ASPECT_PAIRS: &str = include_str!("../../../../data/aspect_pairs.txt");

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
        "ru" if are_aspects(expected, written) => Some(Form::Same),
        "ru" if is_noun && is_diminutive(expected, written) => Some(Form::Same),
        "ru" | "uk" if is_attribute && is_slavic_attribute(expected, written, language) => Some(Form::Same),
        _ if is_noun && is_other_number(expected, written, language) => Some(number),
        "ru" if is_noun && is_russian_case(expected, written) => Some(Form::Other),
        "ru" if is_polite_pair(expected, written) => Some(Form::Other),
        "en" if part_of_speech == PartOfSpeech::Verb && is_english_verb_form(expected, written) => {
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
        "ru" => is_russian_plural(one, other),
        "uk" => is_ukrainian_plural(one, other),
        "en" => are_english_numbers(one, other),
        "de" => is_german_plural(one, other),
        "tr" | "az" | "uz" | "tt" => is_turkic_plural(one, other),
        _ => false,
    }
}

/// Returns whether an adjective agrees with a noun in another number or gender: старшие братья for старший брат.
pub(super) fn agrees(expected: &str, written: &str, language: &str) -> bool {
    matches!(language, "ru" | "uk") && is_slavic_attribute(expected, written, language)
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

fn are_aspects(one: &str, other: &str) -> bool {
    let lines = ASPECT_PAIRS.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split(' ')).any(|verbs| {
        let verbs: Vec<&str> = verbs.collect();
        verbs.contains(&one) && verbs.contains(&other)
    })
}

/// Gender and number of adjectives, pronouns and ordinals, and the short forms of adjectives: белая, белое, белые for
/// белый; красив, красива for красивый; лёгок for лёгкий.
fn is_slavic_attribute(expected: &str, written: &str, language: &str) -> bool {
    let (full, others): (&[&str], &[&str]) = match language {
        "ru" => (
            &["ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие"],
            &["ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие", "", "а", "я", "о", "е", "ы", "и"],
        ),
        _ => (&["ий", "ій", "а", "я", "е", "є", "і", "ї"], &["ий", "ій", "а", "я", "е", "є", "і", "ї"]),
    };
    full.iter().filter_map(|ending| expected.strip_suffix(ending)).any(|stem| {
        if stem.chars().count() < 3 {
            return false;
        }
        let with_vowel = |vowel: char| {
            let mut letters: Vec<char> = stem.chars().collect();
            letters.insert(letters.len().saturating_sub(1), vowel);
            letters.into_iter().collect::<String>()
        };
        written.strip_prefix(stem).is_some_and(|ending| others.contains(&ending))
            || (language == "ru" && (written == with_vowel('о') || written == with_vowel('е')))
    })
}

/// The nominative plural of a Russian noun, in either direction.
fn is_russian_plural(one: &str, other: &str) -> bool {
    const IRREGULAR: [(&str, &str); 21] = [
        ("сосед", "соседи"),
        ("черт", "черти"),
        ("око", "очи"),
        ("ребенок", "дети"),
        ("дитя", "дети"),
        ("человек", "люди"),
        ("день", "дни"),
        ("друг", "друзья"),
        ("брат", "братья"),
        ("сын", "сыновья"),
        ("муж", "мужья"),
        ("ухо", "уши"),
        ("год", "года"),
        ("год", "лет"),
        ("цветок", "цветы"),
        ("лоб", "лбы"),
        ("рот", "рты"),
        ("пень", "пни"),
        ("сон", "сны"),
        ("пес", "псы"),
        ("лев", "львы"),
    ];
    if IRREGULAR.contains(&(one, other)) || IRREGULAR.contains(&(other, one)) {
        return true;
    }
    // Уха is a soup.
    if [one, other].contains(&"ухо") {
        return false;
    }
    let Some(pair) = endings(one, other, 2) else { return false };
    // After these letters и is written, after others ы.
    let stem = one.strip_suffix(pair.0).unwrap_or_default();
    let narrow = if stem.ends_with(['г', 'к', 'х', 'ж', 'ч', 'ш', 'щ']) { "и" } else { "ы" };
    let is_plural = |(singular, plural): (&str, &str)| {
        (matches!(singular, "" | "а") && plural == narrow)
            || matches!(
                (singular, plural),
                ("", "а" | "я" | "ья")
                    | ("я" | "ь" | "й", "и" | "я")
                    | ("ь", "ери")
                    | ("о", "а" | "и" | "ья")
                    | ("е", "я" | "а")
                    | ("ок", "ки")
                    | ("ец", "цы" | "ьцы")
                    | ("ень" | "онь", "ни")
                    | ("ер", "ры")
                    | ("ол" | "ел", "лы")
                    | ("мя", "мена")
                    | ("анин", "ане")
                    | ("енок", "ята")
            )
    };
    is_plural(pair) || is_plural((pair.1, pair.0))
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

/// A case of a Russian noun that its ending shows.
fn is_russian_case(one: &str, other: &str) -> bool {
    const CASES: [&str; 21] = [
        "", "а", "я", "у", "ю", "е", "ы", "и", "о", "ь", "ой", "ей", "ом", "ем", "ов", "ев", "ам", "ям",
        "ами", "ах", "ях",
    ];
    let has_case = |stem: &str| {
        let ending = |word: &str| word.strip_prefix(stem).is_some_and(|ending| CASES.contains(&ending));
        ending(one) && ending(other)
    };
    let stems = one.char_indices().skip(3).map(|(at, _)| at).chain([one.len()]);
    stems.filter_map(|at| one.get(..at)).any(has_case) && !is_word(other, "ru")
}

/// The polite and the familiar form of a request: извините, извини.
fn is_polite_pair(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    short.chars().count() >= 5 && short.ends_with(['и', 'й', 'ь']) && long.strip_prefix(short) == Some("те")
}

fn are_english_numbers(one: &str, other: &str) -> bool {
    const IRREGULAR: [(&str, &str); 12] = [
        ("man", "men"),
        ("woman", "women"),
        ("child", "children"),
        ("person", "people"),
        ("foot", "feet"),
        ("tooth", "teeth"),
        ("goose", "geese"),
        ("mouse", "mice"),
        ("ox", "oxen"),
        ("knife", "knives"),
        ("wife", "wives"),
        ("life", "lives"),
    ];
    let plural = |word: &str| {
        let after_consonant = |stem: &&str| !stem.ends_with(['a', 'e', 'i', 'o', 'u']);
        if let Some(stem) = word.strip_suffix('y').filter(after_consonant) {
            format!("{stem}ies")
        } else if ["s", "x", "z", "ch", "sh"].iter().any(|ending| word.ends_with(ending)) {
            format!("{word}es")
        } else {
            format!("{word}s")
        }
    };
    let is_plural = |word: &str, other: &str| {
        let of_f = word.strip_suffix('f').map(|stem| format!("{stem}ves"));
        let of_o = word.ends_with('o').then(|| format!("{word}es"));
        plural(word) == other || [of_f, of_o].into_iter().flatten().any(|plural| plural == other)
    };
    let is_irregular = |pair| IRREGULAR.contains(&pair);
    is_plural(one, other) || is_plural(other, one) || is_irregular((one, other)) || is_irregular((other, one))
}

/// Regular forms of an English verb: goes, going, looked.
fn is_english_verb_form(verb: &str, written: &str) -> bool {
    let stem = verb.strip_suffix('e').unwrap_or(verb);
    let doubled = verb.chars().last().map(|last| format!("{verb}{last}")).unwrap_or_default();
    let third = [format!("{verb}s"), format!("{verb}es")];
    let regular =
        [stem, verb, &doubled].into_iter().flat_map(|stem| [format!("{stem}ing"), format!("{stem}ed")]);
    verb.chars().count() >= 2 && third.into_iter().chain(regular).any(|form| form == written)
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
