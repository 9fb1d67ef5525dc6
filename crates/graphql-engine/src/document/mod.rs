//! Checked documents, and the choice of an operation.
//!
//! A new document goes through `literals.rs` (literals that async-graphql would misread), `tokens.rs` (length and nesting, without recursion), `parse.rs`, `measure.rs` (size with
//! fragments spread), `validate.rs` (the specification's rules) and `merge.rs` (equal fields become one). The result is
//! cached. For each request, `omitted_variables.rs` removes what the request leaves out.

mod literals;
mod measure;
mod merge;
mod omitted_variables;
mod parse;
mod tokens;
mod validate;

use std::collections::HashMap;
use std::sync::Arc;

use apollo_compiler::response::{JsonMap, JsonValue};
use apollo_compiler::validation::Valid;
use async_graphql::parser::types::{
    ExecutableDocument, FragmentDefinition, OperationDefinition, OperationType,
};
use async_graphql::{Name, Positioned};
use async_graphql_value::Value;

use crate::failure::{Code, Failure};
use crate::limits::Limits;
use crate::shared_data::SharedData;

/// The approximate memory of a field, in the parsed and the validated tree together, in bytes.
const FIELD_BYTES: usize = 1_000;
/// The approximate memory of a byte of text, in bytes. A list of short strings has the most nodes per byte.
const TEXT_BYTES: usize = 24;

/// A document that passed all checks.
pub(crate) struct Document {
    valid: Valid<apollo_compiler::ExecutableDocument>,
    operations: Vec<Arc<Operation>>,
    fragments: HashMap<Name, Positioned<FragmentDefinition>>,
    /// The document's estimated memory, in bytes.
    pub bytes: usize,
}

/// One operation of a document.
pub(crate) struct Operation {
    pub name: Option<Name>,
    pub kind: OperationType,
    /// Whether the operation reads only shared data.
    pub is_shared: bool,
    form: Form,
}

enum Form {
    /// The fields are merged, because no selection depends on a variable.
    Merged(ExecutableDocument),
    /// The fields are merged for each request, because `@skip` or `@include` decides which fields the operation has.
    Conditional {
        operation: Positioned<OperationDefinition>,
        /// The variables that decide.
        variables: Vec<Name>,
    },
}

impl Document {
    /// Runs all checks that need no variables.
    ///
    /// # Errors
    /// [`Code::LimitExceeded`], [`Code::ParseFailed`], [`Code::ValidationFailed`].
    pub(crate) fn check(
        text: &str,
        schema: &Valid<apollo_compiler::Schema>,
        limits: &Limits,
        shared: &SharedData,
    ) -> Result<Self, Failure> {
        let text = &literals::normalize(text);
        let parsed = parse::parse(text, limits)?;
        let size = measure::measure(&parsed, limits)?;
        let valid = validate::validate(schema, text, limits.errors)?;
        let operations = parsed
            .operations
            .iter()
            .map(|(name, operation)| {
                let conditions = merge::conditions(&operation.node, &parsed.fragments);
                let form = if conditions.is_empty() {
                    Form::Merged(merge::merge(operation, &parsed.fragments, schema, &JsonMap::new()))
                } else {
                    let variable = |value: &Value| match value {
                        Value::Variable(name) => Some(name.clone()),
                        _ => None,
                    };
                    let variables = conditions.into_iter().filter_map(variable).collect();
                    Form::Conditional { operation: operation.clone(), variables }
                };
                let is_shared = valid
                    .operations
                    .get(name.map(Name::as_str))
                    .is_ok_and(|operation| shared.has_all_of(operation, &valid));
                Arc::new(Operation { name: name.cloned(), kind: operation.node.ty, is_shared, form })
            })
            .collect();
        let bytes = text.len() * TEXT_BYTES + size.fields * FIELD_BYTES;
        Ok(Self { valid, operations, fragments: parsed.fragments, bytes })
    }

    /// Returns the operation with this name, or without a name the only operation.
    ///
    /// # Errors
    /// [`Code::OperationResolutionFailure`].
    pub(crate) fn operation(&self, name: Option<&str>) -> Result<&Arc<Operation>, Failure> {
        let unresolved = |message: &str| Failure::new(Code::OperationResolutionFailure, message);
        match (name, self.operations.as_slice()) {
            (None, [operation]) => Ok(operation),
            (None, _) => {
                Err(unresolved("The document has several operations: operationName must choose one"))
            }
            (Some(name), operations) => operations
                .iter()
                .find(|operation| operation.name.as_ref().is_some_and(|n| n == name))
                .ok_or_else(|| unresolved("The document has no operation with the name in operationName")),
        }
    }

    /// Coerces the variables of an operation, and adds defaults.
    ///
    /// # Errors
    /// [`Code::BadUserInput`].
    pub(crate) fn coerce(
        &self,
        operation: &Operation,
        variables: &JsonMap,
        schema: &Valid<apollo_compiler::Schema>,
    ) -> Result<JsonMap, Failure> {
        let coerced = validate::coerce(schema, &self.valid, operation.name.as_deref(), variables)?;
        // A variable with a default may be nullable, but `if` may not (`CoerceArgumentValues` of the specification).
        if let Form::Conditional { variables, .. } = &operation.form
            && let Some(name) =
                variables.iter().find(|name| coerced.get(name.as_str()) == Some(&JsonValue::Null))
        {
            let message = format!("The variable ${name} must not be null, because @skip or @include uses it");
            return Err(Failure::new(Code::BadUserInput, message));
        }
        Ok(coerced)
    }

    /// Returns an operation as async-graphql executes it, for coerced variables.
    pub(crate) fn executable(
        &self,
        operation: &Operation,
        variables: &JsonMap,
        schema: &Valid<apollo_compiler::Schema>,
    ) -> ExecutableDocument {
        let mut document = match &operation.form {
            Form::Merged(document) => document.clone(),
            Form::Conditional { operation, .. } => {
                merge::merge(operation, &self.fragments, schema, variables)
            }
        };
        omitted_variables::remove(&mut document, variables);
        document
    }
}
