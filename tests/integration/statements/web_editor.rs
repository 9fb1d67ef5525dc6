//! The operations of the app that editors use.

use std::collections::{BTreeMap, BTreeSet};

use dostyq::domain::accounts::Role;
use serde_json::{Value, json};

use super::learner_data::REPORT;
use super::web::count_operation;
use super::{Table, lesson_id};
use crate::support::client::Client;

const PROPOSE: &str = "mutation($input: ProposeCorrectionInput!) { proposeCorrection(input: $input) { proposal { id } errors { code } } }";

/// An editor in the app.
struct Desk<'a, 'b> {
    table: &'a mut Table<'b>,
    documents: &'a BTreeMap<String, String>,
    editor: Client,
    counted: BTreeSet<String>,
}

impl Desk<'_, '_> {
    /// Counts an operation, which must succeed.
    async fn count(&mut self, name: &str, variables: Value) -> Value {
        let data = count_operation(self.table, &self.editor, self.documents, name, variables).await;
        self.counted.insert(name.to_owned());
        data
    }

    /// Creates a record, loads it into the form, and changes it. Returns the id; the record's version is then 2.
    async fn edit(&mut self, kind: &str, record: Value, changes: Value) -> Value {
        let created = self
            .count(&format!("create-{kind}"), json!({"input": {"record": record, "publish": true}}))
            .await;
        let id = created["edited"]["record"]["id"].clone();
        let variables = match kind {
            "organization" | "person" | "event" => json!({"by": {"id": id}}),
            _ => json!({"id": id}),
        };
        let loaded = self.count(&format!("edit-{kind}"), variables).await;
        assert_eq!(loaded["record"]["id"], id, "{kind}");
        let input = json!({"id": id, "version": 1, "changes": changes});
        let updated = self.count(&format!("update-{kind}"), json!({"input": input})).await;
        assert_eq!(updated["edited"]["record"]["version"], 2, "{kind}");
        id
    }

    /// Adds a value to a figure, and corrects it.
    async fn observe(&mut self, cited: &Value) {
        let figures = self.count("edit-figures", json!({})).await;
        let figure = figures["indicators"]["edges"][0]["node"]["id"].clone();
        self.count("find-indicator", json!({"id": figure})).await;
        let record = json!({"indicatorId": figure, "period": "2031", "value": 7, "citations": cited});
        let created =
            self.count("create-observation", json!({"input": {"record": record, "publish": true}})).await;
        let id = created["edited"]["record"]["id"].clone();
        self.count("edit-observation", json!({"id": id})).await;
        let input = json!({"id": id, "version": 1, "changes": {"value": 8.5}});
        self.count("correct-observation", json!({"input": input})).await;
    }

    /// Creates a contest for an event, finds it among the others, and withdraws it.
    async fn hold_contest(&mut self, event: &Value) {
        let lesson = lesson_id(&self.editor, "amandasu").await;
        let contest = json!({"eventId": event, "lessonIds": [lesson], "teams": "CLUB", "from": "2031-01-01", "until": "2031-01-31"});
        let created = self.count("create-contest", json!({"input": contest})).await;
        let id = &created["createContest"]["contest"]["id"];
        let found = self.count("edit-contests", json!({})).await;
        let contests = found["contests"]["edges"].as_array().unwrap();
        assert!(contests.iter().any(|edge| edge["node"]["id"] == *id), "{found:#}");
        self.count("withdraw-contest", json!({"input": {"id": id}})).await;
    }

    /// Creates another record of a kind, which is not counted.
    async fn another(&self, kind: &str, record: Value) -> Value {
        let variables = json!({"input": {"record": record, "publish": true}});
        let created = self.editor.query(&self.documents[&format!("create-{kind}")], variables).await;
        created["edited"]["record"]["id"].clone()
    }

    /// Proposes a description of an organization. Returns the id of the proposal.
    async fn proposal(&self, organization: &Value, version: i32, text: &str) -> Value {
        let change = json!({"organization": {"description": {"kk": text}}});
        let input =
            json!({"recordId": organization, "version": version, "change": change, "source": "газет"});
        let proposed = self.editor.query(PROPOSE, json!({"input": input})).await;
        proposed["proposeCorrection"]["proposal"]["id"].clone()
    }
}

