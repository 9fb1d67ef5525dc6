//! Learners' own notes and synonyms for words, and their word reports.

use serde_json::{Value, json};

use dostyq::domain::accounts::Role;

use crate::support::client::Client;
use crate::support::service::Service;
use crate::support::study::{moment, new_id};

const UPDATE: &str = "mutation($input: UpdateLearnerWordInput!) { updateLearnerWord(input: $input) {
    word { headword learnerWord { note } } learnerWord { note synonyms { language texts } } errors { code path } } }";
const REPORT: &str = "mutation($input: ReportGlossInput!) { reportGloss(input: $input) {
    wordReport { id word { headword } language gloss reason suggestion status createdAt resolvedAt answer }
    errors { code path } } }";
const RESOLVE: &str = "mutation($id: ID!, $accept: Boolean!, $answer: String!) {
    resolveWordReport(input: {id: $id, accept: $accept, answer: $answer}) {
      wordReport { status answer resolvedAt } errors { code path } } }";

/// Returns the id of a word of the first lesson.
async fn word(client: &Client, headword: &str) -> Value {
    word_of(client, "amandasu", headword).await
}

async fn word_of(client: &Client, lesson: &str, headword: &str) -> Value {
    let document = "query($slug: String!) {
        lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: $slug}}) { words { id headword } } }";
    let lesson = client.query(document, json!({"slug": lesson})).await;
    let words = lesson["lesson"]["words"].as_array().unwrap();
    words.iter().find(|word| word["headword"] == headword).unwrap()["id"].clone()
}

async fn update(client: &Client, input: Value) -> Value {
    client.query(UPDATE, json!({"input": input})).await["updateLearnerWord"].take()
}

async fn report(client: &Client, input: &Value) -> Value {
    client.query(REPORT, json!({"input": input})).await["reportGloss"].take()
}

async fn editor(service: &Service) -> Client {
    service.register_with_role("editor@example.kz", Role::Editor).await
}

#[tokio::test]
async fn a_note_and_synonyms_are_the_learners_own() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    let salem = word(&learner, "сәлем").await;
    let own_fields = "query($id: ID!) { node(id: $id) { ... on Word { learnerWord { note synonyms { language texts } } } } }";
    let see = async |client: &Client| {
        client.query(own_fields, json!({"id": salem})).await["node"]["learnerWord"].take()
    };
    assert_eq!(see(&learner).await, json!(null));

    let note = "как «салам»\nв татарском";
    let updated = update(&learner, json!({"wordId": salem, "note": format!("  {note} ")})).await;
    assert_eq!(updated["learnerWord"], json!({"note": note, "synonyms": []}));
    assert_eq!(updated["word"], json!({"headword": "сәлем", "learnerWord": {"note": note}}));

    // Synonyms that differ only in case, spaces and punctuation are the same; omitted fields stay.
    let synonyms = json!([
        {"language": "rus", "texts": ["Приветик", " приветик! ", "хай"]},
        {"language": "ug", "texts": ["سالام"]},
        {"language": "en", "texts": []},
    ]);
    let updated = update(&learner, json!({"wordId": salem, "synonyms": synonyms})).await;
    let expected = json!({"note": note, "synonyms": [
        {"language": "ru", "texts": ["Приветик", "хай"]}, {"language": "ug", "texts": ["سالام"]}]});
    assert_eq!((&updated["errors"], &updated["learnerWord"]), (&json!([]), &expected));
    assert_eq!(see(&learner).await, expected);

    let other = service.client().register("berik@example.kz").await;
    assert_eq!((see(&other).await, see(&service.client()).await), (json!(null), json!(null)));

    let updated = update(&learner, json!({"wordId": salem, "note": null})).await;
    assert_eq!(updated["learnerWord"], json!({"note": null, "synonyms": expected["synonyms"]}));
    let updated = update(&learner, json!({"wordId": salem, "synonyms": []})).await;
    assert_eq!(updated["learnerWord"], json!(null));
    assert_eq!(see(&learner).await, json!(null));
}

#[tokio::test]
async fn pasted_line_breaks_and_tabs_become_line_feeds_and_spaces() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    let salem = word(&learner, "сәлем").await;
    let updated = update(&learner, json!({"wordId": salem, "note": "бір\r\nекі\tүш\r"})).await;
    assert_eq!((&updated["errors"], &updated["learnerWord"]["note"]), (&json!([]), &json!("бір\nекі үш")));
    let input = json!({"wordId": salem, "language": "ru", "gloss": "привет", "reason": "слишком\r\nобщо"});
    let reported = report(&learner, &input).await;
    assert_eq!(
        (&reported["errors"], &reported["wordReport"]["reason"]),
        (&json!([]), &json!("слишком\nобщо"))
    );
}

