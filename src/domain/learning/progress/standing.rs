//! What a learner remembers of a word: what its cards come to.

use crate::domain::closed_list::closed_list;
use crate::domain::learning::card::{Card, CardPhase, Memory, Skill};
use crate::domain::learning::progress::MATURE_INTERVAL_DAYS;
use crate::domain::learning::scheduler::retrievability;
use crate::domain::learning::settings::LearnerSettings;
use crate::domain::learning::study_day::StudyDay;

closed_list! {
    /// How far a learner is with a word.
    WordState {
        /// Never reviewed.
        New = "new",
        /// Reviewed; a card is new, or in the steps of its first day.
        Learning = "learning",
        /// All cards come back after days.
        Young = "young",
        /// All cards come back after 21 days or more.
        Mature = "mature",
    }
}

/// What a learner remembers of a word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WordMemory {
    /// How far they are with it.
    pub state: WordState,
    /// The memory of the card that speaks for the word; none before the first review.
    pub memory: Option<Memory>,
    /// The chance, 0 to 1, that it is remembered today.
    pub retrievability: Option<f32>,
}

/// What a word's cards come to. Its state is that of the cards whose skills are practised; what is remembered of it is told
/// by its card of the first skill that was ever reviewed: to know the meaning, where there is such a card.
pub fn standing<'a>(
    cards: &(impl Iterator<Item = &'a Card> + Clone),
    settings: &LearnerSettings,
    today: StudyDay,
) -> WordMemory {
    let practised = cards.clone().filter(|card| settings.skills.contains(&card.skill));
    let introduced = cards.clone().any(|card| card.state.reps > 0);
    let any = practised.clone().next().is_some();
    let learned = any
        && practised
            .clone()
            .all(|card| matches!(card.state.phase, CardPhase::Review | CardPhase::Relearning));
    let is_mature = |card: &Card| {
        let interval = i32::try_from(card.state.interval_days).unwrap_or(i32::MAX);
        card.state.phase == CardPhase::Review && interval >= MATURE_INTERVAL_DAYS
    };
    let state = match (introduced, learned) {
        (false, _) => WordState::New,
        (true, false) => WordState::Learning,
        (true, true) if practised.clone().all(is_mature) => WordState::Mature,
        (true, true) => WordState::Young,
    };
    let remembered = |skill: Skill| {
        let card = cards.clone().find(|card| card.skill == skill)?;
        card.state.memory.zip(card.state.last_review)
    };
    let remembered = Skill::ALL.into_iter().find_map(remembered);
    WordMemory {
        state,
        memory: remembered.map(|(memory, _)| memory),
        retrievability: remembered.map(|(memory, last)| {
            retrievability(memory, today.days_since(last.study_day), &settings.preset.scheduling)
        }),
    }
}
