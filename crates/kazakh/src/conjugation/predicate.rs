//! Personal endings (жіктік жалғау) on words that are no verbs, and comparatives (салыстырмалы шырай).

use super::Person;
use super::suffix::join;
use crate::inflection::{Harmony, Noun, Sound, harmony, sound};

/// Returns a noun, an adjective or any form of them with the ending of the person that it says something of: мұғаліммін,
/// қазақпыз, үйдемін.
///
/// ```
/// use kazakh::conjugation::{Person, predicate};
/// assert_eq!(predicate("дәрігер", Person::FirstSingular), "дәрігермін");
/// assert_eq!(predicate("студент", Person::SecondFamiliar), "студентсің");
/// ```
pub fn predicate(word: &str, person: Person) -> String {
    join(word, ending(person), harmony_of(word))
}

/// Returns the comparative of an adjective or adverb: жақсырақ, үлкенірек, биігірек.
///
/// ```
/// assert_eq!(kazakh::conjugation::comparative("көп"), "көбірек");
/// ```
pub fn comparative(adjective: &str) -> String {
    let harmony = harmony_of(adjective);
    if sound(adjective) == Sound::Vowel {
        return join(adjective, "рAK", harmony);
    }
    // A final п, к or қ becomes б, г, ғ before the vowel of -ырақ.
    let voiced = [('п', 'б'), ('к', 'г'), ('қ', 'ғ')].into_iter().find_map(|(voiceless, voiced)| {
        adjective.strip_suffix(voiceless).map(|stem| format!("{stem}{voiced}"))
    });
    join(voiced.as_deref().unwrap_or(adjective), "YрAK", harmony)
}

/// Returns the comparative of an adjective in -лау, which says «rather»: үлкендеу, жақсылау, қызылдау.
///
/// ```
/// assert_eq!(kazakh::conjugation::slight_comparative("көк"), "көктеу");
/// ```
pub fn slight_comparative(adjective: &str) -> String {
    join(adjective, "LAу", harmony_of(adjective))
}

/// Returns the ending of a person after nouns, participles and жоқ.
pub(super) fn ending(person: Person) -> &'static str {
    match person {
        Person::FirstSingular => "PYн",
        Person::SecondFamiliar => "сYң",
        Person::SecondPolite => "сYз",
        Person::Third => "",
        Person::FirstPlural => "MYз",
        Person::SecondFamiliarPlural => "сYңдAр",
        Person::SecondPolitePlural => "сYздAр",
    }
}

fn harmony_of(word: &str) -> Harmony {
    Noun::look_up(word).flags().harmony.unwrap_or_else(|| harmony(word))
}
