//! Russian forms: of adjectives, the numbers and cases of nouns, the aspects of verbs, and requests.

use super::forms::endings;
use super::words::{is_listed, is_word};

/// The pairs of verbs that differ in aspect only. A Kazakh verb stands for both.
const ASPECT_PAIRS: &str = include_str!("../../../../data/aspect_pairs.txt");

/// The plurals that the list of words has, because the dictionary behind it lists irregular ones. They are no other word.
const PLURALS: &str = "бедра бревна ведра веретена весла гнезда зерна колеса озера озерца ребра ремесла решета сверла \
    седла села стекла желоба счета края князья зятья братья собратья каменья коренья гроздья стулья колья прутья комья \
    копья ружья репья острия колени плечи веки яблоки ведерки древки плечики очки";

/// Words that end like forms of an adjective, and mean something else than it: лев, a lion, for левый; мало, few, for
/// малый. Kazakh has other words for them.
const NO_ATTRIBUTES: &str = "лев долг бур право права добро мало скоро живо больно крайне";

/// Returns whether two verbs differ in aspect only.
pub(super) fn are_aspects(one: &str, other: &str) -> bool {
    let lines = ASPECT_PAIRS.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split(' ')).any(|verbs| {
        let verbs: Vec<&str> = verbs.collect();
        verbs.contains(&one) && verbs.contains(&other)
    })
}

/// Gender and number of adjectives, pronouns and ordinals, and the short forms of adjectives: белая, белое, белые for
/// белый; красив, красива for красивый; лёгок for лёгкий.
pub(super) fn is_attribute(expected: &str, written: &str) -> bool {
    const ENDINGS: [&str; 13] = ["ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие", "", "а", "о", "ы"];
    if is_listed(NO_ATTRIBUTES, written) || is_comparative(expected, written) {
        return false;
    }
    stems(expected).any(|(stem, full)| {
        let with_vowel = |vowel: char| {
            let mut letters: Vec<char> = stem.chars().collect();
            letters.insert(letters.len().saturating_sub(1), vowel);
            letters.into_iter().collect::<String>()
        };
        // Синий and высоки; but голуби are doves, and not голубой.
        let is_soft =
            matches!(full, "ий" | "яя" | "ее" | "ие") || stem.ends_with(['г', 'к', 'х', 'ж', 'ч', 'ш', 'щ']);
        let is_ending = |ending: &str| match ending {
            // Больше and старше compare, and are other words in Kazakh.
            "е" => is_soft && !stem.ends_with('ш'),
            "и" | "я" => is_soft,
            _ => ENDINGS.contains(&ending),
        };
        written.strip_prefix(stem).is_some_and(is_ending)
            || written == with_vowel('о')
            || written == with_vowel('е')
    })
}

/// The comparative of an adjective: красивее for красивый. Kazakh tells it apart, with -рақ. In синее and хорошее, the
/// same letters are the neuter.
pub(super) fn is_comparative(expected: &str, written: &str) -> bool {
    stems(expected).any(|(stem, ending)| {
        let is_hushing = stem.ends_with(['ж', 'ч', 'ш', 'щ']);
        let is_soft = matches!(ending, "ий" | "яя" | "ее" | "ие") || (is_hushing && ending != "ой");
        !is_soft && written.strip_prefix(stem) == Some("ее")
    })
}

/// The stem of an adjective, and the ending.
fn stems(adjective: &str) -> impl Iterator<Item = (&str, &'static str)> {
    const FULL: [&str; 9] = ["ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие"];
    let stems = FULL.into_iter().filter_map(|ending| Some((adjective.strip_suffix(ending)?, ending)));
    stems.filter(|(stem, _)| stem.chars().count() >= 3)
}

/// The nominative plural of a noun, in either direction.
pub(super) fn is_plural(one: &str, other: &str) -> bool {
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
    let Some((of_one, of_other)) = endings(one, other, 2) else { return false };
    let stem = one.strip_suffix(of_one).unwrap_or_default();
    is_plural_of(stem, of_one, of_other) || is_plural_of(stem, of_other, of_one)
}

/// Whether a stem has these endings in the singular and in the plural.
fn is_plural_of(stem: &str, singular: &str, plural: &str) -> bool {
    // After these letters и is written, after others ы.
    let narrow = if stem.ends_with(['г', 'к', 'х', 'ж', 'ч', 'ш', 'щ']) { "и" } else { "ы" };
    let is_regular = (matches!(singular, "" | "а") && plural == narrow)
        || matches!(
            (singular, plural),
            ("ь" | "й", "и")
                | ("ь", "ери")
                | ("о", "ья")
                | ("ок", "ки")
                | ("ец", "цы" | "ьцы")
                | ("ень" | "онь", "ни")
                | ("ер", "ры")
                | ("ол" | "ел", "лы")
                | ("мя", "мена")
                | ("анин", "ане")
                | ("енок", "ята")
        );
    // These end like another noun as often: семь and семья, горе and гора, рано and рана.
    let may_be_another = matches!(
        (singular, plural),
        ("", "а" | "я" | "ья") | ("я", "и" | "я") | ("ь" | "й", "я") | ("о", "а" | "и") | ("е", "я" | "а")
    );
    let is_another = || {
        let plural = format!("{stem}{plural}");
        is_word(&plural, "ru") && !is_listed(PLURALS, &plural)
    };
    is_regular || (may_be_another && !is_another())
}

/// A case of a noun that its ending shows.
pub(super) fn is_case(one: &str, other: &str) -> bool {
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
pub(super) fn is_polite_pair(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    short.chars().count() >= 5 && short.ends_with(['и', 'й', 'ь']) && long.strip_prefix(short) == Some("те")
}
