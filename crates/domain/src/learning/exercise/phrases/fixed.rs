//! The phrase that stays right before the verb: an object without an ending, or an adjective that says how something is done.

use kazakh::inflection::{Case, Noun, NounForm, Possessor};
use kazakh::lexicon::{self, WordClass};

use super::is_in;

/// Beginnings of verbs that take no object, and other predicates.
const INTRANSITIVE: &str = "жат тұр отыр жүр кел бар кет жау бол жоқ керек қал шық ұйық өт толды";
/// Nouns that say when or how long, without an ending.
const TIMES: &str = "күн апта ай жыл сағат минут секунд рет жол түн таң кеш жаз қыс күз көктем";
const PRONOUNS: &str = "мен сен сіз ол біз сендер сіздер олар бұл сол кім бәрі біреу барлығы";
/// How predicates of the third person end. Others have their subject in the ending.
const THIRD_PERSON: &str = "ды ді ты ті ған ген қан кен мақ мек пақ пек бақ бек жүр тұр отыр жатыр пты пті";

/// Whether the phrase before the predicate stays there.
pub(super) fn stays_at_verb(phrases: &[Vec<String>]) -> bool {
    let [others @ .., phrase, predicate] = phrases else { return false };
    let (Some(word), Some(verb)) = (phrase.last(), predicate.first()) else { return false };
    if lexicon::is_adjective(verb) || !listed_lemmas(verb).iter().any(|lemma| is_infinitive(lemma)) {
        return false;
    }
    if let [adjective] = phrase.as_slice()
        && lexicon::is_adjective(adjective)
        && lexicon::class(adjective) != Some(WordClass::Noun)
        && !adjective.ends_with("ша")
        && !adjective.ends_with("ше")
    {
        return true;
    }
    let is_intransitive = INTRANSITIVE.split(' ').any(|stem| verb.starts_with(stem));
    let has_subject = || {
        let is_third =
            predicate.last().is_some_and(|last| THIRD_PERSON.split(' ').any(|end| last.ends_with(end)));
        !is_third || others.iter().filter_map(|phrase| phrase.last()).any(|word| may_be_subject(word))
    };
    !is_intransitive && is_object(word) && has_subject()
}

/// Whether a word is a form of a verb and of no other common word.
pub(super) fn is_verb(word: &str) -> bool {
    let lemmas = listed_lemmas(word);
    !lemmas.is_empty() && lemmas.iter().all(|lemma| *lemma != word && is_infinitive(lemma))
}

fn is_infinitive(lemma: &str) -> bool {
    lexicon::classes(lemma).contains(&WordClass::Verb)
}

/// Returns the common words that a word may be a form of, also with the particle -шы of a request (беріңізші).
fn listed_lemmas(word: &str) -> Vec<&'static str> {
    let is_listed = |lemma: &&str| lexicon::class(lemma).is_some();
    let of = |word: &str| lexicon::lemmas(word).into_iter().filter(is_listed).collect::<Vec<_>>();
    let request = word.strip_suffix("шы").or_else(|| word.strip_suffix("ші"));
    let lemmas = of(word);
    if lemmas.is_empty() { request.map(of).unwrap_or_default() } else { lemmas }
}

/// Whether a word is a noun without an ending that can be an object.
fn is_object(word: &str) -> bool {
    let classes = lexicon::classes(word);
    classes.first() == Some(&WordClass::Noun) && !classes.contains(&WordClass::Adverb) && !is_in(TIMES, word)
}

/// Whether a word may be in the nominative: a pronoun, a noun with any possessor, or a name.
fn may_be_subject(word: &str) -> bool {
    match lexicon::class(word) {
        Some(WordClass::Pronoun) => is_in(PRONOUNS, word),
        Some(WordClass::Noun) => !is_in(TIMES, word),
        Some(WordClass::Adjective) => true,
        Some(_) => false,
        None => {
            let lemmas = lexicon::lemmas(word);
            lemmas.is_empty() || lemmas.iter().any(|lemma| has_case(lemma, word, Case::Nominative))
        }
    }
}

/// Whether a word is a common noun or adjective in a case, in either number and with any possessor.
pub(super) fn has_case(lemma: &str, word: &str, case: Case) -> bool {
    let is_listed = matches!(lexicon::class(lemma), Some(WordClass::Noun | WordClass::Adjective));
    is_listed && {
        let noun = Noun::look_up(lemma);
        let possessors = || std::iter::once(None).chain(Possessor::ALL.into_iter().map(Some));
        let is_form = |plural, possessor| noun.form(NounForm { plural, possessor, case }) == word;
        possessors().any(|possessor| is_form(false, possessor) || is_form(true, possessor))
    }
}
