//! `changes`: what has changed since a cursor.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Duration;
use serde_json::{Value, json};

use super::replica::{CHANGES, Replica};
use crate::support::client::Client;
use crate::support::service::Service;
use crate::support::sql::connect;
use crate::support::study::{
    first_of_queue, learn, lesson, outcomes, queue, review, right_answer, start_lesson, submit, wrong_answer,
};

async fn learner(service: &Service) -> Client {
    service.client().register("aigul@example.kz").await
}

#[tokio::test]
async fn a_second_device_gets_the_changes_of_the_first() {
    let service = Service::start().await;
    let phone = learner(&service).await;
    let tablet = service.client().log_in("aigul@example.kz").await;
    let mut kept = Replica::of(&tablet).await;
    assert!(kept.rows.is_empty() && kept.withdrawn.is_empty(), "nothing was started: {kept:?}");

    start_lesson(&phone, "amandasu").await;
    kept.catch_up(&tablet, 100).await;
    assert_eq!((kept.count("lessonStarts"), kept.count("cards"), kept.count("reviews")), (1, 10, 0));
    assert!(kept.count("words") >= 5 && kept.count("lessons") > 1, "the whole course: {kept:?}");

    let items = queue(&phone).await;
    submit(&phone, &[review(&service, &items[0], &right_answer(&items[0]))]).await;
    submit(&phone, &[review(&service, &items[1], &wrong_answer(&items[1]))]).await;
    let before = kept.clone();
    kept.catch_up(&tablet, 100).await;
    assert_eq!((kept.count("cards"), kept.count("reviews")), (10, 2));
    let card = items[0]["card"]["id"].as_str().unwrap().to_owned();
    assert_eq!(kept.rows[&("cards", card.clone())]["reps"], 1);
    assert_eq!(before.rows[&("cards", card)]["reps"], 0);
    assert_eq!(kept.pages, before.pages + 1);

    // Nothing has changed since: an empty page, twice.
    let cursor = kept.cursor.clone();
    kept.catch_up(&tablet, 100).await;
    assert_eq!(kept.cursor, cursor);
    assert_eq!(kept, Replica::of(&phone).await);
}

#[tokio::test]
async fn pages_of_any_size_give_the_same_result() {
    let service = Service::start().await;
    let learner = learner(&service).await;
    learn(&service, &learner, "amandasu").await;
    learn(&service, &learner, "otbasy").await;
    let whole = Replica::of(&learner).await;
    for first in [1, 7, 50] {
        let mut paged = Replica::default();
        paged.catch_up(&learner, first).await;
        assert_eq!(paged, whole, "pages of {first}");
        assert!(paged.pages >= whole.rows.len() / first, "{} pages of {first}", paged.pages);
    }
}

