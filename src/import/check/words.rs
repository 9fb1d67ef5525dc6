//! Checks of the words of a lesson.

use std::collections::HashSet;

use kazakh::fold;

use super::Notes;
use super::unique::Unique;
use crate::domain::learning::exercise::have_same_words;
use crate::domain::learning::word::{Level, PartOfSpeech};
use crate::domain::text::Language;
use crate::import::format::{Example, Field, Glosses, Word};

/// The languages that every word is explained in.
const EXPLAINED_IN: [&str; 2] = ["ru", "en"];

/// What may stand only once in a course.
#[derive(Debug, Default)]
pub(super) struct WordNames {
    slugs: Unique,
    headwords: Unique,
}

/// Checks the words of a lesson.
pub(super) fn check_words(notes: &mut Notes<'_>, names: &mut WordNames, words: &[Word]) {
    let mut shown = Unique::default();
    for word in words {
        check_word(notes, names, word);
        for (language, texts) in &word.glosses {
            let Some(gloss) = texts.first() else { continue };
            // Who is to choose among the meanings of a lesson would find the same one twice.
            let key = format!("{}/{}", language.as_ref(), fold::fold_text(gloss.as_ref()));
            shown.claim(notes, gloss, &key, &format!("the gloss «{}» that is shown", gloss.as_ref()));
        }
    }
}

fn check_word(notes: &mut Notes<'_>, names: &mut WordNames, word: &Word) {
    let (slug, headword): (&str, &str) = (word.slug.as_ref(), word.headword.as_ref());
    notes.slug(&word.slug);
    names.slugs.claim(notes, &word.slug, slug, &format!("the word «{slug}»"));
    notes.headword(&word.headword);
    // As answers are compared: two words that differ in a capital alone could not be told apart.
    let folded = fold::fold_kazakh(headword);
    names.headwords.claim(notes, &word.headword, &folded, &format!("the headword «{headword}»"));
    check_variants(notes, &folded, &word.variants);
    notes.parses::<PartOfSpeech>(&word.part_of_speech);
    if let Some(meaning) = word.meaning.as_ref().filter(|meaning| *meaning.as_ref() < 1) {
        notes.at(meaning, "the first meaning of a slug is 1, each new one counts up");
    }
    if let Some(level) = &word.level {
        notes.parses::<Level>(level);
    }
    notes.texts(&word.note);
    if let Some(inflection) = &word.inflection
        && word.part_of_speech.as_ref() != PartOfSpeech::Noun.as_str()
    {
        notes.at(inflection, "nouns alone have an inflection");
    }
    check_glosses(notes, &word.slug, &word.glosses);
    check_blocked(notes, word);
    for example in &word.example {
        check_example(notes, example);
    }
    check_orders(notes, word);
}

fn check_variants(notes: &mut Notes<'_>, folded_headword: &str, variants: &[Field]) {
    let mut before = HashSet::from([folded_headword.to_owned()]);
    for variant in variants {
        notes.headword(variant);
        if !before.insert(fold::fold_kazakh(variant.as_ref())) {
            notes.at(variant, format!("the spelling «{}» is there twice", variant.as_ref()));
        }
    }
}

fn check_glosses(notes: &mut Notes<'_>, slug: &Field, glosses: &Glosses) {
    for wanted in EXPLAINED_IN {
        if !glosses.keys().any(|language| language.as_ref() == wanted) {
            notes.at(slug, format!("the word «{}» has no gloss in {wanted}", slug.as_ref()));
        }
    }
    for (language, texts) in glosses {
        if texts.is_empty() {
            notes.at(language, format!("the word «{}» has no gloss in {}", slug.as_ref(), language.as_ref()));
        }
        notes.language(language);
        let mut before = HashSet::new();
        for text in texts {
            notes.text(text);
            if !before.insert(fold::fold_text(text.as_ref())) {
                notes.at(text, format!("the gloss «{}» is there twice", text.as_ref()));
            }
        }
    }
}

fn check_blocked(notes: &mut Notes<'_>, word: &Word) {
    for (language, texts) in &word.blocked {
        let accepted = word.glosses.iter().find(|(other, _)| other.as_ref() == language.as_ref());
        let Some((_, accepted)) = accepted else {
            let (slug, language_tag) = (word.slug.as_ref(), language.as_ref());
            notes.at(
                language,
                format!("the word «{slug}» has no gloss in {language_tag} to block others beside"),
            );
            continue;
        };
        let mut before: HashSet<String> =
            accepted.iter().map(|gloss| fold::fold_text(gloss.as_ref())).collect();
        for text in texts {
            notes.text(text);
            if !before.insert(fold::fold_text(text.as_ref())) {
                notes.at(text, format!("the gloss «{}» is there twice", text.as_ref()));
            }
        }
    }
}

/// Checks that each accepted order is one of an example's words, and another one.
fn check_orders(notes: &mut Notes<'_>, word: &Word) {
    let mut sentences: Vec<&str> = Vec::new();
    for example in &word.example {
        let texts = example.as_ref().iter().filter(|(language, _)| language.as_ref() == Language::Kk.tag());
        sentences.extend(texts.map(|(_, text)| text.as_ref().as_str()));
    }
    let mut before: HashSet<String> = sentences.iter().map(|sentence| fold::fold_kazakh(sentence)).collect();
    for order in &word.accepted_orders {
        notes.text(order);
        if !sentences.iter().any(|sentence| have_same_words(sentence, order.as_ref())) {
            notes.at(order, format!("no example of the word «{}» has these words", word.slug.as_ref()));
        } else if !before.insert(fold::fold_kazakh(order.as_ref())) {
            notes.at(order, format!("the order «{}» is there already", order.as_ref()));
        }
    }
}

fn check_example(notes: &mut Notes<'_>, example: &Example) {
    for (language, text) in example.as_ref() {
        notes.language(language);
        notes.text(text);
    }
    for wanted in [Language::Kk.tag()].into_iter().chain(EXPLAINED_IN) {
        if !example.as_ref().keys().any(|language| language.as_ref() == wanted) {
            notes.at(example, format!("the example has no text in {wanted}"));
        }
    }
}
