//! Error responses: what they reveal, and what they hide, when a request or the service fails.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use graphql_engine::Limits;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::client::{Answer, Client};
use crate::support::service::Service;

mod ended_tokens;
mod lost_database;

const JSON: &str = "application/json";
const RESPONSE: &str = "application/graphql-response+json";

const NAMES: &str = "{ organizations(first: 2) { edges { node { slug } } } }";

/// Checks that the error is usable: it has a code, is in the requested media type, and reveals no internals.
fn assert_error(answer: &Answer, status: u16, media: &str, code: &str) {
    let json = answer.json();
    assert_eq!(answer.status, status, "{json:#}");
    assert_eq!(answer.code(), code, "{json:#}");
    assert_eq!(answer.header("content-type"), format!("{media}; charset=utf-8"));
    assert_eq!(answer.header("cache-control"), "no-store");
    let message = json["errors"][0]["message"].as_str().unwrap();
    assert!(!message.is_empty(), "{json:#}");
    assert_reveals_no_internals(answer);
}

/// Checks that a request that was not executed has no data, not even null.
fn assert_no_data(answer: &Answer) {
    assert!(answer.json().get("data").is_none(), "{:#}", answer.json());
}

fn assert_reveals_no_internals(answer: &Answer) {
    let text = String::from_utf8(answer.body.to_vec()).unwrap().to_lowercase();
    for word in [
        "postgres", "diesel", "sql", "socket", "relation", "pool", "src/", ".rs", "panic", "os error", "/run",
    ] {
        assert!(!text.contains(word), "{word} in {text}");
    }
}

async fn graphql(client: &Client, accept: &'static str, body: &Value) -> Answer {
    client.with("accept", accept).post(JSON, &body.to_string()).await
}

async fn organizations(client: &Client) -> Answer {
    client.execute(NAMES, json!({})).await
}

#[tokio::test]
async fn http_errors_have_their_own_status_in_both_media_types() {
    let service = Service::start().await;
    let client = service.client();
    let query = json!({"query": "{ __typename }"}).to_string();
    let long = json!({"query": "{ __typename }", "x": "x".repeat(Limits::default().body_bytes)}).to_string();
    for media in [JSON, RESPONSE] {
        let client = client.with("accept", media);
        for malformed in
            ["", "{", "query", "[]", "null", "\"{ __typename }\"", "{\"query\": 1}", "{\"variables\": {}}"]
        {
            let answer = client.post(JSON, malformed).await;
            assert_error(&answer, 400, media, "BAD_REQUEST");
            assert_no_data(&answer);
        }
        let answer = client.send("POST", "/graphql", Some(JSON), b"{\"query\": \"{ \xff }\"}").await;
        assert_error(&answer, 400, media, "BAD_REQUEST");
        for content_type in [
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/graphql",
        ] {
            assert_error(&client.post(content_type, &query).await, 415, media, "BAD_REQUEST");
        }
        let answer = client.send("POST", "/graphql", None, query.as_bytes()).await;
        assert_error(&answer, 415, media, "BAD_REQUEST");
        assert_error(&client.post(JSON, &long).await, 413, media, "LIMIT_EXCEEDED");
        assert_error(&client.get("/graphql").await, 400, media, "BAD_REQUEST");
    }
    let answer = client.with("accept", "text/html").post(JSON, &query).await;
    assert_error(&answer, 406, JSON, "BAD_REQUEST");
    let batch = client.post(JSON, &format!("[{query}, {query}]")).await;
    assert_error(&batch, 400, JSON, "BAD_REQUEST");
    assert_eq!(
        client.post("application/json; charset=utf-8", &query).await.data(),
        json!({"__typename": "Query"})
    );
}

