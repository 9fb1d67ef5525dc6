//! Courses, and what learners add to their words.

use serde_json::json;

use super::super::case::{Case, field, mutation, node, own_mutation, own_query};

const LIST: &str = "the member's word list";

pub(super) fn cases() -> Vec<Case> {
    let slugs = "slugs: {course: \"kunine-bes-soz\", lesson: \"otbasy\"}";
    let report = json!({"wordId": "@a word", "language": "en", "gloss": "@the English gloss of a word", "reason": "x"});
    vec![
        node("node: Course", "a course"),
        node("node: Unit", "a unit"),
        node("node: Lesson", "a lesson"),
        node("node: Word", "a word"),
        own_query("Query.course", "a course", "{ course(by: {slug: \"kunine-bes-soz\"}) { id } }"),
        own_query("Query.courses", "a course", "{ courses { edges { node { id } } } }").expecting("a course"),
        own_query("Query.lesson", "a lesson", &format!("{{ lesson(by: {{{slugs}}}) {{ id }} }}")),
        field("Course", "progress", "{ total }", "a course"),
        field("Unit", "progress", "{ total }", "a unit"),
        field("Lesson", "progress", "{ total }", "a lesson"),
        // Only the member has started the lesson.
        field("Lesson", "startedAt", "", "a lesson"),
        field("Word", "memory", "{ state }", "a word"),
        field("Word", "meaning", "{ text }", "a word"),
        field("Word", "learnerWord", "{ note }", "a word"),
        field("Word", "cards", "{ id }", "a word"),
        own_mutation("startLesson", "own", "lesson { id }", json!({"lessonId": "@a lesson"})).changing_data(),
        own_mutation(
            "updateLearnerWord",
            "own",
            "learnerWord { note }",
            json!({"wordId": "@a word", "note": "өзімдікі"}),
        )
        .changing_data(),
        own_mutation("reportGloss", "own", "wordReport { id }", report),
        node("node: WordReport", "the member's word report"),
        own_query("Viewer.wordReports", "own", "{ viewer { wordReports { pageInfo { hasNextPage } } } }")
            .at("/viewer/wordReports"),
        own_query(
            "Viewer.wordReports",
            "the member's word report",
            "{ viewer { wordReports { edges { node { id } } } } }",
        )
        .expecting("the member's word report"),
        own_query(
            "Query.wordReports",
            "the member's word report",
            "{ wordReports { edges { node { id } } } }",
        )
        .expecting("the member's word report"),
        mutation(
            "resolveWordReport",
            "the member's word report",
            "wordReport { id }",
            json!({"id": "@the member's word report", "accept": true, "answer": "x"}),
        ),
        node("node: WordList", LIST),
        own_query("Viewer.wordLists", "own", "{ viewer { wordLists { pageInfo { hasNextPage } } } }")
            .at("/viewer/wordLists"),
        own_query("Viewer.wordLists", LIST, "{ viewer { wordLists { edges { node { id } } } } }")
            .expecting(LIST),
        own_mutation("importWordList", "own", "wordList { id }", json!({"table": "үй"})).changing_data(),
        mutation("updateWordList", LIST, "wordList { id }", json!({"id": format!("@{LIST}"), "name": "x"})),
        mutation("startWordList", LIST, "wordList { id }", json!({"id": format!("@{LIST}")})),
        mutation("deleteWordList", LIST, "deletedWordListId", json!({"id": format!("@{LIST}")})),
    ]
}