#[tokio::test]
async fn overlong_input_and_synonyms_that_accept_wrong_answers_are_refused() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    let salem = word(&learner, "сәлем").await;
    let list = |language: &str, texts: &[&str]| json!([{"language": language, "texts": texts}]);
    let many: Vec<String> = (0..21).map(|n| format!("слово {n}")).collect();
    let nine: Vec<Value> = ["ru", "en", "ug", "ko", "de", "tr", "uz", "ky", "tt"]
        .iter()
        .map(|tag| json!({"language": tag, "texts": ["x"]}))
        .collect();
    for (field, value, code) in [
        ("note", json!("я".repeat(2_001)), "INVALID_NOTE"),
        ("note", json!("\u{7}"), "INVALID_NOTE"),
        ("synonyms", list("ru", &["я".repeat(101).as_str()]), "INVALID_SYNONYM"),
        ("synonyms", list("ru", &[" "]), "INVALID_SYNONYM"),
        ("synonyms", list("ru", &["?!"]), "INVALID_SYNONYM"),
        ("synonyms", list("ru", &["а\nб"]), "INVALID_SYNONYM"),
        ("synonyms", list("r", &["хай"]), "INVALID_LANGUAGE_TAG"),
        ("synonyms", json!([{"language": "ru", "texts": many}]), "TOO_MANY_SYNONYMS"),
        ("synonyms", json!(nine), "TOO_MANY_SYNONYMS"),
        ("synonyms", json!([list("ru", &["а"])[0], list("rus", &["б"])[0]]), "TOO_MANY_SYNONYMS"),
        // «спасибо» is the meaning of рақмет, a word of the same lesson.
        ("synonyms", list("ru", &["хай", " Спасибо! "]), "SYNONYM_OF_ANOTHER_WORD"),
        ("synonyms", list("en", &["Thank you"]), "SYNONYM_OF_ANOTHER_WORD"),
        ("synonyms", list("ru", &["хай; спасибо"]), "SYNONYM_OF_ANOTHER_WORD"),
        ("synonyms", list("ru", &["спасибо (всем)"]), "SYNONYM_OF_ANOTHER_WORD"),
    ] {
        let mut input = json!({"wordId": salem});
        input[field] = value;
        let refused = update(&learner, input).await;
        assert_eq!(refused["errors"], json!([{"code": code, "path": [field]}]));
        assert_eq!((&refused["word"], &refused["learnerWord"]), (&json!(null), &json!(null)));
    }
    let fits = json!({"wordId": salem, "note": "я".repeat(2_000), "synonyms": [{"language": "ru", "texts": many[..20]}]});
    assert_eq!(update(&learner, fits).await["errors"], json!([]));
    // «Ata» is a forefather in Turkish; the content blocks it as an answer to әке.
    let father = word_of(&learner, "otbasy", "әке").await;
    let blocked = update(&learner, json!({"wordId": father, "synonyms": list("tr", &["ATA"])})).await;
    assert_eq!(blocked["errors"], json!([{"code": "BLOCKED_SYNONYM", "path": ["synonyms"]}]));
    let nowhere = update(&learner, json!({"wordId": "x", "note": "x"})).await;
    assert_eq!(nowhere["errors"], json!([{"code": "NOT_FOUND", "path": ["wordId"]}]));
    let nobody = service.client().execute(UPDATE, json!({"input": {"wordId": salem, "note": "x"}})).await;
    assert_eq!(nobody.code(), "UNAUTHENTICATED");
}

