//! What browsers may do: the page of GraphiQL, and pages of other origins.

use std::collections::BTreeSet;

use dostyq::domain::accounts::Role;
use serde_json::json;

use crate::support::mail::MailFolder;
use crate::support::service::{PUBLIC_URL, Service};

#[tokio::test]
async fn graphiql_loads_nothing_from_other_hosts() {
    let service = Service::start().await;
    let client = service.client();
    let page = client.get("/graphiql").await;
    assert_eq!(page.status, 200);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    let policy = page.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; script-src 'self';"), "{policy}");
    assert!(!policy.contains("http"), "other hosts are not allowed: {policy}");
    let html = String::from_utf8(page.body.to_vec()).unwrap();
    assert!(!html.contains("//"), "no other host is mentioned: {html}");

    // Relative to the page, so that a proxy can serve it below a path.
    let named: BTreeSet<String> = html
        .split(['"', '\''])
        .filter(|text| text.starts_with("graphiql/") && !text.contains(['<', ' ', '\n']))
        .map(|relative| format!("/{relative}"))
        .collect();
    assert_eq!(named.len(), 7, "{named:?}");
    for path in &named {
        let file = client.get(path).await;
        assert_eq!(file.status, 200, "{path}");
        let kind =
            if path.ends_with("css") { "text/css; charset=utf-8" } else { "text/javascript; charset=utf-8" };
        assert_eq!(file.header("content-type"), kind, "{path}");
        assert!(!file.body.is_empty());
        let known = client.with("if-none-match", file.header("etag")).get(path).await;
        assert_eq!(known.status, 304, "{path}");
        let text = String::from_utf8(file.body.to_vec()).unwrap();
        for loading in
            ["import(\"http", "src=\"http", "url(http", "url(\"http", "url(//", "@import", "fetch(\"http"]
        {
            assert!(!text.contains(loading), "{loading} in {path}");
        }
    }
    let own = client.get("/graphiql/index.js").await;
    let own = String::from_utf8(own.body.to_vec()).unwrap();
    assert!(!own.contains("http://") && !own.contains("https://"), "the page's script mentions no host");
    assert_eq!(client.send("POST", "/graphiql", None, b"").await.status, 405);
}

#[tokio::test]
async fn only_pages_of_an_allowed_origin_may_use_the_api() {
    let service = Service::for_origin("https://app.example.kz").await;
    let preflight = |origin: &str| {
        let client = service
            .client()
            .with("origin", origin)
            .with("access-control-request-method", "POST")
            .with("access-control-request-headers", "authorization,content-type");
        async move { client.send("OPTIONS", "/graphql", None, b"").await }
    };
    let granted = preflight("https://app.example.kz").await;
    assert!(granted.status.is_success(), "{granted:?}");
    assert_eq!(granted.headers["access-control-allow-origin"], "https://app.example.kz");
    let refused = preflight("https://evil.example").await;
    assert!(!refused.headers.contains_key("access-control-allow-origin"), "{refused:?}");

    let own = format!("http://{}", service.address);
    for path in ["/graphql", "/me/export.json", "/clubs/x/results.csv"] {
        let answer = service.client().with("origin", "https://app.example.kz").get(path).await;
        assert_eq!(answer.headers["access-control-allow-origin"], "https://app.example.kz", "{path}");
        let exposed = answer.headers["access-control-expose-headers"].to_str().unwrap();
        assert!(exposed.contains("retry-after"), "{exposed}");
        let answer = service.client().with("origin", &own).get(path).await;
        assert_eq!(answer.headers["access-control-allow-origin"], own.as_str(), "{path}");
    }
    let own_page = service.client().with("origin", &own).execute("{ __typename }", json!({})).await;
    assert_eq!(own_page.status, 200, "GraphiQL works beside other origins");
    let public = service.client().with("origin", "https://dostyq.example").get("/graphql").await;
    assert_eq!(public.headers["access-control-allow-origin"], "https://dostyq.example");
    for path in ["/data/directory.jsonld", "/calendars/parasat.ics"] {
        let anyone = service.client().with("origin", "https://anyone.example");
        assert_eq!(anyone.get(path).await.headers["access-control-allow-origin"], "*", "{path}");
        let preflight = anyone.with("access-control-request-method", "GET");
        let preflight = preflight.send("OPTIONS", path, None, b"").await;
        assert!(preflight.status.is_success(), "{path}");
    }
    let allowed = preflight("https://app.example.kz").await.headers["access-control-allow-headers"].clone();
    assert!(allowed.to_str().unwrap().contains("apollographql-client-name"), "{allowed:?}");

    let unnamed = Service::start().await;
    let client = unnamed.client().with("origin", "https://app.example.kz");
    let answer = client.execute("{ __typename }", json!({})).await;
    assert!(!answer.headers.contains_key("access-control-allow-origin"), "{answer:?}");
}

