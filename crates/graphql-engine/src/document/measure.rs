//! The size of a document with its fragments spread. Each fragment is measured only once.
//!
//! This runs before validation, because some rules visit spread fragments, and 900 bytes of fragments can expand to
//! millions of fields.

use std::collections::HashMap;

use async_graphql::parser::types::{ExecutableDocument, OperationDefinition, Selection, SelectionSet};

use crate::failure::{Code, Failure};
use crate::limits::Limits;

/// The fields of the introspection schema that return lists of types or fields. Nested, they multiply the response.
const INTROSPECTION_LISTS: [&str; 4] = ["fields", "inputFields", "interfaces", "possibleTypes"];

const NESTED: &str = "nested selections";

/// The size of a selection set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Size {
    depth: usize,
    /// The nesting of selection sets, including those of inline fragments: the depth of every later recursion.
    nesting: usize,
    /// The number of fields and fragment spreads.
    pub fields: usize,
    aliases: usize,
    directives: usize,
    /// The nesting of fields with names in [`INTROSPECTION_LISTS`], which have this meaning only below `__schema` and
    /// `__type`.
    lists: usize,
    /// The maximum of `lists` below a `__schema` or `__type`.
    introspection_lists: usize,
    /// Whether there is a `__schema` or a `__type`.
    introspects: bool,
}

impl Size {
    fn add(&mut self, other: Self) {
        self.depth = self.depth.max(other.depth);
        self.nesting = self.nesting.max(other.nesting);
        self.fields = self.fields.saturating_add(other.fields);
        self.aliases = self.aliases.saturating_add(other.aliases);
        self.directives = self.directives.saturating_add(other.directives);
        self.lists = self.lists.max(other.lists);
        self.introspection_lists = self.introspection_lists.max(other.introspection_lists);
        self.introspects |= other.introspects;
    }
}

/// Measures a document against the limits.
///
/// # Errors
/// [`Code::LimitExceeded`]; [`Code::ValidationFailed`] if fragments form a cycle, or if the document queries the schema
/// and may not.
pub(super) fn measure(document: &ExecutableDocument, limits: &Limits) -> Result<Size, Failure> {
    check_limit("fragments", document.fragments.len(), limits.fragments)?;
    check_limit("operations", document.operations.iter().len(), limits.operations)?;
    let mut measurer =
        Measurer { document, known: HashMap::new(), open_sets: 0, max_open_sets: limits.nesting };
    let mut total = Size::default();
    for (_, operation) in document.operations.iter() {
        total.add(measurer.operation(&operation.node, limits)?);
    }
    // Fragments that no operation spreads are invalid, but validation visits them before it reports that.
    for name in document.fragments.keys() {
        check_size(measurer.fragment(name)?, limits)?;
    }
    check_size(total, limits)?;
    Ok(total)
}

fn check_size(size: Size, limits: &Limits) -> Result<(), Failure> {
    check_limit("levels", size.depth, limits.depth)?;
    check_limit(NESTED, size.nesting, limits.nesting)?;
    check_limit("fields", size.fields, limits.fields)?;
    check_limit("aliases", size.aliases, limits.aliases)?;
    check_limit("directives", size.directives, limits.directives)?;
    if size.introspects && !limits.introspection {
        let message = "The schema cannot be queried here: introspection is switched off";
        return Err(Failure::new(Code::ValidationFailed, message));
    }
    check_limit(
        "nested lists of the introspection schema",
        size.introspection_lists,
        limits.introspection_lists,
    )
}

fn check_limit(what: &str, number: usize, limit: usize) -> Result<(), Failure> {
    if number <= limit {
        return Ok(());
    }
    Err(Failure::limit(what, number, limit, format!("The document has more than {limit} {what}")))
}

struct Measurer<'a> {
    document: &'a ExecutableDocument,
    /// The sizes of fragments. `None` while a fragment is being measured.
    known: HashMap<&'a str, Option<Size>>,
    /// The number of selection sets that are being measured. Each has a frame on the stack.
    open_sets: usize,
    max_open_sets: usize,
}

impl<'a> Measurer<'a> {
    fn operation(&mut self, operation: &'a OperationDefinition, limits: &Limits) -> Result<Size, Failure> {
        check_limit("variables in an operation", operation.variable_definitions.len(), limits.variables)?;
        let root = &operation.selection_set.node;
        check_limit("selections at the root of an operation", root.items.len(), limits.root_fields)?;
        let mut size = self.set(root)?;
        size.directives += operation.directives.len();
        size.directives +=
            operation.variable_definitions.iter().map(|v| v.node.directives.len()).sum::<usize>();
        Ok(size)
    }

