//! Merging two records that describe the same thing.

use serde_json::{Value, json};

use super::{Desk, problems, with};
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
    assert_eq!(merged["mergedOrganizationId"], merged_record["id"]);
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

#[tokio::test]
async fn the_pages_show_the_names_of_merged_records() {
    let service = Service::start().await;
    let (desk, client) = (Desk::open(&service).await, service.client());
    let names = |name: &str| json!({"names": [desk.name(name, &json!({}))]});
    let old = desk.publish("Person", with(desk.person("old"), &names("Абдулғапур Досмұхаммет"))).await;
    let kept = desk.publish("Person", with(desk.person("kept"), &names("Қайрат Сақтаулы"))).await;
    assert_eq!(desk.merge("People", &old, &kept).await["errors"], json!([]));
    let old = desk.publish("Organization", desk.organization("old", &names("Ескі бұлақ"))).await;
    let kept = desk.publish("Organization", desk.organization("kept", &names("Жаңа бұлақ"))).await;
    assert_eq!(desk.merge("Organizations", &old, &kept).await["errors"], json!([]));
    for (language, of_people, of_organizations) in
        [("kk", "Есімдері", "Басқа атауы"), ("ru", "Имена", "Другое название"), ("en", "Names", "Other name")]
    {
        for (kind, label, name) in [
            ("people", of_people, "Абдулғапур Досмұхаммет"),
            ("organizations", of_organizations, "Ескі бұлақ"),
        ] {
            let page = client.get(&format!("/{language}/{kind}/kept")).await;
            // Only the visible part counts: the data for search engines has the names, too.
            let shown = std::str::from_utf8(&page.body).unwrap().split("<main").nth(1).unwrap();
            assert!(shown.contains(label) && shown.contains(name), "{language}, {kind}: {shown}");
        }
    }
}

#[tokio::test]
async fn a_name_of_a_merged_record_warns_of_a_duplicate() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    for kind in ["Person", "Organization"] {
        let record = |slug: &str, name: &str| {
            let names = json!({"names": [desk.name(name, &json!({}))]});
            if kind == "Person" { with(desk.person(slug), &names) } else { desk.organization(slug, &names) }
        };
        let old = desk.publish(kind, record("old", "Ескі бұлақ")).await;
        let kept = desk.publish(kind, record("kept", "Жаңа бұлақ")).await;
        let kinds = if kind == "Person" { "People" } else { "Organizations" };
        let kept = desk.merge(kinds, &old, &kept).await["record"].take();

        let document = format!(
            "mutation($record: {kind}Input!) {{ create{kind}(input: {{record: $record}}) {{ errors {{ code path }} }} }}"
        );
        let again = json!({"record": record("again", "ЕСКІ БҰЛАҚ")});
        let refused = desk.client.query(&document, again).await[format!("create{kind}")].take();
        assert_eq!(problems(&refused), [("POSSIBLE_DUPLICATE", "names".to_owned())], "{kind}");

        let third = desk.publish(kind, record("third", "Үшінші бұлақ")).await;
        let others = json!({"otherNames": [desk.name("Ескі бұлақ", &json!({}))]});
        let refused = desk.update(kind, &third, others).await;
        assert_eq!(problems(&refused), [("POSSIBLE_DUPLICATE", "otherNames".to_owned())], "{kind}");

        // Another record has the name that this one keeps elsewhere: nothing is added.
        desk.publish(kind, record("twin", "Ескі бұлақ")).await;
        let moved = json!({
            "names": [desk.name("Ескі бұлақ", &json!({}))], "otherNames": [desk.name("Жаңа бұлақ", &json!({}))],
        });
        assert_eq!(desk.update(kind, &kept, moved).await["errors"], json!([]), "{kind}");
    }
}

#[tokio::test]
async fn memberships_that_are_the_same_after_a_merger_become_one() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let club = desk.publish("Organization", desk.organization("aral", &json!({}))).await;
    let chair = json!({"slug": "aral-chair", "organizationId": club["id"], "kind": "chair", "title": {"kk": "төраға"}, "citations": desk.cited()});
    let chair = desk.publish("Post", chair).await;
    let [merged, kept] = [
        desk.publish("Person", desk.person("aigul")).await,
        desk.publish("Person", desk.person("aigul-2")).await,
    ];
    let membership = |person: &Value, page: &str, more: Value| {
        let own = json!({"organizationId": club["id"], "personId": person["id"], "citations": [{"sourceId": desk.source, "locator": page}]});
        with(own, &more)
    };
    let as_chair = || json!({"postId": chair["id"], "since": "2020"});
    for (person, page, more) in [
        (&merged, "1", as_chair()),
        (&kept, "2", as_chair()),
        (&merged, "3", json!({})),
        (&kept, "4", json!({})),
        (&merged, "5", json!({"postId": chair["id"], "since": "2010", "until": "2012"})),
    ] {
        desk.publish("Membership", membership(person, page, more)).await;
    }
    let result = desk.merge("People", &merged, &kept).await;
    assert_eq!(result["errors"], json!([]), "{result}");
    let seen = service
        .client()
        .query(
            "{ organization(by: {slug: \"aral\"}) {
                posts { holders { person { slug } since { edtf } citations { locator } successor { id } } }
                members { person { slug } citations { locator } } } }",
            json!({}),
        )
        .await["organization"]
        .take();
    let holders = seen["posts"][0]["holders"].as_array().unwrap();
    let mut since: Vec<_> = holders
        .iter()
        .map(|holder| (holder["since"]["edtf"].as_str().unwrap(), &holder["citations"]))
        .collect();
    since.sort_by_key(|(since, _)| *since);
    assert_eq!(
        since,
        [("2010", &json!([{"locator": "5"}])), ("2020", &json!([{"locator": "2"}, {"locator": "1"}]))]
    );
    assert_eq!(
        seen["members"],
        json!([{"person": {"slug": "aigul-2"}, "citations": [{"locator": "4"}, {"locator": "3"}]}])
    );
}
