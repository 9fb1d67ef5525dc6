//! What a desired retention costs: the days to come, simulated. One of the files that name the crate `fsrs`.

use std::sync::{Arc, Mutex, PoisonError};

use fsrs::{
    PostSchedulingContext, PostSchedulingFn, RevlogEntry, RevlogReviewKind, SimulatorConfig,
    extract_simulator_config, simulate,
};

use crate::domain::learning::card::Card;
use crate::domain::learning::fuzz;
use crate::domain::learning::preset::Scheduling;
use crate::domain::learning::review::ReviewKind;
use crate::domain::learning::scheduler::{SchedulerError, parameters};
use crate::domain::learning::study_day::StudyDay;
use crate::domain::learning::training::PastReview;

/// The simulation goes no further.
pub const MOST_DAYS: u32 = 365;
/// It holds no more cards.
pub const MOST_CARDS: u32 = 10_000;
/// It is always the same chance, so that two answers to one question are the same.
const SEED: u64 = 2023;
/// Of one answer a minute counts at most, as in Anki.
const LONGEST_MS: u32 = 60_000;

/// What is simulated: a learner, and what they do every day.
#[derive(Debug, Clone)]
pub struct Simulation {
    /// How cards are scheduled, but for the desired retention.
    pub scheduling: Scheduling,
    /// The cards that were reviewed before, and that come back.
    pub cards: Vec<Card>,
    /// What the learner answered, and how long it took: ratings and times are drawn like these.
    pub log: Vec<PastReview>,
    /// The first day.
    pub today: StudyDay,
    /// How many days, 1 to [`MOST_DAYS`].
    pub days: u32,
    /// How many cards there are in all, those of before included, 1 to [`MOST_CARDS`].
    pub deck: u32,
    /// New cards a day at most.
    pub new_cards_per_day: u32,
    /// Cards that come back, a day at most.
    pub reviews_per_day: u32,
    /// After so many lapses a card is out; none: it never is.
    pub leech_threshold: Option<u32>,
}

/// A day to come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SimulatedDay {
    /// Cards that come back.
    pub reviews: u32,
    /// Cards that are new.
    pub new_cards: u32,
    /// The time that it takes, seconds.
    pub seconds: f32,
    /// How many cards are remembered at its end: the sum of their chances of recall.
    pub remembered: f32,
}

impl Simulation {
    /// The days to come with a desired retention, today first.
    pub fn run(&self, desired_retention: f32) -> Result<Vec<SimulatedDay>, SchedulerError> {
        let own = Arc::new(parameters(&self.scheduling).to_vec());
        let mut room = Room::new(self.days, self.reviews_per_day);
        let mut waiting: Vec<&Card> = self.cards.iter().collect();
        waiting.sort_by_key(|card| (card.state.due_at, card.id));
        let cards = waiting.into_iter().zip(1..).filter_map(|(card, id)| {
            let (memory, last) = (card.state.memory?, card.state.last_review?);
            let due = room.take(card.due_day(self.today).days_since(self.today));
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
        let found = simulate(&self.config(room), &own, desired_retention, Some(SEED), Some(cards))?;
        let counts = found.review_cnt_per_day.iter().zip(&found.learn_cnt_per_day);
        let rest = found.cost_per_day.iter().zip(&found.memorized_cnt_per_day);
        let count = |count: &usize| u32::try_from(*count).unwrap_or(u32::MAX);
        Ok(counts
            .zip(rest)
            .map(|((reviews, new_cards), (seconds, remembered))| SimulatedDay {
                reviews: count(reviews),
                new_cards: count(new_cards),
                seconds: *seconds,
                remembered: *remembered,
            })
            .collect())
    }

    /// As many lapses as leave the card those that it has left before it is a leech.
    fn lapses(&self, card: &Card) -> u32 {
        self.leech_threshold.map_or(0, |threshold| threshold.saturating_sub(card.lapses_left(threshold)))
    }

    fn config(&self, room: Room) -> SimulatorConfig {
        let entries = self.log.iter().map(|review| RevlogEntry {
            // Milliseconds, from which the crate finds out what was on one day.
            id: i64::from(review.study_day.0) * 86_400_000,
            cid: review.card.uuid().as_u64_pair().1.cast_signed(),
            button_chosen: u8::try_from(review.rating.number()).unwrap_or(1),
            taken_millis: review.duration_ms.clamp(1, LONGEST_MS),
            review_kind: match review.kind {
                ReviewKind::Learning => RevlogReviewKind::Learning,
                ReviewKind::Review => RevlogReviewKind::Review,
                ReviewKind::Relearning => RevlogReviewKind::Relearning,
            },
            ..RevlogEntry::default()
        });
        let (scheduling, today, leech_threshold) =
            (self.scheduling.clone(), self.today, self.leech_threshold);
        let room = Mutex::new(room);
        let next = move |mut context: PostSchedulingContext<'_>| {
            let bounds = fuzz::bounds(context.card.interval, 1, scheduling.maximum_interval_days);
            let now = u32::try_from(context.today).unwrap_or(0);
            let load = |days: u32| scheduling.load_on(today.plus(now).plus(days));
            let due = now.saturating_add(fuzz::pick(bounds, load, context.random_f32()));
            // A leech does not come back.
            let is_leech = leech_threshold.is_some_and(|threshold| context.card.lapses >= threshold);
            let mut room = room.lock().unwrap_or_else(PoisonError::into_inner);
            let due = if is_leech { due } else { room.take(due) };
            number(due.saturating_sub(now))
        };
        SimulatorConfig {
            deck_size: size(self.deck),
            learn_span: size(self.days),
            max_cost_perday: f32::MAX,
            max_ivl: number(self.scheduling.maximum_interval_days),
            learn_limit: size(self.new_cards_per_day),
            // Kept by `Room`.
            review_limit: usize::MAX,
            suspend_after_lapses: self.leech_threshold,
            learning_step_count: self.scheduling.learning_steps.len(),
            relearning_step_count: self.scheduling.relearning_steps.len(),
            post_scheduling_fn: Some(PostSchedulingFn::new(next)),
            ..extract_simulator_config(entries.collect(), 0, true)
        }
    }
}

/// How many cards may come back on each day yet. A card that finds no room when it is due comes on the first day after that
/// has any, so that those that are due first come first, as in the queue. The crate's own limit puts each card that is
/// left over off from one day to the next: with thousands of them, that took most of the time.
struct Room {
    most: u32,
    taken: Vec<u32>,
}

impl Room {
    fn new(days: u32, most: u32) -> Self {
        Self { most, taken: vec![0; size(days)] }
    }

