//! Results that clients share, because a query reads only data that is the same for all of them.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use apollo_compiler::executable::{Field, Operation, Selection, SelectionSet};
use apollo_compiler::{ExecutableDocument, Name, Schema};
use tokio::time::Instant;

use crate::cache::Cache;
use crate::engine::InvalidSchema;

/// The part of a schema that has only shared data: what its fields return depends on nothing but their arguments and
/// the [state](crate::OperationContext::shared_state) of that data. The result of a query that stays within this part is
/// stored, and serves everybody who sends the same query while the state is the same.
#[derive(Debug, Clone, Copy, Default)]
pub struct SharedData {
    /// The fields of the query type that return shared data.
    pub fields: &'static [&'static str],
    /// The object types, interfaces and unions of which every field returns shared data, or an object of a type that is
    /// missing here.
    pub types: &'static [&'static str],
}

impl SharedData {
    /// Checks that the schema has all the fields and types.
    pub(crate) fn check(&self, schema: &Schema) -> Result<(), InvalidSchema> {
        let query = schema.root_operation(apollo_compiler::ast::OperationType::Query);
        let has_field = |field: &&str| query.is_some_and(|query| schema.type_field(query, field).is_ok());
        let has_type = |name: &&str| schema.types.contains_key(*name);
        let unknown = (self.fields.iter().find(|field| !has_field(field)))
            .or_else(|| self.types.iter().find(|name| !has_type(name)));
        match unknown {
            None => Ok(()),
            Some(name) => Err(InvalidSchema(format!("shared data: the schema has no {name}"))),
        }
    }

    /// Whether an operation of a valid document reads only shared data.
    pub(crate) fn has_all_of(&self, operation: &Operation, document: &ExecutableDocument) -> bool {
        let mut spread = HashSet::new();
        operation.is_query()
            && !operation.selection_set.selections.is_empty()
            && operation.selection_set.selections.iter().all(|selection| match selection {
                Selection::Field(field) => {
                    self.fields.contains(&field.name.as_str())
                        && self.has_fields(field, document, &mut spread)
                }
                // Fragments at the root are rare: their operations are executed each time.
                Selection::InlineFragment(_) | Selection::FragmentSpread(_) => false,
            })
    }

    /// Whether the field is of a scalar type, or has only shared data.
    fn has_fields<'a>(
        &self,
        field: &'a Field,
        document: &'a ExecutableDocument,
        spread: &mut HashSet<&'a Name>,
    ) -> bool {
        field.selection_set.as_ref().is_none_or(|set| self.has_set(set, document, spread))
    }

    fn has_set<'a>(
        &self,
        set: &'a SelectionSet,
        document: &'a ExecutableDocument,
        spread: &mut HashSet<&'a Name>,
    ) -> bool {
        self.types.contains(&set.ty.as_str())
            && set.selections.iter().all(|selection| match selection {
                Selection::Field(field) => self.has_fields(field, document, spread),
                Selection::InlineFragment(fragment) => {
                    self.has_set(&fragment.selection_set, document, spread)
                }
                Selection::FragmentSpread(fragment) => {
                    let name = &fragment.fragment_name;
                    !spread.insert(name)
                        || document
                            .fragments
                            .get(name)
                            .is_some_and(|fragment| self.has_set(&fragment.selection_set, document, spread))
                }
            })
    }
}

/// The longest time for which a result is shared. It limits the effect of a change that a state does not show.
const MAX_AGE: Duration = Duration::from_mins(1);
/// The approximate memory of an entry besides its texts, in bytes.
const ENTRY_BYTES: usize = 200;

/// The stored results.
pub(crate) struct SharedResults(Cache<SharedResult>);

/// The result of a query without errors.
#[derive(Clone)]
pub(crate) struct SharedResult {
    pub json: Arc<str>,
    pub cost: usize,
    stored_at: Instant,
}

impl SharedResults {
    pub(crate) fn new(max_bytes: usize) -> Self {
        Self(Cache::new(usize::MAX, max_bytes))
    }

    pub(crate) fn get(&self, key: &str) -> Option<SharedResult> {
        self.0.get(key).filter(|found| found.stored_at.elapsed() < MAX_AGE)
    }

    pub(crate) fn put(&self, key: String, json: &Arc<str>, cost: usize) {
        let bytes = key.len() + json.len() + ENTRY_BYTES;
        self.0.put(key, SharedResult { json: json.clone(), cost, stored_at: Instant::now() }, bytes);
    }
}
