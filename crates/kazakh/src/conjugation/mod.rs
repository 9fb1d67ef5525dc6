//! Conjugates Kazakh verbs in tense, mood, person, negation and question, and gives their participles and converbs.
//!
//! The forms are those of school grammars (етістіктің шақтары мен райлары); the spelling follows «Қазақ тілі емлесінің
//! ережелері», the rules of orthography. [`predicate`] adds personal endings to nouns and adjectives, and [`comparative`]
//! compares adjectives.
//!
//! ```
//! use kazakh::conjugation::Verb;
//! let write = Verb::look_up("жазу")?;
//! assert_eq!(write.form("pres.1sg".parse()?).as_deref(), Some("жазамын"));
//! assert_eq!(write.form("jatyr.2pol.q".parse()?).as_deref(), Some("жазып жатырсыз ба"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod form;
mod predicate;
mod stem;
mod suffix;
#[cfg(test)]
mod tests;

pub use form::{InvalidVerbFormCode, Nonfinite, Person, Polarity, Tense, VerbForm};
pub use predicate::{comparative, predicate, slight_comparative};
use stem::{EXCEPTIONS, Stem, ends_in_vowel};
pub(crate) use suffix::join;

use crate::inflection::harmony;
use crate::lexicon::{self, WordClass};

/// The word is no infinitive of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is no verb in its form in -у")]
pub struct NotAVerb;

/// A verb with everything that is needed to conjugate it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verb {
    /// The words before the verb itself, with a space: «қызмет » of қызмет ету.
    before: String,
    infinitive: String,
    stem: Stem,
}

impl Verb {
    /// Creates a verb from its infinitive in -у, which may be several words (қызмет ету).
    pub fn look_up(infinitive: &str) -> Result<Self, NotAVerb> {
        let word = infinitive.rsplit(' ').next().unwrap_or_default();
        let before = infinitive.strip_suffix(word).unwrap_or_default();
        if !lexicon::is_verb(word) && lexicon::class(word).is_some_and(|class| class != WordClass::Verb) {
            return Err(NotAVerb);
        }
        let stem = Stem::of(word).ok_or(NotAVerb)?;
        Ok(Self { before: before.to_owned(), infinitive: word.to_owned(), stem })
    }

    /// Returns the infinitive.
    pub fn infinitive(&self) -> String {
        format!("{}{}", self.before, self.infinitive)
    }

    /// Returns the stem, which is also the familiar imperative: бар, тап, оқы.
    pub fn stem(&self) -> String {
        format!("{}{}", self.before, self.stem.plain)
    }

    /// Returns the letters with which all forms begin: жа (жап, жабады, жауып), оқ (оқы, оқиды).
    pub(crate) fn prefix(&self) -> String {
        let Stem { plain, before_vowel, .. } = &self.stem;
        let plain = plain.strip_suffix(['ы', 'і', 'п']).unwrap_or(plain);
        let letters = plain.chars().zip(before_vowel.chars());
        let common = letters.take_while(|(one, other)| one == other).map(|(letter, _)| letter);
        self.before.chars().chain(common).collect()
    }

    /// Returns the stem before vowels and the stem before consonants: таб and тап.
    pub(crate) fn stems(&self) -> [String; 2] {
        [&self.stem.before_vowel, &self.stem.plain].map(|stem| format!("{}{stem}", self.before))
    }

    /// Returns a form; `None` if verbs do not have it.
    pub fn form(&self, form: VerbForm) -> Option<String> {
        if !form.exists() {
            return None;
        }
        let mut text = self.before.clone() + &self.without_question(form);
        if form.question {
            let last = text.rsplit(' ').next().unwrap_or_default();
            let particle = join(last, "MA", harmony(last));
            text = format!("{text} {}", particle.strip_prefix(last).unwrap_or_default());
        }
        Some(text)
    }

    /// Returns a form without a person. The purpose participle is negated with емес.
    pub fn nonfinite(&self, form: Nonfinite, is_negative: bool) -> String {
        let stem = if is_negative && form != Nonfinite::PurposeParticiple {
            self.negated()
        } else {
            self.stem.clone()
        };
        let text = match form {
            Nonfinite::Infinitive if is_negative => stem.add("у"),
            Nonfinite::Infinitive => self.infinitive.clone(),
            Nonfinite::PastParticiple => stem.add("GAн"),
            Nonfinite::HabitualParticiple => stem.add_either("AтYн", "йтYн"),
            Nonfinite::FutureParticiple if is_negative => stem.add("с"),
            Nonfinite::FutureParticiple => stem.add_either("Aр", "р"),
            Nonfinite::PurposeParticiple if is_negative => stem.add("MAK") + " емес",
            Nonfinite::PurposeParticiple => stem.add("MAK"),
            Nonfinite::PastConverb if is_negative => stem.add("й"),
            Nonfinite::PastConverb => self.past_converb(),
            Nonfinite::PresentConverb => stem.add_either("A", "й"),
            Nonfinite::PurposeConverb => stem.add("GAлY"),
        };
        self.before.clone() + &text
    }

