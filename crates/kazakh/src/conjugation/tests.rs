//! Compares conjugation with tables of forms, and checks properties of all verbs.

use super::*;
use crate::inflection::Harmony;
use crate::lexicon::verb_entries;
use proptest::prelude::*;

/// Forms of verbs with every kind of stem: infinitive, code of the form, form.
const VERBS: &str = include_str!("../../data/golden_verbs.csv");
/// Words with personal endings, and comparatives: word, person or «comparative» or «slight», form.
const PREDICATES: &str = include_str!("../../data/golden_predicates.csv");

fn form(verb: &Verb, code: &str) -> Option<String> {
    let (name, is_negative) = match code.strip_suffix(".neg") {
        Some(name) => (name, true),
        None => (code, false),
    };
    match name.parse() {
        Ok(nonfinite) => Some(verb.nonfinite(nonfinite, is_negative)),
        Err(_) => verb.form(code.parse().unwrap()),
    }
}

fn rows(table: &'static str) -> impl Iterator<Item = [&'static str; 3]> {
    table.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>().try_into().unwrap())
}

#[test]
fn verbs_are_conjugated_as_in_the_table() {
    let wrong: Vec<String> = rows(VERBS)
        .map(|[verb, code, expected]| (form(&Verb::look_up(verb).unwrap(), code), verb, code, expected))
        .filter(|(found, _, _, expected)| found.as_deref() != Some(expected))
        .map(|(found, verb, code, expected)| format!("{verb} {code} {expected}: {found:?}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn predicates_and_comparatives_are_formed_as_in_the_table() {
    for [word, code, expected] in rows(PREDICATES) {
        let found = match code {
            "comparative" => comparative(word),
            "slight" => slight_comparative(word),
            person => predicate(word, person.parse().unwrap()),
        };
        assert_eq!(found, expected, "{word} {code}");
    }
}

#[test]
fn what_is_no_infinitive_is_refused() {
    for word in ["", "у", "ю", "бар", "барды", "мектеп", "сұлу", "сау", "тау", "және"]
    {
        assert_eq!(Verb::look_up(word), Err(NotAVerb), "{word}");
    }
}

#[test]
fn the_list_of_exceptions_is_valid() {
    let exceptions: stem::Exceptions = toml::from_str(stem::FILE).unwrap();
    let all = exceptions.back.iter().chain(&exceptions.moving).chain(&exceptions.keeps_b);
    assert!(all.clone().count() > 3);
    for verb in all {
        assert!(verb_entries().any(|(listed, _)| listed == verb), "{verb}");
    }
}

#[test]
fn form_codes_round_trip() {
    assert_eq!(VerbForm::all().count(), 370);
    for form in VerbForm::all() {
        assert_eq!(form.to_string().parse(), Ok(form));
    }
    for code in ["", "pres", "pres.4", "pres.3.joq", "jatyr.3.neg", "imp.2sg.q", "pres.3.q.neg", "PRES.3"] {
        assert_eq!(code.parse::<VerbForm>(), Err(InvalidVerbFormCode), "{code}");
    }
}

#[test]
fn every_common_verb_has_forms_in_harmony() {
    for (infinitive, _) in verb_entries() {
        let verb = Verb::look_up(infinitive).unwrap();
        let past = verb.form("past.1pl".parse().unwrap()).unwrap();
        let is_back = verb.stem.harmony == Harmony::Back;
        assert!(past.ends_with(if is_back { "ық" } else { "ік" }), "{infinitive} {past}");
        assert_eq!(verb.paradigm().count(), VerbForm::all().count());
    }
}

proptest! {
    #[test]
    fn any_text_can_be_looked_up(text in ".{0,12}|[а-яәғқңөұүһі -]{0,10}[ую]") {
        if let Ok(verb) = Verb::look_up(&text) {
            prop_assert_eq!(verb.infinitive(), text.clone());
            prop_assert!(verb.paradigm().all(|(_, form)| !form.is_empty()));
        }
        prop_assert!(comparative(&text).len() > text.len());
        prop_assert!(predicate(&text, Person::FirstPlural).starts_with(&text) || text.ends_with(['й', 'и', 'ы', 'і']));
    }
}
