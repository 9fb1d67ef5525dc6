//! Lessons for learners who have no cards of them: before they sign up, or start the lesson.

use std::collections::HashSet;
use std::sync::Arc;

use kazakh::latin_draft::Script;

use crate::app::Caller;
use crate::domain::ids::LessonId;
use crate::domain::language_tag::LanguageTag;
use crate::domain::learning::card::{Card, Skill};
use crate::domain::learning::catalogue::Catalogue;
use crate::domain::learning::exercise::{Exercise, ExerciseContext, exercise, trial_card};
use crate::domain::learning::grading::Keyboard;
use crate::domain::learning::learner_word::Synonyms;
use crate::domain::learning::settings::{LearnerSettings, gloss_chain_for_reader};
use crate::domain::learning::teaching::{NewCard, QueueItem, order_new_cards};
use crate::domain::learning::word::Word;
use crate::domain::text::Language;

/// An item of a lesson for a learner without cards.
#[derive(Debug, Clone)]
pub struct TrialItem {
    /// The word.
    pub word: Arc<Word>,
    /// The skill that is practised.
    pub skill: Skill,
    /// The exercise. `None` if the item introduces the word.
    pub exercise: Option<Exercise>,
    /// The script in which to show Kazakh.
    pub script: Script,
}

/// Returns the items of a lesson, the same for everyone: each word is introduced; then the learner chooses its meaning,
/// and later the word for its meaning. No SQL statement.
pub fn trial_items(
    caller: &Caller,
    catalogue: &Catalogue,
    lesson: LessonId,
    language: Language,
) -> Vec<TrialItem> {
    let settings = caller.viewer.as_ref().map(|viewer| &viewer.settings);
    let languages: Vec<LanguageTag> =
        settings.map_or_else(|| gloss_chain_for_reader(language), LearnerSettings::gloss_chain);
    let script = settings.map_or(Script::Cyrillic, |settings| settings.script);
    let keyboard = settings.map_or(Keyboard::Kazakh, |settings| settings.keyboard);
    let synonyms = Synonyms::default();
    let started = HashSet::new();
    let context = ExerciseContext {
        catalogue,
        languages: &languages,
        keyboard,
        synonyms: &synonyms,
        started: &started,
    };
    let new = [Skill::Recognize, Skill::Produce].into_iter().flat_map(|skill| {
        let card = move |word: &Arc<Word>| Card::new(trial_card(word.id), word.id, skill, caller.now);
        catalogue.words_of(lesson).iter().map(card)
    });
    let new = new.map(|card| NewCard { card, is_word_known: false }).collect();
    let trial_item = |item: QueueItem| {
        let word = catalogue.word(item.card().word_id)?.clone();
        let made = exercise(item.card(), &context)?;
        let exercise = matches!(item, QueueItem::Ask(_)).then_some(made);
        Some(TrialItem { word, skill: item.card().skill, exercise, script })
    };
    order_new_cards(new).into_iter().filter_map(trial_item).collect()
}
