//! The operations of clubs.

use chrono::Duration;
use dostyq::domain::accounts::Role;
use serde_json::{Value, json};

use super::{SUBMIT, Table, answers, cost, lesson_id, node_ids, start};
use crate::support::client::Client;
use crate::support::service::Service;
use crate::support::sql::connect;

const ROSTER: &str = "query($id: ID!) { club(by: {id: $id}) {
    name organization { name } inviteCode
    members { edges { node {
        displayName role joinedAt
        progress { words { total begun learned mature } newWordsToday dailyGoal due reviews lastReviewedAt }
    } } }
} }";

const JOIN: &str =
    "mutation($code: String!) { joinClub(input: {inviteCode: $code, shares: [ACTIVITY, RESULTS]}) {
        club { name } errors { code } } }";

const ASSIGN: &str = "mutation($club: ID!, $lesson: ID!) {
    createAssignment(input: {clubId: $club, lessonIds: [$lesson], until: \"2027-01-01\"}) {
        assignment { id lessons { slug } words { headword } } errors { code } } }";

const ASSIGNMENT_PROGRESS: &str =
    "query($id: ID!) { node(id: $id) { ... on Assignment { note words { headword } progressCounts { done }
    progress(first: 100) { edges { node { displayName } progress { status wordsDone } } } } } }";

/// Creates a club, and returns its id and invite code.
pub(super) async fn club(service: &Service, leader: &Client, email: &str) -> (Value, Value) {
    service.promote(email).await;
    let created = leader
        .query("mutation { createClub(input: {name: \"Достар\"}) { club { id inviteCode } } }", json!({}))
        .await;
    let club = &created["createClub"]["club"];
    (club["id"].clone(), club["inviteCode"].clone())
}

/// Adds members, each with a started lesson and an answered word.
async fn add_members(service: &Service, code: &Value, emails: impl Iterator<Item = String>) {
    for email in emails {
        let member = service.client().register(&email).await;
        member.query(JOIN, json!({"code": code})).await;
        start(&member, "amandasu").await;
        let reviews = answers(service, &member, 1).await;
        member.query(SUBMIT, json!({"reviews": reviews})).await;
    }
}

pub(super) async fn count(table: &mut Table<'_>, member: &Client) {
    let service = table.service;
    let leader = service.client().register("leader@example.kz").await;
    service.promote("leader@example.kz").await;
    let parasat = service.client().query("{ organization(by: {slug: \"parasat\"}) { id } }", json!({})).await;
    let create =
        "mutation($organization: ID) { createClub(input: {name: \"Достар\", organizationId: $organization}) {
        club { id inviteCode } errors { code } } }";
    let organization = &parasat["organization"]["id"];
    let data = table.count("create a club", &leader, create, json!({"organization": organization})).await;
    let (id, code) = (&data["createClub"]["club"]["id"], &data["createClub"]["club"]["inviteCode"]);
    let look = "query($code: String!) { invitedClub(inviteCode: $code) { name leaders memberCount organization { name } } }";
    table.count("where an invite code leads", member, look, json!({"code": code})).await;
    table.count("join a club", member, JOIN, json!({"code": code})).await;
    // Others join later: among members who joined at the same moment, any could be the last, who is removed below.
    service.clock.advance(Duration::minutes(1));
    let clubs = "{ viewer { clubMemberships { edges { node { role club { name } } } } } }";
    table.count("a learner's clubs", member, clubs, json!({})).await;
    add_members(service, code, ["b@example.kz".to_owned()].into_iter()).await;
    let roster = table.count("roster of 3 members with progress", &leader, ROSTER, json!({"id": id})).await;
    assert_eq!(roster["club"]["members"]["edges"].as_array().unwrap().len(), 3);
    add_members(service, code, (0..9).map(|n| format!("member{n}@example.kz"))).await;
    let roster = table.count("roster of 12 members with progress", &leader, ROSTER, json!({"id": id})).await;
    assert_eq!(roster["club"]["members"]["edges"].as_array().unwrap().len(), 12);
    table.count("the same roster again", &leader, ROSTER, json!({"id": id})).await;
    count_insight(table, &leader, id).await;
    count_leading(table, &leader, id).await;
    let any_request = "{ viewer { account { displayName } } }";
    table.count("first request of a member after an assignment", member, any_request, json!({})).await;
    let own =
        "{ viewer { assignments { edges { node { words { headword } viewerProgress { status } } } } } }";
    table.count("a learner's assignments", member, own, json!({})).await;
    let notes = "{ viewer { clubNotes { edges { node { text author club { name } } } } } }";
    table.count("a learner's notes from leaders", member, notes, json!({})).await;
    let log = "{ viewer { clubAccessLog { edges { node { clubName accessedBy subject } } } } }";
    table.count("access log of a learner", member, log, json!({})).await;
    let share = "mutation($id: ID!) { updateClubSharing(input: {clubId: $id, shares: [RESULTS]}) { clubMembership { shares } } }";
    table.count("change the data shared with a club", member, share, json!({"id": id})).await;
    let newcomer = service.client().register("newcomer@example.kz").await;
    let data = table.count("join a club with an assignment", &newcomer, JOIN, json!({"code": code})).await;
    assert_eq!(data["joinClub"]["errors"], json!([]));
    let applicant = service.client().register("applicant@example.kz").await;
    let request = "mutation($id: ID!) { requestToJoinClub(input: {clubId: $id}) { clubJoinRequest { id } errors { code } } }";
    let data = table.count("ask to join a club", &applicant, request, json!({"id": id})).await;
    let accept = "mutation($id: ID!) { decideJoinRequest(input: {id: $id, accept: true}) { clubJoinRequest { status } errors { code } } }";
    let request = &data["requestToJoinClub"]["clubJoinRequest"]["id"];
    let data = table.count("accept a join request", &leader, accept, json!({"id": request})).await;
    assert_eq!(data["decideJoinRequest"]["errors"], json!([]));
    let leave =
        "mutation($id: ID!) { leaveClub(input: {clubId: $id}) { deletedClubMembershipId errors { code } } }";
    table.count("leave a club", member, leave, json!({"id": id})).await;
}

