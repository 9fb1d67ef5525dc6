//! Webhooks receive the directory's public changes: signed, in order, again after failures, and from one process at a
//! time.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::Duration;
use dostyq::app::directory::deliver_to_webhooks;
use dostyq::domain::accounts::Role;
use ring::hmac::{HMAC_SHA256, Key, verify};
use serde_json::{Value, json};

use crate::editing::Desk;
use crate::support::client::Client;
use crate::support::receiver::{Message, Receiver};
use crate::support::service::Service;
use crate::support::sql::connect;
use crate::support::study::new_id;

const WEBHOOKS: &str = "{ webhooks { id url recordKinds isActive failingSince lastError } }";

const CREATE: &str = "mutation($input: CreateWebhookInput!) { createWebhook(input: $input) {
    webhook { id url recordKinds isActive } secret errors { code path } } }";

async fn admin(service: &Service) -> Client {
    service.register_with_role("admin@example.kz", Role::Admin).await
}

async fn create(admin: &Client, url: &str, kinds: Value) -> Value {
    let input = json!({"url": url, "recordKinds": kinds});
    admin.query(CREATE, json!({"input": input})).await["createWebhook"].take()
}

async fn webhook(admin: &Client) -> Value {
    admin.query(WEBHOOKS, json!({})).await["webhooks"][0].take()
}

async fn messages(service: &Service, receiver: &Receiver) -> Vec<Message> {
    service.clock.advance(Duration::minutes(1));
    deliver_to_webhooks(&service.services).await;
    receiver.take()
}

fn body(message: &Message) -> Value {
    serde_json::from_slice(&message.body).unwrap()
}

/// Returns the types of messages and the slugs in them.
fn contents(messages: &[Message]) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    messages.iter().map(body).map(|body| (text(&body["type"]), text(&body["data"]["slug"]))).collect()
}

fn change(kind: &str, slug: &str) -> (String, String) {
    (kind.to_owned(), slug.to_owned())
}

#[tokio::test]
async fn a_public_change_is_delivered_once_and_signed() {
    let service = Service::start().await;
    let (admin, desk) = (admin(&service).await, Desk::open(&service).await);
    let receiver = Receiver::start().await;
    let created = create(&admin, &format!("{}/hook", receiver.origin), json!([])).await;
    assert_eq!(created["errors"], json!([]));
    assert!(messages(&service, &receiver).await.is_empty(), "what was before is not delivered");

    // A draft is not delivered.
    desk.create("Organization", desk.organization("draft", &json!({})), false).await;
    let club = desk.publish("Organization", desk.organization("zhas", &json!({}))).await;
    let sent = messages(&service, &receiver).await;
    assert_eq!(contents(&sent), [change("organization.create", "zhas")]);
    let message = &sent[0];
    assert_eq!(
        (message.path.as_str(), message.headers["content-type"].as_str()),
        ("/hook", "application/json")
    );
    let [id, timestamp] = ["webhook-id", "webhook-timestamp"].map(|name| message.headers[name].clone());
    assert_eq!(timestamp, service.clock.now().timestamp().to_string());
    let secret = created["secret"].as_str().unwrap().strip_prefix("whsec_").unwrap();
    let secret = STANDARD.decode(secret).unwrap();
    let key = Key::new(HMAC_SHA256, &secret);
    let signed = [format!("{id}.{timestamp}.").as_bytes(), &message.body].concat();
    let signature = message.headers["webhook-signature"].strip_prefix("v1,").unwrap();
    verify(&key, &signed, &STANDARD.decode(signature).unwrap()).unwrap();
    let database = connect(&service.database.url).await.unwrap();
    let stored: Vec<u8> = database.query_one("SELECT secret FROM webhooks", &[]).await.unwrap().get(0);
    assert!(
        !stored.windows(secret.len()).any(|part| part == secret),
        "the database does not contain the secret"
    );

    let data = body(message)["data"].clone();
    let record = data["url"].as_str().unwrap().strip_prefix("https://dostyq.example").unwrap();
    assert_eq!(service.client().get(record).await.status, 200);
    assert_eq!(
        (&data["kind"], &data["version"], &data["isPublished"]),
        (&json!("organization"), &json!(1), &json!(true))
    );
    assert!(
        !String::from_utf8_lossy(&message.body).contains("editor@example.kz"),
        "nothing about the editor"
    );

    assert!(messages(&service, &receiver).await.is_empty());
    desk.update("Organization", &club, json!({"shortName": {"kk": "Жас"}})).await;
    assert_eq!(contents(&messages(&service, &receiver).await), [change("organization.update", "zhas")]);
}