/// Counts the operations. Returns their names.
pub(super) async fn count(table: &mut Table<'_>, documents: &BTreeMap<String, String>) -> BTreeSet<String> {
    let service = table.service;
    let email = "web-editor@example.kz";
    let editor = service.client().register(email).await;
    service.set_role(email, Role::Editor).await;
    let mut desk = Desk { table, documents, editor, counted: BTreeSet::new() };
    desk.count("editor-role", json!({})).await;

    let source = json!({"slug": "web-source", "kind": "DOCUMENT", "title": {"kk": "Веб-құжат"}});
    let source = desk.edit("source", source, json!({"author": "Айгүл"})).await;
    let cited = json!([{"sourceId": source}]);
    let named = |slug: &str| json!({"slug": slug, "names": [{"text": {"kk": slug}, "citations": cited}], "citations": cited});
    let club = |slug: &str| {
        let mut club = named(slug);
        club["kind"] = json!("club");
        club
    };
    let organization = desk.edit("organization", club("web-club"), json!({"shortName": {"en": "Web"}})).await;
    let person = desk.edit("person", named("web-person"), json!({"note": {"kk": "Мұғалім"}})).await;
    let post = json!({
        "slug": "web-chair", "organizationId": organization, "kind": "chair", "title": {"kk": "төраға"}, "citations": cited,
    });
    let post = desk.edit("post", post, json!({"title": {"ru": "председатель"}})).await;
    let membership =
        json!({"organizationId": organization, "postId": post, "personId": person, "citations": cited});
    desk.edit("membership", membership, json!({"since": "2015"})).await;
    let event =
        json!({"slug": "web-event", "kind": "SEMINAR", "title": {"kk": "Семинар"}, "citations": cited});
    let event = desk.edit("event", event, json!({"heldOn": "2015-03"})).await;

    let term = json!({"slug": "web-kind", "scheme": "ORGANIZATION", "label": {"kk": "веб-түр"}});
    desk.edit("kind-term", term, json!({"broader": "club"})).await;
    desk.count("edit-kinds", json!({})).await;

    desk.observe(&cited).await;

    desk.count("edit-desk", json!({"lacks": "EN"})).await;
    desk.count("find-records", json!({"text": "web-club", "types": ["ORGANIZATION"]})).await;
    desk.count("kind-terms", json!({"scheme": "ORGANIZATION"})).await;
    let found = desk.count("find-sources", json!({"text": "құжат"})).await;
    assert_eq!(found["sources"]["edges"][0]["node"]["id"], source);
    desk.count("record-history", json!({"id": organization})).await;
    desk.count("revert-record", json!({"input": {"id": organization, "version": 2, "toVersion": 1}})).await;
    desk.count("unpublish-record", json!({"input": {"id": event, "version": 2}})).await;
    desk.count("publish-record", json!({"input": {"id": event, "version": 3}})).await;
    desk.hold_contest(&event).await;

    let change = json!({"organization": {"shortName": {"kk": "Клуб"}}});
    let proposed = json!({"recordId": organization, "version": 3, "change": change, "source": "газет"});
    desk.count("propose-correction", json!({"input": proposed})).await;
    let accepted = desk.proposal(&organization, 3, "Жақсы клуб").await;
    let declined = desk.proposal(&organization, 3, "Жаман клуб").await;
    desk.count("proposals", json!({})).await;
    desk.count("accept-proposal", json!({"input": {"id": accepted, "answer": "Рақмет"}})).await;
    desk.count("decline-proposal", json!({"input": {"id": declined, "answer": "Жоқ"}})).await;

    let word = desk
        .editor
        .query(
            "{ lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"amandasu\"}}) { words { id } } }",
            json!({}),
        )
        .await;
    let reported = desk.editor.query(REPORT, json!({"id": word["lesson"]["words"][0]["id"]})).await;
    desk.count("word-reports", json!({})).await;
    let report = &reported["reportGloss"]["wordReport"]["id"];
    desk.count("resolve-word-report", json!({"input": {"id": report, "accept": true, "answer": "Рақмет"}}))
        .await;

    let same_club = desk.another("organization", club("web-club-2")).await;
    let merged = json!({"input": {"id": same_club, "version": 1, "intoId": organization}});
    desk.count("merge-organizations", merged).await;
    let same_person = desk.another("person", named("web-person-2")).await;
    desk.count("merge-people", json!({"input": {"id": same_person, "version": 1, "intoId": person}})).await;
    desk.counted
}
