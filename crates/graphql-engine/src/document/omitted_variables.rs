//! Variables that a request omits.
//!
//! If the value of an argument, or of a field of an input object, is an omitted variable, the specification treats that
//! argument or field as absent (`CoerceArgumentValues`). async-graphql does the same when it runs a resolver, but fails
//! when it computes an operation's cost. So this module removes these arguments and fields beforehand.

use apollo_compiler::response::JsonMap;

use async_graphql::parser::types::{DocumentOperations, ExecutableDocument, Selection, SelectionSet};
use async_graphql_value::Value;

/// Removes the arguments and input fields whose variable is omitted and has no default.
///
/// `variables` are coerced and include defaults. The document is merged: it has one operation and no named fragments.
pub(super) fn remove(document: &mut ExecutableDocument, variables: &JsonMap) {
    let DocumentOperations::Single(operation) = &mut document.operations else { return };
    let is_given = |name: &str| variables.contains_key(name);
    let definitions = &operation.node.variable_definitions;
    if definitions.iter().all(|definition| is_given(&definition.node.name.node)) {
        return;
    }
    remove_in_selections(&mut operation.node.selection_set.node, &is_given);
}

fn remove_in_selections(set: &mut SelectionSet, is_given: &impl Fn(&str) -> bool) {
    for item in &mut set.items {
        match &mut item.node {
            Selection::Field(field) => {
                let field = &mut field.node;
                field.arguments.retain(|(_, value)| !is_omitted(&value.node, is_given));
                for (_, value) in &mut field.arguments {
                    remove_in_value(&mut value.node, is_given);
                }
                remove_in_selections(&mut field.selection_set.node, is_given);
            }
            Selection::InlineFragment(fragment) => {
                remove_in_selections(&mut fragment.node.selection_set.node, is_given);
            }
            Selection::FragmentSpread(_) => {}
        }
    }
}

fn is_omitted(value: &Value, is_given: &impl Fn(&str) -> bool) -> bool {
    matches!(value, Value::Variable(name) if !is_given(name))
}

/// Removes fields of input objects. An omitted element of a list becomes null.
fn remove_in_value(value: &mut Value, is_given: &impl Fn(&str) -> bool) {
    match value {
        Value::Object(fields) => {
            fields.retain(|_, field| !is_omitted(field, is_given));
            for field in fields.values_mut() {
                remove_in_value(field, is_given);
            }
        }
        Value::List(elements) => {
            for element in elements {
                if is_omitted(element, is_given) {
                    *element = Value::Null;
                } else {
                    remove_in_value(element, is_given);
                }
            }
        }
        _ => {}
    }
}