    /// Takes room on the first day, from one on, that has any; after the last day there is always room.
    fn take(&mut self, from: u32) -> u32 {
        for (day, taken) in (0..).zip(&mut self.taken).skip(size(from)) {
            if *taken < self.most {
                *taken += 1;
                return day;
            }
        }
        from.max(u32::try_from(self.taken.len()).unwrap_or(u32::MAX))
    }
}

#[expect(clippy::cast_precision_loss, reason = "days of a life")]
fn number(days: u32) -> f32 {
    days as f32
}

fn size(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{CardId, ReviewId, WordId};
    use crate::domain::learning::card::{CardPhase, CardState, LastReview, Memory, Skill};
    use crate::domain::learning::review::Rating;
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
            deck: 400,
            new_cards_per_day: 5,
            reviews_per_day: 200,
            leech_threshold: Some(8),
        }
    }

    fn reviews(days: &[SimulatedDay]) -> u32 {
        days.iter().map(|day| day.reviews).sum()
    }

    #[test]
    fn a_higher_retention_costs_more_reviews_and_keeps_more_in_mind() {
        let simulation = simulation();
        let [low, high] = [0.8, 0.95].map(|retention| simulation.run(retention).unwrap());
        assert_eq!((low.len(), high.len()), (120, 120));
        assert!(reviews(&low) < reviews(&high), "{} {}", reviews(&low), reviews(&high));
        assert!(low[119].remembered < high[119].remembered);
        assert!(high.iter().all(|day| day.new_cards <= 5 && day.reviews <= 200));
        assert_eq!(high.iter().map(|day| day.new_cards).sum::<u32>(), 300);
        // Half of the cards, of which the interval is ten days, were last seen ten days ago or longer.
        assert_eq!(low[0].reviews, 50);
    }

    #[test]
    fn the_same_question_has_the_same_answer() {
        assert_eq!(simulation().run(0.9).unwrap(), simulation().run(0.9).unwrap());
    }

    #[test]
    fn answers_that_take_longer_take_longer() {
        let past = |duration_ms| {
            let past = move |(n, kind): (u128, ReviewKind)| PastReview {
                card: CardId::from(Uuid::from_u128(n)),
                study_day: TODAY,
                rating: Rating::Good,
                kind,
                duration_ms,
            };
            let kinds =
                [ReviewKind::Learning, ReviewKind::Review, ReviewKind::Relearning].into_iter().cycle();
            (0..500).zip(kinds).map(past).collect::<Vec<_>>()
        };
        let seconds = |log| {
            let days = Simulation { log, ..simulation() }.run(0.9).unwrap();
            days.iter().map(|day| day.seconds).sum::<f32>()
        };
        assert!(seconds(past(2_000)) < seconds(past(30_000)));
    }

    #[test]
    fn of_cards_that_find_no_room_those_that_are_due_first_come_first() {
        let mut room = Room::new(5, 2);
        assert_eq!([0, 0, 0, 1, 1, 0, 3].map(|due| room.take(due)), [0, 0, 1, 1, 2, 2, 3]);
        assert_eq!([4, 2, 0, 3, 9].map(|due| room.take(due)), [4, 3, 4, 5, 9]);
    }

    #[test]
    fn a_limit_and_an_easy_day_are_kept() {
        // A hundred cards fill more than a month of days; who reviews nothing has nothing to review.
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