#[tokio::test]
async fn only_changes_of_the_wanted_kinds_are_delivered() {
    let service = Service::start().await;
    let (admin, desk) = (admin(&service).await, Desk::open(&service).await);
    let receiver = Receiver::start().await;
    create(&admin, &receiver.origin, json!(["PERSON", "PERSON"])).await;
    assert_eq!(webhook(&admin).await["recordKinds"], json!(["PERSON"]));
    desk.publish("Organization", desk.organization("zhas", &json!({}))).await;
    desk.publish("Person", desk.person("aigul")).await;
    assert_eq!(contents(&messages(&service, &receiver).await), [change("person.create", "aigul")]);
}

#[tokio::test]
async fn each_revision_is_read_once_whether_or_not_it_is_delivered() {
    let service = Service::start().await;
    let (admin, desk) = (admin(&service).await, Desk::open(&service).await);
    let receiver = Receiver::start().await;
    create(&admin, &receiver.origin, json!(["PERSON"])).await;
    for slug in ["first", "second"] {
        desk.publish("Organization", desk.organization(slug, &json!({}))).await;
    }
    let person = desk.create("Person", desk.person("aigul"), false).await["record"].take();
    assert!(messages(&service, &receiver).await.is_empty());
    let database = connect(&service.database.url).await.unwrap();
    let unread = async || {
        let count = "SELECT count(*) FROM revisions, webhooks WHERE recorded_at > delivered_until";
        database.query_one(count, &[]).await.unwrap().get::<_, i64>(0)
    };
    assert_eq!(unread().await, 0, "what is not wanted is not read again");

    // While another process has the claim, this one reads nothing.
    desk.publish("Organization", desk.organization("third", &json!({}))).await;
    service.clock.advance(Duration::minutes(1));
    let claim =
        "UPDATE webhooks SET next_at = next_at + interval '1 hour' WHERE next_at <= $1::text::timestamptz";
    database.execute(claim, &[&service.clock.now().to_rfc3339()]).await.unwrap();
    deliver_to_webhooks(&service.services).await;
    assert_eq!(unread().await, 1);
    service.clock.advance(Duration::hours(1));

    // A change to a draft is not delivered; the publication is.
    let published = desk.act("publishRecord", &person, &json!({})).await;
    assert_eq!(published["errors"], json!([]));
    assert_eq!(contents(&messages(&service, &receiver).await), [change("person.publish", "aigul")]);
    assert_eq!(unread().await, 0);
}

