//! Members move from one club to another of the same leader, all or none.

use chrono::Duration;
use serde_json::{Value, json};

use super::archive::ARCHIVE;
use super::assignments::{assign, lesson};
use super::{members, names};
use crate::support::client::Client;
use crate::support::club::{create_club, join, join_sharing, leader, learner, learners, problem, set_role};
use crate::support::service::Service;
use crate::support::study::learn;

const MOVE: &str = "mutation($input: MoveClubMembersInput!) { moveClubMembers(input: $input) {
    clubMemberships { id role shares alias joinedAt club { name } } errors { code path }
} }";
const OWN: &str = "{ viewer { assignments { edges { node { id club { name } } } } } }";
const PROGRESS: &str = "query($id: ID!) { node(id: $id) { ... on Assignment {
    progress { edges { node { id } progress { status } } } } } }";

async fn move_members(leader: &Client, from: &Value, to: &Value, members: &[&Value]) -> Value {
    let ids: Vec<&Value> = members.iter().map(|member| &member["id"]).collect();
    let input = json!({"fromClubId": from["id"], "toClubId": to["id"], "membershipIds": ids});
    leader.query(MOVE, json!({"input": input})).await["moveClubMembers"].take()
}

async fn own_assignments(client: &Client) -> Vec<Value> {
    let found = client.query(OWN, json!({})).await;
    let edges = found["viewer"]["assignments"]["edges"].as_array().unwrap();
    edges.iter().map(|edge| edge["node"]["id"].clone()).collect()
}

#[tokio::test]
async fn members_take_their_shares_along_and_get_the_other_clubs_assignments() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let seventh = create_club(&service, &dana, "7 сынып").await;
    let eighth = create_club(&service, &dana, "8 сынып").await;
    let aigul = learner(&service, "aigul").await;
    let hers = join_sharing(&aigul, &seventh, &["ACTIVITY", "RESULTS"]).await;
    let berik = learner(&service, "berik").await;
    let his = join_sharing(&berik, &seventh, &[]).await;
    learn(&service, &aigul, "amandasu").await;
    let until = "2026-12-20";
    let (amandasu, otbasy) = (lesson(&dana, "amandasu").await, lesson(&dana, "otbasy").await);
    let old = assign(&dana, &seventh, json!({"lessonIds": [amandasu["id"]], "until": until})).await;
    let new = assign(&dana, &eighth, json!({"lessonIds": [otbasy["id"]], "until": until})).await;
    let for_nobody = assign(
        &dana,
        &eighth,
        json!({"lessonIds": [otbasy["id"]], "until": until, "membershipIds": [join(&learner(&service, "x").await, &eighth).await["id"]]}),
    )
    .await;
    assert_eq!(own_assignments(&aigul).await, [old["id"].clone()]);
    service.clock.advance(Duration::days(2));
    let of_old =
        async || dana.query(PROGRESS, json!({"id": old["id"]})).await["node"]["progress"]["edges"].take();
    let progress = of_old().await;
    let mut shown = progress.as_array().unwrap().iter().filter(|edge| edge["progress"]["status"].is_string());
    let before = shown.next().unwrap().clone();

    let moved = move_members(&dana, &seventh, &eighth, &[&his, &hers]).await;
    assert_eq!(moved["errors"], json!([]));
    let memberships = moved["clubMemberships"].as_array().unwrap();
    assert_eq!((&memberships[0]["id"], &memberships[1]["id"]), (&his["id"], &hers["id"]));
    assert_eq!((&memberships[0]["shares"], &memberships[1]["shares"]), (&json!([]), &hers["shares"]));
    assert_eq!((&memberships[1]["joinedAt"], &memberships[1]["role"]), (&hers["joinedAt"], &json!("MEMBER")));
    assert_eq!(memberships[1]["club"]["name"], "8 сынып");

    let found = members(&dana, &eighth).await;
    let member = |id: &Value| found.as_array().unwrap().iter().find(|member| member["id"] == *id).unwrap();
    assert_eq!(member(&hers["id"])["progress"]["reviews"], 20, "since she joined the first club");
    assert_eq!(member(&his["id"])["progress"], json!(null));
    assert_eq!(names(&members(&dana, &seventh).await).len(), 1);
    let own = own_assignments(&aigul).await;
    assert!(own == [new["id"].clone()] && !own.contains(&for_nobody["id"]), "{own:?}");
    assert_eq!(of_old().await, json!([]), "nobody of the first club has it now");
    let progress = dana.query(PROGRESS, json!({"id": new["id"]})).await;
    let statuses = progress["node"]["progress"]["edges"].as_array().unwrap().len();
    assert_eq!(statuses, 3);

    // The response may have been lost.
    let again = move_members(&dana, &seventh, &eighth, &[&his, &hers]).await;
    assert_eq!(again, moved);
    assert_eq!(own_assignments(&aigul).await, [new["id"].clone()]);

    // The history of the first club comes back with her.
    let back = move_members(&dana, &eighth, &seventh, &[&hers]).await;
    assert_eq!(back["errors"], json!([]));
    assert_eq!(of_old().await, json!([before]));
    assert_eq!(own_assignments(&aigul).await, [old["id"].clone()]);
}

