//! Leading a club: invitations, join requests, roles, assignments, and the access log.

use serde_json::json;

use super::super::case::{Case, field, mutation, node, own_query, query};

const INVITATION: &str = "an invitation to club A";
const ASSIGNMENT: &str = "an assignment of club A";
const REQUEST: &str = "the member's request to club B";
const MEMBERSHIP: &str = "the member's membership";
const PUPIL: &str = "the membership of a pupil without an e-mail address";
const NOTE: &str = "a note to the member";
const ACCESS_LOG_ENTRY: &str = "an access to the member's data";

/// Each field, with its selection.
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
const ASSIGNMENT_FIELDS: [(&str, &str); 15] = [
    ("id", ""),
    ("club", "{ id }"),
    ("lessons", "{ id }"),
    ("words", "{ id }"),
    ("note", ""),
    ("from", ""),
    ("until", ""),
    ("timeZone", ""),
    ("endsAt", ""),
    ("forAll", ""),
    ("createdAt", ""),
    ("withdrawnAt", ""),
    ("viewerProgress", "{ status }"),
    ("progressCounts", "{ members }"),
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
const NOTE_FIELDS: [(&str, &str); 7] = [
    ("id", ""),
    ("club", "{ id }"),
    ("text", ""),
    ("author", ""),
    ("forAll", ""),
    ("recipient", "{ id }"),
    ("sentAt", ""),
];
const ACCESS_LOG_FIELDS: [(&str, &str); 6] =
    [("id", ""), ("clubId", ""), ("clubName", ""), ("accessedBy", ""), ("subject", ""), ("accessedAt", "")];
const CLUB_FIELDS: [(&str, &str); 8] = [
    ("area", ""),
    ("timeZone", ""),
    ("archivedAt", ""),
    ("acceptsJoinRequests", ""),
    ("invitations", "{ pageInfo { hasNextPage } }"),
    ("assignments", "{ pageInfo { hasNextPage } }"),
    ("joinRequests", "{ pageInfo { hasNextPage } }"),
    ("notes", "{ pageInfo { hasNextPage } }"),
];

/// Fields that are null or empty for everyone who may see the object. The object itself is the requested value instead.
const EMPTY_FIELDS: [&str; 9] = [
    "area",
    "archivedAt",
    "label",
    "expiresAt",
    "maxUses",
    "revokedAt",
    "lessons",
    "withdrawnAt",
    "decidedAt",
];

pub(super) fn cases() -> Vec<Case> {
    let mut cases = vec![
        node("node: ClubInvitation", INVITATION),
        node("node: Assignment", ASSIGNMENT),
        node("node: ClubJoinRequest", REQUEST),
        node("node: ClubNote", NOTE),
        node("node: ClubAccessLogEntry", ACCESS_LOG_ENTRY),
        field("ClubMembership", "shares", "", MEMBERSHIP),
        field("ClubMembership", "username", "", PUPIL),
    ];
    cases.extend(fields("Club", "club A", &CLUB_FIELDS));
    cases.extend(fields("ClubInvitation", INVITATION, &INVITATION_FIELDS));
    cases.extend(fields("Assignment", ASSIGNMENT, &ASSIGNMENT_FIELDS));
    cases.extend(fields("ClubJoinRequest", REQUEST, &REQUEST_FIELDS));
    cases.extend(fields("ClubNote", NOTE, &NOTE_FIELDS));
    cases.extend(fields("ClubAccessLogEntry", ACCESS_LOG_ENTRY, &ACCESS_LOG_FIELDS));
    cases.extend([
        own_query(
            "Viewer.assignments",
            ASSIGNMENT,
            "{ viewer { assignments { edges { node { id viewerProgress { status } } } } } }",
        )
        .expecting(ASSIGNMENT),
        own_query(
            "Viewer.clubJoinRequests",
            REQUEST,
            "{ viewer { clubJoinRequests { edges { node { id } } } } }",
        )
        .expecting(REQUEST),
        own_query("Viewer.clubNotes", NOTE, "{ viewer { clubNotes { edges { node { id } } } } }")
            .expecting(NOTE),
        query(
            "Query.invitedClub",
            "the invite code of club A",
            "query($id: String!) { invitedClub(inviteCode: $id) { name leaders memberCount } }",
        ),
        own_query(
            "Viewer.clubAccessLog",
            ACCESS_LOG_ENTRY,
            "{ viewer { clubAccessLog { edges { node { id } } } } }",
        )
        .expecting(ACCESS_LOG_ENTRY),
        own_query("Viewer.clubAccessLog", "own", "{ viewer { clubAccessLog { pageInfo { hasNextPage } } } }")
            .at("/viewer/clubAccessLog"),
        query(
            "club → joinRequests",
            "club B",
            "query($id: ID!) { club(by: {id: $id}) { joinRequests { edges { node { id } } } } }",
        )
        .expecting(REQUEST),
        query(
            "assignment → progress → membership",
            ASSIGNMENT,
            "query($id: ID!) { node(id: $id) { ... on Assignment {
                progress { edges { node { id displayName } } } } } }",
        )
        .expecting(MEMBERSHIP),
    ]);
    cases.extend(mutations());
    cases
}

