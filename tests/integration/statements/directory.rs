//! The operations on the directory: of visitors, of its pages, of editors, and of webhooks.

use dostyq::domain::accounts::Role;
use hyper::StatusCode;
use serde_json::json;

use super::{COURSE, LESSON, Table, cost, node_ids};
use crate::support::service::Service;
use crate::support::sql::connect;

const ORGANIZATION: &str = "query($slug: String!) { organization(by: {slug: $slug}) {
    id slug kind name shortName description nameSince { edtf } founded { edtf }
    formerNames { text until { edtf } }
    milestones { date { edtf } text }
    parent { slug name }
    host { slug name }
    children { slug name }
    hostedOrganizations { slug name }
    posts { slug title holders { since { edtf } attested { edtf } person { slug name } } }
    indicators { slug name observations { period { edtf } value qualifier } }
} }";

/// Fields at other depths.
const DEEPER: [(&str, &str); 3] = [
    ("organization with its ancestors", "ancestors { slug name }"),
    ("organization with its members", "members { role person { slug name } }"),
    ("organization with its events and their organizers", "events { slug title organizers { slug name } }"),
];

const PAGE_OF_CHAIRS: &str = "query($first: Int) { organizations(first: $first) { edges { node { lastKnownChair { person { name } } } } } }";

pub(super) const PAGE: &str = "query($first: Int!) { organizations(first: $first) {
    edges { node { slug name parent { slug name } posts { kind title lastKnownHolder { person { slug name } } } } }
    pageInfo { hasNextPage endCursor }
} }";

const TREE: &str = "{ organizations(filter: {slugs: [\"house\", \"assembly\"]}) { edges { node {
    slug name children { slug name posts { title lastKnownHolder { person { slug name } } } }
} } } }";

const WHOLE_TREE: &str =
    "{ organization(by: {slug: \"assembly\"}) { slug name descendants(first: 1000) { depth parentId
    organization { slug name posts { title lastKnownHolder { person { slug name } } } } } } }";

const EDIT: &str =
    "mutation($id: ID!, $version: Int!) { updateOrganization(input: {id: $id, version: $version,
    changes: {position: 7}, reason: \"moved\"}) { organization { version } errors { code } } }";

const REVISIONS: &str = "query($slug: String!) { organization(by: {slug: $slug}) { version
    revisions(first: 20) { edges { node { version editor action reason changes { field } } } } } }";

const SEARCH: &str = "query($text: String!) { search(text: $text) { edges { matchKind matches { text } node {
    ... on Organization { slug } ... on Person { slug } ... on Event { slug } ... on Word { slug } } } } }";

pub(super) async fn count(table: &mut Table<'_>) {
    count_reads(table).await;
    count_pages(table).await;
    count_editing(table).await;
    count_webhooks(table).await;
}

async fn count_reads(table: &mut Table<'_>) {
    let anyone = table.service.client();
    let parasat = json!({"slug": "parasat"});
    table.count("organization with most of its fields", &anyone, ORGANIZATION, parasat.clone()).await;
    for (name, field) in DEEPER {
        table.count(name, &anyone, &organization_with(field), parasat.clone()).await;
    }
    table.count("20 organizations with parent and chair", &anyone, PAGE, json!({"first": 20})).await;
    table.count("20 organizations with the chair alone", &anyone, PAGE_OF_CHAIRS, json!({"first": 20})).await;
    table.count("house and assembly with children, posts and holders", &anyone, TREE, json!({})).await;
    table.count("whole tree with names, posts and current holders", &anyone, WHOLE_TREE, json!({})).await;
    for (name, text) in [
        ("search for the beginning of a name", "достық"),
        ("search for a misspelled name", "дустык уйи"),
        ("search without results", "щщщ"),
    ] {
        table.count(name, &anyone, SEARCH, json!({"text": text})).await;
    }
    let changes = "{ recordChanges(first: 20) { edges { node { id } } } }";
    let found = table.count("20 public changes", &anyone, changes, json!({})).await;
    let ids = node_ids(&found["recordChanges"]);
    let by_id = "query($ids: [ID!]!) { nodes(ids: $ids) { ... on RecordChange { action fields editor } } }";
    table.count("20 public changes by their ids", &anyone, by_id, json!({"ids": ids})).await;
    table.count("course with its lessons, logged out", &anyone, COURSE, json!({})).await;
    table.count("lesson with words, glosses and examples, logged out", &anyone, LESSON, json!({})).await;
}

/// Counts the public pages.
async fn count_pages(table: &mut Table<'_>) {
    let anyone = table.service.client();
    for (name, path) in [
        ("page of the house", "/kk/"),
        ("page of all organizations", "/kk/organizations"),
        ("page of an organization", "/kk/organizations/parasat"),
        ("page of an organization on a day", "/kk/organizations/mothers?at=2014-06-01"),
        ("page of all posts", "/kk/posts"),
        ("page of all people", "/kk/people"),
        ("page of a person", "/kk/people/liliya-kushch"),
        ("page of all events", "/kk/events"),
        ("page of an event", "/kk/events/nauryz"),
        ("page of all figures", "/kk/figures"),
        ("page of all sources", "/kk/sources"),
        ("page of the lessons", "/kk/lessons"),
        ("page of a search", "/kk/search?q=parasat"),
        ("page of a search without a text", "/kk/search"),
        ("sitemap", "/sitemap.xml"),
        ("feed of changes", "/data/changes.atom"),
    ] {
        let (answer, statements) = table.service.statements(anyone.get(path)).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        table.lines.push((name.to_owned(), statements));
    }
    let (missing, statements) = table.service.statements(anyone.get("/kk/people/nobody")).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    table.lines.push(("page of an unknown person".to_owned(), statements));
    let index = anyone.get("/sitemap.xml").await;
    let index = String::from_utf8(index.body.to_vec()).unwrap();
    let (_, file) = index.split_once("sitemap-people-").unwrap();
    let (first, _) = file.split_once(".xml").unwrap();
    let (answer, statements) =
        table.service.statements(anyone.get(&format!("/sitemap-people-{first}.xml"))).await;
    assert_eq!(answer.status, StatusCode::OK);
    table.lines.push(("file of the sitemap".to_owned(), statements));
}

