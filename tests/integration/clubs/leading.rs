//! Leaders decide what a club is and who is in it, and a club always has a leader.

use dostyq::app::Caller;
use dostyq::app::accounts::set_disabled;
use dostyq::domain::accounts::Role;
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::club::{CREATE, create_club, join, leader, learner, leave, problem, set_role};
use crate::support::service::Service;
use crate::support::sql::{commit_during, connect};

const UPDATE: &str = "mutation($input: UpdateClubInput!) { updateClub(input: $input) {
    club { name area acceptsJoinRequests organization { slug } } errors { code path }
} }";

const REMOVE: &str = "mutation($id: ID!) { removeClubMember(input: {id: $id}) { deletedClubMembershipId errors { code path } } }";

async fn update(client: &Client, club: &Value, mut input: Value) -> Value {
    input["id"] = club["id"].clone();
    client.query(UPDATE, json!({"input": input})).await["updateClub"].take()
}

async fn remove(client: &Client, membership: &Value) -> Value {
    client.query(REMOVE, json!({"id": membership["id"]})).await["removeClubMember"].take()
}

async fn parasat(client: &Client) -> Value {
    client.query("{ organization(by: {slug: \"parasat\"}) { id } }", json!({})).await["organization"]["id"]
        .take()
}

#[tokio::test]
async fn a_leader_changes_the_club() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let organization = parasat(&dana).await;
    let input = json!({"name": "Достар", "organization": organization, "area": "KZ-33", "requests": true});
    let created = dana.query(CREATE, input).await["createClub"]["club"].take();
    assert_eq!((&created["area"], &created["acceptsJoinRequests"]), (&json!("KZ-33"), &json!(true)));

    let updated = update(&dana, &created, json!({"name": " Ұлағат ", "area": null})).await;
    let expected = json!({"name": "Ұлағат", "area": null, "acceptsJoinRequests": true, "organization": {"slug": "parasat"}});
    assert_eq!(updated, json!({"club": expected, "errors": []}));
    let updated =
        update(&dana, &created, json!({"acceptsJoinRequests": false, "organizationId": null})).await;
    assert_eq!(updated["club"]["organization"], json!(null));

    for (input, refused) in [
        (json!({}), ("NO_CHANGES", "")),
        (json!({"name": ""}), ("INVALID_NAME", "name")),
        (json!({"area": "kz"}), ("INVALID_AREA", "area")),
        (json!({"area": "Алматы"}), ("INVALID_AREA", "area")),
        (json!({"organizationId": "nonsense"}), ("NOT_FOUND", "organizationId")),
        (json!({"organizationId": created["id"]}), ("NOT_FOUND", "organizationId")),
        (json!({"acceptsJoinRequests": true}), ("REQUIRED", "organizationId")),
    ] {
        assert_eq!(problem(&update(&dana, &created, input.clone()).await), refused, "{input}");
    }
    let refused = dana.query(CREATE, json!({"name": "Достар", "requests": true})).await;
    assert_eq!(problem(&refused["createClub"]), ("REQUIRED", "organizationId"));
    let refused = dana.query(CREATE, json!({"name": "Достар", "area": "Kazakhstan"})).await;
    assert_eq!(problem(&refused["createClub"]), ("INVALID_AREA", "area"));
}

#[tokio::test]
async fn a_club_can_be_handed_over_but_never_lacks_a_leader() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let own = &club["viewerMembership"];
    assert_eq!(problem(&leave(&dana, &club).await), ("LAST_LEADER", "clubId"));
    assert_eq!(problem(&set_role(&dana, own, "MEMBER").await), ("LAST_LEADER", "id"));
    assert_eq!(problem(&remove(&dana, own).await), ("LAST_LEADER", "id"));
    assert_eq!(set_role(&dana, own, "LEADER").await["errors"], json!([]), "a leader already");

    let erlan = leader(&service, "erlan").await;
    let his = join(&erlan, &club).await;
    assert_eq!(problem(&leave(&dana, &club).await), ("LAST_LEADER", "clubId"), "a member is no leader");
    let set = set_role(&dana, &his, "LEADER").await;
    assert_eq!(set["clubMembership"], json!({"id": his["id"], "role": "LEADER"}));
    assert_eq!(
        set_role(&dana, own, "MEMBER").await["clubMembership"],
        json!({"id": own["id"], "role": "MEMBER"})
    );
    assert_eq!(problem(&leave(&erlan, &club).await), ("LAST_LEADER", "clubId"));
    assert_eq!(problem(&set_role(&dana, own, "LEADER").await), ("NOT_FOUND", "id"), "no longer a leader");
    assert_eq!(remove(&erlan, own).await, json!({"deletedClubMembershipId": own["id"], "errors": []}));
    assert_eq!(
        dana.query("query($id: ID!) { club(by: {id: $id}) { id } }", json!({"id": club["id"]})).await["club"],
        json!(null)
    );
}

