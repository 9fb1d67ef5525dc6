//! What an edit changes, field by field: what editors send, what revisions show, and what a conflict is about.

use serde::Serialize;
use serde_json::{Map, Value};

use super::record::{Content, Flaw};
use crate::domain::problem::Problem;

/// New values for some of a record's fields. A field that is to be cleared has the value null.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Changes(Map<String, Value>);

/// What became of one field.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldChange {
    /// The field.
    pub field: String,
    /// Its value before; none: it had none.
    pub before: Option<Value>,
    /// Its value after; none: it has none.
    pub after: Option<Value>,
}

/// Why changes could not be made.
#[derive(Debug)]
pub enum ChangeError {
    /// The record would lack what it cannot be without.
    Flaws(Vec<Flaw>),
    /// The values do not fit the fields, which the types of the API rule out.
    Unfit(serde_json::Error),
}

impl From<serde_json::Error> for ChangeError {
    fn from(error: serde_json::Error) -> Self {
        Self::Unfit(error)
    }
}

impl Changes {
    /// One more field gets a value.
    pub fn set<T: Serialize>(&mut self, field: &str, value: T) -> Result<(), serde_json::Error> {
        self.0.insert(field.to_owned(), serde_json::to_value(value)?);
        Ok(())
    }

    /// As it is stored.
    pub fn to_json(&self) -> Value {
        Value::Object(self.0.clone())
    }

    /// As it was stored; none: it is not an object.
    pub fn from_json(stored: Value) -> Option<Self> {
        match stored {
            Value::Object(fields) => Some(Self(fields)),
            _ => None,
        }
    }

    /// The fields that get values.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// A record with these changes; without one before, a new one.
    pub fn apply<C: Content>(&self, before: Option<&C>) -> Result<C, ChangeError> {
        let mut fields = before.map(object).transpose()?.unwrap_or_default();
        for (field, value) in &self.0 {
            if value.is_null() {
                fields.remove(field);
            } else {
                fields.insert(field.clone(), value.clone());
            }
        }
        let missing: Vec<Flaw> = (C::REQUIRED.iter().filter(|field| !fields.contains_key(**field)))
            .map(|field| Flaw { problem: Problem::Required, field })
            .collect();
        if !missing.is_empty() {
            return Err(ChangeError::Flaws(missing));
        }
        Ok(serde_json::from_value(Value::Object(fields))?)
    }
}

/// What became of the fields that are not the same before and after, in the order of their names: of contents, or of
/// contents as they are stored. Without a state before, everything is new.
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
        // A struct is an object.
        _ => Ok(Map::new()),
    }
}
