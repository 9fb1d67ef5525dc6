//! The common words of Kazakh. The module finds out whether a text is one of these words or a form of one.
//!
//! The list in `data/words` was written for this crate and is compiled in. It has everyday words, not all words of the
//! language; the words that living rules derive from them count, too. One use is a spelling check: a text that is itself
//! a word is not a typing slip for another word.
//!
//! ```
//! use kazakh::lexicon;
//! assert!(lexicon::lemmas("қолымызда").contains("қол"));
//! assert!(!lexicon::contains("колымызда"));
//! ```

mod derivation;
mod lists;
mod verbs;

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

use crate::conjugation::{Nonfinite, Verb};
use crate::inflection::{Case, Noun, NounForm, Possessor, with_dropped_vowel};
use lists::{LISTS, words};
pub use lists::{WordClass, class, classes};
pub(crate) use lists::{is_pronoun_form, is_verb, verb_entries};
use verbs::Verbs;

/// A longer text is not a form of a listed word, whatever its endings.
const MAX_LETTERS: usize = 40;
/// The maximum number of readings of a Latin text that are tried.
const MAX_READINGS: usize = 64;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::new);

struct Lexicon {
    /// The dictionary forms of all words.
    lemmas: HashSet<Cow<'static, str>>,
    /// The words that take noun endings: nouns, adjectives, and verbs in -у.
    declined: HashSet<Cow<'static, str>>,
    adjectives: HashSet<&'static str>,
    verbs: Verbs,
}

impl Lexicon {
    fn new() -> Self {
        let listed = |wanted: WordClass| {
            LISTS.into_iter().filter(move |(class, _)| *class == wanted).flat_map(|(_, list)| words(list))
        };
        let mut lexicon = Self {
            lemmas: LISTS.into_iter().flat_map(|(_, list)| words(list)).map(Cow::Borrowed).collect(),
            declined: HashSet::new(),
            adjectives: listed(WordClass::Adjective).collect(),
            verbs: Verbs::default(),
        };
        let nouns = || listed(WordClass::Noun).chain(listed(WordClass::Adjective));
        lexicon.declined.extend(nouns().chain(listed(WordClass::Verb)).map(Cow::Borrowed));
        for verb in listed(WordClass::Verb) {
            lexicon.verbs.add(Cow::Borrowed(verb));
        }
        for noun in nouns() {
            let (nouns, verb) = derivation::of_noun(noun);
            lexicon.add_derived(nouns, verb);
        }
        // The voices of all verbs, including those that were derived.
        for stems in lexicon.verbs.stems() {
            let (verbs, nouns) = derivation::of_verb(&stems);
            lexicon.add_derived(nouns, verbs);
        }
        lexicon
    }

    /// Adds derived words, unless they are known.
    fn add_derived(&mut self, nouns: Vec<String>, verbs: impl IntoIterator<Item = String>) {
        for noun in nouns {
            self.lemmas.insert(Cow::Owned(noun.clone()));
            self.declined.insert(Cow::Owned(noun));
        }
        for verb in verbs {
            if self.lemmas.insert(Cow::Owned(verb.clone())) {
                self.declined.insert(Cow::Owned(verb.clone()));
                self.verbs.add(Cow::Owned(verb));
            }
        }
    }
}

/// Returns whether a text is a common word or a form of one. The text must be folded by
/// [`fold_kazakh`](crate::fold::fold_kazakh).
pub fn contains(folded: &str) -> bool {
    !lemmas(folded).is_empty()
}

/// Whether a text, folded by [`fold_kazakh`](crate::fold::fold_kazakh), is the dictionary form of a common adjective.
pub fn is_adjective(folded: &str) -> bool {
    LEXICON.adjectives.contains(folded)
}

/// Returns the common words that a text, folded by [`fold_kazakh`](crate::fold::fold_kazakh), may be a form of: көл for
/// көлде, both ала and алу for ала.
pub fn lemmas(folded: &str) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    if folded.chars().nth(MAX_LETTERS).is_some() {
        return found;
    }
    let lexicon = &*LEXICON;
    found.extend(lexicon.lemmas.get(folded).map(AsRef::<str>::as_ref));
    for (at, letter) in folded.char_indices() {
        let Some(prefix) = folded.get(..at + letter.len_utf8()) else { continue };
        for stem in possible_stems(prefix) {
            if let Some(lemma) = lexicon.declined.get(stem.as_str())
                && is_noun_form(lemma, folded)
            {
                found.insert(lemma.as_ref());
            }
        }
        found.extend(lexicon.verbs.of(prefix, folded).map(|(infinitive, _)| infinitive.as_ref()));
    }
    found
}