#[tokio::test]
async fn a_change_that_was_not_accepted_is_sent_again_and_later_ones_wait_for_it() {
    let service = Service::start().await;
    let (admin, desk) = (admin(&service).await, Desk::open(&service).await);
    let receiver = Receiver::start().await;
    create(&admin, &receiver.origin, json!([])).await;
    for slug in ["first", "second", "third"] {
        desk.publish("Organization", desk.organization(slug, &json!({}))).await;
    }
    receiver.answer("500 Internal Server Error");
    let failed = messages(&service, &receiver).await;
    assert_eq!(contents(&failed), [change("organization.create", "first")]);
    let seen = webhook(&admin).await;
    assert_eq!((&seen["isActive"], &seen["lastError"]), (&json!(true), &json!("status 500")));
    assert!(seen["failingSince"].is_string());
    let again = messages(&service, &receiver).await;
    assert_eq!(again[0].headers["webhook-id"], failed[0].headers["webhook-id"]);
    receiver.answer("204 No Content");
    assert!(messages(&service, &receiver).await.is_empty(), "the wait has doubled");
    let expected = ["first", "second", "third"].map(|slug| change("organization.create", slug));
    assert_eq!(contents(&messages(&service, &receiver).await), expected);
    let seen = webhook(&admin).await;
    assert_eq!((&seen["failingSince"], &seen["lastError"]), (&json!(null), &json!(null)));
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_the_wait_is_what_the_receiver_wants() {
    let service = Service::start().await;
    let (admin, desk) = (admin(&service).await, Desk::open(&service).await);
    let (receiver, elsewhere) = (Receiver::start().await, Receiver::start().await);
    create(&admin, &receiver.origin, json!([])).await;
    desk.publish("Organization", desk.organization("zhas", &json!({}))).await;
    receiver.answer(&format!("307 Temporary Redirect\r\nlocation: {}/", elsewhere.origin));
    assert_eq!(messages(&service, &receiver).await.len(), 1);
    assert!(elsewhere.take().is_empty());
    assert_eq!(webhook(&admin).await["lastError"], json!("status 307"));
    receiver.answer("429 Too Many Requests\r\nretry-after: 600");
    assert_eq!(messages(&service, &receiver).await.len(), 1);
    service.clock.advance(Duration::minutes(8));
    assert!(messages(&service, &receiver).await.is_empty(), "nine minutes later");
    assert_eq!(messages(&service, &receiver).await.len(), 1, "ten minutes later");
}

#[tokio::test]
async fn a_secret_that_cannot_be_read_sends_nothing_unsigned() {
    let service = Service::start().await;
    let (admin, desk) = (admin(&service).await, Desk::open(&service).await);
    let receiver = Receiver::start().await;
    create(&admin, &receiver.origin, json!([])).await;
    desk.publish("Organization", desk.organization("zhas", &json!({}))).await;
    let database = connect(&service.database.url).await.unwrap();
    // This pretends that the service has another key now.
    database
        .execute("UPDATE webhooks SET secret = set_byte(secret, 20, 255 - get_byte(secret, 20))", &[])
        .await
        .unwrap();
    assert!(messages(&service, &receiver).await.is_empty());
    let seen = webhook(&admin).await;
    assert_eq!(
        (&seen["isActive"], &seen["lastError"]),
        (&json!(true), &json!("the secret was encrypted with another key"))
    );
}

#[tokio::test]
async fn a_receiver_that_accepts_nothing_for_days_is_given_up_and_admins_see_it() {
    let service = Service::start().await;
    let (admin, desk) = (admin(&service).await, Desk::open(&service).await);
    let receiver = Receiver::start().await;
    create(&admin, &receiver.origin, json!([])).await;
    desk.publish("Organization", desk.organization("zhas", &json!({}))).await;
    receiver.answer("503 Service Unavailable");
    let mut attempts = 0;
    for _ in 0..21 {
        attempts += messages(&service, &receiver).await.len();
        service.clock.advance(Duration::hours(6));
    }
    assert!((15..=21).contains(&attempts), "{attempts}");
    let seen = webhook(&admin).await;
    assert_eq!((&seen["isActive"], &seen["lastError"]), (&json!(false), &json!("status 503")));
    receiver.answer("200 OK");
    service.clock.advance(Duration::days(1));
    assert!(messages(&service, &receiver).await.is_empty());
}

#[tokio::test]
async fn two_processes_deliver_each_change_once() {
    let service = Service::start().await;
    let (admin, desk) = (admin(&service).await, Desk::open(&service).await);
    let receiver = Receiver::start().await;
    for path in ["a", "b"] {
        create(&admin, &format!("{}/{path}", receiver.origin), json!([])).await;
    }
    for slug in ["first", "second"] {
        desk.publish("Organization", desk.organization(slug, &json!({}))).await;
    }
    let other = service.start_second().await;
    for each in [&service, &other] {
        each.clock.advance(Duration::minutes(1));
    }
    tokio::join!(deliver_to_webhooks(&service.services), deliver_to_webhooks(&other.services));
    let sent = receiver.take();
    assert_eq!(sent.len(), 4);
    for path in ["/a", "/b"] {
        let own: Vec<Message> = sent.iter().filter(|message| message.path == path).cloned().collect();
        let expected = ["first", "second"].map(|slug| change("organization.create", slug));
        assert_eq!(contents(&own), expected, "{path}");
    }
}

#[tokio::test]
async fn only_admins_manage_webhooks_and_addresses_must_be_usable() {
    let service = Service::start().await;
    let admin = admin(&service).await;
    Desk::open(&service).await;
    let (editor, anyone) = (service.client().log_in("editor@example.kz").await, service.client());
    for client in [&editor, &anyone] {
        assert_eq!(client.query(WEBHOOKS, json!({})).await["webhooks"], json!(null));
    }
    let refused = create(&editor, "https://hooks.example.org/", json!([])).await;
    assert_eq!(refused["errors"], json!([{"code": "FORBIDDEN", "path": []}]));
    for url in ["", "hooks.example.org", "ftp://hooks.example.org/", "https://a@hooks.example.org/"] {
        let refused = create(&admin, url, json!([])).await;
        assert_eq!(refused["errors"], json!([{"code": "INVALID_WEBHOOK_URL", "path": ["url"]}]), "{url}");
        assert_eq!((&refused["webhook"], &refused["secret"]), (&json!(null), &json!(null)));
    }
    for number in 0..20 {
        let url = format!("https://hooks.example.org/{number}");
        assert_eq!(create(&admin, &url, json!([])).await["errors"], json!([]));
    }
    let refused = create(&admin, "https://hooks.example.org/", json!([])).await;
    assert_eq!(refused["errors"], json!([{"code": "TOO_MANY_WEBHOOKS", "path": []}]));
    let delete =
        "mutation($id: ID!) { deleteWebhook(input: {id: $id}) { deletedWebhookId errors { code path } } }";
    let id = webhook(&admin).await["id"].take();
    let deleted = admin.query(delete, json!({"id": id})).await["deleteWebhook"].take();
    assert_eq!(deleted, json!({"deletedWebhookId": id, "errors": []}));
    let again = admin.query(delete, json!({"id": id})).await["deleteWebhook"].take();
    assert_eq!(again["errors"], json!([{"code": "NOT_FOUND", "path": ["id"]}]));
    service.clock.advance(Duration::minutes(16));
    let refused = create(&admin, "https://hooks.example.org/", json!([])).await;
    assert_eq!(refused["errors"], json!([{"code": "REAUTHENTICATION_REQUIRED", "path": []}]));
}

#[tokio::test]
async fn a_webhook_whose_creation_is_sent_again_exists_once() {
    let service = Service::start().await;
    let admin = admin(&service).await;
    let send = async |mutation: &Value| {
        let input = json!({"url": "https://hooks.example.org/", "clientMutationId": mutation});
        admin.query(CREATE, json!({"input": input})).await["createWebhook"].take()
    };
    let mutation = new_id();
    let (created, at_once) = tokio::join!(send(&mutation), send(&mutation));
    assert_eq!(created["errors"], json!([]));
    assert_eq!([at_once, send(&mutation).await], [created.clone(), created.clone()], "with the secret");
    let other = send(&new_id()).await;
    assert_ne!((&other["webhook"]["id"], &other["secret"]), (&created["webhook"]["id"], &created["secret"]));
    let delete = "mutation($id: ID!) { deleteWebhook(input: {id: $id}) { errors { code } } }";
    admin.query(delete, json!({"id": created["webhook"]["id"]})).await;
    let late = send(&mutation).await;
    assert_eq!(late["errors"], json!([{"code": "DELETED_SINCE", "path": ["clientMutationId"]}]));
    assert_eq!((&late["webhook"], &late["secret"]), (&json!(null), &json!(null)));
}

#[tokio::test]
async fn a_clock_that_was_ahead_by_a_day_delays_no_delivery() {
    let service = Service::start().await;
    let (admin, desk) = (admin(&service).await, Desk::open(&service).await);
    let receiver = Receiver::start().await;
    create(&admin, &receiver.origin, json!([])).await;
    service.clock.advance(Duration::days(1));
    desk.publish("Organization", desk.organization("first", &json!({}))).await;
    assert_eq!(contents(&messages(&service, &receiver).await), [change("organization.create", "first")]);
    service.clock.advance(Duration::days(-1));
    desk.publish("Organization", desk.organization("second", &json!({}))).await;
    assert_eq!(contents(&messages(&service, &receiver).await), [change("organization.create", "second")]);
}
