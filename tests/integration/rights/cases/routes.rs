//! Routes other than GraphQL over HTTP POST.

use super::super::case::{Case, query, route};

/// Files of open data, each with a fixture that it must contain and one that it must not contain.
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
            &format!("the calendar of a {state} organization"),
            &format!("/calendars/{{{slug}}}.ics"),
        )
        .about_fixture(&slug)
    };
    // Drafts are in no file, not even for editors. The published record proves that the file is searched correctly.
    let file = |(path, published, draft): (&str, &'static str, &'static str)| {
        let holding = |fixture: &'static str| {
            let name = path.split('?').next().unwrap_or(path);
            route("GET /data/:file", &format!("{fixture}, in {name}"), &format!("/data/{path}"))
                .expecting(fixture)
        };
        [holding(published), holding(draft).for_nobody()]
    };
    let of_club = |file: &str, club: &str| {
        route("GET /clubs/:club/:file", &format!("{file} of {club}"), &format!("/clubs/{{{club}}}/{file}"))
            .about_fixture(club)
            .changing_data()
    };
    let mut cases = FILES.map(file).concat();
    cases.extend([
        of_club("results.csv", "club A").expecting("the member's membership"),
        of_club("results.csv", "club B"),
        of_club("oneroster.zip", "club A"),
        of_club("statements.json", "club A"),
    ]);
    cases.extend([
        route("GET /graphql", "own", "/graphql?query=%7Bviewer%7Baccount%7Bid%7D%7D%7D")
            .expecting("the member's account"),
        query("GET /graphql/ws", "club A", "query($id: ID!) { club(by: {id: $id}) { name } }")
            .over_websocket(),
        route("GET /graphiql", "public", "/graphiql"),
        route("GET /graphiql/:file", "public", "/graphiql/index.js"),
        calendar("published"),
        calendar("draft").for_nobody(),
        route("GET /calendar.ics", "public", "/calendar.ics"),
        route("GET /data", "public", "/data"),
        route("GET /data/changes.atom", "the slug of a published organization", "/data/changes.atom")
            .expecting("the slug of a published organization"),
        route("GET /data/changes.atom", "the slug of a draft organization", "/data/changes.atom")
            .expecting("the slug of a draft organization")
            .for_nobody(),
        route(
            "GET /data/records/:file",
            "an unknown record",
            "/data/records/00000000-0000-0000-0000-000000000000",
        )
        .for_nobody(),
        route("GET /me/:file", "own", "/me/export.json"),
        route("GET /me/:file", "the member's review, in export.json", "/me/export.json")
            .expecting("the UUID of the member's review"),
        route("GET /me/:file", "own review log", "/me/reviews.csv"),
        route("GET /app", "public", "/app"),
        route("GET /app/*path", "public", "/app/manifest.webmanifest"),
        route("GET /healthz", "public", "/healthz"),
        route("GET /readyz", "public", "/readyz"),
        route("GET /", "public", "/"),
    ]);
    cases.extend(["organization", "person", "event"].into_iter().flat_map(pages_of));
    cases
}

/// The public pages of a published and of a draft record. Not even editors see drafts there.
fn pages_of(kind: &str) -> [Case; 2] {
    let section = if kind == "person" { "people".to_owned() } else { format!("{kind}s") };
    let page = |state: &str| {
        let slug = format!("the slug of a {state} {kind}");
        route("GET /*path", &format!("the page of a {state} {kind}"), &format!("/kk/{section}/{{{slug}}}"))
            .about_fixture(&slug)
    };
    [page("published"), page("draft").for_nobody()]
}