#[tokio::test]
async fn a_leader_who_is_disabled_or_about_to_be_deleted_is_not_the_one_who_stays() {
    let service = Service::start().await;
    let (dana, erlan) = (leader(&service, "dana").await, leader(&service, "erlan").await);
    let club = create_club(&service, &dana, "Парасат достары").await;
    let (own, his) = (&club["viewerMembership"], join(&erlan, &club).await);
    set_role(&dana, &his, "LEADER").await;
    let aigul = learner(&service, "aigul").await;
    let stays = async || {
        assert_eq!(problem(&leave(&dana, &club).await), ("LAST_LEADER", "clubId"));
        assert_eq!(problem(&set_role(&dana, own, "MEMBER").await), ("LAST_LEADER", "id"));
        assert_eq!(problem(&remove(&dana, own).await), ("LAST_LEADER", "id"));
        join(&aigul, &club).await;
        assert_eq!(leave(&aigul, &club).await["errors"], json!([]), "a member can leave");
    };
    let disable = async |disabled| {
        let operator = Caller::anonymous(&service.services);
        set_disabled(&operator, "erlan@example.kz", disabled).await.unwrap();
    };
    disable(true).await;
    stays().await;
    disable(false).await;
    let erlan = service.client().log_in("erlan@example.kz").await;
    erlan.query("mutation { deleteAccount { errors { code } } }", json!({})).await;
    stays().await;
    // A login revokes the deletion.
    service.client().log_in("erlan@example.kz").await;
    assert_eq!(set_role(&dana, own, "MEMBER").await["errors"], json!([]));

    let erlan = service.client().log_in("erlan@example.kz").await;
    set_role(&erlan, own, "LEADER").await;
    disable(true).await;
    assert_eq!(remove(&dana, &his).await["errors"], json!([]), "who cannot lead can be removed");
}

#[tokio::test]
async fn one_of_two_leaders_who_leave_together_stays() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let erlan = leader(&service, "erlan").await;
    let mut memberships = [club["viewerMembership"].clone(), join(&erlan, &club).await];
    set_role(&dana, &memberships[1], "LEADER").await;
    let all = "query($id: ID!) { club(by: {id: $id}) { members { edges { node { role } } } } }";
    for way in 0..8 {
        // In turn: they leave; they step down; they make each other members; one leaves and one steps down.
        let (a, b) = match way % 4 {
            0 => tokio::join!(leave(&dana, &club), leave(&erlan, &club)),
            1 => tokio::join!(
                set_role(&dana, &memberships[0], "MEMBER"),
                set_role(&erlan, &memberships[1], "MEMBER")
            ),
            2 => tokio::join!(
                set_role(&dana, &memberships[1], "MEMBER"),
                set_role(&erlan, &memberships[0], "MEMBER")
            ),
            _ => tokio::join!(leave(&dana, &club), set_role(&erlan, &memberships[1], "MEMBER")),
        };
        let refused = [&a, &b].into_iter().filter(|payload| payload["errors"] != json!([])).count();
        assert_eq!(refused, 1, "{way}: {a} {b}");
        let still = if dana.query(all, json!({"id": club["id"]})).await["club"]["members"].is_null() {
            &erlan
        } else {
            &dana
        };
        let response = still.query(all, json!({"id": club["id"]})).await;
        let roles = response["club"]["members"]["edges"].as_array().unwrap();
        assert_eq!(roles.iter().filter(|edge| edge["node"]["role"] == "LEADER").count(), 1, "{way}");
        memberships = [join(&dana, &club).await, join(&erlan, &club).await];
        for membership in &memberships {
            set_role(still, membership, "LEADER").await;
        }
    }
}