/// Counts the fields of a club's insight.
async fn count_insight(table: &mut Table<'_>, leader: &Client, club: &Value) {
    let share =
        "UPDATE club_memberships SET shares_activity = true, shares_results = true, shares_answers = true";
    connect(&table.service.database.url).await.unwrap().batch_execute(share).await.unwrap();
    for (name, fields) in [
        (
            "overview of a club",
            "overview(from: \"2026-11-01\", to: \"2027-11-30\") { activity { totals { reviews } } results { totals { backlog } } }",
        ),
        (
            "insight into each member of a club",
            "roster { edges { node { displayName } activity { reviews } results { wordsKnown } risks { sign } } }",
        ),
        (
            "lessons and members of a club",
            "lessons { lessons { startedMembers } members { edges { lessons { words { learned } } } } }",
        ),
        (
            "hardest words of a club",
            "hardestWords(from: \"2026-11-01\", to: \"2027-11-30\") { words { rate cause } }",
        ),
        (
            "letter confusions of a club",
            "confusions(from: \"2026-11-01\", to: \"2027-11-30\") { pairs { count } }",
        ),
        (
            "activity of a club",
            "activity(from: \"2026-11-01\", to: \"2027-11-30\") { days { activeMembers } weeks { activeMembers } }",
        ),
        (
            "readiness of a club",
            "readiness(on: \"2027-03-22\", lessonIds: [$lesson]) { withReviews { known } members { edges { minutesPerDay } } }",
        ),
    ] {
        let lesson = lesson_id(leader, "amandasu").await;
        let fields = fields.replace("$lesson", &lesson.to_string());
        let document = format!("query($id: ID!) {{ club(by: {{id: $id}}) {{ insight {{ {fields} }} }} }}");
        table.count(name, leader, &document, json!({"id": club})).await;
    }
    for (name, file) in [
        ("export of a club's results", "results.csv"),
        ("export of a club as OneRoster", "oneroster.zip"),
        ("export of a club as xAPI statements", "statements.json"),
    ] {
        let path = format!("/clubs/{}/{file}", club.as_str().unwrap());
        let (answer, statements) = table.service.statements(leader.get(&path)).await;
        assert_eq!(answer.status, 200);
        table.lines.push((name.to_owned(), statements));
    }
}

