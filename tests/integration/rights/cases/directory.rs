//! Reading the directory: published records are public, drafts are for editors.

use serde_json::json;

use super::super::case::{Case, field, node, own_query, query};

/// The kinds of records: the type, and its name in the fixtures.
const KINDS: [(&str, &str); 9] = [
    ("Organization", "organization"),
    ("Person", "person"),
    ("Post", "post"),
    ("Membership", "membership"),
    ("Event", "event"),
    ("Indicator", "indicator"),
    ("Observation", "observation"),
    ("Source", "source"),
    ("KindTerm", "kindterm"),
];

/// Lists of the directory, and the drafts in them, which only editors see.
const LISTS: [(&str, &str); 6] = [
    ("organizations(filter: {published: false})", "a draft organization"),
    ("people(filter: {published: false})", "a draft person"),
    ("events(filter: {published: false})", "a draft event"),
    ("indicators(filter: {published: false})", "a draft indicator"),
    ("posts(filter: {published: false})", "a draft post"),
    ("sources(first: 100)", "a draft source"),
];

const CHANGES: &str =
    "{ recordChanges(first: 100) { edges { node { record { ... on Organization { id } } } } } }";

/// Paths from a published record to the drafts that refer to it.
const PATHS: [(&str, &str, &str, &str); 9] = [
    ("Organization", "children { id }", "a published organization", "a draft organization"),
    (
        "Organization",
        "descendants { organization { id } }",
        "a published organization",
        "a draft organization",
    ),
    ("Organization", "posts { id }", "a published organization", "a draft post"),
    ("Organization", "members { id }", "a published organization", "a draft membership"),
    ("Organization", "events { id }", "a published organization", "a draft event"),
    ("Organization", "indicators { id }", "a published organization", "a draft indicator"),
    ("Person", "memberships { id }", "a published person", "a draft membership"),
    ("Indicator", "observations { id }", "a published indicator", "a draft observation"),
    (
        "Indicator",
        "observations(includeSuperseded: true) { id }",
        "a published indicator",
        "a draft observation",
    ),
];

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (kind, word) in KINDS {
        for state in ["published", "draft"] {
            cases.push(node(&format!("node: {kind}"), &format!("a {state} {word}")));
        }
    }
    for state in ["published", "draft"] {
        cases.push(node("node: Occurrence", &format!("an occurrence of a {state} event")));
    }
    cases.push(node("node: Revision", "a revision of a published organization"));
    cases.push(node("node: Revision", "a revision of a draft"));
    cases.push(node("node: RecordChange", "a public change of a published organization"));
    // The public history has no drafts, for editors neither.
    cases.push(node("node: RecordChange", "the change that a revision of a draft would be").for_nobody());
    for (kind, word) in KINDS {
        cases.push(field(kind, "revisions", "{ pageInfo { hasNextPage } }", &format!("a published {word}")));
    }
    for (kind, fixture) in [("Organization", "a published organization"), ("Person", "a published person")] {
        // The only contact is not public.
        cases.push(field(kind, "contactPoints", "{ value }", fixture));
        cases.push(field(kind, "allContactPoints", "{ value }", fixture));
    }
    cases.push(
        own_query(
            "Query.revisions",
            "revisions of all records",
            "{ revisions { pageInfo { hasNextPage } } }",
        )
        .at("/revisions"),
    );
    cases.extend(roots());
    for (kind, path, from, to) in PATHS {
        let document = format!("query($id: ID!) {{ node(id: $id) {{ ... on {kind} {{ {path} }} }} }}");
        let name = path.split([' ', '(']).next().unwrap_or(path);
        cases.push(Case {
            object: to.to_owned(),
            ..query(&format!("{kind} → {name}"), from, &document).expecting(to)
        });
    }
    cases.extend(proposals());
    cases
}

