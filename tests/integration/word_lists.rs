//! Learners' own lists of words, from other programs or from paper: the service matches them with the words of the
//! courses.

use std::collections::BTreeSet;

use chrono::Duration;
use dostyq::domain::accounts::Role;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::club::{learner, problem};
use crate::support::service::Service;
use crate::support::study::{
    assert_counts_are_right, moment, new_id, outcomes, queue, review, right_answer, submit,
};

const IMPORT: &str = "mutation($input: ImportWordListInput!) { importWordList(input: $input) {
    rows { line text isKnown match words { id headword } }
    wordList { id name startedAt words { headword } }
    errors { code path }
} }";
const UPDATE: &str = "mutation($input: UpdateWordListInput!) { updateWordList(input: $input) {
    wordList { name words { headword cards { skill } } } errors { code path } } }";
const START: &str = "mutation($id: ID!) { startWordList(input: {id: $id}) {
    wordList { id startedAt progress { total begun learned mature new } } errors { code path } } }";
const DELETE: &str = "mutation($id: ID!) { deleteWordList(input: {id: $id}) {
    deletedWordListId errors { code path } } }";
const LISTS: &str = "{ viewer { wordLists(first: 50) { edges { node {
    id name startedAt words { headword cards { skill phase reps } }
    progress { total begun learned mature new } } } } } }";

async fn import(client: &Client, input: Value) -> Value {
    client.query(IMPORT, json!({"input": input})).await["importWordList"].take()
}

/// Imports a list that must be accepted, and returns it.
async fn new_list(client: &Client, table: &str) -> Value {
    let imported = import(client, json!({"table": table, "name": "Сөздер"})).await;
    assert_eq!(imported["errors"], json!([]));
    imported["wordList"].clone()
}

async fn lists(client: &Client) -> Vec<Value> {
    let edges = client.query(LISTS, json!({})).await["viewer"]["wordLists"]["edges"].take();
    edges.as_array().unwrap().iter().map(|edge| edge["node"].clone()).collect()
}

async fn start(client: &Client, list: &Value) -> Value {
    client.query(START, json!({"id": list["id"]})).await["startWordList"].take()
}

async fn delete(client: &Client, list: &Value) -> Value {
    client.query(DELETE, json!({"id": list["id"]})).await["deleteWordList"].take()
}

async fn update(client: &Client, input: Value) -> Value {
    client.query(UPDATE, json!({"input": input})).await["updateWordList"].take()
}

fn headwords(words: &Value) -> Vec<&str> {
    words.as_array().unwrap().iter().map(|word| word["headword"].as_str().unwrap()).collect()
}

/// A row: the line, the text, how the text matches, and the words in alphabetical order.
type Row<'a> = (u64, &'a str, &'a str, Vec<&'a str>);

fn row(row: &Value) -> Row<'_> {
    let words: BTreeSet<&str> = headwords(&row["words"]).into_iter().collect();
    let (text, found) = (row["text"].as_str().unwrap(), row["match"].as_str().unwrap());
    (row["line"].as_u64().unwrap(), text, found, words.into_iter().collect())
}

fn rows(imported: &Value) -> Vec<Row<'_>> {
    imported["rows"].as_array().unwrap().iter().map(row).collect()
}

/// Returns the ids of words that a list of these words finds.
async fn ids(client: &Client, words: &str) -> Vec<Value> {
    let found = import(client, json!({"table": words, "dryRun": true})).await;
    found["rows"].as_array().unwrap().iter().map(|row| row["words"][0]["id"].clone()).collect()
}

