//! What holds for every public file: pages of all origins may fetch it, it is compressed, and an `ETag` names it.

use std::io::Read as _;

use chrono::DateTime;
use dostyq::domain::accounts::Role;
use hyper::StatusCode;
use serde_json::json;

use crate::support::client::{Answer, Client};
use crate::support::service::Service;

const FILES: [&str; 5] = [
    "/data/people.csv",
    "/data/directory.popolo.json",
    "/data/directory.jsonld",
    "/data/changes.json?since=2026-01-01T00:00:00Z",
    "/calendars/parasat.ics",
];

fn from_brotli(answer: &Answer) -> Vec<u8> {
    assert_eq!(answer.header("content-encoding"), "br");
    let mut text = Vec::new();
    brotli::Decompressor::new(&answer.body[..], 4096).read_to_end(&mut text).unwrap();
    text
}

fn unzipped(answer: &Answer) -> Vec<u8> {
    assert_eq!(answer.header("content-encoding"), "gzip");
    let mut text = Vec::new();
    flate2::read::GzDecoder::new(&answer.body[..]).read_to_end(&mut text).unwrap();
    text
}

/// Returns a page with the slashes that templates escape.
fn unescaped(page: &Answer) -> String {
    std::str::from_utf8(&page.body).unwrap().replace("&#x2f;", "/")
}

async fn editor(service: &Service) -> Client {
    service.register_with_role("editor@example.kz", Role::Editor).await
}

#[tokio::test]
async fn pages_of_every_origin_may_fetch_public_files() {
    for service in [Service::start().await, Service::for_origin("https://app.example.kz").await] {
        let page = service.client().with("origin", "https://map.example.org");
        let pages = ["/ru/organizations/parasat", "/sitemap.xml", "/robots.txt", "/kk/nothing"];
        let missing = ["/data/nothing.csv", "/calendars/nobody.ics"];
        for file in FILES
            .into_iter()
            .chain(["/data", "/calendar.ics", "/data/changes.atom"])
            .chain(pages)
            .chain(missing)
        {
            for method in ["GET", "HEAD"] {
                let answer = page.send(method, file, None, b"").await;
                assert_eq!(answer.header("access-control-allow-origin"), "*", "{method} {file}");
                assert_eq!(answer.header("accept-ranges"), "none", "{method} {file}");
                assert_eq!(answer.body.is_empty(), method == "HEAD", "{method} {file}");
            }
            let preflight = page
                .with("access-control-request-method", "GET")
                .with("access-control-request-headers", "if-none-match")
                .send("OPTIONS", file, None, b"")
                .await;
            assert_eq!(preflight.status, StatusCode::NO_CONTENT, "{file}");
            assert_eq!(preflight.header("access-control-allow-origin"), "*");
            assert_eq!(preflight.header("access-control-allow-methods"), "GET, HEAD, OPTIONS");
            assert_eq!(preflight.header("access-control-allow-headers"), "*");
            let refused = page.send("POST", file, None, b"").await;
            assert_eq!(refused.status, StatusCode::METHOD_NOT_ALLOWED, "{file}");
            assert_eq!(refused.header("allow"), "GET, HEAD, OPTIONS");
        }
        // A part of a file is not served: the whole file is.
        let part = page.with("range", "bytes=0-9").get("/data/people.csv").await;
        assert_eq!((part.status, part.body.len() > 100), (StatusCode::OK, true));
    }
}

