//! Messages wait in the database until they are sent: while the mail server is down, and when a process dies.

use std::fs;

use chrono::Duration;
use dostyq::app::accounts::send_next_message;
use nix::sys::signal::Signal;
use serde_json::{Value, json};

use crate::support::client::{Client, PASSWORD};
use crate::support::cluster::TestDatabase;
use crate::support::eventually::{eventually, until};
use crate::support::mail::{MailServer, Manner, Received, send_mail};
use crate::support::program::RunningService;
use crate::support::scratch::ScratchFolder;
use crate::support::service::{Service, root};
use crate::support::sql::connect;

async fn verify(client: &Client, token: &str) -> Value {
    let document =
        "mutation($token: String!) { verifyEmail(input: {token: $token}) { email errors { code } } }";
    client.query(document, json!({"token": token})).await["verifyEmail"].take()
}

/// Returns the number of messages that wait, and the number of attempts to send them.
async fn waiting(service: &Service) -> (i64, i64) {
    let database = connect(&service.database.url).await.unwrap();
    let count = "SELECT count(*), coalesce(sum(attempts), 0)::bigint FROM email_outbox";
    let row = database.query_one(count, &[]).await.unwrap();
    (row.get(0), row.get(1))
}

#[tokio::test]
async fn a_mail_server_that_is_down_for_ten_minutes_loses_nothing() {
    let server = MailServer::start(Manner::Down).await;
    let service = Service::with_mail(server.mail()).await;
    let names = ["aigul", "berik", "dana"];
    for name in names {
        service.client().register(&format!("{name}@example.kz")).await;
    }
    let mut waited = Duration::zero();
    while waited < Duration::minutes(10) {
        // A failure ends the pass: the other messages would fail in the same way.
        for _ in names {
            assert!(!send_next_message(&service.services).await.unwrap());
        }
        service.clock.advance(Duration::seconds(10));
        waited += Duration::seconds(10);
    }
    let (messages, attempts) = waiting(&service).await;
    // After 0, 30, 90, 210 and 450 seconds.
    assert_eq!((messages, attempts), (3, 15));

    server.change(Manner::Accept);
    send_mail(&service).await;
    assert_eq!(server.received().len(), 0, "the next attempt is not due yet");
    service.clock.advance(Duration::minutes(8));
    send_mail(&service).await;
    let received = server.received();
    let mut to: Vec<&str> = received.iter().map(Received::to).collect();
    to.sort_unstable();
    assert_eq!(to, ["aigul@example.kz", "berik@example.kz", "dana@example.kz"], "each once");
    assert_eq!(waiting(&service).await, (0, 0));
    let token = received[0].token("verify").unwrap();
    let verified = verify(&service.client(), &token).await;
    assert_eq!(verified, json!({"email": received[0].to(), "errors": []}));
}

#[tokio::test]
async fn a_message_that_is_refused_for_three_days_is_given_up() {
    let server = MailServer::start(Manner::Refuse).await;
    let service = Service::with_mail(server.mail()).await;
    let client = service.client().register("aigul@example.kz").await;
    let begin = service.clock.now();
    let mut failures = 0;
    while service.clock.now() < begin + Duration::days(3) {
        send_mail(&service).await;
        failures += 1;
        assert_eq!(waiting(&service).await, (1, failures));
        service.clock.advance(Duration::hours(1));
    }
    assert_eq!(failures, 72, "once an hour in the end");
    send_mail(&service).await;
    assert_eq!(waiting(&service).await, (0, 0));
    assert_eq!(server.received().len(), 0);
    // The account is not affected.
    assert_eq!(
        client.query("{ viewer { account { email } } }", json!({})).await["viewer"]["account"]["email"],
        "aigul@example.kz"
    );
}

#[tokio::test]
async fn an_address_that_takes_no_mail_delays_no_other_message() {
    let server = MailServer::start(Manner::RefuseAddresses("aigul@")).await;
    let service = Service::with_mail(server.mail()).await;
    service.client().register("aigul@example.kz").await;
    service.clock.advance(Duration::seconds(1));
    service.client().register("berik@example.kz").await;
    assert_eq!(waiting(&service).await.0, 2);
    send_mail(&service).await;
    let received = server.received();
    assert_eq!(received.iter().map(Received::to).collect::<Vec<_>>(), ["berik@example.kz"]);
    assert_eq!(waiting(&service).await, (0, 0), "the other one is dropped: it would be refused each time");
}

#[tokio::test]
async fn a_message_that_is_not_taken_now_delays_no_other_one() {
    let server = MailServer::start(Manner::Refuse).await;
    let service = Service::with_mail(server.mail()).await;
    for name in ["aigul", "berik"] {
        service.client().register(&format!("{name}@example.kz")).await;
    }
    send_mail(&service).await;
    assert_eq!(waiting(&service).await, (2, 2), "both were tried, and wait");
    server.change(Manner::RefuseClient);
    service.clock.advance(Duration::seconds(30));
    assert!(!send_next_message(&service.services).await.unwrap(), "the other would fail in the same way");
    assert_eq!(waiting(&service).await, (2, 3));
    server.change(Manner::Accept);
    service.clock.advance(Duration::minutes(1));
    send_mail(&service).await;
    assert_eq!((server.received().len(), waiting(&service).await), (2, (0, 0)));
}

