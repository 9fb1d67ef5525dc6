//! The names of the forms of nouns.

use kazakh::inflection::{Case, NounForm, Possessor};

use super::Message;
use crate::domain::text::Language;

/// Returns the name of a form, for example «көпше, біздің, жатыс септік (кімде? неде?)».
pub fn noun_form_name(form: NounForm, language: Language) -> String {
    let parts: Vec<String> = parts(form).map(|key| Message::new(key).text(language)).collect();
    parts.join(", ")
}

/// Returns the keys of the parts of a form's name.
pub(super) fn parts(form: NounForm) -> impl Iterator<Item = &'static str> {
    let number = form.plural.then_some("noun-form-plural");
    let possessor = form.possessor.map(possessor);
    // The nominative has no ending: it is named only if nothing else is.
    let is_bare = !form.plural && form.possessor.is_none();
    let case = (form.case != Case::Nominative || is_bare).then(|| case(form.case));
    [number, possessor, case].into_iter().flatten()
}

fn possessor(possessor: Possessor) -> &'static str {
    match possessor {
        Possessor::FirstSingular => "possessor-first-singular",
        Possessor::SecondFamiliar => "possessor-second-familiar",
        Possessor::SecondPolite => "possessor-second-polite",
        Possessor::Third => "possessor-third",
        Possessor::FirstPlural => "possessor-first-plural",
    }
}

fn case(case: Case) -> &'static str {
    match case {
        Case::Nominative => "case-nominative",
        Case::Genitive => "case-genitive",
        Case::Dative => "case-dative",
        Case::Accusative => "case-accusative",
        Case::Locative => "case-locative",
        Case::Ablative => "case-ablative",
        Case::Instrumental => "case-instrumental",
    }
}
