//! Inflects Kazakh nouns in number, possessor and case, by the rules of vowel harmony and assimilation.
//!
//! [`Noun::look_up`] also knows the nouns that need more than the rules. They are listed in `data/nouns.toml`.
//!
//! ```
//! use kazakh::inflection::Noun;
//!
//! let word = Noun::look_up("дос");
//! assert_eq!(word.form("pl.1pl.loc".parse()?), "достарымызда");
//! assert_eq!(Noun::look_up("халық").form("3.acc".parse()?), "халқын");
//! # Ok::<(), kazakh::inflection::InvalidFormCode>(())
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
pub use form::{Case, InvalidFormCode, NounForm, Possessor};
pub use sounds::Harmony;
pub(crate) use sounds::{Sound, harmony, sound};

/// Properties of a noun that the rules need and its letters do not show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Flags {
    /// Whether it loses the narrow vowel of its last syllable before an ending that begins with a vowel: халық, халқы.
    pub drops_vowel: bool,
    /// The harmony of its endings, if it differs from the harmony of its letters: тарих, тарихтар.
    pub harmony: Option<Harmony>,
    /// Whether it is a compound that already has the ending of the third person: отбасы, отбасында; ауа райы, ауа райында.
    pub frozen: bool,
    /// Whether its final п or к stays voiceless before a vowel, as in many loanwords: принцип, принципі.
    pub keeps_stop: bool,
}

/// A noun with everything that is needed to inflect it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noun {
    lemma: String,
    flags: Flags,
    /// The stem of the plural, if it differs from the lemma.
    plural: Option<String>,
    irregular: BTreeMap<NounForm, String>,
}

impl Noun {
    /// Creates a regular noun from its dictionary form and flags.
    pub fn new(lemma: impl Into<String>, flags: Flags) -> Self {
        Self { lemma: lemma.into(), flags, plural: None, irregular: BTreeMap::new() }
    }

    /// Creates a noun from its dictionary form, with its entry in the list of exceptions if it has one. A compound that is
    /// not listed is inflected like its last word.
    pub fn look_up(lemma: &str) -> Self {
        let mut noun = Self::new(lemma, Flags::default());
        if let Some((before, exception)) = exceptions::find(lemma) {
            let whole = |text: &String| format!("{before}{text}");
            noun.flags = exception.flags;
            noun.plural = exception.plural.as_ref().map(whole);
            noun.irregular = exception.forms.iter().map(|(form, text)| (*form, whole(text))).collect();
        }
        noun
    }

    /// Returns the noun with other flags.
    #[must_use]
    pub fn with_flags(self, flags: Flags) -> Self {
        Self { flags, ..self }
    }

    /// Returns the dictionary form: singular, without a possessor, nominative.
    pub fn lemma(&self) -> &str {
        &self.lemma
    }

    /// Returns the flags.
    pub fn flags(&self) -> Flags {
        self.flags
    }

    /// Returns a form of the noun.
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

    /// Returns all 84 forms: both numbers, each without a possessor and with every possessor, each in the seven cases.
    pub fn paradigm(&self) -> impl Iterator<Item = (NounForm, String)> + '_ {
        NounForm::all().map(|form| (form, self.form(form)))
    }
}
