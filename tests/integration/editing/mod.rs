//! Editors change the directory, and everyone else sees what they publish.

mod checks;
mod dates;
mod desk;
mod events;
mod figures;
mod history;
mod kinds;
mod known_days;
mod languages;
mod many_events;
mod merging;
mod people;
mod proposals;
mod public_history;
mod records;
mod slugs;
mod translations;
mod visiting;

use dostyq::domain::accounts::Role;
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::service::Service;

/// An editor's client, and the source that they cite.
pub(crate) struct Desk {
    client: Client,
    source: Value,
}

impl Desk {
    pub(crate) async fn open(service: &Service) -> Self {
        Self::of(service.register_with_role("editor@example.kz", Role::Editor).await).await
    }

    /// The desk of an existing editor.
    pub(crate) async fn of(client: Client) -> Self {
        let sources = client.query("{ sources { edges { node { id } } } }", json!({})).await;
        let source = sources["sources"]["edges"][0]["node"]["id"].clone();
        Self { client, source }
    }

    pub(crate) fn cited(&self) -> Value {
        json!([{"sourceId": self.source}])
    }

    /// Returns a name with its citation; `more` adds fields.
    fn name(&self, kk: &str, more: &Value) -> Value {
        with(json!({"text": {"kk": kk}, "citations": self.cited()}), more)
    }

    /// Returns an organization with only the required fields; `more` adds fields.
    pub(crate) fn organization(&self, slug: &str, more: &Value) -> Value {
        let name = self.name(slug, &json!({}));
        with(json!({"slug": slug, "kind": "club", "names": [name], "citations": self.cited()}), more)
    }

    pub(crate) fn person(&self, slug: &str) -> Value {
        json!({"slug": slug, "names": [self.name(slug, &json!({}))], "citations": self.cited()})
    }

    /// Creates a published record, and returns it.
    pub(crate) async fn publish(&self, kind: &str, record: Value) -> Value {
        let created = self.create(kind, record, true).await;
        assert_eq!(created["errors"], json!([]), "{kind}");
        created["record"].clone()
    }

    pub(crate) async fn create(&self, kind: &str, record: Value, publish: bool) -> Value {
        create(&self.client, kind, record, publish).await
    }

    /// Changes the current version of a record.
    pub(crate) async fn update(&self, kind: &str, record: &Value, changes: Value) -> Value {
        let field = field_of(kind);
        let document = format!(
            "mutation($input: Update{kind}Input!) {{ update{kind}(input: $input) {{
                record: {field} {{ id version isPublished }} errors {{ code path }}
                conflict {{ version fields changedBy }}
            }} }}"
        );
        let input =
            json!({"id": record["id"], "version": record["version"], "changes": changes, "reason": "a test"});
        self.client.query(&document, json!({"input": input})).await[format!("update{kind}")].take()
    }

    /// Publishes, unpublishes or reverts a record.
    pub(crate) async fn act(&self, action: &str, record: &Value, more: &Value) -> Value {
        let type_name = format!("{}{}Input", action[..1].to_uppercase(), &action[1..]);
        let document = format!(
            "mutation($input: {type_name}!) {{ {action}(input: $input) {{
                record {{ id }} errors {{ code path }} conflict {{ version fields }}
            }} }}"
        );
        let input = with(json!({"id": record["id"], "version": record["version"]}), more);
        self.client.query(&document, json!({"input": input})).await[action].take()
    }

    pub(crate) async fn merge(&self, kind: &str, merged: &Value, remaining: &Value) -> Value {
        let one = if kind == "People" { "Person" } else { "Organization" };
        let field = field_of(one);
        let document = format!(
            "mutation($input: Merge{kind}Input!) {{ merge{kind}(input: $input) {{
                record: {field} {{ id slug version }} merged{one}Id errors {{ code path }}
            }} }}"
        );
        let input = json!({"id": merged["id"], "version": merged["version"], "intoId": remaining["id"]});
        self.client.query(&document, json!({"input": input})).await[format!("merge{kind}")].take()
    }
}

async fn create(client: &Client, kind: &str, record: Value, publish: bool) -> Value {
    let field = field_of(kind);
    let confirms = match kind {
        "Organization" | "Person" | "Membership" => ", allowDuplicate: true",
        _ => "",
    };
    let document = format!(
        "mutation($record: {kind}Input!, $publish: Boolean!) {{
            create{kind}(input: {{record: $record, publish: $publish, reason: \"a test\"{confirms}}}) {{
                record: {field} {{ id version isPublished }} errors {{ code path }}
            }}
        }}"
    );
    client.query(&document, json!({"record": record, "publish": publish})).await[format!("create{kind}")]
        .take()
}

/// Returns the field of a payload for a kind of record.
fn field_of(kind: &str) -> String {
    format!("{}{}", kind[..1].to_lowercase(), &kind[1..])
}

/// An object with the fields of another added.
fn with(mut object: Value, more: &Value) -> Value {
    for (field, value) in more.as_object().unwrap() {
        object[field] = value.clone();
    }
    object
}

/// Returns the codes of a payload's errors, each with its path.
fn problems(payload: &Value) -> Vec<(&str, String)> {
    let errors = payload["errors"].as_array().unwrap();
    let path = |error: &Value| {
        let fields = error["path"].as_array().unwrap().iter();
        fields.map(|field| field.as_str().unwrap()).collect::<Vec<_>>().join(".")
    };
    errors.iter().map(|error| (error["code"].as_str().unwrap(), path(error))).collect()
}
