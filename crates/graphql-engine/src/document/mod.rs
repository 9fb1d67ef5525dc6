//! Checked documents, and the choice of an operation.
//!
//! A new document goes through `tokens.rs` (length and nesting, without recursion), `parse.rs`, `measure.rs` (size with
//! fragments spread), `validate.rs` (the specification's rules) and `merge.rs` (equal fields become one). The result is
//! cached (`cache.rs`). For each request, `omitted_variables.rs` removes what the request leaves out.

mod cache;
mod measure;
mod merge;
pub(crate) mod omitted_variables;
mod parse;
mod tokens;
mod validate;

pub(crate) use self::cache::Cache;

use std::collections::HashMap;

use apollo_compiler::response::JsonMap;
use apollo_compiler::validation::Valid;
use async_graphql::parser::types::{
    ExecutableDocument, FragmentDefinition, OperationDefinition, OperationType,
};
use async_graphql::{Name, Positioned};

use crate::failure::{Code, Failure};
use crate::limits::Limits;

/// The approximate memory of a field, in the parsed and the validated tree together, in bytes.
const FIELD_BYTES: usize = 1_000;
/// The approximate memory of a byte of text, in bytes. A list of short strings has the most nodes per byte.
const TEXT_BYTES: usize = 24;

/// A document that passed all checks.
pub(crate) struct Document {
    valid: Valid<apollo_compiler::ExecutableDocument>,
    operations: Vec<Operation>,
    fragments: HashMap<Name, Positioned<FragmentDefinition>>,
    /// The document's estimated memory, in bytes.
    pub bytes: usize,
}

/// One operation of a document.
pub(crate) struct Operation {
    pub name: Option<Name>,
    pub kind: OperationType,
    form: Form,
}

enum Form {
    /// The fields are merged, because no selection depends on a variable.
    Merged(ExecutableDocument),
    /// The fields are merged for each request, because `@skip` or `@include` decides which fields the operation has.
    Conditional(Positioned<OperationDefinition>),
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
    ) -> Result<Self, Failure> {
        let parsed = parse::parse(text, limits)?;
        let size = measure::measure(&parsed, limits)?;
        let valid = validate::validate(schema, text, limits.errors)?;
        let operations = parsed
            .operations
            .iter()
            .map(|(name, operation)| {
                let form = if merge::is_conditional(&operation.node, &parsed.fragments) {
                    Form::Conditional(operation.clone())
                } else {
                    Form::Merged(merge::merge(operation, &parsed.fragments, schema, &JsonMap::new()))
                };
                Operation { name: name.cloned(), kind: operation.node.ty, form }
            })
            .collect();
        let bytes = text.len() * TEXT_BYTES + size.fields * FIELD_BYTES;
        Ok(Self { valid, operations, fragments: parsed.fragments, bytes })
    }

    /// Returns the operation with this name, or without a name the only operation.
    ///
    /// # Errors
    /// [`Code::OperationResolutionFailure`].
    pub(crate) fn operation(&self, name: Option<&str>) -> Result<&Operation, Failure> {
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

    /// Coerces the variables, and returns them with the operation as async-graphql executes it.
    ///
    /// # Errors
    /// [`Code::BadUserInput`].
    pub(crate) fn executable(
        &self,
        operation: &Operation,
        variables: &JsonMap,
        schema: &Valid<apollo_compiler::Schema>,
    ) -> Result<(ExecutableDocument, JsonMap), Failure> {
        let variables = validate::coerce(schema, &self.valid, operation.name.as_deref(), variables)?;
        let document = match &operation.form {
            Form::Merged(document) => document.clone(),
            Form::Conditional(operation) => merge::merge(operation, &self.fragments, schema, &variables),
        };
        Ok((document, variables))
    }
}
