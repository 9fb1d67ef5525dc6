//! What an editor cannot write by mistake, and what the service says about it.

use serde_json::{Value, json};
use tokio_postgres::SimpleQueryMessage;

use super::{Desk, problems, with};
use crate::support::service::Service;
use crate::support::sql::connect;

#[tokio::test]
async fn impossible_periods_links_and_identifiers_are_refused() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let dated = |date: &str| json!({"date": date, "citations": desk.cited()});
    let term = json!({"founded": dated("2016"), "dissolved": dated("2013")});
    let refused = desk.create("Organization", desk.organization("new-club", &term), true).await;
    assert_eq!(problems(&refused), [("INVALID_PERIOD", "dissolved".to_owned())]);
    for (scheme, value) in [
        ("wikidata", "q42"),
        ("wikidata", "P42"),
        ("wikidata", "https://www.wikidata.org/wiki/Q42"),
        ("isni", "0000000121032684"),
        ("viaf", "x1"),
        ("bin", "123"),
    ] {
        let more = json!({"identifiers": [{"scheme": scheme, "value": value}]});
        let refused = desk.create("Organization", desk.organization("new-club", &more), true).await;
        assert_eq!(problems(&refused), [("INVALID_IDENTIFIER", "identifiers".to_owned())], "{value}");
    }
    for url in ["https://", "http:///x", "https://a b", "example.kz"] {
        let source = json!({"slug": "page", "kind": "WEB_PAGE", "title": {"kk": "Бет"}, "url": url});
        let refused = desk.create("Source", source, true).await;
        assert_eq!(problems(&refused), [("INVALID_LINK", "url".to_owned())], "{url}");
        let site = json!({"kind": "WEBSITE", "value": url, "isPublic": true, "citations": desk.cited()});
        let refused = desk.create(
            "Organization",
            desk.organization("new-club", &json!({"contactPoints": [site]})),
            true,
        );
        assert_eq!(problems(&refused.await), [("INVALID_LINK", "contactPoints".to_owned())], "{url}");
    }
    let good = json!({
        "founded": dated("2013"), "dissolved": dated("2016"),
        "identifiers": [{"scheme": "wikidata", "value": "Q42"}, {"scheme": "isni", "value": "0000000121032683"}],
        "contactPoints": [{"kind": "WEBSITE", "value": "https://қазақ.example.kz/клуб", "isPublic": true, "citations": desk.cited()}],
    });
    desk.publish("Organization", desk.organization("new-club", &good)).await;
    let client = service.client();
    let encoded = "https://%D2%9B%D0%B0%D0%B7%D0%B0%D2%9B.example.kz/%D0%BA%D0%BB%D1%83%D0%B1";
    let changes = "changes.json?since=2000-01-01T00:00:00Z";
    for file in ["directory.popolo.json", "directory.jsonld", "organizations.csv", changes] {
        let body = client.get(&format!("/data/{file}")).await.body;
        let text = std::str::from_utf8(&body).unwrap();
        assert!(text.contains(encoded) && !text.contains("қазақ.example"), "{file}");
    }
}

