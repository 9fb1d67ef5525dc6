//! Checks that a mutation returns only the error codes that the schema lists for it.

use std::collections::BTreeSet;
use std::fs;
use std::sync::LazyLock;

use apollo_compiler::executable::{Field, Selection, SelectionSet};
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::validation::Valid;
use apollo_compiler::{ExecutableDocument, Schema};
use serde_json::Value;

use super::service::root;

static SCHEMA: LazyLock<Valid<Schema>> = LazyLock::new(|| {
    let text = fs::read_to_string(root().join("schema.graphql")).unwrap();
    Valid::assume_valid(Schema::parse(text, "schema.graphql").unwrap())
});

/// The codes that every mutation may return, which the description of `Mutation` lists.
static COMMON: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let Some(ExtendedType::Object(mutation)) = SCHEMA.types.get("Mutation") else { panic!("no mutations") };
    codes(mutation.description.as_deref().unwrap_or_default())
});

/// Checks the codes in a response to a document. Documents other than mutations, and invalid ones, are ignored.
pub(super) fn check(document: &str, body: &[u8]) {
    if !document.contains("mutation") {
        return;
    }
    let Ok(parsed) = ExecutableDocument::parse(&SCHEMA, document, "document.graphql") else { return };
    let response: Value = serde_json::from_slice(body).unwrap_or_default();
    for operation in parsed.operations.iter().filter(|operation| operation.is_mutation()) {
        check_object(&parsed, &operation.selection_set, &response["data"]);
    }
}

fn check_object(document: &ExecutableDocument, selected: &SelectionSet, value: &Value) {
    if let Value::Array(elements) = value {
        for element in elements {
            check_object(document, selected, element);
        }
        return;
    }
    if !value.is_object() {
        return;
    }
    for selection in &selected.selections {
        match selection {
            Selection::Field(field) => {
                check_field(document, selected, field, &value[field.response_name().as_str()]);
            }
            Selection::InlineFragment(fragment) => check_object(document, &fragment.selection_set, value),
            Selection::FragmentSpread(spread) => {
                if let Some(fragment) = document.fragments.get(&spread.fragment_name) {
                    check_object(document, &fragment.selection_set, value);
                }
            }
        }
    }
}

fn check_field(document: &ExecutableDocument, parent: &SelectionSet, field: &Field, value: &Value) {
    let Some(selected) = &field.selection_set else { return };
    if field.definition.ty.inner_named_type() != "UserError" {
        return check_object(document, selected, value);
    }
    let description = field.definition.description.as_deref().unwrap_or_default();
    let listed = codes(description.split_once("Codes:").unwrap_or_default().1);
    for code in returned_codes(selected, value) {
        assert!(
            listed.contains(code) || COMMON.contains(code),
            "the description of {}.{} does not list {code}",
            parent.ty,
            field.name,
        );
    }
}

/// Returns the codes of one error, or of a list of errors.
fn returned_codes<'a>(selected: &SelectionSet, value: &'a Value) -> Vec<&'a str> {
    let errors = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    let keys = selected.selections.iter().filter_map(|selection| match selection {
        Selection::Field(field) if field.name == "code" => Some(field.response_name().as_str()),
        _ => None,
    });
    keys.flat_map(|key| errors.iter().filter_map(move |error| error[key].as_str())).collect()
}

/// Returns the codes in a description: the names in backticks that are written in upper case.
fn codes(description: &str) -> BTreeSet<&str> {
    let is_code = |name: &&str| name.chars().all(|c| c.is_ascii_uppercase() || c == '_');
    description.split('`').skip(1).step_by(2).filter(is_code).collect()
}

#[test]
fn the_codes_of_a_description_are_its_upper_case_names() {
    let description = "Codes: `NOT_FOUND` (no such `card`), `REQUIRED`.";
    assert_eq!(codes(description), BTreeSet::from(["NOT_FOUND", "REQUIRED"]));
}

#[test]
#[should_panic(expected = "LogInPayload.errors does not list NOT_FOUND")]
fn a_code_that_is_not_listed_fails_the_test() {
    let document = "mutation($input: LogInInput!) { logIn(input: $input) { errors { code } } }";
    check(document, br#"{"data": {"logIn": {"errors": [{"code": "NOT_FOUND"}]}}}"#);
}
