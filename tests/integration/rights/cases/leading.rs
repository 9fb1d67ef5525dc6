//! Leading a club: invitations, requests, roles, assignments, and what is told of looking.

use serde_json::json;

use super::super::case::{Case, field, mutation, node, open, query};

const INVITATION: &str = "an invitation to club A";
const ASSIGNMENT: &str = "an assignment of club A";
const REQUEST: &str = "the member's request to club B";
const MEMBERSHIP: &str = "the member's membership";
const LOOK: &str = "a look at the member";

/// Each field, with what is asked of it.
const INVITATION_FIELDS: [(&str, &str); 10] = [
    ("id", ""),
    ("club", "{ id }"),
    ("code", ""),
    ("label", ""),
    ("createdAt", ""),
    ("expiresAt", ""),
    ("maxUses", ""),
    ("uses", ""),
    ("revokedAt", ""),
    ("isUsable", ""),
];
const ASSIGNMENT_FIELDS: [(&str, &str); 12] = [
    ("id", ""),
    ("club", "{ id }"),
    ("lessons", "{ id }"),
    ("words", "{ id }"),
    ("note", ""),
    ("from", ""),
    ("until", ""),
    ("forAll", ""),
    ("createdAt", ""),
    ("withdrawnAt", ""),
    ("viewerProgress", "{ status }"),
    ("progress", "{ pageInfo { hasNextPage } }"),
];
const REQUEST_FIELDS: [(&str, &str); 9] = [
    ("id", ""),
    ("club", "{ id }"),
    ("clubName", ""),
    ("displayName", ""),
    ("message", ""),
    ("shares", ""),
    ("requestedAt", ""),
    ("status", ""),
    ("decidedAt", ""),
];
const LOOK_FIELDS: [(&str, &str); 6] =
    [("id", ""), ("clubId", ""), ("clubName", ""), ("accessedBy", ""), ("subject", ""), ("accessedAt", "")];
const CLUB_FIELDS: [(&str, &str); 5] = [
    ("area", ""),
    ("acceptsRequests", ""),
    ("invitations", "{ pageInfo { hasNextPage } }"),
    ("assignments", "{ pageInfo { hasNextPage } }"),
    ("joinRequests", "{ pageInfo { hasNextPage } }"),
];

/// Fields that are null or empty for everybody who may see the object: that the object is there is what was asked for.
const NOTHING_YET: [&str; 8] =
    ["area", "label", "expiresAt", "maxUses", "revokedAt", "lessons", "withdrawnAt", "decidedAt"];

pub(super) fn cases() -> Vec<Case> {
    let mut cases = vec![
        node("node: ClubInvitation", INVITATION),
        node("node: Assignment", ASSIGNMENT),
        node("node: ClubJoinRequest", REQUEST),
        node("node: ClubAccessLogEntry", LOOK),
        field("ClubMembership", "shares", "", MEMBERSHIP),
    ];
    cases.extend(fields("Club", "club A", &CLUB_FIELDS));
    cases.extend(fields("ClubInvitation", INVITATION, &INVITATION_FIELDS));
    cases.extend(fields("Assignment", ASSIGNMENT, &ASSIGNMENT_FIELDS));
    cases.extend(fields("ClubJoinRequest", REQUEST, &REQUEST_FIELDS));
    cases.extend(fields("ClubAccessLogEntry", LOOK, &LOOK_FIELDS));
    cases.extend([
        open(
            "Viewer.assignments",
            ASSIGNMENT,
            "{ viewer { assignments { edges { node { id viewerProgress { status } } } } } }",
        )
        .holds(ASSIGNMENT),
        open("Viewer.clubRequests", REQUEST, "{ viewer { clubRequests { edges { node { id } } } } }")
            .holds(REQUEST),
        open("Viewer.clubAccessLog", LOOK, "{ viewer { clubAccessLog { edges { node { id } } } } }")
            .holds(LOOK),
        open("Viewer.clubAccessLog", "own", "{ viewer { clubAccessLog { pageInfo { hasNextPage } } } }")
            .at("/viewer/clubAccessLog"),
        query(
            "club → joinRequests",
            "club B",
            "query($id: ID!) { club(id: $id) { joinRequests { edges { node { id } } } } }",
        )
        .holds(REQUEST),
        query(
            "assignment → progress → membership",
            ASSIGNMENT,
            "query($id: ID!) { node(id: $id) { ... on Assignment {
                progress { edges { node { id displayName } } } } } }",
        )
        .holds(MEMBERSHIP),
    ]);
    cases.extend(mutations());
    cases
}

fn fields(kind: &str, thing: &str, fields: &[(&str, &str)]) -> Vec<Case> {
    let case = |(name, selection): &(&str, &str)| {
        let case = field(kind, name, selection, thing);
        if NOTHING_YET.contains(name) { case.at("/node") } else { case }
    };
    fields.iter().map(case).collect()
}

fn mutations() -> Vec<Case> {
    vec![
        mutation("updateClub", "club A", "club { id }", json!({"clubId": "@club A", "name": "Достар"})),
        mutation("createClubInvitation", "club A", "invitation { id }", json!({"clubId": "@club A"})),
        mutation(
            "revokeClubInvitation",
            INVITATION,
            "invitation { id }",
            json!({"id": format!("@{INVITATION}")}),
        ),
        mutation(
            "importClubMembers",
            "club A",
            "rows { code }",
            json!({"clubId": "@club A", "csv": "name\nАйгүл\n", "dryRun": false}),
        ),
        mutation(
            "setClubRole",
            MEMBERSHIP,
            "membership { id }",
            json!({"membershipId": format!("@{MEMBERSHIP}"), "role": "LEADER"}),
        ),
        mutation("removeClubMember", MEMBERSHIP, "clubId", json!({"membershipId": format!("@{MEMBERSHIP}")})),
        mutation(
            "updateClubSharing",
            "club A",
            "membership { id }",
            json!({"clubId": "@club A", "shares": ["RESULTS"]}),
        ),
        mutation(
            "createAssignment",
            "club A",
            "assignment { id }",
            json!({"clubId": "@club A", "wordIds": ["@a word"], "until": "2026-12-16"}),
        ),
        mutation(
            "updateAssignment",
            ASSIGNMENT,
            "assignment { id }",
            json!({"id": format!("@{ASSIGNMENT}"), "note": "x"}),
        ),
        mutation(
            "withdrawAssignment",
            ASSIGNMENT,
            "assignment { id }",
            json!({"id": format!("@{ASSIGNMENT}")}),
        ),
        mutation("requestToJoinClub", "club A", "request { id }", json!({"clubId": "@club A"})).for_nobody(),
        mutation("withdrawJoinRequest", REQUEST, "request { id }", json!({"id": format!("@{REQUEST}")})),
        mutation(
            "decideJoinRequest",
            REQUEST,
            "request { id }",
            json!({"id": format!("@{REQUEST}"), "accept": true}),
        ),
    ]
}
