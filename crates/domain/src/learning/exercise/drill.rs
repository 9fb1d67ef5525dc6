//! Suffix drills: the learner puts a noun into a named form.

use kazakh::inflection::{Case, Noun, NounForm};

use crate::learning::seed::Seed;
use crate::learning::word::Word;

/// Returns the word's spellings as nouns; empty for another part of speech.
pub(super) fn nouns(word: &Word) -> Vec<Noun> {
    word.nouns().collect()
}

/// Picks a form with the given number of endings, or with fewer if none with that many differs from the dictionary
/// form.
pub(super) fn pick_form(word: &Word, endings: u8, seed: Seed) -> Option<NounForm> {
    let nouns = nouns(word);
    let noun = nouns.first()?;
    (1..=endings).rev().find_map(|endings| {
        let mut forms: Vec<(usize, NounForm)> =
            NounForm::all().enumerate().filter(|(_, form)| count_endings(*form) == endings).collect();
        forms.sort_by_key(|(index, _)| seed.rank(*index as u128));
        forms.into_iter().map(|(_, form)| form).find(|form| noun.form(*form) != noun.lemma())
    })
}

/// Counts the endings of a form.
fn count_endings(form: NounForm) -> u8 {
    u8::from(form.plural) + u8::from(form.possessor.is_some()) + u8::from(form.case != Case::Nominative)
}
