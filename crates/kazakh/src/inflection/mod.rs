//! The inflection of Kazakh nouns: number, possessor and case, by the rules of vowel harmony and assimilation.
//!
//! What the rules can't know of a noun is data: `data/nouns.toml`, read by [`Noun::known`].
//!
//! ```
//! # use kazakh::inflection::Noun;
//! let word = Noun::known("дос");
//! assert_eq!(word.form("pl.1pl.loc".parse()?), "достарымызда");
//! assert_eq!(Noun::known("халық").form("3.acc".parse()?), "халқын");
//! # Ok::<(), kazakh::inflection::UnknownForm>(())
//! ```

mod endings;
mod exceptions;
mod form;
mod sounds;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub(crate) use exceptions::with_dropped_vowel;
pub use form::{Case, NounForm, Possessor, UnknownForm};
pub use sounds::Harmony;
pub(crate) use sounds::{Sound, harmony, sound};

/// What the rules must be told of a noun.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Flags {
    /// It loses the narrow vowel of its last syllable before an ending that begins with a vowel: халық, халқы.
    pub drops_vowel: bool,
    /// Its endings are back or front against what its letters say: тарих, тарихтар.
    pub harmony: Option<Harmony>,
    /// It is a compound that has the ending of the third person already: отбасы, отбасында; ауа райы, ауа райында.
    pub frozen: bool,
    /// Its last п or к stays voiceless before a vowel, as in many loans: принцип, принципі.
    pub keeps_stop: bool,
}

/// A noun, and all that is needed to inflect it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noun {
    lemma: String,
    flags: Flags,
    /// The stem of the plural, where the rules make another one.
    plural: Option<String>,
    irregular: BTreeMap<NounForm, String>,
}

impl Noun {
    /// A noun by its dictionary form, with these flags and nothing irregular.
    pub fn new(lemma: impl Into<String>, flags: Flags) -> Self {
        Self { lemma: lemma.into(), flags, plural: None, irregular: BTreeMap::new() }
    }

    /// A noun by its dictionary form, with what the list of exceptions knows of it. A compound that isn't listed is
    /// inflected as its last word is.
    pub fn known(lemma: &str) -> Self {
        let mut noun = Self::new(lemma, Flags::default());
        if let Some((before, exception)) = exceptions::of(lemma) {
            let whole = |text: &String| format!("{before}{text}");
            noun.flags = exception.flags;
            noun.plural = exception.plural.as_ref().map(whole);
            noun.irregular = exception.forms.iter().map(|(form, text)| (*form, whole(text))).collect();
        }
        noun
    }

    /// The same noun with other flags.
    #[must_use]
    pub fn with_flags(self, flags: Flags) -> Self {
        Self { flags, ..self }
    }

    /// The dictionary form: singular, nobody's, nominative.
    pub fn lemma(&self) -> &str {
        &self.lemma
    }

    /// What the rules were told.
    pub fn flags(&self) -> Flags {
        self.flags
    }

    /// The noun in a form.
    pub fn form(&self, form: NounForm) -> String {
        if let Some(irregular) = self.irregular.get(&form) {
            return irregular.clone();
        }
        match &self.plural {
            Some(plural) if form.plural => {
                endings::inflect(plural, Flags::default(), NounForm { plural: false, ..form })
            }
            _ => endings::inflect(&self.lemma, self.flags, form),
        }
    }

    /// All its forms: both numbers, each with no possessor and with every possessor, each in the seven cases.
    pub fn paradigm(&self) -> impl Iterator<Item = (NounForm, String)> + '_ {
        NounForm::all().map(|form| (form, self.form(form)))
    }
}
