//! Cards: what the viewer remembers of a word in one skill.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use graphql_engine::ListOf;

use super::Word;
use super::grade::Rating;
use crate::app::learning as app;
use crate::domain::learning::preset::Presets;
use crate::domain::learning::scheduler::{ReviewOutcome, retrievability};
use crate::domain::learning::{card as domain, review as domain_review};
use crate::domain::number::shortest_decimal;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::loaders::learning::AllPresets;
use crate::graphql::pagination::list_cost;
use crate::graphql::scalars::{Date, global_id};

/// The skill that a card practises.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::Skill")]
pub enum Skill {
    /// Recognizing the meaning of the Kazakh word.
    Recognize,
    /// Writing the Kazakh word for a meaning.
    Produce,
    /// Understanding the Kazakh word when it is heard.
    Listen,
    /// Putting a noun into a given form.
    Inflect,
}

/// The phase of a card: how far it has been learned.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::CardPhase")]
pub enum CardPhase {
    /// Not yet reviewed, or not since its last reset.
    New,
    /// In its learning steps (by default, 1 minute and 10 minutes).
    Learning,
    /// Learned: it comes back after an interval of days.
    Review,
    /// Forgotten, and in the relearning steps of that day (by default, 10 minutes).
    Relearning,
}

/// A card: what the viewer remembers of a word in one skill.
#[derive(Clone)]
pub struct Card(pub Arc<domain::Card>);

/// A card: what the viewer remembers of a word in one skill. Its state is computed by replaying its reviews with
/// FSRS-6.
#[Object]
impl Card {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The word, even if it has been withdrawn since. Null only on an error.
    async fn word(&self, context: &Context<'_>) -> Result<Option<Word>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        Ok(catalogue.word(self.0.word_id).cloned().map(Word))
    }

    /// The skill that the card practises.
    async fn skill(&self) -> Skill {
        self.0.skill.into()
    }

    /// The phase of the card.
    async fn phase(&self) -> CardPhase {
        self.0.state.phase.into()
    }

    /// The time from which the card is due. A card with an interval of days is due from the start of a study day: by
    /// default, 04:00 in the learner's time zone. For a new card, the time at which it was created or reset: it is not
    /// due (`ScheduleExplanation.isDue`), but waits in the queue among the new cards.
    async fn due_at(&self) -> DateTime<Utc> {
        self.0.state.due_at
    }

    /// The scheduled interval in days; 0 if the card comes back within the day.
    async fn interval_days(&self) -> u32 {
        self.0.state.interval_days
    }

    /// FSRS stability: the number of days until the chance of recall falls to 0.9. Null if the card is new.
    async fn stability(&self) -> Option<f64> {
        self.0.state.memory.map(|memory| shortest_decimal(memory.stability))
    }

    /// FSRS difficulty, 1 to 10. Null if the card is new.
    async fn difficulty(&self) -> Option<f64> {
        self.0.state.memory.map(|memory| shortest_decimal(memory.difficulty))
    }

    /// The chance that the viewer recalls the card today, 0 to 1. Null if the card is new.
    async fn retrievability(&self, context: &Context<'_>) -> Option<f64> {
        let request = request(context);
        let settings = &request.caller.viewer.as_ref()?.settings;
        let today = settings.calendar().day_of(request.now());
        let elapsed = today.days_since(self.0.state.last_review?.study_day);
        let chance = |memory| shortest_decimal(retrievability(memory, elapsed, &settings.preset.scheduling));
        self.0.state.memory.map(chance)
    }

    /// The number of reviews of the card. A reset does not change it.
    async fn reps(&self) -> u32 {
        self.0.state.reps
    }

    /// The number of times that the card was forgotten after it had been learned. A reset does not change it.
    async fn lapses(&self) -> u32 {
        self.0.state.lapses
    }

    /// The time of the last review. Null if the card has not been reviewed, or not since its last reset.
    async fn last_reviewed_at(&self) -> Option<DateTime<Utc>> {
        self.0.state.last_review.map(|last| last.at)
    }

