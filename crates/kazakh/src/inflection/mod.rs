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

mod compound;
mod endings;
mod exceptions;
mod form;
mod latin;
mod loanword;
mod reading;
mod sounds;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::lexicon::{self, WordClass};
pub(crate) use exceptions::with_dropped_vowel;
pub use form::{Case, InvalidFormCode, NounForm, Possessor};
use reading::Reading;
pub use sounds::Harmony;
pub(crate) use sounds::{Sound, harmony, is_full_vowel, is_vowel, sound};

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
    /// Whether its final п, к or қ stays voiceless before a vowel: тарап, тарапы. Loanwords in -п need no flag: типі.
    pub keeps_stop: bool,
}

/// The word does not take the endings of nouns. It has the class of the word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("does not take the endings of nouns: {}", .0.as_str())]
pub struct NotANoun(pub WordClass);

/// A noun with everything that is needed to inflect it. Adjectives, numerals, pronouns and the -у form of verbs take the
/// same endings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noun {
    lemma: String,
    flags: Flags,
    /// The stem of the plural, if it differs from the lemma.
    plural: Option<String>,
    irregular: BTreeMap<NounForm, String>,
    /// Whether it is a pronoun that takes no possessive endings.
    unpossessed: bool,
    /// How it is read, if endings leave it as it is written.
    reading: Option<Reading>,
    /// A remark in brackets that follows the endings: Алматы (Верный), Алматыда (Верный).
    remark: String,
}

impl Noun {
    /// Creates a regular noun from its dictionary form and flags.
    pub fn new(lemma: impl Into<String>, flags: Flags) -> Self {
        let (plural, irregular, reading) = (None, BTreeMap::new(), None);
        Self {
            lemma: lemma.into(),
            flags,
            plural,
            irregular,
            unpossessed: false,
            reading,
            remark: String::new(),
        }
    }

    /// Creates a noun from its dictionary form, with its entry in the list of exceptions if it has one. A compound that is
    /// not listed is inflected like its last word; an izafet compound keeps its possessive ending (ана тілі, ана тіліне).
    /// Abbreviations, numbers in digits and quoted names take the endings of their reading (БҰҰ-ның, «Парасат»тың).
    ///
    /// The word is taken for a noun whatever it is. [`find`](Self::find) refuses words that are none.
    pub fn look_up(lemma: &str) -> Self {
        if let Some(at) = lemma.find(" (").filter(|_| lemma.ends_with(')')) {
            let (noun, remark) = lemma.split_at(at);
            return Self { lemma: lemma.to_owned(), remark: remark.to_owned(), ..Self::look_up(noun) };
        }
        let mut noun = Self::new(lemma, Flags::default());
        noun.reading = reading::of(lemma);
        if let Some(reading) = &noun.reading {
            noun.flags.frozen = reading.frozen;
        } else if let Some((before, exception)) = exceptions::find(lemma) {
            let whole = |text: &String| format!("{before}{text}");
            noun.flags = exception.flags;
            noun.plural = exception.plural.as_ref().map(whole);
            noun.irregular = exception.forms.iter().map(|(form, text)| (*form, whole(text))).collect();
            noun.unpossessed = exception.unpossessed;
        } else {
            noun.flags.frozen = compound::is_izafet(lemma);
            if compound::is_owned(lemma) {
                noun.plural = Some(format!("{lemma}лер"));
            } else if compound::is_plural_lemma(lemma) {
                noun.plural = Some(lemma.to_owned());
            }
        }
        noun
    }

    /// Creates a noun as [`look_up`](Self::look_up) does, unless the lexicon knows the word as an adverb, a particle, an
    /// interjection, or a form of a pronoun or verb, and as nothing else. The last word of a phrase decides (сау болыңыз).
    ///
    /// ```
    /// use kazakh::inflection::{Noun, NotANoun};
    /// use kazakh::lexicon::WordClass;
    /// assert!(Noun::find("мектеп").is_ok());
    /// assert_eq!(Noun::find("және"), Err(NotANoun(WordClass::Particle)));
    /// assert_eq!(Noun::find("келді"), Err(NotANoun(WordClass::Verb)));
    /// ```
    pub fn find(lemma: &str) -> Result<Self, NotANoun> {
        let last = lemma.rsplit(' ').next().unwrap_or_default();
        // The last word may be a name, and possessed if there are several: Ержан Келді, Алмас, су асты.
        let is_name = last.starts_with(char::is_uppercase);
        let has_several = last.len() < lemma.len();
        if has_several && (is_name || Self::look_up(lemma).flags.frozen) {
            return Ok(Self::look_up(lemma));
        }
        let word = last.to_lowercase();
        match lexicon::class(&word) {
            Some(WordClass::Adverb | WordClass::Interjection) | None if is_name => Ok(Self::look_up(lemma)),
            Some(class @ (WordClass::Adverb | WordClass::Particle | WordClass::Interjection)) => {
                Err(NotANoun(class))
            }
            Some(WordClass::Pronoun) if lexicon::is_pronoun_form(&word) => Err(NotANoun(WordClass::Pronoun)),
            None if lexicon::is_verb_form(&word) => Err(NotANoun(WordClass::Verb)),
            _ => Ok(Self::look_up(lemma)),
        }
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

    /// Returns whether the noun has a form. Personal and demonstrative pronouns have none with a possessor.
    pub fn has_form(&self, form: NounForm) -> bool {
        !self.unpossessed || form.possessor.is_none()
    }

    /// Returns a form of the noun.
    pub fn form(&self, form: NounForm) -> String {
        let lemma = self.lemma.strip_suffix(self.remark.as_str()).unwrap_or(&self.lemma);
        let text = self.form_of(lemma, form);
        if self.remark.is_empty() { text } else { text + &self.remark }
    }

    fn form_of(&self, lemma: &str, form: NounForm) -> String {
        if let Some(irregular) = self.irregular.get(&form) {
            return irregular.clone();
        }
        if let Some(reading) = &self.reading {
            let ending = endings::ending_after(&reading.sound, self.flags, form);
            return if ending.is_empty() { lemma.to_owned() } else { format!("{}{ending}", reading.written) };
        }
        match &self.plural {
            Some(plural) if form.plural => {
                endings::inflect(plural, Flags::default(), NounForm { plural: false, ..form })
            }
            _ => endings::inflect(lemma, self.flags, form),
        }
    }

    /// Returns all forms that the noun [has](Self::has_form), at most 84: both numbers, each without a possessor and with
    /// every possessor, each in the seven cases.
    pub fn paradigm(&self) -> impl Iterator<Item = (NounForm, String)> + '_ {
        NounForm::all().filter(|form| self.has_form(*form)).map(|form| (form, self.form(form)))
    }
}
