//! The cost of a desired retention: a simulation of the coming days. One of the files that use the crate `fsrs`.

use std::sync::{Arc, Mutex, PoisonError};

use fsrs::{
    PostSchedulingContext, PostSchedulingFn, RevlogEntry, RevlogReviewKind, SimulatorConfig,
    extract_simulator_config, simulate,
};

use crate::learning::card::Card;
use crate::learning::fuzz;
use crate::learning::preset::Scheduling;
use crate::learning::review::{MAX_ANSWER_MS, ReviewPhase};
use crate::learning::scheduler::{SchedulerError, parameters};
use crate::learning::study_day::StudyDay;
use crate::learning::training::PastReview;
use crate::number::saturated;

/// The longest simulation, in days.
pub const MAX_SIMULATION_DAYS: u32 = 365;
/// The largest number of cards in a simulation.
pub const MAX_SIMULATION_CARDS: u32 = 10_000;
/// A fixed seed, so that the same query always has the same result.
const SEED: u64 = 2023;

/// The input of a simulation: a learner, and what the learner does each day.
#[derive(Debug, Clone)]
pub struct Simulation {
    /// The scheduling options; the desired retention in them is ignored.
    pub scheduling: Scheduling,
    /// The cards that were reviewed before and come back.
    pub cards: Vec<Card>,
    /// The learner's past reviews: simulated ratings and times are drawn from their distribution.
    pub log: Vec<PastReview>,
    /// The first simulated day.
    pub today: StudyDay,
    /// The number of days, 1 to [`MAX_SIMULATION_DAYS`].
    pub days: u32,
    /// The number of all cards, including those reviewed before, 1 to [`MAX_SIMULATION_CARDS`].
    pub card_count: u32,
    /// The maximum number of new cards per day.
    pub new_cards_per_day: u32,
    /// The maximum number per day of cards that come back.
    pub reviews_per_day: u32,
    /// The number of lapses at which a card leaves the queue. `None` if cards never leave it.
    pub leech_threshold: Option<u32>,
}

/// A simulated day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SimulatedDay {
    /// The number of cards that come back.
    pub reviews: u32,
    /// The number of new cards.
    pub new_cards: u32,
    /// The study time, in seconds.
    pub seconds: f32,
    /// The number of cards remembered at the end of the day: the sum of their chances of recall.
    pub remembered: f32,
}

impl Simulation {
    /// Simulates the coming days with a desired retention, today first.
    pub fn run(&self, desired_retention: f32) -> Result<Vec<SimulatedDay>, SchedulerError> {
        let own = Arc::new(parameters(&self.scheduling).to_vec());
        let mut capacity = DailyCapacity::new(self.days, self.reviews_per_day);
        let mut cards: Vec<&Card> = self.cards.iter().collect();
        cards.sort_by_key(|card| (card.state.due_at, card.id));
        let cards = cards.into_iter().zip(1..).filter_map(|(card, id)| {
            let (memory, last) = (card.state.memory?, card.state.last_review?);
            let due = capacity.reserve(card.due_day(self.today).days_since(self.today));
            Some(fsrs::Card {
                id,
                difficulty: memory.difficulty,
                stability: memory.stability,
                last_date: -number(self.today.days_since(last.study_day)),
                due: number(due),
                interval: number(card.state.interval_days.max(1)),
                lapses: self.lapses(card),
                desired_retention,
                parameters: own.clone(),
            })
        });
        let cards: Vec<fsrs::Card> = cards.collect();
        let result = simulate(&self.config(capacity), &own, desired_retention, Some(SEED), Some(cards))?;
        let counts = result.review_cnt_per_day.iter().zip(&result.learn_cnt_per_day);
        let rest = result.cost_per_day.iter().zip(&result.memorized_cnt_per_day);
        Ok(counts
            .zip(rest)
            .map(|((reviews, new_cards), (seconds, remembered))| SimulatedDay {
                reviews: saturated(*reviews),
                new_cards: saturated(*new_cards),
                seconds: *seconds,
                remembered: *remembered,
            })
            .collect())
    }

    /// Returns the number of lapses to give a simulated card, so that it is as many lapses away from being a leech as
    /// the real card.
    fn lapses(&self, card: &Card) -> u32 {
        self.leech_threshold
            .map_or(0, |threshold| threshold.saturating_sub(card.lapses_until_leech(threshold)))
    }