/// Counts what leaders do with a club.
async fn count_leading(table: &mut Table<'_>, leader: &Client, club: &Value) {
    let open = "mutation($id: ID!) { updateClub(input: {id: $id, acceptsJoinRequests: true}) { club { name } errors { code } } }";
    let data = table.count("change a club", leader, open, json!({"id": club})).await;
    assert_eq!(data["updateClub"]["errors"], json!([]));
    let note = "mutation($id: ID!) { sendClubNote(input: {clubId: $id, text: \"Сәлем!\"}) { clubNote { id } errors { code } } }";
    let data = table.count("send a note to a club", leader, note, json!({"id": club})).await;
    assert_eq!(data["sendClubNote"]["errors"], json!([]));
    let create_invitation = "mutation($id: ID!) { createClubInvitation(input: {clubId: $id, maxUses: 30}) { clubInvitation { id } } }";
    let data = table.count("create an invitation", leader, create_invitation, json!({"id": club})).await;
    let revoke = "mutation($id: ID!) { revokeClubInvitation(input: {id: $id}) { clubInvitation { uses } } }";
    let invitation = &data["createClubInvitation"]["clubInvitation"]["id"];
    table.count("revoke an invitation", leader, revoke, json!({"id": invitation})).await;
    let group = "mutation($id: ID!) { importClubMembers(input: {clubId: $id, csv: \"name\\nА\\nБ\"}) { rows { code } } }";
    table.count("import a group of members", leader, group, json!({"id": club})).await;
    let lists = "query($id: ID!) { club(by: {id: $id}) { inviteCode invitations { edges { node { code } } }
        joinRequests { edges { node { displayName } } } assignments { edges { node { note } } } } }";
    table.count("invitations, requests and assignments of a club", leader, lists, json!({"id": club})).await;
    let lesson = lesson_id(leader, "otbasy").await;
    let input = json!({"club": club, "lesson": lesson});
    let data = table.count("assign a lesson to 11 members", leader, ASSIGN, input).await;
    let assignment = &data["createAssignment"]["assignment"]["id"];
    table
        .count(
            "progress of 11 members with an assignment",
            leader,
            ASSIGNMENT_PROGRESS,
            json!({"id": assignment}),
        )
        .await;
    let update = "mutation($id: ID!) { updateAssignment(input: {id: $id, note: \"x\"}) { assignment { note } errors { code } } }";
    table.count("change an assignment", leader, update, json!({"id": assignment})).await;
    let members =
        "query($id: ID!) { club(by: {id: $id}) { members(last: 1) { edges { node { id displayName } } } } }";
    let data = leader.query(members, json!({"id": club})).await;
    let last = &data["club"]["members"]["edges"][0]["node"]["id"];
    // These accounts are called as their addresses.
    let name = data["club"]["members"]["edges"][0]["node"]["displayName"].as_str().unwrap();
    table.service.promote(name).await;
    let role =
        "mutation($id: ID!) { setClubRole(input: {id: $id, role: LEADER}) { clubMembership { role } } }";
    table.count("make a member a leader", leader, role, json!({"id": last})).await;
    let remove = "mutation($id: ID!) { removeClubMember(input: {id: $id}) { deletedClubMembershipId errors { code } } }";
    table.count("remove a member", leader, remove, json!({"id": last})).await;
    let search = "query($id: ID!) { club(by: {id: $id}) { members(search: \"member\", orderBy: NAME) {
        totalCount edges { node { id displayName } } } } }";
    let data = table.count("search a club's members", leader, search, json!({"id": club})).await;
    let all = "query($id: ID!) { club(by: {id: $id}) { members { totalCount edges { cursor } } } }";
    table.count("a club's members, counted", leader, all, json!({"id": club})).await;
    count_the_end_of_clubs(table, leader, club, &data["club"]["members"]["edges"][0]["node"]["id"]).await;
}

