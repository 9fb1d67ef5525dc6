//! Tests of the message files: that they are complete, and of the texts that depend on values.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use fluent_syntax::parser;
use kazakh::inflection::NounForm;

use super::*;
use crate::domain::accounts::EmailKind;
use crate::domain::learning::card::Memory;
use crate::domain::learning::explanation::Fact;
use crate::domain::learning::review::Rating;

/// The plural categories of CLDR: these variants may differ between languages.
const PLURAL_CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The parts of a message that the languages have in common.
#[derive(Debug, Default, PartialEq, Eq)]
struct Shape {
    variables: BTreeSet<String>,
    /// The variants of each variable, besides plural categories.
    variants: BTreeSet<(String, String)>,
}

impl Shape {
    fn add_pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { .. } => {}
                PatternElement::Placeable { expression: Expression::Inline(inline) } => {
                    _ = self.add_variable(inline);
                }
                PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                    let variable = self.add_variable(selector);
                    for variant in variants {
                        let (VariantKey::Identifier { name: key } | VariantKey::NumberLiteral { value: key }) =
                            variant.key;
                        if !PLURAL_CATEGORIES.contains(&key) {
                            self.variants.insert((variable.clone(), key.to_owned()));
                        }
                        self.add_pattern(&variant.value);
                    }
                }
            }
        }
    }

    fn add_variable(&mut self, expression: &InlineExpression<&str>) -> String {
        let InlineExpression::VariableReference { id } = expression else {
            panic!("only variables are used in messages: {expression:?}");
        };
        self.variables.insert(id.name.to_owned());
        id.name.to_owned()
    }
}

/// Parses the file of a language. Fails if it has anything but comments and messages with different keys.
fn shapes(language: Language) -> BTreeMap<String, Shape> {
    let resource =
        parser::parse(source(language)).unwrap_or_else(|(_, errors)| panic!("{language:?}: {errors:?}"));
    let mut shapes = BTreeMap::new();
    for entry in resource.body {
        match entry {
            Entry::Message(message) => {
                let mut shape = Shape::default();
                shape.add_pattern(&message.value.unwrap());
                assert!(message.attributes.is_empty(), "{language:?}: {} has attributes", message.id.name);
                let earlier = shapes.insert(message.id.name.to_owned(), shape);
                assert_eq!(earlier, None, "{language:?}: {} is there twice", message.id.name);
            }
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
            Entry::Term(_) | Entry::Junk { .. } => panic!("{language:?}: {entry:?}"),
        }
    }
    shapes
}

fn date() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

/// Facts that use all messages and all their variants.
fn facts() -> Vec<Fact> {
    let step = |wait_seconds, relearning| Fact::Step { number: 2, of: 3, wait_seconds, relearning };
    let mut facts = vec![
        Fact::New { maximum_per_day: 20 },
        Fact::Reset(date()),
        step(330, false),
        step(600, true),
        step(7_200, false),
        step(86_400, true),
        Fact::Memory(Memory { stability: 2.3065, difficulty: 10.0 }),
        Fact::Retrievability(0.909),
        Fact::ModelInterval { retention: 0.9, days: 36_500.0 },
        Fact::MaximumInterval(36_500),
        Fact::MinimumInterval(3),
        Fact::ChosenInterval { from: 9, until: 12, days: 10 },
        Fact::OnlyInterval(2),
        Fact::EasyDays([100, 90, 80, 70, 60, 50, 0]),
        Fact::Preset(0),
        Fact::Preset(7),
        Fact::Leech { lapses: 8, is_out_of_queue: true },
        Fact::Leech { lapses: 8, is_out_of_queue: false },
        Fact::Suspended,
        Fact::Buried(date()),
        Fact::Due { at: "2026-11-25 04:00 (Asia/Almaty)".to_owned(), is_due: true },
        Fact::Due { at: "2026-11-25 04:00 (Asia/Almaty)".to_owned(), is_due: false },
    ];
    let ratings = [Rating::Again, Rating::Hard, Rating::Good, Rating::Easy];
    facts.extend(ratings.map(|rating| Fact::LastReview { on: date(), rating }));
    facts
}

