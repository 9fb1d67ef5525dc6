//! `CollectFields` of the specification, before execution: evaluates conditions, spreads fragments and merges equal fields.
//!
//! async-graphql runs a resolver, even a mutation's, as often as its field is written. A merged document contains each
//! field once. It has neither `@skip` nor `@include`, and no named fragments. An inline fragment stays where the type
//! of the object decides whether it applies.

use std::collections::HashMap;

use apollo_compiler::response::{JsonMap, JsonValue};
use apollo_compiler::schema::ExtendedType;
use async_graphql::parser::types::{
    Directive, DocumentOperations, ExecutableDocument, Field, FragmentDefinition, InlineFragment,
    OperationDefinition, OperationType, Selection, SelectionSet, TypeCondition,
};
use async_graphql::{Name, Positioned};
use async_graphql_value::{ConstValue, Value};

type Fragments = HashMap<Name, Positioned<FragmentDefinition>>;

/// Returns the value of `if` of each `@skip` and `@include` in the operation and in the fragments.
pub(super) fn conditions<'a>(operation: &'a OperationDefinition, fragments: &'a Fragments) -> Vec<&'a Value> {
    fn in_set<'a>(set: &'a SelectionSet, found: &mut Vec<&'a Value>) {
        for item in &set.items {
            let directives = item.node.directives().iter().map(|directive| &directive.node);
            found.extend(directives.filter(|it| condition(it).is_some()).filter_map(value_of_if));
            match &item.node {
                Selection::Field(field) => in_set(&field.node.selection_set.node, found),
                Selection::InlineFragment(fragment) => in_set(&fragment.node.selection_set.node, found),
                Selection::FragmentSpread(_) => {}
            }
        }
    }
    let mut found = Vec::new();
    in_set(&operation.selection_set.node, &mut found);
    for fragment in fragments.values() {
        in_set(&fragment.node.selection_set.node, &mut found);
    }
    found
}

/// Returns the merged operation as a separate document. `variables` are coerced and include defaults.
pub(super) fn merge(
    operation: &Positioned<OperationDefinition>,
    fragments: &Fragments,
    schema: &apollo_compiler::Schema,
    variables: &JsonMap,
) -> ExecutableDocument {
    let root = match operation.node.ty {
        OperationType::Query => &schema.schema_definition.query,
        OperationType::Mutation => &schema.schema_definition.mutation,
        OperationType::Subscription => &schema.schema_definition.subscription,
    };
    let root = root.as_ref().map_or("", |name| name.as_str());
    let mut operation = operation.clone();
    operation.node.directives.clear();
    Merger { fragments, schema, variables }.set(&mut operation.node.selection_set.node, root);
    ExecutableDocument { operations: DocumentOperations::Single(operation), fragments: HashMap::new() }
}

struct Merger<'a> {
    fragments: &'a Fragments,
    schema: &'a apollo_compiler::Schema,
    variables: &'a JsonMap,
}

/// The collected selections of one object, and the index of each response key and type condition in them.
#[derive(Default)]
struct Collected {
    items: Vec<Positioned<Selection>>,
    fields: HashMap<Name, usize>,
    conditions: HashMap<Name, usize>,
}

impl Merger<'_> {
    /// Merges a selection set on the type `parent`, then the sets below it.
    fn set(&self, set: &mut SelectionSet, parent: &str) {
        let mut collected = Collected::default();
        self.collect(std::mem::take(&mut set.items), parent, &mut collected);
        for item in &mut collected.items {
            match &mut item.node {
                Selection::Field(field) => {
                    let field = &mut field.node;
                    // In a valid document, a field that is a leaf or that this lookup does not find has no selections.
                    if let Ok(definition) = self.schema.type_field(parent, field.name.node.as_str()) {
                        self.set(&mut field.selection_set.node, definition.ty.inner_named_type());
                    }
                }
                Selection::InlineFragment(fragment) => {
                    let fragment = &mut fragment.node;
                    let on = fragment.type_condition.as_ref().map_or(parent, |c| c.node.on.node.as_str());
                    self.set(&mut fragment.selection_set.node, on);
                }
                Selection::FragmentSpread(_) => {}
            }
        }
        set.items = collected.items;
    }

    fn collect(&self, items: Vec<Positioned<Selection>>, parent: &str, out: &mut Collected) {
        for item in items {
            if !self.is_included(item.node.directives()) {
                continue;
            }
            match item.node {
                Selection::Field(field) => out.field(field, item.pos),
                Selection::FragmentSpread(spread) => {
                    if let Some(fragment) = self.fragments.get(&spread.node.fragment_name.node) {
                        let condition = Some(fragment.node.type_condition.clone());
                        self.fragment(condition, fragment.node.selection_set.clone(), parent, out);
                    }
                }
                Selection::InlineFragment(fragment) => {
                    self.fragment(fragment.node.type_condition, fragment.node.selection_set, parent, out);
                }
            }
        }
    }

    fn fragment(
        &self,
        condition: Option<Positioned<TypeCondition>>,
        set: Positioned<SelectionSet>,
        parent: &str,
        out: &mut Collected,
    ) {
        match condition {
            Some(condition) if !self.always_applies(parent, condition.node.on.node.as_str()) => {
                out.fragment(condition, set);
            }
            _ => self.collect(set.node.items, parent, out),
        }
    }

    /// Validation refuses fragments that can never apply, so on an object type every fragment applies.
    fn always_applies(&self, parent: &str, condition: &str) -> bool {
        parent == condition
            || matches!(self.schema.types.get(parent), Some(ExtendedType::Object(_)))
            || self.schema.is_subtype(condition, parent)
    }

    fn is_included(&self, directives: &[Positioned<Directive>]) -> bool {
        directives.iter().all(|directive| match condition(&directive.node) {
            Some(wanted) => self.argument_if(&directive.node) == wanted,
            None => true,
        })
    }

    /// Whether the directive's argument `if` is true.
    fn argument_if(&self, directive: &Directive) -> bool {
        let Some(value) = value_of_if(directive) else { return false };
        let value = value.clone().into_const_with(|name| {
            let value = self.variables.get(name.as_str()).and_then(JsonValue::as_bool);
            value.map(ConstValue::Boolean).ok_or(())
        });
        value == Ok(ConstValue::Boolean(true))
    }
}

