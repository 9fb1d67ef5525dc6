//! Suffix drills: the learner puts a noun into the form that belongs in a sentence. A drill asks for one ending, which a
//! lesson has taught.

use std::sync::LazyLock;

use kazakh::inflection::{Case, Noun, NounForm};

use crate::language_tag::LanguageTag;
use crate::learning::cloze::Gap;
use crate::learning::seed::Seed;
use crate::learning::word::{Gloss, Word};
use crate::learning::word_keys::WordKeys;

/// Returns the word's spellings as nouns; empty for another part of speech.
pub(super) fn nouns(word: &Word) -> Vec<Noun> {
    word.nouns().collect()
}

/// The purpose under which the seed decides whether a drill is an example of the word.
const IN_EXAMPLE: u128 = u128::MAX - 1;
/// Sentences for nouns in each form with one ending, the commonest in texts first.
const SENTENCES: &str = include_str!("../../../data/drill_sentences.txt");
/// The drills with these sentences, read once: every exercise picks one.
static DRILLS: LazyLock<Vec<Drill>> = LazyLock::new(|| sentences().collect());

/// The form to put a noun into, and the sentence in which it belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drill {
    /// The form: with one ending.
    pub form: NounForm,
    /// The text before the gap.
    pub before: String,
    /// The text after the gap.
    pub after: String,
    /// Translations of the sentence. `…` stands for a noun that the sentence does not determine.
    pub translations: Vec<Gloss>,
}

/// Whether a form has exactly one ending: the plural, one of possession, or one of case.
pub fn has_one_ending(form: NounForm) -> bool {
    let is_marked = [form.plural, form.possessor.is_some(), form.case != Case::Nominative];
    is_marked.into_iter().filter(|is_marked| *is_marked).count() == 1
}

/// Picks a form among the `commonest` ones with an ending that was taught. Half of the time, it is one that an example of the
/// word has, if there is such an example. `None` if all these forms equal the dictionary form.
pub(super) fn pick(
    word: &Word,
    keys: &WordKeys,
    taught: &[NounForm],
    commonest: usize,
    seed: Seed,
) -> Option<Drill> {
    let nouns = nouns(word);
    let noun = nouns.first()?;
    let fits = |form: NounForm| {
        has_one_ending(form)
            && (taught.is_empty() || taught.contains(&form))
            && noun.form(form) != noun.lemma()
    };
    if seed.below(IN_EXAMPLE, 2) == 0
        && let Some(gap) = keys.gap(word, seed)
        && let Some(form) = gap.noun_form.filter(|form| fits(*form))
    {
        return Some(in_example(word, form, gap));
    }
    let fitting = DRILLS.iter().zip(0_u128..).filter(|(drill, _)| fits(drill.form)).take(commonest);
    fitting.min_by_key(|(_, place)| seed.rank(*place)).map(|(drill, _)| drill.clone())
}

fn in_example(word: &Word, form: NounForm, gap: Gap) -> Drill {
    let translations = word.examples.get(gap.example).map(|example| example.translations.clone());
    Drill { form, before: gap.before, after: gap.after, translations: translations.unwrap_or_default() }
}

/// Reads the drills with the sentences that fit any noun.
fn sentences() -> impl Iterator<Item = Drill> {
    SENTENCES.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut fields = line.split(" | ");
        let (code, kazakh) = (fields.next()?, fields.next()?);
        let (before, after) = kazakh.split_once('_')?;
        let translations = ["ru", "en"].into_iter().zip(fields).filter_map(|(tag, text)| {
            Some(Gloss { language: LanguageTag::new(tag).ok()?, text: text.to_owned() })
        });
        Some(Drill {
            form: code.parse().ok()?,
            before: before.to_owned(),
            after: after.to_owned(),
            translations: translations.collect(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_with_one_ending_has_a_sentence() {
        let drills: Vec<Drill> = sentences().collect();
        let lines = SENTENCES.lines().filter(|line| !line.starts_with('#'));
        assert_eq!(drills.len(), lines.count());
        let mut forms: Vec<NounForm> = drills.iter().map(|drill| drill.form).collect();
        forms.sort();
        let mut all: Vec<NounForm> = NounForm::all().filter(|form| has_one_ending(*form)).collect();
        all.sort();
        assert_eq!(forms, all);
        for drill in drills {
            assert!(drill.before.ends_with(' ') && drill.after.ends_with('.'), "{drill:?}");
            assert_eq!(drill.translations.len(), 2);
            assert!(drill.translations.iter().all(|gloss| gloss.text.contains('…')), "{drill:?}");
        }
    }
}