fn roots() -> Vec<Case> {
    let mut cases = Vec::new();
    for kind in ["organization", "person", "event", "indicator"] {
        let operation = format!("Query.{kind}");
        for state in ["published", "draft"] {
            let by_id = format!("query($id: ID!) {{ {kind}(by: {{id: $id}}) {{ slug }} }}");
            cases.push(query(&operation, &format!("a {state} {kind}"), &by_id));
            let by_slug = format!("query($id: String!) {{ {kind}(by: {{slug: $id}}) {{ id }} }}");
            cases.push(query(&operation, &format!("the slug of a {state} {kind}"), &by_slug));
        }
    }
    for (list, draft) in LISTS {
        let name = list.split('(').next().unwrap_or(list);
        let document = format!("{{ {list} {{ edges {{ node {{ id }} }} }} }}");
        cases.push(own_query(&format!("Query.{name}"), draft, &document).expecting(draft));
    }
    for state in ["published", "draft"] {
        let by_id = "query($id: ID!) { kindTerm(by: {id: $id}) { slug } }";
        cases.push(query("Query.kindTerm", &format!("a {state} kindterm"), by_id));
        let by_slug = "query($id: String!) { kindTerm(by: {slug: $id}) { id } }";
        cases.push(query("Query.kindTerm", &format!("the slug of a {state} kindterm"), by_slug));
    }
    cases.push(
        own_query("Query.kindTerms", "a draft kindterm", "{ kindTerms { id } }")
            .expecting("a draft kindterm"),
    );
    let times = "from: \"2026-12-01T00:00:00Z\", to: \"2026-12-02T00:00:00Z\"";
    cases.extend([
        own_query(
            "Query.events",
            "a draft event, by time",
            &format!("{{ events({times}) {{ edges {{ node {{ id }} }} }} }}"),
        )
        .expecting("a draft event"),
        own_query(
            "Query.occurrences",
            "an occurrence of a draft event",
            &format!("{{ occurrences({times}) {{ edges {{ node {{ id }} }} }} }}"),
        )
        .expecting("an occurrence of a draft event"),
        query(
            "Query.occurrences",
            "a published organization",
            &format!(
                "query($id: ID!) {{ occurrences({times}, organizerId: $id) {{ edges {{ node {{ id }} }} }} }}"
            ),
        )
        .at("/occurrences/edges"),
        query(
            "Query.occurrences",
            "a draft organization",
            &format!(
                "query($id: ID!) {{ occurrences({times}, organizerId: $id) {{ edges {{ node {{ id }} }} }} }}"
            ),
        )
        .at("/occurrences/edges")
        .for_nobody(),
        query(
            "Query.organizations",
            "children of a draft organization",
            "query($id: ID!) { organizations(filter: {parent: {id: $id}}) { edges { node { id } } } }",
        )
        .with(json!({"id": "@a draft organization"}))
        .about_fixture("a draft organization")
        .at("/organizations/edges")
        .for_nobody(),
        own_query("Query.recordChanges", "a published organization", CHANGES)
            .expecting("a published organization"),
        // The public history has no drafts, for editors neither.
        own_query("Query.recordChanges", "a draft organization", CHANGES)
            .expecting("a draft organization")
            .for_nobody(),
        own_query(
            "Query.search",
            "a published organization",
            "{ search(text: \"published-organization\") { edges { node { ... on Organization { id } } } } }",
        )
        .expecting("a published organization"),
        // Search finds only published records, for editors too.
        own_query(
            "Query.search",
            "a draft organization",
            "{ search(text: \"draft-organization\") { edges { node { ... on Organization { id } } } } }",
        )
        .expecting("a draft organization")
        .for_nobody(),
    ]);
    cases
}

fn proposals() -> Vec<Case> {
    vec![
        node("node: Proposal", "the member's proposal"),
        own_query("Viewer.proposals", "own", "{ viewer { proposals { pageInfo { hasNextPage } } } }").at("/viewer/proposals"),
        own_query("Viewer.proposals", "the member's proposal", "{ viewer { proposals { edges { node { id } } } } }")
            .expecting("the member's proposal"),
        own_query("Query.proposals", "the member's proposal", "{ proposals { edges { node { id } } } }")
            .expecting("the member's proposal"),
        query(
            "proposal → record → revisions",
            "the member's proposal",
            "query($id: ID!) { node(id: $id) { ... on Proposal { record { ... on Organization { revisions { edges { node { id } } } } } } } }",
        )
        .expecting("a revision of a published organization"),
        query(
            "revision → record",
            "a revision of a draft",
            "query($id: ID!) { node(id: $id) { ... on Revision { record { id } } } }",
        )
        .expecting("a draft organization"),
    ]
}