/// All messages that the code uses, with example values.
fn used() -> Vec<Message> {
    let problems = Problem::all().into_iter().map(|problem| Message::new(problem.message_key()));
    let forms = NounForm::all().flat_map(noun_form::parts).map(Message::new);
    let facts = facts().iter().map(explanation::message).collect::<Vec<_>>();
    problems
        .chain(forms)
        .chain(facts)
        .chain([
            Message::new(EXPORTED_VERB),
            Message::new(email::LINK_NOTE),
            Message::new(email::NOTICE_NOTE),
            Message::new(CALENDAR_OF_ALL),
            omitted_events(1_000),
            organization_calendar("Парасат".to_owned()),
        ])
        .chain(EmailKind::ALL.map(|kind| Message::new(email::subject_key(kind))))
        .chain(EmailKind::ALL.map(|kind| Message::new(email::text_key(kind))))
        .chain(reminder(2))
        .chain(of_pages())
        .chain(ExportedScore::ALL.map(|score| Message::new(score.message_key())))
        .chain(OpenData::ALL.map(|text| Message::new(text.message_key())))
        .collect()
}

/// The messages of the public pages: those that the templates name, with the variables there, and those that the code
/// names.
fn of_pages() -> Vec<Message> {
    const START: &str = "\"page-";
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/pages");
    let shapes = shapes(Language::En);
    let mut messages = Vec::new();
    for file in files(&folder) {
        let text = fs::read_to_string(&file).unwrap();
        for rest in text.split(START).skip(1) {
            let (name, after) = rest.split_once('"').unwrap();
            let key = format!("page-{name}").leak();
            let variables: Vec<String> = if file.extension().is_some_and(|ending| ending == "html") {
                let arguments = after.split(')').next().unwrap().split(',').skip(1);
                arguments.map(|argument| argument.split('=').next().unwrap().trim().to_owned()).collect()
            } else {
                shapes[key].variables.iter().cloned().collect()
            };
            let mut message = Message::new(key);
            for variable in variables {
                message = message.with(variable.leak(), 2);
            }
            messages.push(message);
        }
    }
    messages
}

/// Returns the files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn each_file_has_the_messages_that_the_code_uses_and_no_others() {
    let used: BTreeSet<&str> = used().iter().map(|message| message.key).collect();
    for language in Language::ALL {
        let shapes = shapes(language);
        let written: BTreeSet<&str> = shapes.keys().map(String::as_str).collect();
        let missing: Vec<_> = used.difference(&written).collect();
        let unused: Vec<_> = written.difference(&used).collect();
        assert!(
            missing.is_empty() && unused.is_empty(),
            "{language:?}: missing {missing:?}, unused {unused:?}"
        );
    }
}

#[test]
fn a_message_has_the_same_variables_and_variants_in_each_language() {
    let [kazakh, russian, english] = Language::ALL.map(shapes);
    for (key, shape) in &english {
        assert_eq!(kazakh.get(key), Some(shape), "kk.ftl: {key}");
        assert_eq!(russian.get(key), Some(shape), "ru.ftl: {key}");
    }
}

#[test]
fn the_code_gives_the_values_of_the_variables_and_no_others() {
    let shapes = shapes(Language::En);
    for message in used() {
        let given: BTreeSet<String> = message.values.iter().map(|(name, _)| name.to_owned()).collect();
        assert_eq!(given, shapes[message.key].variables, "{}", message.key);
    }
}

#[test]
fn each_message_can_be_formatted() {
    for message in used() {
        for language in Language::ALL {
            let pattern = bundle(language).get_message(message.key).and_then(|found| found.value()).unwrap();
            let mut errors = Vec::new();
            let text = bundle(language).format_pattern(pattern, Some(&message.values), &mut errors);
            assert!(errors.is_empty(), "{} in {language:?}: {errors:?}", message.key);
            let is_clean = text.trim() == text && !text.contains(['\n', '\u{2068}', '\u{2069}']);
            assert!(is_clean && !text.is_empty(), "{} in {language:?}: {text:?}", message.key);
        }
    }
}

