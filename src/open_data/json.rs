//! JSON values without empty properties.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::domain::directory::{Citation, Organization, Person};

/// A JSON object that leaves out null, empty lists and empty objects.
pub(super) struct Object(Map<String, Value>);

impl Object {
    pub(super) fn new() -> Self {
        Self(Map::new())
    }

    /// Adds a property, unless it is empty.
    pub(super) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        let value = value.into();
        let is_empty = match &value {
            Value::Null => true,
            Value::Array(elements) => elements.is_empty(),
            Value::Object(fields) => fields.is_empty(),
            _ => false,
        };
        if !is_empty {
            self.0.insert(name.to_owned(), value);
        }
        self
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds all properties of another object.
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

/// Returns the stored form of a domain value. Serialization can't fail, since all keys are strings.
pub(super) fn stored(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// Returns the stored form of a statement, without its citations.
pub(super) fn uncited(statement: &impl Serialize) -> Object {
    let Value::Object(mut fields) = stored(statement) else { return Object::new() };
    fields.remove("citations");
    Object(fields)
}

/// Returns the citations of an organization's statements, except contacts and milestones.
pub(super) fn statement_citations(organization: &Organization) -> impl Iterator<Item = &Citation> {
    let names = organization.names.iter().chain(&organization.other_names);
    let dates = organization.founded.iter().chain(&organization.dissolved);
    let affiliations = organization.parents.iter().chain(&organization.hosts);
    (names.flat_map(|name| &name.citations))
        .chain(dates.flat_map(|dated| &dated.citations))
        .chain(affiliations.flat_map(|other| &other.citations))
        .chain(organization.visiting_citations().flatten())
}

/// Returns the citations of a person's names and details, and of the person.
pub(super) fn person_citations(person: &Person) -> impl Iterator<Item = &Citation> {
    let names = person.names.iter().chain(&person.other_names);
    let details = person.details.citations().flatten();
    names.flat_map(|name| &name.citations).chain(details).chain(&person.citations)
}
