//! What is served beside GraphQL, and GraphQL by other ways.

use super::super::case::{Case, query, route};

/// Files of open data, and what of the directory they are to hold and not to hold.
const FILES: [(&str, &str, &str); 8] = [
    ("organizations.csv", "the slug of a published organization", "the slug of a draft organization"),
    ("people.csv", "the slug of a published person", "the slug of a draft person"),
    ("events.csv", "the slug of a published event", "the slug of a draft event"),
    ("figures.csv", "the slug of a published indicator", "the slug of a draft indicator"),
    ("sources.csv", "the slug of a published source", "the slug of a draft source"),
    ("directory.popolo.json", "the slug of a published organization", "the slug of a draft organization"),
    ("directory.jsonld", "the slug of a published organization", "the slug of a draft organization"),
    (
        "changes.json?since=2026-01-01T00:00:00Z",
        "the slug of a published organization",
        "the slug of a draft organization",
    ),
];

pub(super) fn cases() -> Vec<Case> {
    let calendar = |state: &str| {
        let slug = format!("the slug of a {state} organization");
        route(
            "GET /calendars/:file",
            &format!("of a {state} organization"),
            &format!("/calendars/{{{slug}}}.ics"),
        )
        .of_thing(&slug)
    };
    // Drafts are for nobody, editors neither; that what is published is there tells that it was looked for.
    let file = |(path, published, draft): (&str, &'static str, &'static str)| {
        let holding = |thing: &'static str| {
            let name = path.split('?').next().unwrap_or(path);
            route("GET /data/:file", &format!("{thing}, in {name}"), &format!("/data/{path}")).holds(thing)
        };
        [holding(published), holding(draft).for_nobody()]
    };
    let of_club = |file: &str, club: &str| {
        route("GET /clubs/:club/:file", &format!("{file} of {club}"), &format!("/clubs/{{{club}}}/{file}"))
            .of_thing(club)
            .spoils()
    };
    let mut cases = FILES.map(file).concat();
    cases.extend([
        of_club("results.csv", "club A").holds("the member's membership"),
        of_club("results.csv", "club B"),
        of_club("oneroster.zip", "club A"),
        of_club("statements.json", "club A"),
    ]);
    cases.extend([
        route("GET /graphql", "own", "/graphql?query=%7Bviewer%7Baccount%7Bid%7D%7D%7D")
            .holds("the member's account"),
        query("GET /graphql/ws", "club A", "query($id: ID!) { club(id: $id) { name } }").by_socket(),
        route("GET /graphiql", "anybody's", "/graphiql"),
        route("GET /graphiql/:file", "anybody's", "/graphiql/index.js"),
        calendar("published"),
        calendar("draft").for_nobody(),
        route("GET /me/:file", "own", "/me/export.json"),
        route("GET /me/:file", "the member's review, in export.json", "/me/export.json")
            .holds("the UUID of the member's review"),
        route("GET /me/:file", "own log", "/me/reviews.csv"),
        route("GET /healthz", "anybody's", "/healthz"),
        route("GET /readyz", "anybody's", "/readyz"),
    ]);
    cases
}