#[tokio::test]
async fn a_refused_operation_is_200_as_json_and_400_as_a_graphql_response() {
    let service = Service::start().await;
    let client = service.client();
    let costly =
        "{ organizations(first: 100) { edges { node { children { children { children { slug } } } } } } }";
    // The cost of many nested lists must not overflow into a small number.
    let levels = format!("{}slug{}", "children { ".repeat(12), " }".repeat(12));
    let levels = levels.replacen("children", "hostedOrganizations", 1);
    let many: Vec<String> = (0..20).map(|n| format!("a{n}: {levels}")).collect();
    let costliest =
        format!("query($i: [ID!]!) {{ nodes(ids: $i) {{ ... on Organization {{ {} }} }} }}", many.join(" "));
    for (media, status) in [(JSON, 200), (RESPONSE, 400)] {
        for (body, code) in [
            (json!({"query": "{"}), "GRAPHQL_PARSE_FAILED"),
            (json!({"query": "{ nothing }"}), "GRAPHQL_VALIDATION_FAILED"),
            (json!({"query": "{ __typename }", "operationName": "other"}), "OPERATION_RESOLUTION_FAILURE"),
            (
                json!({"query": "query A { __typename } query B { __typename }"}),
                "OPERATION_RESOLUTION_FAILURE",
            ),
            (
                json!({"query": "query($n: Int!) { organizations(first: $n) { edges { cursor } } }"}),
                "BAD_USER_INPUT",
            ),
            (
                json!({"query": "query($n: Int) { organizations(first: $n) { edges { cursor } } }", "variables": {"n": "x"}}),
                "BAD_USER_INPUT",
            ),
            (json!({"query": format!("{{ {} }}", aliases(101))}), "LIMIT_EXCEEDED"),
            (json!({"query": costly}), "LIMIT_EXCEEDED"),
            (json!({"query": costliest, "variables": {"i": vec!["x"; 64]}}), "LIMIT_EXCEEDED"),
        ] {
            let answer = graphql(&client, media, &body).await;
            assert_error(&answer, status, media, code);
            assert_no_data(&answer);
        }
        let refused = json!({"query": "{ organizations(first: 101) { edges { cursor } } }"});
        let answer = graphql(&client, media, &refused).await;
        assert_error(&answer, 200, media, "BAD_USER_INPUT");
        assert!(answer.json().get("data").is_some(), "an executed operation has data, even if null");
        let anonymous =
            json!({"query": "mutation { updateSettings(input: {dailyGoal: 1}) { errors { code } } }"});
        assert_error(&graphql(&client, media, &anonymous).await, 200, media, "UNAUTHENTICATED");
    }
}

