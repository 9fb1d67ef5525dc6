//! An invitation's code admits learners until it is used up, expires or is revoked.

use chrono::Duration;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::club::{JOIN, create_club, join, leader, learner, learners, problem};
use crate::support::service::Service;

const INVITE: &str = "mutation($input: CreateClubInvitationInput!) { createClubInvitation(input: $input) {
    clubInvitation { id code label createdAt expiresAt maxUses uses revokedAt isUsable club { id } } errors { code path }
} }";

const REVOKE: &str = "mutation($id: ID!) { revokeClubInvitation(input: {id: $id}) {
    clubInvitation { id revokedAt uses isUsable } errors { code path }
} }";

const ALL: &str = "query($id: ID!, $usable: Boolean = false, $first: Int = 20, $after: String) { club(by: {id: $id}) { inviteCode
    invitations(onlyUsable: $usable, first: $first, after: $after) {
        edges { node { id code label maxUses uses isUsable } } pageInfo { hasNextPage endCursor }
    }
} }";

async fn invite(leader: &Client, club: &Value, mut input: Value) -> Value {
    input["clubId"] = club["id"].clone();
    leader.query(INVITE, json!({"input": input})).await["createClubInvitation"].take()
}

async fn invitations(leader: &Client, club: &Value) -> Vec<Value> {
    let found = leader.query(ALL, json!({"id": club["id"]})).await;
    let edges = found["club"]["invitations"]["edges"].as_array().unwrap();
    edges.iter().map(|edge| edge["node"].clone()).collect()
}

async fn redeem(client: &Client, code: &Value) -> Value {
    client.query(JOIN, json!({"code": code})).await["joinClub"].take()
}

/// Retries as clients do when the service is too busy.
async fn redeem_in_a_crowd(client: &Client, code: &Value) -> Value {
    loop {
        let answer = client.execute(JOIN, json!({"code": code})).await;
        if answer.status != 503 {
            return answer.data()["joinClub"].take();
        }
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    }
}

fn outcome(joined: &Value) -> &str {
    joined["errors"][0]["code"].as_str().unwrap_or("JOINED")
}

#[tokio::test]
async fn an_invitation_admits_its_number_of_members_until_it_expires() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let ends = service.clock.now() + Duration::days(7);
    let created = invite(&dana, &club, json!({"maxUses": 2, "expiresAt": ends, "label": " 7 «Ә» "})).await;
    let invitation = &created["clubInvitation"];
    assert_eq!((&invitation["label"], &invitation["uses"]), (&json!("7 «Ә»"), &json!(0)));
    assert_eq!((&invitation["maxUses"], &invitation["isUsable"]), (&json!(2), &json!(true)));
    assert_eq!(invitation["club"]["id"], club["id"]);

    let aigul = learner(&service, "aigul").await;
    for _ in 0..3 {
        assert_eq!(outcome(&redeem(&aigul, &invitation["code"]).await), "JOINED");
    }
    assert_eq!(invitations(&dana, &club).await[0]["uses"], 1, "members use nothing up");
    assert_eq!(outcome(&redeem(&dana, &invitation["code"]).await), "JOINED");

    service.clock.advance(Duration::days(7));
    let berik = learner(&service, "berik").await;
    let refused = redeem(&berik, &invitation["code"]).await;
    assert_eq!(problem(&refused), ("INVITATION_EXPIRED", "inviteCode"));
    assert_eq!(refused["club"], json!(null));
    assert_eq!(outcome(&redeem(&aigul, &invitation["code"]).await), "JOINED", "she is a member");

    let created = invite(&dana, &club, json!({"maxUses": 1})).await;
    assert_eq!(outcome(&redeem(&berik, &created["clubInvitation"]["code"]).await), "JOINED");
    let gulnar = learner(&service, "gulnar").await;
    let refused = redeem(&gulnar, &created["clubInvitation"]["code"]).await;
    assert_eq!(problem(&refused), ("INVITATION_USED_UP", "inviteCode"));
    let none = gulnar.query("{ viewer { clubMemberships { edges { cursor } } } }", json!({})).await;
    assert_eq!(none["viewer"]["clubMemberships"]["edges"], json!([]));
}

