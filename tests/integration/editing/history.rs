//! Names, parents and holders on any day; revisions and reverting.

use serde_json::{Value, json};

use super::{Desk, with};
use crate::support::service::Service;

const EVERYTHING: &str = "query($id: ID!) { organization(by: {id: $id}) {
    slug kind name shortName description isPublished
    names { text since { edtf } until { edtf } citations { source { slug } locator } }
    founded { edtf citations { locator } } parents { organization { slug } since { edtf } } identifiers { scheme value url }
} }";

#[tokio::test]
async fn names_and_parents_are_shown_for_any_day() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let old = desk.publish("Organization", desk.organization("old-roof", &json!({}))).await;
    let new = desk.publish("Organization", desk.organization("new-roof", &json!({}))).await;
    let under =
        |of: &Value, more: Value| with(json!({"organizationId": of["id"], "citations": desk.cited()}), &more);
    let club = desk
        .publish(
            "Organization",
            desk.organization(
                "shanyraq",
                &json!({
                    "names": [desk.name("Ескі", &json!({"until": "2015"})), desk.name("Жаңа", &json!({"since": "2015"}))],
                    "parents": [under(&old, json!({"since": "2010~", "until": "2015-05"})), under(&new, json!({"since": "2015-06-01"}))],
                }),
            ),
        )
        .await;
    let on = |day: &str| {
        let (client, id, day) = (service.client(), club["id"].clone(), day.to_owned());
        async move {
            let document = "query($id: ID!, $at: Date!) {
                organization(by: {id: $id}) { name(lang: KK, at: $at) parent(at: $at) { slug } ancestors(at: $at) { slug } }
                old: organization(by: {slug: \"old-roof\"}) { children(at: $at) { slug } descendants(at: $at) { depth } }
            }";
            let found = client.query(document, json!({"id": id, "at": day})).await;
            let organization = &found["organization"];
            let children = found["old"]["children"].as_array().unwrap().len();
            assert_eq!(found["old"]["descendants"].as_array().unwrap().len(), children);
            (
                organization["name"].as_str().unwrap().to_owned(),
                organization["parent"]["slug"].as_str().unwrap_or("none").to_owned(),
                organization["ancestors"].as_array().unwrap().len(),
                children,
            )
        }
    };
    let expected = |name: &str, parent: &str, ancestors, children| {
        (name.to_owned(), parent.to_owned(), ancestors, children)
    };
    assert_eq!(on("2009-12-31").await, expected("Ескі", "none", 0, 0));
    assert_eq!(on("2010-01-01").await, expected("Ескі", "old-roof", 1, 1));
    assert_eq!(on("2014-12-31").await, expected("Ескі", "old-roof", 1, 1));
    assert_eq!(on("2015-01-01").await, expected("Жаңа", "old-roof", 1, 1));
    assert_eq!(on("2015-06-01").await, expected("Жаңа", "new-roof", 1, 0));
    assert_eq!(on("2026-11-23").await, expected("Жаңа", "new-roof", 1, 0));
}

#[tokio::test]
async fn holders_follow_one_another_across_a_gap_and_an_acting_holder() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let club = desk.publish("Organization", desk.organization("shanyraq", &json!({}))).await;
    let chair = desk
        .publish(
            "Post",
            json!({"slug": "shanyraq-chair", "organizationId": club["id"], "kind": "chair",
                "title": {"kk": "төраға"}, "citations": desk.cited()}),
        )
        .await;
    for (person, term) in [
        ("third", json!({"since": "2020"})),
        ("first", json!({"since": "2010", "until": "2012"})),
        ("acting", json!({"since": "2018-01", "until": "2018-06", "isActing": true})),
        ("second", json!({"since": "2015", "until": "2017"})),
    ] {
        let person = desk.publish("Person", desk.person(person)).await;
        let membership = json!({"organizationId": club["id"], "postId": chair["id"], "personId": person["id"], "citations": desk.cited()});
        desk.publish("Membership", with(membership, &term)).await;
    }
    let found = service
        .client()
        .query(
            "query($id: ID!) { node(id: $id) { ... on Post {
                holders { person { slug } isActing predecessor { person { slug } } successor { person { slug } }
                    next: successor(includeActing: true) { person { slug } } }
                now: holder { person { slug } } last: lastKnownHolder { person { slug } lastEvidence }
                empty: lastKnownHolder(at: \"2013-06-01\") { person { slug } until { edtf } } none: lastKnownHolder(at: \"2009-12-31\") { id }
                in2022: holder(at: \"2022-06-01\") { person { slug } } in2011: holder(at: \"2011-06-01\") { person { slug } }
                gap: holder(at: \"2013-06-01\") { person { slug } } stand: holder(at: \"2018-03-01\") { person { slug } }
            } } }",
            json!({"id": chair["id"]}),
        )
        .await["node"]
        .take();
    let who = |one: &Value| one["person"]["slug"].as_str().unwrap_or("nobody").to_owned();
    let line: Vec<_> = found["holders"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| [who(one), who(&one["predecessor"]), who(&one["successor"]), who(&one["next"])])
        .collect();
    assert_eq!(
        line,
        [
            ["first", "nobody", "second", "second"],
            ["second", "first", "third", "acting"],
            ["acting", "second", "third", "third"],
            ["third", "second", "nobody", "nobody"],
        ]
    );
    // The third one began in 2020, and nothing is known about today.
    let on = ["now", "in2022", "in2011", "gap", "stand"].map(|day| who(&found[day]));
    assert_eq!(on, ["nobody", "third", "first", "nobody", "acting"]);
    assert_eq!(found["last"], json!({"person": {"slug": "third"}, "lastEvidence": "2020-12-31"}));
    assert_eq!(found["empty"], json!({"person": {"slug": "first"}, "until": {"edtf": "2012"}}));
    assert_eq!(found["none"], json!(null));
}

