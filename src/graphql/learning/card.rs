//! Cards: what the viewer remembers of a word.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};

use super::Word;
use crate::domain::learning::card as domain;
use crate::domain::learning::scheduler::retrievability;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::scalars::{decimal, global_id};

/// What is practised of a word.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::Skill")]
pub enum Skill {
    /// To know the meaning of the Kazakh word.
    Recognize,
    /// To write the Kazakh word for a meaning.
    Produce,
    /// To understand the Kazakh word when it is heard.
    Listen,
    /// To put a noun into the form that is asked for.
    Inflect,
}

/// Where a card is in its life.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::CardPhase")]
pub enum CardPhase {
    /// Never reviewed.
    New,
    /// In the steps of its first day (1 minute, 10 minutes).
    Learning,
    /// Comes back after days.
    Review,
    /// Forgotten, and in the step of that day (10 minutes).
    Relearning,
}

/// What the viewer remembers of a word, in one skill.
#[derive(Clone)]
pub struct Card(pub Arc<domain::Card>);

/// What the viewer remembers of a word, in one skill. Its state is the fold of its reviews, scheduled by FSRS-6.
#[Object]
impl Card {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The word, also when it was withdrawn since; null never, but for a fault.
    async fn word(&self, context: &Context<'_>) -> Result<Option<Word>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        Ok(catalogue.word(self.0.word_id).cloned().map(Word))
    }

    /// What is practised of it.
    async fn skill(&self) -> Skill {
        self.0.skill.into()
    }

    /// Where it is in its life.
    async fn phase(&self) -> CardPhase {
        self.0.state.phase.into()
    }

    /// From when it is due. A card that comes after days is due from the beginning of a study day, 04:00 in the
    /// learner's time zone.
    async fn due_at(&self) -> DateTime<Utc> {
        self.0.state.due_at
    }

    /// The scheduled interval in days; 0 within a day.
    async fn interval_days(&self) -> u32 {
        self.0.state.interval_days
    }

    /// FSRS stability: days until the chance of recall falls to 0.9; null before the first review.
    async fn stability(&self) -> Option<f64> {
        self.0.state.memory.map(|memory| decimal(memory.stability))
    }

    /// FSRS difficulty, 1 to 10; null before the first review.
    async fn difficulty(&self) -> Option<f64> {
        self.0.state.memory.map(|memory| decimal(memory.difficulty))
    }

    /// The chance, 0 to 1, that it is remembered today; null before the first review.
    async fn retrievability(&self, context: &Context<'_>) -> Option<f64> {
        let request = request(context);
        let settings = &request.caller.viewer.as_ref()?.settings;
        let today = settings.calendar().day_of(request.now());
        let elapsed = today.days_since(self.0.state.last_review?.study_day);
        let recalled = |memory| decimal(retrievability(memory, elapsed, &settings.preset.scheduling));
        self.0.state.memory.map(recalled)
    }

    /// How often it was reviewed.
    async fn reps(&self) -> u32 {
        self.0.state.reps
    }

    /// How often it was forgotten after it had been learned.
    async fn lapses(&self) -> u32 {
        self.0.state.lapses
    }

    /// When it was last reviewed; null: never.
    async fn last_reviewed_at(&self) -> Option<DateTime<Utc>> {
        self.0.state.last_review.map(|last| last.at)
    }
}
