//! Merging two records that describe the same thing.

use serde_json::{Value, json};

use super::{Desk, problems};
use crate::support::service::Service;

#[tokio::test]
async fn references_to_the_merged_record_lead_to_the_remaining_one() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let remaining = desk.publish("Organization", desk.organization("remaining", &json!({}))).await;
    let merged_record = desk.publish("Organization", desk.organization("merged-record", &json!({}))).await;
    let parent = json!({"parents": [{"organizationId": merged_record["id"], "citations": desk.cited()}]});
    desk.publish("Organization", desk.organization("part", &parent)).await;
    let chair = desk
        .publish(
            "Post",
            json!({"slug": "merged-record-chair", "organizationId": merged_record["id"], "kind": "chair", "title": {"kk": "төраға"}, "citations": desk.cited()}),
        )
        .await;
    let person = desk.publish("Person", desk.person("aigul")).await;
    desk.publish(
        "Membership",
        json!({"organizationId": merged_record["id"], "postId": chair["id"], "personId": person["id"], "since": "2020", "citations": desk.cited()}),
    )
    .await;
    desk.publish(
        "Event",
        json!({"slug": "fair", "kind": "CELEBRATION", "title": {"kk": "Жәрмеңке"}, "organizerIds": [remaining["id"], merged_record["id"]], "citations": desk.cited()}),
    )
    .await;
    desk.publish(
        "Indicator",
        json!({"slug": "guests", "organizationId": merged_record["id"], "name": {"kk": "қонақтар"}}),
    )
    .await;

    let merged = desk.merge("Organizations", &merged_record, &remaining).await;
    assert_eq!(merged["errors"], json!([]));
    assert_eq!(merged["record"]["slug"], "remaining");
    assert_eq!(merged["deletedOrganizationId"], merged_record["id"]);
    let found = service
        .client()
        .query(
            "query($id: ID!) {
                node(id: $id) { id }
                byId: organization(by: {id: $id}) { slug }
                bySlug: organization(by: {slug: \"merged-record\"}) {
                    slug children { slug } posts { slug lastKnownHolder { person { slug } organization { slug } } }
                    events { slug organizers { slug } } indicators { slug }
                }
                list: organizations(filter: {slugs: [\"merged-record\", \"remaining\"]}) { edges { node { slug } } }
            }",
            json!({"id": merged_record["id"]}),
        )
        .await;
    assert_eq!(found["node"]["id"], remaining["id"]);
    assert_eq!(found["byId"]["slug"], "remaining");
    assert_eq!(
        found["bySlug"],
        json!({
            "slug": "remaining",
            "children": [{"slug": "part"}],
            "posts": [{"slug": "merged-record-chair", "lastKnownHolder": {"person": {"slug": "aigul"}, "organization": {"slug": "remaining"}}}],
            "events": [{"slug": "fair", "organizers": [{"slug": "remaining"}]}],
            "indicators": [{"slug": "guests"}],
        })
    );
    assert_eq!(found["list"]["edges"], json!([{"node": {"slug": "remaining"}}]));

    let gone = json!({"id": merged_record["id"], "version": 2});
    let edit = desk.update("Organization", &gone, json!({"position": 1})).await;
    assert_eq!(problems(&edit), [("ALREADY_MERGED", "id".to_owned())]);
    let published = desk.act("publishRecord", &gone, &json!({})).await;
    assert_eq!(problems(&published), [("ALREADY_MERGED", "id".to_owned())]);
    let below = json!({"parents": [{"organizationId": merged_record["id"], "citations": desk.cited()}]});
    let refused = desk.create("Organization", desk.organization("late", &below), true).await;
    assert_eq!(problems(&refused), [("ALREADY_MERGED", "parents".to_owned())]);

    let back = desk.act("revertRecord", &gone, &json!({"toVersion": 1})).await;
    assert_eq!(back["errors"], json!([]));
    let again = service
        .client()
        .query("{ organization(by: {slug: \"merged-record\"}) { id slug } }", json!({}))
        .await;
    assert_eq!(again["organization"], json!({"id": merged_record["id"], "slug": "merged-record"}));
}

#[tokio::test]
async fn an_id_redirects_through_all_merges() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let mut people = Vec::new();
    for slug in ["first", "second", "third"] {
        people.push(desk.publish("Person", desk.person(slug)).await);
    }
    // A record that takes over a name has a new version.
    for (from, into) in [(0, 1), (1, 2)] {
        let merged = desk.merge("People", &people[from], &people[into]).await;
        assert_eq!(merged["errors"], json!([]));
        people[into] = merged["record"].clone();
    }
    for old in &people {
        let found: Value = service
            .client()
            .query("query($id: ID!) { person(by: {id: $id}) { slug } }", json!({"id": old["id"]}))
            .await;
        assert_eq!(found["person"]["slug"], "third");
    }
    let refused = desk.merge("People", &people[2], &people[0]).await;
    assert_eq!(problems(&refused), [("ALREADY_MERGED", "intoId".to_owned())]);
}

#[tokio::test]
async fn a_merge_that_would_create_a_cycle_changes_nothing() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let below = |of: &Value| json!({"parents": [{"organizationId": of["id"], "citations": desk.cited()}]});
    let top = desk.publish("Organization", desk.organization("top", &json!({}))).await;
    let middle = desk.publish("Organization", desk.organization("middle", &below(&top))).await;
    let bottom = desk.publish("Organization", desk.organization("bottom", &below(&middle))).await;
    let refused = desk.merge("Organizations", &top, &bottom).await;
    assert_eq!(problems(&refused), [("TREE_CYCLE", "parents".to_owned())]);
    let found = service
        .client()
        .query("{ organization(by: {slug: \"bottom\"}) { ancestors { slug } } }", json!({}))
        .await;
    assert_eq!(found["organization"]["ancestors"], json!([{"slug": "middle"}, {"slug": "top"}]));
    let merged = desk.merge("Organizations", &top, &middle).await;
    assert_eq!(merged["errors"], json!([]), "a parent can be merged into its own part");
}
