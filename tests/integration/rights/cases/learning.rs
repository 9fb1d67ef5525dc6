//! What is taught, and what a learner adds to it.

use serde_json::json;

use super::super::case::{Case, field, mutation, node, open, own_mutation};

pub(super) fn cases() -> Vec<Case> {
    let slugs = "slugs: {course: \"kunine-bes-soz\", lesson: \"otbasy\"}";
    let report =
        json!({"wordId": "@a word", "language": "en", "gloss": "@its meaning in English", "reason": "x"});
    vec![
        node("node: Course", "a course"),
        node("node: Unit", "a unit"),
        node("node: Lesson", "a lesson"),
        node("node: Word", "a word"),
        open("Query.course", "a course", "{ course(by: {slug: \"kunine-bes-soz\"}) { id } }"),
        open("Query.courses", "a course", "{ courses { edges { node { id } } } }").holds("a course"),
        open("Query.lesson", "a lesson", &format!("{{ lesson(by: {{{slugs}}}) {{ id }} }}")),
        field("Course", "progress", "{ total }", "a course"),
        field("Unit", "progress", "{ total }", "a unit"),
        field("Lesson", "progress", "{ total }", "a lesson"),
        // The member has started it, and nobody else.
        field("Lesson", "startedAt", "", "a lesson"),
        field("Word", "memory", "{ state }", "a word"),
        field("Word", "meaning", "{ text }", "a word"),
        field("Word", "learnerWord", "{ note }", "a word"),
        field("Word", "cards", "{ id }", "a word"),
        own_mutation("startLesson", "own", "lesson { id }", json!({"lessonId": "@a lesson"})).spoils(),
        own_mutation(
            "updateLearnerWord",
            "own",
            "learnerWord { note }",
            json!({"wordId": "@a word", "note": "өзімдікі"}),
        )
        .spoils(),
        own_mutation("reportGloss", "own", "report { id }", report),
        node("node: GlossReport", "the member's report"),
        open("Viewer.glossReports", "own", "{ viewer { glossReports { pageInfo { hasNextPage } } } }")
            .at("/viewer/glossReports"),
        open(
            "Viewer.glossReports",
            "the member's report",
            "{ viewer { glossReports { edges { node { id } } } } }",
        )
        .holds("the member's report"),
        open("Query.glossReports", "the member's report", "{ glossReports { edges { node { id } } } }")
            .holds("the member's report"),
        mutation(
            "resolveGlossReport",
            "the member's report",
            "report { id }",
            json!({"id": "@the member's report", "accepted": true, "answer": "x"}),
        ),
    ]
}
