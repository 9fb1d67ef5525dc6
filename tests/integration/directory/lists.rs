//! Lists: order, filters, pages.

use serde_json::{Value, json};

use super::{assert_bad_input, organization};
use crate::support::client::Client;
use crate::support::service::Service;

/// All organizations in Kazakh alphabetical order, ignoring quotation marks: А Ә Б Ғ Д Ж Қ М О П Т Ұ І Э.
const IN_KAZAKH_ORDER: [&str; 21] = [
    "assembly",          // Алматы облыстық …
    "akim-office",       // «Алматы облысы …
    "mothers",           // Аналар кеңесі
    "house-admin",       // Әкімшілік басқару бөлімі
    "birlik",            // «Бірлік» …
    "house-maintenance", // Ғимаратқа …
    "expert-group",      // Ғылыми-сараптамалық топ
    "house",             // «Достық үйі …
    "journalists",       // Жетекші журналистер …
    "qha",               // Қазақстан халқы ассамблеясы
    "house-events",      // Қоғамдық және бұқаралық …
    "accord-councils",   // Қоғамдық келісім кеңестері
    "chair",             // ҚХА кафедрасы
    "mediation",         // Медиация кабинеті
    "secretariat",       // Облыстық ҚХА хатшылығы
    "parasat",           // «Парасат …
    "language-centre",   // Тілдерді оқыту орталығы
    "ulagat",            // «Ұлағат» …
    "jetisu-university", // І. Жансүгіров …
    "ethno-council",     // Этномәдени …
    "house-monitoring",  // Этносаралық …
];

/// Returns the slugs on a page, and its `pageInfo`.
async fn page(client: &Client, arguments: &str) -> (Vec<String>, Value) {
    let document = format!(
        "{{ organizations({arguments}) {{
            edges {{ cursor node {{ slug }} }}
            pageInfo {{ hasPreviousPage hasNextPage startCursor endCursor }}
        }} }}"
    );
    let mut data = client.query(&document, json!({})).await;
    let edges = data["organizations"]["edges"].as_array().unwrap();
    let slugs = edges.iter().map(|edge| edge["node"]["slug"].as_str().unwrap().to_owned()).collect();
    let info = data["organizations"]["pageInfo"].clone();
    let cursor = |edge: Option<&Value>| edge.map_or(Value::Null, |edge| edge["cursor"].clone());
    assert_eq!(
        (&info["startCursor"], &info["endCursor"]),
        (&cursor(edges.first()), &cursor(edges.last())),
        "the page's cursors are those of its ends"
    );
    (slugs, data["organizations"]["pageInfo"].take())
}

/// Returns a client that accepts no language of the service. It gets Kazakh.
fn reader(service: &Service) -> Client {
    service.client().with("accept-language", "de")
}

/// Returns the slugs on the first hundred of a filtered list.
async fn filtered(client: &Client, filter: &str) -> Vec<String> {
    page(client, &format!("filter: {{{filter}}}, first: 100")).await.0
}

#[tokio::test]
async fn organizations_are_in_kazakh_alphabetical_order_by_default() {
    let service = Service::start().await;
    let (all, info) = page(&reader(&service), "first: 100").await;
    assert_eq!(all, IN_KAZAKH_ORDER);
    assert_eq!((&info["hasPreviousPage"], &info["hasNextPage"]), (&json!(false), &json!(false)));
    let (default_page, info) = page(&reader(&service), "filter: {}").await;
    assert_eq!(default_page, IN_KAZAKH_ORDER[..20], "20 by default");
    assert_eq!(info["hasNextPage"], true);
}

