//! Suffix drills: the learner puts a noun into a named form.

use kazakh::inflection::{Case, Noun, NounForm, Possessor};

use crate::domain::learning::seed::Seed;
use crate::domain::learning::word::Word;
use crate::domain::text::Language;

/// Returns the word's spellings as nouns; empty for another part of speech.
pub(super) fn nouns(word: &Word) -> Vec<Noun> {
    word.nouns().collect()
}

/// Picks a form with the given number of endings, or with fewer if none with that many differs from the dictionary
/// form.
pub(super) fn pick_form(word: &Word, endings: u8, seed: Seed) -> Option<NounForm> {
    let nouns = nouns(word);
    let noun = nouns.first()?;
    (1..=endings).rev().find_map(|endings| {
        let mut forms: Vec<(usize, NounForm)> =
            NounForm::all().enumerate().filter(|(_, form)| count_endings(*form) == endings).collect();
        forms.sort_by_key(|(index, _)| seed.rank(*index as u128));
        forms.into_iter().map(|(_, form)| form).find(|form| noun.form(*form) != noun.lemma())
    })
}

/// Counts the endings of a form.
fn count_endings(form: NounForm) -> u8 {
    u8::from(form.plural) + u8::from(form.possessor.is_some()) + u8::from(form.case != Case::Nominative)
}

/// Returns the name of a form, for example «көпше, біздің, жатыс септік (кімде? неде?)».
pub fn form_name(form: NounForm, language: Language) -> String {
    let in_language = |[kk, ru, en]: [&'static str; 3]| match language {
        Language::Kk => kk,
        Language::Ru => ru,
        Language::En => en,
    };
    let number = form.plural.then_some(["көпше", "множественное число", "plural"]);
    let possessor = form.possessor.map(possessor_name);
    // The nominative has no ending: it is named only if nothing else is.
    let is_bare = !form.plural && form.possessor.is_none();
    let case = (form.case != Case::Nominative || is_bare).then(|| case_name(form.case));
    let names: Vec<&str> = [number, possessor, case].into_iter().flatten().map(in_language).collect();
    names.join(", ")
}

fn possessor_name(possessor: Possessor) -> [&'static str; 3] {
    match possessor {
        Possessor::FirstSingular => ["менің", "«мой»", "“my”"],
        Possessor::SecondFamiliar => ["сенің", "«твой»", "“your”, to a friend"],
        Possessor::SecondPolite => ["сіздің", "«Ваш», вежливо", "“your”, polite"],
        Possessor::Third => ["оның", "«его, её, их»", "“his, her, their”"],
        Possessor::FirstPlural => ["біздің", "«наш»", "“our”"],
    }
}

fn case_name(case: Case) -> [&'static str; 3] {
    match case {
        Case::Nominative => {
            ["атау септік (кім? не?)", "именительный падеж (кто? что?)", "nominative (who? what?)"]
        }
        Case::Genitive => ["ілік септік (кімнің? ненің?)", "родительный падеж (чей?)", "genitive (whose?)"],
        Case::Dative => [
            "барыс септік (кімге? неге? қайда?)",
            "дательно-направительный падеж (кому? чему? куда?)",
            "dative (to whom? where to?)",
        ],
        Case::Accusative => {
            ["табыс септік (кімді? нені?)", "винительный падеж (кого? что?)", "accusative (whom? what?)"]
        }
        Case::Locative => {
            ["жатыс септік (кімде? неде? қайда?)", "местный падеж (у кого? где?)", "locative (where?)"]
        }
        Case::Ablative => [
            "шығыс септік (кімнен? неден? қайдан?)",
            "исходный падеж (от кого? откуда?)",
            "ablative (from whom? where from?)",
        ],
        Case::Instrumental => [
            "көмектес септік (кіммен? немен?)",
            "творительный падеж (с кем? чем?)",
            "instrumental (with whom? with what?)",
        ],
    }
}
