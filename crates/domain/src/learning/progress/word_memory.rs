//! A learner's memory of a word, derived from its cards.

use crate::closed_list::closed_list;
use crate::learning::card::{Card, CardPhase, Memory, Skill};
use crate::learning::scheduler::retrievability;
use crate::learning::settings::LearnerSettings;
use crate::learning::study_day::StudyDay;

closed_list! {
    /// How well a learner has learned a word.
    WordState {
        /// Never reviewed.
        New = "new",
        /// Reviewed; a card is new, or in its learning steps.
        Learning = "learning",
        /// All cards come back after an interval of days.
        Young = "young",
        /// All cards come back after 21 days or more.
        Mature = "mature",
    }
}

/// A learner's memory of a word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WordMemory {
    /// How well the word is learned.
    pub state: WordState,
    /// The memory of the card that represents the word. `None` before the first review.
    pub memory: Option<Memory>,
    /// The chance of recall today, 0 to 1.
    pub retrievability: Option<f32>,
}

/// Derives the memory of a word from its cards. The state is that of the cards whose skills are practised. The memory
/// is that of the first skill, in their order, whose card has been reviewed: recognition, if there is such a card.
pub fn word_memory<'a>(
    cards: &(impl Iterator<Item = &'a Card> + Clone),
    settings: &LearnerSettings,
    today: StudyDay,
) -> WordMemory {
    let state = word_state(cards, &settings.skills);
    let memory_of = |skill: Skill| {
        let card = cards.clone().find(|card| card.skill == skill)?;
        card.state.memory.zip(card.state.last_review)
    };
    let memory = Skill::ALL.into_iter().find_map(memory_of);
    WordMemory {
        state,
        memory: memory.map(|(memory, _)| memory),
        retrievability: memory.map(|(memory, last)| {
            retrievability(memory, today.days_since(last.study_day), &settings.preset.scheduling)
        }),
    }
}

/// Derives how well a word is learned from its cards: from those whose skills are practised, once any card was reviewed.
pub(super) fn word_state<'a>(
    cards: &(impl Iterator<Item = &'a Card> + Clone),
    practised: &[Skill],
) -> WordState {
    let practised = cards.clone().filter(|card| practised.contains(&card.skill));
    let begun = cards.clone().any(|card| card.state.reps > 0);
    let has_practised = practised.clone().next().is_some();
    let learned = has_practised
        && practised
            .clone()
            .all(|card| matches!(card.state.phase, CardPhase::Review | CardPhase::Relearning));
    match (begun, learned) {
        (false, _) => WordState::New,
        (true, false) => WordState::Learning,
        (true, true) if practised.clone().all(|card| card.state.is_mature()) => WordState::Mature,
        (true, true) => WordState::Young,
    }
}
