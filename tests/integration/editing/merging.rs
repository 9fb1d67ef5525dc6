//! Two records turn out to be about the same.

use serde_json::{Value, json};

use super::{Desk, problems};
use crate::support::service::Service;

#[tokio::test]
async fn what_refers_to_the_one_that_goes_refers_to_the_one_that_stays() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let stays = desk.publish("Organization", desk.organization("stays", &json!({}))).await;
    let goes = desk.publish("Organization", desk.organization("goes", &json!({}))).await;
    let parent = json!({"parents": [{"organizationId": goes["id"], "citations": desk.cited()}]});
    desk.publish("Organization", desk.organization("part", &parent)).await;
    let chair = desk
        .publish(
            "Post",
            json!({"slug": "goes-chair", "organizationId": goes["id"], "kind": "CHAIR", "title": {"kk": "төраға"}, "citations": desk.cited()}),
        )
        .await;
    let person = desk.publish("Person", desk.person("aigul")).await;
    desk.publish(
        "Membership",
        json!({"organizationId": goes["id"], "postId": chair["id"], "personId": person["id"], "since": "2020", "citations": desk.cited()}),
    )
    .await;
    desk.publish(
        "Event",
        json!({"slug": "fair", "kind": "CELEBRATION", "title": {"kk": "Жәрмеңке"}, "organizerIds": [stays["id"], goes["id"]], "citations": desk.cited()}),
    )
    .await;
    desk.publish(
        "Indicator",
        json!({"slug": "guests", "organizationId": goes["id"], "name": {"kk": "қонақтар"}}),
    )
    .await;

    let merged = desk.merge("Organizations", &goes, &stays).await;
    assert_eq!(merged["errors"], json!([]));
    assert_eq!(merged["record"]["slug"], "stays");
    assert_eq!(merged["deletedOrganizationId"], goes["id"]);
    let found = service
        .client()
        .query(
            "query($id: ID!) {
                node(id: $id) { id }
                byId: organization(by: {id: $id}) { slug }
                bySlug: organization(by: {slug: \"goes\"}) {
                    slug children { slug } posts { slug holder { person { slug } organization { slug } } }
                    events { slug organizers { slug } } indicators { slug }
                }
                list: organizations(filter: {slugs: [\"goes\", \"stays\"]}) { edges { node { slug } } }
            }",
            json!({"id": goes["id"]}),
        )
        .await;
    assert_eq!(found["node"]["id"], stays["id"]);
    assert_eq!(found["byId"]["slug"], "stays");
    assert_eq!(
        found["bySlug"],
        json!({
            "slug": "stays",
            "children": [{"slug": "part"}],
            "posts": [{"slug": "goes-chair", "holder": {"person": {"slug": "aigul"}, "organization": {"slug": "stays"}}}],
            "events": [{"slug": "fair", "organizers": [{"slug": "stays"}]}],
            "indicators": [{"slug": "guests"}],
        })
    );
    assert_eq!(found["list"]["edges"], json!([{"node": {"slug": "stays"}}]));

    let gone = json!({"id": goes["id"], "version": 2});
    let edit = desk.update("Organization", &gone, json!({"position": 1})).await;
    assert_eq!(problems(&edit), [("ALREADY_MERGED", "id".to_owned())]);
    let published = desk.act("publishRecord", &gone, &json!({})).await;
    assert_eq!(problems(&published), [("ALREADY_MERGED", "id".to_owned())]);
    let below = json!({"parents": [{"organizationId": goes["id"], "citations": desk.cited()}]});
    let refused = desk.create("Organization", desk.organization("late", &below), true).await;
    assert_eq!(problems(&refused), [("ALREADY_MERGED", "parents".to_owned())]);

    let back = desk.act("revertRecord", &gone, &json!({"toVersion": 1})).await;
    assert_eq!(back["errors"], json!([]));
    let again = service.client().query("{ organization(by: {slug: \"goes\"}) { id slug } }", json!({})).await;
    assert_eq!(again["organization"], json!({"id": goes["id"], "slug": "goes"}));
}

#[tokio::test]
async fn an_id_leads_over_all_mergers_to_the_last() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let mut people = Vec::new();
    for slug in ["first", "second", "third"] {
        people.push(desk.publish("Person", desk.person(slug)).await);
    }
    assert_eq!(desk.merge("People", &people[0], &people[1]).await["errors"], json!([]));
    assert_eq!(desk.merge("People", &people[1], &people[2]).await["errors"], json!([]));
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
async fn a_merger_that_would_close_a_cycle_changes_nothing() {
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
    assert_eq!(merged["errors"], json!([]), "a parent can go into its own part");
}
