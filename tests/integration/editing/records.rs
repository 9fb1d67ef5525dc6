//! Drafts, publishing, and all reasons for refusing an edit.

use serde_json::{Value, json};

use super::{Desk, create, field_of, problems, with};
use crate::support::client::Client;
use crate::support::service::Service;
use crate::support::study::new_id;

/// Returns for every place where the club could appear whether it does.
async fn traces(client: &Client, id: &Value) -> Vec<bool> {
    let found = client
        .query(
            "query($id: ID!) {
                node(id: $id) { id }
                byId: organization(by: {id: $id}) { slug }
                bySlug: organization(by: {slug: \"shanyraq\"}) { slug }
                list: organizations(filter: {slugs: [\"shanyraq\"]}) { edges { node { slug } } }
                parent: organization(by: {slug: \"assembly\"}) { children { slug } descendants { organization { slug } } }
                search(text: \"шаңыраққа\") { edges { matchKind } }
            }",
            json!({"id": id}),
        )
        .await;
    let has = |list: &Value, name: &str| {
        list.as_array().unwrap().iter().any(|one| one["slug"] == name || one["organization"]["slug"] == name)
    };
    vec![
        !found["node"].is_null(),
        !found["byId"].is_null(),
        !found["bySlug"].is_null(),
        !found["list"]["edges"].as_array().unwrap().is_empty(),
        has(&found["parent"]["children"], "shanyraq"),
        has(&found["parent"]["descendants"], "shanyraq"),
        found["search"]["edges"]
            .as_array()
            .unwrap()
            .iter()
            .any(|edge| edge["matchKind"] == "WORDS" || edge["matchKind"] == "EXACT"),
    ]
}

#[tokio::test]
async fn only_editors_see_a_draft_until_it_is_published() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let anyone = service.client();
    let learner = anyone.register("learner@example.kz").await;
    let assembly = desk.client.query("{ organization(by: {slug: \"assembly\"}) { id } }", json!({})).await;
    let record = desk.organization(
        "shanyraq",
        &json!({
            "names": [desk.name("«Шаңырақ» клубы", &json!({}))],
            "parents": [{"organizationId": assembly["organization"]["id"], "citations": desk.cited()}],
        }),
    );
    let draft = desk.create("Organization", record, false).await["record"].take();
    assert_eq!(draft["isPublished"], false);
    let editors = vec![true, true, true, true, true, true, false];
    assert_eq!(traces(&desk.client, &draft["id"]).await, editors, "search finds only published records");
    for client in [&anyone, &learner] {
        assert_eq!(traces(client, &draft["id"]).await, vec![false; 7]);
    }

    assert_eq!(desk.act("publishRecord", &draft, &json!({})).await["errors"], json!([]));
    assert_eq!(traces(&anyone, &draft["id"]).await, vec![true; 7]);

    let published = json!({"id": draft["id"], "version": 2});
    assert_eq!(desk.act("unpublishRecord", &published, &json!({})).await["errors"], json!([]));
    assert_eq!(traces(&anyone, &draft["id"]).await, vec![false; 7]);
}

#[tokio::test]
async fn only_editors_edit() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let learner = service.client().register("learner@example.kz").await;
    let refused = create(&learner, "Organization", desk.organization("x", &json!({})), true).await;
    assert_eq!(problems(&refused), [("FORBIDDEN", String::new())]);
    let answer = service
        .client()
        .execute("mutation { publishRecord(input: {id: \"x\", version: 1}) { errors { code } } }", json!({}))
        .await;
    assert_eq!(answer.code(), "UNAUTHENTICATED");
}

#[tokio::test]
async fn a_stale_edit_is_a_conflict_that_names_what_changed() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let club = desk.publish("Organization", desk.organization("shanyraq", &json!({}))).await;
    desk.update("Organization", &club, json!({"description": {"kk": "Клуб."}, "position": 3})).await;
    let stale = desk.update("Organization", &club, json!({"position": 4})).await;
    assert_eq!(problems(&stale), [("CONFLICT", "version".to_owned())]);
    assert_eq!(
        stale["conflict"],
        json!({"version": 2, "fields": ["description", "position"], "changedBy": "editor@example.kz"})
    );
    assert_eq!(stale["record"], json!(null));
    let again = desk.act("unpublishRecord", &club, &json!({})).await;
    assert_eq!(problems(&again), [("CONFLICT", "version".to_owned())]);
    let same =
        desk.update("Organization", &json!({"id": club["id"], "version": 2}), json!({"position": 3})).await;
    assert_eq!(same["record"]["version"], 2, "an edit without changes makes no revision");
}

#[tokio::test]
async fn each_problem_has_its_code_and_field() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let name = |more: Value| json!([desk.name("Клуб", &more)]);
    let contact = |kind: &str, value: &str| json!([{"kind": kind, "value": value, "isPublic": true, "citations": desk.cited()}]);
    for (more, code, field) in [
        (json!({"slug": null}), "REQUIRED", "slug"),
        (json!({"names": null}), "REQUIRED", "names"),
        (json!({"names": []}), "REQUIRED", "names"),
        (json!({"slug": "Шаңырақ"}), "INVALID_SLUG", "slug"),
        (json!({"slug": "parasat"}), "SLUG_TAKEN", "slug"),
        (json!({"citations": []}), "CITATION_REQUIRED", "citations"),
        (json!({"founded": {"date": "2015"}}), "CITATION_REQUIRED", "founded"),
        (json!({"names": [{"text": {"kk": "Клуб"}}]}), "CITATION_REQUIRED", "names"),
        (json!({"citations": [{"sourceId": "CAGa8pQAAAAAAAAAAAAAAAA"}]}), "NOT_FOUND", "citations"),
        (json!({"names": [desk.name(&"ұ".repeat(301), &json!({}))]}), "INVALID_DIRECTORY_TEXT", "names"),
        (json!({"description": {"kk": " "}}), "INVALID_DIRECTORY_TEXT", "description"),
        (json!({"description": {"kk": "\u{200b}\u{2800}"}}), "INVALID_DIRECTORY_TEXT", "description"),
        (json!({"description": {"kk": "ән\u{ffff}"}}), "INVALID_DIRECTORY_TEXT", "description"),
        (json!({"shortName": {"kk": "ән\u{fffe}"}}), "INVALID_DIRECTORY_TEXT", "shortName"),
        (json!({"names": name(json!({"since": "2015", "until": "2012"}))}), "INVALID_PERIOD", "names"),
        (json!({"names": name(json!({"since": "2015/2017"}))}), "INVALID_DATE", "names"),
        (json!({"contactPoints": contact("WEBSITE", "example.kz")}), "INVALID_LINK", "contactPoints"),
        (json!({"contactPoints": contact("EMAIL", "reception")}), "INVALID_EMAIL", "contactPoints"),
        (
            json!({"identifiers": [{"scheme": "wikidata", "value": "Q 42"}]}),
            "INVALID_IDENTIFIER",
            "identifiers",
        ),
    ] {
        let refused = desk.create("Organization", desk.organization("club", &more), true).await;
        assert_eq!(problems(&refused), [(code, field.to_owned())], "{more}");
        assert_eq!(refused["record"], json!(null));
    }
    let nul = desk.create(
        "Organization",
        desk.organization("club", &json!({"description": {"kk": "а\u{0}"}})),
        true,
    );
    assert_eq!(problems(&nul.await), [("INVALID_DIRECTORY_TEXT", "description".to_owned())]);
    let refused = desk
        .client
        .query(
            "mutation($date: EDTF!) { createSource(input: {record: {slug: \"x\", issued: $date}}) { errors { code } } }",
            json!({"date": "15.03.2015"}),
        )
        .await;
    assert_eq!(refused["createSource"]["errors"], json!([{"code": "INVALID_DATE"}]));
    let event = |languages: Value| json!({"slug": "fair", "kind": "TRAINING", "title": {"kk": "Сабақ"}, "languages": languages, "citations": desk.cited()});
    let refused = desk.create("Event", event(json!(["kk", "Kazakh language"])), true).await;
    assert_eq!(problems(&refused), [("INVALID_LANGUAGE_TAG", "languages".to_owned())]);
    let there = desk.client.query("{ organization(by: {slug: \"club\"}) { id } }", json!({})).await;
    assert_eq!(there["organization"], json!(null));
}

#[tokio::test]
async fn published_records_reference_only_published_records() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let draft =
        desk.create("Organization", desk.organization("shanyraq", &json!({})), false).await["record"].take();
    let post = |organization: &Value| {
        json!({"slug": "shanyraq-chair", "organizationId": organization["id"], "kind": "chair",
            "title": {"kk": "төраға"}, "citations": desk.cited()})
    };
    let refused = desk.create("Post", post(&draft), true).await;
    assert_eq!(problems(&refused), [("REFERENCES_DRAFT", "organizationId".to_owned())]);
    desk.act("publishRecord", &draft, &json!({})).await;
    let chair = desk.publish("Post", post(&draft)).await;
    let club = json!({"id": draft["id"], "version": 2});
    assert_eq!(
        problems(&desk.act("unpublishRecord", &club, &json!({})).await),
        [("STILL_REFERENCED", "id".to_owned())]
    );

    let person = desk.publish("Person", desk.person("aigul")).await;
    let other = desk.publish("Organization", desk.organization("birlestik", &json!({}))).await;
    let wrong = desk
        .create(
            "Membership",
            json!({"organizationId": other["id"], "postId": chair["id"], "personId": person["id"], "citations": desk.cited()}),
            true,
        )
        .await;
    assert_eq!(problems(&wrong), [("POST_OF_OTHER_ORGANIZATION", "postId".to_owned())]);
    let astray = desk
        .create(
            "Membership",
            json!({"organizationId": person["id"], "personId": other["id"], "citations": desk.cited()}),
            true,
        )
        .await;
    assert_eq!(
        problems(&astray),
        [("NOT_FOUND", "organizationId".to_owned()), ("NOT_FOUND", "personId".to_owned())]
    );
}

#[tokio::test]
async fn no_organization_is_part_of_itself_even_after_racing_moves() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let parent = |of: &Value, more: Value| json!({"parents": [with(json!({"organizationId": of["id"], "citations": desk.cited()}), &more)]});
    let top = desk.publish("Organization", desk.organization("top", &json!({}))).await;
    let below = desk.publish("Organization", desk.organization("below", &parent(&top, json!({})))).await;
    let refused = desk.update("Organization", &top, parent(&below, json!({}))).await;
    assert_eq!(problems(&refused), [("TREE_CYCLE", "parents".to_owned())]);
    let before = desk.update("Organization", &below, parent(&top, json!({"since": "2015-03-01"}))).await;
    assert_eq!(before["errors"], json!([]));
    let earlier = desk.update("Organization", &top, parent(&below, json!({"until": "2015-02"}))).await;
    assert_eq!(earlier["errors"], json!([]), "the parents do not overlap on any day");

    for round in 0..5 {
        let one = desk.publish("Organization", desk.organization(&format!("one-{round}"), &json!({}))).await;
        let two = desk.publish("Organization", desk.organization(&format!("two-{round}"), &json!({}))).await;
        let (a, b) = tokio::join!(
            desk.update("Organization", &one, parent(&two, json!({}))),
            desk.update("Organization", &two, parent(&one, json!({}))),
        );
        let mut codes = [problems(&a), problems(&b)];
        codes.sort();
        assert_eq!(codes, [vec![], vec![("TREE_CYCLE", "parents".to_owned())]]);
    }
}

#[tokio::test]
async fn only_editors_see_a_contact_that_is_not_public() {
    const CONTACTS: &str = "{ organization(by: {slug: \"shanyraq\"}) {
        contactPoints { value isPublic } before: contactPoints(at: \"2014-06-01\") { value }
        allContactPoints { value }
    } }";
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let contact = |value: &str, public: bool, more: Value| {
        let contact = json!({"kind": "PHONE", "value": value, "isPublic": public, "citations": desk.cited()});
        with(contact, &more)
    };
    let contacts = json!({"contactPoints": [
        contact("+7 7282 00-00-01", true, json!({"since": "2015"})),
        contact("+7 700 000 00 02", false, json!({})),
        contact("+7 7282 00-00-03", true, json!({"until": "2014"})),
    ]});
    desk.publish("Organization", desk.organization("shanyraq", &contacts)).await;
    let found = service.client().query(CONTACTS, json!({})).await;
    assert_eq!(
        found["organization"],
        json!({
            "contactPoints": [{"value": "+7 7282 00-00-01", "isPublic": true}],
            "before": [{"value": "+7 7282 00-00-03"}],
            "allContactPoints": [{"value": "+7 7282 00-00-01"}, {"value": "+7 7282 00-00-03"}],
        })
    );
    let editors = desk.client.query(CONTACTS, json!({})).await;
    assert_eq!(editors["organization"]["contactPoints"][1]["isPublic"], false);
    assert_eq!(editors["organization"]["allContactPoints"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn a_record_whose_creation_is_sent_again_exists_once() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let figure = json!({"slug": "guests", "area": "KZ", "name": {"kk": "қонақтар"}});
    let figure = desk.publish("Indicator", figure).await;
    let person = desk.publish("Person", desk.person("aigul")).await;
    let club = desk.publish("Organization", desk.organization("shanyraq", &json!({}))).await;
    let observation =
        json!({"indicatorId": figure["id"], "period": "2017", "value": 9.0, "citations": desk.cited()});
    let membership =
        json!({"organizationId": club["id"], "personId": person["id"], "citations": desk.cited()});
    for (kind, record, more) in [
        ("Observation", observation, json!({})),
        ("Membership", membership, json!({"allowDuplicate": true})),
        ("Organization", desk.organization("second-club", &json!({})), json!({})),
    ] {
        let document = format!(
            "mutation($input: Create{kind}Input!) {{ payload: create{kind}(input: $input) {{
                record: {} {{ id }} errors {{ code path }}
            }} }}",
            field_of(kind)
        );
        let send = async |mutation: &Value| {
            let input = json!({"record": record, "publish": true, "clientMutationId": mutation});
            let input = with(input, &more);
            desk.client.query(&document, json!({"input": input})).await["payload"].take()
        };
        let mutation = new_id();
        let (first, at_once) = tokio::join!(send(&mutation), send(&mutation));
        assert_eq!(first["errors"], json!([]), "{kind}");
        assert_eq!([at_once, send(&mutation).await], [first.clone(), first.clone()], "{kind}");
        assert_ne!(send(&new_id()).await["record"], first["record"], "another mutation: {kind}");
    }
}

