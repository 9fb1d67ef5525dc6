//! Slugs that a record had before, and the slugs of merged records.

use serde_json::{Value, json};

use super::Desk;
use crate::support::service::Service;

#[tokio::test]
async fn a_renamed_slug_leads_to_the_record() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let club = desk.publish("Organization", desk.organization("first-slug", &json!({}))).await;
    let renamed = desk.update("Organization", &club, json!({"slug": "second-slug"})).await["record"].take();
    desk.update("Organization", &renamed, json!({"slug": "third-slug"})).await;
    let client = service.client();
    let find = "query($slug: String!) { organization(by: {slug: $slug}) { id slug } }";
    for slug in ["first-slug", "second-slug", "third-slug"] {
        let found = client.query(find, json!({"slug": slug})).await;
        assert_eq!(found["organization"], json!({"id": club["id"], "slug": "third-slug"}), "{slug}");
        let feed = client.get(&format!("/calendars/{slug}.ics")).await;
        assert_eq!(feed.status, 200, "{slug}");
    }
    // The slug of another record comes first, and a slug that was only a draft's leads nowhere.
    let other = desk.publish("Organization", desk.organization("other", &json!({}))).await;
    let other = desk.update("Organization", &other, json!({"slug": "first-slug"})).await["record"].take();
    assert_eq!(client.query(find, json!({"slug": "first-slug"})).await["organization"]["id"], other["id"]);
    let draft =
        desk.create("Organization", desk.organization("draft-slug", &json!({})), false).await["record"]
            .take();
    let draft = desk.update("Organization", &draft, json!({"slug": "shown-slug"})).await["record"].take();
    desk.act("publishRecord", &draft, &json!({})).await;
    assert_eq!(client.query(find, json!({"slug": "draft-slug"})).await["organization"], json!(null));
    assert_eq!(client.query(find, json!({"slug": "nobody"})).await["organization"], json!(null));
    let person = desk.publish("Person", desk.person("old-person")).await;
    desk.update("Person", &person, json!({"slug": "new-person"})).await;
    let found = client.query("{ person(by: {slug: \"old-person\"}) { slug } }", json!({})).await;
    assert_eq!(found["person"]["slug"], "new-person");
}

#[tokio::test]
async fn a_renamed_event_or_indicator_is_found_by_its_old_slug() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let club = desk.publish("Organization", desk.organization("club", &json!({}))).await;
    let event =
        json!({"slug": "old", "kind": "SEMINAR", "title": {"kk": "Семинар"}, "citations": desk.cited()});
    let indicator = json!({"slug": "old", "organizationId": club["id"], "name": {"kk": "Мүшелер"}});
    let client = service.client();
    for (kind, field, record) in [("Event", "event", event), ("Indicator", "indicator", indicator)] {
        let find = format!("query($slug: String!) {{ {field}(by: {{slug: $slug}}) {{ id slug }} }}");
        let created = desk.publish(kind, record.clone()).await;
        for slug in ["newer", "newest"] {
            let current = client.query(&find, json!({"slug": "old"})).await[field].take();
            let version = json!({"id": current["id"], "version": if slug == "newer" { 1 } else { 2 }});
            assert_eq!(desk.update(kind, &version, json!({"slug": slug})).await["errors"], json!([]));
        }
        for slug in ["old", "newer", "newest"] {
            let found = client.query(&find, json!({"slug": slug})).await;
            assert_eq!(found[field], json!({"id": created["id"], "slug": "newest"}), "{kind} {slug}");
        }
        // A record that takes an old slug has it from then on.
        let other = desk.publish(kind, record).await;
        let found = client.query(&find, json!({"slug": "old"})).await;
        assert_eq!(found[field], json!({"id": other["id"], "slug": "old"}), "{kind}");
        assert_eq!(client.query(&find, json!({"slug": "nobody"})).await[field], json!(null));
    }
}

