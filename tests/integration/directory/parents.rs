//! The parent of an organization on a day, of which all queries have the same idea.

use serde_json::{Value, json};

use crate::editing::Desk;
use crate::support::service::Service;

#[tokio::test]
async fn every_query_finds_the_same_parent_on_a_day() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let [a, b] = [
        desk.publish("Organization", desk.organization("parent-a", &json!({}))).await,
        desk.publish("Organization", desk.organization("parent-b", &json!({}))).await,
    ];
    let below = |parents: [(&Value, &str); 2]| {
        let parent = |(id, since): (&Value, &str)| json!({"organizationId": id["id"], "since": since, "citations": desk.cited()});
        json!({"parents": parents.map(parent)})
    };
    for (slug, parents, expected) in [
        // 2015 may mean a later day than 2015-01, and so comes after it.
        ("vague", [(&a, "2015"), (&b, "2015-01")], "parent-a"),
        ("vague-first", [(&b, "2015-01"), (&a, "2015")], "parent-a"),
        ("moved", [(&a, "2010"), (&b, "2020")], "parent-b"),
        ("later-first", [(&b, "2020"), (&a, "2010")], "parent-b"),
        ("last-of-equals", [(&b, "2012"), (&a, "2012")], "parent-a"),
    ] {
        desk.publish("Organization", desk.organization(slug, &below(parents))).await;
        let other = if expected == "parent-a" { "parent-b" } else { "parent-a" };
        let found = service
            .client()
            .query(
                "query($slug: String!, $parent: String!, $other: String!) {
                    organization(by: {slug: $slug}) { parent { slug } ancestors { slug } }
                    parent: organization(by: {slug: $parent}) { children { slug } descendants { organization { slug } } }
                    other: organization(by: {slug: $other}) { children { slug } descendants { organization { slug } } }
                    below: organizations(filter: {parent: {slug: $parent}}) { edges { node { slug } } }
                    elsewhere: organizations(filter: {parent: {slug: $other}}) { edges { node { slug } } }
                }",
                json!({"slug": slug, "parent": expected, "other": other}),
            )
            .await;
        let has = |list: &Value| list.to_string().contains(&format!("\"slug\":\"{slug}\""));
        assert_eq!(
            found["organization"],
            json!({"parent": {"slug": expected}, "ancestors": [{"slug": expected}]}),
            "{slug}"
        );
        assert!(
            has(&found["parent"]["children"]) && has(&found["parent"]["descendants"]) && has(&found["below"]),
            "{slug}"
        );
        assert!(!has(&found["other"]) && !has(&found["elsewhere"]), "{slug}");
    }
}