    fn config(&self, capacity: DailyCapacity) -> SimulatorConfig {
        let entries = self.log.iter().map(|review| RevlogEntry {
            // A time in milliseconds, from which the crate groups entries by day.
            id: i64::from(review.study_day.0) * 86_400_000,
            cid: review.card.uuid().as_u64_pair().1.cast_signed(),
            button_chosen: u8::try_from(review.rating.number()).unwrap_or(1),
            taken_millis: review.duration_ms.clamp(1, MAX_ANSWER_MS),
            review_kind: match review.phase {
                ReviewPhase::Learning => RevlogReviewKind::Learning,
                ReviewPhase::Review => RevlogReviewKind::Review,
                ReviewPhase::Relearning => RevlogReviewKind::Relearning,
            },
            ..RevlogEntry::default()
        });
        let (scheduling, today, leech_threshold) =
            (self.scheduling.clone(), self.today, self.leech_threshold);
        let capacity = Mutex::new(capacity);
        let next = move |mut context: PostSchedulingContext<'_>| {
            let bounds = fuzz::bounds(context.card.interval, 1, scheduling.maximum_interval_days);
            let now = u32::try_from(context.today).unwrap_or(0);
            let load = |days: u32| scheduling.load_on(today.plus(now).plus(days));
            let due = now.saturating_add(fuzz::pick(bounds, load, context.random_f32()));
            // A leech does not come back.
            let is_leech = leech_threshold.is_some_and(|threshold| context.card.lapses >= threshold);
            let mut capacity = capacity.lock().unwrap_or_else(PoisonError::into_inner);
            let due = if is_leech { due } else { capacity.reserve(due) };
            number(due.saturating_sub(now))
        };
        SimulatorConfig {
            deck_size: size(self.card_count),
            learn_span: size(self.days),
            max_cost_perday: f32::MAX,
            max_ivl: number(self.scheduling.maximum_interval_days),
            learn_limit: size(self.new_cards_per_day),
            // `DailyCapacity` enforces the limit.
            review_limit: usize::MAX,
            suspend_after_lapses: self.leech_threshold,
            learning_step_count: self.scheduling.learning_steps.len(),
            relearning_step_count: self.scheduling.relearning_steps.len(),
            post_scheduling_fn: Some(PostSchedulingFn::new(next)),
            ..extract_simulator_config(entries.collect(), 0, true)
        }
    }
}

/// How many more cards may come back on each day. A card that finds its due day full comes on the first later day with
/// capacity. So cards with earlier due days come first, as in the queue. The limit of the crate itself would move each
/// remaining card from one day to the next, which takes most of the time with thousands of cards.
struct DailyCapacity {
    limit: u32,
    reserved: Vec<u32>,
}

impl DailyCapacity {
    fn new(days: u32, limit: u32) -> Self {
        Self { limit, reserved: vec![0; size(days)] }
    }

    /// Reserves a place on the first day with capacity, starting at a given day, and returns that day. After the last
    /// day there is always capacity.
    fn reserve(&mut self, from: u32) -> u32 {
        for (day, reserved) in (0..).zip(&mut self.reserved).skip(size(from)) {
            if *reserved < self.limit {
                *reserved += 1;
                return day;
            }
        }
        from.max(saturated(self.reserved.len()))
    }
}

#[expect(clippy::cast_precision_loss, reason = "day counts are small")]
fn number(days: u32) -> f32 {
    days as f32
}