fn aliases(count: usize) -> String {
    (0..count).map(|n| format!("a{n}: __typename")).collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn get_is_for_queries_and_not_for_mutations() {
    let service = Service::start().await;
    let client = service.client();
    // query One($slug: String!) { organization(by: {slug: $slug}) { slug } } query Two { __typename }
    let two = "/graphql?query=query+One%28%24slug%3A+String%21%29+%7B+organization%28by%3A+%7Bslug%3A+%24slug%7D%29\
               +%7B+slug+%7D+%7D+query+Two+%7B+__typename+%7D&operationName=One\
               &variables=%7B%22slug%22%3A%22qha%22%7D";
    assert_eq!(client.get(two).await.data(), json!({"organization": {"slug": "qha"}}));

    let mutation = "/graphql?query=mutation+%7B+logOut+%7B+errors+%7B+code+%7D+%7D+%7D";
    for media in [JSON, RESPONSE] {
        let client = client.with("accept", media);
        let answer = client.get(mutation).await;
        assert_error(&answer, 405, media, "BAD_REQUEST");
        assert_eq!(answer.header("allow"), "POST");
    }
    for method in ["PUT", "DELETE", "PATCH"] {
        let answer = client.send(method, "/graphql", Some(JSON), b"{}").await;
        assert_error(&answer, 405, JSON, "BAD_REQUEST");
        assert_eq!(answer.header("allow"), "GET, POST", "{method}");
    }
}

#[tokio::test]
async fn invalid_credentials_are_401() {
    let service = Service::start().await;
    let client = service.client();
    let viewer = json!({"query": "{ viewer { account { email } } }"});
    for media in [JSON, RESPONSE] {
        for credentials in ["Bearer", "Basic YTpi", "unknown", ""] {
            let answer = graphql(&client.with("authorization", credentials), media, &viewer).await;
            assert_error(&answer, 401, media, "UNAUTHENTICATED");
            assert_no_data(&answer);
            assert_eq!(answer.header("www-authenticate"), "Bearer", "{credentials}");
        }
    }
    assert_eq!(
        graphql(&client, JSON, &viewer).await.data(),
        json!({"viewer": null}),
        "being logged out is not an error"
    );

    let learner = client.register("aigul@example.kz").await;
    learner.query("mutation { logOut { errors { code } } }", json!({})).await;
    assert_error(&graphql(&learner, JSON, &viewer).await, 200, JSON, "UNAUTHENTICATED");

    let forgotten = client.register("asqar@example.kz").await;
    assert!(graphql(&forgotten, JSON, &viewer).await.data()["viewer"].is_object());
    service.clock.advance(chrono::Duration::days(90));
    assert_error(&graphql(&forgotten, JSON, &viewer).await, 200, JSON, "UNAUTHENTICATED");
}

#[tokio::test]
async fn no_character_causes_an_internal_error() {
    let service = Service::start().await;
    let client = service.client();
    // PostgreSQL text can hold every character but this one.
    let text = "a\u{0}b";
    let cursor = URL_SAFE_NO_PAD.encode(json!(["organizations", [text, Uuid::nil()]]).to_string());
    let learner = client.register("aigul@example.kz").await;
    service.promote("aigul@example.kz").await;
    for (document, variables) in [
        ("query($x: String!) { organization(by: {slug: $x}) { slug } }", json!({"x": text})),
        ("query($x: String!) { person(by: {slug: $x}) { slug } }", json!({"x": text})),
        ("query($x: String!) { event(by: {slug: $x}) { slug } }", json!({"x": text})),
        ("query($x: String!) { course(by: {slug: $x}) { slug } }", json!({"x": text})),
        ("query($x: String!) { lesson(by: {slugs: {course: $x, lesson: $x}}) { slug } }", json!({"x": text})),
        (
            "query($x: String!) { organizations(filter: {slugs: [$x], parent: {slug: $x}}) { edges { cursor } } }",
            json!({"x": text}),
        ),
        ("query($x: String!) { organizations(after: $x) { edges { cursor } } }", json!({"x": cursor})),
        ("query($x: String!) { indicators(filter: {area: $x}) { edges { cursor } } }", json!({"x": text})),
        ("query($x: ID!) { node(id: $x) { id } }", json!({"x": text})),
        (
            "mutation($x: String!) { logIn(input: {email: $x, password: $x}) { errors { code } } }",
            json!({"x": "a\u{0}b@example.kz"}),
        ),
        (
            "mutation($x: String!) { register(input: {email: \"b@example.kz\", password: $x, displayName: $x, timeZone: $x}) { errors { code } } }",
            json!({"x": "password\u{0}"}),
        ),
        (
            "mutation($x: String!) { joinClub(input: {inviteCode: $x}) { errors { code } } }",
            json!({"x": text}),
        ),
        ("mutation($x: String!) { createClub(input: {name: $x}) { errors { code } } }", json!({"x": text})),
        (
            "mutation($x: LanguageTag!) { updateSettings(input: {glossLanguages: [$x]}) { errors { code } } }",
            json!({"x": text}),
        ),
    ] {
        let answer = learner.execute(document, variables).await;
        let json = answer.json();
        assert_eq!(answer.status, 200, "{document} {json:#}");
        assert_ne!(json["errors"][0]["extensions"]["code"], "INTERNAL", "{document} {json:#}");
    }
}

#[tokio::test]
async fn an_answer_with_any_character_does_not_affect_its_batch() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    let lesson = learner
        .query(
            "{ lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"amandasu\"}}) { id } }",
            json!({}),
        )
        .await;
    learner
        .query(
            "mutation($id: ID!) { startLesson(input: {lessonId: $id}) { errors { code } } }",
            json!({"id": lesson["lesson"]["id"]}),
        )
        .await;
    let queue =
        learner.query("{ viewer { studyQueue { card { id skill word { headword } } } } }", json!({})).await;
    let items = queue["viewer"]["studyQueue"].as_array().unwrap();
    let typed: Vec<&Value> =
        items.iter().map(|item| &item["card"]).filter(|card| card["skill"] == "PRODUCE").collect();
    let review = |number, card: &Value, text: &Value| {
        json!({
            "reviewId": Uuid::from_u128(number),
            "cardId": card["id"],
            "reviewedAt": service.clock.now(),
            "durationMs": 1_000,
            "answer": {"text": text},
        })
    };
    let reviews = [
        review(1, typed[0], &typed[0]["word"]["headword"]),
        review(2, typed[1], &json!("а\u{0}б")),
        review(3, typed[2], &json!("\u{1f642}\u{202e}\u{feff}")),
    ];
    let answer = learner
        .execute(
            "mutation($reviews: [ReviewInput!]!) { submitReviews(input: {reviews: $reviews}) {
                results { grade { verdict } error { code } } } }",
            json!({"reviews": reviews}),
        )
        .await;
    let results = &answer.data()["submitReviews"]["results"];
    assert_eq!(results[0], json!({"grade": {"verdict": "CORRECT"}, "error": null}));
    assert_eq!(results[1], json!({"grade": null, "error": {"code": "INVALID_ANSWER"}}));
    assert_eq!(results[2], json!({"grade": {"verdict": "WRONG"}, "error": null}));
}

