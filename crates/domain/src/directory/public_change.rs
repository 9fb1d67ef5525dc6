//! The public part of an edit of a record.

use serde_json::Value;

use super::changes::differences;
use super::record::RecordState;

/// What an edit did to the public form of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublicAction {
    /// It became visible to everyone.
    Added,
    /// Its public content changed.
    Changed,
    /// It was merged into another record.
    Merged,
    /// It is no longer visible to everyone.
    Withdrawn,
}

/// The public part of an edit. It has no values: those of the past may have been withdrawn for a reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicChange {
    /// What the edit did.
    pub action: PublicAction,
    /// The changed fields of a record that stayed public, in alphabetical order; empty for the other actions.
    pub fields: Vec<String>,
}

impl PublicChange {
    /// Returns the public part of the edit between two states in stored form. `None` if the edit changed nothing that
    /// everyone may see.
    pub fn between(before: Option<&RecordState<Value>>, after: &RecordState<Value>) -> Option<Self> {
        let without_fields = |action| Some(Self { action, fields: Vec::new() });
        let before = before.filter(|before| before.published);
        match (before, after.published) {
            (None, true) => without_fields(PublicAction::Added),
            (None, false) => None,
            (Some(_), false) if after.merged_into.is_some() => without_fields(PublicAction::Merged),
            (Some(_), false) => without_fields(PublicAction::Withdrawn),
            (Some(before), true) => {
                let [before, after] = [before, after].map(|state| public(&state.content));
                let changes = differences(Some(&before), &after).unwrap_or_default();
                let fields: Vec<String> = changes.into_iter().map(|change| change.field).collect();
                (!fields.is_empty()).then_some(Self { action: PublicAction::Changed, fields })
            }
        }
    }
}

/// Returns a content in stored form without the contacts that are not public.
fn public(content: &Value) -> Value {
    let mut content = content.clone();
    if let Some(fields) = content.as_object_mut()
        && let Some(contacts) = fields.get_mut("contactPoints").and_then(Value::as_array_mut)
    {
        contacts.retain(|contact| contact.get("public") == Some(&Value::Bool(true)));
        if contacts.is_empty() {
            fields.remove("contactPoints");
        }
    }
    content
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use uuid::Uuid;

    use super::*;

    fn state(content: Value, published: bool) -> RecordState<Value> {
        RecordState { content, published, merged_into: None }
    }

    #[test]
    fn only_changes_of_the_public_content_are_public() {
        let contact = |value: &str, public: bool| json!({"kind": "phone", "value": value, "public": public});
        let with = |contacts: Value| state(json!({"slug": "club", "contactPoints": contacts}), true);
        let none = state(json!({"slug": "club"}), true);
        let hidden = with(json!([contact("1", false)]));
        let shown = with(json!([contact("1", false), contact("2", true)]));
        let changed = |before: &RecordState<Value>, after: &RecordState<Value>| {
            PublicChange::between(Some(before), after).map(|change| (change.action, change.fields))
        };
        assert_eq!(changed(&none, &hidden), None);
        let fields = vec!["contactPoints".to_owned()];
        assert_eq!(changed(&hidden, &shown), Some((PublicAction::Changed, fields)));
        assert_eq!(changed(&shown, &with(json!([contact("3", false), contact("2", true)]))), None);
    }

    #[test]
    fn drafts_are_no_public_history() {
        let draft = state(json!({"slug": "club"}), false);
        let public = state(json!({"slug": "club"}), true);
        let merged = RecordState { merged_into: Some(Uuid::nil()), ..draft.clone() };
        let action = |before: Option<&RecordState<Value>>, after: &RecordState<Value>| {
            PublicChange::between(before, after).map(|change| change.action)
        };
        assert_eq!(action(None, &draft), None);
        assert_eq!(action(None, &public), Some(PublicAction::Added));
        assert_eq!(action(Some(&draft), &public), Some(PublicAction::Added));
        assert_eq!(action(Some(&public), &draft), Some(PublicAction::Withdrawn));
        assert_eq!(action(Some(&public), &merged), Some(PublicAction::Merged));
        assert_eq!(action(Some(&draft), &merged), None);
    }
}
