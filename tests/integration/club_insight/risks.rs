//! Members whose histories show that they may give up: each is seen by its sign, and nobody else is.

use chrono::Duration;
use serde_json::{Value, json};

use super::{Answer, CardOf, Club, answer, hand_in, members, start};
use crate::support::service::Service;

/// The day of the questions, counted from the one on which all joined.
const TODAY: i64 = 50;

/// Twenty cards of two lessons.
async fn cards(service: &Service, club: &Club) -> Vec<Vec<CardOf>> {
    let mut all = Vec::new();
    for member in &club.members {
        let mut own = start(member, "amandasu").await;
        own.extend(start(member, "otbasy").await);
        assert_eq!(own.len(), 20);
        all.push(own);
    }
    service.clock.advance(Duration::days(TODAY));
    all
}

/// Answers to all cards on a day, so many of them right; on the day on which they are learned, twice.
fn session(service: &Service, cards: &[CardOf], day: i64, right: usize, is_first: bool) -> Vec<Value> {
    let begins = service.clock.now() - Duration::days(TODAY - day);
    let mut answers = Vec::new();
    for (place, card) in (0..).zip(cards) {
        let at = begins + Duration::seconds(i64::from(place) + 1);
        let given = if place < i32::try_from(right).unwrap() { Answer::Right } else { Answer::Wrong };
        answers.push(answer(card, "ru", at, given));
        if is_first {
            answers.push(answer(card, "ru", at + Duration::minutes(30), Answer::Right));
        }
    }
    answers
}

#[tokio::test]
async fn a_growing_backlog_and_a_falling_retention_are_seen_and_nobody_else() {
    let service = Service::start().await;
    let named = ["forgets", "piles", "steady", "stopped"].map(|name| (name.to_owned(), "ru"));
    let club = Club::of(&service, named).await;
    let cards = cards(&service, &club).await;
    // Remembers all for weeks, and then less than half.
    let mut forgets = session(&service, &cards[0], 0, 20, true);
    forgets.extend(session(&service, &cards[0], 10, 20, false));
    forgets.extend(session(&service, &cards[0], 20, 20, false));
    forgets.extend(session(&service, &cards[0], 45, 8, false));
    // Learned twenty cards six days ago, and has not come back to any.
    let piles = session(&service, &cards[1], 44, 20, true);
    // Learned ten, and came back to them the day before yesterday.
    let mut steady = session(&service, &cards[2][..10], 40, 10, true);
    steady.extend(session(&service, &cards[2][..10], 43, 10, false));
    steady.extend(session(&service, &cards[2][..10], 48, 10, false));
    // Two weeks ago the same cards were overdue: that is silence, and no backlog that grows.
    let stopped = session(&service, &cards[3], 20, 20, true);
    for (member, answers) in club.members.iter().zip([forgets, piles, steady, stopped]) {
        hand_in(member, &answers).await;
    }

    let signs = "risks { sign daysSilent backlog backlogOneWeekAgo
        retention { reviews retained share } retentionBefore { reviews retained share } }";
    let roster = club.ask(&format!("roster {{ edges {{ node {{ displayName }} {signs} }} }}")).await;
    let told: Vec<(String, Value)> = members(&roster["roster"])
        .into_iter()
        .map(|mut edge| {
            let name = edge["node"]["displayName"].as_str().unwrap().to_owned();
            // What is of other signs is null.
            let mut risks = edge["risks"].take();
            for risk in risks.as_array_mut().unwrap() {
                risk.as_object_mut().unwrap().retain(|_, value| !value.is_null());
            }
            (name, risks)
        })
        .collect();
    let expected = [
        (
            "forgets",
            json!([{
                "sign": "FALLING_RETENTION",
                "retention": {"reviews": 20, "retained": 8, "share": 0.4},
                "retentionBefore": {"reviews": 40, "retained": 40, "share": 1.0},
            }]),
        ),
        ("piles", json!([{"sign": "GROWING_BACKLOG", "backlog": 20, "backlogOneWeekAgo": 0}])),
        ("steady", json!([])),
        ("stopped", json!([{"sign": "DAYS_SILENT", "daysSilent": 30}])),
    ];
    assert_eq!(told, expected.map(|(name, risks)| (name.to_owned(), risks)));

    let at_risk = club.ask("roster(filter: {atRisk: true}) { edges { node { displayName } } }").await;
    assert_eq!(super::names(&members(&at_risk["roster"])), ["forgets", "piles", "stopped"]);
}