    /// The time at which the word was first introduced to the viewer: shown without an exercise (`introduceWords`).
    /// Null if it was never introduced.
    async fn introduced_at(&self) -> Option<DateTime<Utc>> {
        self.0.introduced_at
    }

    /// Whether the viewer has suspended the card (`suspendCards`), so that it is not in the queue.
    async fn is_suspended(&self) -> bool {
        self.0.suspended_at.is_some()
    }

    /// The time at which the card was suspended. Null if it is not suspended.
    async fn suspended_at(&self) -> Option<DateTime<Utc>> {
        self.0.suspended_at
    }

    /// Whether the card is hidden until a later study day: because the viewer buried it (`buryCards`), because
    /// `spreadBacklog` moved it, or because its assignment begins later. `unburyCards` returns it to the queue.
    async fn is_buried(&self, context: &Context<'_>) -> bool {
        let request = request(context);
        let Some(viewer) = &request.caller.viewer else { return false };
        self.0.is_buried(viewer.settings.calendar().day_of(request.now()))
    }

    /// The study day on which a buried card comes back (`isBuried`). Null if it is not buried.
    async fn buried_until(&self, context: &Context<'_>) -> Option<Date> {
        let request = request(context);
        let today = request.caller.viewer.as_ref()?.settings.calendar().day_of(request.now());
        self.0.buried_until.filter(|until| *until > today).map(|until| Date(until.date()))
    }

    /// Whether the card is a leech: its lapses have reached the viewer's leech threshold, 8 by default. A leech leaves
    /// the queue, unless the viewer's settings keep it there. `unsuspendCards` returns it to the queue. It becomes a
    /// leech again after further lapses: half of the threshold, rounded up.
    async fn is_leech(&self, context: &Context<'_>) -> bool {
        let request = request(context);
        let viewer = request.caller.viewer.as_ref();
        viewer.is_some_and(|viewer| self.0.is_leech(viewer.settings.leech_threshold))
    }

    /// The states that the card would have if the viewer rated it now (`ReviewAnswerInput.rating`), one for each
    /// rating, from AGAIN to EASY. `submitReviews` computes the same states, including fuzz.
    #[graphql(complexity = "list_cost(4, child_complexity)")]
    async fn next_states(&self, context: &Context<'_>) -> Result<Option<ListOf<NextState>>, ApiError> {
        let request = request(context);
        let viewer = request.caller.viewer()?;
        let preset = &viewer.settings.preset;
        let at = app::answer_time(request.now(), &self.0);
        // After an answer from a client whose clock was ahead, the preset takes effect a little later than now.
        let presets = match preset.effective_at {
            Some(from) if from > at => request.loader().load_one(AllPresets).await?,
            _ => None,
        };
        let presets = presets.unwrap_or_else(|| Arc::new(Presets::new(vec![preset.clone()])));
        let next = app::next_states(viewer, &presets, &self.0, request.now())?;
        Ok(Some(next.into_iter().map(NextState::from).collect()))
    }
}

/// The state that a rating would give a card.
#[derive(SimpleObject)]
pub struct NextState {
    /// The rating.
    rating: Rating,
    /// The phase of the card after the rating.
    phase: CardPhase,
    /// The time from which the card would be due.
    due_at: DateTime<Utc>,
    /// The interval that would be scheduled, in days; 0 if the card would come back within the day.
    interval_days: u32,
    /// FSRS stability after the rating, in days.
    stability: f64,
    /// FSRS difficulty after the rating, 1 to 10.
    difficulty: f64,
}

impl From<(domain_review::Rating, ReviewOutcome)> for NextState {
    fn from((rating, outcome): (domain_review::Rating, ReviewOutcome)) -> Self {
        Self {
            rating: rating.into(),
            phase: outcome.state.phase.into(),
            due_at: outcome.state.due_at,
            interval_days: outcome.state.interval_days,
            stability: shortest_decimal(outcome.memory.stability),
            difficulty: shortest_decimal(outcome.memory.difficulty),
        }
    }
}