fn fields(kind: &str, fixture: &str, fields: &[(&str, &str)]) -> Vec<Case> {
    let case = |(name, selection): &(&str, &str)| {
        let case = field(kind, name, selection, fixture);
        if EMPTY_FIELDS.contains(name) { case.at("/node") } else { case }
    };
    fields.iter().map(case).collect()
}

fn mutations() -> Vec<Case> {
    vec![
        mutation("updateClub", "club A", "club { id }", json!({"id": "@club A", "name": "Достар"})),
        mutation("archiveClub", "club A", "club { id }", json!({"id": "@club A"})),
        mutation("unarchiveClub", "club A", "club { id }", json!({"id": "@club A"})),
        mutation("deleteClub", "club A", "deletedClubId", json!({"id": "@club A"})),
        mutation(
            "transferClub",
            "club A",
            "managedClub { id }",
            json!({"clubId": "@club A", "accountId": "@the other leader's account"}),
        ),
        mutation(
            "moveClubMembers",
            "club A",
            "clubMemberships { id }",
            json!({"fromClubId": "@club A", "toClubId": "@club C", "membershipIds": [format!("@{MEMBERSHIP}")]}),
        ),
        mutation("createClubInvitation", "club A", "clubInvitation { id }", json!({"clubId": "@club A"})),
        mutation(
            "revokeClubInvitation",
            INVITATION,
            "clubInvitation { id }",
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
            "clubMembership { id }",
            json!({"id": format!("@{MEMBERSHIP}"), "role": "MEMBER"}),
        ),
        mutation(
            "setClubMemberAlias",
            MEMBERSHIP,
            "clubMembership { id }",
            json!({"id": format!("@{MEMBERSHIP}"), "alias": "Айгүл"}),
        ),
        mutation("createMemberLoginCode", PUPIL, "code", json!({"membershipId": format!("@{PUPIL}")})),
        mutation(
            "removeClubMember",
            MEMBERSHIP,
            "deletedClubMembershipId",
            json!({"id": format!("@{MEMBERSHIP}")}),
        ),
        mutation(
            "updateClubSharing",
            "club A",
            "clubMembership { id }",
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
        mutation("sendClubNote", "club A", "clubNote { id }", json!({"clubId": "@club A", "text": "Сәлем"})),
        mutation("requestToJoinClub", "club A", "clubJoinRequest { id }", json!({"clubId": "@club A"}))
            .for_nobody(),
        mutation(
            "withdrawJoinRequest",
            REQUEST,
            "clubJoinRequest { id }",
            json!({"id": format!("@{REQUEST}")}),
        ),
        mutation(
            "decideJoinRequest",
            REQUEST,
            "clubJoinRequest { id }",
            json!({"id": format!("@{REQUEST}"), "accept": true}),
        ),
    ]
}
