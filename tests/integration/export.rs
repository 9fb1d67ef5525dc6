//! A learner's own data as files, for that learner only.

use std::net::SocketAddr;

use chrono::{Duration, SubsecRound as _};
use hyper::StatusCode;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::support::client::Client;
use crate::support::club::{create_club, join_sharing, leader};
use crate::support::service::Service;
use crate::support::sql::connect;
use crate::support::study::{learn, moment, queue, review, right_answer, start_lesson, submit, wrong_answer};

/// Returns the rows of the review log's file.
async fn log(client: &Client) -> Vec<Vec<String>> {
    let answer = client.get("/me/reviews.csv").await;
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (StatusCode::OK, "text/csv; charset=utf-8; header=present")
    );
    let mut reader = csv::Reader::from_reader(&answer.body[..]);
    assert_eq!(
        reader.headers().unwrap().iter().collect::<Vec<_>>(),
        ["card_id", "review_time", "review_rating", "review_state", "review_duration"]
    );
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[tokio::test]
async fn the_file_has_all_of_the_learners_data_and_no_one_elses() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    let other = service.client().register("other-marker@example.kz").await;
    learn(&service, &other, "amandasu").await;
    learner.reauthenticate().await;

    let empty = learner.get("/me/export.json").await;
    assert_eq!((empty.status, empty.header("content-type")), (StatusCode::OK, "application/json"));
    assert_eq!(empty.header("cache-control"), "private, no-store");
    assert_eq!(empty.header("content-disposition"), "attachment; filename=\"dostyq-export.json\"");
    let lists = [
        "presets",
        "lessonStarts",
        "clubs",
        "clubJoinRequests",
        "assignments",
        "contestEntries",
        "clubAccessLog",
        "words",
        "wordLists",
        "wordReports",
        "cards",
        "resets",
        "reviews",
    ];
    for list in lists {
        assert_eq!(empty.json()[list], json!([]), "{list}");
    }
    let log = empty.json()["accountLog"].take();
    assert_eq!((&log[0]["action"], &log[0]["actor"]), (&json!("exported"), &json!("owner")));
    assert_eq!(log.as_array().unwrap().len(), 1, "the download itself is the only entry");

    learn(&service, &learner, "amandasu").await;
    learner.reauthenticate().await;
    let word = learner
        .query("{ lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"amandasu\"}}) { words { id headword } } }", json!({}))
        .await["lesson"]["words"][0]
        .clone();
    learner
        .query(
            "mutation($word: ID!) {
                updateLearnerWord(input: {wordId: $word, note: \"own-note\", synonyms: [{language: \"ru\", texts: [\"хай\"]}]}) { errors { code } }
                reportGloss(input: {wordId: $word, language: \"ru\", gloss: \"привет\", reason: \"own-reason\"}) { errors { code } }
                updateSettings(input: {glossLanguages: [\"ug\", \"ru\"], script: LATIN}) { errors { code } } }",
            json!({"word": word["id"]}),
        )
        .await;
    service.promote("other-marker@example.kz").await;
    let club = other
        .query("mutation { createClub(input: {name: \"Достар\"}) { club { inviteCode } } }", json!({}))
        .await;
    learner
        .query(
            "mutation($code: String!) { joinClub(input: {inviteCode: $code}) { errors { code } } }",
            json!({"code": club["createClub"]["club"]["inviteCode"]}),
        )
        .await;

    let (answer, statements) = service.statements(learner.get("/me/export.json")).await;
    let text = std::str::from_utf8(&answer.body).unwrap();
    assert!(!text.contains("other-marker"));
    let file = answer.json();
    assert_eq!(file["account"]["email"], "aigul@example.kz");
    assert_eq!(
        (&file["settings"]["glossLanguages"], &file["settings"]["script"]),
        (&json!(["ug", "ru"]), &json!("latin"))
    );
    assert_eq!(file["lessonStarts"][0]["lesson"], "amandasu");
    assert_eq!((&file["clubs"][0]["name"], &file["clubs"][0]["role"]), (&json!("Достар"), &json!("member")));
    assert_eq!(file["clubs"][0]["shares"], json!({"activity": false, "results": false, "answers": false}));
    assert_eq!(file["words"][0]["note"], "own-note");
    assert_eq!(file["words"][0]["synonyms"], json!({"ru": ["хай"]}));
    assert_eq!(
        (&file["wordReports"][0]["reason"], &file["wordReports"][0]["headword"]),
        (&json!("own-reason"), &word["headword"])
    );
    let (cards, reviews) = (file["cards"].as_array().unwrap(), file["reviews"].as_array().unwrap());
    assert_eq!((cards.len(), reviews.len()), (10, 20));
    assert!(
        cards.iter().all(|card| card["phase"] == "review"
            && card["reps"] == 2
            && card["stability"].as_f64() > Some(2.0)),
        "{cards:#?}"
    );
    assert_eq!(
        (&reviews[0]["rating"], &reviews[0]["studyDay"], &reviews[0]["voidedAt"]),
        (&json!(3), &json!("2026-11-23"), &json!(null))
    );

    // More data takes no more statements, up to the size of a batch.
    start_lesson(&learner, "otbasy").await;
    let more = service.statements(learner.get("/me/export.json")).await;
    assert_eq!((more.0.json()["cards"].as_array().unwrap().len(), more.1), (20, statements));
}

#[tokio::test]
async fn the_file_has_the_learners_club_and_contest_data() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let learner = service.client().register("aigul@example.kz").await;
    join_sharing(&learner, &club, &["RESULTS"]).await;
    let lesson = "{ lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"amandasu\"}}) { id } }";
    let lesson = dana.query(lesson, json!({})).await["lesson"]["id"].take();
    let assigned = dana
        .query(
            "mutation($club: ID!, $lesson: ID!) { createAssignment(input: {
                clubId: $club, lessonIds: [$lesson], note: \"own-assignment\", until: \"2026-12-16\" }) { errors { code } } }",
            json!({"club": club["id"], "lesson": lesson}),
        )
        .await;
    assert_eq!(assigned["createAssignment"]["errors"], json!([]));
    // A request and an entry are rows of their own, whatever their outcome.
    let client = connect(&service.database.url).await.unwrap();
    client
        .batch_execute(
            "INSERT INTO club_join_requests SELECT gen_random_uuid(), clubs.id, accounts.id, 'own-request', true, false, true,
                 now(), 'declined', now() FROM clubs, accounts WHERE email = 'aigul@example.kz';
             INSERT INTO contests (id, event_id, from_day, until_day, created_at)
             SELECT gen_random_uuid(), id, 20000, 20010, now() FROM events LIMIT 1;
             INSERT INTO contest_entries (contest_id, learner_id, id, area, name_display, entered_at)
             SELECT contests.id, accounts.id, gen_random_uuid(), 'KZ-33', 'initials', now()
             FROM contests, accounts WHERE email IN ('aigul@example.kz', 'dana@example.kz')",
        )
        .await
        .unwrap();
    let path = format!("/clubs/{}/results.csv", club["id"].as_str().unwrap());
    assert_eq!(dana.get(&path).await.status, StatusCode::OK);

    let file = learner.get("/me/export.json").await.json();
    assert_eq!(file["clubs"][0]["shares"], json!({"activity": false, "results": true, "answers": false}));
    let request = &file["clubJoinRequests"][0];
    assert_eq!((&request["message"], &request["status"]), (&json!("own-request"), &json!("declined")));
    assert_eq!(request["shares"], json!({"activity": true, "results": false, "answers": true}));
    let assignment = &file["assignments"][0];
    assert_eq!((&assignment["note"], &assignment["until"]), (&json!("own-assignment"), &json!("2026-12-16")));
    assert_eq!(assignment["club"], "Парасат достары");
    let entries = file["contestEntries"].as_array().unwrap();
    assert_eq!(
        (entries.len(), &entries[0]["nameDisplay"], &entries[0]["area"]),
        (1, &json!("initials"), &json!("KZ-33"))
    );
    let entries = file["clubAccessLog"].as_array().unwrap();
    assert_eq!(
        (entries.len(), &entries[0]["subject"], &entries[0]["leader"]),
        (1, &json!("export"), &json!("dana@example.kz"))
    );

    // More access log entries than a batch holds are all exported, newest first.
    client
        .batch_execute(
            "INSERT INTO club_access_log SELECT learner_id, gen_random_uuid(), club_id, leader_id, 'roster', accessed_at
             FROM club_access_log, generate_series(1, 2000)",
        )
        .await
        .unwrap();
    let file = learner.get("/me/export.json").await.json();
    let entries = file["clubAccessLog"].as_array().unwrap();
    let ids: Vec<&str> = entries.iter().map(|entry| entry["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 2_001);
    assert!(ids.windows(2).all(|pair| pair[0] > pair[1]));
}

#[tokio::test]
async fn the_review_log_has_the_format_of_the_fsrs_optimizers() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    assert_eq!(log(&learner).await, Vec::<Vec<String>>::new());
    learn(&service, &learner, "amandasu").await;
    learner.reauthenticate().await;
    service.clock.advance(Duration::days(3));
    let items = queue(&learner).await;
    let forgotten = review(&service, &items[0], &wrong_answer(&items[0]));
    submit(&learner, std::slice::from_ref(&forgotten)).await;
    service.clock.advance(Duration::minutes(10));
    learner.reauthenticate().await;
    let relearned = review(&service, &items[0], &right_answer(&items[0]));
    submit(&learner, std::slice::from_ref(&relearned)).await;

    let rows = log(&learner).await;
    assert_eq!(rows.len(), 22);
    let of_card: Vec<&Vec<String>> = {
        let last = rows.iter().find(|row| row[3] == "3").unwrap();
        rows.iter().filter(|row| row[0] == last[0]).collect()
    };
    let card_rows: Vec<[&str; 3]> =
        of_card.iter().map(|row| [row[2].as_str(), row[3].as_str(), row[4].as_str()]).collect();
    // New, learning, review, relearning.
    assert_eq!(card_rows, [["3", "0", "4000"], ["3", "1", "4000"], ["1", "2", "4000"], ["3", "3", "4000"]]);
    assert_eq!(
        of_card[2][1],
        moment(&forgotten["reviewedAt"]).trunc_subsecs(3).timestamp_millis().to_string()
    );
    for pair in rows.windows(2) {
        assert!(
            (&pair[0][0], pair[0][1].parse::<i64>().unwrap()) < (&pair[1][0], pair[1][1].parse().unwrap())
        );
    }

    // An undone review is not in the file; a reset card is new.
    let client = connect(&service.database.url).await.unwrap();
    client
        .execute(
            "INSERT INTO card_resets (learner_id, id, card_id, reset_at, change_number)
             SELECT learner_id, gen_random_uuid(), card_id, reviewed_at - interval '1 minute', 1
             FROM reviews WHERE phase = 'relearning'",
            &[],
        )
        .await
        .unwrap();
    client
        .execute(
            "INSERT INTO review_voids (learner_id, review_id, voided_at, change_number)
             SELECT learner_id, id, reviewed_at, 1 FROM reviews WHERE phase = 'review'",
            &[],
        )
        .await
        .unwrap();
    let card = of_card[0][0].clone();
    let rows = log(&learner).await;
    let states: Vec<&str> = rows.iter().filter(|row| row[0] == card).map(|row| row[3].as_str()).collect();
    assert_eq!(states, ["0", "1", "0"]);
    let file = learner.get("/me/export.json").await.json();
    assert_eq!(file["resets"].as_array().unwrap().len(), 1);
    let voided = file["reviews"].as_array().unwrap().iter().filter(|review| review["voidedAt"].is_string());
    assert_eq!(voided.count(), 1);
}

#[tokio::test]
async fn files_require_the_learners_token() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    for file in ["export.json", "reviews.csv"] {
        let path = format!("/me/{file}");
        for nobody in [
            service.client(),
            service.client().with_token("x"),
            service.client().with("authorization", "Basic x"),
        ] {
            let refused = nobody.get(&path).await;
            assert_eq!(
                (refused.status, refused.header("www-authenticate")),
                (StatusCode::UNAUTHORIZED, "Bearer")
            );
        }
        let head = learner.send("HEAD", &path, None, b"").await;
        assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
        assert_eq!(head.header("cache-control"), "private, no-store");
        assert_eq!(learner.send("POST", &path, None, b"").await.status, StatusCode::METHOD_NOT_ALLOWED);
    }
    assert_eq!(learner.get("/me/passwords.csv").await.status, StatusCode::NOT_FOUND);
    learner.query("mutation { logOut { errors { code } } }", json!({})).await;
    assert_eq!(learner.get("/me/export.json").await.status, StatusCode::UNAUTHORIZED);
}

/// Adds many reviews to a learner's log, as if after years of study.
async fn fill_log(service: &Service, reviews: i32) {
    let client = connect(&service.database.url).await.unwrap();
    client
        .execute(
            "INSERT INTO reviews
             SELECT (copy).* FROM (
               SELECT jsonb_populate_record(NULL::reviews, to_jsonb(review) || jsonb_build_object(
                 'id', gen_random_uuid(), 'reviewed_at', review.reviewed_at - n * interval '1 minute')) AS copy
               FROM (SELECT * FROM reviews LIMIT 1) AS review, generate_series(1, $1) AS n OFFSET 0
             ) AS copies",
            &[&reviews],
        )
        .await
        .unwrap();
}

#[tokio::test]
async fn a_long_log_is_read_in_batches() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    learn(&service, &learner, "amandasu").await;
    learner.reauthenticate().await;
    let (_, few) = service.statements(learner.get("/me/export.json")).await;
    fill_log(&service, 5_000).await;
    let (answer, many) = service.statements(learner.get("/me/export.json")).await;
    assert_eq!(answer.json()["reviews"].as_array().unwrap().len(), 5_020);
    assert_eq!(many, few + 5, "one statement per thousand reviews");
    let rows = log(&learner).await;
    assert_eq!(rows.len(), 5_020);
    let mut times: Vec<(&String, &String)> = rows.iter().map(|row| (&row[0], &row[1])).collect();
    times.dedup();
    assert!(times.len() > 5_000, "no review twice");
    assert_eq!(rows.iter().filter(|row| row[3] == "0").count(), 10, "each card is new once");
}

/// Returns the response as text, and whether it ended properly by the rules of HTTP.
async fn raw(address: SocketAddr, token: &str, path: &str, interrupt: impl AsyncFnOnce()) -> (String, bool) {
    let mut socket = tokio::net::TcpStream::connect(address).await.unwrap();
    let request =
        format!("GET {path} HTTP/1.1\r\nhost: x\r\nauthorization: {token}\r\nconnection: close\r\n\r\n");
    socket.write_all(request.as_bytes()).await.unwrap();
    let mut read = vec![0; 4096];
    let length = socket.read(&mut read).await.unwrap();
    read.truncate(length);
    interrupt().await;
    let _ = socket.read_to_end(&mut read).await;
    (String::from_utf8_lossy(&read).into_owned(), read.ends_with(b"0\r\n\r\n"))
}

#[tokio::test]
async fn an_interrupted_file_does_not_look_complete() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    learn(&service, &learner, "amandasu").await;
    learner.reauthenticate().await;
    fill_log(&service, 30_000).await;
    let token: Value = learner
        .query("mutation { logIn(input: {email: \"aigul@example.kz\", password: \"таудан аққан бұлақ\"}) { session { token } } }", json!({}))
        .await["logIn"]["session"]["token"]
        .take();
    let token = format!("Bearer {}", token.as_str().unwrap());
    let (text, is_complete) = raw(service.address, &token, "/me/export.json", async || {}).await;
    assert!(text.starts_with("HTTP/1.1 200") && is_complete);

    let cut = async || {
        let client = connect(&service.database.url).await.unwrap();
        let cut = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE state = 'idle in transaction' AND datname = current_database()";
        // The service fills the buffers between it and the reader, and then waits.
        for _ in 0..100 {
            if client.query_one(cut, &[]).await.unwrap().get::<_, i64>(0) > 0 {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        panic!("the service does not wait for the reader");
    };
    let (text, is_complete) = raw(service.address, &token, "/me/export.json", cut).await;
    assert!(text.starts_with("HTTP/1.1 200"));
    assert!(!is_complete, "{}", &text[text.len() - 100..]);
}