#[tokio::test]
async fn a_possible_duplicate_must_be_allowed() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let identifier = json!({"identifiers": [{"scheme": "wikidata", "value": "Q42"}]});
    let club =
        desk.publish("Organization", slugged(desk.organization("Алтын қазан", &identifier), "club")).await;
    let create = async |record: Value, kind: &str, allows: bool| {
        let document = format!(
            "mutation($record: {kind}Input!, $allows: Boolean!) {{
                create{kind}(input: {{record: $record, allowDuplicate: $allows}}) {{ errors {{ code path message }} }} }}"
        );
        desk.client.query(&document, json!({"record": record, "allows": allows})).await
            [format!("create{kind}")]
        .take()
    };
    let twin = slugged(desk.organization("АЛТЫН ҚАЗАН", &json!({})), "twin");
    let refused = create(twin.clone(), "Organization", false).await;
    assert_eq!(problems(&refused), [("POSSIBLE_DUPLICATE", "names".to_owned())]);
    let other = slugged(desk.organization("Басқа", &identifier), "other");
    assert_eq!(
        problems(&create(other, "Organization", false).await),
        [("POSSIBLE_DUPLICATE", "identifiers".to_owned())]
    );
    assert_eq!(create(twin, "Organization", true).await["errors"], json!([]));

    // An edit that adds no name or identifier needs no confirmation; one that takes another record's name does.
    let edited = desk.update("Organization", &club, json!({"position": 3})).await;
    assert_eq!(edited["errors"], json!([]));
    let third = desk.publish("Organization", desk.organization("third", &json!({}))).await;
    let renamed =
        desk.update("Organization", &third, json!({"names": [desk.name("алтын қазан", &json!({}))]})).await;
    assert_eq!(problems(&renamed), [("POSSIBLE_DUPLICATE", "names".to_owned())]);

    let person = desk.publish("Person", desk.person("dana")).await;
    let membership =
        json!({"organizationId": third["id"], "personId": person["id"], "citations": desk.cited()});
    assert_eq!(create(membership.clone(), "Membership", false).await["errors"], json!([]));
    let again = create(membership.clone(), "Membership", false).await;
    assert_eq!(problems(&again), [("POSSIBLE_DUPLICATE", "personId".to_owned())]);
    assert_eq!(create(membership, "Membership", true).await["errors"], json!([]));
    let namesake = create(with(desk.person("dana"), &json!({"slug": "dana-2"})), "Person", false).await;
    assert_eq!(problems(&namesake), [("POSSIBLE_DUPLICATE", "names".to_owned())]);
    let named = |slug: &str, name: &str| slugged(desk.person(name), slug);
    let first = create(named("aliya", "Әлия Сейітова"), "Person", false).await;
    assert_eq!(first["errors"], json!([]));
    let family_name_first = create(named("aliya-2", "СЕЙІТОВА, Әлия"), "Person", false).await;
    assert_eq!(problems(&family_name_first), [("POSSIBLE_DUPLICATE", "names".to_owned())]);

    // Nobody can confirm the same identifier twice in one record.
    let once = json!({"scheme": "wikidata", "value": "Q43"});
    let twice = slugged(desk.organization("Екі рет", &json!({"identifiers": [once, once]})), "twice");
    assert_eq!(
        problems(&create(twice, "Organization", true).await),
        [("DUPLICATE_ITEM", "identifiers".to_owned())]
    );
}

#[tokio::test]
async fn a_source_says_when_it_was_read_and_where_a_copy_is() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let archive = "https://web.archive.org/web/20260301000000/https://example.kz/";
    let page = json!({"slug": "page", "kind": "WEB_PAGE", "title": {"kk": "Бет"}, "url": "https://example.kz/",
        "accessedOn": "2026-03-01", "archivedUrl": archive});
    let source = desk.publish("Source", page).await;
    let refused = desk.update("Source", &source, json!({"archivedUrl": "web.archive.org"})).await;
    assert_eq!(problems(&refused), [("INVALID_LINK", "archivedUrl".to_owned())]);
    let client = service.client();
    let read = "query($id: ID!) { node(id: $id) { ... on Source { accessedOn archivedUrl } } }";
    let found = client.query(read, json!({"id": source["id"]})).await;
    assert_eq!(found["node"], json!({"accessedOn": "2026-03-01", "archivedUrl": archive}));
    let html = client.get("/en/sources").await;
    let html = std::str::from_utf8(&html.body).unwrap();
    let copy = archive.replace('/', "&#x2f;");
    assert!(html.contains("<dd>1 March 2026</dd>") && html.contains(&copy), "{html}");
    let table = client.get("/data/sources.csv").await;
    assert!(std::str::from_utf8(&table.body).unwrap().contains(&format!(",2026-03-01,{archive}\r\n")));
    let graph = client.get("/data/directory.jsonld").await.json();
    let nodes = graph["@graph"].as_array().unwrap();
    let node = nodes.iter().find(|node| node["archivedAt"] == archive).unwrap();
    assert_eq!(node["fabio:hasAccessDate"]["@value"], "2026-03-01");
}

#[tokio::test]
async fn an_association_a_theatre_and_their_deputies_have_kinds() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    for (kind, schema_org, words) in [
        ("ethnocultural-association", "NGO", "этномәдени бірлестік"),
        ("theatre", "TheaterGroup", "театр"),
        ("school", "School", "мектеп"),
        ("other", "Organization", "өзге түрдегі ұйым"),
    ] {
        let slug = kind;
        let record = with(desk.organization(slug, &json!({})), &json!({"kind": kind}));
        let body = desk.publish("Organization", record).await;
        let post = json!({"slug": format!("{slug}-deputy"), "organizationId": body["id"], "kind": "deputy-chair",
            "title": {"kk": "төраға орынбасары"}, "citations": desk.cited()});
        desk.publish("Post", post).await;
        let client = service.client();
        let html = client.get(&format!("/kk/organizations/{slug}")).await;
        assert!(std::str::from_utf8(&html.body).unwrap().contains(words), "{kind}");
        let find = format!(
            "{{ organization(by: {{slug: \"{slug}\"}}) {{ kind posts {{ kind }} chair {{ id }} }} }}"
        );
        let found = client.query(&find, json!({})).await["organization"].take();
        assert_eq!(found, json!({"kind": kind, "posts": [{"kind": "deputy-chair"}], "chair": null}));
        let graph = client.get("/data/directory.jsonld").await.json();
        let node =
            graph["@graph"].as_array().unwrap().iter().find(|node| node["keywords"][0] == kind).unwrap();
        assert_eq!(node["@type"], schema_org);
    }
}

