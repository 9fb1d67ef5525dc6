//! Clubs: a leader creates one, others join by its code, and only the leader sees their progress.

mod archive;
mod assigned_cards;
mod assignment_counts;
mod assignment_days;
mod assignments;
mod current_progress;
mod group;
mod invitations;
mod leading;
mod login_codes;
mod managing;
mod members;
mod moving;
mod notes;
mod pupils;
mod repeated;
mod requests;
mod sharing;
mod unused_accounts;

use chrono::Duration;
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::club::{CREATE, JOIN, create_club, join, join_sharing, leader, learner, leave};
use crate::support::service::Service;
use crate::support::study::learn;

const MEMBERS: &str = "query($id: ID!) { club(by: {id: $id}) { members { edges { node {
    id displayName role shares
    progress {
        words { total begun learned mature } newWordsToday dailyGoal due reviews lastReviewedAt
    }
} } } } }";

/// Returns the members as the client sees them; null if it doesn't.
async fn members(client: &Client, club: &Value) -> Value {
    let mut data = client.query(MEMBERS, json!({"id": club["id"]})).await;
    match data["club"]["members"]["edges"].take() {
        Value::Array(edges) => edges.into_iter().map(|mut edge| edge["node"].take()).collect(),
        nothing => nothing,
    }
}

