//! Content is changed, withdrawn and restored; learners keep what they learned.

mod edited;
pub(crate) mod folder;
mod units;
mod words;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use chrono::Duration;
use serde_json::{Value, json};
use uuid::Uuid;

use self::folder::ContentFolder;
use crate::editing::Desk;
use crate::support::client::Client;
use crate::support::service::Service;
use crate::support::sql::connect;

const LESSON: &str = "courses/kunine-bes-soz/01-amandasu.toml";
const ORGANIZATION: &str = "directory/organizations/language-centre.toml";

/// Runs `dostyq import`.
fn run_import(service: &Service, content: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dostyq"))
        .arg("import")
        .arg(content)
        .args(["--database-url", &service.database.url])
        .output()
        .unwrap()
}

/// Returns the last output line of an import that must succeed.
pub(crate) fn import(service: &Service, content: &ContentFolder) -> String {
    let output = run_import(service, content.path());
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

async fn lesson(client: &Client) -> Value {
    let document = "{ lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"amandasu\"}}) {
        id words { id slug headword glosses(languages: [\"ru\"]) { text } }
    } }";
    client.query(document, json!({})).await["lesson"].take()
}

fn word<'a>(lesson: &'a Value, slug: &str) -> Option<&'a Value> {
    lesson["words"].as_array().unwrap().iter().find(|word| word["slug"] == slug)
}

fn slugs(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|item| item["slug"].as_str().unwrap()).collect()
}

