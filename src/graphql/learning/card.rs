//! Cards: what the viewer remembers of a word.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};

use super::Word;
use super::review::Rating;
use crate::app::learning as app;
use crate::domain::learning::preset::Presets;
use crate::domain::learning::scheduler::{Outcome, retrievability};
use crate::domain::learning::{card as domain, review as domain_review};
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::loaders::learning::AllPresets;
use crate::graphql::pagination::list_cost;
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
    /// In the steps of its first day (1 minute, 10 minutes, unless the scheduling has others).
    Learning,
    /// Comes back after days.
    Review,
    /// Forgotten, and in the steps of that day (10 minutes, unless the scheduling has others).
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

    /// When it was last reviewed; null: never, or not since it was made new again.
    async fn last_reviewed_at(&self) -> Option<DateTime<Utc>> {
        self.0.state.last_review.map(|last| last.at)
    }

    /// Whether the viewer has it out of the queue (`suspendCards`).
    async fn is_suspended(&self) -> bool {
        self.0.suspended_at.is_some()
    }

    /// Since when the viewer has it out of the queue; null: it is not suspended.
    async fn suspended_at(&self) -> Option<DateTime<Utc>> {
        self.0.suspended_at
    }

    /// Whether the viewer has put it off until the next study day (`buryCards`).
    async fn is_buried(&self, context: &Context<'_>) -> bool {
        let request = request(context);
        let Some(viewer) = &request.caller.viewer else { return false };
        self.0.is_buried(viewer.settings.calendar().day_of(request.now()))
    }

    /// Whether it is a leech: forgotten 8 times or more, or as often as the settings say, and so no longer in the queue unless
    /// they say otherwise. `unsuspendCards` takes it back; it is a leech again after half as many lapses more.
    async fn is_leech(&self, context: &Context<'_>) -> bool {
        let request = request(context);
        let viewer = request.caller.viewer.as_ref();
        viewer.is_some_and(|viewer| self.0.is_leech(viewer.settings.leech_threshold))
    }

    /// What each rating would make of it if it were given now, the worst first: exactly what `submitReviews` will do, fuzz
    /// included. Null: see the answer's `errors`.
    #[graphql(complexity = "list_cost(4, child_complexity)")]
    async fn next_states(&self, context: &Context<'_>) -> Result<Option<Vec<NextState>>, ApiError> {
        let request = request(context);
        let viewer = request.caller.viewer()?;
        let preset = &viewer.settings.preset;
        let at = app::answered_at(request.now(), &self.0);
        // An answer from a clock that is ahead may have made the preset begin a little later.
        let presets = match preset.effective_at {
            Some(from) if from > at => request.loader().load_one(AllPresets).await?,
            _ => None,
        };
        let presets = presets.unwrap_or_else(|| Arc::new(Presets::new(vec![preset.clone()])));
        let next = app::next_states(viewer, &presets, &self.0, request.now())?;
        Ok(Some(next.into_iter().map(NextState::from).collect()))
    }
}

/// What a rating would make of a card.
#[derive(SimpleObject)]
pub struct NextState {
    /// The rating.
    rating: Rating,
    /// Where the card would be in its life.
    phase: CardPhase,
    /// From when it would be due.
    due_at: DateTime<Utc>,
    /// The interval that would be scheduled, days; 0 within a day.
    interval_days: u32,
    /// FSRS stability after it, days.
    stability: f64,
    /// FSRS difficulty after it, 1 to 10.
    difficulty: f64,
}

impl From<(domain_review::Rating, Outcome)> for NextState {
    fn from((rating, outcome): (domain_review::Rating, Outcome)) -> Self {
        Self {
            rating: rating.into(),
            phase: outcome.state.phase.into(),
            due_at: outcome.state.due_at,
            interval_days: outcome.state.interval_days,
            stability: decimal(outcome.memory.stability),
            difficulty: decimal(outcome.memory.difficulty),
        }
    }
}