#[tokio::test]
async fn health_checks_report_liveness_and_readiness() {
    let service = Service::start().await;
    let client = service.client();
    for path in ["/healthz", "/readyz"] {
        let answer = client.get(path).await;
        assert_eq!((answer.status.as_u16(), &*answer.body), (200, &b"ok"[..]), "{path}");
    }
    assert_eq!(client.send("POST", "/healthz", None, b"").await.status, 405);
}

#[tokio::test]
async fn a_request_keeps_its_id_or_gets_one() {
    let service = Service::start().await;
    let client = service.client();
    for path in ["/healthz", "/graphql", "/nothing", "/graphiql"] {
        let answer = client.with("x-request-id", "a-B_3.x").get(path).await;
        assert_eq!(answer.header("x-request-id"), "a-B_3.x", "{path}");
    }
    let too_long = "x".repeat(65);
    let mut ids = BTreeSet::new();
    for given in ["", "a b", "<script>", too_long.as_str()] {
        let answer = client.with("x-request-id", given).get("/healthz").await;
        ids.insert(answer.header("x-request-id").to_owned());
    }
    ids.insert(client.get("/healthz").await.header("x-request-id").to_owned());
    assert_eq!(ids.len(), 5, "each id is new: {ids:?}");
    assert!(ids.iter().all(|id| id.len() == 32), "{ids:?}");
}

#[tokio::test]
async fn unknown_paths_are_not_found() {
    let service = Service::start().await;
    let client = service.client();
    for path in [
        "/nothing",
        "/graphql/",
        "/graphql/nothing",
        "/graphiql/nothing",
        "/graphiql/..%2fCargo.toml",
        "/healthz/x",
    ] {
        let answer = client.get(path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert_reveals_no_internals(&answer);
    }
}

#[tokio::test]
async fn a_client_with_persisted_queries_sends_the_document_instead() {
    let service = Service::start().await;
    let hash = json!({"persistedQuery": {"version": 1, "sha256Hash": "0".repeat(64)}});
    let answer = graphql(&service.client(), JSON, &json!({"extensions": hash})).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (200, "PERSISTED_QUERY_NOT_SUPPORTED"));
    assert_eq!(answer.json()["errors"][0]["message"], "PersistedQueryNotSupported");
    let whole = json!({"query": "{ __typename }", "extensions": hash});
    graphql(&service.client(), JSON, &whole).await.data();
}

#[tokio::test]
async fn a_client_learns_what_an_operation_costs_and_may_cost() {
    let service = Service::start().await;
    let cost = async |query: &str| {
        let body = json!({"query": query, "extensions": {"cost": true}});
        graphql(&service.client(), JSON, &body).await.json()
    };
    assert_eq!(cost("{ __typename }").await["extensions"]["cost"]["allowed"], json!(100_000));
    let names = cost("{ people(first: 10) { edges { node { id name } } } }").await;
    assert!(names["extensions"]["cost"]["cost"].as_u64().unwrap() > 1_000, "{names}");
    assert!(service.client().execute(NAMES, json!({})).await.json().get("extensions").is_none());

    let pages = (0..5).map(|n| format!("p{n}: courses(first: 100) {{ edges {{ node {{ lessons {{ words {{ glosses {{ text }} }} }} }} }} }} "));
    let refused = cost(&format!("{{ {} }}", pages.collect::<String>())).await;
    let extensions = &refused["errors"][0]["extensions"];
    assert_eq!(
        (&extensions["code"], &extensions["limit"]),
        (&json!("LIMIT_EXCEEDED"), &json!("complexity")),
        "{refused}"
    );
    assert!(extensions["cost"].as_u64() > extensions["allowed"].as_u64(), "{refused}");
}