#[tokio::test]
async fn a_list_by_slugs_follows_old_ones() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let list = async |slugs: &[&str]| {
        let document =
            "query($slugs: [String!]) { organizations(filter: {slugs: $slugs}) { edges { node { slug } } } }";
        let found = service.client().query(document, json!({"slugs": slugs})).await;
        let edges = found["organizations"]["edges"].as_array().unwrap().iter();
        edges.map(|edge| edge["node"]["slug"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let club = desk.publish("Organization", desk.organization("first-slug", &json!({}))).await;
    let renamed = desk.update("Organization", &club, json!({"slug": "second-slug"})).await["record"].take();
    let renamed = desk.update("Organization", &renamed, json!({"slug": "third-slug"})).await["record"].take();
    assert_eq!(list(&["first-slug"]).await, ["third-slug"]);
    assert_eq!(list(&["first-slug", "second-slug", "third-slug", "nobody"]).await, ["third-slug"], "once");

    // Readers do not see a draft that has the old slug. Once the draft is published, the slug leads to it.
    let draft = desk.create("Organization", desk.organization("draft-slug", &json!({})), false).await;
    let draft = desk.update("Organization", &draft["record"], json!({"slug": "first-slug"})).await;
    assert_eq!(draft["errors"], json!([]));
    assert_eq!(list(&["first-slug"]).await, ["third-slug"]);
    assert_eq!(list(&["draft-slug"]).await, [""; 0], "the slug of a draft leads nowhere");
    assert_eq!(desk.act("publishRecord", &draft["record"], &json!({})).await["errors"], json!([]));
    assert_eq!(list(&["first-slug"]).await, ["first-slug"]);

    let remaining = desk.publish("Organization", desk.organization("remaining", &json!({}))).await;
    assert_eq!(desk.merge("Organizations", &renamed, &remaining).await["errors"], json!([]));
    assert_eq!(list(&["second-slug"]).await, ["remaining"]);
    assert_eq!(list(&["third-slug", "remaining"]).await, ["remaining"]);
}

#[tokio::test]
async fn lists_of_an_organization_follow_its_old_slugs_and_ids() {
    const LISTS: &str = "query($id: ID!, $slug: String!) {
        byId: organizations(filter: {parent: {id: $id}}) { edges { node { slug } } }
        bySlug: organizations(filter: {parent: {slug: $slug}}) { edges { node { slug } } }
        events: occurrences(from: \"2026-12-01T00:00:00Z\", to: \"2026-12-02T00:00:00Z\", organizerId: $id) {
            edges { node { event { slug } } }
        }
    }";
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let client = service.client();
    let lists = async |house: &Value, slug: &str| {
        let found = client.query(LISTS, json!({"id": house["id"], "slug": slug})).await;
        ["byId/edges/0/node/slug", "bySlug/edges/0/node/slug", "events/edges/0/node/event/slug"].map(|path| {
            found.pointer(&format!("/{path}")).and_then(Value::as_str).unwrap_or_default().to_owned()
        })
    };
    let house = desk.publish("Organization", desk.organization("first-slug", &json!({}))).await;
    let parents = json!({"parents": [{"organizationId": house["id"], "citations": desk.cited()}]});
    desk.publish("Organization", desk.organization("part", &parents)).await;
    let lesson = json!({
        "slug": "lesson", "kind": "TRAINING", "title": {"kk": "Сабақ"}, "organizerIds": [house["id"]], "citations": desk.cited(),
        "schedule": {"firstStart": "2026-12-01T10:00:00", "durationMinutes": 90},
    });
    desk.publish("Event", lesson).await;
    let all = ["part", "part", "lesson"];
    assert_eq!(lists(&house, "first-slug").await, all);
    let renamed = desk.update("Organization", &house, json!({"slug": "second-slug"})).await["record"].take();
    for slug in ["first-slug", "second-slug"] {
        assert_eq!(lists(&house, slug).await, all, "{slug}");
    }
    assert_eq!(lists(&house, "nobody").await, ["part", "", "lesson"]);

    let remaining = desk.publish("Organization", desk.organization("remaining", &json!({}))).await;
    assert_eq!(lists(&remaining, "remaining").await, [""; 3]);
    assert_eq!(desk.merge("Organizations", &renamed, &remaining).await["errors"], json!([]));
    for slug in ["first-slug", "second-slug", "remaining"] {
        assert_eq!(lists(&house, slug).await, all, "{slug}, after the merger");
        assert_eq!(lists(&remaining, slug).await, all, "{slug}, after the merger");
    }
}
