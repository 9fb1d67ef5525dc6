//! The workload simulation: what a desired retention costs.

use tokio::task::spawn_blocking;

use crate::app::{AppError, Caller};
use crate::db;
use crate::domain::learning::card::Card;
use crate::domain::learning::simulation::{MAX_SIMULATION_CARDS, SimulatedDay, Simulation};

/// The number of latest reviews from which ratings and answer times are sampled.
const MAX_REVIEWS: i64 = 10_000;

/// The parameters of a simulation. Fields that are `None` are taken from the learner's settings.
#[derive(Debug, Clone)]
pub struct WorkloadRequest {
    /// The desired retentions, each 0.7 to 0.99.
    pub desired_retentions: Vec<f32>,
    /// The number of days, 1 to 365.
    pub days: u32,
    /// The maximum number of new cards per day.
    pub new_cards_per_day: Option<u32>,
    /// The maximum number of cards that come back per day.
    pub reviews_per_day: Option<u32>,
    /// The total number of new cards. `None` if they never run out.
    pub new_cards: Option<u32>,
}

/// Simulates the viewer's coming days for each desired retention. Three SQL statements.
pub async fn simulate_workload(
    caller: &Caller,
    request: WorkloadRequest,
) -> Result<Vec<(f32, Vec<SimulatedDay>)>, AppError> {
    let settings = &caller.viewer()?.settings;
    let learner = settings.learner_id;
    let mut connection = caller.connection().await?;
    let cards =
        db::learning::reviewed_cards(&mut connection, learner, Some(MAX_SIMULATION_CARDS.into())).await?;
    let log = db::learning::past_reviews(&mut connection, learner, MAX_REVIEWS).await?;
    drop(connection);
    let leech_threshold = settings.suspend_leeches.then_some(settings.leech_threshold);
    let comes_back = |card: &Card| {
        card.state.memory.is_some()
            && card.suspended_at.is_none()
            && leech_threshold.is_none_or(|threshold| !card.is_leech(threshold))
    };
    let cards: Vec<Card> = cards.into_iter().filter(comes_back).collect();
    let new_cards_per_day = request.new_cards_per_day.unwrap_or(settings.new_cards_per_day);
    let new_cards = request.new_cards.unwrap_or_else(|| new_cards_per_day.saturating_mul(request.days));
    let known = u32::try_from(cards.len()).unwrap_or(MAX_SIMULATION_CARDS);
    let simulation = Simulation {
        scheduling: settings.preset.scheduling.clone(),
        cards,
        log,
        today: settings.calendar().day_of(caller.now),
        days: request.days,
        card_count: known.saturating_add(new_cards).clamp(1, MAX_SIMULATION_CARDS),
        new_cards_per_day: if new_cards == 0 { 0 } else { new_cards_per_day },
        reviews_per_day: request.reviews_per_day.unwrap_or(settings.reviews_per_day),
        leech_threshold,
    };
    // One simulation at a time: it occupies a processor, and runs to its end even if its request was cancelled.
    let permit = caller.services.background.simulating.clone().acquire_owned().await;
    let permit = permit.map_err(|_| AppError::Unavailable("simulations are not available".to_owned()))?;
    let work = move || {
        let _permit = permit;
        let days = |retention: f32| Ok((retention, simulation.run(retention)?));
        request.desired_retentions.into_iter().map(days).collect::<Result<Vec<_>, AppError>>()
    };
    spawn_blocking(work).await.map_err(|error| AppError::Internal(error.to_string()))?
}
