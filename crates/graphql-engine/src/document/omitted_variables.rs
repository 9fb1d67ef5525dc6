//! Variables that a request leaves out.
//!
//! An argument, or a field of an input object, whose value is a variable that was left out is as if it were not written
//! (`CoerceArgumentValues` of the specification). async-graphql does so when it runs a resolver, but not when it computes
//! what an operation costs: it answers with an error there. So they are taken out before.

use apollo_compiler::response::JsonMap;

use async_graphql::parser::types::{DocumentOperations, ExecutableDocument, Selection, SelectionSet};
use async_graphql_value::Value;

/// Takes out what a variable is to fill that was left out and has no default. `variables` are coerced, defaults included;
/// the document is merged: one operation, no named fragments.
pub(crate) fn take_out(document: &mut ExecutableDocument, variables: &JsonMap) {
    let DocumentOperations::Single(operation) = &mut document.operations else { return };
    let is_given = |name: &str| variables.contains_key(name);
    let definitions = &operation.node.variable_definitions;
    if definitions.iter().all(|definition| is_given(&definition.node.name.node)) {
        return;
    }
    selections(&mut operation.node.selection_set.node, &is_given);
}

fn selections(set: &mut SelectionSet, is_given: &impl Fn(&str) -> bool) {
    for item in &mut set.items {
        match &mut item.node {
            Selection::Field(field) => {
                let field = &mut field.node;
                field.arguments.retain(|(_, value)| !is_left_out(&value.node, is_given));
                for (_, value) in &mut field.arguments {
                    within(&mut value.node, is_given);
                }
                selections(&mut field.selection_set.node, is_given);
            }
            Selection::InlineFragment(fragment) => {
                selections(&mut fragment.node.selection_set.node, is_given);
            }
            Selection::FragmentSpread(_) => {}
        }
    }
}

fn is_left_out(value: &Value, is_given: &impl Fn(&str) -> bool) -> bool {
    matches!(value, Value::Variable(name) if !is_given(name))
}

/// A field of an input object is taken out; an element of a list stands for null.
fn within(value: &mut Value, is_given: &impl Fn(&str) -> bool) {
    match value {
        Value::Object(fields) => {
            fields.retain(|_, field| !is_left_out(field, is_given));
            for field in fields.values_mut() {
                within(field, is_given);
            }
        }
        Value::List(elements) => {
            for element in elements {
                if is_left_out(element, is_given) {
                    *element = Value::Null;
                } else {
                    within(element, is_given);
                }
            }
        }
        _ => {}
    }
}
