//! Words, and learners' cards of them, when the content changes.

use dostyq::app::Caller;
use dostyq::import::{self, Origin, Outcome};
use serde_json::{Value, json};

use super::folder::ContentFolder;
use super::{LESSON, import, lesson, word};
use crate::support::client::Client;
use crate::support::eventually::until;
use crate::support::service::Service;
use crate::support::sql::{connect, waiting};
use crate::support::study::{self, queue, start_lesson};

const VERSIONS: &str = "{ course(by: {slug: \"kunine-bes-soz\"}) { contentVersion lessons { words { id slug contentVersion } } } }";
const TRUE_WORD: &str = "
[[word]]
slug = \"shyn\"
headword = \"ақиқат\"
part_of_speech = \"noun\"
glosses.ru = [\"правда\"]
glosses.en = [\"truth\"]
";

/// Returns the slugs of the words with a new content version, and whether the course has a new version.
async fn changed(client: &Client, before: &Value) -> (Vec<String>, bool) {
    let after = client.query(VERSIONS, json!({})).await;
    let words = |data: &Value| -> Vec<Value> {
        let lessons = data["course"]["lessons"].as_array().unwrap();
        lessons.iter().flat_map(|lesson| lesson["words"].as_array().unwrap().clone()).collect()
    };
    let before_words = words(before);
    let changed = words(&after).into_iter().filter(|word| !before_words.contains(word));
    let slugs = changed.map(|word| word["slug"].as_str().unwrap().to_owned()).collect();
    (slugs, after["course"]["contentVersion"] != before["course"]["contentVersion"])
}

/// Imports in this process, at the service's time.
async fn import_here(service: &Service, content: &ContentFolder) -> Outcome {
    let content = import::read(content.path()).unwrap_or_else(|errors| panic!("{errors:?}"));
    let session = service.services.database.session();
    import::apply(&session, &content, Origin::Chosen, service.clock.now()).await.unwrap()
}

fn created_cards(outcome: &Outcome) -> usize {
    match outcome {
        Outcome::Imported { cards, .. } => *cards,
        other => panic!("{other}"),
    }
}

/// Returns the learner's change number.
async fn change_number(service: &Service, email: &str) -> i64 {
    let sql = connect(&service.database.url).await.unwrap();
    let statement = "SELECT change_number FROM learners JOIN accounts ON id = learner_id WHERE email = $1";
    sql.query_one(statement, &[&email]).await.unwrap().get(0)
}

/// Returns the cards of a word of the first lesson.
async fn cards(learner: &Client, headword: &str) -> Vec<Value> {
    let lesson = study::lesson(learner, "amandasu").await;
    let words = lesson["words"].as_array().unwrap();
    let word = words.iter().find(|word| word["headword"] == headword).unwrap();
    word["cards"].as_array().unwrap().clone()
}

#[tokio::test]
async fn reformatted_content_has_no_new_version() {
    let service = Service::start().await;
    let client = service.client();
    let before = client.query(VERSIONS, json!({})).await;
    let content = ContentFolder::copy();
    content.append(LESSON, "# Nothing but a comment.\n");
    assert!(import(&service, &content).ends_with("; 0 withdrawn"));
    assert_eq!(changed(&client, &before).await, (Vec::new(), false));
}

#[tokio::test]
async fn a_corrected_typo_changes_one_word_and_keeps_its_cards() {
    let service = Service::start().await;
    let learner = service.client().register("learner@example.kz").await;
    study::learn(&service, &learner, "amandasu").await;
    let remembered = study::lesson(&learner, "amandasu").await;
    let before = learner.query(VERSIONS, json!({})).await;

    let content = ContentFolder::copy();
    content.replace(LESSON, "ru = [\"спасибо\", ", "ru = [\"спасибо!\", ");
    assert!(import(&service, &content).ends_with("; 0 withdrawn"), "and no card is created");
    assert_eq!(changed(&learner, &before).await, (vec!["raqmet".to_owned()], true));
    assert_eq!(study::lesson(&learner, "amandasu").await, remembered);
}

#[tokio::test]
async fn another_accepted_order_changes_only_its_word() {
    const ORDERS: &str = "{ lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"amandasu\"}}) { words { acceptedOrders } } }";
    let service = Service::start().await;
    let client = service.client();
    let before = client.query(VERSIONS, json!({})).await;
    let content = ContentFolder::copy();
    let order = "Асқар, сәлем! Қалың қалай?";
    let with_order = format!("slug = \"salem\"\naccepted_orders = [\"{order}\"]\n");
    content.replace(LESSON, "slug = \"salem\"\n", &with_order);
    assert!(import(&service, &content).ends_with("; 0 withdrawn"));
    assert_eq!(changed(&client, &before).await, (vec!["salem".to_owned()], true));
    let words = client.query(ORDERS, json!({})).await["lesson"]["words"].take();
    assert_eq!((&words[0]["acceptedOrders"], &words[1]["acceptedOrders"]), (&json!([order]), &json!([])));
}

#[tokio::test]
async fn a_new_meaning_is_a_new_word_and_the_old_one_is_withdrawn() {
    const WORD: &str = "query($id: ID!) { node(id: $id) { ... on Word { slug isWithdrawn glosses(languages: [\"ru\"]) { text } cards { reps } } } }";
    let service = Service::start().await;
    let learner = service.client().register("learner@example.kz").await;
    study::learn(&service, &learner, "amandasu").await;
    let before = lesson(&learner).await;
    let old = word(&before, "salem").unwrap()["id"].clone();
    let reviews = "{ viewer { reviews(first: 100) { edges { node { id card { id word { id } } } } } } }";
    let log = learner.query(reviews, json!({})).await;

    let content = ContentFolder::copy();
    content.replace(LESSON, "slug = \"salem\"\n", "slug = \"salem\"\nmeaning = 2\n");
    content.replace(
        LESSON,
        "ru = [\"привет\", \"здравствуй\", \"приветствую\", \"салам\", \"здорово\"]",
        "ru = [\"поклон\"]",
    );
    let said = import(&service, &content);
    assert!(
        said.ends_with("1 withdrawn\nnew cards for learners who had started a lesson with new words: 2"),
        "{said}"
    );
    let now = lesson(&learner).await;
    let new = word(&now, "salem").unwrap()["id"].clone();
    assert_ne!(new, old);
    study::assert_counts_are_right(&service).await;
    assert_eq!(now["words"].as_array().unwrap().len(), 5);
    let found = |id: Value| {
        let learner = learner.clone();
        async move { learner.query(WORD, json!({"id": id})).await["node"].take() }
    };
    assert_eq!(
        found(old.clone()).await,
        json!({"slug": "salem", "isWithdrawn": true, "glosses": [{"text": "привет"}, {"text": "здравствуй"}, {"text": "приветствую"}, {"text": "салам"}, {"text": "здорово"}], "cards": [{"reps": 2}, {"reps": 2}]})
    );
    assert_eq!(
        found(new.clone()).await,
        json!({"slug": "salem", "isWithdrawn": false, "glosses": [{"text": "поклон"}], "cards": [{"reps": 0}, {"reps": 0}]})
    );
    assert_eq!(learner.query(reviews, json!({})).await, log, "the log stays");
    service.clock.advance(chrono::Duration::days(30));
    let queued = words_in_queue(&learner).await;
    assert!(queued.contains(&new) && !queued.contains(&old));

    content.restore(LESSON);
    assert!(import(&service, &content).ends_with("; 1 withdrawn"));
    assert_eq!(lesson(&learner).await, before, "the old meaning is back, with its cards");
    study::assert_counts_are_right(&service).await;
    assert_eq!(found(new).await["isWithdrawn"], json!(true));
    assert_eq!(found(old).await["cards"], json!([{"reps": 2}, {"reps": 2}]));
}

/// Returns the words in the queue.
async fn words_in_queue(learner: &Client) -> Vec<Value> {
    study::first_of_queue(learner, 50).await.iter().map(|item| item["card"]["word"]["id"].clone()).collect()
}

#[tokio::test]
async fn new_words_of_a_started_lesson_get_cards_in_the_practised_skills() {
    let service = Service::start().await;
    let client = service.client();
    let (both, one) = (client.register("both@example.kz").await, client.register("one@example.kz").await);
    let other = client.register("other@example.kz").await;
    let sql = connect(&service.database.url).await.unwrap();
    let statement = "UPDATE learners SET skills = '{inflect,recognize}' FROM accounts
                     WHERE id = learner_id AND email = 'one@example.kz'";
    sql.execute(statement, &[]).await.unwrap();
    for (learner, slug) in [(&both, "amandasu"), (&one, "amandasu"), (&other, "otbasy")] {
        start_lesson(learner, slug).await;
    }
    let number = change_number(&service, "both@example.kz").await;
    let others = change_number(&service, "other@example.kz").await;

    service.clock.advance(chrono::Duration::hours(1));
    let content = ContentFolder::copy();
    content.append(LESSON, TRUE_WORD);
    assert_eq!(created_cards(&import_here(&service, &content).await), 4);
    let skills = |cards: &[Value]| -> Vec<Value> { cards.iter().map(|card| card["skill"].clone()).collect() };
    study::assert_counts_are_right(&service).await;
    assert_eq!(skills(&cards(&both, "ақиқат").await), ["RECOGNIZE", "PRODUCE"]);
    assert_eq!(skills(&cards(&one, "ақиқат").await), ["RECOGNIZE", "INFLECT"]);
    assert_eq!(cards(&other, "ақиқат").await, [json!(null); 0]);
    assert_eq!(
        change_number(&service, "both@example.kz").await,
        number + 1,
        "so that their devices hear of it"
    );
    assert_eq!(
        change_number(&service, "other@example.kz").await,
        others,
        "the other learner's data is unchanged"
    );

    // The same as the cards of a learner who starts the lesson now.
    start_lesson(&other, "amandasu").await;
    let bare = |cards: Vec<Value>| -> Vec<Value> {
        cards
            .into_iter()
            .map(|mut card| {
                card["id"].take();
                card
            })
            .collect()
    };
    assert_eq!(bare(cards(&both, "ақиқат").await), bare(cards(&other, "ақиқат").await));
    let newest = queue(&both).await.last().unwrap()["card"]["word"]["headword"].clone();
    assert_eq!(newest, json!("ақиқат"), "after the lesson's earlier words");
}

#[tokio::test]
async fn a_word_that_moves_to_another_lesson_keeps_its_cards() {
    let service = Service::start().await;
    let client = service.client();
    let (first, second) =
        (client.register("first@example.kz").await, client.register("second@example.kz").await);
    study::learn(&service, &first, "amandasu").await;
    start_lesson(&second, "otbasy").await;
    let learned = cards(&first, "рақмет").await;

    let content = ContentFolder::copy();
    content.move_word(LESSON, "raqmet", "courses/kunine-bes-soz/02-otbasy.toml");
    assert_eq!(created_cards(&import_here(&service, &content).await), 2);
    for (learner, expected) in [(&first, Some(learned)), (&second, None)] {
        let family = study::lesson(learner, "otbasy").await;
        let moved = family["words"].as_array().unwrap().last().unwrap();
        assert_eq!(moved["headword"], "рақмет");
        let cards = moved["cards"].as_array().unwrap();
        assert_eq!(cards.len(), 2);
        if let Some(expected) = expected {
            assert_eq!(*cards, expected, "with their memory");
        }
    }
    study::assert_counts_are_right(&service).await;
}

#[tokio::test]
async fn the_statements_of_an_import_do_not_depend_on_its_learners() {
    let service = Service::start().await;
    let client = service.client();
    let content = ContentFolder::copy();
    content.append(LESSON, TRUE_WORD);
    start_lesson(&client.register("a@example.kz").await, "amandasu").await;
    let (outcome, few) = service.statements(import_here(&service, &content)).await;
    assert_eq!(created_cards(&outcome), 2);

    for email in ["b@example.kz", "c@example.kz", "d@example.kz", "e@example.kz"] {
        start_lesson(&client.register(email).await, "amandasu").await;
    }
    content.append(
        LESSON,
        &TRUE_WORD
            .replace("shyn", "shyndyq")
            .replace("ақиқат", "шындық")
            .replace("правда", "истина")
            .replace("truth", "verity"),
    );
    let (outcome, many) = service.statements(import_here(&service, &content)).await;
    assert_eq!(created_cards(&outcome), 10);
    assert_eq!(many, few);
}

#[tokio::test]
async fn a_lesson_started_during_an_import_uses_the_new_content() {
    let service = Service::start().await;
    let learner = service.client().register("learner@example.kz").await;
    let id = lesson(&learner).await["id"].clone();
    let sql = connect(&service.database.url).await.unwrap();
    // This acts like an import that read the learners before the lesson was started.
    sql.batch_execute("BEGIN; UPDATE content_imports SET version = version + 1").await.unwrap();
    let start = "mutation($id: ID!) { startLesson(input: {lessonId: $id}) { errors { code } } }";
    let starting = tokio::spawn({
        let (learner, id) = (learner.clone(), id.clone());
        async move { learner.execute(start, json!({"id": id})).await }
    });
    until("starting waits for the import", async || !waiting(&sql).await.is_empty()).await;
    sql.batch_execute("COMMIT").await.unwrap();
    let answer = starting.await.unwrap();
    assert_eq!(
        (answer.status.as_u16(), answer.code()),
        (503, "UNAVAILABLE".to_owned()),
        "the client may retry"
    );
    start_lesson(&learner, "amandasu").await;
    assert_eq!(queue(&learner).await.len(), 10);
}

#[tokio::test]
async fn a_word_shows_all_of_its_content() {
    let service = Service::start().await;
    let client = service.client();
    let content = ContentFolder::copy();
    content.append(
        LESSON,
        "[[word]]
         slug = \"orin\"
         headword = \"орын\"
         part_of_speech = \"noun\"
         level = \"A2\"
         note.kk = \"Орын, орны.\"
         note.ru = \"Орын, но орны.\"
         inflection.drops_vowel = true
         glosses.ru = [\"место\"]
         glosses.en = [\"place\", \"seat\"]
         glosses.ug = [\"ئورۇن\"]
         glosses.zh-Hans = [\"地方\"]
         blocked.en = [\"plaice\"]",
    );
    import(&service, &content);
    let lesson = client
        .query(
            "query Orin($chain: [LanguageTag!]) { lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"amandasu\"}}) { words {
                id slug level note russian: note(lang: RU) isWithdrawn
                all: glosses { language text }
                chain: glosses(languages: $chain) { language text }
                chinese: glosses(languages: [\"zh-CN\"]) { language text }
                yakut: glosses(languages: [\"sah\", \"no tag\"]) { text }
             } } }",
            json!({"chain": ["uig", "rus", "eng"]}),
        )
        .await;
    let mut said = word(&lesson["lesson"], "orin").unwrap().clone();
    let id = said["id"].take();
    assert_eq!(
        said,
        json!({
            "id": null, "slug": "orin", "level": "A2", "isWithdrawn": false,
            "note": "Орын, орны.", "russian": "Орын, но орны.",
            "all": [
                {"language": "en", "text": "place"}, {"language": "en", "text": "seat"},
                {"language": "ru", "text": "место"}, {"language": "ug", "text": "ئورۇن"},
                {"language": "zh-Hans", "text": "地方"},
            ],
            "chain": [{"language": "ug", "text": "ئورۇن"}],
            "chinese": [{"language": "zh-Hans", "text": "地方"}],
            "yakut": [],
        })
    );
    let catalogue = Caller::anonymous(&service.services).catalogue().await.unwrap();
    let word = catalogue.words().find(|word| json!(word.id.to_global()) == id).unwrap();
    let english = word.meanings.iter().find(|meanings| meanings.language.as_str() == "en").unwrap();
    assert_eq!(
        (english.accepted.as_slice(), english.blocked.as_slice()),
        (&["place".to_owned(), "seat".to_owned()][..], &["plaice".to_owned()][..])
    );
    assert_eq!(word.nouns().next().unwrap().form("3.nom".parse().unwrap()), "орны");
}
