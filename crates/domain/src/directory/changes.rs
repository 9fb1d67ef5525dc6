//! The changes that an edit makes, field by field. Editors send them, and revisions and edit conflicts show them.

use serde::Serialize;
use serde_json::{Map, Value};

use super::record::{FieldProblem, RecordContent};
use crate::problem::Problem;

/// New values for some of a record's fields. The value null clears a field.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Changes(Map<String, Value>);

/// The change of one field.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldChange {
    /// The field's name.
    pub field: String,
    /// The value before the edit; `None` if the field had none.
    pub before: Option<Value>,
    /// The value after the edit; `None` if the field was cleared.
    pub after: Option<Value>,
}

/// Why changes can't be applied.
#[derive(Debug)]
pub enum ChangeError {
    /// The record would lack required fields.
    Problems(Vec<FieldProblem>),
    /// The values do not have the fields' types, which the API's input types rule out.
    InvalidValues(serde_json::Error),
}

impl From<serde_json::Error> for ChangeError {
    fn from(error: serde_json::Error) -> Self {
        Self::InvalidValues(error)
    }
}

impl Changes {
    /// Sets the value of one field.
    pub fn set<T: Serialize>(&mut self, field: &str, value: T) -> Result<(), serde_json::Error> {
        self.0.insert(field.to_owned(), serde_json::to_value(value)?);
        Ok(())
    }

    /// Returns the stored form.
    pub fn to_json(&self) -> Value {
        Value::Object(self.0.clone())
    }

    /// Reads the stored form; `None` if it is not a JSON object.
    pub fn from_json(stored: Value) -> Option<Self> {
        match stored {
            Value::Object(fields) => Some(Self(fields)),
            _ => None,
        }
    }

    /// Returns the names of the changed fields.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Applies the changes to a record, or creates a record from them if there is none yet.
    pub fn apply<C: RecordContent>(&self, before: Option<&C>) -> Result<C, ChangeError> {
        let mut fields = before.map(object).transpose()?.unwrap_or_default();
        for (field, value) in &self.0 {
            if value.is_null() {
                fields.remove(field);
            } else {
                fields.insert(field.clone(), value.clone());
            }
        }
        let missing: Vec<FieldProblem> = (C::REQUIRED.iter().filter(|field| !fields.contains_key(**field)))
            .map(|field| FieldProblem { problem: Problem::Required, field })
            .collect();
        if !missing.is_empty() {
            return Err(ChangeError::Problems(missing));
        }
        Ok(serde_json::from_value(Value::Object(fields))?)
    }
}

/// Returns the changes of the fields that differ, in the order of their names. Accepts contents, or contents in their
/// stored form. Without `before`, every field is new.
pub fn differences<C: Serialize>(
    before: Option<&C>,
    after: &C,
) -> Result<Vec<FieldChange>, serde_json::Error> {
    let mut before = before.map(object).transpose()?.unwrap_or_default();
    let mut changes = Vec::new();
    for (field, after) in object(after)? {
        let old = before.remove(&field);
        if old.as_ref() != Some(&after) {
            changes.push(FieldChange { field, before: old, after: Some(after) });
        }
    }
    changes.extend(before.into_iter().map(|(field, old)| FieldChange {
        field,
        before: Some(old),
        after: None,
    }));
    changes.sort_by(|a, b| a.field.cmp(&b.field));
    Ok(changes)
}

fn object<C: Serialize>(content: &C) -> Result<Map<String, Value>, serde_json::Error> {
    match serde_json::to_value(content)? {
        Value::Object(fields) => Ok(fields),
        // Unreachable: structs serialize to objects.
        _ => Ok(Map::new()),
    }
}