#[tokio::test]
async fn changes_between_two_pages_come_in_a_later_page() {
    let service = Service::start().await;
    let learner = learner(&service).await;
    learn(&service, &learner, "amandasu").await;
    let mut kept = Replica::default();
    for lesson in ["otbasy", "ui", "sandar-1-5"] {
        // Between pages of the learner's own data, and between pages of the content.
        for _ in 0..9 {
            assert!(kept.next_page(&learner, 4).await);
        }
        start_lesson(&learner, lesson).await;
        let items = first_of_queue(&learner, 100).await;
        let reviews: Vec<Value> =
            items.iter().map(|item| review(&service, item, &right_answer(item))).collect();
        submit(&learner, &reviews).await;
        service.clock.advance(Duration::minutes(1));
    }
    kept.catch_up(&learner, 4).await;
    // Changes made while the last pages were read.
    kept.catch_up(&learner, 4).await;
    assert_eq!(kept, Replica::of(&learner).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nothing_is_missed_while_many_devices_write() {
    let service = Service::start().await;
    let learner = learner(&service).await;
    for lesson in ["amandasu", "otbasy", "ui", "sandar-1-5"] {
        start_lesson(&learner, lesson).await;
    }
    let items = first_of_queue(&learner, 20).await;
    let done = Arc::new(AtomicBool::new(false));
    let poller = {
        let (learner, done) = (learner.clone(), done.clone());
        tokio::spawn(async move {
            let mut kept = Replica::default();
            while !done.load(Ordering::Relaxed) {
                kept.next_page(&learner, 6).await;
            }
            kept
        })
    };
    let mut writers = tokio::task::JoinSet::new();
    for device in 0..6 {
        let learner = learner.clone();
        let batches: Vec<Vec<Value>> = (0..10)
            .map(|nth| {
                // Both different cards and the same ones: every device has its own answers.
                let items = [&items[(device + nth) % 20], &items[(device * 3 + nth * 7) % 20]];
                items.map(|item| review(&service, item, &right_answer(item))).to_vec()
            })
            .collect();
        writers.spawn(async move {
            for batch in batches {
                assert_eq!(outcomes(&submit(&learner, &batch).await), ["ACCEPTED", "ACCEPTED"]);
            }
        });
    }
    writers.join_all().await;
    done.store(true, Ordering::Relaxed);
    let mut kept = poller.await.unwrap();
    assert!(kept.pages > 1, "pages were read during the writes");
    kept.catch_up(&learner, 6).await;
    kept.catch_up(&learner, 6).await;
    assert_eq!(kept.count("reviews"), 120);
    assert_eq!(kept, Replica::of(&learner).await);
}

#[tokio::test]
async fn unfinished_writes_are_waited_for_and_not_skipped() {
    let service = Service::start().await;
    let learner = learner(&service).await;
    learn(&service, &learner, "amandasu").await;
    let mut kept = Replica::of(&learner).await;
    // A device whose transaction is slow, between the first statement of its change and the end.
    let slow = connect(&service.database.url).await.unwrap();
    slow.batch_execute(
        "BEGIN;
         UPDATE learners SET change_number = change_number + 1;
         INSERT INTO review_voids SELECT learner_id, reviews.id, '2026-11-23T07:00:00Z', learners.change_number
           FROM learners JOIN reviews USING (learner_id) LIMIT 1;",
    )
    .await
    .unwrap();
    // Another device has to wait for it.
    let quick = {
        let learner = learner.clone();
        tokio::spawn(async move { start_lesson(&learner, "otbasy").await })
    };
    kept.catch_up(&learner, 100).await;
    assert_eq!((kept.count("reviewVoids"), kept.count("lessonStarts")), (0, 1));
    slow.batch_execute("COMMIT").await.unwrap();
    quick.await.unwrap();
    kept.catch_up(&learner, 100).await;
    assert_eq!((kept.count("reviewVoids"), kept.count("lessonStarts")), (1, 2));
}

#[tokio::test]
async fn changes_include_undone_reviews_resets_and_notes() {
    let service = Service::start().await;
    let learner = learner(&service).await;
    learn(&service, &learner, "amandasu").await;
    let mut kept = Replica::of(&learner).await;
    let database = connect(&service.database.url).await.unwrap();
    database
        .batch_execute(
            "BEGIN;
             UPDATE learners SET change_number = change_number + 1;
             INSERT INTO review_voids SELECT learner_id, reviews.id, '2026-11-23T07:00:00Z', learners.change_number
               FROM learners JOIN reviews USING (learner_id) LIMIT 2;
             INSERT INTO card_resets (learner_id, id, card_id, reset_at, change_number)
               SELECT learner_id, gen_random_uuid(), cards.id, '2026-11-23T07:00:00Z', learners.change_number
               FROM learners JOIN cards USING (learner_id) LIMIT 1;
             INSERT INTO learner_words (learner_id, word_id, note, synonyms, change_number)
               SELECT learner_id, words.id, 'ауылда', '{\"ru\": [\"салем\"], \"ug\": [\"سالام\"]}', change_number
               FROM learners, words LIMIT 1;
             COMMIT;",
        )
        .await
        .unwrap();
    kept.catch_up(&learner, 2).await;
    assert_eq!((kept.count("reviewVoids"), kept.count("cardResets"), kept.count("learnerWords")), (2, 1, 1));
    let own = &kept.rows.iter().find(|((list, _), _)| *list == "learnerWords").unwrap().1["learnerWord"];
    assert_eq!(own["note"], "ауылда");
    assert_eq!(
        own["synonyms"],
        json!([{"language": "ru", "texts": ["салем"]}, {"language": "ug", "texts": ["سالام"]}])
    );
    assert_eq!(kept, Replica::of(&learner).await);
}

#[tokio::test]
async fn changes_include_changed_and_withdrawn_words() {
    let service = Service::start().await;
    let learner = learner(&service).await;
    let stranger = service.client().register("bolat@example.kz").await;
    start_lesson(&learner, "amandasu").await;
    let mut kept = Replica::of(&learner).await;
    let words = lesson(&learner, "amandasu").await["words"].clone();
    let database = connect(&service.database.url).await.unwrap();
    let change = async |headword: &Value, what: &str| {
        let headword = headword.as_str().unwrap();
        let sql = format!(
            "UPDATE content_imports SET version = version + 1;
             UPDATE courses SET content_version = (SELECT max(version) FROM content_imports);
             UPDATE words SET {what}, content_version = (SELECT max(version) FROM content_imports)
             WHERE headword = '{headword}';"
        );
        database.batch_execute(&sql).await.unwrap();
    };
    change(&words[0]["headword"], "headword = 'сәлем-ау'").await;
    let before = kept.clone();
    kept.catch_up(&learner, 100).await;
    let changed: Vec<&Value> =
        kept.rows.iter().filter(|(key, row)| before.rows[key] != **row).map(|(_, row)| row).collect();
    assert_eq!(changed.len(), 1, "{changed:#?}");
    assert_eq!(changed[0]["headword"], "сәлем-ау");

    change(&words[1]["headword"], "withdrawn_at = now()").await;
    kept.catch_up(&learner, 3).await;
    assert_eq!((kept.withdrawn.len(), kept.count("words")), (1, before.count("words") - 1));
    assert_eq!(kept.count("cards"), 10, "the learner's cards of it stay");
    assert_eq!(kept, Replica::of(&learner).await);
    // A learner who has not started the course gets none of it, and all of it once they start.
    let mut other = Replica::of(&stranger).await;
    assert!(other.rows.is_empty() && other.withdrawn.is_empty());
    start_lesson(&stranger, "otbasy").await;
    other.catch_up(&stranger, 10).await;
    assert_eq!((other.count("words"), other.withdrawn.len()), (kept.count("words"), 1));
}

#[tokio::test]
async fn a_cursor_of_another_learner_or_list_is_refused() {
    let service = Service::start().await;
    let learner = learner(&service).await;
    learn(&service, &learner, "amandasu").await;
    let stranger = service.client().register("bolat@example.kz").await;
    let cursor = Replica::of(&learner).await.cursor.unwrap();
    let refused = async |client: &Client, since: &str, first: i32| {
        let answer = client.execute(CHANGES, json!({"since": since, "first": first})).await;
        assert_eq!(answer.code(), "BAD_USER_INPUT", "{since} {first}");
    };
    refused(&stranger, &cursor, 10).await;
    let mut bytes = URL_SAFE_NO_PAD.decode(&cursor).unwrap();
    bytes[1] ^= 1;
    for since in [URL_SAFE_NO_PAD.encode(&bytes).as_str(), &cursor[1..], "", "x", "ы"] {
        refused(&learner, since, 10).await;
    }
    // A cursor of another list.
    let log = "{ viewer { reviews(first: 1) { pageInfo { endCursor } } } }";
    let log = learner.query(log, json!({})).await["viewer"]["reviews"]["pageInfo"]["endCursor"].take();
    refused(&learner, log.as_str().unwrap(), 10).await;
    for first in [0, -1, 501] {
        refused(&learner, &cursor, first).await;
    }
    assert_eq!(
        service.client().query(CHANGES, json!({"first": 10})).await,
        json!({"viewer": null}),
        "nobody's changes"
    );
    // The database was restored from last week's backup.
    let database = connect(&service.database.url).await.unwrap();
    database.batch_execute("UPDATE learners SET change_number = 1").await.unwrap();
    refused(&learner, &cursor, 10).await;
}

#[tokio::test]
async fn starting_an_own_list_sends_the_course_of_its_words() {
    let service = Service::start().await;
    let phone = learner(&service).await;
    let tablet = service.client().log_in("aigul@example.kz").await;
    let mut kept = Replica::of(&tablet).await;
    let import =
        "mutation { importWordList(input: {table: \"көз\\nқол\"}) { wordList { id } errors { code } } }";
    let list = phone.query(import, json!({})).await["importWordList"]["wordList"]["id"].take();
    kept.catch_up(&tablet, 100).await;
    assert_eq!((kept.count("cards"), kept.count("words")), (0, 0), "the list was not started");

    let start = "mutation($id: ID!) { startWordList(input: {id: $id}) { errors { code } } }";
    phone.query(start, json!({"id": list})).await;
    kept.catch_up(&tablet, 100).await;
    assert_eq!((kept.count("lessonStarts"), kept.count("cards")), (0, 4));
    assert!(kept.count("words") > 100 && kept.count("lessons") > 1, "the whole course: {kept:?}");

    // The cards outlive the list, and so does what they need.
    let delete = "mutation($id: ID!) { deleteWordList(input: {id: $id}) { errors { code } } }";
    phone.query(delete, json!({"id": list})).await;
    kept.catch_up(&tablet, 100).await;
    assert_eq!(kept, Replica::of(&phone).await);
}
