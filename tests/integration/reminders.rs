//! Web Push reminds learners on their devices of due cards, in the daytime, and once a day.

use chrono::{DateTime, Duration, Utc};
use dostyq::app::reminders::send_due_reminders;
use dostyq::app::{Caller, accounts};
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::device::{Device, subscription, verify};
use crate::support::receiver::{Message, Receiver};
use crate::support::service::Service;
use crate::support::sql::connect;
use crate::support::study::{learn, queue, rate, review, right_answer, submit};

const EMAIL: &str = "aigul@example.kz";

const SUBSCRIBE: &str = "mutation($input: SubscribeToPushInput!) {
    subscribeToPush(input: $input) { viewer { account { email } } errors { code path } } }";

async fn subscribe(client: &Client, input: &Value) -> Value {
    client.query(SUBSCRIBE, json!({"input": input})).await["subscribeToPush"].take()
}

/// Starts a service with a learner of ten cards that are due on 2026-11-25 at 04:00 in Almaty.
async fn service_with_learner() -> (Service, Client) {
    let service = Service::start().await;
    let learner = service.client().register(EMAIL).await;
    learn(&service, &learner, "amandasu").await;
    (service, learner)
}

/// Subscribes a new device of a learner.
async fn device(learner: &Client, push: &Receiver, name: &str) -> Device {
    let device = Device::new(push, name);
    assert_eq!(subscribe(learner, &device.input()).await["errors"], json!([]));
    device
}

/// Moves the clock to a time, and returns the messages that are sent then.
async fn messages_at(service: &Service, push: &Receiver, time: &str) -> Vec<Message> {
    let time: DateTime<Utc> = time.parse().unwrap();
    assert!(time >= service.clock.now());
    service.clock.advance(time - service.clock.now());
    messages(service, push).await
}

async fn messages(service: &Service, push: &Receiver) -> Vec<Message> {
    send_due_reminders(&service.services).await;
    push.take()
}

async fn subscriptions(service: &Service) -> i64 {
    let database = connect(&service.database.url).await.unwrap();
    database.query_one("SELECT count(*) FROM push_subscriptions", &[]).await.unwrap().get(0)
}

#[tokio::test]
async fn a_learner_is_reminded_of_due_cards_by_day_and_once_a_day() {
    let (service, learner) = service_with_learner().await;
    let push = Receiver::start().await;
    let phone = device(&learner, &push, "phone").await;
    assert!(messages(&service, &push).await.is_empty(), "nothing is due");
    for night in ["2026-11-24T16:30:00Z", "2026-11-24T23:30:00Z", "2026-11-25T02:59:00Z"] {
        assert!(messages_at(&service, &push, night).await.is_empty(), "{night}");
    }

    let sent = messages_at(&service, &push, "2026-11-25T03:00:00Z").await;
    let [message] = &sent[..] else { panic!("{sent:?}") };
    assert_eq!(message.path, "/phone");
    assert_eq!(
        ["content-encoding", "topic", "urgency", "ttl"].map(|name| message.headers[name].as_str()),
        ["aes128gcm", "reminder", "normal", "46800"],
        "it is worth showing until 21:00"
    );
    let key = service.client().query("{ pushPublicKey }", json!({})).await["pushPublicKey"].take();
    let claims = verify(&message.headers["authorization"], key.as_str().unwrap());
    assert_eq!((&claims["aud"], &claims["sub"]), (&json!(push.origin), &json!("https://dostyq.example")));
    assert_eq!(claims["exp"], (service.clock.now() + Duration::hours(12)).timestamp());
    assert_eq!(
        phone.decrypt(&message.body),
        json!({"title": "Time to review", "body": "10 cards to review.", "lang": "en"})
    );

    for later in ["2026-11-25T03:01:00Z", "2026-11-25T12:00:00Z", "2026-11-26T02:30:00Z"] {
        assert!(messages_at(&service, &push, later).await.is_empty(), "{later}");
    }
    assert_eq!(messages_at(&service, &push, "2026-11-26T03:00:00Z").await.len(), 1, "still not studied");
}

