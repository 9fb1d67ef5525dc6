//! Cloze: example sentences with a gap in place of the word, in whatever form it occurs.

use std::collections::HashMap;

use kazakh::fold;
use kazakh::inflection::NounForm;

use crate::learning::word::Word;

/// The longest form that a gap may take, in bytes: an exercise's id has no room for more.
pub(super) const MAX_FORM_BYTES: usize = 80;

/// An example sentence with a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The index of the example among the word's examples.
    pub example: usize,
    /// The text before the gap.
    pub before: String,
    /// The text after the gap.
    pub after: String,
    /// The text that belongs in the gap.
    pub form: String,
    /// The form of the noun in the gap. `None` for the dictionary form, and for text that could be several forms.
    pub noun_form: Option<NounForm>,
}

/// Makes the gaps of a word: at most one in each of its examples. Only forms that are known for sure qualify: the word
/// itself, or a noun form from the inflector. The form must occur exactly once, and the sentence must contain other words.
pub(super) fn gaps(word: &Word) -> Vec<Gap> {
    if word.examples.is_empty() {
        return Vec::new();
    }
    let forms = forms(word);
    let gaps = word.examples.iter().enumerate().filter_map(|(index, example)| {
        let mut occurrences = find_occurrences(&example.sentence, &forms);
        let (start, end, form) = occurrences.next()?;
        let (before, after) = (example.sentence.get(..start)?, example.sentence.get(end..)?);
        let has_company = [before, after].iter().any(|text| text.contains(char::is_alphanumeric));
        let fits = end - start <= MAX_FORM_BYTES && has_company && occurrences.next().is_none();
        fits.then(|| Gap {
            example: index,
            before: before.to_owned(),
            after: after.to_owned(),
            form: example.sentence.get(start..end).unwrap_or_default().to_owned(),
            noun_form: form,
        })
    });
    gaps.collect()
}

/// Returns the forms of the word, folded, each with its name if that is unambiguous.
fn forms(word: &Word) -> HashMap<String, Option<NounForm>> {
    let mut forms: HashMap<String, Option<NounForm>> = HashMap::new();
    for (form, text) in word.nouns().flat_map(|noun| noun.paradigm().collect::<Vec<_>>()) {
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

/// Finds forms in a sentence as whole words. Returns the first byte, the byte after the last, and the form.
fn find_occurrences<'a>(
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

/// Returns where the words of a sentence start and end. A hyphen inside a word belongs to it.
fn words(sentence: &str) -> Vec<(usize, usize)> {
    let mut words: Vec<(usize, usize)> = Vec::new();
    for (at, letter) in sentence.char_indices() {
        if !letter.is_alphanumeric() {
            continue;
        }
        let end = at + letter.len_utf8();
        match words.last_mut() {
            // The letter follows the previous one directly, or with a hyphen between them.
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