#[tokio::test]
async fn thirty_of_a_hundred_racing_learners_use_thirty_uses() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let created = invite(&dana, &club, json!({"maxUses": 30})).await;
    let code = &created["clubInvitation"]["code"];
    let all = learners(&service, 100).await;

    // The second time, the learner is a member already and uses the invitation no further.
    let mut times = Vec::new();
    for _ in 0..2 {
        let joined = join_all(all.iter().map(|client| redeem_in_a_crowd(client, code))).await;
        times.push(joined.iter().map(|joined| outcome(joined).to_owned()).collect::<Vec<_>>());
    }

    let count = |wanted: &str| times[0].iter().filter(|outcome| *outcome == wanted).count();
    assert_eq!((count("JOINED"), count("INVITATION_USED_UP")), (30, 70), "{:?}", times[0]);
    assert_eq!(times[0], times[1]);
    let count = "query($id: ID!) { club(by: {id: $id}) { members(first: 100) { edges { cursor } } } }";
    let found = dana.query(count, json!({"id": club["id"]})).await;
    assert_eq!(found["club"]["members"]["edges"].as_array().unwrap().len(), 31, "and the leader");
    let invitation = &invitations(&dana, &club).await[0];
    assert_eq!((&invitation["uses"], &invitation["isUsable"]), (&json!(30), &json!(false)));
}

#[tokio::test]
async fn a_revoked_invitation_admits_nobody() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let aigul = learner(&service, "aigul").await;
    join(&aigul, &club).await;
    let first = invitations(&dana, &club).await[0].clone();
    assert_eq!((&first["code"], &first["maxUses"]), (&club["inviteCode"], &json!(null)));

    for _ in 0..2 {
        let revoked = dana.query(REVOKE, json!({"id": first["id"]})).await["revokeClubInvitation"].take();
        let invitation = &revoked["clubInvitation"];
        assert_eq!(
            (&invitation["uses"], &invitation["isUsable"], &revoked["errors"]),
            (&json!(1), &json!(false), &json!([]))
        );
        assert_eq!(invitation["revokedAt"], json!("2026-11-23T06:01:00+00:00"), "the first time counts");
    }
    service.clock.advance(Duration::minutes(1));
    let berik = learner(&service, "berik").await;
    let unknown = json!({"club": null, "errors": [{"code": "UNKNOWN_INVITE_CODE", "path": ["inviteCode"]}]});
    assert_eq!(redeem(&berik, &club["inviteCode"]).await, unknown);
    assert_eq!(redeem(&berik, &json!("00000-00000")).await, unknown);
    assert_eq!(outcome(&redeem(&aigul, &club["inviteCode"]).await), "JOINED", "she is a member");

    let none = dana.query(ALL, json!({"id": club["id"]})).await;
    assert_eq!(none["club"]["inviteCode"], json!(null));
    let personal = invite(&dana, &club, json!({"maxUses": 1})).await;
    assert_eq!(dana.query(ALL, json!({"id": club["id"]})).await["club"]["inviteCode"], json!(null));
    let open = invite(&dana, &club, json!({"maxUses": 2})).await;
    let now = dana.query(ALL, json!({"id": club["id"]})).await;
    assert_eq!(now["club"]["inviteCode"], open["clubInvitation"]["code"], "the newest one for several uses");
    let codes: Vec<Value> = invitations(&dana, &club).await.iter().map(|one| one["code"].clone()).collect();
    let mut created = [open["clubInvitation"]["code"].clone(), personal["clubInvitation"]["code"].clone()];
    // Created at the same moment, so ordered by their ids.
    created.sort_by_key(|code| codes.iter().position(|other| other == code));
    assert_eq!(codes, [&created[..], &[first["code"].clone()]].concat(), "the newest first");
}

