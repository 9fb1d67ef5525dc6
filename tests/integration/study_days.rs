//! Cards and the stored counts of study days match the review log, however the log came about.

use std::cell::Cell;

use chrono::Duration;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::service::Service;
use crate::support::study::{
    assert_counts_are_right, changed, first_of_queue, moment, new_id, outcomes, rate, right_answer,
    start_lesson, submit, wrong_answer,
};

/// The days that a history may span.
const DAYS: i64 = 81;
const ZONES: [&str; 4] = ["Asia/Almaty", "Asia/Seoul", "America/New_York", "Pacific/Kiritimati"];
const RATINGS: [&str; 4] = ["AGAIN", "HARD", "GOOD", "EASY"];

/// A change that a learner makes to their review log.
#[derive(Debug, Clone)]
enum Step {
    /// Submits answers; the order of submission is not the order of their times.
    Answer(Vec<Answer>),
    /// Submits answers that are later than all answers so far, within two days.
    AnswerNext(Vec<Answer>),
    /// Undoes some of the answers so far.
    Undo(Vec<prop::sample::Index>),
    /// Resets cards: which ones, and how many minutes after the start.
    Reset(Vec<(usize, i64)>),
}

/// An answer: the card, the minutes after the start, the time zone, the kind of answer, the rating, and the duration.
#[derive(Debug, Clone)]
struct Answer {
    card: usize,
    minute: i64,
    zone: usize,
    kind: AnswerKind,
    rating: usize,
    duration_ms: u32,
}

/// The kind of an answer.
#[derive(Debug, Clone, Copy)]
enum AnswerKind {
    /// A rating by hand.
    ByHand,
    /// The right answer.
    Right,
    /// An answer without its last letter, or the wrong choice.
    Wrong,
}

fn answer() -> impl Strategy<Value = Answer> {
    let kind = prop_oneof![Just(AnswerKind::ByHand), Just(AnswerKind::Right), Just(AnswerKind::Wrong)];
    (0usize..10, 0i64..60 * 24 * 60, 0..ZONES.len(), kind, 0..RATINGS.len(), 0u32..200_000).prop_map(
        |(card, minute, zone, kind, rating, duration_ms)| Answer {
            card,
            minute,
            zone,
            kind,
            rating,
            duration_ms,
        },
    )
}

/// Generates histories that begin with answers. In a half of them, each answer is later than those submitted before. In
/// the other half, a third of the steps undo answers or reset cards.
fn history() -> impl Strategy<Value = Vec<Step>> {
    let answers = || vec(answer(), 1..12).prop_map(Step::Answer);
    let next = || vec(answer(), 1..12).prop_map(Step::AnswerNext);
    let undo = vec(any::<prop::sample::Index>(), 1..6).prop_map(Step::Undo);
    let reset = vec((0usize..10, 0i64..60 * 24 * 60), 1..4).prop_map(Step::Reset);
    let step = prop_oneof![2 => answers(), 2 => next(), 1 => undo, 1 => reset];
    let mixed = (answers(), vec(step, 1..7));
    let mixed = mixed.prop_map(|(first, rest)| std::iter::once(first).chain(rest).collect());
    prop_oneof![mixed, vec(next(), 2..8)]
}

async fn replay_history(service: &Service, learner: &Client, history: &[Step]) {
    let cards = first_of_queue(learner, 100).await;
    let begin = service.clock.now() - Duration::days(DAYS);
    let mut reviews: Vec<Value> = Vec::new();
    let mut latest = 0;
    for step in history {
        match step {
            Step::Answer(batch) | Step::AnswerNext(batch) => {
                let until_now = latest;
                let minute_of = |answer: &Answer| match step {
                    Step::AnswerNext(_) => until_now + 1 + answer.minute % (2 * 24 * 60),
                    _ => answer.minute,
                };
                latest = batch.iter().map(minute_of).max().unwrap_or(0).max(latest);
                let batch: Vec<Value> = batch
                    .iter()
                    .map(|answer| {
                        let card = &cards[answer.card];
                        let by_hand = matches!(answer.kind, AnswerKind::ByHand);
                        json!({
                            "reviewId": new_id(),
                            "cardId": card["card"]["id"],
                            "exerciseId": if by_hand { &Value::Null } else { &card["exercise"]["id"] },
                            "reviewedAt": begin + Duration::minutes(minute_of(answer)),
                            "timeZone": ZONES[answer.zone],
                            "durationMs": answer.duration_ms,
                            "answer": match answer.kind {
                                AnswerKind::ByHand => json!({"rating": RATINGS[answer.rating]}),
                                AnswerKind::Right => right_answer(card),
                                AnswerKind::Wrong => nearly_right_answer(card),
                            },
                        })
                    })
                    .collect();
                assert_eq!(outcomes(&submit(learner, &batch).await), vec!["ACCEPTED"; batch.len()]);
                reviews.extend(batch.iter().map(|review| review["reviewId"].clone()));
            }
            Step::Undo(which) => {
                let ids: Vec<&Value> = which.iter().map(|index| index.get(&reviews)).collect();
                done(learner, UNDO, "undoReviews", &json!(ids)).await;
            }
            Step::Reset(which) => {
                let reset = |(card, minute): &(usize, i64)| {
                    let at = begin + Duration::minutes(*minute);
                    json!({"resetId": new_id(), "cardId": cards[*card]["card"]["id"], "resetAt": at})
                };
                let resets: Vec<Value> = which.iter().map(reset).collect();
                done(learner, RESET, "resetCards", &json!(resets)).await;
            }
        }
    }
}