    /// Returns all finite forms.
    pub fn paradigm(&self) -> impl Iterator<Item = (VerbForm, String)> + '_ {
        VerbForm::all().filter_map(|form| Some((form, self.form(form)?)))
    }

    fn without_question(&self, form: VerbForm) -> String {
        let VerbForm { tense, person, polarity, .. } = form;
        let is_negative = polarity == Polarity::Negative;
        let stem = if is_negative { self.negated() } else { self.stem.clone() };
        let personal = |text: &str| join(text, predicate::ending(person), self.stem.harmony);
        match tense {
            Tense::Present if person == Person::Third => stem.add_either("AдY", "йдY"),
            Tense::Present => personal(&stem.add_either("A", "й")),
            Tense::Past => stem.add(&format!("DY{}", short_ending(person))),
            Tense::Perfect if polarity == Polarity::Nonoccurrence => not_done(&stem.add("GAн"), person),
            Tense::Perfect => personal(&stem.add("GAн")),
            Tense::Evidential => self.evidential(is_negative, person),
            Tense::Lying => self.continuous(("жатыр", "жатқан"), form),
            Tense::Sitting => self.continuous(("отыр", "отырған"), form),
            Tense::Walking => self.continuous(("жүр", "жүрген"), form),
            Tense::Standing => self.continuous(("тұр", "тұрған"), form),
            Tense::Future if is_negative => personal(&stem.add("с")),
            Tense::Future => personal(&stem.add_either("Aр", "р")),
            Tense::Purpose if is_negative => not_so(&self.stem.add("MAK"), person),
            Tense::Purpose => personal(&stem.add("MAK")),
            Tense::Intention if is_negative => not_so(&self.stem.add("MAKшY"), person),
            Tense::Intention => personal(&stem.add("MAKшY")),
            Tense::Conditional => stem.add(&format!("сA{}", short_ending(person))),
            Tense::Imperative => command(&stem, person),
        }
    }

    /// Returns the negated stem: барма, келме, айтпа. It ends in а or е, and takes the suffixes for that.
    fn negated(&self) -> Stem {
        let plain = self.stem.add("MA");
        Stem { before_vowel: plain.clone(), plain, harmony: self.stem.harmony }
    }

    /// Returns the converb in -ып: барып, оқып. Rules: б between vowels is written у (тап, тауып; теп, теуіп).
    fn past_converb(&self) -> String {
        match self.stem.before_vowel.strip_suffix('б') {
            Some(rest) if !EXCEPTIONS.keeps_b.contains(&self.infinitive) => {
                join(&format!("{rest}у"), "Yп", self.stem.harmony)
            }
            _ => self.stem.add_either("Yп", "п"),
        }
    }

    /// Returns a form of the past in -ып: барыппын, барыпты; бармаппын.
    fn evidential(&self, is_negative: bool, person: Person) -> String {
        let converb = if is_negative { self.negated().add("п") } else { self.past_converb() };
        let ending = if person == Person::Third { "тY" } else { predicate::ending(person) };
        join(&converb, ending, self.stem.harmony)
    }

    /// Returns a form with жатыр, отыр, жүр or тұр, given the auxiliary and its past participle. Жату, отыру, жүру and тұру
    /// themselves need no other verb beside their own auxiliary (жатырмын).
    fn continuous(&self, (auxiliary, participle): (&str, &str), form: VerbForm) -> String {
        let is_own = join(&self.stem.plain, "GAн", self.stem.harmony) == participle;
        let main = if is_own {
            String::new()
        } else if auxiliary == "жатыр" && EXCEPTIONS.moving.contains(&self.infinitive) {
            self.stem.add_either("A", "й") + " "
        } else {
            self.past_converb() + " "
        };
        let finite = if form.polarity == Polarity::Nonoccurrence {
            not_done(participle, form.person)
        } else {
            join(auxiliary, predicate::ending(form.person), harmony(auxiliary))
        };
        main + &finite
    }
}

impl Stem {
    /// Adds a suffix that begins with the same letter after vowels and consonants.
    fn add(&self, suffix: &str) -> String {
        join(&self.plain, suffix, self.harmony)
    }

    /// Adds one suffix to a stem in a consonant, another to a stem in a vowel.
    fn add_either(&self, after_consonant: &str, after_vowel: &str) -> String {
        if ends_in_vowel(&self.plain) {
            return self.add(after_vowel);
        }
        join(&self.before_vowel, after_consonant, self.harmony)
    }
}

/// Returns the short personal ending, of the past and the conditional.
fn short_ending(person: Person) -> &'static str {
    match person {
        Person::FirstSingular => "м",
        Person::SecondFamiliar => "ң",
        Person::SecondPolite => "ңYз",
        Person::Third => "",
        Person::FirstPlural => "K",
        Person::SecondFamiliarPlural => "ңдAр",
        Person::SecondPolitePlural => "ңYздAр",
    }
}

fn command(stem: &Stem, person: Person) -> String {
    match person {
        Person::FirstSingular => stem.add_either("AйYн", "йYн"),
        Person::SecondFamiliar => stem.plain.clone(),
        Person::SecondPolite => stem.add_either("YңYз", "ңYз"),
        Person::Third => stem.add("сYн"),
        Person::FirstPlural => stem.add_either("AйYK", "йYK"),
        Person::SecondFamiliarPlural => stem.add_either("YңдAр", "ңдAр"),
        Person::SecondPolitePlural => stem.add_either("YңYздAр", "ңYздAр"),
    }
}

/// Negates a participle with жоқ: барған жоқпын.
fn not_done(participle: &str, person: Person) -> String {
    format!("{participle} {}", predicate("жоқ", person))
}

/// Negates with емес: бармақ емеспін.
fn not_so(text: &str, person: Person) -> String {
    format!("{text} {}", predicate("емес", person))
}
