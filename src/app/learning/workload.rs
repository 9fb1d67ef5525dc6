//! What a desired retention costs.

use tokio::task::spawn_blocking;

use crate::app::{AppError, Caller};
use crate::db;
use crate::domain::learning::card::Card;
use crate::domain::learning::simulation::{MOST_CARDS, SimulatedDay, Simulation};

/// Ratings and times of answers are drawn like those of so many answers, the latest ones.
const MOST_REVIEWS: i64 = 10_000;

/// What is to be simulated; what is none is as the learner's settings say.
#[derive(Debug, Clone)]
pub struct WorkloadQuestion {
    /// The desired retentions, each 0.7 to 0.99.
    pub desired_retentions: Vec<f32>,
    /// How many days, 1 to 365.
    pub days: u32,
    /// New cards a day at most.
    pub new_cards_per_day: Option<u32>,
    /// Cards that come back, a day at most.
    pub reviews_per_day: Option<u32>,
    /// How many cards there are to be new in all; none: they never run out.
    pub new_cards: Option<u32>,
}

/// Simulates the viewer's days to come, for each desired retention. Three statements.
pub async fn simulate_workload(
    caller: &Caller,
    question: WorkloadQuestion,
) -> Result<Vec<(f32, Vec<SimulatedDay>)>, AppError> {
    let settings = &caller.viewer()?.settings;
    let learner = settings.learner_id;
    let mut connection = caller.connection().await?;
    let cards = db::learning::reviewed_cards(&mut connection, learner, Some(MOST_CARDS.into())).await?;
    let log = db::learning::past_reviews(&mut connection, learner, MOST_REVIEWS).await?;
    drop(connection);
    let leech_threshold = settings.suspend_leeches.then_some(settings.leech_threshold);
    let comes_back = |card: &Card| {
        card.state.memory.is_some()
            && card.suspended_at.is_none()
            && leech_threshold.is_none_or(|threshold| !card.is_leech(threshold))
    };
    let cards: Vec<Card> = cards.into_iter().filter(comes_back).collect();
    let new_cards_per_day = question.new_cards_per_day.unwrap_or(settings.new_cards_per_day);
    let new_cards = question.new_cards.unwrap_or_else(|| new_cards_per_day.saturating_mul(question.days));
    let known = u32::try_from(cards.len()).unwrap_or(MOST_CARDS);
    let simulation = Simulation {
        scheduling: settings.preset.scheduling.clone(),
        cards,
        log,
        today: settings.calendar().day_of(caller.now),
        days: question.days,
        deck: known.saturating_add(new_cards).clamp(1, MOST_CARDS),
        new_cards_per_day: if new_cards == 0 { 0 } else { new_cards_per_day },
        reviews_per_day: question.reviews_per_day.unwrap_or(settings.reviews_per_day),
        leech_threshold,
    };
    // One at a time: it takes a processor, and goes on to its end when nobody waits for it any more.
    let turn = caller.services.works.simulating.clone().acquire_owned().await;
    let turn = turn.map_err(|_| AppError::Unavailable("no simulation can be run".to_owned()))?;
    let work = move || {
        let _turn = turn;
        let days = |retention: f32| Ok((retention, simulation.run(retention)?));
        question.desired_retentions.into_iter().map(days).collect::<Result<Vec<_>, AppError>>()
    };
    spawn_blocking(work).await.map_err(|error| AppError::Internal(error.to_string()))?
}