#[tokio::test]
async fn a_service_below_a_prefix_names_paths_with_it_and_its_own_origin_without() {
    let service = Service::below("/api").await;
    let leader = service.register_with_role("dana@example.kz", Role::Leader).await;
    let create = "mutation { createClub(input: {name: \"Достар\"}) { club { id resultsPath oneRosterPath statementsPath } } }";
    let club = leader.query(create, json!({})).await["createClub"]["club"].take();
    let id = club["id"].as_str().unwrap();
    let paths = [
        ("resultsPath", "results.csv"),
        ("oneRosterPath", "oneroster.zip"),
        ("statementsPath", "statements.json"),
    ];
    for (field, file) in paths {
        let path = format!("/api/clubs/{id}/{file}");
        assert_eq!(club[field], json!(path));
        // The proxy takes the prefix off.
        assert_eq!(leader.get(path.strip_prefix("/api").unwrap()).await.status, 200, "{path}");
    }
    let calendar = "{ organization(by: {slug: \"parasat\"}) { calendarPath } }";
    let data = service.client().query(calendar, json!({})).await;
    assert_eq!(data["organization"]["calendarPath"], "/api/calendars/parasat.ics");
    let own = service.client().with("origin", "https://dostyq.example").get("/graphql").await;
    assert_eq!(own.headers["access-control-allow-origin"], "https://dostyq.example");
}

#[tokio::test]
async fn below_a_path_every_address_of_the_app_leads_below_it() {
    let mail = MailFolder::new();
    let service = Service::with_mail_below("/school", mail.mail_below("/school")).await;
    // The proxy takes the path off.
    let client = service.client();
    let page = client.get("/app/lessons/some-lesson").await;
    let html = String::from_utf8(page.body.to_vec()).unwrap();
    let absolute: Vec<&str> = html.split("=\"/").skip(1).collect();
    assert!(absolute.len() >= 5, "{html}");
    for address in absolute {
        let path = address.split('"').next().unwrap().strip_prefix("school/app/").unwrap();
        assert_eq!(client.get(&format!("/app/{path}")).await.status, 200, "{path}");
    }
    let known = client.with("if-none-match", page.header("etag")).get("/app/").await;
    assert_eq!((known.status.as_u16(), known.body.len()), (304, 0));

    // What the page leads to has addresses that are relative to its own, because it does not change with the path.
    let manifest = client.get("/app/manifest.webmanifest").await.json();
    assert_eq!((&manifest["start_url"], &manifest["scope"]), (&json!("./"), &json!("./")));
    // Without an `id`, the address of the start is the app's identity, which includes the path.
    assert_eq!(manifest["id"], json!(null));
    let worker = String::from_utf8(client.get("/app/sw.js").await.body.to_vec()).unwrap();
    let kept = worker.split('[').find(|part| part.starts_with("\"assets/")).unwrap();
    let kept: Vec<&str> = kept.split(']').next().unwrap().split(',').collect();
    let icons = manifest["icons"].as_array().unwrap();
    let icons = icons.iter().map(|icon| icon["src"].as_str().unwrap());
    for path in kept.iter().map(|path| path.trim_matches('"')).chain(icons) {
        let path = path.strip_prefix("./").unwrap_or(path);
        assert!(!path.starts_with('/') && !path.contains(':'), "{path}");
        assert_eq!(client.get(&format!("/app/{path}")).await.status, 200, "{path}");
    }
    assert!(!worker.contains("\"/"), "{worker}");

    client.register("aigul@example.kz").await;
    let received = mail.receive(&service).await;
    let link = format!("\n{PUBLIC_URL}/school/app/email/verify#");
    assert!(received.iter().any(|message| message.text.contains(&link)), "{received:?}");
}
