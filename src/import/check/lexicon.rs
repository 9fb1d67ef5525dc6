//! Checks of words against the lexicon of Kazakh, and of sentences against their words.

use kazakh::conjugation::{Person, predicate};
use kazakh::fold::fold_kazakh;
use kazakh::inflection::Noun;
use kazakh::lexicon::{self, WordClass};

use super::{FileChecker, spelling};
use crate::domain::learning::word::PartOfSpeech;
use crate::import::format::Word;

/// Checks that a headword is Kazakh, has its part of speech, and occurs in each of its examples.
pub(super) fn check(checker: &mut FileChecker<'_>, word: &Word) {
    let headword: &str = word.headword.as_ref();
    if spelling::headword_problem(headword).is_some() {
        return;
    }
    let folded = fold_kazakh(headword);
    let is_listed = folded.split([' ', '-']).all(lexicon::contains);
    if !is_listed && !word.unlisted {
        checker.report(
            &word.headword,
            format!("«{headword}» is not in the lexicon: check its spelling, or write `unlisted = true`"),
        );
    }
    check_dictionary_form(checker, word, &folded);
    check_class(checker, word, &folded);
    check_examples(checker, word);
}

/// Checks that a headword of one word is in its dictionary form.
fn check_dictionary_form(checker: &mut FileChecker<'_>, word: &Word, folded: &str) {
    let lemmas = lexicon::lemmas(folded);
    if word.unlisted || lemmas.contains(folded) {
        return;
    }
    if let Some(lemma) = lemmas.first() {
        let headword: &str = word.headword.as_ref();
        checker.report(
            &word.headword,
            format!("«{headword}» is a form of «{lemma}»: write the dictionary form, or `unlisted = true`"),
        );
    }
}

fn check_class(checker: &mut FileChecker<'_>, word: &Word, folded: &str) {
    let part_of_speech: &str = word.part_of_speech.as_ref();
    let Some(expected) = part_of_speech.parse().ok().and_then(class) else { return };
    let classes = lexicon::classes(folded);
    if !classes.is_empty() && !classes.contains(&expected) {
        let known: Vec<&str> = classes.iter().map(|class| class.as_str()).collect();
        checker.report(
            &word.part_of_speech,
            format!(
                "«{}» is no {part_of_speech}, according to the lexicon: {}",
                word.headword.as_ref(),
                known.join(", ")
            ),
        );
    }
}

/// Returns the class of a part of speech. `None` if a word of it may have any class.
fn class(part_of_speech: PartOfSpeech) -> Option<WordClass> {
    Some(match part_of_speech {
        PartOfSpeech::Noun => WordClass::Noun,
        PartOfSpeech::Verb => WordClass::Verb,
        PartOfSpeech::Adjective => WordClass::Adjective,
        PartOfSpeech::Adverb => WordClass::Adverb,
        PartOfSpeech::Numeral => WordClass::Numeral,
        PartOfSpeech::Pronoun => WordClass::Pronoun,
        PartOfSpeech::Postposition | PartOfSpeech::Conjunction | PartOfSpeech::Particle => {
            WordClass::Particle
        }
        PartOfSpeech::Interjection => WordClass::Interjection,
        PartOfSpeech::Phrase => return None,
    })
}

fn check_examples(checker: &mut FileChecker<'_>, word: &Word) {
    let spellings = || std::iter::once(&word.headword).chain(&word.variants);
    for sentence in word.sentences() {
        if !spellings().any(|spelling| has_word(sentence.as_ref(), spelling.as_ref())) {
            checker.report(
                sentence,
                format!("the example has no form of the word «{}»", word.headword.as_ref()),
            );
        }
    }
}

/// Whether a sentence has a form of each part of a headword.
fn has_word(sentence: &str, headword: &str) -> bool {
    let letters = |letter: char| !letter.is_alphabetic();
    let tokens: Vec<String> = sentence.split(letters).map(fold_kazakh).collect();
    let headword = fold_kazakh(headword);
    let mut parts = headword.split([' ', '-']).filter(|part| !part.is_empty());
    parts.all(|part| tokens.iter().any(|token| is_form(token, part)))
}

/// The minimum length of a word, in letters, for a common beginning to count: ай and айқын begin alike, but are
/// different words.
const MIN_LETTERS_TO_COMPARE: usize = 4;

/// Whether a text may be a form of a word: by the lexicon, by inflection, with a personal ending, or by its beginning unless
/// it is a form of another common word.
fn is_form(token: &str, word: &str) -> bool {
    let shared = token.chars().zip(word.chars()).take_while(|(one, other)| one == other).count();
    let lemmas = lexicon::lemmas(token);
    let is_predicate = || Person::ALL.into_iter().any(|person| predicate(word, person) == token);
    let begins_alike = || {
        let letters = word.chars().count();
        let is_other = lemmas.iter().any(|lemma| lexicon::class(lemma).is_some());
        letters >= MIN_LETTERS_TO_COMPARE && shared + 1 >= letters && !is_other
    };
    token == word
        || lemmas.contains(word)
        || (shared > 0 && Noun::look_up(word).paradigm().any(|(_, form)| form == token))
        || (shared > 0 && is_predicate())
        || begins_alike()
}