#[tokio::test]
async fn files_and_answers_are_compressed_for_clients_that_accept_it() {
    let service = Service::start().await;
    let (plain, gzip) = (service.client(), service.client().with("accept-encoding", "gzip"));
    let browser = service.client().with("accept-encoding", "gzip, deflate, br, zstd");
    let graphiql = ["/graphiql/graphiql.min.css", "/graphiql/graphiql.min.js"];
    for file in FILES.into_iter().filter(|file| !file.starts_with("/calendars")).chain(graphiql) {
        let (whole, packed) = (plain.get(file).await, gzip.get(file).await);
        assert_eq!(whole.header("content-encoding"), "", "{file}");
        assert!(unzipped(&packed) == whole.body, "{file}");
        assert!(packed.body.len() * 2 < whole.body.len(), "{file}: {} bytes", packed.body.len());
        for answer in [&whole, &packed] {
            let vary: Vec<_> = answer.headers.get_all("vary").iter().collect();
            assert!(vary.iter().any(|names| *names == "accept-encoding"), "{file}: {vary:?}");
        }
        // The tag of the compressed file is the weak form of the same tag; proxies append the encoding to it.
        let (strong, weak) = (whole.header("etag"), packed.header("etag"));
        assert_eq!(weak, format!("W/{strong}"));
        let of_apache = format!("{}-gzip\"", strong.trim_end_matches('"'));
        for tag in [strong, weak, &of_apache, &format!("W/{of_apache}"), &format!("\"x\", {weak}")] {
            let again = gzip.with("if-none-match", tag).get(file).await;
            assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0), "{file} {tag}");
        }
        let other = gzip.with("if-none-match", "\"other-gzip\"").get(file).await;
        assert_eq!(other.status, StatusCode::OK);
        let refusing = plain.with("accept-encoding", "gzip;q=0, br;q=0").get(file).await;
        assert!(refusing.body == whole.body, "{file}");
    }
    for file in ["/data/directory.jsonld", "/data/directory.popolo.json", "/graphiql/graphiql.min.js"] {
        let (zipped, smaller) = (gzip.get(file).await, browser.get(file).await);
        assert!(from_brotli(&smaller) == unzipped(&zipped), "{file}");
        let (zipped, smaller) = (zipped.body.len(), smaller.body.len());
        assert!(smaller < zipped, "{file}: {smaller} bytes with Brotli, {zipped} with gzip");
    }
    let long =
        json!({"query": "{ organizations(first: 20) { edges { node { id slug name names { text } } } } }"});
    let answer = gzip.post("application/json", &long.to_string()).await;
    let whole = plain.post("application/json", &long.to_string()).await;
    assert!(unzipped(&answer) == whole.body);
    let short = gzip.post("application/json", &json!({"query": "{ __typename }"}).to_string()).await;
    assert_eq!((short.header("content-encoding"), short.data()), ("", json!({"__typename": "Query"})));
    // An event must reach the client when it happens.
    let events = gzip.with("accept", "text/event-stream").post("application/json", &long.to_string()).await;
    assert_eq!(events.header("content-type"), "text/event-stream; charset=utf-8");
    assert_eq!(events.header("content-encoding"), "");
}

#[tokio::test]
async fn whatever_is_public_and_long_is_compressed() {
    /// The service sends shorter bodies as they are.
    const LONG_BYTES: usize = 1_000;
    let service = Service::start().await;
    let (plain, gzip) = (service.client(), service.client().with("accept-encoding", "gzip"));
    let page = plain.get("/ru/organizations/parasat").await;
    let html = unescaped(&page);
    let asset = |ending: &str| {
        html.split('"').find(|text| text.starts_with("/pages/") && text.ends_with(ending)).unwrap()
    };
    let (style, icon) = (asset(".css"), asset(".svg"));
    let mut long = std::collections::BTreeSet::new();
    for (path, media_type) in [
        ("/ru/organizations/parasat", "text/html"),
        ("/kk/organizations", "text/html"),
        ("/kk/nothing", "text/html"),
        ("/app/", "text/html"),
        (style, "text/css"),
        (icon, "image/svg+xml"),
        ("/app/icon.svg", "image/svg+xml"),
        ("/app/manifest.webmanifest", "application/manifest+json"),
        ("/robots.txt", "text/plain"),
        ("/sitemap-sections.xml", "application/xml"),
        ("/data", "application/ld+json"),
        ("/data/csv-metadata.json", "application/csvm+json"),
        ("/data/changes.atom", "application/atom+xml"),
        ("/data/open-data.md", "text/markdown"),
        ("/data/changes.json?since=2000-01-01T00:00:00Z", "application/json"),
        ("/data/directory.popolo.json", "application/json"),
        ("/data/organizations.csv?separator=semicolon", "text/csv"),
        ("/calendar.ics", "text/calendar"),
        ("/calendars/parasat.ics", "text/calendar"),
    ] {
        let (whole, packed) = (plain.get(path).await, gzip.get(path).await);
        assert_eq!(whole.header("content-type").split(';').next(), Some(media_type), "{path}");
        if packed.header("content-encoding").is_empty() {
            assert!(whole.body.len() < LONG_BYTES && packed.body == whole.body, "{path}");
            continue;
        }
        assert!(unzipped(&packed) == whole.body && packed.body.len() < whole.body.len(), "{path}");
        let vary: Vec<_> =
            packed.headers.get_all("vary").iter().filter_map(|value| value.to_str().ok()).collect();
        assert!(
            vary.iter().any(|names| names.to_ascii_lowercase().contains("accept-encoding")),
            "{path}: {vary:?}"
        );
        long.insert(media_type);
    }
    for media_type in [
        "application/atom+xml",
        "application/csvm+json",
        "application/json",
        "application/ld+json",
        "application/xml",
        "text/css",
        "text/csv",
        "text/html",
        "text/markdown",
    ] {
        assert!(long.contains(media_type), "{media_type} is long: {long:?}");
    }
}

