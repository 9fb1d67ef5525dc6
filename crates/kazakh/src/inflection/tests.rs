//! Compares inflection with a table of forms, and checks properties of all words.

use super::*;
use proptest::prelude::*;

/// Forms of common nouns with every kind of stem: lemma, code of the form, form.
const GOLDEN: &str = include_str!("../../data/golden.csv");
/// Forms of nouns of each class for which the rules of orthography have a rule: lemma, code of the form, form, class.
const GOLDEN_RULES: &str = include_str!("../../data/golden_rules.csv");

fn form(lemma: &str, code: &str) -> String {
    Noun::look_up(lemma).form(code.parse().unwrap())
}

/// Returns the rows of a table that inflection contradicts.
fn wrong(table: &str) -> Vec<String> {
    let rows = table.lines().skip(1).map(|line| (line, line.split(',').collect::<Vec<_>>()));
    rows.filter_map(|(line, cells)| {
        let [lemma, code, expected, ..] = cells[..] else { panic!("{line}") };
        let found = form(lemma, code);
        (found != expected).then(|| format!("{line}: {found}"))
    })
    .collect()
}

#[test]
fn nouns_are_inflected_as_in_the_tables() {
    let wrong = [wrong(GOLDEN), wrong(GOLDEN_RULES)].concat();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_frozen_compound_keeps_its_ending() {
    for (lemma, code, expected) in [
        ("отбасы", "nom", "отбасы"),
        ("отбасы", "loc", "отбасында"),
        ("отбасы", "3.loc", "отбасында"),
        ("отбасы", "1sg.nom", "отбасым"),
        ("отбасы", "1pl.dat", "отбасымызға"),
        ("отбасы", "pl.nom", "отбасылар"),
        ("отбасы", "pl.3.dat", "отбасыларына"),
        ("ауа райы", "acc", "ауа райын"),
        ("ауа райы", "ins", "ауа райымен"),
        ("ауа райы", "pl.nom", "ауа райлары"),
        ("күн тәртібі", "pl.loc", "күн тәртіптерінде"),
        ("күн тәртібі", "1pl.nom", "күн тәртібіміз"),
        ("бала бақшасы", "1pl.loc", "бала бақшамызда"),
        ("жұмыс орны", "1sg.nom", "жұмыс орным"),
        ("жұмыс орны", "pl.nom", "жұмыс орындары"),
        ("Достық үйі", "pl.dat", "Достық үйлеріне"),
        ("сауда орталығы", "pl.gen", "сауда орталықтарының"),
    ] {
        assert_eq!(form(lemma, code), expected, "{lemma} {code}");
    }
}

#[test]
fn a_compound_is_inflected_like_its_last_word() {
    assert_eq!(form("қазақ халқы", "nom"), "қазақ халқы");
    assert_eq!(form("әдет-ғұрып", "1pl.nom"), "әдет-ғұрпымыз");
    assert_eq!(form("жас отбасы", "pl.nom"), "жас отбасылар");
    assert_eq!(form("темір жол", "3.dat"), "темір жолына");
}

#[test]
fn words_that_are_no_nouns_are_refused() {
    for (word, class) in [
        ("және", WordClass::Particle),
        ("үшін", WordClass::Particle),
        ("өте", WordClass::Adverb),
        ("сәлеметсіз", WordClass::Interjection),
        ("менің", WordClass::Pronoun),
        ("қалай", WordClass::Pronoun),
        ("келді", WordClass::Verb),
        ("айтқан", WordClass::Verb),
        ("оқысаң", WordClass::Verb),
        ("келгенше", WordClass::Verb),
        ("барыпты", WordClass::Verb),
        ("түгіл", WordClass::Particle),
        ("екен", WordClass::Particle),
        ("әйтеуір", WordClass::Adverb),
        ("бірте-бірте", WordClass::Adverb),
        ("ойбай", WordClass::Interjection),
        ("сау болыңыз", WordClass::Interjection),
    ] {
        assert_eq!(Noun::find(word), Err(NotANoun(class)), "{word}");
    }
    let nouns = ["мектеп", "жақсы", "бес", "мен", "бару", "жаз", "компьютер", "Абай", "ҚР", "2024"];
    for word in nouns.into_iter().chain(["темір жол", "Ержан Келді", "су асты", "қайырлы таң"])
    {
        assert_eq!(Noun::find(word), Ok(Noun::look_up(word)), "{word}");
    }
}

#[test]
fn personal_pronouns_have_no_possessed_forms() {
    let possessed = "3.nom".parse().unwrap();
    assert!(!Noun::look_up("мен").has_form(possessed));
    assert_eq!(Noun::look_up("мен").paradigm().count(), 14);
    assert!(Noun::look_up("кім").has_form(possessed));
}

#[test]
fn a_noun_may_end_like_a_form_of_another() {
    // The first column ends like a possessed or a plural noun, but is a noun as it is.
    for (lemma, code, expected) in [
        ("бөрі", "loc", "бөріде"),
        ("шоқы", "loc", "шоқыда"),
        ("қазы", "dat", "қазыға"),
        ("Әли", "dat", "Әлиге"),
        ("дәптер", "pl.nom", "дәптерлер"),
        ("тендер", "pl.nom", "тендерлер"),
        ("трейлер", "pl.nom", "трейлерлер"),
        ("ақын әндері", "pl.dat", "ақын әндеріне"),
        ("біздікі", "pl.nom", "біздікілер"),
    ] {
        assert_eq!(form(lemma, code), expected, "{lemma} {code}");
    }
}

#[test]
fn flags_override_the_letters() {
    let role = Noun::new("роль", Flags { harmony: Some(Harmony::Back), ..Flags::default() });
    assert_eq!(role.form("pl.nom".parse().unwrap()), "рольдар");
    let place = Noun::look_up("орын").with_flags(Flags::default());
    assert_eq!(place.form("3.nom".parse().unwrap()), "орыны");
}

#[test]
fn a_paradigm_has_each_form_once() {
    let paradigm: BTreeMap<NounForm, String> = Noun::look_up("бала").paradigm().collect();
    assert_eq!(paradigm.len(), 2 * 6 * 7);
    assert_eq!(paradigm[&NounForm::LEMMA], "бала");
    assert_eq!(Noun::look_up("бала").paradigm().count(), paradigm.len());
}

#[test]
fn form_codes_round_trip() {
    for form in NounForm::all() {
        assert_eq!(form.to_string().parse(), Ok(form));
    }
    for code in ["", "pl", "pl.", "1pl", "nom.pl", "pl.pl.nom", "3.", "4.nom", "NOM", "pl.1pl.loc "] {
        assert_eq!(code.parse::<NounForm>(), Err(InvalidFormCode), "{code}");
    }
}

proptest! {
    #[test]
    fn any_text_can_be_inflected(
        text in ".{0,20}|[а-яәғқңөұүһіь -]{0,12}",
        drops_vowel in any::<bool>(), frozen in any::<bool>(), keeps_stop in any::<bool>(),
    ) {
        let noun = Noun::new(text.clone(), Flags { drops_vowel, harmony: None, frozen, keeps_stop });
        prop_assert_eq!(noun.form(NounForm::LEMMA), text);
        prop_assert_eq!(noun.paradigm().count(), 84);
    }

    #[test]
    fn endings_of_back_words_have_no_front_vowels(stem in "[бдлмнрстк][аыоұ][лрнмстқпй]") {
        // Only the instrumental of a back word has a front vowel. No form is shorter than the lemma.
        for (form, text) in Noun::new(stem.clone(), Flags::default()).paradigm() {
            prop_assert!(text.chars().count() >= stem.chars().count());
            prop_assert!(form.case == Case::Instrumental || !text.contains(['е', 'і', 'г', 'ә']), "{}", text);
        }
    }
}
