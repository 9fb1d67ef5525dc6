//! Benchmark of scheduling alone: replays review logs of cards, on one processor.

use std::hint::black_box;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use dostyq::domain::ids::{CardId, ReviewId};
use dostyq::domain::learning::card::CardState;
use dostyq::domain::learning::preset::Presets;
use dostyq::domain::learning::review::Rating;
use dostyq::domain::learning::scheduler::{LogEntry, ReviewEntry, replay};
use dostyq::domain::learning::study_day::StudyCalendar;

use super::random::SeededRandom;

const CARDS: u32 = 2_000;
const REVIEWS_EACH: i64 = 12;
const LENGTH: Duration = Duration::from_secs(2);

/// Prints the number of cards that are replayed in a second, each from a log of twelve reviews.
pub(crate) fn measure() {
    let mut random = SeededRandom::new(1);
    let begin: DateTime<Utc> = "2026-01-05T06:00:00Z".parse().unwrap();
    let calendar = StudyCalendar::new(chrono_tz::Asia::Almaty);
    let mut review = |nth: i64| {
        let rating = if random.happens(0.85) { Rating::Good } else { Rating::Again };
        let at = begin + chrono::Duration::days(nth * nth);
        LogEntry::Review(ReviewEntry {
            id: ReviewId::from(random.uuid()),
            at,
            calendar,
            rating,
            verdict: None,
        })
    };
    let logs: Vec<Vec<LogEntry>> = (0..CARDS).map(|_| (0..REVIEWS_EACH).map(&mut review).collect()).collect();
    let mut random = SeededRandom::new(2);
    let cards: Vec<(CardId, Vec<LogEntry>)> =
        logs.into_iter().map(|log| (CardId::from(random.uuid()), log)).collect();
    let presets = Presets::new(Vec::new());
    let (started, mut replayed) = (Instant::now(), 0_u32);
    while started.elapsed() < LENGTH {
        for (card, log) in &cards {
            black_box(replay(*card, CardState::new(begin), log.clone(), &presets).unwrap());
        }
        replayed += CARDS;
    }
    let speed = f64::from(replayed) / started.elapsed().as_secs_f64();
    println!("Scheduling alone: {speed:.0} cards a second, each replayed from {REVIEWS_EACH} reviews.\n");
}
