//! Leaders' insight into their club.

use super::super::case::{Case, query};

const DAYS: &str = "from: \"2026-11-01\", to: \"2026-11-30\"";

pub(super) fn cases() -> Vec<Case> {
    let fields = [
        format!("overview({DAYS})"),
        format!("roster({DAYS})"),
        "lessons".to_owned(),
        format!("hardestWords({DAYS})"),
        format!("confusions({DAYS})"),
        format!("activity({DAYS})"),
        "readiness(on: \"2026-12-16\", lessonIds: [$lesson])".to_owned(),
    ];
    let mut cases = vec![
        query("Club.insight", "club A", "query($id: ID!) { club(by: {id: $id}) { insight { __typename } } }")
            .at("/club/insight"),
    ];
    for field in fields {
        let name = field.split('(').next().unwrap_or(&field);
        let lesson = if field.contains("$lesson") { ", $lesson: ID!" } else { "" };
        let document = format!(
            "query($id: ID!{lesson}) {{ club(by: {{id: $id}}) {{ insight {{ requested: {field} {{ __typename }} }} }} }}"
        );
        let case = query(&format!("ClubInsight.{name}"), "club A", &document).at("/club/insight/requested");
        let lesson = serde_json::json!({"id": "@club A", "lesson": "@a lesson"});
        cases.push(if field.contains("$lesson") { case.with(lesson) } else { case });
    }
    cases.push(
        query(
            "club → insight → roster",
            "club A",
            "query($id: ID!) { club(by: {id: $id}) { insight { roster { edges { node { id displayName } } } } } }",
        )
        .expecting("the member's membership"),
    );
    cases
}