#[tokio::test]
async fn a_deck_of_another_program_becomes_a_list() {
    let service = Service::start().await;
    let aigul = learner(&service, "aigul").await;
    let table = "#separator:tab\n#html:false\nүй\tдом, жилище\nmektep\tшкола\nкол\tрука\nдомбыра\tинструмент\n\
                 үйде\tв доме\n\nқызы - дочь\n";
    let tried = import(&aigul, json!({"table": table, "dryRun": true})).await;
    let expected = [
        (3, "үй", "MATCHED", vec!["үй"]),
        (4, "mektep", "MATCHED", vec!["мектеп"]),
        (5, "кол", "AMBIGUOUS", vec!["көл", "қол"]),
        (6, "домбыра", "UNKNOWN", vec![]),
        (7, "үйде", "MATCHED", vec!["үй"]),
        (9, "қызы", "MATCHED", vec!["қыз"]),
    ];
    assert_eq!(rows(&tried), expected);
    assert_eq!((&tried["wordList"], &tried["errors"]), (&json!(null), &json!([])));
    assert!(lists(&aigul).await.is_empty(), "a dry run writes nothing");

    // An entry that matches several words is omitted unless the learner chooses one.
    let imported = import(&aigul, json!({"table": table})).await;
    assert_eq!(rows(&imported), expected);
    assert_eq!(imported["wordList"]["name"], "2026-11-23");
    assert_eq!(headwords(&imported["wordList"]["words"]), ["үй", "мектеп", "қыз"]);
    let arm = ids(&aigul, "қол").await;
    let chosen =
        import(&aigul, json!({"table": table, "name": " Anki ", "chosenWordIds": [arm[0], "x"]})).await;
    assert_eq!(rows(&chosen)[2], (5, "кол", "MATCHED", vec!["қол"]));
    assert_eq!(headwords(&chosen["wordList"]["words"]), ["үй", "мектеп", "қол", "қыз"]);

    let named: Vec<(Value, usize)> = lists(&aigul)
        .await
        .iter()
        .map(|list| (list["name"].clone(), list["words"].as_array().unwrap().len()))
        .collect();
    assert_eq!(named.len(), 2);
    assert!(named.contains(&(json!("Anki"), 4)) && named.contains(&(json!("2026-11-23"), 3)), "{named:?}");
}

#[tokio::test]
async fn a_table_of_a_spreadsheet_is_read_as_one_of_members_is() {
    let service = Service::start().await;
    let aigul = learner(&service, "aigul").await;
    for (table, line) in [
        ("\u{feff}word;meaning\r\nкөз;глаз, око\r\n", 2),
        ("sep=,\nmeaning,Word\n\"глаз; око\",\"көз\"\n", 3),
        ("көз", 1),
        ("\n\nкөз — глаз", 3),
    ] {
        let tried = import(&aigul, json!({"table": table, "dryRun": true})).await;
        assert_eq!(rows(&tried), [(line, "көз", "MATCHED", vec!["көз"])], "{table}");
    }
}

#[tokio::test]
async fn starting_a_list_is_like_starting_a_lesson() {
    let service = Service::start().await;
    let aigul = learner(&service, "aigul").await;
    let list = new_list(&aigul, "жүрек\nқұлақ\nкөз").await;
    assert_eq!(list["startedAt"], json!(null));
    assert!(queue(&aigul).await.is_empty());

    let started = start(&aigul, &list).await;
    let started = &started["wordList"];
    assert_eq!(moment(&started["startedAt"]), service.clock.now());
    assert_eq!(started["progress"], json!({"total": 3, "begun": 0, "learned": 0, "mature": 0, "new": 3}));
    let items = queue(&aigul).await;
    let asked: Vec<&Value> = items.iter().map(|item| &item["card"]["word"]["headword"]).collect();
    assert_eq!(asked, ["жүрек", "құлақ", "көз", "жүрек", "құлақ", "көз"], "in the order of the list");
    for _ in 0..2 {
        let items = queue(&aigul).await;
        let reviews: Vec<Value> =
            items.iter().map(|item| review(&service, item, &right_answer(item))).collect();
        assert_eq!(outcomes(&submit(&aigul, &reviews).await), ["ACCEPTED"; 6]);
        service.clock.advance(Duration::minutes(10));
    }
    let again = start(&aigul, &list).await;
    assert_eq!(again["wordList"]["startedAt"], started["startedAt"], "the first start counts");
    let progress = &lists(&aigul).await[0]["progress"];
    assert_eq!(*progress, json!({"total": 3, "begun": 3, "learned": 3, "mature": 0, "new": 0}));
    assert_counts_are_right(&service).await;
}