#[tokio::test]
async fn edits_within_a_second_have_different_tags() {
    let service = Service::start().await;
    let editor = editor(&service).await;
    let house = editor.query("{ organization(by: {slug: \"parasat\"}) { id } }", json!({})).await;
    let rename = "mutation($id: ID!, $version: Int!, $name: String!) { updateOrganization(input: {
        id: $id, version: $version, changes: {shortName: {kk: $name}}}) { errors { code } } }";
    let client = service.client();
    let files = ["/data/organizations.csv", "/data/directory.popolo.json"];
    let mut seen = std::collections::BTreeSet::new();
    // The clock of the test stands still.
    for version in 1..=4 {
        let variables =
            json!({"id": house["organization"]["id"], "version": version, "name": format!("Ат {version}")});
        let edited = editor.query(rename, variables).await;
        assert_eq!(edited["updateOrganization"]["errors"], json!([]));
        for file in files {
            let answer = client.get(file).await;
            assert!(String::from_utf8_lossy(&answer.body).contains(&format!("Ат {version}")));
            assert!(seen.insert(answer.header("etag").to_owned()), "{file} {version}");
            let by_date = client.with("if-modified-since", answer.header("last-modified")).get(file).await;
            assert_eq!((by_date.status, by_date.body == answer.body), (StatusCode::OK, true));
        }
    }
}

#[tokio::test]
async fn tables_open_in_spreadsheets_of_every_language() {
    let service = Service::start().await;
    let client = service.client();
    for name in ["organizations", "people", "posts", "memberships", "events", "figures", "sources"] {
        let comma = client.get(&format!("/data/{name}.csv")).await;
        let semicolon = client.get(&format!("/data/{name}.csv?separator=semicolon")).await;
        assert_ne!(comma.headers["etag"], semicolon.headers["etag"]);
        let read = |answer: &Answer, delimiter: u8| -> Vec<csv::StringRecord> {
            let body = answer.body.strip_prefix("\u{feff}".as_bytes()).expect("a byte order mark");
            let mut reader =
                csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(body);
            reader.records().map(Result::unwrap).collect()
        };
        let rows = read(&comma, b',');
        assert!(rows.len() > 1 && rows == read(&semicolon, b';'), "{name}");
    }
    for wrong in ["x", "", "comma&separator=semicolon"] {
        let refused = client.get(&format!("/data/people.csv?separator={wrong}")).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
}

#[tokio::test]
async fn the_index_names_every_file_with_its_size() {
    let service = Service::start().await;
    let client = service.client();
    let answer = client.get("/data").await;
    assert_eq!(answer.header("content-type"), "application/ld+json");
    let catalogue = answer.json();
    assert_eq!(catalogue["@type"], "dcat:Catalog");
    assert_eq!(catalogue["dct:license"].as_array().unwrap().len(), 2);
    let files = catalogue["dcat:dataset"][0]["dcat:distribution"].as_array().unwrap();
    assert_eq!(files.len(), 13);
    for file in files {
        let url = file["dcat:downloadURL"]["@id"].as_str().unwrap();
        let path = url.strip_prefix("https://dostyq.example").unwrap();
        let answer = client.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        let media_type = answer.header("content-type").split(';').next().unwrap();
        assert_eq!(file["dcat:mediaType"], media_type, "{path}");
        if let Some(bytes) = file["dcat:byteSize"].as_u64() {
            assert_eq!(bytes, answer.body.len() as u64, "{path}");
        }
        let modified = file["dct:modified"]["@value"].as_str();
        let modified = modified.map(|at| DateTime::parse_from_rfc3339(at).unwrap().timestamp());
        assert_eq!(modified.is_none(), path == "/data/csv-metadata.json", "{path}");
        let header = answer.header("last-modified");
        if let Some(at) = modified.filter(|_| path.starts_with("/data/") && !header.is_empty()) {
            let sent = DateTime::parse_from_rfc2822(header).unwrap();
            assert_eq!(at, sent.timestamp(), "{path}");
        }
    }
    let samples = catalogue["dcat:dataset"][0]["adms:sample"].as_array().unwrap();
    let paths = |path: &str| {
        let urls = samples.iter().map(|sample| sample["dcat:downloadURL"]["@id"].as_str().unwrap());
        urls.filter(|url| url.contains(path)).count()
    };
    assert_eq!(
        ["/data/records/", "/calendars/", "?separator=semicolon"].map(paths),
        [2, 1, 1],
        "{samples:#?}"
    );
    for sample in samples {
        let url = sample["dcat:downloadURL"]["@id"].as_str().unwrap();
        let answer = client.get(url.strip_prefix("https://dostyq.example").unwrap()).await;
        assert_eq!(answer.status, StatusCode::OK, "{url}");
        assert_eq!(
            answer.header("content-type").split(';').next(),
            sample["dcat:mediaType"].as_str(),
            "{url}"
        );
    }
    let guide = catalogue["dcat:dataset"][0]["foaf:page"]["@id"].as_str().unwrap();
    let guide = client.get(guide.strip_prefix("https://dostyq.example").unwrap()).await;
    assert_eq!(guide.header("content-type"), "text/markdown; charset=utf-8");
    assert!(std::str::from_utf8(&guide.body).unwrap().contains("`dostyq:founded`"));
    let again = client.with("if-none-match", answer.header("etag")).get("/data").await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    let page = client.with("accept", "text/html,*/*;q=0.8").get("/data?lang=ru").await;
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    let html = unescaped(&page);
    assert!(html.contains("<h1>Открытые данные Дома дружбы</h1>") && html.contains("people.csv"), "{html}");
    assert!(html.contains("<h2>Примеры</h2>") && html.contains("href=\"/data/open-data.md\""), "{html}");
    for sample in samples {
        let url = sample["dcat:downloadURL"]["@id"].as_str().unwrap();
        let path = url.strip_prefix("https://dostyq.example").unwrap();
        assert!(html.contains(&format!("href=\"{path}\"")), "{path}: {html}");
    }
    // Each table has the columns that its description says.
    let described = client.get("/data/csv-metadata.json").await.json();
    for table in described["tables"].as_array().unwrap() {
        let file = client.get(&format!("/data/{}", table["url"].as_str().unwrap())).await;
        let mut reader = csv::Reader::from_reader(&file.body[..]);
        let columns: Vec<&str> = table["tableSchema"]["columns"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["name"].as_str().unwrap())
            .collect();
        assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), columns);
    }
}

