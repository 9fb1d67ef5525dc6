//! Recognizes the forms of verbs.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::conjugation::{Nonfinite, Person, Polarity, Tense, Verb, VerbForm, join};
use crate::inflection::{Case, Flags, Noun, NounForm, harmony};

/// Verbs in their form in -у, by the letters with which all their forms begin.
#[derive(Default)]
pub(super) struct Verbs(HashMap<String, Vec<(Cow<'static, str>, Verb)>>);

impl Verbs {
    pub(super) fn add(&mut self, infinitive: Cow<'static, str>) {
        if let Ok(verb) = Verb::look_up(&infinitive) {
            self.0.entry(verb.prefix()).or_default().push((infinitive, verb));
        }
    }

    /// Returns the stems of each verb: the one before vowels, and the one before consonants.
    pub(super) fn stems(&self) -> Vec<[String; 2]> {
        let verbs = self.0.values().flatten();
        let mut stems: Vec<[String; 2]> = verbs.map(|(_, verb)| verb.stems()).collect();
        stems.sort();
        stems
    }

    /// Returns the verbs that a text, which begins with this prefix, may be a form of.
    pub(super) fn of(&self, prefix: &str, text: &str) -> impl Iterator<Item = &(Cow<'static, str>, Verb)> {
        let verbs = self.0.get(prefix).into_iter().flatten();
        verbs.filter(move |(_, verb)| is_form(verb, text))
    }
}

/// The tenses and moods whose forms are one word.
const TENSES: [Tense; 9] = [
    Tense::Present,
    Tense::Past,
    Tense::Perfect,
    Tense::Evidential,
    Tense::Future,
    Tense::Purpose,
    Tense::Intention,
    Tense::Conditional,
    Tense::Imperative,
];

fn is_form(verb: &Verb, text: &str) -> bool {
    // All negated forms begin with the negated imperative.
    let negated = verb.form(VerbForm {
        polarity: Polarity::Negative,
        ..VerbForm::new(Tense::Imperative, Person::SecondFamiliar)
    });
    let may_be_negated = negated.is_some_and(|negated| text.starts_with(&negated));
    [Polarity::Affirmative, Polarity::Negative]
        .into_iter()
        .filter(|polarity| *polarity == Polarity::Affirmative || may_be_negated)
        .any(|polarity| {
            is_finite(verb, polarity, text) || is_nonfinite(verb, polarity == Polarity::Negative, text)
        })
}

fn is_finite(verb: &Verb, polarity: Polarity, text: &str) -> bool {
    TENSES.into_iter().any(|tense| {
        let form = |person| verb.form(VerbForm { polarity, ..VerbForm::new(tense, person) });
        Person::ALL.into_iter().any(|person| form(person).is_some_and(|form| form == text))
    })
}

/// Returns whether a text is a participle or converb, or the past participle in a case of place or time or with -ша:
/// барғанда, барғанша.
fn is_nonfinite(verb: &Verb, is_negative: bool, text: &str) -> bool {
    let form = |form| verb.nonfinite(form, is_negative);
    if Nonfinite::ALL.into_iter().any(|nonfinite| form(nonfinite) == text) {
        return true;
    }
    let past = form(Nonfinite::PastParticiple);
    text.starts_with(&past) && {
        let until = join(&past, "шA", harmony(&past));
        let participle = Noun::new(past, Flags::default());
        until == text
            || [Case::Dative, Case::Locative, Case::Ablative]
                .into_iter()
                .any(|case| participle.form(NounForm { case, ..NounForm::LEMMA }) == text)
    }
}