#[tokio::test]
async fn if_one_cannot_be_moved_none_is() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let from = create_club(&service, &dana, "7 сынып").await;
    let to = create_club(&service, &dana, "8 сынып").await;
    let mut memberships = Vec::new();
    let clients = learners(&service, 3).await;
    for client in &clients {
        memberships.push(join(client, &from).await);
    }
    let in_both = join(&clients[1], &to).await;
    service.promote("learner2@example.kz").await;
    set_role(&dana, &memberships[2], "LEADER").await;
    let unknown = json!({"id": "nonsense"});
    let other = create_club(&service, &dana, "10 сынып").await;
    let in_other = join(&clients[0], &other).await;
    let all =
        [&memberships[0], &memberships[1], &memberships[2], &unknown, &in_both, &in_other, &memberships[0]];

    let duplicate = move_members(&dana, &from, &to, &all).await;
    assert_eq!(duplicate["errors"], json!([{"code": "DUPLICATE_ITEM", "path": ["membershipIds", "6"]}]));
    let refused = move_members(&dana, &from, &to, &all[..6]).await;
    let problem_of = |code: &str, index: &str| json!({"code": code, "path": ["membershipIds", index]});
    assert_eq!(
        refused["errors"],
        json!([
            problem_of("ALREADY_MEMBER", "1"),
            problem_of("LEADS_CLUB", "2"),
            problem_of("NOT_FOUND", "3"),
            problem_of("NOT_FOUND", "5"),
        ]),
        "that of another club is not moved, that in the new one stays"
    );
    let (left, there) = (members(&dana, &from).await, members(&dana, &to).await);
    assert_eq!((names(&left).len(), names(&there).len()), (4, 2));
    assert_eq!(problem(&move_members(&dana, &from, &to, &[]).await), ("REQUIRED", "membershipIds"));
    let many: Vec<&Value> = std::iter::repeat_n(&memberships[0], 501).collect();
    assert_eq!(problem(&move_members(&dana, &from, &to, &many).await), ("TOO_MANY_ITEMS", "membershipIds"));
    let same = move_members(&dana, &from, &from, &all[..1]).await;
    assert_eq!(same["errors"], json!([problem_of("ALREADY_MEMBER", "0")]));

    dana.query(ARCHIVE, json!({"id": to["id"]})).await;
    assert_eq!(problem(&move_members(&dana, &from, &to, &all[..1]).await), ("CLUB_ARCHIVED", "toClubId"));
    dana.query(ARCHIVE, json!({"id": from["id"]})).await;
    let third = create_club(&service, &dana, "9 сынып").await;
    let moved = move_members(&dana, &from, &third, &all[..1]).await;
    assert_eq!(moved["errors"], json!([]), "members may leave an archived club");
}

#[tokio::test]
async fn only_a_leader_of_both_clubs_moves_members() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let erlan = leader(&service, "erlan").await;
    let hers = create_club(&service, &dana, "7 сынып").await;
    let his = create_club(&service, &erlan, "8 сынып").await;
    let aigul = learner(&service, "aigul").await;
    let membership = join(&aigul, &hers).await;
    let moved = async |client: &Client| move_members(client, &hers, &his, &[&membership]).await;
    assert_eq!(problem(&moved(&dana).await), ("NOT_FOUND", "toClubId"));
    assert_eq!(problem(&moved(&erlan).await), ("NOT_FOUND", "fromClubId"));
    assert_eq!(moved(&aigul).await["errors"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_move_costs_the_same_for_any_number_of_members() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let from = create_club(&service, &dana, "7 сынып").await;
    let to = create_club(&service, &dana, "8 сынып").await;
    let mut memberships = Vec::new();
    for client in learners(&service, 5).await {
        memberships.push(join(&client, &from).await);
    }
    let all: Vec<&Value> = memberships.iter().collect();
    let (_, for_one) = service.statements(move_members(&dana, &from, &to, &all[..1])).await;
    let (moved, for_many) = service.statements(move_members(&dana, &from, &to, &all[1..])).await;
    assert_eq!(moved["errors"], json!([]));
    assert_eq!(for_many, for_one);
}
