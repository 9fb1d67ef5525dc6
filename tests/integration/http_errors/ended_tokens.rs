//! Requests with the token of a session that has ended.

use serde_json::json;

use super::{JSON, NAMES, RESPONSE, assert_error, graphql, organizations};
use crate::support::client::PASSWORD;
use crate::support::service::Service;

#[tokio::test]
async fn a_token_that_has_ended_refuses_neither_a_login_nor_what_is_public() {
    let service = Service::start().await;
    let ended = service.client().register("aigul@example.kz").await;
    ended.query("mutation { logOut { errors { code } } }", json!({})).await;
    // Somebody else's result of the same query is stored by now, without an error.
    let public = organizations(&service.client()).await.data();
    for media in [JSON, RESPONSE] {
        for client in [&ended, &service.client().with_token("unknown")] {
            let answer = graphql(client, media, &json!({"query": NAMES})).await;
            assert_error(&answer, 200, media, "UNAUTHENTICATED");
            assert_eq!(answer.json()["data"], public);
            assert_eq!(answer.json()["errors"].as_array().unwrap().len(), 1);
        }
    }
    assert_eq!(organizations(&service.client()).await.data(), public, "others get no error");

    let log_in =
        "mutation($input: LogInInput!) { logIn(input: $input) { session { token } errors { code } } }";
    let input = json!({"email": "aigul@example.kz", "password": PASSWORD});
    let answer = ended.execute(log_in, json!({"input": input})).await;
    assert_error(&answer, 200, JSON, "UNAUTHENTICATED");
    let payload = &answer.json()["data"]["logIn"];
    assert_eq!(payload["errors"], json!([]));
    let again = service.client().with_token(payload["session"]["token"].as_str().unwrap());
    again.query("{ viewer { id } }", json!({})).await;

    // The service refuses operations that need a login, and a stream ends with its session.
    let create = "mutation { createClub(input: {name: \"Достар\"}) { club { id } errors { code } } }";
    let answer = ended.execute(create, json!({})).await;
    assert_error(&answer, 200, JSON, "UNAUTHENTICATED");
    assert_eq!(answer.json()["data"], json!({"createClub": null}));
    let stream = ended.with("accept", "text/event-stream");
    let subscribe = json!({"query": "subscription { progressUpdated { reviews } }"});
    assert_eq!(stream.post(JSON, &subscribe.to_string()).await.status, 401);
    assert_eq!(ended.get("/me/export.json").await.status, 401);
}