#[tokio::test]
async fn words_that_are_known_already_come_back_after_days() {
    let service = Service::start().await;
    let aigul = learner(&service, "aigul").await;
    let input = json!({
        "table": "word;known\nкөз;x\nқол;\nбас;Иә\nкөз;1", "clientMutationId": new_id(), "name": "Дене",
    });
    for _ in 0..2 {
        let imported = import(&aigul, input.clone()).await;
        let known: Vec<&Value> =
            imported["rows"].as_array().unwrap().iter().map(|row| &row["isKnown"]).collect();
        assert_eq!(known, [true, false, true, true]);
        let lists = lists(&aigul).await;
        assert_eq!((lists.len(), &lists[0]["startedAt"]), (1, &json!(null)));
        let rated = json!({"phase": "REVIEW", "reps": 1});
        let cards = |place: usize| -> Vec<Value> {
            let cards = lists[0]["words"][place]["cards"].as_array().unwrap();
            cards.iter().map(|card| json!({"phase": card["phase"], "reps": card["reps"]})).collect()
        };
        assert_eq!(headwords(&lists[0]["words"]), ["көз", "қол", "бас"]);
        assert_eq!((cards(0), cards(1), cards(2)), (vec![rated.clone(); 2], vec![], vec![rated; 2]));
        assert_eq!(lists[0]["progress"]["begun"], 2);
        service.clock.advance(Duration::minutes(1));
    }
    assert_counts_are_right(&service).await;
}

#[tokio::test]
async fn a_list_can_be_changed_and_deleted() {
    let service = Service::start().await;
    let aigul = learner(&service, "aigul").await;
    let list = new_list(&aigul, "көз\nқол\nбас").await;
    let words = ids(&aigul, "көз\nқұлақ\nқол\nбас").await;
    let (eye, ear) = (&words[0], &words[1]);

    let id = &list["id"];
    let changed = update(
        &aigul,
        json!({"id": id, "name": "Дене", "addWordIds": [ear, eye, ear], "removeWordIds": [words[2]]}),
    )
    .await;
    assert_eq!(changed["wordList"]["name"], "Дене");
    assert_eq!(headwords(&changed["wordList"]["words"]), ["көз", "бас", "құлақ"]);
    assert_eq!(changed["wordList"]["words"][2]["cards"], json!([]), "not started");
    for (input, refused) in [
        (json!({"id": id}), ("NO_CHANGES", "")),
        (json!({"id": id, "name": " "}), ("INVALID_NAME", "name")),
        (json!({"id": id, "addWordIds": ["x"]}), ("NOT_FOUND", "addWordIds")),
        (json!({"id": id, "removeWordIds": words}), ("INVALID_WORD_LIST_SIZE", "")),
        (json!({"id": "x", "name": "Дене"}), ("NOT_FOUND", "id")),
    ] {
        assert_eq!(problem(&update(&aigul, input.clone()).await), refused, "{input}");
    }

    start(&aigul, &list).await;
    let changed = update(&aigul, json!({"id": id, "addWordIds": [words[2]]})).await;
    let added = &changed["wordList"]["words"][3];
    assert_eq!((&added["headword"], added["cards"].as_array().unwrap().len()), (&json!("қол"), 2));

    let berik = learner(&service, "berik").await;
    assert_eq!(problem(&delete(&berik, &list).await), ("NOT_FOUND", "id"));
    assert_eq!(delete(&aigul, &list).await, json!({"deletedWordListId": id, "errors": []}));
    assert_eq!(problem(&delete(&aigul, &list).await), ("NOT_FOUND", "id"));
    assert!(lists(&aigul).await.is_empty());
    assert_eq!(queue(&aigul).await.len(), 8, "the cards stay");

    // A skill that is practised from now on includes the words of deleted lists.
    let skills =
        "mutation { updateSettings(input: {skills: [RECOGNIZE, PRODUCE, LISTEN]}) { errors { code } } }";
    aigul.query(skills, json!({})).await;
    assert_eq!(queue(&aigul).await.len(), 12);
    assert_counts_are_right(&service).await;
}

