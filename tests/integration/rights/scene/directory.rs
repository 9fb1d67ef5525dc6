//! Records of each kind: published ones, and drafts that refer to them.

use serde_json::{Value, json};

use super::super::Role;
use super::Scene;
use crate::editing::Desk;
use crate::support::client::Client;

const EDITORS: &[Role] = &[Role::Editor, Role::Admin];
const PRIVATE_NUMBER: &str = "+7 700 123 45 67";

pub(super) async fn set(scene: &mut Scene, editor: &Client) {
    let desk = Desk::of(editor.clone()).await;
    for kind in
        ["Source", "Organization", "Person", "Post", "Membership", "Event", "Indicator", "Observation"]
    {
        for (state, published) in [("published", true), ("draft", false)] {
            let record = record(&desk, scene, kind, &format!("{state}-{}", kind.to_lowercase()));
            let made = desk.create(kind, record, published).await;
            assert_eq!(made["errors"], json!([]), "{kind}");
            let thing = format!("a {state} {}", kind.to_lowercase());
            if published {
                scene.put(&thing, &made["record"]["id"]);
            } else {
                scene.put_secret(&thing, &made["record"]["id"], EDITORS);
            }
        }
    }
    for kind in ["organization", "person", "event", "indicator", "source"] {
        scene.put(&format!("the slug of a published {kind}"), &json!(format!("published-{kind}")));
        scene.put_secret(&format!("the slug of a draft {kind}"), &json!(format!("draft-{kind}")), EDITORS);
    }
    for kind in ["Organization", "Person"] {
        let record = match kind {
            "Person" => desk.person("another-person"),
            _ => desk.organization("another-organization", &json!({})),
        };
        let made = desk.create(kind, record, true).await;
        scene.put(&format!("another published {}", kind.to_lowercase()), &made["record"]["id"]);
    }
    let draft = json!({"id": scene.id("a draft organization"), "version": 1});
    let edited = desk.update("Organization", &draft, json!({"position": 8})).await;
    assert_eq!(edited["errors"], json!([]));
    scene.keep("a private telephone number", PRIVATE_NUMBER, EDITORS);
    parts(scene, editor).await;
}

/// What a record says, with what it must have; it refers to what is published.
fn record(desk: &Desk, scene: &Scene, kind: &str, slug: &str) -> Value {
    let id = |kind: &str| scene.id(&format!("a published {kind}"));
    let contacts =
        json!([{"kind": "PHONE", "value": PRIVATE_NUMBER, "isPublic": false, "citations": desk.cited()}]);
    match kind {
        "Source" => json!({"slug": slug, "kind": "WEB_PAGE", "title": {"kk": slug}}),
        "Organization" if slug.starts_with("draft") => {
            let parents = json!([{"organizationId": id("organization"), "citations": desk.cited()}]);
            desk.organization(slug, &json!({"parents": parents}))
        }
        "Organization" => desk.organization(slug, &json!({"contactPoints": contacts})),
        "Person" => {
            let mut person = desk.person(slug);
            person["contactPoints"] = contacts;
            person
        }
        "Post" => json!({"slug": slug, "organizationId": id("organization"), "kind": "MEMBER",
            "title": {"kk": slug}, "citations": desk.cited()}),
        "Membership" => json!({"organizationId": id("organization"), "personId": id("person"),
            "citations": desk.cited()}),
        "Event" => json!({"slug": slug, "kind": "TRAINING", "title": {"kk": slug}, "citations": desk.cited(),
            "organizerIds": [id("organization")],
            "schedule": {"starts": "2026-12-01T10:00:00", "durationMinutes": 60}}),
        "Indicator" => json!({"slug": slug, "organizationId": id("organization"), "name": {"kk": slug}}),
        _ => {
            json!({"indicatorId": id("indicator"), "period": if slug.starts_with("draft") { "2016" } else { "2017" },
            "value": 7.0, "citations": desk.cited()})
        }
    }
}

/// Revisions and occurrences, which have ids but no tables of their own, and whole trees' cursors.
async fn parts(scene: &mut Scene, editor: &Client) {
    let found = editor
        .query(
            "query($draft: ID!, $published: ID!, $from: DateTime!, $to: DateTime!, $event: ID!, $shown: ID!) {
                draft: node(id: $draft) { ... on Organization { revisions { edges { node { id } } } } }
                published: node(id: $published) { ... on Organization { revisions { edges { node { id } } } } }
                event: node(id: $event) { ... on Event { occurrences(from: $from, to: $to) { id } } }
                shown: node(id: $shown) { ... on Event { occurrences(from: $from, to: $to) { id } } }
            }",
            json!({
                "draft": scene.id("a draft organization"), "published": scene.id("a published organization"),
                "event": scene.id("a draft event"), "shown": scene.id("a published event"),
                "from": "2026-12-01T00:00:00Z", "to": "2026-12-02T00:00:00Z",
            }),
        )
        .await;
    let revision = |of: &str| found[of]["revisions"]["edges"][0]["node"]["id"].clone();
    scene.put_secret("an edit of a draft", &revision("draft"), EDITORS);
    scene.put_secret("an edit of a published organization", &revision("published"), EDITORS);
    scene.put_secret("an occurrence of a draft event", &found["event"]["occurrences"][0]["id"], EDITORS);
    scene.put("an occurrence of a published event", &found["shown"]["occurrences"][0]["id"]);
}