/// Returns the directive's argument `if`, which validation requires.
fn value_of_if(directive: &Directive) -> Option<&Value> {
    directive.arguments.iter().find(|(name, _)| name.node == "if").map(|(_, value)| &value.node)
}

/// Returns the value of `if` with which `@include` or `@skip` keeps the selection. `None` for other directives.
fn condition(directive: &Directive) -> Option<bool> {
    match directive.name.node.as_str() {
        "include" => Some(true),
        "skip" => Some(false),
        _ => None,
    }
}

impl Collected {
    fn field(&mut self, mut field: Positioned<Field>, pos: async_graphql::Pos) {
        field.node.directives.retain(|d| condition(&d.node).is_none());
        let key = field.node.response_key().node.clone();
        let first = self.fields.get(&key).and_then(|&at| self.items.get_mut(at));
        if let Some(Selection::Field(first)) = first.map(|item| &mut item.node) {
            first.node.selection_set.node.items.append(&mut field.node.selection_set.node.items);
            return;
        }
        self.fields.insert(key, self.items.len());
        self.items.push(Positioned::new(Selection::Field(field), pos));
    }

    fn fragment(&mut self, condition: Positioned<TypeCondition>, mut set: Positioned<SelectionSet>) {
        let key = condition.node.on.node.clone();
        let first = self.conditions.get(&key).and_then(|&at| self.items.get_mut(at));
        if let Some(Selection::InlineFragment(first)) = first.map(|item| &mut item.node) {
            first.node.selection_set.node.items.append(&mut set.node.items);
            return;
        }
        self.conditions.insert(key, self.items.len());
        let pos = set.pos;
        let fragment =
            InlineFragment { type_condition: Some(condition), directives: Vec::new(), selection_set: set };
        self.items.push(Positioned::new(Selection::InlineFragment(Positioned::new(fragment, pos)), pos));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEMA: &str = "
        interface Node { id: ID! } union Any = Post | User
        type Post implements Node { id: ID! author: User! } type User implements Node { id: ID! name: String! any: Any }
        type Query { node: Node user: User } type Mutation { bump: User! }";

    /// The merged document as compact text.
    fn merged(document: &str, variables: serde_json::Value) -> String {
        let schema = apollo_compiler::Schema::parse_and_validate(SCHEMA, "schema").unwrap();
        apollo_compiler::ExecutableDocument::parse_and_validate(&schema, document, "document").unwrap();
        let document = async_graphql::parser::parse_query(document).unwrap();
        let (_, operation) = document.operations.iter().next().unwrap();
        let variables = serde_json::from_value(variables).unwrap();
        let merged = merge(operation, &document.fragments, &schema, &variables);
        assert!(merged.fragments.is_empty());
        let (_, operation) = merged.operations.iter().next().unwrap();
        assert!(conditions(&operation.node, &HashMap::new()).is_empty());
        text(&operation.node.selection_set.node)
    }

    fn text(set: &SelectionSet) -> String {
        let parts: Vec<String> = set
            .items
            .iter()
            .map(|item| {
                let (head, below) = match &item.node {
                    Selection::Field(f) => {
                        (f.node.response_key().node.to_string(), &f.node.selection_set.node)
                    }
                    Selection::InlineFragment(f) => {
                        let on = f.node.type_condition.as_ref().unwrap().node.on.node.as_str();
                        (format!("...{on}"), &f.node.selection_set.node)
                    }
                    Selection::FragmentSpread(_) => unreachable!(),
                };
                if below.items.is_empty() { head } else { format!("{head}{}", text(below)) }
            })
            .collect();
        format!("{{{}}}", parts.join(" "))
    }

    #[test]
    fn repeated_fields_of_a_mutation_are_merged() {
        let document = "mutation($y: Boolean = true) { bump { a: id } ...F ... @include(if: $y) { bump { c: id } } \
                        other: bump { id } } fragment F on Mutation { bump { b: id a: id } }";
        assert_eq!(merged(document, serde_json::json!({"y": true})), "{bump{a b c} other{id}}");
        assert_eq!(merged(document, serde_json::json!({"y": false})), "{bump{a b} other{id}}");
    }

    #[test]
    fn fragments_are_inlined_on_objects_and_merged_on_abstract_types() {
        let document = "{ user { ... on Node { id } ... on Any { ... on User { name } } name }
            node { ... on User { name } ...U ... on Node { id } ... on Post { author { id } } } }
            fragment U on User { name id }";
        assert_eq!(
            merged(document, serde_json::json!({})),
            "{user{id name} node{...User{name id} id ...Post{author{id}}}}"
        );
    }

    #[test]
    fn skipped_selections_are_removed() {
        let document = "query($n: Boolean!) { user { id @skip(if: true) name @include(if: $n) x: name ...F @skip(if: $n) } }
            fragment F on User { f: id }";
        assert_eq!(merged(document, serde_json::json!({"n": true})), "{user{name x}}");
        assert_eq!(merged(document, serde_json::json!({"n": false})), "{user{x f}}");
    }
}