#[tokio::test]
async fn lists_have_limits() {
    let service = Service::start().await;
    let aigul = learner(&service, "aigul").await;
    let most = "үй\n".repeat(500);
    let (imported, statements) =
        service.statements(import(&aigul, json!({"table": most, "name": "500"}))).await;
    assert_eq!(imported["rows"].as_array().unwrap().len(), 500);
    assert_eq!(headwords(&imported["wordList"]["words"]), ["үй"]);
    let (_, for_one) = service.statements(import(&aigul, json!({"table": "үй"}))).await;
    assert_eq!(statements, for_one);

    for (input, refused) in [
        (json!({"table": format!("{most}қол")}), ("TOO_MANY_ROWS", "table")),
        (json!({"table": ""}), ("INVALID_WORD_LIST_SIZE", "table")),
        (json!({"table": "word\n", "dryRun": true}), ("INVALID_WORD_LIST_SIZE", "table")),
        (json!({"table": "домбыра\nhouse"}), ("INVALID_WORD_LIST_SIZE", "table")),
        (json!({"table": "үй", "name": "ә".repeat(81)}), ("INVALID_NAME", "name")),
    ] {
        assert_eq!(problem(&import(&aigul, input).await), refused);
    }
    let longest = json!({"table": format!("word\n{most}"), "dryRun": true});
    assert_eq!(import(&aigul, longest).await["errors"], json!([]), "the names of the columns are no row");

    for _ in 2..50 {
        new_list(&aigul, "үй").await;
    }
    let one_more = import(&aigul, json!({"table": "үй"})).await;
    assert_eq!(problem(&one_more), ("TOO_MANY_WORD_LISTS", ""));
    assert_eq!(lists(&aigul).await.len(), 50);
}

#[tokio::test]
async fn a_list_that_is_sent_again_exists_once() {
    let service = Service::start().await;
    let aigul = learner(&service, "aigul").await;
    let input = json!({"table": "үй\nқол", "name": "Екі сөз", "clientMutationId": new_id()});
    let at_once = join_all((0..5).map(|_| import(&aigul, input.clone()))).await;
    let later = import(&aigul, input).await;
    assert_eq!(later["errors"], json!([]));
    assert!(at_once.iter().all(|imported| *imported == later), "{at_once:?}");
    assert_eq!(lists(&aigul).await.len(), 1);
}

#[tokio::test]
async fn lists_are_in_the_own_data_and_move_when_accounts_are_merged() {
    let service = Service::start().await;
    let admin = service.register_with_role("admin@example.kz", Role::Admin).await;
    let (old, new) = (learner(&service, "old").await, learner(&service, "new").await);
    let list = new_list(&old, "көз\nқол").await;
    start(&old, &list).await;
    new_list(&new, "үй").await;
    old.reauthenticate().await;
    let file = old.get("/me/export.json").await.json();
    let exported = &file["wordLists"][0];
    assert_eq!((file["wordLists"].as_array().unwrap().len(), &exported["name"]), (1, &json!("Сөздер")));
    assert_eq!(headwords(&exported["words"]), ["көз", "қол"]);
    assert!(exported["startedAt"].is_string());

    admin.reauthenticate().await;
    let merge = "mutation($from: ID!, $into: ID!) { mergeAccounts(input: {fromAccountId: $from, intoAccountId: $into}) {
        errors { code } } }";
    let accounts = json!({"from": old.account_id().await, "into": new.account_id().await});
    assert_eq!(admin.query(merge, accounts).await["mergeAccounts"]["errors"], json!([]));
    let lists = lists(&new).await;
    let moved = lists.iter().find(|moved| moved["id"] == list["id"]).unwrap();
    assert_eq!((lists.len(), headwords(&moved["words"])), (2, vec!["көз", "қол"]));
    assert_eq!(queue(&new).await.len(), 4);
    assert_counts_are_right(&service).await;
}
