//! The list of a club's members: searched by name, ordered, counted and paged.

use serde_json::{Value, json};

use super::assignments::{assign, lesson};
use crate::support::client::Client;
use crate::support::club::{create_club, join, leader, learner, set_role};
use crate::support::service::Service;

const FIND: &str = "query($id: ID!, $search: String, $order: ClubMemberOrder, $first: Int, $after: String, $last: Int) {
    club(by: {id: $id}) { members(search: $search, orderBy: $order, first: $first, after: $after, last: $last) {
        totalCount edges { cursor node { displayName } } pageInfo { hasNextPage endCursor }
    } }
}";

const RENAME: &str =
    "mutation($name: String!) { updateSettings(input: {displayName: $name}) { errors { code } } }";

const SET_ALIAS: &str =
    "mutation($id: ID!, $alias: String) { setClubMemberAlias(input: {id: $id, alias: $alias}) {
    errors { code } } }";

/// Runs the query with these variables, and returns the list.
async fn find(client: &Client, club: &Value, mut variables: Value) -> Value {
    variables["id"] = club["id"].clone();
    client.query(FIND, variables).await["club"]["members"].take()
}

fn names(list: &Value) -> Vec<&str> {
    let edges = list["edges"].as_array().unwrap();
    edges.iter().map(|edge| edge["node"]["displayName"].as_str().unwrap()).collect()
}

/// Creates a club with these members, in the order of joining. The leader is called Дана.
async fn club_of(service: &Service, members: &[&str]) -> (Client, Value, Vec<Value>) {
    let dana = leader(service, "dana").await;
    dana.query(RENAME, json!({"name": "Дана"})).await;
    let club = create_club(service, &dana, "Парасат достары").await;
    let mut memberships = Vec::new();
    for (number, name) in members.iter().enumerate() {
        let member = learner(service, &format!("member{number}")).await;
        member.query(RENAME, json!({"name": name})).await;
        memberships.push(join(&member, &club).await);
        service.clock.advance(chrono::Duration::minutes(1));
    }
    (dana, club, memberships)
}

#[tokio::test]
async fn members_are_found_by_the_beginnings_of_their_names_and_aliases() {
    let service = Service::start().await;
    let everybody = ["Айгүл Құрманғазы", "Берік Сағатов", "Aigul Serik", "Ұлан"];
    let (dana, club, memberships) = club_of(&service, &everybody).await;
    dana.query(SET_ALIAS, json!({"id": memberships[3]["id"], "alias": "Омаров, 7 «Ә»"})).await;

    for (search, found) in [
        ("айг", &["Айгүл Құрманғазы", "Aigul Serik"][..]),
        ("АЙГҮЛ", &["Айгүл Құрманғазы", "Aigul Serik"]),
        ("aigul", &["Айгүл Құрманғазы", "Aigul Serik"]),
        ("курмангазы айгул", &["Айгүл Құрманғазы"]),
        ("сағат", &["Берік Сағатов"]),
        ("омаров", &["Ұлан"]),
        ("7 ә", &["Ұлан"]),
        ("улан", &["Ұлан"]),
        ("гүл", &[]),
        ("айгүл берік", &[]),
    ] {
        let list = find(&dana, &club, json!({"search": search})).await;
        assert_eq!(names(&list), found, "{search}");
        assert_eq!(list["totalCount"], json!(found.len()), "{search}");
    }
    let all = find(&dana, &club, json!({})).await;
    assert_eq!((names(&all).len(), &all["totalCount"]), (5, &json!(5)));
    for search in ["", " «» ", &"ә".repeat(201)] {
        let refused = dana.execute(FIND, json!({"id": club["id"], "search": search})).await;
        assert_eq!(refused.code(), "BAD_USER_INPUT", "{search}");
    }
}

#[tokio::test]
async fn each_order_can_be_read_page_by_page_from_either_end() {
    let service = Service::start().await;
    let (dana, club, memberships) = club_of(&service, &["Ұлан", "Ән", "Ұлан", "Асан"]).await;
    service.promote("member3@example.kz").await;
    set_role(&dana, &memberships[3], "LEADER").await;
    for (order, expected) in [
        ("JOINED_AT", ["Дана", "Ұлан", "Ән", "Ұлан", "Асан"]),
        // ә follows а, and ұ follows д.
        ("NAME", ["Асан", "Ән", "Дана", "Ұлан", "Ұлан"]),
        ("ROLE", ["Дана", "Асан", "Ұлан", "Ән", "Ұлан"]),
    ] {
        let (mut read, mut after) = (Vec::new(), json!(null));
        loop {
            let list = find(&dana, &club, json!({"order": order, "first": 2, "after": after})).await;
            assert_eq!(list["totalCount"], 5, "{order}");
            read.extend(names(&list).into_iter().map(str::to_owned));
            if list["pageInfo"]["hasNextPage"] == json!(false) {
                break;
            }
            after = list["pageInfo"]["endCursor"].clone();
        }
        assert_eq!(read, expected, "{order}");
        let last = find(&dana, &club, json!({"order": order, "last": 2})).await;
        assert_eq!(names(&last), expected[3..], "{order}");
    }
    let by_name = find(&dana, &club, json!({"order": "NAME", "first": 1})).await;
    let other_order = json!({"id": club["id"], "order": "ROLE", "after": by_name["edges"][0]["cursor"]});
    assert_eq!(dana.execute(FIND, other_order).await.code(), "BAD_USER_INPUT");
    // A page of the members that were found.
    let page = json!({"order": "NAME", "search": "ұл", "first": 1});
    let found = find(&dana, &club, page).await;
    assert_eq!((names(&found), &found["totalCount"]), (vec!["Ұлан"], &json!(2)));
    assert_eq!(found["pageInfo"]["hasNextPage"], true);
}