fn size(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{CardId, ReviewId, WordId};
    use crate::learning::card::{CardPhase, CardState, LastReview, Memory, Skill};
    use crate::learning::review::Rating;
    use chrono::{DateTime, Duration};
    use uuid::Uuid;

    const TODAY: StudyDay = StudyDay(20_000);

    fn card(n: u128, last: i32, interval: u32) -> Card {
        let at = DateTime::UNIX_EPOCH + Duration::days(i64::from(TODAY.0 - last));
        let card = Card::new(
            CardId::from(Uuid::from_u128(n)),
            WordId::from(Uuid::from_u128(n)),
            Skill::Recognize,
            at,
        );
        let last_review = Some(LastReview {
            id: ReviewId::from(Uuid::from_u128(n)),
            at,
            study_day: StudyDay(TODAY.0 - last),
        });
        let state = CardState {
            phase: CardPhase::Review,
            memory: Some(Memory { stability: 10.0, difficulty: 5.0 }),
            interval_days: interval,
            due_at: at + Duration::days(i64::from(interval)),
            last_review,
            reps: 3,
            ..card.state
        };
        Card { state, ..card }
    }

    fn simulation() -> Simulation {
        Simulation {
            scheduling: Scheduling::default(),
            cards: (0..100u8).map(|n| card(n.into(), (n % 20).into(), 10)).collect(),
            log: Vec::new(),
            today: TODAY,
            days: 120,
            card_count: 400,
            new_cards_per_day: 5,
            reviews_per_day: 200,
            leech_threshold: Some(8),
        }
    }

    fn reviews(days: &[SimulatedDay]) -> u32 {
        days.iter().map(|day| day.reviews).sum()
    }

    #[test]
    fn a_higher_retention_takes_more_reviews_and_more_cards_are_remembered() {
        let simulation = simulation();
        let [low, high] = [0.8, 0.95].map(|retention| simulation.run(retention).unwrap());
        assert_eq!((low.len(), high.len()), (120, 120));
        assert!(reviews(&low) < reviews(&high), "{} {}", reviews(&low), reviews(&high));
        assert!(low[119].remembered < high[119].remembered);
        assert!(high.iter().all(|day| day.new_cards <= 5 && day.reviews <= 200));
        assert_eq!(high.iter().map(|day| day.new_cards).sum::<u32>(), 300);
        // Half of the cards were last reviewed ten days ago or earlier, with an interval of ten days.
        assert_eq!(low[0].reviews, 50);
    }

    #[test]
    fn the_same_query_has_the_same_result() {
        assert_eq!(simulation().run(0.9).unwrap(), simulation().run(0.9).unwrap());
    }

    #[test]
    fn slower_answers_take_more_study_time() {
        let past = |duration_ms| {
            let past = move |(n, phase): (u128, ReviewPhase)| PastReview {
                card: CardId::from(Uuid::from_u128(n)),
                study_day: TODAY,
                rating: Rating::Good,
                phase,
                duration_ms,
            };
            let phases =
                [ReviewPhase::Learning, ReviewPhase::Review, ReviewPhase::Relearning].into_iter().cycle();
            (0..500).zip(phases).map(past).collect::<Vec<_>>()
        };
        let seconds = |log| {
            let days = Simulation { log, ..simulation() }.run(0.9).unwrap();
            days.iter().map(|day| day.seconds).sum::<f32>()
        };
        assert!(seconds(past(2_000)) < seconds(past(30_000)));
    }

    #[test]
    fn cards_beyond_the_capacity_keep_the_order_of_their_due_days() {
        let mut capacity = DailyCapacity::new(5, 2);
        assert_eq!([0, 0, 0, 1, 1, 0, 3].map(|due| capacity.reserve(due)), [0, 0, 1, 1, 2, 2, 3]);
        assert_eq!([4, 2, 0, 3, 9].map(|due| capacity.reserve(due)), [4, 3, 4, 5, 9]);
    }

    #[test]
    fn daily_limits_and_easy_days_are_respected() {
        // A hundred cards fill more than a month of days. With a limit of 0 there is nothing to review.
        let limited = Simulation { reviews_per_day: 3, ..simulation() }.run(0.9).unwrap();
        assert!(limited.iter().all(|day| day.reviews == 3), "{limited:?}");
        let none = Simulation { reviews_per_day: 0, ..simulation() };
        assert_eq!(reviews(&none.run(0.9).unwrap()), 0);
        let easy = Scheduling { easy_days: [100, 100, 100, 100, 100, 100, 0], ..Scheduling::default() };
        let share = |scheduling: Scheduling| {
            let days = Simulation { scheduling, ..simulation() }.run(0.9).unwrap();
            let sundays = days.iter().enumerate().skip(30).filter(|(n, _)| {
                let day = TODAY.plus(u32::try_from(*n).unwrap());
                chrono::Datelike::weekday(&day.date()) == chrono::Weekday::Sun
            });
            sundays.map(|(_, day)| day.reviews).sum::<u32>()
        };
        assert!(share(easy) < share(Scheduling::default()) / 2);
    }
}