#[tokio::test]
async fn people_and_events_are_in_kazakh_alphabetical_order_by_default() {
    let service = Service::start().await;
    let data = reader(&service)
        .query(
            "{ people { edges { node { slug } } } events { edges { node { slug } } }
               indicators { edges { node { slug } } } courses { edges { node { slug } } } }",
            json!({}),
        )
        .await;
    let slugs = |list: &str| -> Vec<String> {
        let edges = data[list]["edges"].as_array().unwrap().iter();
        edges.map(|edge| edge["node"]["slug"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(
        slugs("people"),
        [
            "nesipjamal-baimadiyeva", // Баймадиева
            "meiramgul-baqtiyarova",  // Бақтиярова
            "yermek-kelemseit",       // Келемсейіт
            "liliya-kushch",          // Кущ
            "emil-qurbanov",          // Құрбанов
        ],
        "by their family names"
    );
    assert_eq!(
        slugs("events"),
        [
            "abai-readings",                    // «Абай …
            "mediation-for-disputes",           // «Даулар …
            "qha-20-years-conference",          // «ҚХА …
            "mediation-basics",                 // «Медиация …
            "state-language-gathering",         // «Мемлекеттік …
            "nauryz",                           // «Наурыз …
            "interethnic-mediation-competence", // «Этносаралық медиативтік …
            "interethnic-tolerance-seminar",    // «Этносаралық толеранттылық …
        ]
    );
    assert_eq!(
        slugs("indicators"),
        [
            "house-employees",
            "ethnocultural-associations",
            "mediation-offices",
            "non-professional-mediators",
            "professional-mediators",
            "mediation-certified",
            "ethnic-groups",
        ],
        "these in the institution's own order"
    );
    assert_eq!(slugs("courses"), ["kunine-bes-soz"]);
}

#[tokio::test]
async fn a_list_has_the_records_that_match_its_filter() {
    let service = Service::start().await;
    let client = reader(&service);
    let assembly = organization(&client, "assembly", "id").await["id"].take();
    let by_id = format!("parent: {{id: {assembly}}}");

    assert_eq!(
        filtered(&client, "kinds: [\"council\"]").await,
        ["mothers", "accord-councils", "ulagat", "ethno-council"]
    );
    assert_eq!(
        filtered(&client, "kinds: [\"assembly\", \"university\"]").await,
        ["assembly", "qha", "jetisu-university"]
    );
    let parts = filtered(&client, "parent: {slug: \"assembly\"}").await;
    assert_eq!(parts.len(), 10);
    assert_eq!(filtered(&client, &by_id).await, parts);
    assert_eq!(filtered(&client, &format!("{by_id}, kinds: [\"club\"]")).await, ["journalists", "parasat"]);
    assert_eq!(
        filtered(&client, "slugs: [\"qha\", \"house\", \"nobody\", \"house\"]").await,
        ["house", "qha"]
    );
    let holders = "{ organizations(first: 100) { edges { node { slug posts { slug } } } } }";
    let data = client.query(holders, json!({})).await;
    let all = data["organizations"]["edges"].as_array().unwrap();
    let slugs = |has_posts: bool| -> Vec<&str> {
        let nodes = all.iter().map(|edge| &edge["node"]);
        let nodes = nodes.filter(|node| node["posts"].as_array().unwrap().is_empty() != has_posts);
        nodes.map(|node| node["slug"].as_str().unwrap()).collect()
    };
    for has_posts in [true, false] {
        assert!(!slugs(has_posts).is_empty());
        assert_eq!(filtered(&client, &format!("hasPosts: {has_posts}")).await, slugs(has_posts));
    }
    for nothing in [
        "kinds: []",
        "slugs: []",
        "parent: {slug: \"nobody\"}",
        "parent: {slug: \"language-centre\"}",
        "kinds: [\"club\"], parent: {slug: \"house\"}",
    ] {
        assert_eq!(filtered(&client, nothing).await, [""; 0], "{nothing}");
    }

    let data = client
        .query(
            "{ events(filter: {kinds: [CONTEST, CELEBRATION]}) { edges { node { slug } } }
               indicators(filter: {area: \"KZ\"}) { edges { node { slug } } } }",
            json!({}),
        )
        .await;
    assert_eq!(
        data,
        json!({
            "events": {"edges": [{"node": {"slug": "abai-readings"}}, {"node": {"slug": "nauryz"}}]},
            "indicators": {"edges": [{"node": {"slug": "ethnic-groups"}}]},
        })
    );
}

#[tokio::test]
async fn paging_forwards_returns_each_organization_once() {
    let service = Service::start().await;
    let client = reader(&service);
    for size in [1, 4, 7, 20] {
        let (mut paged, mut after) = (Vec::new(), String::new());
        loop {
            let (slugs, info) = page(&client, &format!("first: {size}{after}")).await;
            assert_eq!(info["hasPreviousPage"], !paged.is_empty());
            paged.extend(slugs);
            if info["hasNextPage"] == false {
                break;
            }
            after = format!(", after: {}", info["endCursor"]);
        }
        assert_eq!(paged, IN_KAZAKH_ORDER, "in pages of {size}");
    }
}

#[tokio::test]
async fn paging_backwards_returns_each_organization_once() {
    let service = Service::start().await;
    let client = reader(&service);
    for size in [1, 4, 7, 20] {
        let (mut paged, mut before) = (Vec::new(), String::new());
        loop {
            let (slugs, info) = page(&client, &format!("last: {size}{before}")).await;
            assert_eq!(info["hasNextPage"], !paged.is_empty());
            paged.splice(0..0, slugs);
            if info["hasPreviousPage"] == false {
                break;
            }
            before = format!(", before: {}", info["startCursor"]);
        }
        assert_eq!(paged, IN_KAZAKH_ORDER, "in pages of {size}");
    }
}

#[tokio::test]
async fn a_page_lies_between_its_cursors() {
    let service = Service::start().await;
    let client = reader(&service);
    let (_, front) = page(&client, "first: 3").await;
    let (_, back) = page(&client, "last: 3").await;
    let between = format!("after: {}, before: {}", front["endCursor"], back["startCursor"]);

    let (all, info) = page(&client, &format!("{between}, first: 100")).await;
    assert_eq!(all, IN_KAZAKH_ORDER[3..18]);
    assert_eq!(info["hasNextPage"], false, "nothing more before the cursor");
    let (some, info) = page(&client, &format!("{between}, last: 2")).await;
    assert_eq!(some, IN_KAZAKH_ORDER[16..18]);
    assert_eq!((&info["hasPreviousPage"], &info["hasNextPage"]), (&json!(true), &json!(true)));

    let (none, info) = page(&client, "first: 0").await;
    assert_eq!((none.len(), &info["hasNextPage"]), (0, &json!(true)));
    let (none, _) = page(&client, &format!("first: 5, after: {}", back["endCursor"])).await;
    assert_eq!(none.len(), 0, "nothing comes after the last");

    let parts = "filter: {parent: {slug: \"assembly\"}}";
    let (two, info) = page(&client, &format!("{parts}, first: 2")).await;
    let (rest, _) = page(&client, &format!("{parts}, first: 100, after: {}", info["endCursor"])).await;
    assert_eq!([two, rest].concat(), filtered(&client, "parent: {slug: \"assembly\"}").await);
}

#[tokio::test]
async fn an_invalid_page_is_a_typed_error() {
    let service = Service::start().await;
    let client = reader(&service);
    let cursor = page(&client, "first: 1").await.1["endCursor"].as_str().unwrap().to_owned();
    let people = client.query("{ people(first: 1) { pageInfo { endCursor } } }", json!({})).await;
    let of_people = people["people"]["pageInfo"]["endCursor"].as_str().unwrap().to_owned();
    let mut tampered = cursor.clone().into_bytes();
    tampered[9] = if tampered[9] == b'A' { b'B' } else { b'A' };
    let tampered = String::from_utf8(tampered).unwrap();

    for arguments in [
        "first: 101".to_owned(),
        "last: 101".to_owned(),
        "first: -1".to_owned(),
        "last: -1".to_owned(),
        "first: 2147483647".to_owned(),
        "first: 1, last: 1".to_owned(),
        format!("after: \"{of_people}\""),
        format!("before: \"{of_people}\""),
        format!("after: \"{tampered}\""),
        format!("after: \"{}\"", &cursor[..cursor.len() - 2]),
        "after: \"\"".to_owned(),
        "before: \"жоқ\"".to_owned(),
        "filter: {parent: {id: \"nobody\"}}".to_owned(),
    ] {
        let document = format!("{{ organizations({arguments}) {{ edges {{ cursor }} }} }}");
        let answer = client.execute(&document, json!({})).await;
        assert_bad_input(&answer, &json!(["organizations"]));
        assert_eq!(answer.json()["data"]["organizations"], json!(null), "{arguments}");
    }
}

#[tokio::test]
async fn a_refused_page_does_not_affect_the_rest_of_the_response() {
    let service = Service::start().await;
    let leader = service.client().register("leader@example.kz").await;
    service.promote("leader@example.kz").await;
    let created = leader
        .query(
            "mutation { createClub(input: {name: \"Достар\"}) { club { id } errors { code } } }",
            json!({}),
        )
        .await;
    let answer = leader
        .execute(
            "query($id: ID!) {
                organization(by: {slug: \"parasat\"}) { slug }
                club(by: {id: $id}) { name members(first: 101) { edges { cursor } } }
            }",
            json!({"id": created["createClub"]["club"]["id"]}),
        )
        .await;
    assert_bad_input(&answer, &json!(["club", "members"]));
    assert_eq!(
        answer.json()["data"],
        json!({"organization": {"slug": "parasat"}, "club": {"name": "Достар", "members": null}})
    );
}