#[tokio::test]
async fn a_gloss_is_reported_once_and_an_editor_answers() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    let editor = editor(&service).await;
    let salem = word(&learner, "сәлем").await;
    let input = json!({"wordId": salem, "language": "rus", "gloss": "привет", "reason": "слишком общо", "suggestion": "салют"});

    let reported = report(&learner, &input).await;
    assert_eq!(reported["errors"], json!([]));
    let mut expected = reported["wordReport"].clone();
    assert_eq!((&expected["word"]["headword"], &expected["language"]), (&json!("сәлем"), &json!("ru")));
    assert_eq!((&expected["status"], &expected["answer"]), (&json!("OPEN"), &json!(null)));
    let again = report(&learner, &input).await;
    assert_eq!(again, json!({"wordReport": null, "errors": [{"code": "REPORT_ALREADY_OPEN", "path": []}]}));

    // Only the reporter and editors see it.
    let id = expected["id"].clone();
    let own = "{ viewer { wordReports { edges { node { id } } } } }";
    let all = "query($status: WordReportStatus) { wordReports(status: $status) { edges { node { id } } } }";
    let by_id = "query($id: ID!) { node(id: $id) { id } }";
    let edges = json!({"edges": [{"node": {"id": id}}]});
    assert_eq!(learner.query(own, json!({})).await["viewer"]["wordReports"], edges);
    assert_eq!(editor.query(own, json!({})).await["viewer"]["wordReports"], json!({"edges": []}));
    assert_eq!(editor.query(all, json!({"status": "OPEN"})).await["wordReports"], edges);
    assert_eq!(editor.query(all, json!({"status": "DECLINED"})).await["wordReports"], json!({"edges": []}));
    assert_eq!(learner.query(all, json!({})).await["wordReports"], json!(null));
    let other = service.client().register("berik@example.kz").await;
    for (client, sees) in [(&learner, true), (&editor, true), (&other, false), (&service.client(), false)] {
        let node = if sees { json!({"id": id}) } else { json!(null) };
        assert_eq!(client.query(by_id, json!({"id": id})).await["node"], node);
    }

    let resolve = async |client: &Client, id: &Value, answer: &str| {
        let variables = json!({"id": id, "accept": true, "answer": answer});
        client.query(RESOLVE, variables).await["resolveWordReport"].take()
    };
    assert_eq!(resolve(&learner, &id, "x").await["errors"], json!([{"code": "FORBIDDEN", "path": []}]));
    assert_eq!(
        resolve(&editor, &id, " ").await["errors"],
        json!([{"code": "INVALID_REASON", "path": ["answer"]}])
    );
    assert_eq!(resolve(&editor, &salem, "x").await["errors"], json!([{"code": "NOT_FOUND", "path": ["id"]}]));
    let mut resolved = resolve(&editor, &id, "Рақмет!").await;
    assert_eq!(moment(&resolved["wordReport"]["resolvedAt"].take()), service.clock.now());
    assert_eq!(
        resolved,
        json!({"wordReport": {"status": "ACCEPTED", "answer": "Рақмет!", "resolvedAt": null}, "errors": []})
    );
    assert_eq!(
        resolve(&editor, &id, "x").await["errors"],
        json!([{"code": "ALREADY_DECIDED", "path": ["id"]}])
    );
    let reports =
        learner.query("{ viewer { wordReports { edges { node { status answer } } } } }", json!({})).await;
    assert_eq!(
        reports["viewer"]["wordReports"]["edges"],
        json!([{"node": {"status": "ACCEPTED", "answer": "Рақмет!"}}])
    );
    // Then it may be reported again.
    expected = report(&learner, &input).await;
    assert_eq!(expected["errors"], json!([]));
}

#[tokio::test]
async fn empty_reports_and_too_many_reports_are_refused() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    let salem = word(&learner, "сәлем").await;
    let right = json!({"wordId": salem, "language": "ru", "gloss": "привет", "reason": "слишком общо"});
    for (field, value, code) in [
        ("wordId", json!("x"), "NOT_FOUND"),
        ("wordId", new_id(), "NOT_FOUND"),
        ("language", json!("r"), "INVALID_LANGUAGE_TAG"),
        ("gloss", json!("до свидания"), "NOT_FOUND"),
        ("gloss", json!(""), "INVALID_GLOSS"),
        ("reason", json!(" "), "INVALID_REASON"),
        ("reason", json!("я".repeat(1_001)), "INVALID_REASON"),
        ("suggestion", json!("я".repeat(301)), "INVALID_GLOSS"),
    ] {
        let mut input = right.clone();
        input[field] = value;
        assert_eq!(report(&learner, &input).await["errors"], json!([{"code": code, "path": [field]}]));
    }

    let words = learner
        .query("{ course(by: {slug: \"kunine-bes-soz\"}) { lessons { words { id glosses(languages: [\"en\"]) { text } } } } }", json!({}))
        .await;
    let lessons = words["course"]["lessons"].as_array().unwrap();
    let words: Vec<&Value> = lessons.iter().flat_map(|lesson| lesson["words"].as_array().unwrap()).collect();
    let input = |word: &Value| json!({"wordId": word["id"], "language": "en", "gloss": word["glosses"][0]["text"], "reason": "no"});
    for word in &words[..50] {
        assert_eq!(report(&learner, &input(word)).await["errors"], json!([]));
    }
    let refused = report(&learner, &input(words[50])).await;
    assert_eq!(refused["errors"], json!([{"code": "TOO_MANY_REPORTS", "path": []}]));
}
