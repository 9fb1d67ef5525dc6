//! The vocabulary of kinds, which editors extend.

use serde_json::{Value, json};

use super::{Desk, create, problems, with};
use crate::support::client::Client;
use crate::support::service::Service;

/// Returns a kind of organization; `more` adds fields.
fn term(slug: &str, more: &Value) -> Value {
    with(json!({"slug": slug, "scheme": "ORGANIZATION", "label": {"kk": slug}}), more)
}

/// Returns the slugs of the organizations of a kind.
async fn of_kind(client: &Client, kind: &str) -> Vec<String> {
    let document = "query($kinds: [String!]) { organizations(filter: {kinds: $kinds}, first: 100) { edges { node { slug } } } }";
    let found = client.query(document, json!({"kinds": [kind]})).await;
    let edges = found["organizations"]["edges"].as_array().unwrap().iter();
    edges.map(|edge| edge["node"]["slug"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn the_vocabulary_has_labels_in_each_language_and_broader_terms() {
    let service = Service::start().await;
    let client = service.client();
    let found = client
        .query(
            "{ all: kindTerms { slug } posts: kindTerms(scheme: POST) { slug scheme }
               kindTerm(by: {slug: \"public-association\"}) { ru: label(lang: RU) narrower { slug broader { slug } } }
               organization(by: {slug: \"parasat\"}) { kind kindTerm { kk: label(lang: KK) en: label(lang: EN) } posts { kind kindTerm { label(lang: EN) } } } }",
            json!({}),
        )
        .await;
    assert_eq!(found["all"].as_array().unwrap().len(), 25);
    assert_eq!(
        found["posts"],
        json!([
            {"slug": "chair", "scheme": "POST"}, {"slug": "deputy-chair", "scheme": "POST"},
            {"slug": "secretary", "scheme": "POST"}, {"slug": "member", "scheme": "POST"},
        ])
    );
    assert_eq!(
        found["kindTerm"],
        json!({"ru": "общественное объединение", "narrower": [
            {"slug": "ethnocultural-association", "broader": {"slug": "public-association"}},
        ]})
    );
    assert_eq!(
        found["organization"],
        json!({"kind": "club", "kindTerm": {"kk": "клуб", "en": "club"},
            "posts": [{"kind": "chair", "kindTerm": {"label": "head"}}]})
    );
}

#[tokio::test]
async fn an_editor_adds_a_kind_and_filters_by_it_and_by_the_broader_one() {
    let service = Service::start().await;
    let (desk, client) = (Desk::open(&service).await, service.client());
    let label = json!({"kk": "шахмат клубы", "ru": "шахматный клуб", "en": "chess club"});
    let chess =
        desk.publish("KindTerm", term("chess-club", &json!({"label": label, "broader": "club"}))).await;
    let record = |slug: &str| with(desk.organization(slug, &json!({})), &json!({"kind": "chess-club"}));
    desk.publish("Organization", record("rook")).await;
    assert_eq!(of_kind(&client, "chess-club").await, ["rook"]);
    let clubs = of_kind(&client, "club").await;
    assert!(clubs.contains(&"rook".to_owned()) && clubs.contains(&"parasat".to_owned()), "{clubs:?}");

    let page = client.get("/en/organizations/rook").await;
    assert!(std::str::from_utf8(&page.body).unwrap().contains("chess club"));
    let relabelled = desk.update("KindTerm", &chess, json!({"label": {"en": "club of chess players"}})).await;
    assert_eq!(relabelled["errors"], json!([]));
    let found = client
        .query("{ organization(by: {slug: \"rook\"}) { kindTerm { en: label(lang: EN) ru: label(lang: RU) version } } }", json!({}))
        .await;
    assert_eq!(
        found["organization"]["kindTerm"],
        json!({"en": "club of chess players", "ru": "шахматный клуб", "version": 2})
    );
    let revisions =
        "{ kindTerm(by: {slug: \"chess-club\"}) { revisions { edges { node { action editor reason } } } } }";
    let revisions = desk.client.query(revisions, json!({})).await;
    assert_eq!(
        revisions["kindTerm"]["revisions"]["edges"][0]["node"],
        json!({"action": "UPDATE", "editor": "editor@example.kz", "reason": "a test"})
    );

    // Posts of a narrower kind are found by the broader one, and its holder leads the organization.
    let post = |slug: &str, scheme: &str, broader: &str| json!({"slug": slug, "scheme": scheme, "label": {"kk": slug}, "broader": broader});
    desk.publish("KindTerm", post("captain", "POST", "chair")).await;
    let rook = client.query("{ organization(by: {slug: \"rook\"}) { id } }", json!({})).await;
    let captain = json!({"slug": "rook-captain", "organizationId": rook["organization"]["id"], "kind": "captain",
        "title": {"kk": "капитан"}, "citations": desk.cited()});
    let captain = desk.publish("Post", captain).await;
    let person = desk.publish("Person", desk.person("magnus")).await;
    let membership = json!({"organizationId": rook["organization"]["id"], "postId": captain["id"],
        "personId": person["id"], "since": "2026", "citations": desk.cited()});
    desk.publish("Membership", membership).await;
    let found = client
        .query(
            "{ organization(by: {slug: \"rook\"}) { chair { person { slug } } both: posts(kinds: [\"chair\", \"captain\"]) { slug }
               posts(kinds: [\"chair\"]) { slug } } }",
            json!({}),
        )
        .await;
    let captains = json!([{"slug": "rook-captain"}]);
    assert_eq!(
        found["organization"],
        json!({"chair": {"person": {"slug": "magnus"}}, "both": captains, "posts": captains})
    );
    let graph = client.get("/data/directory.jsonld").await.json();
    let node = graph["@graph"].as_array().unwrap().iter().find(|node| node["keywords"][0] == "chess-club");
    assert_eq!(node.unwrap()["@type"], "Organization");
}

#[tokio::test]
async fn bad_kinds_are_refused() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    for (more, code, field) in [
        (json!({"slug": "Клуб"}), "INVALID_SLUG", "slug"),
        (json!({"slug": "club"}), "SLUG_TAKEN", "slug"),
        (json!({"label": null}), "REQUIRED", "label"),
        (json!({"label": {"kk": "ұ".repeat(301)}}), "INVALID_DIRECTORY_TEXT", "label"),
        (json!({"broader": "nothing"}), "UNKNOWN_KIND", "broader"),
        (json!({"broader": "chair"}), "UNKNOWN_KIND", "broader"),
        (json!({"broader": "choir"}), "KIND_CYCLE", "broader"),
    ] {
        let refused = desk.create("KindTerm", term("choir", &more), true).await;
        assert_eq!(problems(&refused), [(code, field.to_owned())], "{more}");
    }
    for kind in ["nothing", "chair", "", "CLUB"] {
        let record = with(desk.organization("rook", &json!({})), &json!({"kind": kind}));
        let refused = desk.create("Organization", record, true).await;
        assert_eq!(problems(&refused), [("UNKNOWN_KIND", "kind".to_owned())], "{kind}");
    }
    let draft = desk.create("KindTerm", term("choir", &json!({})), false).await["record"].take();
    let record = with(desk.organization("rook", &json!({})), &json!({"kind": "choir"}));
    let refused = desk.create("Organization", record.clone(), true).await;
    assert_eq!(problems(&refused), [("REFERENCES_DRAFT", "kind".to_owned())]);
    assert_eq!(desk.act("publishRecord", &draft, &json!({})).await["errors"], json!([]));
    desk.publish("Organization", record).await;
    let learner = service.client().register("learner@example.kz").await;
    let refused = create(&learner, "KindTerm", term("band", &json!({})), true).await;
    assert_eq!(problems(&refused), [("FORBIDDEN", String::new())]);
}

#[tokio::test]
async fn a_kind_in_use_stays_and_no_kind_is_broader_than_itself() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let mut terms = Vec::new();
    for (slug, more) in [
        ("body", json!({})),
        ("choir", json!({"broader": "body"})),
        ("boys-choir", json!({"broader": "choir"})),
    ] {
        terms.push(desk.publish("KindTerm", term(slug, &more)).await);
    }
    let [body, choir, boys] = <[Value; 3]>::try_from(terms).unwrap();
    let cycle = desk.update("KindTerm", &body, json!({"broader": "boys-choir"})).await;
    assert_eq!(problems(&cycle), [("KIND_CYCLE", "broader".to_owned())]);
    // The narrower term uses the broader one.
    let used = desk.act("unpublishRecord", &choir, &json!({})).await;
    assert_eq!(problems(&used), [("STILL_REFERENCED", "id".to_owned())]);
    for changes in [json!({"slug": "chorus"}), json!({"scheme": "POST", "broader": null})] {
        let refused = desk.update("KindTerm", &choir, changes).await;
        assert_eq!(problems(&refused), [("STILL_REFERENCED", "slug".to_owned())]);
    }
    let record = with(desk.organization("rook", &json!({})), &json!({"kind": "boys-choir"}));
    let organization = desk.publish("Organization", record).await;
    let used = desk.act("unpublishRecord", &boys, &json!({})).await;
    assert_eq!(problems(&used), [("STILL_REFERENCED", "id".to_owned())]);
    let moved = desk.update("Organization", &organization, json!({"kind": "choir"})).await;
    assert_eq!(moved["errors"], json!([]));
    assert_eq!(desk.act("unpublishRecord", &boys, &json!({})).await["errors"], json!([]));
    let found = service.client().query("{ kindTerm(by: {slug: \"boys-choir\"}) { id } }", json!({})).await;
    assert_eq!(found["kindTerm"], json!(null));
}