#[tokio::test]
async fn learners_who_have_studied_are_not_reminded_before_a_card_is_due_again() {
    let (service, learner) = service_with_learner().await;
    let push = Receiver::start().await;
    device(&learner, &push, "phone").await;
    assert!(messages_at(&service, &push, "2026-11-25T02:00:00Z").await.is_empty());
    let items = queue(&learner).await;
    let reviews: Vec<Value> = items.iter().map(|item| review(&service, item, &right_answer(item))).collect();
    submit(&learner, &reviews).await;
    for time in ["2026-11-25T03:00:00Z", "2026-11-25T08:00:00Z", "2026-11-25T15:00:00Z"] {
        assert!(messages_at(&service, &push, time).await.is_empty(), "{time}");
    }
    let next = learner.query("{ viewer { nextDueAt } }", json!({})).await["viewer"]["nextDueAt"].take();
    let next: DateTime<Utc> = next.as_str().unwrap().parse().unwrap();
    // At 04:00 in Almaty; the reminder comes four hours later.
    let reminder = next + Duration::hours(4);
    assert!(messages_at(&service, &push, &(reminder - Duration::minutes(1)).to_rfc3339()).await.is_empty());
    assert_eq!(messages_at(&service, &push, &reminder.to_rfc3339()).await.len(), 1);
}

#[tokio::test]
async fn a_learner_who_is_studying_is_not_reminded_for_half_an_hour() {
    let (service, learner) = service_with_learner().await;
    let push = Receiver::start().await;
    device(&learner, &push, "phone").await;
    assert!(messages_at(&service, &push, "2026-11-25T02:55:00Z").await.is_empty());
    // One of ten cards.
    let items = queue(&learner).await;
    submit(&learner, &[review(&service, &items[0], &right_answer(&items[0]))]).await;
    for time in ["2026-11-25T03:00:00Z", "2026-11-25T03:29:00Z"] {
        assert!(messages_at(&service, &push, time).await.is_empty(), "{time}");
    }
    assert_eq!(messages_at(&service, &push, "2026-11-25T03:30:00Z").await.len(), 1);
}

#[tokio::test]
async fn the_next_step_of_a_card_that_was_just_answered_waits_for_half_an_hour() {
    let (service, learner) = service_with_learner().await;
    let push = Receiver::start().await;
    device(&learner, &push, "phone").await;
    assert!(messages_at(&service, &push, "2026-11-25T02:55:00Z").await.is_empty());
    // All ten cards, which are due again in ten minutes.
    let items = queue(&learner).await;
    let reviews: Vec<Value> =
        items.iter().map(|item| rate(service.clock.now(), &item["card"]["id"], "AGAIN")).collect();
    submit(&learner, &reviews).await;
    for time in ["2026-11-25T02:56:00Z", "2026-11-25T03:06:00Z", "2026-11-25T03:25:00Z"] {
        assert!(messages_at(&service, &push, time).await.is_empty(), "{time}");
    }
    assert_eq!(messages_at(&service, &push, "2026-11-25T03:26:00Z").await.len(), 1);
}

#[tokio::test]
async fn a_device_that_has_unsubscribed_is_forgotten() {
    let (service, learner) = service_with_learner().await;
    let push = Receiver::start().await;
    for (name, status) in [("phone", "410 Gone"), ("tablet", "404 Not Found")] {
        device(&learner, &push, name).await;
        push.answer(status);
        let tomorrow = service.clock.now() + Duration::days(2);
        let morning = tomorrow.date_naive().and_hms_opt(3, 0, 0).unwrap().and_utc();
        messages(&service, &push).await;
        assert_eq!(messages_at(&service, &push, &morning.to_rfc3339()).await.len(), 1, "{name}");
        assert_eq!(subscriptions(&service).await, 0, "{name}");
    }
    messages_at(&service, &push, "2026-12-10T03:00:00Z").await;
    let database = connect(&service.database.url).await.unwrap();
    let waiting = "SELECT count(*) FROM learners WHERE reminder_at IS NOT NULL";
    let waiting: i64 = database.query_one(waiting, &[]).await.unwrap().get(0);
    assert_eq!(waiting, 0, "nobody looks at a learner without devices");
}

#[tokio::test]
async fn a_push_service_that_is_busy_gets_the_message_later_and_no_device_gets_it_twice() {
    let (service, learner) = service_with_learner().await;
    let (busy, idle) = (Receiver::start().await, Receiver::start().await);
    device(&learner, &busy, "phone").await;
    device(&learner, &idle, "tablet").await;
    messages(&service, &busy).await;
    busy.answer("503 Service Unavailable\r\nretry-after: 600");
    assert_eq!(messages_at(&service, &busy, "2026-11-25T03:00:00Z").await.len(), 1);
    assert!(messages_at(&service, &busy, "2026-11-25T03:09:00Z").await.is_empty());
    busy.answer("429 Too Many Requests");
    assert_eq!(messages_at(&service, &busy, "2026-11-25T03:10:00Z").await.len(), 1);
    busy.answer("201 Created");
    assert!(messages_at(&service, &busy, "2026-11-25T03:11:00Z").await.is_empty(), "the wait has doubled");
    assert_eq!(messages_at(&service, &busy, "2026-11-25T03:12:00Z").await.len(), 1);
    assert!(messages_at(&service, &busy, "2026-11-25T09:00:00Z").await.is_empty());
    assert_eq!(idle.take().len(), 1);
}