#[tokio::test]
async fn the_memberships_of_a_post_follow_it_to_another_organization() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let [from, to] = [
        desk.publish("Organization", desk.organization("from", &json!({}))).await,
        desk.publish("Organization", desk.organization("to", &json!({}))).await,
    ];
    let chair = json!({"slug": "chair-of-it", "organizationId": from["id"], "kind": "chair", "title": {"kk": "төраға"}, "citations": desk.cited()});
    let chair = desk.publish("Post", chair).await;
    let person = desk.publish("Person", desk.person("aigul")).await;
    let membership = json!({"organizationId": from["id"], "postId": chair["id"], "personId": person["id"], "since": "2020", "citations": desk.cited()});
    let membership = desk.publish("Membership", membership).await;

    let moved = desk.update("Post", &chair, json!({"organizationId": to["id"]})).await;
    assert_eq!(moved["errors"], json!([]));
    let organization = "query($id: ID!) { node(id: $id) { ... on Membership { version organization { slug } revisions { edges { node { reason } } } } } }";
    let seen = desk.client.query(organization, json!({"id": membership["id"]})).await["node"].take();
    assert_eq!(seen["organization"]["slug"], "to");
    assert_eq!(seen["revisions"]["edges"][0]["node"]["reason"], "a test");
    let membership = json!({"id": membership["id"], "version": seen["version"]});
    assert_eq!(desk.update("Membership", &membership, json!({"until": "2022"})).await["errors"], json!([]));

    let back = json!({"id": chair["id"], "version": 2});
    assert_eq!(desk.act("revertRecord", &back, &json!({"toVersion": 1})).await["errors"], json!([]));
    let seen = desk.client.query(organization, json!({"id": membership["id"]})).await["node"].take();
    assert_eq!(seen["organization"]["slug"], "from");
}

#[tokio::test]
async fn one_client_mutation_id_creates_a_record_of_each_kind() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let document = "mutation($person: PersonInput!, $club: OrganizationInput!, $id: UUID) {
        createPerson(input: {record: $person, publish: true, clientMutationId: $id}) { person { id } errors { code } }
        createOrganization(input: {record: $club, publish: true, clientMutationId: $id}) { organization { id } errors { code } }
    }";
    let variables = json!({"person": desk.person("aigul"), "club": desk.organization("aral", &json!({})),
        "id": "0193a3f2-7f43-7000-8000-000000000001"});
    let first = desk.client.query(document, variables.clone()).await;
    assert!(
        first["createPerson"]["person"].is_object()
            && first["createOrganization"]["organization"].is_object(),
        "{first}"
    );
    assert_eq!(desk.client.query(document, variables).await, first);
}