#[tokio::test]
async fn a_revert_and_a_proposal_are_compared_with_other_records_too() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let names = |name: &str| json!({"names": [desk.name(name, &json!({}))]});
    let club = desk.publish("Organization", slugged(desk.organization("Ән-күй", &json!({})), "club")).await;
    let renamed = desk.update("Organization", &club, names("Домбыра")).await["record"].take();
    // As a Russian keyboard types it, and with quotation marks.
    let twin = desk.publish("Organization", slugged(desk.organization("«АН КУЙ»", &json!({})), "twin")).await;

    let back = json!({"toVersion": 1});
    let refused = desk.act("revertRecord", &renamed, &back).await;
    assert_eq!(problems(&refused), [("POSSIBLE_DUPLICATE", "names".to_owned())]);
    let allowed = with(back, &json!({"allowDuplicate": true}));
    assert_eq!(desk.act("revertRecord", &renamed, &allowed).await["errors"], json!([]));

    let learner = service.client().register("learner@example.kz").await;
    let input = json!({"recordId": twin["id"], "version": twin["version"], "source": "газет",
        "change": {"organization": {"names": [{"text": {"kk": "Парасат мемлекеттік тіл білгірлері клубы"}}]}}});
    let proposed = learner
        .query(
            "mutation($input: ProposeCorrectionInput!) { proposeCorrection(input: $input) { proposal { id } errors { code } } }",
            json!({"input": input}),
        )
        .await;
    let proposal = &proposed["proposeCorrection"]["proposal"]["id"];
    let accept = async |allows: bool| {
        let input = json!({"id": proposal, "answer": "Рақмет", "citation": {"sourceId": desk.source},
            "allowDuplicate": allows});
        let document = "mutation($input: AcceptProposalInput!) { acceptProposal(input: $input) {
            proposal { status } errors { code path } } }";
        desk.client.query(document, json!({"input": input})).await["acceptProposal"].take()
    };
    let warned = accept(false).await;
    assert_eq!(problems(&warned), [("POSSIBLE_DUPLICATE", "names".to_owned())]);
    assert_eq!(accept(true).await["proposal"]["status"], "ACCEPTED");
}

#[tokio::test]
async fn a_duplicate_is_found_by_an_index_however_many_records_there_are() {
    const MANY: &str = "
        INSERT INTO organizations (id, slug, kind, position, sort_name_kk, sort_name_ru, sort_name_en, version, published,
                updated_at, content, identity_keys)
            SELECT gen_random_uuid(), 'copy-' || n, kind, n, sort_name_kk, sort_name_ru, sort_name_en, version, published,
                updated_at, content,
                ARRAY['name ' || n || ' клуб', 'bin ' || n]
            FROM organizations, generate_series(1, 20000) AS n WHERE slug = 'parasat';
        ANALYZE organizations;";
    let service = Service::start().await;
    let database = connect(&service.database.url).await.unwrap();
    database.batch_execute(MANY).await.unwrap();
    let sql = include_str!("../../../src/db/directory/duplicates.sql");
    database.batch_execute(&format!("PREPARE shared (text, uuid, text[]) AS {sql}")).await.unwrap();
    let plan =
        "EXPLAIN EXECUTE shared ('organization', gen_random_uuid(), ARRAY['name 7 клуб', 'name nobody'])";
    let lines: Vec<String> = database
        .simple_query(plan)
        .await
        .unwrap()
        .iter()
        .filter_map(|message| match message {
            SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
            _ => None,
        })
        .collect();
    let plan = lines.join("\n");
    assert!(
        plan.contains("organizations_identity_keys") && !plan.contains("Seq Scan on organizations"),
        "{plan}"
    );
    let desk = Desk::open(&service).await;
    let record = slugged(desk.organization("КЛУБ 7", &json!({})), "copy");
    let document = "mutation($record: OrganizationInput!) { createOrganization(input: {record: $record}) { errors { code path } } }";
    let refused = desk.client.query(document, json!({"record": record})).await["createOrganization"].take();
    assert_eq!(problems(&refused), [("POSSIBLE_DUPLICATE", "names".to_owned())]);
}

