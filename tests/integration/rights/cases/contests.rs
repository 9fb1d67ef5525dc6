//! Contests: everyone sees them; the rankings are for logged-in callers.

use serde_json::json;

use super::super::case::{Case, field, mutation, node, own_mutation, own_query, query};

pub(super) fn cases() -> Vec<Case> {
    let enter = |object: &str, more: serde_json::Value| {
        let mut input = json!({"contestId": "@a contest", "nameDisplay": "HIDDEN"});
        for (field, value) in more.as_object().into_iter().flatten() {
            input[field] = value.clone();
        }
        own_mutation("enterContest", object, "contest { id }", input).changing_data()
    };
    vec![
        node("node: Contest", "a contest"),
        node("node: ContestStanding", "the member's standing"),
        query("Query.contest", "a contest", "query($id: ID!) { contest(by: {id: $id}) { id } }"),
        own_query("Query.contests", "a contest", "{ contests { edges { node { id } } } }")
            .expecting("a contest"),
        field("Contest", "ranking", "{ edges { node { id } } }", "a contest"),
        field("Contest", "teamRanking", "{ rank }", "a contest"),
        query(
            "contest → viewerStanding",
            "a contest",
            "query($id: ID!) { contest(by: {id: $id}) { viewerStanding { id } } }",
        )
        .expecting("the member's standing"),
        own_mutation(
            "createContest",
            "a contest for a published event",
            "contest { id }",
            json!({"eventId": "@a published event", "lessonIds": ["@a lesson"],
                "from": "2026-12-01", "until": "2026-12-02"}),
        ),
        own_mutation(
            "createContest",
            "a contest for a draft event",
            "contest { id }",
            json!({"eventId": "@a draft event", "lessonIds": ["@a lesson"],
                "from": "2026-12-01", "until": "2026-12-02"}),
        )
        .about_fixture("a draft event")
        .for_nobody(),
        mutation("withdrawContest", "a contest", "deletedContestId", json!({"id": "@a contest"})),
        enter("a contest", json!({})).about_fixture("a contest"),
        enter("a contest, for club A", json!({"clubId": "@club A"})).about_fixture("club A"),
        // Only participants can leave.
        mutation("leaveContest", "a contest", "deletedContestStandingId", json!({"contestId": "@a contest"})),
    ]
}