#[tokio::test]
async fn the_roster_can_be_searched_too() {
    let service = Service::start().await;
    let (dana, club, memberships) = club_of(&service, &["Айгүл", "Берік"]).await;
    dana.query(SET_ALIAS, json!({"id": memberships[1]["id"], "alias": "Омаров"})).await;
    let roster = "query($id: ID!, $filter: ClubRosterFilter) { club(by: {id: $id}) { insight {
        roster(filter: $filter) { edges { node { displayName } } } } } }";
    for (search, found) in [("айгул", &["Айгүл"][..]), ("омар", &["Берік"]), ("дана", &[])]
    {
        let answer = dana.query(roster, json!({"id": club["id"], "filter": {"search": search}})).await;
        assert_eq!(names(&answer["club"]["insight"]["roster"]), found, "{search}");
    }
}

#[tokio::test]
async fn every_list_by_name_uses_the_alias_of_a_member() {
    let service = Service::start().await;
    let (dana, club, memberships) = club_of(&service, &["Ұлан", "Айгүл", "Қайрат"]).await;
    dana.query(SET_ALIAS, json!({"id": memberships[0]["id"], "alias": "Әлиев"})).await;
    dana.query(SET_ALIAS, json!({"id": memberships[1]["id"], "alias": "Яковлева"})).await;
    let expected = ["Ұлан", "Қайрат", "Айгүл"];
    let lesson = lesson(&dana, "amandasu").await;
    let assignment = assign(&dana, &club, json!({"lessonIds": [lesson["id"]], "until": "2026-11-30"})).await;

    let list = "{ edges { node { displayName } } pageInfo { hasNextPage endCursor } }";
    for field in [
        format!("roster(first: 2, after: $after) {list}"),
        format!("lessons {{ members(first: 2, after: $after) {list} }}"),
        format!(
            "readiness(on: \"2026-12-16\", lessonIds: [{}]) {{ members(first: 2, after: $after) {list} }}",
            lesson["id"]
        ),
    ] {
        let document = format!(
            "query($id: ID!, $after: String) {{ club(by: {{id: $id}}) {{ insight {{ {field} }} }} }}"
        );
        let page = async |after: Value| {
            let answer = dana.query(&document, json!({"id": club["id"], "after": after})).await;
            let insight = answer["club"]["insight"].as_object().unwrap();
            let list = insight.values().next().unwrap().clone();
            list.get("members").cloned().unwrap_or(list)
        };
        let first = page(json!(null)).await;
        assert_eq!(names(&first), expected[..2], "{field}");
        let second = page(first["pageInfo"]["endCursor"].clone()).await;
        assert_eq!(
            (names(&second), &second["pageInfo"]["hasNextPage"]),
            (vec!["Айгүл"], &json!(false)),
            "{field}"
        );
    }
    let progress = "query($id: ID!, $after: String) { node(id: $id) { ... on Assignment {
        progress(first: 2, after: $after) { edges { node { displayName } } pageInfo { endCursor } } } } }";
    let page = async |after: Value| {
        let answer = dana.query(progress, json!({"id": assignment["id"], "after": after})).await;
        answer["node"]["progress"].clone()
    };
    let first = page(json!(null)).await;
    assert_eq!(names(&first), expected[..2]);
    assert_eq!(names(&page(first["pageInfo"]["endCursor"].clone()).await), expected[2..]);

    let by_name = find(&dana, &club, json!({"order": "NAME"})).await;
    assert_eq!(names(&by_name), ["Ұлан", "Дана", "Қайрат", "Айгүл"]);
    // A cursor has the name that is shown, too.
    let first = find(&dana, &club, json!({"order": "NAME", "first": 3})).await;
    let rest = find(&dana, &club, json!({"order": "NAME", "after": first["pageInfo"]["endCursor"]})).await;
    assert_eq!(names(&rest), ["Айгүл"]);
}

#[tokio::test]
async fn a_page_by_name_continues_although_a_member_has_left() {
    let service = Service::start().await;
    // Ғалым joined before Берік, so that only the present place of Берік is before his.
    let (dana, club, memberships) = club_of(&service, &["Асан", "Ғалым", "Берік", "Қайрат"]).await;
    let document = "query($id: ID!, $first: Int, $after: String) { club(by: {id: $id}) { insight { lessons {
        members(first: $first, after: $after) { edges { cursor node { displayName } } } } } } }";
    let page = async |variables: Value| {
        let mut variables = variables;
        variables["id"] = club["id"].clone();
        dana.query(document, variables).await["club"]["insight"]["lessons"]["members"].take()
    };
    let first = page(json!({"first": 2})).await;
    assert_eq!(names(&first), ["Асан", "Берік"]);
    let remove = "mutation($id: ID!) { removeClubMember(input: {id: $id}) { errors { code } } }";
    dana.query(remove, json!({"id": memberships[0]["id"]})).await;
    let second = page(json!({"after": first["edges"][1]["cursor"]})).await;
    assert_eq!(names(&second), ["Ғалым", "Қайрат"], "nobody is left out");
}

#[tokio::test]
async fn the_list_costs_the_same_however_many_members_there_are() {
    let service = Service::start().await;
    let (dana, club, _) = club_of(&service, &["Айгүл", "Берік"]).await;
    let cost = async |variables: Value| service.statements(find(&dana, &club, variables)).await.1;
    let before = (cost(json!({})).await, cost(json!({"search": "а", "order": "NAME"})).await);
    for number in 0..5 {
        join(&learner(&service, &format!("айгүл{number}")).await, &club).await;
    }
    let after = (cost(json!({})).await, cost(json!({"search": "а", "order": "NAME"})).await);
    assert_eq!(after, before);
}