/// Returns the common verbs that a text, which has no spaces, may be a form of.
pub(crate) fn verbs_of(folded: &str) -> impl Iterator<Item = &'static Verb> {
    let prefixes = folded.char_indices().filter_map(|(at, letter)| folded.get(..at + letter.len_utf8()));
    prefixes.flat_map(move |prefix| LEXICON.verbs.of(prefix, folded)).map(|(_, verb)| verb)
}

/// Returns whether a text is a form of a common verb and of no other common word: келді. What is derived from a common word,
/// and the negated infinitive, take the endings of nouns: таныстық, келмеу.
pub(crate) fn is_verb_form(folded: &str) -> bool {
    let is_negated = |verb: &Verb| verb.nonfinite(Nonfinite::Infinitive, true) == folded;
    if LEXICON.declined.contains(folded) || verbs_of(folded).any(is_negated) {
        return false;
    }
    // Derived words have no class: they say nothing about the listed ones.
    let mut listed = lemmas(folded).into_iter().filter(|lemma| class(lemma).is_some()).peekable();
    listed.peek().is_some() && listed.all(|lemma| is_verb(lemma) && !is_noun_form(lemma, folded))
}

/// Returns the stems that may have this form before an ending: the stem itself, with a voiceless final consonant, or with
/// the vowel that it dropped.
fn possible_stems(stem: &str) -> impl Iterator<Item = String> {
    let hardened = stem.chars().next_back().and_then(|last| {
        let voiceless = match last {
            'б' => 'п',
            'г' => 'к',
            'ғ' => 'қ',
            _ => return None,
        };
        Some(format!("{}{voiceless}", stem.strip_suffix(last)?))
    });
    [Some(stem.to_owned()), hardened, with_dropped_vowel(stem)].into_iter().flatten()
}

/// Returns whether a text that begins with the stem of a noun is one of its forms.
fn is_noun_form(lemma: &str, text: &str) -> bool {
    // қаладағы, үйдегі: the locative with -ғы or -гі.
    let located = text.strip_suffix("ғы").or_else(|| text.strip_suffix("гі"));
    // баласың, студентсіз: the nominative with a personal ending.
    let predicate = ["сың", "сыз", "сің", "сіз"].into_iter().find_map(|ending| text.strip_suffix(ending));
    let noun = Noun::look_up(lemma);
    // The letter after the lemma rules out most of the 84 forms. If the lemma itself changes, it rules out none.
    let rest = text.strip_prefix(lemma);
    let may_be_plural = rest.is_none_or(|rest| rest.starts_with(['л', 'д', 'т']));
    let may_be_possessed =
        |plural| plural || rest.is_none_or(|rest| rest.starts_with(['ы', 'і', 'м', 'ң', 'с']));
    [false, true].into_iter().filter(|plural| !plural || may_be_plural).any(|plural| {
        let possessors = Possessor::ALL.into_iter().filter(|_| may_be_possessed(plural)).map(Some);
        std::iter::once(None).chain(possessors).any(|possessor| {
            let form = |case| noun.form(NounForm { plural, possessor, case });
            let nominative = form(Case::Nominative);
            text.starts_with(&nominative)
                && (Case::ALL.into_iter().any(|case| form(case) == text)
                    || located.is_some_and(|located| form(Case::Locative) == located)
                    || predicate == Some(&nominative))
        })
    })
}

/// Returns the common words that a text in the draft Latin alphabet may be a form of. The text must be folded by
/// [`fold_latin`](crate::latin_draft::fold_latin). The draft merges letters, so one text may stand for several words.
pub fn lemmas_in_latin(folded: &str) -> BTreeSet<&'static str> {
    if folded.chars().nth(MAX_LETTERS).is_some() {
        return BTreeSet::new();
    }
    readings(folded).iter().flat_map(|reading| lemmas(reading)).collect()
}

/// The Cyrillic letters that Latin letters stand for, longer groups first. If there are several, all are tried.
const LATIN: [(&str, &[&str]); 37] = [
    ("ştş", &["щ", "шч"]),
    ("tş", &["ч", "тш"]),
    ("ts", &["ц", "тс"]),
    ("io", &["ё", "йо", "ио"]),
    ("iu", &["ю", "йу", "иу"]),
    ("ia", &["я", "йа", "иа"]),
    ("a", &["а"]),
    ("ä", &["ә"]),
    ("b", &["б"]),
    ("v", &["в"]),
    ("g", &["г"]),
    ("ğ", &["ғ"]),
    ("d", &["д"]),
    ("e", &["е", "э"]),
    ("j", &["ж"]),
    ("z", &["з"]),
    ("i", &["и", "й"]),
    ("k", &["к"]),
    ("q", &["қ"]),
    ("l", &["л"]),
    ("m", &["м"]),
    ("n", &["н"]),
    ("ñ", &["ң"]),
    ("o", &["о"]),
    ("ö", &["ө"]),
    ("p", &["п"]),
    ("r", &["р"]),
    ("s", &["с"]),
    ("t", &["т"]),
    ("u", &["у"]),
    ("ū", &["ұ"]),
    ("ü", &["ү"]),
    ("f", &["ф"]),
    ("h", &["х", "һ"]),
    ("ş", &["ш"]),
    ("y", &["ы"]),
    ("ı", &["і"]),
];

