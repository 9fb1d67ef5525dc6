//! Tests of exercises and of the grading of answers, with a small course.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::{Arc, LazyLock};

use chrono::{DateTime, Utc};
use kazakh::inflection::Noun;
use kazakh::latin_draft::{Script, in_script};
use proptest::prelude::*;
use uuid::Uuid;

mod grading;
mod planning;
mod properties;

use super::*;
use crate::ids::{CardId, CourseId, LessonId, WordId};
use crate::learning::card::{Card, CardPhase, Skill};
use crate::learning::catalogue::Content;
use crate::learning::grading::{Keyboard, Verdict};
use crate::learning::review::Rating;
use crate::learning::word::{Course, Example, Gloss, Lesson, Meanings, PartOfSpeech};
use crate::problem::Problem;
use crate::text::Text;

fn tag(language: &str) -> LanguageTag {
    LanguageTag::new(language).unwrap()
}

fn text(kk: &str) -> Text {
    Text { kk: Some(kk.to_owned()), ru: None, en: None }
}

fn word(number: u128, lesson: u128, class: PartOfSpeech, headword: &str, meanings: &[&str]) -> Word {
    let strings = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
    Word {
        id: WordId::from(Uuid::from_u128(number)),
        course_id: CourseId::from(Uuid::nil()),
        lesson_id: LessonId::from(Uuid::from_u128(lesson)),
        slug: number.to_string(),
        position: 1,
        headword: headword.to_owned(),
        variants: Vec::new(),
        part_of_speech: class,
        level: None,
        note: None,
        inflection: None,
        meanings: vec![Meanings { language: tag("ru"), accepted: strings(meanings), blocked: Vec::new() }],
        examples: Vec::new(),
        accepted_orders: Vec::new(),
        content_version: 1,
        withdrawn: false,
    }
}

fn with_example(word: Word, sentence: &str) -> Word {
    let translations = vec![Gloss { language: tag("ru"), text: "…".to_owned() }];
    Word { examples: vec![Example { sentence: sentence.to_owned(), translations }], ..word }
}

fn words() -> Vec<Word> {
    use PartOfSpeech::{Noun, Verb};
    vec![
        with_example(word(1, 1, Noun, "мектеп", &["школа"]), "Біз жаңа мектепте оқимыз."),
        with_example(word(2, 1, Noun, "қол", &["рука"]), "Сол қол, оң қол."),
        word(3, 1, Noun, "нан", &["хлеб"]),
        word(4, 1, Noun, "су", &["вода"]),
        with_example(word(5, 2, Noun, "қала", &["город"]), "Алматы – үлкен қала!"),
        word(6, 2, Noun, "тау", &["гора"]),
        with_example(word(7, 2, Verb, "бару", &["идти", "ехать"]), "Ертең мектепке барамыз."),
        word(8, 2, Noun, "үй", &["дом", "жилище"]),
        word(9, 3, Noun, "баспана", &["жильё", "Дом"]),
        word(10, 9, Noun, "көл", &["озеро"]),
        word(11, 9, Noun, "қол", &["подпись"]),
        word(12, 9, Verb, "келу", &["приходить"]),
    ]
}

fn catalogue(words: Vec<Word>) -> Catalogue {
    Catalogue::new(content(words))
}

fn content(words: Vec<Word>) -> Content {
    let lesson = |position: i32| Lesson {
        id: LessonId::from(Uuid::from_u128(u128::from(position.unsigned_abs()))),
        course_id: CourseId::from(Uuid::nil()),
        unit_id: None,
        slug: position.to_string(),
        position,
        title: text("сабақ"),
        description: None,
        endings: Vec::new(),
        withdrawn: false,
    };
    let course = Course {
        id: CourseId::from(Uuid::nil()),
        slug: "course".to_owned(),
        title: text("курс"),
        description: None,
        content_version: 1,
        withdrawn: false,
    };
    let lessons = (1..10).map(lesson).collect();
    Content { version: 1, courses: vec![course], units: Vec::new(), lessons, words }
}

fn start() -> DateTime<Utc> {
    "2026-11-23T06:00:00Z".parse().unwrap()
}

fn card(number: u128, word: u128, skill: Skill) -> Card {
    Card::new(CardId::from(Uuid::from_u128(number)), WordId::from(Uuid::from_u128(word)), skill, start())
}

/// Returns the card with a number of reviews and an interval in days; with an interval of 0 it is in the learning
/// steps.
fn reviewed(card: Card, reps: u32, interval_days: u32) -> Card {
    let mut card = card;
    card.state.reps = reps;
    card.state.interval_days = interval_days;
    card.state.phase = if interval_days == 0 { CardPhase::Learning } else { CardPhase::Review };
    card
}

static NOTHING_STARTED: LazyLock<HashSet<LessonId>> = LazyLock::new(HashSet::new);

/// The context of a learner who reads Russian and has added no meanings.
fn context<'a>(catalogue: &'a Catalogue, languages: &'a [LanguageTag]) -> ExerciseContext<'a> {
    static NONE: Synonyms = Synonyms::new();
    ExerciseContext {
        catalogue,
        languages,
        keyboard: Keyboard::Kazakh,
        synonyms: &NONE,
        started: &NOTHING_STARTED,
    }
}

fn choices_of(exercise: &Exercise) -> &[Arc<Word>] {
    match &exercise.question {
        Question::ChooseMeaning(choices)
        | Question::ChooseWord(choices)
        | Question::ListenAndChoose(choices) => choices,
        other => panic!("{other:?}"),
    }
}

fn headwords(exercise: &Exercise) -> Vec<&str> {
    choices_of(exercise).iter().map(|word| word.headword.as_str()).collect()
}

/// Returns the correct answer, as a learner gives it.
fn correct_answer(exercise: &Exercise) -> Answer {
    let word = &exercise.word;
    match &exercise.question {
        Question::ChooseMeaning(_) | Question::ChooseWord(_) | Question::ListenAndChoose(_) => {
            Answer::Choice(word.id)
        }
        Question::TypeMeaning => Answer::Text(exercise.meaning.clone()),
        Question::TypeWord | Question::ListenAndType => Answer::Text(word.headword.clone()),
        Question::Cloze(gap) => Answer::Text(gap.form.clone()),
        Question::OrderLetters(_) => Answer::Order(word.headword.chars().map(String::from).collect()),
        Question::OrderWords { example, .. } => {
            Answer::Order(word.examples[*example].sentence.split(' ').map(str::to_owned).collect())
        }
        Question::Inflect(drill) => Answer::Text(Noun::look_up(&word.headword).form(drill.form)),
    }
}

fn verdict_on(exercise: &Exercise, card: &Card, answer: &Answer, context: &ExerciseContext<'_>) -> Verdict {
    let prompt = Prompt::find(card, Some(&exercise.id.to_string()), answer).unwrap();
    answer.check().unwrap();
    prompt.task.grade(&answer.stored(&prompt.task), &exercise.word, context).unwrap().unwrap().verdict
}