#[test]
fn each_problem_has_sentences_of_its_own() {
    let problems = Problem::all();
    let keys: BTreeSet<&str> = problems.iter().map(|problem| problem.message_key()).collect();
    assert_eq!(keys.len(), problems.len());
    for language in Language::ALL {
        let sentences: BTreeSet<String> =
            problems.iter().map(|&problem| problem_sentence(problem, language)).collect();
        assert_eq!(sentences.len(), problems.len(), "{language:?}");
    }
}

#[test]
fn a_missing_message_shows_its_key() {
    assert_eq!(Message::new("no-such-message").text(Language::Kk), "no-such-message");
}

#[test]
fn numbers_follow_the_language() {
    let memory = Fact::Memory(Memory { stability: 2.3065, difficulty: 10.0 });
    for (language, stability, difficulty) in
        [(Language::Kk, " 2,3 ", " 10 "), (Language::En, " 2.3 ", " 10 ")]
    {
        let sentence = explanation_sentence(&memory, language);
        assert!(sentence.contains(stability) && sentence.contains(difficulty), "{sentence}");
    }
    let interval = Fact::ModelInterval { retention: 0.9, days: 36_500.0 };
    assert_eq!(
        explanation_sentence(&interval, Language::En),
        "For your desired retention of 90 %, the model's interval is 36500 days."
    );
}

#[test]
fn plural_forms_follow_the_language() {
    for (days, russian, english) in [
        (1, "предел – 1 день.", "maximum of 1 day."),
        (3, "предел – 3 дня.", "maximum of 3 days."),
        (11, "предел – 11 дней.", "maximum of 11 days."),
        (21, "предел – 21 день.", "maximum of 21 days."),
    ] {
        let fact = Fact::MaximumInterval(days);
        let (russian_text, english_text) =
            (explanation_sentence(&fact, Language::Ru), explanation_sentence(&fact, Language::En));
        assert!(russian_text.ends_with(russian), "{russian_text}");
        assert!(english_text.ends_with(english), "{english_text}");
    }
    for (stability, russian, english) in [(1.04, " 1 день:", " 1 day:"), (2.34, " 2,3 дня:", " 2.3 days:")]
    {
        let fact = Fact::Memory(Memory { stability, difficulty: 5.0 });
        assert!(explanation_sentence(&fact, Language::Ru).contains(russian));
        assert!(explanation_sentence(&fact, Language::En).contains(english));
    }
}

#[test]
fn a_wait_is_expressed_in_the_largest_unit_that_fits() {
    assert_eq!(explanation::wait(600), (10, "minute"));
    assert_eq!(explanation::wait(330), (330, "second"));
    assert_eq!(explanation::wait(7_200), (2, "hour"));
    assert_eq!(explanation::wait(86_400), (1, "day"));
    let step = |language| {
        let fact = Fact::Step { number: 1, of: 2, wait_seconds: 86_400, relearning: false };
        explanation_sentence(&fact, language)
    };
    assert_eq!(
        step(Language::Ru),
        "Карточка проходит шаги первого дня: сейчас шаг 1 из 2, ожидание – 1 день."
    );
    assert_eq!(step(Language::En), "The card is in its learning steps: step 1 of 2, with a wait of 1 day.");
}

#[test]
fn a_form_has_a_name_in_each_language() {
    let form = "pl.1pl.loc".parse().unwrap();
    assert_eq!(noun_form_name(form, Language::Kk), "көпше, біздің, жатыс септік (кімде? неде? қайда?)");
    assert_eq!(
        noun_form_name(form, Language::Ru),
        "множественное число, «наш», местный падеж (у кого? где?)"
    );
    assert_eq!(noun_form_name(form, Language::En), "plural, “our”, locative (where?)");
    let names: BTreeSet<String> = NounForm::all().map(|form| noun_form_name(form, Language::En)).collect();
    assert_eq!(names.len(), NounForm::all().count(), "names are unique");
}