#[tokio::test]
async fn only_records_that_can_have_duplicates_allow_them() {
    let service = Service::start().await;
    let schema =
        service.client().query("{ __schema { types { name inputFields { name } } } }", json!({})).await;
    let types = schema["__schema"]["types"].as_array().unwrap();
    let has = |fields: &Value| {
        fields.as_array().is_some_and(|all| all.iter().any(|field| field["name"] == "allowDuplicate"))
    };
    let mut allowing: Vec<&str> = types
        .iter()
        .filter(|one| has(&one["inputFields"]))
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    allowing.sort_unstable();
    assert_eq!(
        allowing,
        [
            "AcceptProposalInput",
            "CreateMembershipInput",
            "CreateOrganizationInput",
            "CreatePersonInput",
            "RevertRecordInput",
            "UpdateMembershipInput",
            "UpdateOrganizationInput",
            "UpdatePersonInput",
        ]
    );
}

fn slugged(record: Value, slug: &str) -> Value {
    with(record, &json!({"slug": slug}))
}

#[tokio::test]
async fn a_merged_records_name_is_kept_and_found() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let identifiers = |values: &[&str]| {
        let of = |value: &&str| json!({"scheme": "wikidata", "value": value});
        json!(values.iter().map(of).collect::<Vec<_>>())
    };
    let names = json!({"names": [desk.name("Абдулғапур Досмұхаммет", &json!({}))], "identifiers": identifiers(&["Q1", "Q2"])});
    let old = desk.publish("Person", with(desk.person("abdulgapur"), &names)).await;
    let names = json!({"names": [desk.name("Қайрат Сақтаулы", &json!({}))], "identifiers": identifiers(&["Q2", "Q3"])});
    let kept = with(desk.person("kept"), &names);
    let kept = desk.publish("Person", kept).await;
    assert_eq!(desk.merge("People", &old, &kept).await["errors"], json!([]));
    let client = service.client();
    let found = client
        .query(
            "{ search(text: \"Абдулғапур\") { edges { matches { kind } node { ... on Person { slug name(lang: KK) otherNames { text(lang: KK) } identifiers { scheme value } } } } } }",
            json!({}),
        )
        .await;
    let first = &found["search"]["edges"][0];
    assert_eq!(first["matches"][0]["kind"], "OTHER_NAME");
    assert_eq!(first["node"]["slug"], "kept", "{found:#}");
    assert_eq!(first["node"]["name"], "Қайрат Сақтаулы");
    assert_eq!(first["node"]["otherNames"], json!([{"text": "Абдулғапур Досмұхаммет"}]));
    assert_eq!(first["node"]["identifiers"], identifiers(&["Q2", "Q3", "Q1"]));
    let popolo = client.get("/data/directory.popolo.json").await.json();
    let person =
        popolo["persons"].as_array().unwrap().iter().find(|one| one["dostyq:slug"] == "kept").unwrap();
    assert_eq!(person["other_names"], json!([{"name": "Абдулғапур Досмұхаммет", "lang": "kk"}]));
}

#[tokio::test]
async fn a_holder_is_returned_with_the_age_of_the_evidence() {
    let service = Service::start().await;
    let find = "{ organization(by: {slug: \"parasat\"}) { posts {
        holder { lastEvidence } lastKnownHolder { lastEvidence isEvidenceOld then: isEvidenceOld(at: \"2021-12-31\") }
        still: holder(evidentSince: \"2018-06-01\") { lastEvidence }
        today: holder(evidentSince: \"2024-01-01\") { lastEvidence }
        before: holder(at: \"2021-12-31\") { lastEvidence } after: holder(at: \"2022-01-01\") { lastEvidence } } } }";
    let found = service.client().query(find, json!({})).await;
    let evidence = json!({"lastEvidence": "2018-12-31"});
    let known = json!({"lastEvidence": "2018-12-31", "isEvidenceOld": true, "then": false});
    assert_eq!(
        found["organization"]["posts"][0],
        json!({"holder": null, "lastKnownHolder": known, "still": evidence, "today": null,
            "before": evidence, "after": null})
    );
}