    fn set(&mut self, set: &'a SelectionSet) -> Result<Size, Failure> {
        self.open_sets += 1;
        // A chain of fragments can nest deeper than the text of the document.
        check_limit(NESTED, self.open_sets, self.max_open_sets)?;
        let mut total = Size::default();
        for item in &set.items {
            total.directives = total.directives.saturating_add(item.node.directives().len());
            total.add(match &item.node {
                Selection::Field(field) => {
                    let field = &field.node;
                    let mut size = self.set(&field.selection_set.node)?;
                    let name = field.name.node.as_str();
                    size.depth += 1;
                    size.fields = size.fields.saturating_add(1);
                    size.aliases = size.aliases.saturating_add(usize::from(field.alias.is_some()));
                    size.lists += usize::from(INTROSPECTION_LISTS.contains(&name));
                    if matches!(name, "__schema" | "__type") {
                        size.introspection_lists = size.introspection_lists.max(size.lists);
                        size.introspects = true;
                    }
                    size
                }
                Selection::InlineFragment(fragment) => self.set(&fragment.node.selection_set.node)?,
                Selection::FragmentSpread(spread) => {
                    let mut size = self.fragment(spread.node.fragment_name.node.as_str())?;
                    // A spread costs a visit, even if its fragment is empty or unknown.
                    size.fields = size.fields.saturating_add(1);
                    size
                }
            });
        }
        total.nesting += usize::from(!set.items.is_empty());
        self.open_sets -= 1;
        Ok(total)
    }

    fn fragment(&mut self, name: &str) -> Result<Size, Failure> {
        match self.known.get(name) {
            Some(Some(size)) => return Ok(*size),
            Some(None) => {
                let message = format!("Cannot spread fragment \"{name}\" within itself");
                return Err(Failure::new(Code::ValidationFailed, message));
            }
            None => {}
        }
        let Some((name, fragment)) = self.document.fragments.get_key_value(name) else {
            return Ok(Size::default());
        };
        self.known.insert(name, None);
        let mut size = self.set(&fragment.node.selection_set.node)?;
        size.directives = size.directives.saturating_add(fragment.node.directives.len());
        self.known.insert(name, Some(size));
        Ok(size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(document: &str) -> Result<Size, Code> {
        let document = async_graphql::parser::parse_query(document).unwrap();
        measure(&document, &Limits::default()).map_err(|f| f.code)
    }

    #[test]
    fn fragments_count_for_each_spread() {
        let is = size("{ a { ...F } b { ...F } } fragment F on T { x: c @skip(if: true) { d } }").unwrap();
        let want = Size {
            depth: 3,
            nesting: 4,
            fields: 8,
            aliases: 2,
            directives: 2,
            lists: 0,
            introspection_lists: 0,
            introspects: false,
        };
        assert_eq!(is, want);
    }

    #[test]
    fn a_fragment_bomb_is_refused() {
        let bomb = (0..60)
            .map(|i| format!("fragment F{i} on Query {{ ...F{0} ...F{0} }} ", i + 1))
            .collect::<Vec<_>>()
            .concat();
        assert_eq!(
            size(&format!("{{ ...F0 }} {bomb} fragment F60 on Query {{ a }}")),
            Err(Code::LimitExceeded)
        );
    }

    #[test]
    fn a_chain_of_fragments_does_not_overflow_the_stack() {
        let chain = (0..90)
            .map(|i| format!("fragment F{i} on Query {{ ... {{ ...F{} }} }} ", i + 1))
            .collect::<Vec<_>>()
            .concat();
        assert_eq!(
            size(&format!("{{ ...F0 }} {chain} fragment F90 on Query {{ a }}")),
            Err(Code::LimitExceeded)
        );
        // The same if the fragments are measured from the end of the chain, so that no recursion is deep.
        let spreads: Vec<_> = (0..18).map(|i| format!("...F{}", 90 - i * 5)).collect();
        assert_eq!(
            size(&format!("{{ {} }} {chain} fragment F90 on Query {{ a }}", spreads.join(" "))),
            Err(Code::LimitExceeded)
        );
    }

    #[test]
    fn cycles_of_fragments_are_found() {
        let cycle = "{ ...A } fragment A on Q { ...B } fragment B on Q { x { ...A } }";
        assert_eq!(size(cycle), Err(Code::ValidationFailed));
    }

    #[test]
    fn nested_introspection_lists_are_limited_but_other_fields_with_their_names_are_not() {
        let wide = "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }";
        assert_eq!(size(wide), Err(Code::LimitExceeded));
        assert!(size("{ a { fields { fields { fields { name } } } } }").is_ok());
        assert!(size("{ __schema { types { fields { name } inputFields { name } } } }").is_ok());
    }

    #[test]
    fn the_limits_apply_to_all_operations_together() {
        let one = (0..60).map(|i| format!("a{i}: x ")).collect::<Vec<_>>().concat();
        assert!(size(&format!("query A {{ y {{ {one} }} }}")).is_ok());
        assert_eq!(
            size(&format!("query A {{ y {{ {one} }} }} query B {{ y {{ {one} }} }}")),
            Err(Code::LimitExceeded)
        );
    }
}
