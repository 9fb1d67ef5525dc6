//! English forms: the numbers of nouns, and the regular forms of verbs.

use super::words::{is_listed, is_word};

/// The verbs whose past is irregular and looks, with -ed, like another verb's: seed is no past of see.
const WITHOUT_ED: [&str; 7] = ["see", "sing", "sit", "win", "wind", "ring", "be"];

/// The nouns without a singular: the word without its -s means something else.
const PLURAL_ONLY: &str = "news goods glasses means clothes customs shorts savings economics physics politics mathematics \
    ethics linguistics electronics genetics mechanics statistics gymnastics aerobics athletics acoustics";

/// Returns whether one of two nouns is the plural of the other.
pub(super) fn are_numbers(expected: &str, written: &str) -> bool {
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
    let is_irregular = |pair| IRREGULAR.contains(&pair);
    let has_singular = !is_listed(PLURAL_ONLY, expected);
    is_plural(expected, written)
        || (has_singular && is_plural(written, expected))
        || is_irregular((expected, written))
        || is_irregular((written, expected))
}

fn is_plural(word: &str, other: &str) -> bool {
    // Of other words in -f, the form in -ves is a verb: believes, proves.
    let takes_ves = ["lf", "af", "arf", "hief"].iter().any(|ending| word.ends_with(ending));
    let of_f = word.strip_suffix('f').map(|stem| format!("{stem}ves"));
    let of_f = of_f.filter(|plural| takes_ves || !is_word(plural, "en"));
    let of_o = word.ends_with('o').then(|| format!("{word}es"));
    with_s(word) == other || [of_f, of_o].into_iter().flatten().any(|plural| plural == other)
}

/// Adds -s, as the plural of nouns and the third person of verbs have it.
fn with_s(word: &str) -> String {
    if let Some(stem) = stem_before_y(word) {
        format!("{stem}ies")
    } else if ["s", "x", "z", "ch", "sh"].iter().any(|ending| word.ends_with(ending)) {
        format!("{word}es")
    } else {
        format!("{word}s")
    }
}

/// The rest of a word that changes its y into i before an ending.
fn stem_before_y(word: &str) -> Option<&str> {
    word.strip_suffix('y').filter(|stem| !stem.ends_with(is_vowel))
}

fn is_vowel(letter: char) -> bool {
    "aeiou".contains(letter)
}

/// Regular forms of a verb: goes, going, looked. A learner may misspell them, but not so that another word comes out:
/// sites and sited are no forms of sit, but of site.
pub(super) fn is_verb_form(verb: &str, written: &str) -> bool {
    let stem = verb.strip_suffix('e').unwrap_or(verb);
    let doubled = doubled(verb);
    let third = [format!("{verb}s"), format!("{verb}es")];
    let regular =
        [stem, verb, &doubled].into_iter().flat_map(|stem| [format!("{stem}ing"), format!("{stem}ed")]);
    let is_form = || third.into_iter().chain(regular).any(|form| form == written);
    verb.chars().count() >= 2 && (is_spelled_form(verb, written) || (is_form() && !is_word(written, "en")))
}

fn doubled(verb: &str) -> String {
    verb.chars().last().map(|last| format!("{verb}{last}")).unwrap_or_default()
}

/// Whether a form is spelled by the rules: studies, making, seeing, stopped.
fn is_spelled_form(verb: &str, written: &str) -> bool {
    let third = if verb.ends_with('o') { format!("{verb}es") } else { with_s(verb) };
    let past = match (stem_before_y(verb), verb.ends_with('e')) {
        (Some(stem), _) => format!("{stem}ied"),
        (None, true) => format!("{verb}d"),
        (None, false) => format!("{verb}ed"),
    };
    let is_kept = verb == "be" || ["ee", "oe", "ye"].iter().any(|ending| verb.ends_with(ending));
    let continuous = match (verb.strip_suffix("ie"), verb.strip_suffix('e')) {
        (Some(stem), _) => format!("{stem}ying"),
        (None, Some(stem)) if !is_kept => format!("{stem}ing"),
        _ => format!("{verb}ing"),
    };
    let (syllables, is_doubled) = ending_of(verb);
    // In a longer verb, the stress decides, and the country: visiting, beginning, travelling.
    let is_single = !is_doubled || syllables > 1;
    let (stem, has_ed) = (doubled(verb), !WITHOUT_ED.contains(&verb));
    let is = |continuous: &str, past: &str| written == continuous || (has_ed && written == past);
    written == third
        || (is_single && is(&continuous, &past))
        || (is_doubled && is(&format!("{stem}ing"), &format!("{stem}ed")))
}

/// The number of syllables, roughly, and whether the verb may double its last letter: a consonant after a single vowel.
fn ending_of(verb: &str) -> (usize, bool) {
    let letters: Vec<char> = verb.chars().collect();
    let syllables = letters.chunk_by(|one, other| is_vowel(*one) == is_vowel(*other));
    let syllables = syllables.filter(|letters| letters.first().is_some_and(|letter| is_vowel(*letter)));
    let is_doubled = match letters.as_slice() {
        // After q, u is no vowel: quit.
        [.., 'q', 'u', vowel, last] | [vowel, last] => is_vowel(*vowel) && !is_vowel(*last),
        [.., before, vowel, last] => {
            !is_vowel(*before) && is_vowel(*vowel) && !is_vowel(*last) && !"wxy".contains(*last)
        }
        _ => false,
    };
    (syllables.count(), is_doubled)
}