/// Returns the right answer without its last letter if it is typed.
fn nearly_right_answer(item: &Value) -> Value {
    let Value::String(mut right) = right_answer(item)["text"].take() else { return wrong_answer(item) };
    right.pop();
    json!({"text": right})
}

const UNDO: &str =
    "mutation($items: [UUID!]!) { undoReviews(input: {reviewIds: $items}) { results { error { code } } } }";
const RESET: &str = "mutation($items: [CardResetInput!]!) { resetCards(input: {resets: $items}) { results { error { code } } } }";

async fn done(learner: &Client, document: &str, mutation: &str, items: &Value) {
    let data = learner.query(document, json!({"items": items})).await;
    for result in data[mutation]["results"].as_array().unwrap() {
        assert_eq!(result["error"], json!(null), "{data:#}");
    }
}

#[test]
fn study_days_match_the_review_log() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let _inside = runtime.enter();
    let service = runtime.block_on(Service::start());
    // Each case is a learner's whole history over HTTP, so there are few of them by default.
    let mut config = Config::default();
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = 12;
    }
    let learners = Cell::new(0);
    let result = TestRunner::new(config).run(&history(), |history| {
        let number = learners.get();
        learners.set(number + 1);
        runtime.block_on(async {
            let address = format!("10.{}.{}.1", number / 250, number % 250);
            let client = service.client().with("x-forwarded-for", &address);
            let learner = client.register(&format!("learner{number}@example.kz")).await;
            start_lesson(&learner, "amandasu").await;
            service.clock.advance(Duration::days(DAYS));
            replay_history(&service, &learner, &history).await;
            assert_counts_are_right(&service).await;
        });
        Ok(())
    });
    result.unwrap();
}

#[tokio::test]
async fn a_day_interrupted_by_a_journey_or_a_reset_has_one_attempt_at_a_card() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    start_lesson(&learner, "amandasu").await;
    let cards = first_of_queue(&learner, 3).await;
    service.clock.advance(Duration::days(3));
    // The 25th in Kiritimati, the 24th in New York, and then the 25th there.
    let journey = [
        ("2026-11-24T16:00:00Z", "Pacific/Kiritimati"),
        ("2026-11-24T23:00:00Z", "America/New_York"),
        ("2026-11-25T15:00:00Z", "America/New_York"),
    ];
    let answers = |card: usize| {
        let id = &cards[card]["card"]["id"];
        journey.map(|(at, zone)| changed(&rate(moment(&json!(at)), id, "GOOD"), "timeZone", json!(zone)))
    };
    for answer in answers(0) {
        assert_eq!(outcomes(&submit(&learner, &[answer]).await), ["ACCEPTED"]);
    }
    assert_eq!(outcomes(&submit(&learner, &answers(1)).await), ["ACCEPTED"; 3]);
    assert_counts_are_right(&service).await;
    let card = &cards[2]["card"]["id"];
    let now = service.clock.now();
    for (minutes, rating) in [(3, "AGAIN"), (1, "GOOD")] {
        let answer = rate(now - Duration::minutes(minutes), card, rating);
        assert_eq!(outcomes(&submit(&learner, &[answer]).await), ["ACCEPTED"]);
        let reset =
            json!({"resetId": new_id(), "cardId": card, "resetAt": now - Duration::minutes(minutes - 1)});
        done(&learner, RESET, "resetCards", &json!([reset])).await;
    }
    assert_counts_are_right(&service).await;
}