/// Counts what editors do.
async fn count_editing(table: &mut Table<'_>) {
    let service = table.service;
    let email = "statements-editor@example.kz";
    let editor = service.client().register(email).await;
    service.set_role(email, Role::Editor).await;
    let found = editor.query("{ organization(by: {slug: \"mothers\"}) { id version } }", json!({})).await;
    let mothers = found["organization"].clone();
    table.count("edit an organization", &editor, EDIT, mothers).await;
    table.count("revisions of an organization", &editor, REVISIONS, json!({"slug": "mothers"})).await;
}

async fn count_webhooks(table: &mut Table<'_>) {
    let admin = table.service.register_with_role("admin@example.kz", Role::Admin).await;
    let create = "mutation($input: CreateWebhookInput!) { createWebhook(input: $input) { webhook { id } secret errors { code } } }";
    let input = json!({"url": "https://hooks.example.org/x", "recordKinds": ["PERSON"]});
    let created = table.count("create a webhook", &admin, create, json!({"input": input})).await;
    table.count("webhooks", &admin, "{ webhooks { url isActive } }", json!({})).await;
    let delete =
        "mutation($id: ID!) { deleteWebhook(input: {id: $id}) { deletedWebhookId errors { code } } }";
    let id = json!({"id": created["createWebhook"]["webhook"]["id"]});
    table.count("delete a webhook", &admin, delete, id).await;
}

fn organization_with(fields: &str) -> String {
    format!("query($slug: String!) {{ organization(by: {{slug: $slug}}) {{ {fields} }} }}")
}

#[tokio::test]
async fn one_large_query_sends_no_more_statements_than_its_parts() {
    let service = Service::sharing_nothing(None).await;
    let anyone = service.client();
    let parasat = json!({"slug": "parasat"});
    let mut parts = cost(&service, &anyone, ORGANIZATION, parasat.clone()).await;
    let mut everything = ORGANIZATION.trim_end_matches("} }").to_owned();
    for (_, field) in DEEPER {
        // The statement for the organization itself is shared.
        parts += cost(&service, &anyone, &organization_with(field), parasat.clone()).await - 1;
        everything.push_str(field);
    }
    everything.push_str(" } }");
    let whole = cost(&service, &anyone, &everything, parasat).await;
    assert!(whole <= parts, "{whole} together, {parts} separately");
}

#[tokio::test]
async fn a_larger_tree_sends_no_more_statements() {
    // A thousand more clubs of the assembly, each with three posts and their holders, all copies of existing ones.
    const LARGER: &str = "
        CREATE TEMPORARY TABLE copies AS
            SELECT gen_random_uuid() AS id, n, (SELECT id FROM organizations WHERE slug = 'assembly') AS parent
            FROM generate_series(1, 1000) AS n;
        INSERT INTO organizations (id, slug, kind, position, sort_name_kk, sort_name_ru, sort_name_en, version, published,
                updated_at, content)
            SELECT copies.id, 'copy-' || n, kind, n, sort_name_kk, sort_name_ru, sort_name_en, version, published,
                updated_at, content
            FROM organizations, copies WHERE slug = 'parasat';
        INSERT INTO affiliations (organization_id, relation, position, target_id)
            SELECT id, 'parent', 1, parent FROM copies;
        CREATE TEMPORARY TABLE post_copies AS
            SELECT gen_random_uuid() AS id, copies.id AS organization, m, n FROM copies, generate_series(1, 3) AS m;
        INSERT INTO posts (id, slug, organization_id, kind, position, version, published, updated_at, content)
            SELECT c.id, 'copy-' || n || '-' || m, c.organization, kind, m, version, published, updated_at,
                content || jsonb_build_object('organization', c.organization)
            FROM (SELECT * FROM posts ORDER BY slug LIMIT 1) AS post, post_copies AS c;
        INSERT INTO memberships (id, organization_id, post_id, person_id, position, version, published, updated_at, content)
            SELECT gen_random_uuid(), c.organization, c.id, person_id, position, version, published, updated_at,
                content || jsonb_build_object('organization', c.organization, 'post', c.id)
            FROM (SELECT * FROM memberships WHERE post_id IS NOT NULL ORDER BY id LIMIT 1) AS held, post_copies AS c;";
    let service = Service::sharing_nothing(None).await;
    let client = service.client();
    let before = cost(&service, &client, WHOLE_TREE, json!({})).await;
    assert_eq!(before, 6);
    connect(&service.database.url).await.unwrap().batch_execute(LARGER).await.unwrap();
    assert_eq!(cost(&service, &client, WHOLE_TREE, json!({})).await, before);
    let tree = client.query(WHOLE_TREE, json!({})).await["organization"]["descendants"].take();
    let found = tree.as_array().unwrap();
    let copies: Vec<_> =
        found.iter().filter(|one| one["organization"]["posts"].as_array().unwrap().len() == 3).collect();
    assert_eq!(found.len(), 1_000);
    assert!(copies.len() > 950, "{}", copies.len());
    assert!(
        copies
            .iter()
            .all(|one| one["organization"]["posts"][2]["lastKnownHolder"]["person"]["slug"].is_string())
    );
}