#[tokio::test]
async fn those_that_admit_people_can_be_listed_alone() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let soon = service.clock.now() + Duration::minutes(1);
    let of_few = invite(&dana, &club, json!({"maxUses": 2, "label": "of few"})).await;
    let mut made = Vec::new();
    for input in [json!({"expiresAt": soon}), json!({"maxUses": 1}), json!({})] {
        made.push(invite(&dana, &club, input).await["clubInvitation"].take());
    }
    for (name, invitation) in [("aigul", &made[1]), ("berik", &of_few["clubInvitation"])] {
        let pupil = learner(&service, name).await;
        assert_eq!(outcome(&redeem(&pupil, &invitation["code"]).await), "JOINED");
    }
    dana.query(REVOKE, json!({"id": made[2]["id"]})).await;
    let usable = async |first: u32, after: Value| {
        let variables = json!({"id": club["id"], "usable": true, "first": first, "after": after});
        dana.query(ALL, variables).await["club"]["invitations"].take()
    };
    let labels = |list: &Value| {
        let edges = list["edges"].as_array().unwrap();
        edges.iter().map(|edge| edge["node"]["label"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(usable(20, json!(null)).await["edges"].as_array().unwrap().len(), 3);
    service.clock.advance(Duration::minutes(1));
    // The one of the club itself, and the one with room for another member.
    let first = usable(1, json!(null)).await;
    assert_eq!((labels(&first), &first["pageInfo"]["hasNextPage"]), (vec![json!("of few")], &json!(true)));
    let second = usable(1, first["pageInfo"]["endCursor"].clone()).await;
    assert_eq!(second["edges"][0]["node"]["code"], club["inviteCode"]);
    assert_eq!(second["pageInfo"]["hasNextPage"], false);
    assert_eq!(invitations(&dana, &club).await.len(), 5, "the others are kept");
}

#[tokio::test]
async fn only_leaders_see_invitations() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let aigul = learner(&service, "aigul").await;
    join(&aigul, &club).await;
    let erlan = leader(&service, "erlan").await;
    create_club(&service, &erlan, "Ұлағат").await;
    let invitation = invitations(&dana, &club).await[0].clone();
    let node = "query($id: ID!) { node(id: $id) { id ... on ClubInvitation { code } } }";
    let response = dana.query(node, json!({"id": invitation["id"]})).await;
    assert_eq!(response["node"]["code"], club["inviteCode"]);

    for (caller, client) in [("a member", &aigul), ("another leader", &erlan)] {
        let refused = invite(client, &club, json!({})).await;
        assert_eq!(problem(&refused), ("NOT_FOUND", "clubId"), "{caller}");
        let refused = client.query(REVOKE, json!({"id": invitation["id"]})).await;
        assert_eq!(problem(&refused["revokeClubInvitation"]), ("NOT_FOUND", "id"), "{caller}");
        assert_eq!(
            client.query(node, json!({"id": invitation["id"]})).await["node"],
            json!(null),
            "{caller}"
        );
    }
    let own = aigul.query(ALL, json!({"id": club["id"]})).await;
    assert_eq!((&own["club"]["invitations"], &own["club"]["inviteCode"]), (&json!(null), &json!(null)));
    let nobody = service.client();
    assert_eq!(nobody.query(node, json!({"id": invitation["id"]})).await["node"], json!(null));
    let input = json!({"clubId": club["id"]});
    assert_eq!(nobody.execute(INVITE, json!({"input": input})).await.code(), "UNAUTHENTICATED");
    assert_eq!(nobody.execute(REVOKE, json!({"id": invitation["id"]})).await.code(), "UNAUTHENTICATED");
}

#[tokio::test]
async fn an_invalid_invitation_is_refused() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let now = service.clock.now();
    for (input, refused) in [
        (json!({"maxUses": 0}), ("INVALID_MAX_USES", "maxUses")),
        (json!({"maxUses": 1_001}), ("INVALID_MAX_USES", "maxUses")),
        (json!({"expiresAt": now}), ("INVALID_EXPIRY", "expiresAt")),
        (json!({"expiresAt": "next week"}), ("INVALID_EXPIRY", "expiresAt")),
        (json!({"expiresAt": now + Duration::days(367)}), ("INVALID_EXPIRY", "expiresAt")),
        (json!({"label": " "}), ("INVALID_NAME", "label")),
        (json!({"label": "ә".repeat(81)}), ("INVALID_NAME", "label")),
    ] {
        assert_eq!(problem(&invite(&dana, &club, input.clone()).await), refused, "{input}");
    }
    let nowhere = json!({"id": "nonsense"});
    assert_eq!(problem(&invite(&dana, &nowhere, json!({})).await), ("NOT_FOUND", "clubId"));
    let refused = dana.query(REVOKE, json!({"id": club["id"]})).await;
    assert_eq!(problem(&refused["revokeClubInvitation"]), ("NOT_FOUND", "id"));
    assert_eq!(invitations(&dana, &club).await.len(), 1);
}

