//! Contests: everyone sees them, whoever is logged in sees who stands where.

use serde_json::json;

use super::super::case::{Case, field, mutation, node, open, own_mutation, query};

pub(super) fn cases() -> Vec<Case> {
    let enter = |object: &str, more: serde_json::Value| {
        let mut input = json!({"contestId": "@a contest", "nameDisplay": "HIDDEN"});
        for (field, value) in more.as_object().into_iter().flatten() {
            input[field] = value.clone();
        }
        own_mutation("enterContest", object, "contest { id }", input).spoils()
    };
    vec![
        node("node: Contest", "a contest"),
        node("node: ContestStanding", "the member's standing"),
        query("Query.contest", "a contest", "query($id: ID!) { contest(id: $id) { id } }"),
        open("Query.contests", "a contest", "{ contests { edges { node { id } } } }").holds("a contest"),
        field("Contest", "ranking", "{ edges { node { id } } }", "a contest"),
        field("Contest", "teamRanking", "{ rank }", "a contest"),
        query(
            "contest → viewerStanding",
            "a contest",
            "query($id: ID!) { contest(id: $id) { viewerStanding { id } } }",
        )
        .holds("the member's standing"),
        own_mutation(
            "createContest",
            "of a published event",
            "contest { id }",
            json!({"eventId": "@a published event", "lessonIds": ["@a lesson"],
                "from": "2026-12-01", "until": "2026-12-02"}),
        ),
        own_mutation(
            "createContest",
            "of a draft event",
            "contest { id }",
            json!({"eventId": "@a draft event", "lessonIds": ["@a lesson"],
                "from": "2026-12-01", "until": "2026-12-02"}),
        )
        .of_thing("a draft event")
        .for_nobody(),
        mutation("withdrawContest", "a contest", "contestId", json!({"contestId": "@a contest"})),
        enter("a contest", json!({})).of_thing("a contest"),
        enter("a contest, for club A", json!({"clubId": "@club A"})).of_thing("club A"),
        // Of those who take part.
        mutation("leaveContest", "a contest", "contestId", json!({"contestId": "@a contest"})),
    ]
}