#[tokio::test]
async fn two_processes_send_each_message_once() {
    let service = Service::start().await;
    let push = Receiver::start().await;
    for name in ["aigul", "berik", "dana"] {
        let learner = service.client().register(&format!("{name}@example.kz")).await;
        learn(&service, &learner, "amandasu").await;
        device(&learner, &push, name).await;
    }
    let other = service.start_second().await;
    let morning: DateTime<Utc> = "2026-11-26T03:00:00Z".parse().unwrap();
    messages(&service, &push).await;
    for each in [&service, &other] {
        each.clock.advance(morning - each.clock.now());
    }
    tokio::join!(send_due_reminders(&service.services), send_due_reminders(&other.services));
    let mut paths: Vec<String> = push.take().into_iter().map(|message| message.path).collect();
    paths.sort();
    assert_eq!(paths, ["/aigul", "/berik", "/dana"]);
}

#[tokio::test]
async fn a_subscription_that_cannot_be_used_is_refused() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    let push = Receiver::start().await;
    let good = Device::new(&push, "phone").input();
    let no_point = format!("BA{}", "A".repeat(85));
    for (field, value) in [
        ("endpoint", "ftp://push.example.org/x"),
        ("endpoint", "phone"),
        ("p256dh", "AAAA"),
        ("p256dh", "?"),
        ("p256dh", &no_point),
        ("auth", "AAAA"),
    ] {
        let mut input = good.clone();
        input[field] = json!(value);
        let refused = subscribe(&learner, &input).await;
        let expected = json!([{"code": "INVALID_PUSH_SUBSCRIPTION", "path": [field]}]);
        assert_eq!((&refused["errors"], &refused["viewer"]), (&expected, &json!(null)), "{value}");
    }
    let nobody = service.client().execute(SUBSCRIBE, json!({"input": good})).await;
    assert_eq!(nobody.code(), "UNAUTHENTICATED");
    assert_eq!(subscriptions(&service).await, 0);
}

#[tokio::test]
async fn a_device_reminds_the_account_that_subscribed_last_until_it_unsubscribes() {
    let (service, aigul) = service_with_learner().await;
    let push = Receiver::start().await;
    let phone = device(&aigul, &push, "phone").await;
    let berik = service.client().register("berik@example.kz").await;
    for learner in [&aigul, &berik, &berik] {
        assert_eq!(subscribe(learner, &phone.input()).await["errors"], json!([]));
    }
    assert_eq!(subscriptions(&service).await, 1);
    messages(&service, &push).await;
    assert!(
        messages_at(&service, &push, "2026-11-25T04:00:00Z").await.is_empty(),
        "Berik has learned nothing"
    );

    let unsubscribe = "mutation($input: UnsubscribeFromPushInput!) {
        unsubscribeFromPush(input: $input) { viewer { account { email } } errors { code } } }";
    let input = json!({"input": {"endpoint": phone.endpoint}});
    aigul.query(unsubscribe, input.clone()).await;
    assert_eq!(subscriptions(&service).await, 1, "the device is Berik's");
    for _ in 0..2 {
        let ended = berik.query(unsubscribe, input.clone()).await["unsubscribeFromPush"].take();
        assert_eq!(ended, json!({"viewer": {"account": {"email": "berik@example.kz"}}, "errors": []}));
    }
    assert_eq!(subscriptions(&service).await, 0);
}

