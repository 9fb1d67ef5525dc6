//! Sentences with a gap where the word stands, in whatever form.

use std::collections::HashMap;

use kazakh::fold;
use kazakh::inflection::NounForm;

use crate::domain::learning::exercise::drill::nouns;
use crate::domain::learning::exercise::task::MAX_FORM_BYTES;
use crate::domain::learning::seed::Seed;
use crate::domain::learning::word::Word;

/// An example sentence without the word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Which of the word's examples it is.
    pub example: usize,
    /// What stands before the gap.
    pub before: String,
    /// What stands behind it.
    pub after: String,
    /// What stands in it.
    pub form: String,
    /// Which form of the noun that is; none: the dictionary form, or one of several that are written alike.
    pub noun_form: Option<NounForm>,
}

/// A gap in one of the word's examples. Only a form that is certain makes one: the word itself, or what the inflector
/// makes of a noun; and only where it stands in the sentence once, and not alone.
pub(super) fn gap(word: &Word, seed: Seed) -> Option<Gap> {
    if word.examples.is_empty() {
        return None;
    }
    let forms = forms(word);
    let gaps = word.examples.iter().enumerate().filter_map(|(place, example)| {
        let mut found = places(&example.sentence, &forms);
        let (start, end, form) = found.next()?;
        let (before, after) = (example.sentence.get(..start)?, example.sentence.get(end..)?);
        let has_company = [before, after].iter().any(|text| text.contains(char::is_alphanumeric));
        let fits = end - start <= MAX_FORM_BYTES && has_company && found.next().is_none();
        fits.then(|| Gap {
            example: place,
            before: before.to_owned(),
            after: after.to_owned(),
            form: example.sentence.get(start..end).unwrap_or_default().to_owned(),
            noun_form: form,
        })
    });
    gaps.min_by_key(|gap| seed.rank(gap.example as u128))
}

/// The forms of the word, folded, each with what it is called if that is certain.
fn forms(word: &Word) -> HashMap<String, Option<NounForm>> {
    let mut forms: HashMap<String, Option<NounForm>> = HashMap::new();
    for (form, text) in nouns(word).iter().flat_map(|noun| noun.paradigm().collect::<Vec<_>>()) {
        forms
            .entry(fold::fold_kazakh(&text))
            .and_modify(|known| *known = known.filter(|known| *known == form))
            .or_insert(Some(form));
    }
    for spelling in word.spellings() {
        forms.insert(fold::fold_kazakh(spelling), None);
    }
    forms
}

/// Where forms stand in a sentence, as whole words: from which byte up to which.
fn places<'a>(
    sentence: &'a str,
    forms: &'a HashMap<String, Option<NounForm>>,
) -> impl Iterator<Item = (usize, usize, Option<NounForm>)> + 'a {
    let words = words(sentence);
    let longest = forms.keys().map(|form| form.split(' ').count()).max().unwrap_or(1);
    let starts = 0..words.len();
    starts.flat_map(move |first| {
        let words = words.clone();
        (1..=longest).filter_map(move |length| {
            let (start, _) = *words.get(first)?;
            let (_, end) = *words.get(first + length - 1)?;
            let form = forms.get(&fold::fold_kazakh(sentence.get(start..end)?))?;
            Some((start, end, *form))
        })
    })
}

/// Where the words of a sentence begin and end. A hyphen inside a word belongs to it.
fn words(sentence: &str) -> Vec<(usize, usize)> {
    let mut words: Vec<(usize, usize)> = Vec::new();
    for (at, letter) in sentence.char_indices() {
        if !letter.is_alphanumeric() {
            continue;
        }
        let end = at + letter.len_utf8();
        match words.last_mut() {
            // Behind a letter, or a hyphen behind a letter.
            Some((_, last))
                if sentence
                    .get(*last..at)
                    .is_some_and(|between| matches!(between, "" | "-" | "\u{2011}")) =>
            {
                *last = end;
            }
            _ => words.push((at, end)),
        }
    }
    words
}
