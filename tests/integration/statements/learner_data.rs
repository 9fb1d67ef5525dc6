//! What learners load about themselves and their words: changes, the offline pack, statistics, notes, reports and exports.

use serde_json::json;

use super::Table;
use crate::support::client::Client;

const STATISTICS: &str = "{ viewer { statistics {
    words { total new learning young mature begun known }
    streaks { hasStudiedToday hasFreezeLeft current { days freezes } longest { days } }
    activity(from: \"2026-01-01\", to: \"2026-12-31\") { date reviews durationMs newWords }
    retention(from: \"2026-01-01\", to: \"2026-12-31\", period: WEEK) { firstDay retention { all { reviews share } } }
    forecast(days: 365) { overdue days { date due } }
    slips { count slip { kind letters { expected written } } }
    mistakes { card { word { headword } } review { verdict } }
} } }";

const MEMORY: &str = "{ lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"amandasu\"}}) {
    words { headword meaning { language text } memory { state retrievability stability difficulty }
      learnerWord { note synonyms { language texts } } }
} }";

const UPDATE_WORD: &str = "mutation($id: ID!) { updateLearnerWord(input: {wordId: $id, note: \"x\",
    synonyms: [{language: \"ru\", texts: [\"хай\"]}]}) { learnerWord { note } errors { code } } }";

pub(super) const REPORT: &str =
    "mutation($id: ID!) { reportGloss(input: {wordId: $id, language: \"ru\", gloss: \"привет\", reason: \"x\"}) {
    wordReport { id word { headword } } errors { code } } }";

const CHANGES: &str = "query($since: String, $first: Int!) { viewer { changes(since: $since, first: $first) {
    cursor hasMore settings { timeZone } preset { parameters }
    lessonStarts { lesson { slug } startedAt } cards { id phase dueAt reps word { headword } } reviews { reviewId rating }
    reviewVoids { reviewId } cardResets { cardId } learnerWords { wordId learnerWord { note } }
    lessons { slug } words { headword glosses { language text } } withdrawn
} } }";

const PACK: &str = "query($first: Int!) { viewer { offlinePack(days: 14, first: $first) {
    cursor hasMore until settings { timeZone } preset { parameters }
    items { card { id phase dueAt } exercise {
        ... on ChooseMeaningExercise { choices { id meaning } }
        ... on TypeWordExercise { meaning }
    } }
    words { headword glosses { language text } examples { sentence translations { text } } }
} } }";

pub(super) async fn count(table: &mut Table<'_>, learner: &Client) {
    let page = json!({"first": 20});
    table.count("first page of 20 changes", learner, CHANGES, page.clone()).await;
    let data = table.count("all changes, with the course", learner, CHANGES, json!({"first": 500})).await;
    let changes = &data["viewer"]["changes"];
    assert_eq!(changes["hasMore"], false);
    let since = json!({"since": changes["cursor"], "first": 20});
    table.count("changes since the last one", learner, CHANGES, since).await;
    table.count("offline pack of 20 cards", learner, PACK, page).await;
    table.count("offline pack for 14 days", learner, PACK, json!({"first": 500})).await;
    table.count("all statistics", learner, STATISTICS, json!({})).await;
    let lesson = table.count("lesson with words and their memory", learner, MEMORY, json!({})).await;
    assert_eq!(lesson["lesson"]["words"].as_array().unwrap().len(), 5);
    let word = learner
        .query(
            "{ lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"amandasu\"}}) { words { id } } }",
            json!({}),
        )
        .await;
    let id = &word["lesson"]["words"][0]["id"];
    table.count("add a note and synonyms to a word", learner, UPDATE_WORD, json!({"id": id})).await;
    let data = table.count("report a gloss", learner, REPORT, json!({"id": id})).await;
    assert_eq!(data["reportGloss"]["errors"], json!([]));
    let own = "{ viewer { wordReports { edges { node { status word { headword } } } } } }";
    table.count("a learner's word reports", learner, own, json!({})).await;
    learner.reauthenticate().await;
    for (name, file) in
        [("export of all of a learner's data", "export.json"), ("export of the review log", "reviews.csv")]
    {
        let (answer, statements) = table.service.statements(learner.get(&format!("/me/{file}"))).await;
        assert_eq!(answer.status, 200);
        table.lines.push((name.to_owned(), statements));
    }
}
