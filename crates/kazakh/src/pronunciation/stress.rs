//! The stressed syllable. It is the last one, except before endings that take no stress. School grammars («Екпін») name
//! these: the negation -ма, the personal endings of nouns and of verbs but for the past and the conditional, the endings of
//! commands to the second person, and -дай.

use crate::conjugation::{Nonfinite, Person, Polarity, Tense, Verb, VerbForm, predicate};
use crate::inflection::{Noun, NounForm, Possessor, is_vowel};
use crate::lexicon;

/// Returns how many syllables follow the stressed one. The endings are recognized after common words only, so that no part of
/// another word is taken for one.
pub(super) fn unstressed_syllables(word: &str) -> usize {
    if lexicon::class(word).is_some() {
        return 0;
    }
    let stressed = lexicon::verbs_of(word).find_map(|verb| stressed_part(verb, word));
    let stressed = stressed.or_else(|| before_personal_ending(word)).or_else(|| before_likeness(word));
    stressed.map_or(0, |stressed| syllables(word).saturating_sub(syllables(&stressed)))
}

fn syllables(text: &str) -> usize {
    text.chars().filter(|letter| is_vowel(*letter)).count()
}

/// Returns the part of a verb's form that ends with the stressed syllable.
fn stressed_part(verb: &Verb, word: &str) -> Option<String> {
    let nonfinite = |form| verb.nonfinite(form, false);
    if Nonfinite::ALL.into_iter().any(|form| verb.nonfinite(form, true) == word) {
        return Some(verb.stem());
    }
    let form =
        VerbForm::all().find(|form| !form.question && verb.form(*form).is_some_and(|form| form == word))?;
    if form.polarity == Polarity::Negative {
        return Some(verb.stem());
    }
    Some(match (form.tense, form.person) {
        (Tense::Present, _) => nonfinite(Nonfinite::PresentConverb),
        (Tense::Perfect, _) => nonfinite(Nonfinite::PastParticiple),
        (Tense::Evidential, _) => nonfinite(Nonfinite::PastConverb),
        (Tense::Future, _) => nonfinite(Nonfinite::FutureParticiple),
        (Tense::Purpose, _) => nonfinite(Nonfinite::PurposeParticiple),
        (Tense::Intention, _) => verb.form(VerbForm::new(Tense::Intention, Person::Third))?,
        (Tense::Imperative, Person::FirstSingular | Person::FirstPlural) => {
            nonfinite(Nonfinite::PresentConverb)
        }
        (Tense::Imperative, Person::Third) => word.to_owned(),
        (Tense::Imperative, _) => verb.stem(),
        _ => word.to_owned(),
    })
}

/// Returns a common word before a personal ending: мұғалім of мұғаліммін. The endings -сыз and -сіз are left aside, since
/// they also mean «without», and so is what may be a possessive ending (баламыз, «our child»).
fn before_personal_ending(word: &str) -> Option<String> {
    let persons =
        [Person::FirstSingular, Person::SecondFamiliar, Person::FirstPlural, Person::SecondFamiliarPlural];
    let possessed = NounForm { possessor: Some(Possessor::FirstPlural), ..NounForm::LEMMA };
    let stems = word.char_indices().filter_map(|(at, _)| word.get(..at));
    stems
        .filter(|stem| lexicon::class(stem).is_some() && Noun::look_up(stem).form(possessed) != word)
        .find(|stem| persons.into_iter().any(|person| predicate(stem, person) == word))
        .map(str::to_owned)
}

/// Returns a common word before the ending of likeness: тау of таудай.
fn before_likeness(word: &str) -> Option<String> {
    let stem = ["дай", "дей", "тай", "тей"].into_iter().find_map(|ending| word.strip_suffix(ending))?;
    lexicon::class(stem).map(|_| stem.to_owned())
}
