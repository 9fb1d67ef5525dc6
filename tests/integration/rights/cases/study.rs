//! Cards and reviews, and what is derived from them.

use serde_json::{Value, json};

use super::super::case::{Case, mutation, node, own_mutation, own_query, query};

const REVIEW: &str = "0193f000-0000-7000-8000-000000000001";
const RESULT: &str = "results { cardId card { id } error { code message path } }";

/// A field of the viewer that every logged-in caller gets.
fn own(name: &str, selection: &str) -> Case {
    let field = name.split('(').next().unwrap_or(name);
    let document = format!("{{ viewer {{ requested: {name} {selection} }} }}");
    own_query(&format!("Viewer.{field}"), "own", &document).at("/viewer/requested")
}

/// A field of the viewer that contains a fixture of the member.
fn holding(name: &str, selection: &str, fixture: &'static str) -> Case {
    let field = name.split('(').next().unwrap_or(name);
    let document = format!("{{ viewer {{ {name} {selection} }} }}");
    own_query(&format!("Viewer.{field}"), fixture, &document).expecting(fixture)
}

fn with_cards(name: &str) -> Case {
    mutation(name, "the member's card", RESULT, json!({"cardIds": ["@the member's card"]}))
}

fn check(input: &Value, fixture: &str) -> Case {
    let document = "query($input: CheckAnswerInput!) { checkAnswer(input: $input) { verdict } }";
    query("Query.checkAnswer", fixture, document).with(json!({"input": input}))
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = vec![
        node("node: Card", "the member's card"),
        node("node: Review", "the member's review"),
        node("node: OptimizationJob", "the member's optimization job"),
    ];
    cases.extend(of_viewer());
    cases.extend(cursors());
    cases.extend([
        check(
            &json!({"cardId": "@a new card of the member", "answer": {"choice": "@a word"}}),
            "a new card of the member",
        ),
        own_query(
            "Query.checkAnswer",
            "an exercise of the member",
            "query($input: CheckAnswerInput!) { checkAnswer(input: $input) { verdict } }",
        )
        .with(
            json!({"input": {"exerciseId": "@an exercise of the member", "answer": {"choice": "@a word"}}}),
        ),
        query(
            "Query.explainSchedule",
            "the member's card",
            "query($id: ID!) { explainSchedule(cardId: $id) { card { id } } }",
        ),
        own_query(
            "Query.simulateWorkload",
            "own",
            "{ simulateWorkload(input: {desiredRetentions: [0.9], days: 2}) { minutesPerDay } }",
        ),
        mutation(
            "submitReviews",
            "the member's card",
            "results { reviewId grade { verdict } review { id } card { id } error { code message path } }",
            json!({"reviews": [{"reviewId": REVIEW, "cardId": "@the member's card", "durationMs": 1000,
                "reviewedAt": "2026-11-23T06:21:00Z", "answer": {"rating": "GOOD"}}]}),
        ),
        mutation(
            "undoReviews",
            "the UUID of the member's review",
            "results { reviewId review { id } card { id } error { code message path } }",
            json!({"reviewIds": ["@the UUID of the member's review"]}),
        ),
    ]);
    cases.extend(["suspendCards", "unsuspendCards", "buryCards", "unburyCards"].map(with_cards));
    cases.extend([
        mutation(
            "resetCards",
            "the member's card",
            RESULT,
            json!({"resets": [{"resetId": REVIEW, "cardId": "@the member's card"}]}),
        ),
        mutation(
            "introduceWords",
            "a word",
            "results { wordId cards { id } error { code message path } }",
            json!({"introductions": [{"wordId": "@a word"}]}),
        ),
        mutation("markLessonKnown", "a lesson", "lesson { id }", json!({"lessonId": "@a lesson"})),
        own_mutation("submitPractice", "own", "viewer { account { id } }", json!({"answers": []})),
        own_mutation("challengeGrade", "an unknown review", "wordReport { id }", json!({"reviewId": REVIEW}))
            .for_nobody(),
        own_mutation("pauseStudy", "own", "viewer { account { id } }", json!({"until": null})),
        own_mutation("spreadBacklog", "own", "postponedCards", json!({"days": 2})),
        own_mutation(
            "updateScheduling",
            "own",
            "viewer { account { id } }",
            json!({"desiredRetention": 0.85}),
        ),
        own_mutation("optimizeParameters", "own", "optimizationJob { id }", json!({"dryRun": true}))
            .changing_data(),
        own_query("Subscription.progressUpdated", "own", "subscription { progressUpdated { date } }")
            .over_websocket(),
        own_query("Subscription.serverTime", "public", "subscription { serverTime(count: 1) }")
            .over_websocket(),
    ]);
    cases
}

fn of_viewer() -> Vec<Case> {
    vec![
        own("changes", "{ cursor }"),
        holding("changes", "{ cards { id } }", "the member's card"),
        own("offlinePack(days: 1)", "{ cursor }"),
        holding("offlinePack(days: 1)", "{ items { card { id } } }", "a new card of the member"),
        own("today", "{ date }"),
        own("statistics", "{ words { total } }"),
        holding("studyQueue", "{ card { id } }", "a new card of the member"),
        // Nobody else has a card.
        Case { object: "the member's cards".to_owned(), ..own("nextDueAt", "") },
        own("practiceItems(source: AHEAD)", "{ card { id } }"),
        own("reviews", "{ pageInfo { hasNextPage } }"),
        holding("reviews", "{ edges { node { id } } }", "the member's review"),
        own("preset", "{ number }"),
        own("presets", "{ number }"),
        holding("optimizationJob", "{ id }", "the member's optimization job"),
    ]
}

/// Lists after a cursor of another learner: they contain only the caller's own elements, and only the member has any.
fn cursors() -> Vec<Case> {
    vec![
        own_query(
            "cursor → Viewer.reviews",
            "after a cursor of the member's reviews",
            "query($after: String!) { viewer { reviews(after: $after) { edges { node { id } } } } }",
        )
        .with(json!({"after": "@a cursor of the member's reviews"}))
        .at("/viewer/reviews/edges"),
        own_query(
            "cursor → Viewer.changes",
            "since a cursor of the member's changes",
            "query($since: String!) { viewer { changes(since: $since) { cursor } } }",
        )
        .with(json!({"since": "@a cursor of the member's changes"}))
        .at("/viewer/changes"),
    ]
}
