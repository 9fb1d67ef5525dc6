//! Clubs and their members.

use serde_json::json;

use super::super::case::{Case, field, mutation, node, own_mutation, own_query, query};

/// Each field of a club, with its selection.
const CLUB: [(&str, &str); 11] = [
    ("id", ""),
    ("name", ""),
    ("organization", "{ id }"),
    ("createdAt", ""),
    ("viewerMembership", "{ role }"),
    ("inviteCode", ""),
    ("openJoinRequests", ""),
    ("resultsPath", ""),
    ("oneRosterPath", ""),
    ("statementsPath", ""),
    ("members", "{ pageInfo { hasNextPage } }"),
];

/// Each field of a membership, with its selection.
const MEMBERSHIP: [(&str, &str); 7] = [
    ("id", ""),
    ("club", "{ id }"),
    ("displayName", ""),
    ("alias", ""),
    ("role", ""),
    ("joinedAt", ""),
    ("progress", "{ reviews }"),
];

pub(super) fn cases() -> Vec<Case> {
    let mut cases = vec![
        node("node: Club", "club A"),
        node("node: ClubMembership", "the member's membership"),
        node("node: ManagedClub", "club A as admins see it"),
        own_query("Query.clubs", "all clubs", "{ clubs(first: 100) { edges { node { id clubId } } } }")
            .expecting("club A"),
        query("Query.club", "club A", "query($id: ID!) { club(by: {id: $id}) { name } }"),
        own_query(
            "Viewer.clubMemberships",
            "own",
            "{ viewer { clubMemberships { pageInfo { hasNextPage } } } }",
        )
        .at("/viewer/clubMemberships"),
        own_query(
            "Viewer.clubMemberships",
            "the member's membership",
            "{ viewer { clubMemberships { edges { node { id } } } } }",
        )
        .expecting("the member's membership"),
    ];
    cases.extend(CLUB.map(|(name, selection)| field("Club", name, selection, "club A")));
    cases.extend(
        MEMBERSHIP
            .map(|(name, selection)| field("ClubMembership", name, selection, "the member's membership")),
    );
    cases.extend([
        query(
            "club → members → progress",
            "club A",
            "query($id: ID!) { club(by: {id: $id}) { members { edges { node { id progress { reviews } } } } } }",
        )
        .expecting("the member's membership"),
        query(
            "membership → club → members",
            "the fellow's membership",
            "query($id: ID!) { node(id: $id) { ... on ClubMembership { club { members { edges { node { id } } } } } } }",
        )
        .expecting("the member's membership"),
        own_query(
            "viewer → clubs → members",
            "the member's membership",
            "{ viewer { clubMemberships { edges { node { club { viewerMembership { club {
                members { edges { node { id progress { reviews } } } } } } } } } } } }",
        )
        .expecting("the member's membership"),
        query(
            "club → organization → children",
            "club A",
            "query($id: ID!) { club(by: {id: $id}) { organization { children { id } } } }",
        )
        .expecting("a draft organization")
        .for_nobody(),
        own_query(
            "cursor → Club.members",
            "club B, after a cursor of club A",
            "query($id: ID!, $after: String!) { club(by: {id: $id}) { members(after: $after) { edges { node { id } } } } }",
        )
        .with(json!({"id": "@club B", "after": "@a cursor of club A"}))
        .expecting("the member's membership")
        .for_nobody(),
        own_query(
            "cursor → Viewer.clubMemberships",
            "before a cursor of the member's clubs",
            "query($cursor: String!) { viewer { clubMemberships(before: $cursor) { edges { node { id } } } } }",
        )
        .with(json!({"cursor": "@a cursor of the member's clubs"}))
        .expecting("the member's membership")
        .for_nobody(),
        query(
            "Subscription.clubActivity",
            "club A",
            "subscription($id: ID!) { clubActivity(clubId: $id) { at members { membership { displayName } reviews } } }",
        )
        .over_websocket(),
        query(
            "Subscription.assignmentProgress",
            "an assignment of club A",
            "subscription($id: ID!) { assignmentProgress(assignmentId: $id) { at members { membership { displayName } } } }",
        )
        .over_websocket(),
        own_query("Subscription.clubNews", "own", "subscription { clubNews { joinRequests { displayName } } }")
            .over_websocket(),
        own_mutation("createClub", "own", "club { id }", json!({"name": "Достар"})),
        own_mutation(
            "createClub",
            "a club of a draft organization",
            "club { id }",
            json!({"name": "Достар", "organizationId": "@a draft organization"}),
        )
        .about_fixture("a draft organization")
        .for_nobody(),
        mutation("joinClub", "the invite code of club A", "club { id }", json!({"inviteCode": "@the invite code of club A"})),
        mutation("leaveClub", "club A", "deletedClubMembershipId", json!({"clubId": "@club A"})),
    ]);
    cases
}