#[tokio::test]
async fn a_device_reminds_no_longer_than_its_session() {
    let (service, phone) = service_with_learner().await;
    let push = Receiver::start().await;
    let database = connect(&service.database.url).await.unwrap();
    let devices = async || {
        let names = "SELECT substring(endpoint FROM '[a-z]*$') FROM push_subscriptions ORDER BY 1";
        let rows = database.query(names, &[]).await.unwrap();
        rows.iter().map(|row| row.get(0)).collect::<Vec<String>>()
    };
    device(&phone, &push, "phone").await;
    let tablet = service.client().log_in(EMAIL).await;
    device(&tablet, &push, "tablet").await;
    assert_eq!(devices().await, ["phone", "tablet"]);
    tablet.query("mutation { logOut { errors { code } } }", json!({})).await;
    assert_eq!(devices().await, ["phone"]);
    messages(&service, &push).await;
    let sent = messages_at(&service, &push, "2026-11-25T03:00:00Z").await;
    assert_eq!(sent.iter().map(|message| message.path.as_str()).collect::<Vec<_>>(), ["/phone"]);

    let school = service.client().log_in(EMAIL).await;
    device(&school, &push, "school").await;
    let end_others = "mutation { endOtherSessions { endedSessions errors { code } } }";
    phone.query(end_others, json!({})).await;
    assert_eq!(devices().await, ["phone"]);
    // The same device, after its own login.
    let again = service.client().log_in(EMAIL).await;
    assert_eq!(
        subscribe(&again, &subscription(&format!("{}/phone", push.origin))).await["errors"],
        json!([])
    );
    phone.query("mutation { logOut { errors { code } } }", json!({})).await;
    assert_eq!(devices().await, ["phone"], "it belongs to the later session");
    let caller = Caller::anonymous(&service.services);
    accounts::reset_password(&caller, EMAIL, &"көлге қонған аққулар".to_owned().into()).await.unwrap();
    assert_eq!(devices().await, Vec::<String>::new());

    let last = service.client();
    let log_in = "mutation($input: LogInInput!) { logIn(input: $input) { session { token } } }";
    let input = json!({"email": EMAIL, "password": "көлге қонған аққулар"});
    let token = last.query(log_in, json!({"input": input})).await["logIn"]["session"]["token"].take();
    let last = last.with_token(token.as_str().unwrap());
    device(&last, &push, "phone").await;
    service.clock.advance(Duration::days(91));
    assert!(messages(&service, &push).await.is_empty(), "the session has expired");
    accounts::delete_due_accounts(&service.services).await.unwrap();
    assert_eq!(devices().await, Vec::<String>::new());
}

#[tokio::test]
async fn an_account_has_at_most_ten_devices_and_a_disabled_one_is_not_reminded() {
    let (service, learner) = service_with_learner().await;
    let push = Receiver::start().await;
    for number in 0..11 {
        device(&learner, &push, &format!("device{number}")).await;
        service.clock.advance(Duration::seconds(1));
    }
    assert_eq!(subscriptions(&service).await, 10);
    let database = connect(&service.database.url).await.unwrap();
    let first = "SELECT count(*) FROM push_subscriptions WHERE endpoint LIKE '%/device0'";
    assert_eq!(database.query_one(first, &[]).await.unwrap().get::<_, i64>(0), 0);
    messages(&service, &push).await;
    database.execute("UPDATE accounts SET disabled_at = created_at", &[]).await.unwrap();
    assert!(messages_at(&service, &push, "2026-11-25T04:00:00Z").await.is_empty());
}

#[tokio::test]
async fn a_clock_that_was_ahead_for_weeks_delays_no_reminder() {
    let (service, learner) = service_with_learner().await;
    let push = Receiver::start().await;
    device(&learner, &push, "phone").await;
    service.clock.advance(Duration::days(20));
    messages(&service, &push).await;
    service.clock.advance(Duration::minutes(30));
    assert_eq!(messages(&service, &push).await.len(), 1, "the cards are due by the wrong clock");
    service.clock.advance(-Duration::days(20));
    assert!(messages_at(&service, &push, "2026-11-25T02:59:00Z").await.is_empty());
    assert_eq!(messages_at(&service, &push, "2026-11-25T03:00:00Z").await.len(), 1);
    assert!(messages_at(&service, &push, "2026-11-25T12:00:00Z").await.is_empty(), "once a day");
}

#[tokio::test]
async fn a_learner_whose_cards_are_due_in_weeks_is_looked_at_within_a_week() {
    let (service, learner) = service_with_learner().await;
    let push = Receiver::start().await;
    device(&learner, &push, "phone").await;
    let database = connect(&service.database.url).await.unwrap();
    database.execute("UPDATE cards SET due_at = due_at + interval '40 days'", &[]).await.unwrap();
    messages(&service, &push).await;
    let soon = "SELECT count(*) FROM learners WHERE reminder_at <= $1::text::timestamptz";
    let in_a_week = (service.clock.now() + Duration::days(7)).to_rfc3339();
    let soon: i64 = database.query_one(soon, &[&in_a_week]).await.unwrap().get(0);
    assert_eq!(soon, 1, "a longer wait shows that the clock was ahead");
    assert!(messages_at(&service, &push, "2027-01-04T02:59:00Z").await.is_empty());
    assert_eq!(messages_at(&service, &push, "2027-01-04T03:00:00Z").await.len(), 1);
}