fn names(members: &Value) -> Vec<&str> {
    members.as_array().unwrap().iter().map(|member| member["displayName"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_leader_creates_a_club_for_an_organization() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let parasat = dana.query("{ organization(by: {slug: \"parasat\"}) { id } }", json!({})).await;
    let id = &parasat["organization"]["id"];

    let created = dana.query(CREATE, json!({"name": " Парасат достары ", "organization": id})).await;

    let club = &created["createClub"]["club"];
    assert_eq!(created["createClub"]["errors"], json!([]));
    assert_eq!(
        (&club["name"], &club["organization"]["slug"]),
        (&json!("Парасат достары"), &json!("parasat"))
    );
    assert_eq!(club["viewerMembership"]["role"], "LEADER");
    let code = club["inviteCode"].as_str().unwrap();
    assert_eq!((code.len(), &code[5..6]), (11, "-"));
    let same =
        dana.query("query($id: ID!) { club(by: {id: $id}) { inviteCode } }", json!({"id": club["id"]})).await;
    assert_eq!(same["club"]["inviteCode"], code);
}

#[tokio::test]
async fn an_invalid_club_is_refused() {
    let service = Service::start().await;
    let aigul = learner(&service, "aigul").await;
    let refused = aigul.with("accept-language", "kk").query(CREATE, json!({"name": "Достар"})).await;
    assert_eq!(
        refused["createClub"],
        json!({"club": null, "errors": [{
            "code": "FORBIDDEN", "message": "Сіздің рөліңіз бұған рұқсат бермейді.", "path": [],
        }]})
    );

    let dana = leader(&service, "dana").await;
    let course = dana.query("{ course(by: {slug: \"kunine-bes-soz\"}) { id } }", json!({})).await;
    for (input, code, path) in [
        (json!({"name": " "}), "INVALID_NAME", "name"),
        (json!({"name": "ә".repeat(81)}), "INVALID_NAME", "name"),
        (json!({"name": "Достар", "organization": "nonsense"}), "NOT_FOUND", "organizationId"),
        (json!({"name": "Достар", "organization": course["course"]["id"]}), "NOT_FOUND", "organizationId"),
    ] {
        let refused = dana.query(CREATE, input.clone()).await;
        let error = &refused["createClub"]["errors"][0];
        assert_eq!((&error["code"], &error["path"]), (&json!(code), &json!([path])), "{input}");
        assert_eq!(refused["createClub"]["club"], json!(null));
    }
    let none = dana.query("{ viewer { clubMemberships { edges { cursor } } } }", json!({})).await;
    assert_eq!(none["viewer"]["clubMemberships"]["edges"], json!([]));
}

#[tokio::test]
async fn a_code_works_in_any_spelling_and_joining_again_changes_only_the_shares() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let aigul = learner(&service, "aigul").await;
    let typed = format!(" {} ", club["inviteCode"].as_str().unwrap().to_lowercase().replace('-', " "));

    let joined = aigul.query(JOIN, json!({"code": typed})).await;
    let joined_club = &joined["joinClub"]["club"];
    assert_eq!((&joined_club["id"], &joined_club["name"]), (&club["id"], &club["name"]));
    assert_eq!(joined_club["viewerMembership"]["role"], "MEMBER");
    assert_eq!(joined_club["inviteCode"], json!(null), "only leaders see it");

    service.clock.advance(Duration::minutes(1));
    let again =
        aigul.query(JOIN, json!({"code": typed})).await["joinClub"]["club"]["viewerMembership"].take();
    assert_eq!(again, joined_club["viewerMembership"]);
    let mut sharing = again;
    sharing["shares"] = json!(["ACTIVITY", "RESULTS"]);
    assert_eq!(join(&aigul, &club).await, sharing);
    assert_eq!(join(&dana, &club).await["role"], "LEADER", "a leader stays one");
    assert_eq!(names(&members(&dana, &club).await), ["dana@example.kz", "aigul@example.kz"]);

    let berik = learner(&service, "berik").await;
    for code in ["", "00000-00000", "nonsense", "әәәәә-әәәәә", &typed[..10]] {
        let refused = berik.query(JOIN, json!({"code": code})).await;
        assert_eq!(
            refused["joinClub"],
            json!({"club": null, "errors": [{"code": "UNKNOWN_INVITE_CODE", "path": ["inviteCode"]}]}),
            "{code}"
        );
    }
}

#[tokio::test]
async fn joining_again_with_other_shares_changes_them_and_without_any_keeps_them() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let aigul = learner(&service, "aigul").await;
    let first = join_sharing(&aigul, &club, &["ACTIVITY", "RESULTS"]).await;
    let without_shares = "mutation($code: String!) { joinClub(input: {inviteCode: $code}) {
        club { viewerMembership { id shares } } errors { code } } }";
    let shares = async || {
        let again = aigul.query(without_shares, json!({"code": club["inviteCode"]})).await;
        let membership = again["joinClub"]["club"]["viewerMembership"].clone();
        assert_eq!(membership["id"], first["id"]);
        membership["shares"].clone()
    };
    assert_eq!(shares().await, json!(["ACTIVITY", "RESULTS"]));
    for (given, shared) in
        [(&["ANSWERS"][..], json!(["ANSWERS"])), (&[], json!([])), (&["RESULTS"], json!(["RESULTS"]))]
    {
        assert_eq!(join_sharing(&aigul, &club, given).await["shares"], shared);
        assert_eq!(shares().await, shared);
    }
    assert_eq!(members(&dana, &club).await[1]["shares"], json!(["RESULTS"]), "so the leader sees");
}

#[tokio::test]
async fn guessing_codes_is_throttled() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let berik = learner(&service, "berik").await;
    let mut codes = (0..100).map(|n| format!("00000-{n:05}"));
    let refused = loop {
        let code = codes.next().expect("an end to guessing");
        let refused = berik.query(JOIN, json!({"code": code})).await;
        if refused["joinClub"]["errors"][0]["code"] != "UNKNOWN_INVITE_CODE" {
            break refused;
        }
    };
    assert_eq!(refused["joinClub"]["errors"][0]["code"], "TOO_MANY_ATTEMPTS");
    assert_eq!(refused["joinClub"]["club"], json!(null));
    // Another learner is not throttled.
    join(&learner(&service, "aigul").await, &club).await;
}