/// Returns everything with an id that comes from the content, by id and name.
async fn all_ids(client: &Client) -> Value {
    let document = "{
        organizations(first: 100) { edges { node { id slug posts { id slug holders { id } } members { id } citations { source { id } } } } }
        people(first: 100) { edges { node { id slug } } }
        events(first: 100) { edges { node { id slug } } }
        indicators(first: 100) { edges { node { id slug } } }
        course(by: {slug: \"kunine-bes-soz\"}) { id slug lessons { id slug words { id slug } } }
    }";
    client.query(document, json!({})).await
}

#[tokio::test]
async fn importing_the_same_content_changes_nothing() {
    let service = Service::start().await;
    let client = service.client();
    let before = all_ids(&client).await;
    assert_eq!(import(&service, &ContentFolder::copy()), "the content is unchanged");
    assert_eq!(all_ids(&client).await, before);
}

#[tokio::test]
async fn changed_content_keeps_its_ids() {
    let service = Service::start().await;
    let client = service.client();
    // In Kazakh, no name changes its place.
    let reader = client.with("accept-language", "kk");
    let before = all_ids(&reader).await;
    let content = ContentFolder::copy();
    content.replace(LESSON, "ru = [\"спасибо\", \"благодарю\", ", "ru = [\"благодарю\", \"спасибо\", ");
    content.replace(ORGANIZATION, "en = \"Language Teaching Centre\"", "");

    let output = import(&service, &content);
    assert_eq!(
        output,
        format!(
            "imported: 21 organizations, 5 people, 3 posts, 8 events, 7 indicators, {}; 0 withdrawn",
            content.courses()
        )
    );
    assert_eq!(all_ids(&reader).await, before, "all ids and orders stay");
    let lesson = lesson(&client).await;
    assert_eq!(
        word(&lesson, "raqmet").unwrap()["glosses"],
        json!([{"text": "благодарю"}, {"text": "спасибо"}, {"text": "большое спасибо"}, {"text": "благодарю вас"},
            {"text": "огромное спасибо"}, {"text": "спасибо тебе"}])
    );
    let changed = client
        .query(
            "{ organization(by: {slug: \"language-centre\"}) { name description ru: name(lang: RU) } }",
            json!({}),
        )
        .await;
    assert_eq!(
        changed["organization"],
        json!({
            "name": "Тілдерді оқыту орталығы",
            "description": "The Language Teaching Centre is housed in the House of Friendship.",
            "ru": "Центр обучения языкам",
        }),
        "a text that English lacks is Kazakh"
    );
    assert_eq!(import(&service, &content), "the content is unchanged");
}

#[tokio::test]
async fn a_withdrawn_organization_is_hidden_until_it_is_restored() {
    const LISTS: &str = "{
        organizations(first: 100) { edges { node { slug } } }
        centre: organizations(filter: {slugs: [\"language-centre\"]}) { edges { node { slug } } }
        house: organization(by: {slug: \"house\"}) { hostedOrganizations { slug } }
        bySlug: organization(by: {slug: \"language-centre\"}) { id }
    }";
    let service = Service::start().await;
    let client = service.client();
    let before = client.query(LISTS, json!({})).await;
    let id = before["bySlug"]["id"].clone();

    let content = ContentFolder::copy();
    content.remove(ORGANIZATION);
    assert!(import(&service, &content).ends_with("; 1 withdrawn"));
    let lists = client.query(LISTS, json!({})).await;
    assert_eq!(lists["organizations"]["edges"].as_array().unwrap().len(), 20);
    assert_eq!(lists["centre"]["edges"], json!([]));
    assert!(!slugs(&lists["house"]["hostedOrganizations"]).contains(&"language-centre"));
    assert_eq!(lists["bySlug"], json!(null));
    let by_id = "query($id: ID!) { organization(by: {id: $id}) { slug } node(id: $id) { id } }";
    let found = client.query(by_id, json!({"id": id})).await;
    assert_eq!(found, json!({"organization": null, "node": null}), "only editors see drafts");

    content.restore(ORGANIZATION);
    assert!(import(&service, &content).ends_with("; 0 withdrawn"));
    assert_eq!(client.query(LISTS, json!({})).await, before, "with the same id");
}

#[tokio::test]
async fn records_that_an_import_skips_are_listed() {
    let service = Service::start().await;
    let client = connect(&service.database.url).await.unwrap();
    // This pretends that people have edited both records, and then reverted one of them.
    let statement = "UPDATE imported_records SET version = 0
        WHERE key IN ('qha', 'language-centre') AND record_kind <> 'kind-term'";
    assert_eq!(client.execute(statement, &[]).await.unwrap(), 2);
    let content = ContentFolder::copy();
    content.replace(ORGANIZATION, "en = \"Language Teaching Centre\"", "");
    let output = import(&service, &content);
    let (summary, skipped) = output.split_once('\n').unwrap();
    assert!(summary.ends_with("; 0 withdrawn"), "{summary}");
    assert_eq!(skipped, "skipped organization language-centre: an editor has changed it");
}

#[tokio::test]
async fn a_withdrawn_word_is_found_only_by_its_id() {
    let service = Service::start().await;
    let client = service.client();
    let before = lesson(&client).await;
    let id = word(&before, "salem").unwrap()["id"].clone();

    let content = ContentFolder::copy();
    content.remove_word(LESSON, "salem");
    assert!(import(&service, &content).ends_with(&format!("{}; 1 withdrawn", content.courses())));
    let without = lesson(&client).await;
    assert_eq!(slugs(&without["words"]), ["salemetsiz-be", "raqmet", "keshiriniz", "sau-bolynyz"]);
    let node = client
        .query(
            "query($id: ID!) { node(id: $id) { ... on Word { id headword isWithdrawn lesson { slug } } } }",
            json!({"id": id}),
        )
        .await;
    let tombstone =
        json!({"id": id, "headword": "сәлем", "isWithdrawn": true, "lesson": {"slug": "amandasu"}});
    assert_eq!(node["node"], tombstone);

    content.restore(LESSON);
    assert!(import(&service, &content).ends_with("; 0 withdrawn"));
    assert_eq!(lesson(&client).await, before, "the same words with the same ids");
}

#[tokio::test]
async fn withdrawing_a_lesson_withdraws_its_words() {
    let service = Service::start().await;
    let client = service.client();
    let before = all_ids(&client).await;
    let lesson = lesson(&client).await;
    let learner = client.register("learner@example.kz").await;

    let content = ContentFolder::copy();
    content.remove(LESSON);
    assert!(import(&service, &content).ends_with(&format!("{}; 6 withdrawn", content.courses())));
    let lists = client
        .query(
            "{ course(by: {slug: \"kunine-bes-soz\"}) { lessons { slug } }
               lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"amandasu\"}}) { slug } }",
            json!({}),
        )
        .await;
    assert_eq!(lists["lesson"], json!(null));
    assert_eq!(slugs(&lists["course"]["lessons"])[..2], ["otbasy", "ui"]);
    let node = "query($id: ID!) { node(id: $id) { ... on Lesson { slug isWithdrawn words { slug } } } }";
    assert_eq!(
        client.query(node, json!({"id": lesson["id"]})).await["node"],
        json!({"slug": "amandasu", "isWithdrawn": true, "words": []})
    );
    let started = learner
        .query(
            "mutation($id: ID!) { startLesson(input: {lessonId: $id}) { lesson { slug } errors { code path } } }",
            json!({"id": lesson["id"]}),
        )
        .await;
    assert_eq!(
        started["startLesson"],
        json!({"lesson": null, "errors": [{"code": "NOT_FOUND", "path": ["lessonId"]}]})
    );

    content.restore(LESSON);
    import(&service, &content);
    assert_eq!(all_ids(&client).await, before);
}

#[tokio::test]
async fn the_card_of_a_withdrawn_word_stays_in_the_review_log() {
    const LEARNED: &str = "{ viewer {
        today { newWords reviews }
        reviews { edges { node { id reviewId answer verdict card { id reps word { id headword } } } } }
    } }";
    let service = Service::start().await;
    let learner = service.client().register("learner@example.kz").await;
    let lesson = lesson(&learner).await;
    let salem = word(&lesson, "salem").unwrap();
    learner
        .query(
            "mutation($id: ID!) { startLesson(input: {lessonId: $id}) { errors { code } } }",
            json!({"id": lesson["id"]}),
        )
        .await;
    let queue = learner.query("{ viewer { studyQueue { card { id word { slug } } } } }", json!({})).await;
    let cards = queue["viewer"]["studyQueue"].as_array().unwrap();
    let card = &cards.iter().find(|item| item["card"]["word"]["slug"] == "salem").unwrap()["card"]["id"];
    let review = |number| {
        json!({
            "reviewId": Uuid::from_u128(number),
            "cardId": card,
            "reviewedAt": service.clock.now(),
            "durationMs": 2_000,
            "answer": {"choice": salem["id"]},
        })
    };
    let submit = "mutation($review: ReviewInput!) { submitReviews(input: {reviews: [$review]}) {
        results { error { code } card { reps } } } }";
    learner.query(submit, json!({"review": review(1)})).await;
    let before = learner.query(LEARNED, json!({})).await;
    assert_eq!(before["viewer"]["reviews"]["edges"][0]["node"]["card"]["word"]["headword"], "сәлем");

    let content = ContentFolder::copy();
    content.remove_word(LESSON, "salem");
    import(&service, &content);
    assert_eq!(learner.query(LEARNED, json!({})).await, before, "no progress is lost");
    let progress = learner
        .query(
            "{ lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"amandasu\"}}) { progress { total begun } } }",
            json!({}),
        )
        .await;
    assert_eq!(progress["lesson"]["progress"], json!({"total": 4, "begun": 0}));

    // An answer given offline, before the learner's device knew of the withdrawal.
    service.clock.advance(Duration::minutes(10));
    let late = learner.query(submit, json!({"review": review(2)})).await;
    assert_eq!(late["submitReviews"]["results"], json!([{"error": null, "card": {"reps": 2}}]));

    content.restore(LESSON);
    import(&service, &content);
    let after = learner.query(LEARNED, json!({})).await;
    let log = after["viewer"]["reviews"]["edges"].as_array().unwrap();
    assert_eq!(log.len(), 2);
    assert!(log.iter().all(|edge| edge["node"]["card"]["id"] == *card));
}

#[tokio::test]
async fn a_folder_with_an_error_imports_nothing() {
    let service = Service::start().await;
    let client = service.client();
    let (ids, before) = (all_ids(&client).await, lesson(&client).await);
    let content = ContentFolder::copy();
    content.replace(LESSON, "ru = [\"спасибо\", \"благодарю\", ", "ru = [\"благодарю\", ");
    content.remove("directory/organizations/qha.toml");
    content.replace(ORGANIZATION, "kind = \"language-centre\"", "kind = \"language-center\"");

    let output = run_import(&service, content.path());
    assert!(!output.status.success());
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(errors.contains("has errors, so nothing was loaded:"), "{errors}");
    for place in [
        "directory/events.toml:89: ",
        "directory/events.toml:107: ",
        "directory/organizations/language-centre.toml:1: ",
    ] {
        assert!(errors.contains(&format!("\n{place}")), "{place} in {errors}");
    }
    assert_eq!(all_ids(&client).await, ids);
    assert_eq!(lesson(&client).await, before);
}

#[tokio::test]
async fn importing_one_half_of_the_content_keeps_the_other() {
    let service = Service::start().await;
    let client = service.client();
    let before = all_ids(&client).await;
    let content = ContentFolder::copy();
    let whole = content.courses();
    fs::remove_dir_all(content.path().join("courses")).unwrap();
    assert!(import(&service, &content).ends_with(" 0 words; 0 withdrawn"));
    assert_eq!(all_ids(&client).await, before);

    fs::create_dir(content.path().join("courses")).unwrap();
    let output = import(&service, &content);
    let all: usize =
        whole.split(", ").map(|count| count.split(' ').next().unwrap().parse::<usize>().unwrap()).sum();
    assert!(
        output.ends_with(&format!("; {all} withdrawn")),
        "an empty folder withdraws everything: {output}"
    );
    let courses = client.query("{ courses { edges { node { slug } } } }", json!({})).await;
    assert_eq!(courses["courses"]["edges"], json!([]));
}

#[tokio::test]
async fn content_can_schedule_events() {
    let service = Service::start().await;
    let content = ContentFolder::copy();
    let events = content.path().join("directory/events.toml");
    let lesson = "[[event]]\nslug = 'lesson'\nkind = 'training'\norganizers = ['language-centre']\nsource = 'article'\n\
                  title.kk = 'Тіл сабағы'\n[event.schedule]\nstarts = '2024-02-17T10:00'\nduration_minutes = 90\n\
                  rule = 'FREQ=WEEKLY;BYDAY=SA'\ncancelled = ['2024-02-24T10:00']\n[[event.schedule.moved]]\n\
                  original_start = '2024-03-02T10:00'\nstarts = '2024-03-03T12:00'\nplace.kk = 'Кітапхана'\n";
    let text = fs::read_to_string(&events).unwrap();
    fs::write(&events, format!("{text}\n{lesson}")).unwrap();
    assert!(import(&service, &content).contains("9 events"));
    let found = service
        .client()
        .query(
            "{ event(by: {slug: \"lesson\"}) { schedule { rule timeZone }
                occurrences(from: \"2024-02-01T00:00:00Z\", to: \"2024-03-10T00:00:00Z\") { startsAt status place } } }",
            json!({}),
        )
        .await;
    assert_eq!(
        found["event"],
        json!({"schedule": {"rule": "FREQ=WEEKLY;BYDAY=SA", "timeZone": "Asia/Almaty"}, "occurrences": [
            {"startsAt": "2024-02-17T04:00:00+00:00", "status": "CONFIRMED", "place": null},
            {"startsAt": "2024-02-24T04:00:00+00:00", "status": "CANCELLED", "place": null},
            {"startsAt": "2024-03-03T07:00:00+00:00", "status": "CONFIRMED", "place": "Кітапхана"},
            {"startsAt": "2024-03-09T05:00:00+00:00", "status": "CONFIRMED", "place": null},
        ]})
    );
}

#[tokio::test]
async fn a_kind_that_an_editor_relabelled_stays_when_the_content_drops_it() {
    let service = Service::start().await;
    let (desk, client) = (Desk::open(&service).await, service.client());
    let content = ContentFolder::copy();
    let find =
        |slug: &str| format!("{{ kindTerm(by: {{slug: \"{slug}\"}}) {{ id version label(lang: EN) }} }}");
    let museum = client.query(&find("museum"), json!({})).await["kindTerm"].take();
    let changed = desk.update("KindTerm", &museum, json!({"label": {"en": "gallery"}})).await;
    assert_eq!(changed["errors"], json!([]));
    let kinds = fs::read_to_string(content.path().join("directory/kinds.toml")).unwrap();
    let without = |slug: &str, text: &str| {
        let parts = text.split("[[kind]]\n").filter(|part| !part.contains(&format!("slug = \"{slug}\"")));
        parts.collect::<Vec<_>>().join("[[kind]]\n")
    };
    content.write("directory/kinds.toml", &without("theatre", &without("museum", &kinds)));
    import(&service, &content);
    assert_eq!(client.query(&find("museum"), json!({})).await["kindTerm"]["label"], "gallery");
    assert_eq!(
        client.query(&find("theatre"), json!({})).await["kindTerm"]["id"],
        json!(null),
        "nothing used it"
    );
}
