//! `dostyq kazakh inflect`

use kazakh::conjugation::{Person, comparative, predicate, slight_comparative};
use kazakh::inflection::{Case, Flags, Harmony, NotANoun, Noun, NounForm, Possessor};
use kazakh::lexicon::{WordClass, class};

use super::table::{Row, Transform};

pub(super) const TRANSFORM: Transform = Transform {
    required: &["lemma"],
    optional: &["drops_vowel", "harmony", "frozen"],
    added: &[
        "drops_vowel",
        "harmony",
        "frozen",
        "nom_pl",
        "gen",
        "dat",
        "acc",
        "loc",
        "abl",
        "ins",
        "p1sg",
        "p2pol",
        "p3",
        "p1pl",
        "p3_loc",
        "p3_dat",
        "pl_p1pl_loc",
        "pred_1sg",
        "pred_2sg",
        "pred_2pol",
        "pred_1pl",
        "comparative",
        "slight_comparative",
        "not_a_noun",
    ],
    row,
};

/// The forms, in the order of their columns.
const FORMS: [NounForm; 14] = [
    form(true, None, Case::Nominative),
    form(false, None, Case::Genitive),
    form(false, None, Case::Dative),
    form(false, None, Case::Accusative),
    form(false, None, Case::Locative),
    form(false, None, Case::Ablative),
    form(false, None, Case::Instrumental),
    form(false, Some(Possessor::FirstSingular), Case::Nominative),
    form(false, Some(Possessor::SecondPolite), Case::Nominative),
    form(false, Some(Possessor::Third), Case::Nominative),
    form(false, Some(Possessor::FirstPlural), Case::Nominative),
    form(false, Some(Possessor::Third), Case::Locative),
    form(false, Some(Possessor::Third), Case::Dative),
    form(true, Some(Possessor::FirstPlural), Case::Locative),
];

/// The persons, in the order of their columns.
const PERSONS: [Person; 4] =
    [Person::FirstSingular, Person::SecondFamiliar, Person::SecondPolite, Person::FirstPlural];

const fn form(plural: bool, possessor: Option<Possessor>, case: Case) -> NounForm {
    NounForm { plural, possessor, case }
}

fn row(row: &Row<'_>) -> Result<Vec<String>, String> {
    let lemma = row.cell("lemma");
    if lemma.is_empty() {
        return Err("lemma is empty".to_owned());
    }
    let known = match Noun::find(lemma) {
        Ok(noun) => noun,
        Err(NotANoun(class)) => {
            let empty = TRANSFORM.added.iter().skip(1).map(|_| String::new());
            return Ok(empty.chain([class.as_str().to_owned()]).collect());
        }
    };
    let flags = Flags {
        drops_vowel: flag(row, "drops_vowel")?.unwrap_or(known.flags().drops_vowel),
        harmony: harmony(row)?.or(known.flags().harmony),
        frozen: flag(row, "frozen")?.unwrap_or(known.flags().frozen),
        ..known.flags()
    };
    let noun = known.with_flags(flags);
    let digit = |flag: bool| String::from(if flag { "1" } else { "0" });
    let harmony = flags.harmony.map_or("", Harmony::as_str).to_owned();
    let mut cells = vec![digit(flags.drops_vowel), harmony, digit(flags.frozen)];
    cells.extend(FORMS.map(|form| if noun.has_form(form) { noun.form(form) } else { String::new() }));
    cells.extend(PERSONS.map(|person| predicate(lemma, person)));
    let is_adjective = class(&lemma.to_lowercase()) == Some(WordClass::Adjective);
    let compared = [comparative, slight_comparative];
    cells.extend(compared.map(|compare| if is_adjective { compare(lemma) } else { String::new() }));
    cells.push(String::new());
    Ok(cells)
}

fn flag(row: &Row<'_>, name: &str) -> Result<Option<bool>, String> {
    match row.cell(name) {
        "" => Ok(None),
        "0" => Ok(Some(false)),
        "1" => Ok(Some(true)),
        other => Err(format!("{name} is {other:?}, must be 0, 1 or empty")),
    }
}

fn harmony(row: &Row<'_>) -> Result<Option<Harmony>, String> {
    match row.cell("harmony") {
        "" => Ok(None),
        text => {
            text.parse().map(Some).map_err(|_| format!("harmony is {text:?}, must be back, front or empty"))
        }
    }
}
