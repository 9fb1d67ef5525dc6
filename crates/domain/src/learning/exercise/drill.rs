//! Suffix drills: the learner puts a noun into a named form.

use kazakh::inflection::{Case, Noun, NounForm};

use crate::learning::exercise::cloze::{self, Gap};
use crate::learning::seed::Seed;
use crate::learning::word::Word;

/// Returns the word's spellings as nouns; empty for another part of speech.
pub(super) fn nouns(word: &Word) -> Vec<Noun> {
    word.nouns().collect()
}

/// The purpose under which the seed decides whether a drill is in a sentence.
const IN_SENTENCE: u128 = u128::MAX - 1;
/// The forms with one ending, as codes, the commonest in texts first.
const FORMS: [&str; 12] = [
    "3.nom", "pl.nom", "acc", "dat", "loc", "gen", "abl", "1sg.nom", "ins", "1pl.nom", "2pol.nom", "2sg.nom",
];

/// The form to put a noun into, and the sentence in which it belongs, if there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drill {
    /// The form: with one ending.
    pub form: NounForm,
    /// The sentence, with a gap. `None` if the form is asked by its name alone.
    pub gap: Option<Gap>,
}

/// Picks a form with one ending, of the `commonest` ones. Half of the time, it is one that an example of the word has, if
/// there is such an example.
pub(super) fn pick(word: &Word, commonest: usize, seed: Seed) -> Option<Drill> {
    let nouns = nouns(word);
    let noun = nouns.first()?;
    let differs = |form: &NounForm| noun.form(*form) != noun.lemma();
    if seed.below(IN_SENTENCE, 2) == 0 {
        let gap = cloze::gap(word, seed);
        let form = gap.as_ref().and_then(|gap| gap.noun_form);
        if let Some(form) = form.filter(|form| count_endings(*form) == 1 && differs(form)) {
            return Some(Drill { form, gap });
        }
    }
    let forms = FORMS.iter().take(commonest).filter_map(|code| code.parse().ok()).zip(0..);
    let mut forms: Vec<(u128, NounForm)> = forms.map(|(form, place)| (place, form)).collect();
    forms.sort_by_key(|(place, _)| seed.rank(*place));
    let form = forms.into_iter().map(|(_, form)| form).find(differs)?;
    Some(Drill { form, gap: None })
}

/// Counts the endings of a form.
fn count_endings(form: NounForm) -> u8 {
    u8::from(form.plural) + u8::from(form.possessor.is_some()) + u8::from(form.case != Case::Nominative)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_have_one_ending_and_are_all_there_are() {
        let forms: Vec<NounForm> = FORMS.iter().map(|code| code.parse().unwrap()).collect();
        assert!(forms.iter().all(|form| count_endings(*form) == 1));
        assert_eq!(NounForm::all().filter(|form| count_endings(*form) == 1).count(), forms.len());
    }
}