#[tokio::test]
async fn a_record_has_its_own_address() {
    let service = Service::start().await;
    let client = service.client();
    let graph = client.get("/data/directory.jsonld").await.json();
    let mut seen = std::collections::BTreeSet::new();
    for node in graph["@graph"].as_array().unwrap() {
        let path = node["@id"].as_str().unwrap().strip_prefix("https://dostyq.example").unwrap();
        if !seen.insert(node["@type"].as_str().unwrap().to_owned()) {
            continue;
        }
        let answer = client.get(path).await;
        assert_eq!(answer.header("content-type"), "application/ld+json", "{path}");
        let mut alone = answer.json();
        assert_eq!(alone.as_object_mut().unwrap().remove("@context"), Some(graph["@context"].clone()));
        assert_eq!(alone, *node);
        let json = client.get(&format!("{path}.json")).await.json();
        assert!(path.ends_with(json["id"].as_str().unwrap()) && json["content"].is_object(), "{json}");
        let plain = client.with("accept", "application/json").get(path).await;
        assert_eq!(plain.header("content-type"), "application/json");
    }
    assert!(seen.len() > 4 && seen.contains("org:Post"), "{seen:?}");
    // Every kind of record has both forms, also those that are not in the graph.
    let changes = client.get("/data/changes.json?since=2000-01-01T00:00:00Z").await.json();
    for (kind, class) in [
        ("kind-term", "DefinedTerm"),
        ("post", "org:Post"),
        ("membership", "OrganizationRole"),
        ("indicator", "StatisticalVariable"),
        ("observation", "Observation"),
    ] {
        let listed = changes["changes"].as_array().unwrap().iter();
        let change = listed.clone().find(|change| change["kind"] == kind && change["content"].is_object());
        let change = change.unwrap_or_else(|| panic!("no {kind}"));
        let path = format!("/data/records/{}", change["id"].as_str().unwrap());
        let json_ld = client.get(&format!("{path}.jsonld")).await;
        assert_eq!((json_ld.status, json_ld.header("content-type")), (StatusCode::OK, "application/ld+json"));
        let node = json_ld.json();
        assert_eq!(node["@type"], class, "{node}");
        assert_eq!(node["@id"], format!("https://dostyq.example{path}"));
        assert_eq!(node["@context"], graph["@context"]);
        assert_eq!(client.get(&path).await.json(), node);
        assert_eq!(client.get(&format!("{path}.json")).await.json()["content"], change["content"]);
    }
    for nothing in ["x", "00000000-0000-0000-0000-000000000000", "00000000-0000-0000-0000-000000000000.json"]
    {
        assert_eq!(client.get(&format!("/data/records/{nothing}")).await.status, StatusCode::NOT_FOUND);
    }
}