/// Returns the Cyrillic texts that a Latin text may stand for; none if it contains a letter that the draft does not have.
fn readings(latin: &str) -> Vec<String> {
    let mut readings = vec![String::new()];
    let mut rest = latin;
    while let Some(first) = rest.chars().next() {
        let (length, letters): (usize, &[&str]) =
            match LATIN.iter().find(|(latin, _)| rest.starts_with(latin)) {
                Some((latin, letters)) => (latin.len(), letters),
                None if matches!(first, ' ' | '-') => (1, if first == ' ' { &[" "] } else { &["-"] }),
                None => return Vec::new(),
            };
        readings = readings
            .iter()
            .flat_map(|reading| letters.iter().map(move |letter| format!("{reading}{letter}")))
            .take(MAX_READINGS)
            .collect();
        rest = rest.get(length..).unwrap_or_default();
    }
    readings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alphabet::{LETTERS, MINIMAL_PAIRS};
    use crate::fold;
    use crate::latin_draft::{self, Script};

    #[test]
    fn the_lists_have_folded_kazakh_words() {
        assert!(LEXICON.lemmas.len() > 2_500, "{}", LEXICON.lemmas.len());
        for (_, file) in LISTS {
            let mut earlier = HashSet::new();
            for word in words(file) {
                assert_eq!(fold::fold_kazakh(word), word);
                assert!(word.chars().all(|letter| letter == '-' || LETTERS.contains(&letter)), "{word}");
                assert!(earlier.insert(word), "{word} is listed twice");
            }
        }
        assert!(verb_entries().all(|(verb, _)| verb.ends_with(['у', 'ю'])));
        for (one, other) in MINIMAL_PAIRS {
            assert!(contains(one) && contains(other), "{one} {other}");
        }
    }

    #[test]
    fn a_form_leads_to_its_word() {
        for (form, lemma) in [
            ("көл", "көл"),
            ("көлде", "көл"),
            ("қолымызда", "қол"),
            ("көлдердегі", "көл"),
            ("кітабы", "кітап"),
            ("халқының", "халық"),
            ("орнында", "орын"),
            ("достарыңызға", "дос"),
            ("әдемілер", "әдемі"),
            ("баруға", "бару"),
            ("бардым", "бару"),
            ("бөлді", "бөлу"),
            ("болмаған", "болу"),
            ("келемін", "келу"),
            ("келмейсіз", "келу"),
            ("оқиды", "оқу"),
            ("оқыған", "оқу"),
            ("айтты", "айту"),
            ("қорықты", "қорқу"),
            ("жауып", "жабу"),
            ("барғанда", "бару"),
            ("тапты", "табу"),
            ("табады", "табу"),
            ("қойды", "қою"),
            ("ойнайды", "ойнау"),
            ("сен", "сену"),
            ("маған", "маған"),
            ("жасалды", "жасалу"),
            ("көрінеді", "көріну"),
            ("танысып", "танысу"),
            ("тұзсыз", "тұзсыз"),
            ("қалалықтар", "қалалық"),
        ] {
            assert!(lemmas(form).contains(lemma), "{form}: {:?}", lemmas(form));
        }
    }

    #[test]
    fn other_texts_lead_to_no_word() {
        for text in
            ["", "кол", "колда", "қолде", "көлда", "кітапы", "барді", "бармеді", "халыкы", "ыыы", " ", "қол-"]
        {
            assert_eq!(lemmas(text), BTreeSet::new(), "{text}");
        }
        assert!(!contains(&"а".repeat(100_000)));
    }

    #[test]
    fn words_are_found_in_the_draft_latin_alphabet() {
        // The draft leaves out ъ and ь, so words with them cannot be read back.
        let listed = LISTS.into_iter().flat_map(|(_, list)| words(list));
        for lemma in listed.filter(|lemma| !lemma.contains(['ъ', 'ь'])) {
            let latin = latin_draft::in_script(lemma, Script::Latin);
            assert!(lemmas_in_latin(&latin).contains(lemma), "{lemma} {latin}");
        }
        assert!(lemmas_in_latin("köldegı").contains("көл"));
        assert!(lemmas_in_latin("kol").is_empty());
        assert!(lemmas_in_latin("xyz").is_empty());
    }
}