#[tokio::test]
async fn only_leaders_manage_the_members() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let aigul = learner(&service, "aigul").await;
    let membership = join(&aigul, &club).await;
    let berik = learner(&service, "berik").await;
    join(&berik, &club).await;
    let erlan = leader(&service, "erlan").await;
    create_club(&service, &erlan, "Ұлағат").await;
    let outsider = learner(&service, "gulnar").await;
    for (caller, client) in
        [("herself", &aigul), ("a member", &berik), ("another leader", &erlan), ("an outsider", &outsider)]
    {
        let unknown = ("NOT_FOUND", "id");
        assert_eq!(problem(&set_role(client, &membership, "LEADER").await), unknown, "{caller}");
        assert_eq!(problem(&remove(client, &membership).await), unknown, "{caller}");
        assert_eq!(
            problem(&update(client, &club, json!({"name": "x"})).await),
            ("NOT_FOUND", "id"),
            "{caller}"
        );
    }
    let nobody = service.client();
    assert_eq!(nobody.execute(REMOVE, json!({"id": membership["id"]})).await.code(), "UNAUTHENTICATED");
    let input = json!({"id": club["id"], "name": "x"});
    assert_eq!(nobody.execute(UPDATE, json!({"input": input})).await.code(), "UNAUTHENTICATED");
    assert_eq!(problem(&remove(&dana, &json!({"id": "nonsense"})).await), ("NOT_FOUND", "id"));

    assert_eq!(
        remove(&dana, &membership).await,
        json!({"deletedClubMembershipId": membership["id"], "errors": []})
    );
    assert_eq!(problem(&remove(&dana, &membership).await), ("NOT_FOUND", "id"));
    let none = aigul.query("{ viewer { clubMemberships { edges { cursor } } } }", json!({})).await;
    assert_eq!(none["viewer"]["clubMemberships"]["edges"], json!([]));
}

/// Returns how many learners lead a club.
async fn leading_learners(service: &Service) -> i64 {
    let count = "SELECT count(*) FROM club_memberships JOIN accounts ON accounts.id = learner_id
        WHERE accounts.role = 'learner' AND club_memberships.role = 'leader'";
    connect(&service.database.url).await.unwrap().query_one(count, &[]).await.unwrap().get(0)
}

#[tokio::test]
async fn an_account_with_the_role_learner_cannot_be_made_a_leader_even_if_it_was_one() {
    let service = Service::start().await;
    let (dana, erlan) = (leader(&service, "dana").await, leader(&service, "erlan").await);
    let club = create_club(&service, &dana, "Парасат достары").await;
    let (his, hers) = (join(&erlan, &club).await, join(&learner(&service, "aigul").await, &club).await);
    let may_not_lead = ("MAY_NOT_LEAD", "id");
    assert_eq!(problem(&set_role(&dana, &hers, "LEADER").await), may_not_lead);
    assert_eq!(set_role(&dana, &his, "LEADER").await["errors"], json!([]));

    service.set_role("dana@example.kz", Role::Learner).await;
    let own = &club["viewerMembership"];
    assert_eq!(problem(&set_role(&erlan, own, "LEADER").await), may_not_lead);
    assert_eq!(problem(&set_role(&dana, own, "LEADER").await), ("NOT_FOUND", "id"), "she leads nothing now");
    assert_eq!(leading_learners(&service).await, 0);
    service.promote("dana@example.kz").await;
    assert_eq!(set_role(&erlan, own, "LEADER").await["errors"], json!([]));
}

#[tokio::test]
async fn a_role_that_is_taken_away_at_the_same_time_makes_no_leader() {
    let service = Service::start().await;
    let (dana, erlan) = (leader(&service, "dana").await, leader(&service, "erlan").await);
    let admin = service.register_with_role("admin@example.kz", Role::Admin).await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let his = join(&erlan, &club).await;
    let account = erlan.account_id().await;
    let transfer = "mutation($club: ID!, $account: ID!) {
        transferClub(input: {clubId: $club, accountId: $account}) { errors { code path } } }";
    let transfer = async || {
        let input = json!({"club": club["id"], "account": account});
        admin.query(transfer, input).await["transferClub"].take()
    };
    let create = async || erlan.query(CREATE, json!({"name": "Ұлағат"})).await["createClub"].take();

    let demote = "UPDATE accounts SET role = 'learner' WHERE email = 'erlan@example.kz'";
    let url = &service.database.url;
    let refused = commit_during(url, demote, create()).await;
    assert_eq!(problem(&refused), ("FORBIDDEN", ""));
    service.promote("erlan@example.kz").await;
    let refused = commit_during(url, demote, set_role(&dana, &his, "LEADER")).await;
    assert_eq!(problem(&refused), ("MAY_NOT_LEAD", "id"));
    service.promote("erlan@example.kz").await;
    let refused = commit_during(url, demote, transfer()).await;
    assert_eq!(problem(&refused), ("MAY_NOT_LEAD", "accountId"));
    assert_eq!(leading_learners(&service).await, 0);

    // Whichever comes first, in all ways at once: no deadlock, and no learner leads.
    for _ in 0..8 {
        service.promote("erlan@example.kz").await;
        tokio::join!(
            service.set_role("erlan@example.kz", Role::Learner),
            create(),
            set_role(&dana, &his, "LEADER"),
        );
        assert_eq!(leading_learners(&service).await, 0);
    }
    service.promote("erlan@example.kz").await;
    tokio::join!(service.set_role("erlan@example.kz", Role::Learner), transfer());
    assert_eq!(leading_learners(&service).await, 0);
}
