//! Checks of the words of a lesson.

use std::collections::HashSet;

use kazakh::fold;

use super::unique::UniqueNames;
use super::{FileChecker, lexicon, spelling, writing};
use crate::domain::learning::exercise::have_same_words;
use crate::domain::learning::grading::meaning_key;
use crate::domain::learning::word::{Level, PartOfSpeech};
use crate::domain::text::Language;
use crate::import::format::{Example, Field, Word};

/// The languages in which every word must have a gloss.
const REQUIRED_GLOSS_LANGUAGES: [&str; 2] = ["ru", "en"];
/// The marks that end a sentence.
const FINAL_PUNCTUATION: [char; 7] = ['.', '!', '?', '…', '。', '؟', '۔'];

/// The names that must be unique in a course.
#[derive(Debug, Default)]
pub(super) struct WordNames {
    slugs: UniqueNames,
    headwords: UniqueNames,
    /// The displayed glosses: an exercise could offer the same meaning twice, and a prompt could mean either word.
    glosses: UniqueNames,
}

/// Checks the words of a lesson.
pub(super) fn check_words(checker: &mut FileChecker<'_>, names: &mut WordNames, words: &[Word]) {
    for word in words {
        check_word(checker, names, word);
        for (language, texts) in &word.glosses {
            let Some(gloss) = texts.first() else { continue };
            // Folded like an answer, because «go» and «to go» are one meaning.
            let key = format!("{}/{}", language.as_ref(), meaning_key(gloss.as_ref(), language.as_ref()));
            names.glosses.claim(checker, gloss, &key, &format!("the displayed gloss «{}»", gloss.as_ref()));
        }
    }
}

fn check_word(checker: &mut FileChecker<'_>, names: &mut WordNames, word: &Word) {
    let (slug, headword): (&str, &str) = (word.slug.as_ref(), word.headword.as_ref());
    checker.slug(&word.slug);
    names.slugs.claim(checker, &word.slug, slug, &format!("the word «{slug}»"));
    checker.headword(&word.headword);
    // The headword is folded like an answer, because an answer cannot distinguish two words that differ only in capital
    // letters.
    let folded = fold::fold_kazakh(headword);
    names.headwords.claim(checker, &word.headword, &folded, &format!("the headword «{headword}»"));
    writing::check_capital(checker, word);
    check_variants(checker, names, &folded, &word.variants);
    checker.parses::<PartOfSpeech>(&word.part_of_speech);
    if let Some(meaning) = word.meaning.as_ref().filter(|meaning| *meaning.as_ref() < 1) {
        checker.report(meaning, "number the meanings of a slug from 1");
    }
    if let Some(level) = &word.level {
        checker.parses::<Level>(level);
    }
    checker.texts(&word.note);
    if let Some(inflection) = &word.inflection
        && word.part_of_speech.as_ref() != PartOfSpeech::Noun.as_str()
    {
        checker.report(inflection, "only nouns have an inflection");
    }
    check_glosses(checker, word);
    check_blocked(checker, word);
    for example in &word.example {
        check_example(checker, example);
    }
    writing::check_repeated_examples(checker, word);
    check_orders(checker, word);
    lexicon::check(checker, word);
}

fn check_variants(
    checker: &mut FileChecker<'_>,
    names: &mut WordNames,
    folded_headword: &str,
    variants: &[Field],
) {
    let mut known = HashSet::from([folded_headword.to_owned()]);
    for variant in variants {
        checker.headword(variant);
        let shown = format!("the spelling «{}»", variant.as_ref());
        let folded = fold::fold_kazakh(variant.as_ref());
        if known.insert(folded.clone()) {
            names.headwords.claim(checker, variant, &folded, &shown);
        } else {
            checker.report(variant, format!("{shown} is listed twice"));
        }
    }
}

fn check_glosses(checker: &mut FileChecker<'_>, word: &Word) {
    let Word { slug, headword, glosses, .. } = word;
    for wanted in REQUIRED_GLOSS_LANGUAGES {
        if !glosses.keys().any(|language| language.as_ref() == wanted) {
            checker.report(slug, format!("the word «{}» has no gloss in {wanted}", slug.as_ref()));
        }
    }
    for (language, texts) in glosses {
        if texts.is_empty() {
            checker.report(
                language,
                format!("the word «{}» has no gloss in {}", slug.as_ref(), language.as_ref()),
            );
        }
        checker.language(language);
        let mut known = HashSet::new();
        for text in texts {
            checker.text_in(language, text);
            if known.insert(fold::fold_text(text.as_ref())) {
                writing::check_gloss(checker, headword.as_ref(), language, text);
            } else {
                checker.report(text, format!("the gloss «{}» is listed twice", text.as_ref()));
            }
        }
    }
}

fn check_blocked(checker: &mut FileChecker<'_>, word: &Word) {
    for (language, texts) in &word.blocked {
        let accepted = word.glosses.iter().find(|(other, _)| other.as_ref() == language.as_ref());
        let Some((_, accepted)) = accepted else {
            let (slug, language_tag) = (word.slug.as_ref(), language.as_ref());
            checker.report(
                language,
                format!("glosses are blocked in {language_tag}, but the word «{slug}» has no gloss in {language_tag}"),
            );
            continue;
        };
        // A blocked answer is compared as a meaning: «the house» would block «house».
        let key = |gloss: &Field| meaning_key(gloss.as_ref(), language.as_ref());
        let accepted: HashSet<String> = accepted.iter().map(key).collect();
        let mut known = HashSet::new();
        for text in texts {
            checker.text_in(language, text);
            if accepted.contains(&key(text)) || !known.insert(fold::fold_text(text.as_ref())) {
                checker.report(text, format!("the gloss «{}» is listed twice", text.as_ref()));
            }
        }
    }
}

/// Checks that each accepted order has the words of an example in a different order.
fn check_orders(checker: &mut FileChecker<'_>, word: &Word) {
    let sentences: Vec<&str> = word.sentences().map(|text| text.as_ref().as_str()).collect();
    let mut known: HashSet<String> = sentences.iter().map(|sentence| fold::fold_kazakh(sentence)).collect();
    for order in &word.accepted_orders {
        checker.text(order);
        if !sentences.iter().any(|sentence| have_same_words(sentence, order.as_ref())) {
            checker.report(
                order,
                format!("no example of the word «{}» consists of these words", word.slug.as_ref()),
            );
        } else if !known.insert(fold::fold_kazakh(order.as_ref())) {
            checker.report(order, format!("the order «{}» is already accepted", order.as_ref()));
        }
    }
}

fn check_example(checker: &mut FileChecker<'_>, example: &Example) {
    for (language, text) in example.as_ref() {
        checker.language(language);
        checker.text_in(language, text);
        writing::check_sentence(checker, language, text);
        let ends = text.as_ref().trim_end_matches(['»', '"', '”', ')']).ends_with(FINAL_PUNCTUATION);
        if !ends && spelling::problem(text.as_ref()).is_none() {
            checker.report(
                text,
                format!("«{}» does not end with a full stop or another such mark", text.as_ref()),
            );
        }
    }
    writing::check_question(checker, example);
    for wanted in [Language::Kk.tag()].into_iter().chain(REQUIRED_GLOSS_LANGUAGES) {
        if !example.as_ref().keys().any(|language| language.as_ref() == wanted) {
            checker.report(example, format!("the example has no text in {wanted}"));
        }
    }
}