/// Counts moving a member, archiving, handing over and deleting clubs.
async fn count_the_end_of_clubs(table: &mut Table<'_>, leader: &Client, club: &Value, member: &Value) {
    let create = "mutation { createClub(input: {name: \"Келесі\"}) { club { id } } }";
    let next = leader.query(create, json!({})).await["createClub"]["club"]["id"].take();
    let shift = "mutation($from: ID!, $to: ID!, $ids: [ID!]!) {
        moveClubMembers(input: {fromClubId: $from, toClubId: $to, membershipIds: $ids}) {
            clubMemberships { id club { name } } errors { code } } }";
    let input = json!({"from": club, "to": next, "ids": [member]});
    let data = table.count("move a member to another club", leader, shift, input).await;
    assert_eq!(data["moveClubMembers"]["errors"], json!([]));
    let archive =
        "mutation($id: ID!) { archiveClub(input: {id: $id}) { club { archivedAt } errors { code } } }";
    table.count("archive a club", leader, archive, json!({"id": next})).await;
    let unarchive =
        "mutation($id: ID!) { unarchiveClub(input: {id: $id}) { club { archivedAt } errors { code } } }";
    table.count("take a club out of the archive", leader, unarchive, json!({"id": next})).await;
    let admin = table.service.register_with_role("admin-of-clubs@example.kz", Role::Admin).await;
    count_lists_of_admins(table, &admin).await;
    let own = admin.account_id().await;
    let transfer = "mutation($club: ID!, $account: ID!) {
        transferClub(input: {clubId: $club, accountId: $account}) { managedClub { name } errors { code } } }";
    let data = table.count("hand a club over", &admin, transfer, json!({"club": next, "account": own})).await;
    assert_eq!(data["transferClub"]["errors"], json!([]));
    let mut accounts = Vec::new();
    for email in ["first-of-two@example.kz", "second-of-two@example.kz"] {
        let learner = table.service.client().register(email).await;
        start(&learner, "amandasu").await;
        let reviews = answers(table.service, &learner, 1).await;
        learner.query(SUBMIT, json!({"reviews": reviews})).await;
        accounts.push(learner.account_id().await);
    }
    let merge = "mutation($from: ID!, $into: ID!) {
        mergeAccounts(input: {fromAccountId: $from, intoAccountId: $into}) { managedAccount { id } errors { code } } }";
    let reset = "mutation($id: ID!) { resetSecondFactor(input: {accountId: $id}) { managedAccount { id } errors { code } } }";
    let data = table.count("reset a second factor", &admin, reset, json!({"id": accounts[1]})).await;
    assert_eq!(data["resetSecondFactor"]["errors"], json!([]));
    let log = "{ accountLog { edges { node { action actorName } } } }";
    table.count("account log, for an admin", &admin, log, json!({})).await;
    let own = "{ viewer { accountLog { edges { node { action } } } } }";
    table.count("one's own account log", &admin, own, json!({})).await;
    let input = json!({"from": accounts[0], "into": accounts[1]});
    let data = table.count("merge two accounts", &admin, merge, input).await;
    assert_eq!(data["mergeAccounts"]["errors"], json!([]));
    let delete = "mutation($id: ID!) { deleteClub(input: {id: $id}) { deletedClubId errors { code } } }";
    let data = table.count("delete a club", &admin, delete, json!({"id": next})).await;
    assert_eq!(data["deleteClub"]["errors"], json!([]));
}

/// Counts the lists of all accounts and clubs, and these by the ids of their nodes.
async fn count_lists_of_admins(table: &mut Table<'_>, admin: &Client) {
    let clubs = "{ clubs(first: 10) { edges { node { id name members leaders { displayName } } } } }";
    let found = table.count("all clubs, for an admin", admin, clubs, json!({})).await;
    let by_id = "query($ids: [ID!]!) { nodes(ids: $ids) { ... on ManagedClub { name members leaders { displayName } } } }";
    let ids = node_ids(&found["clubs"]);
    assert!(ids.len() > 1);
    table.count("clubs by their ids, for an admin", admin, by_id, json!({"ids": ids})).await;
    let accounts = "{ accounts(first: 10) { edges { node { id email } } } }";
    let found = table.count("all accounts, for an admin", admin, accounts, json!({})).await;
    let by_id = "query($ids: [ID!]!) { nodes(ids: $ids) { ... on ManagedAccount { email role } } }";
    let ids = json!({"ids": node_ids(&found["accounts"])});
    table.count("10 accounts by their ids, for an admin", admin, by_id, ids).await;
}

#[tokio::test]
async fn a_larger_club_sends_no_more_statements() {
    let service = Service::start().await;
    let leader = service.client().register("leader@example.kz").await;
    let (id, code) = club(&service, &leader, "leader@example.kz").await;
    add_members(&service, &code, (0..2).map(|n| format!("first{n}@example.kz"))).await;
    let lesson = lesson_id(&leader, "otbasy").await;
    let assign = json!({"club": id, "lesson": lesson});
    let (made, assigned) = service.statements(leader.query(ASSIGN, assign.clone())).await;
    let assignment = json!({"id": made["createAssignment"]["assignment"]["id"]});
    let progress_cost = cost(&service, &leader, ASSIGNMENT_PROGRESS, assignment.clone()).await;
    let small = cost(&service, &leader, ROSTER, json!({"id": id})).await;
    add_members(&service, &code, (0..9).map(|n| format!("then{n}@example.kz"))).await;
    let large = cost(&service, &leader, ROSTER, json!({"id": id})).await;
    assert_eq!(small, large);
    assert_eq!(cost(&service, &leader, ASSIGN, assign).await, assigned, "assigning");
    assert_eq!(
        cost(&service, &leader, ASSIGNMENT_PROGRESS, assignment).await,
        progress_cost,
        "an assignment's progress"
    );
}