#[tokio::test]
async fn the_leader_sees_each_members_progress() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let aigul = learner(&service, "aigul").await;
    let membership = join(&aigul, &club).await;
    learn(&service, &aigul, "amandasu").await;

    let response = members(&dana, &club).await;
    let nothing = json!({"total": 0, "begun": 0, "learned": 0, "mature": 0});
    let own = &response[0]["progress"];
    assert_eq!((&own["words"], &own["reviews"]), (&nothing, &json!(0)));
    assert_eq!((&own["dailyGoal"], &own["lastReviewedAt"]), (&json!(5), &json!(null)));
    let member = &response[1];
    assert_eq!((&member["id"], &member["role"]), (&membership["id"], &json!("MEMBER")));
    let progress = &member["progress"];
    assert_eq!(progress["words"], json!({"total": 5, "begun": 5, "learned": 5, "mature": 0}));
    assert_eq!((&progress["newWordsToday"], &progress["due"]), (&json!(5), &json!(0)));
    assert_eq!(progress["reviews"], json!(20));

    service.clock.advance(Duration::days(3));
    let progress = &members(&dana, &club).await[1]["progress"];
    assert_eq!((&progress["newWordsToday"], &progress["due"]), (&json!(0), &json!(10)));
}

/// Every path to a club and to a member.
const ALL_PATHS: &str = "query($club: ID!, $membership: ID!) {
    club(by: {id: $club}) { ...Club }
    node(id: $club) { id ...Club }
    nodes(ids: [$club, $membership]) { id ...Club ...Membership }
    membership: node(id: $membership) { id ...Membership }
    viewer { clubMemberships(first: 5) { edges { node {
        ...Membership
        club { ...Club viewerMembership { club { ...Club } } }
    } } } }
}
fragment Club on Club {
    name inviteCode
    viewerMembership { displayName progress { reviews } }
    members(first: 5) { edges { node { ...Membership } } }
}
fragment Membership on ClubMembership {
    displayName progress { reviews }
    club { inviteCode members(first: 5) { edges { node { displayName progress { reviews } } } } }
}";

#[tokio::test]
async fn nobody_else_sees_a_member_by_any_path() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let aigul = learner(&service, "aigul").await;
    let membership = join(&aigul, &club).await;
    learn(&service, &aigul, "amandasu").await;
    let berik = learner(&service, "berik").await;
    join(&berik, &club).await;
    let erlan = leader(&service, "erlan").await;
    let other_club = create_club(&service, &erlan, "Ұлағат").await;
    let ids = json!({"club": club["id"], "membership": membership["id"]});
    let code = club["inviteCode"].as_str().unwrap();
    let progress = json!({"reviews": 20});

    let leaders = dana.query(ALL_PATHS, ids.clone()).await;
    for (way, member) in [
        ("club", leaders["club"]["members"]["edges"][1]["node"].clone()),
        ("node", leaders["node"]["members"]["edges"][1]["node"].clone()),
        ("membership", leaders["membership"].clone()),
        ("nodes", leaders["nodes"][1].clone()),
    ] {
        assert_eq!(
            (&member["displayName"], &member["progress"]),
            (&json!("aigul@example.kz"), &progress),
            "{way}"
        );
    }

    let own = aigul.query(ALL_PATHS, ids.clone()).await;
    assert_eq!(own["membership"]["progress"], progress, "her own progress");
    assert_eq!(own["club"]["viewerMembership"]["progress"], progress);
    assert_eq!(own["club"]["members"], json!(null));
    for hidden in [code, "berik@example.kz", "dana@example.kz"] {
        assert!(!own.to_string().contains(hidden), "{hidden}: {own:#}");
    }

    let fellow = berik.query(ALL_PATHS, ids.clone()).await;
    assert_eq!((&fellow["club"]["name"], &fellow["club"]["members"]), (&club["name"], &json!(null)));
    assert_eq!((&fellow["nodes"][1], &fellow["membership"]), (&json!(null), &json!(null)));
    for hidden in [code, "aigul@example.kz", ":20", "dana@example.kz"] {
        assert!(!fellow.to_string().contains(hidden), "{hidden}: {fellow:#}");
    }

    let outsider = learner(&service, "gulnar").await;
    for (caller, client) in
        [("another leader", &erlan), ("an outsider", &outsider), ("nobody", &service.client())]
    {
        let response = client.query(ALL_PATHS, ids.clone()).await;
        for way in ["club", "node", "membership"] {
            assert_eq!(response[way], json!(null), "{caller}");
        }
        assert_eq!(response["nodes"], json!([null, null]), "{caller}");
        for hidden in [code, "Парасат достары", "aigul@example.kz", ":20"] {
            assert!(!response.to_string().contains(hidden), "{hidden} for {caller}: {response:#}");
        }
    }

    // A leader of the same learner in another club sees only that club.
    let in_the_other = join(&aigul, &other_club).await;
    assert_eq!(members(&erlan, &other_club).await[1]["progress"]["reviews"], 20);
    let response = erlan.query(ALL_PATHS, ids).await;
    assert_eq!((&response["club"], &response["membership"]), (&json!(null), &json!(null)));
    let both = json!({"club": other_club["id"], "membership": in_the_other["id"]});
    assert_eq!(erlan.query(ALL_PATHS, both.clone()).await["membership"]["progress"], progress);
    assert_eq!(dana.query(ALL_PATHS, both).await["membership"], json!(null));
}