#[tokio::test]
async fn a_code_says_where_it_leads_before_anybody_joins() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let aigul = learner(&service, "aigul").await;
    join(&aigul, &club).await;
    let document = "query($code: String!) { invitedClub(inviteCode: $code) {
        name area leaders memberCount organization { slug }
    } }";
    let look = async |client: &Client, code: &Value| {
        client.query(document, json!({"code": code})).await["invitedClub"].take()
    };
    let expected = json!({
        "name": "Парасат достары", "area": null, "leaders": ["dana@example.kz"], "memberCount": 1, "organization": null,
    });
    let anyone = service.client();
    assert_eq!(look(&anyone, &club["inviteCode"]).await, expected, "nobody has to be logged in");
    assert_eq!(look(&aigul, &club["inviteCode"]).await, expected);
    let typed = json!(club["inviteCode"].as_str().unwrap().to_lowercase().replace('-', " "));
    assert_eq!(look(&anyone, &typed).await, expected);

    for unknown in ["", "nonsense", "AAAAA-AAAAA"] {
        assert_eq!(look(&anyone, &json!(unknown)).await, json!(null), "{unknown}");
    }
    let used_up = invite(&dana, &club, json!({"maxUses": 1})).await["clubInvitation"].take();
    let berik = learner(&service, "berik").await;
    assert_eq!(outcome(&redeem(&berik, &used_up["code"]).await), "JOINED");
    assert_eq!(look(&anyone, &used_up["code"]).await, json!(null));
    let archive = "mutation($id: ID!) { archiveClub(input: {id: $id}) { errors { code } } }";
    dana.query(archive, json!({"id": club["id"]})).await;
    assert_eq!(look(&anyone, &club["inviteCode"]).await, json!(null));
}

#[tokio::test]
async fn nobody_guesses_codes_by_looking_where_they_lead() {
    let service = Service::start().await;
    let aigul = learner(&service, "aigul").await;
    let document = "query { invitedClub(inviteCode: \"AAAAA-AAAAA\") { name } }";
    for _ in 0..10 {
        assert_eq!(aigul.query(document, json!({})).await["invitedClub"], json!(null));
    }
    // Another process counts by the same clock, that of the tests.
    let elsewhere = service.start_second().await;
    let again = elsewhere.client().with_token(aigul.token());
    let refused = again.execute(document, json!({})).await;
    assert_eq!(refused.code(), "TOO_MANY_ATTEMPTS");
    assert_eq!(refused.json()["errors"][0]["extensions"]["retryAfterSeconds"], 6);
    assert_eq!(refused.header("retry-after"), "6");
    elsewhere.clock.advance(Duration::seconds(6));
    assert_eq!(again.query(document, json!({})).await["invitedClub"], json!(null), "as the answer said");
}