#[tokio::test]
async fn the_council_of_mothers_has_had_two_chairwomen() {
    let service = Service::start().await;
    let found = service
        .client()
        .query(
            "{ organization(by: {slug: \"mothers\"}) { posts { now: lastKnownHolder { person { slug } predecessor { person { slug } } }
                then: holder(at: \"2014-06-01\") { person { slug } citations { source { slug } } }
                late: holder(at: \"2016-12-31\") { person { slug } } } } }",
            json!({}),
        )
        .await;
    let post = &found["organization"]["posts"][0];
    assert_eq!(post["now"]["person"]["slug"], "nesipjamal-baimadiyeva");
    assert_eq!(post["now"]["predecessor"]["person"]["slug"], "meiramgul-baqtiyarova");
    assert_eq!(
        post["then"],
        json!({"person": {"slug": "meiramgul-baqtiyarova"}, "citations": [{"source": {"slug": "article"}}]})
    );
    assert_eq!(post["late"]["person"]["slug"], "meiramgul-baqtiyarova");
}

#[tokio::test]
async fn a_revert_restores_the_earlier_version_as_a_new_revision() {
    const REVISIONS: &str =
        "query($id: ID!) { organization(by: {id: $id}) { version revisions { edges { node {
        id version action editor reason changes { field before after } } } } } }";
    const REVISION: &str = "query($ids: [ID!]!) { nodes(ids: $ids) { __typename
        ... on Revision { version action reason record { id } changes { field } } } }";
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let record = desk.organization(
        "shanyraq",
        &json!({
            "shortName": {"kk": "Шаңырақ", "ru": "Шанырак"},
            "founded": {"date": "2015~", "citations": [{"sourceId": desk.source, "locator": "1-бет"}]},
            "identifiers": [{"scheme": "wikidata", "value": "Q42"}],
        }),
    );
    let club = desk.publish("Organization", record).await;
    let id = json!({"id": club["id"]});
    let before = desk.client.query(EVERYTHING, id.clone()).await;
    assert_eq!(
        before["organization"]["identifiers"],
        json!([{"scheme": "wikidata", "value": "Q42", "url": "https://www.wikidata.org/entity/Q42"}])
    );

    let changes =
        json!({"shortName": null, "founded": null, "description": {"kk": "Клуб."}, "identifiers": []});
    let second = desk.update("Organization", &club, changes).await["record"].take();
    assert_ne!(desk.client.query(EVERYTHING, id.clone()).await, before);
    let reverted = desk.act("revertRecord", &second, &json!({"toVersion": 1, "reason": "no good"})).await;
    assert_eq!(reverted["errors"], json!([]));
    assert_eq!(desk.client.query(EVERYTHING, id.clone()).await, before);

    let history = desk.client.query(REVISIONS, id.clone()).await["organization"].take();
    assert_eq!(history["version"], 3);
    let edges = history["revisions"]["edges"].as_array().unwrap();
    let summaries: Vec<_> = edges
        .iter()
        .map(|edge| {
            let node = &edge["node"];
            let fields = node["changes"].as_array().unwrap().iter();
            let fields: Vec<_> = fields.map(|change| change["field"].as_str().unwrap()).collect();
            (node["action"].as_str().unwrap(), node["reason"].as_str().unwrap(), fields)
        })
        .collect();
    let fields = vec!["description", "founded", "identifiers", "shortName"];
    assert_eq!(summaries[0], ("REVERT", "no good", fields.clone()));
    assert_eq!(summaries[1], ("UPDATE", "a test", fields));
    assert_eq!(summaries[2].0, "CREATE");
    assert_eq!(edges[0]["node"]["editor"], "editor@example.kz");
    assert_eq!(
        edges[1]["node"]["changes"][3],
        json!({"field": "shortName", "before": {"kk": "Шаңырақ", "ru": "Шанырак"}, "after": null})
    );

    // Each revision is a node, for editors.
    let ids: Vec<_> = edges.iter().map(|edge| edge["node"]["id"].clone()).collect();
    let nodes = desk.client.query(REVISION, json!({"ids": ids})).await["nodes"].take();
    let versions: Vec<_> = nodes.as_array().unwrap().iter().map(|node| node["version"].as_i64()).collect();
    assert_eq!(versions, [Some(3), Some(2), Some(1)]);
    assert_eq!((&nodes[0]["record"]["id"], &nodes[0]["action"]), (&club["id"], &json!("REVERT")));
    assert_eq!(
        nodes[2]["changes"].as_array().unwrap().len(),
        edges[2]["node"]["changes"].as_array().unwrap().len()
    );

    let learner = service.client().register("learner@example.kz").await;
    for client in [&learner, &service.client()] {
        let nodes = client.query(REVISION, json!({"ids": ids})).await["nodes"].take();
        assert_eq!(nodes, json!([null, null, null]));
    }
    assert_eq!(learner.query(REVISIONS, id).await["organization"]["revisions"], json!(null));
}