#[tokio::test]
async fn a_former_member_is_no_longer_visible() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let aigul = learner(&service, "aigul").await;
    let membership = join(&aigul, &club).await;
    learn(&service, &aigul, "amandasu").await;

    let left = json!({"deletedClubMembershipId": membership["id"], "errors": []});
    assert_eq!(leave(&aigul, &club).await, left);

    let ids = json!({"club": club["id"], "membership": membership["id"]});
    assert_eq!(names(&members(&dana, &club).await), ["dana@example.kz"]);
    assert_eq!(dana.query(ALL_PATHS, ids.clone()).await["membership"], json!(null));
    let own = aigul.query(ALL_PATHS, ids).await;
    assert_eq!((&own["club"], &own["viewer"]["clubMemberships"]["edges"]), (&json!(null), &json!([])));
    let not_in_it =
        json!({"deletedClubMembershipId": null, "errors": [{"code": "NOT_FOUND", "path": ["clubId"]}]});
    assert_eq!(leave(&aigul, &club).await, not_in_it);
    assert_eq!(leave(&aigul, &json!({"id": "nonsense"})).await, not_in_it);
    // She keeps what she has learned, and may join again.
    join(&aigul, &club).await;
    assert_eq!(members(&dana, &club).await[1]["progress"]["reviews"], 20);
}

#[tokio::test]
async fn memberships_are_paged_in_the_order_of_joining() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    for name in ["a", "b", "c", "d"] {
        // b and c join at the same moment.
        if name != "c" {
            service.clock.advance(Duration::minutes(1));
        }
        join(&learner(&service, name).await, &club).await;
    }
    let all = members(&dana, &club).await;
    let page = "query($id: ID!, $after: String) { club(by: {id: $id}) { members(first: 2, after: $after) {
        edges { node { displayName } } pageInfo { hasNextPage endCursor }
    } } }";
    let (mut read, mut after) = (Vec::new(), json!(null));
    loop {
        let found = dana.query(page, json!({"id": club["id"], "after": after})).await;
        let members = &found["club"]["members"];
        read.extend(
            members["edges"].as_array().unwrap().iter().map(|edge| edge["node"]["displayName"].clone()),
        );
        if members["pageInfo"]["hasNextPage"] == json!(false) {
            break;
        }
        after = members["pageInfo"]["endCursor"].clone();
    }
    assert_eq!(read, names(&all));
    assert_eq!(read.len(), 5);
}
