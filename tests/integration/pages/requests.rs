//! Requests: headers, caching, problems, and hostile input.

use hyper::StatusCode;
use serde_json::json;

use super::document::{check, elements, json_ld, parse, text_of};
use super::{page, text};
use crate::editing::Desk;
use crate::support::service::Service;

#[tokio::test]
async fn a_page_is_cached_and_runs_no_code() {
    let service = Service::start().await;
    let client = service.client();
    let path = "/ru/organizations/parasat";
    let first = client.get(path).await;
    assert_eq!(first.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(first.header("content-language"), "ru");
    assert_eq!(first.header("cache-control"), "public, no-cache");
    assert_eq!(first.header("x-content-type-options"), "nosniff");
    assert_eq!(first.header("referrer-policy"), "strict-origin-when-cross-origin");
    assert!(first.header("permissions-policy").contains("geolocation=()"));
    let policy = first.header("content-security-policy");
    assert!(policy.contains("default-src 'none'") && policy.contains("script-src 'none'"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    let again = client.with("if-none-match", first.header("etag")).get(path).await;
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
    let head = client.send("HEAD", path, None, b"").await;
    assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
    assert_eq!(head.header("etag"), first.header("etag"));

    let document = parse(text(&first));
    let style = elements(&document, "link").find(|link| link.attribute("rel") == Some("stylesheet")).unwrap();
    let style = client.get(style.attribute("href").unwrap()).await;
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
    assert!(style.header("cache-control").ends_with("immutable"));
    let ornament = text(&style).split("url(\"").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(client.get(&format!("/pages/{ornament}")).await.header("content-type"), "image/svg+xml");
    let icon = client.get("/favicon.ico").await;
    assert_eq!(client.get(icon.header("location")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_problem_is_explained_in_the_readers_language() {
    let service = Service::start().await;
    let russian = service.client().with("accept-language", "ru");
    for (path, language) in [
        ("/kk/organizations/nothing", "kk"),
        ("/en/nothing", "en"),
        ("/kk/people?after=nothing", "kk"),
        ("/nothing/at/all", "ru"),
        ("/wp-login.php", "ru"),
    ] {
        let answer = russian.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.header("cache-control"), "no-store");
        let document = parse(text(&answer));
        check(path, language, &document);
        let form = elements(&document, "form").next().unwrap();
        assert_eq!(form.attribute("action"), Some(format!("/{language}/search").as_str()));
    }
    let posted = russian.send("POST", "/kk/", None, b"").await;
    assert_eq!(
        (posted.status, posted.header("allow")),
        (StatusCode::METHOD_NOT_ALLOWED, "GET, HEAD, OPTIONS")
    );

    service.services.database.close();
    let answer = russian.get("/en/organizations/parasat").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!((answer.header("retry-after"), answer.header("cache-control")), ("30", "no-store"));
    check("/en/", "en", &parse(text(&answer)));
    assert_eq!(russian.get("/sitemap.xml").await.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn a_search_finds_records_and_shows_its_text_harmlessly() {
    let service = Service::start().await;
    let client = service.client();
    let found = page(&client, "/en/search?q=parasat").await;
    let document = parse(&found);
    check("/en/search", "en", &document);
    let links: Vec<_> = elements(&document, "a").filter_map(|link| link.attribute("href")).collect();
    assert!(links.contains(&"/en/organizations/parasat"), "{links:?}");
    assert!(links.contains(&"/kk/search?q=parasat"), "the language can be switched: {links:?}");
    // The words of a name may be in any order.
    assert!(
        page(&client, "/kk/search?q=%D0%BA%D1%83%D1%89%20%D0%BB%D0%B8%D0%BB%D0%B8%D1%8F")
            .await
            .contains("liliya-kushch")
    );

    // A place and a sentence about it.
    assert_eq!(page(&client, "/en/search?q=taldyqorgan").await.matches("found in the text:").count(), 2);

    let nothing = page(&client, "/en/search?q=%D1%89%D1%89%D1%89").await;
    assert!(nothing.contains("Nothing was found"));
    for invalid in ["%20%21", &"a".repeat(201)] {
        let answer = client.get(&format!("/en/search?q={invalid}")).await;
        let is_empty = invalid == "%20%21";
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{is_empty}");
        assert!(text(&answer).contains("at least one letter or digit"));
    }
    let other = page(&client, "/en/people?q=%21").await;
    assert!(!other.contains("q=%21"), "other pages have no search text");
    let hostile = "/en/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E%26x";
    let answer = page(&client, hostile).await;
    let document = parse(&answer);
    check(hostile, "en", &document);
    let input = elements(&document, "input").next().unwrap();
    assert_eq!(input.attribute("value"), Some("\"><script>alert(1)</script>&x"));
}

#[tokio::test]
async fn hostile_records_are_shown_as_texts() {
    let service = Service::start().await;
    let (desk, client) = (Desk::open(&service).await, service.client());
    let hostile = "</script><script>alert(1)</script><!-- \" ' & {{ 7 * 7 }} ]]>";
    let name = json!({"text": {"kk": hostile}, "citations": desk.cited()});
    let contact = |kind: &str, value: &str| json!({"kind": kind, "value": value, "isPublic": true, "citations": desk.cited()});
    let more = json!({
        "names": [name],
        "shortName": {"kk": hostile},
        "description": {"kk": hostile, "en": hostile},
        "contactPoints": [
            contact("WEBSITE", "https://example.kz/?a=1&b=2"),
            contact("WEBSITE", "https://example.kz/ән?a[]=1"),
            contact("EMAIL", "club@example.kz"),
            contact("PHONE", "+7 (7282) 00-00-00"),
            contact("ADDRESS", hostile),
        ],
    });
    desk.publish("Organization", desk.organization("hostile", &more)).await;
    for path in
        ["/en/organizations/hostile", "/kk/organizations/hostile", "/en/organizations", "/kk/search?q=alert"]
    {
        let html = page(&client, path).await;
        let document = parse(&html);
        check(path, &path[1..3], &document);
        assert!(html.contains("{{ 7 * 7 }}"), "{path}");
        if path.ends_with("/hostile") {
            assert_eq!(text_of(elements(&document, "h1").next().unwrap()), hostile);
            assert_eq!(json_ld(&document).unwrap()["name"][0]["@value"], hostile);
            for href in [
                "https://example.kz/?a=1&b=2",
                "https://example.kz/%D3%99%D0%BD?a%5B%5D=1",
                "mailto:club@example.kz",
                "tel:+77282000000",
            ] {
                assert!(elements(&document, "a").any(|link| link.attribute("href") == Some(href)), "{href}");
            }
        }
    }
}
