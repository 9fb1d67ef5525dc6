//! Asks editors to confirm records that look like another one.

use diesel_async::AsyncPgConnection;
use serde_json::{Map, Value};

use crate::app::{AppError, Refusal};
use crate::db::directory as db;
use crate::domain::directory::{Identifier, Membership, RecordContent, RecordKind};
use crate::domain::ids::Id;
use crate::domain::problem::Problem;

/// Checks that no other record has one of the names or identifiers that an edit adds, or is the same membership. One SQL
/// statement; none if the edit adds no such value.
pub(super) async fn check_duplicates<C: RecordContent>(
    connection: &mut AsyncPgConnection,
    id: Id<C::Id>,
    before: Option<&C>,
    after: &C,
) -> Result<(), AppError> {
    let before = before.map(stored).transpose()?.unwrap_or_default();
    let after = stored(after)?;
    let found = if C::KIND == RecordKind::Membership {
        let is_same =
            ["person", "organization", "post"].iter().all(|field| before.get(field) == after.get(field));
        if is_same {
            return Ok(());
        }
        let membership = serde_json::from_value::<Membership>(after);
        let membership = membership.map_err(|error| AppError::Internal(error.to_string()))?;
        let is_duplicate = db::has_same_membership(connection, id.uuid().into(), &membership).await?;
        vec![("person", is_duplicate)]
    } else {
        let new_names = added(&names(&before), names(&after));
        let new_identifiers = added(&identifiers(&before), identifiers(&after));
        if new_names.is_empty() && new_identifiers.is_empty() {
            return Ok(());
        }
        let shared =
            db::shared_with_others(connection, C::KIND, id.uuid(), &new_names, &new_identifiers).await?;
        vec![("names", shared.names), ("identifiers", shared.identifiers)]
    };
    let refusals: Vec<Refusal> = found
        .into_iter()
        .filter(|(_, is_duplicate)| *is_duplicate)
        .map(|(field, _)| Refusal::new(Problem::PossibleDuplicate, vec![field]))
        .collect();
    if refusals.is_empty() { Ok(()) } else { Err(AppError::Refused(refusals)) }
}

/// Returns a record in its stored form.
fn stored<C: RecordContent>(content: &C) -> Result<Value, AppError> {
    serde_json::to_value(content).map_err(|error| AppError::Internal(error.to_string()))
}

/// Returns the names of a record in its stored form, in lower case and in all languages; empty for kinds without names.
fn names(content: &Value) -> Vec<String> {
    let names = content.get("names").and_then(Value::as_array).into_iter().flatten();
    let texts = names.filter_map(|name| name.get("text")?.as_object()).flat_map(Map::values);
    texts.filter_map(|text| Some(text.as_str()?.to_lowercase())).collect()
}

/// Returns the identifiers of a record in its stored form; empty for kinds without identifiers.
fn identifiers(content: &Value) -> Vec<Identifier> {
    content.get("identifiers").and_then(|list| serde_json::from_value(list.clone()).ok()).unwrap_or_default()
}

/// Returns the values that were not there before.
fn added<T: PartialEq>(before: &[T], mut after: Vec<T>) -> Vec<T> {
    after.retain(|value| !before.contains(value));
    after
}
