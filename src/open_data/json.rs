//! JSON values without what is empty.

use serde::Serialize;
use serde_json::{Map, Value};

/// An object. What is null, and lists and objects without anything in them, are left out.
pub(super) struct Object(Map<String, Value>);

impl Object {
    pub(super) fn new() -> Self {
        Self(Map::new())
    }

    /// With one more property, unless it is empty.
    pub(super) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        let value = value.into();
        let empty = match &value {
            Value::Null => true,
            Value::Array(elements) => elements.is_empty(),
            Value::Object(fields) => fields.is_empty(),
            _ => false,
        };
        if !empty {
            self.0.insert(name.to_owned(), value);
        }
        self
    }

    /// With all properties of another.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Self::Object(object.0)
    }
}

/// A domain value as it is stored. None of them can fail to be written: their keys are texts.
pub(super) fn stored(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}
