//! Members whose history shows that they may give up: each risk is detected by its sign, and nobody else is listed.

use chrono::Duration;
use serde_json::{Value, json};

use super::{AnswerKind, Club, LearnerCard, answer, members, start, submit_accepted};
use crate::support::service::Service;

/// The day of the queries, counted from the day on which all joined.
const TODAY: i64 = 50;

/// Returns the members' cards: twenty cards of two lessons each.
async fn cards(service: &Service, club: &Club) -> Vec<Vec<LearnerCard>> {
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

/// Returns answers to all cards on a day, this many of them right; twice on the day on which they are learned.
fn session(service: &Service, cards: &[LearnerCard], day: i64, right: usize, is_first: bool) -> Vec<Value> {
    let begins = service.clock.now() - Duration::days(TODAY - day);
    let mut answers = Vec::new();
    for (place, card) in (0..).zip(cards) {
        let at = begins + Duration::seconds(i64::from(place) + 1);
        let given = if place < i32::try_from(right).unwrap() { AnswerKind::Right } else { AnswerKind::Wrong };
        answers.push(answer(card, "ru", at, given));
        if is_first {
            answers.push(answer(card, "ru", at + Duration::minutes(30), AnswerKind::Right));
        }
    }
    answers
}

#[tokio::test]
async fn growing_backlogs_and_falling_retention_are_detected_and_nothing_else() {
    let service = Service::start().await;
    let named = ["forgets", "piles", "steady", "stopped"].map(|name| (name.to_owned(), "ru"));
    let club = Club::of(&service, named).await;
    let cards = cards(&service, &club).await;
    // Remembers everything for weeks, and then less than half.
    let mut forgets = session(&service, &cards[0], 0, 20, true);
    forgets.extend(session(&service, &cards[0], 10, 20, false));
    forgets.extend(session(&service, &cards[0], 20, 20, false));
    forgets.extend(session(&service, &cards[0], 45, 8, false));
    // Learned twenty cards six days ago, and has reviewed none since.
    let piles = session(&service, &cards[1], 44, 20, true);
    // Learned ten cards, and reviewed them the day before yesterday.
    let mut steady = session(&service, &cards[2][..10], 40, 10, true);
    steady.extend(session(&service, &cards[2][..10], 43, 10, false));
    steady.extend(session(&service, &cards[2][..10], 48, 10, false));
    // Two weeks ago the same cards were overdue: that is inactivity, not a growing backlog.
    let stopped = session(&service, &cards[3], 20, 20, true);
    for (member, answers) in club.members.iter().zip([forgets, piles, steady, stopped]) {
        submit_accepted(member, &answers).await;
    }

    let signs = "risks { sign daysSilent backlog backlogOneWeekAgo
        retention { reviews retained share } retentionBefore { reviews retained share } }";
    let roster = club.query(&format!("roster {{ edges {{ node {{ displayName }} {signs} }} }}")).await;
    let actual: Vec<(String, Value)> = members(&roster["roster"])
        .into_iter()
        .map(|mut edge| {
            let name = edge["node"]["displayName"].as_str().unwrap().to_owned();
            // Values of other signs are null.
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
    assert_eq!(actual, expected.map(|(name, risks)| (name.to_owned(), risks)));

    let at_risk = club.query("roster(filter: {atRisk: true}) { edges { node { displayName } } }").await;
    assert_eq!(super::names(&members(&at_risk["roster"])), ["forgets", "piles", "stopped"]);
    // Those at risk are on the first page, wherever their names are.
    let first = "roster(orderBy: {field: RISKS, direction: DESCENDING}, first: 3) {
        edges { node { displayName } } }";
    assert_eq!(super::names(&members(&club.query(first).await["roster"])), ["forgets", "piles", "stopped"]);
}
