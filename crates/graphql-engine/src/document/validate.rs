//! Validation by all rules of the specification. async-graphql's rules differ from the specification in places;
//! apollo-compiler's agree with those of graphql-core on every generated document.

use std::collections::HashSet;

use apollo_compiler::ast::Value;
use apollo_compiler::diagnostic::ToCliReport as _;
use apollo_compiler::executable::{Directive, Operation, Selection, SelectionSet};
use apollo_compiler::parser::LineColumn;
use apollo_compiler::response::JsonMap;
use apollo_compiler::validation::{DiagnosticData, Valid, WithErrors};
use apollo_compiler::{ExecutableDocument, Node, Schema};
use async_graphql::Pos;

use crate::failure::{Code, Failure};

/// Validates a document whose nesting and size are within the limits.
///
/// # Errors
/// [`Code::ValidationFailed`] with at most `max_errors` errors.
pub(super) fn validate(
    schema: &Valid<Schema>,
    document: &str,
    max_errors: usize,
) -> Result<Valid<ExecutableDocument>, Failure> {
    let valid = match ExecutableDocument::parse_and_validate(schema, document, "document") {
        Ok(valid) => valid,
        Err(WithErrors { partial, errors }) => {
            let found = errors.iter().filter(|found| !is_about_merged_fields(found.error, &partial));
            let messages: Vec<_> = found
                .take(max_errors.max(1))
                .map(|diagnostic| {
                    // The short message: longer forms quote the document or suggest names.
                    let at = diagnostic.line_column_range().map(|range| position(range.start));
                    (diagnostic.error.to_string(), at)
                })
                .collect();
            if !messages.is_empty() {
                return Err(Failure::at(Code::ValidationFailed, messages));
            }
            // Nothing is missing in the document, because it has passed all other checks.
            Valid::assume_valid(partial)
        }
    };
    match repeated_input_field(&valid) {
        None => Ok(valid),
        Some(name) => {
            let message = format!("There can be only one input field named \"{name}\"");
            Err(Failure::new(Code::ValidationFailed, message))
        }
    }
}

/// Coerces the variables of an operation to their types, and adds defaults.
///
/// # Errors
/// [`Code::OperationResolutionFailure`], [`Code::BadUserInput`].
pub(super) fn coerce(
    schema: &Valid<Schema>,
    document: &Valid<ExecutableDocument>,
    operation: Option<&str>,
    variables: &JsonMap,
) -> Result<JsonMap, Failure> {
    let operation = document
        .operations
        .get(operation)
        .map_err(|error| Failure::new(Code::OperationResolutionFailure, error.message().to_string()))?;
    apollo_compiler::request::coerce_variable_values(schema, operation, variables)
        .map(Valid::into_inner)
        .map_err(|error| {
            let at = error.location().and_then(|span| span.line_column(&document.sources)).map(position);
            Failure::at(Code::BadUserInput, [(error.message().to_string(), at)])
        })
}

fn position(at: LineColumn) -> Pos {
    Pos { line: at.line, column: at.column }
}

/// Returns whether an error says that a subscription has several root fields, although they share a response key and are
/// merged into one. The rule "Single Root Field" counts response keys, but apollo-compiler counts fields.
fn is_about_merged_fields(error: &DiagnosticData, document: &ExecutableDocument) -> bool {
    let has_one_key = |operation: &Node<Operation>| {
        let keys: HashSet<_> = operation.root_fields(document).map(|field| field.response_name()).collect();
        keys.len() == 1
    };
    let mut operations = document.operations.iter();
    error.unstable_error_name() == Some("SubscriptionUsesMultipleFields")
        && operations.find(|operation| operation.location() == error.location()).is_some_and(has_one_key)
}

/// Checks the one rule that apollo-compiler lacks, "Input Object Field Uniqueness". Returns a repeated name, if any.
fn repeated_input_field(document: &ExecutableDocument) -> Option<String> {
    let in_operations = document.operations.iter().find_map(|operation| {
        let defaults = operation.variables.iter().filter_map(|variable| variable.default_value.as_ref());
        defaults
            .into_iter()
            .find_map(|value| in_value(value))
            .or_else(|| in_directives(&operation.directives.0))
            .or_else(|| in_set(&operation.selection_set))
    });
    in_operations.or_else(|| document.fragments.values().find_map(|fragment| in_set(&fragment.selection_set)))
}

fn in_set(set: &SelectionSet) -> Option<String> {
    set.selections.iter().find_map(|selection| match selection {
        Selection::Field(field) => field
            .arguments
            .iter()
            .find_map(|argument| in_value(&argument.value))
            .or_else(|| in_directives(&field.directives.0))
            .or_else(|| field.selection_set.as_ref().and_then(in_set)),
        Selection::InlineFragment(fragment) => {
            in_directives(&fragment.directives.0).or_else(|| in_set(&fragment.selection_set))
        }
        Selection::FragmentSpread(spread) => in_directives(&spread.directives.0),
    })
}

fn in_directives(directives: &[Node<Directive>]) -> Option<String> {
    directives
        .iter()
        .flat_map(|directive| &directive.arguments)
        .find_map(|argument| in_value(&argument.value))
}

fn in_value(value: &Value) -> Option<String> {
    match value {
        Value::List(items) => items.iter().find_map(|item| in_value(item)),
        Value::Object(fields) => {
            let mut seen = HashSet::new();
            fields.iter().find_map(|(name, value)| {
                if seen.insert(name.as_str()) { in_value(value) } else { Some(name.to_string()) }
            })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEMA: &str = "input I { a: Int b: I } type Query { f(i: I, n: Int): Int friend: Query }";

    fn failure(document: &str) -> Option<Failure> {
        let schema = Schema::parse_and_validate(SCHEMA, "schema").unwrap();
        validate(&schema, document, 3).err()
    }

    #[test]
    fn a_repeated_input_field_is_found_everywhere() {
        for document in [
            "{ f(i: {a: 1, a: 2}) }",
            "{ friend { ...F } } fragment F on Query { f(i: {b: {a: 1, a: 1}}) }",
            "query($i: I = {a: 1, a: 1}) { f(i: $i) }",
        ] {
            let failure = failure(document).unwrap();
            assert!(failure.errors[0].message.contains("only one input field"), "{document}: {failure:?}");
        }
        assert_eq!(failure("{ f(i: {a: 1, b: {a: 1}}) }"), None);
    }

    #[test]
    fn errors_are_limited_in_number_and_length_and_suggest_no_names() {
        let long = "x".repeat(5_000);
        let failure = failure(&format!("{{ friendd f(nn: 1) {long} a b c d e }}")).unwrap();
        assert_eq!(failure.errors.len(), 3);
        let text = format!("{:?}", failure.errors);
        assert!(!text.contains("mean"), "{text}");
        assert!(failure.errors.iter().all(|e| e.message.len() < 1_000 && !e.locations.is_empty()), "{text}");
    }
}