#[tokio::test]
async fn two_processes_send_a_message_once() {
    let server = MailServer::start(Manner::Accept).await;
    let first = Service::with_mail(server.mail()).await;
    let database = TestDatabase::external(first.database.url.clone());
    let second = Service::with_mail_over(database, server.mail()).await;
    for nth in 0..4 {
        first.client().register(&format!("aigul{nth}@example.kz")).await;
    }
    tokio::join!(send_mail(&first), send_mail(&second));
    let received = server.received();
    let mut to: Vec<&str> = received.iter().map(Received::to).collect();
    to.sort_unstable();
    assert_eq!(
        to,
        ["aigul0@example.kz", "aigul1@example.kz", "aigul2@example.kz", "aigul3@example.kz"],
        "each once"
    );
    assert_eq!(waiting(&first).await, (0, 0));
}

#[tokio::test]
async fn a_message_of_a_process_that_died_is_sent_by_another() {
    let hanging = MailServer::start(Manner::Hang).await;
    let first = Service::with_mail(hanging.mail()).await;
    first.client().register("aigul@example.kz").await;
    let services = first.services.clone();
    let sending = tokio::spawn(async move { send_next_message(&services).await });
    until("the message is being sent", async || waiting(&first).await == (1, 1)).await;
    sending.abort();

    let server = MailServer::start(Manner::Accept).await;
    let database = TestDatabase::external(first.database.url.clone());
    let second = Service::with_mail_over(database, server.mail()).await;
    second.clock.advance(Duration::seconds(119));
    send_mail(&second).await;
    assert_eq!(server.received().len(), 0, "the first process may still be sending it");
    second.clock.advance(Duration::seconds(1));
    send_mail(&second).await;
    let received = server.received();
    assert_eq!(received.len(), 1);
    let token = received[0].token("verify").unwrap();
    let verified = verify(&second.client(), &token).await;
    assert_eq!(verified, json!({"email": "aigul@example.kz", "errors": []}));
}

#[tokio::test]
async fn a_message_that_was_written_while_the_clock_was_ahead_is_sent_once_it_is_right() {
    let server = MailServer::start(Manner::Accept).await;
    let service = Service::with_mail(server.mail()).await;
    service.clock.advance(Duration::days(1));
    service.client().register("aigul@example.kz").await;
    service.clock.advance(Duration::days(-1));
    send_mail(&service).await;
    let received = server.received();
    assert_eq!(received.iter().map(Received::to).collect::<Vec<_>>(), ["aigul@example.kz"]);
    let token = received[0].token("verify").unwrap();
    assert_eq!(verify(&service.client(), &token).await["errors"], json!([]));
    assert_eq!(waiting(&service).await, (0, 0));
}

#[tokio::test]
async fn a_message_is_written_only_with_its_cause() {
    let server = MailServer::start(Manner::Accept).await;
    let service = Service::with_mail(server.mail()).await;
    let register = "mutation($input: RegisterInput!) { register(input: $input) { errors { code } } }";
    let input = json!({"email": "aigul@example.kz", "password": PASSWORD, "displayName": "Айгүл"});
    let client = service.client();
    for _ in 0..3 {
        client.query(register, json!({"input": input})).await;
    }
    assert_eq!(waiting(&service).await.0, 1, "the other registrations were refused");
}

#[tokio::test]
async fn the_program_writes_messages_to_a_folder_and_says_so() {
    let folder = ScratchFolder::new();
    let data = folder.path().join("data");
    let content = root().join("content");
    let service = RunningService::start(
        folder.path(),
        &[
            "--data-dir",
            data.to_str().unwrap(),
            "--content",
            content.to_str().unwrap(),
            "--mail-folder",
            "--public-url",
            "https://dostyq.example",
        ],
    );
    let client = service.client().register("aigul@example.kz").await;
    let mail = data.join("mail");
    let file = eventually("a message is written", || {
        let mut files = fs::read_dir(&mail).ok()?.map(|entry| entry.unwrap().path());
        files.find(|file| file.extension().is_some_and(|extension| extension == "eml"))
    });
    let message = Received::parse(&fs::read_to_string(&file).unwrap());
    assert_eq!(message.to(), "aigul@example.kz");
    let token = message.token("verify").unwrap();
    assert_eq!(verify(&client, &token).await, json!({"email": "aigul@example.kz", "errors": []}));
    let (_, log) = service.end(Signal::SIGTERM);
    assert!(log.contains("e-mail is written to this folder, and not sent"), "{log}");
    assert!(log.contains(mail.to_str().unwrap()), "{log}");
    assert!(!log.contains(&token) && !log.contains("aigul@example.kz"), "{log}");
}
