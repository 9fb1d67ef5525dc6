//! How large a document is once its fragments are spread, found without spreading them: each fragment is measured once.
//!
//! This runs before any validation: there are rules that walk spread fragments, and 900 bytes of fragments can stand for
//! millions of fields.

use std::collections::HashMap;

use async_graphql::parser::types::{ExecutableDocument, OperationDefinition, Selection, SelectionSet};

use crate::failure::{Code, Failure};
use crate::limits::Limits;

/// Fields of the introspection schema that answer lists of types and fields. Within each other they multiply.
const INTROSPECTION_LISTS: [&str; 4] = ["fields", "inputFields", "interfaces", "possibleTypes"];

const NESTED: &str = "selections within each other";

/// The size of a selection set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Size {
    depth: usize,
    /// Selection sets within each other, those of inline fragments too: the depth of every later recursion.
    sets: usize,
    /// How many fields and fragment spreads.
    pub fields: usize,
    aliases: usize,
    directives: usize,
    /// [`INTROSPECTION_LISTS`] within each other, by name alone: what they mean is known only under `__schema`, `__type`.
    lists: usize,
    /// The most of those under a `__schema` or `__type`.
    introspection: usize,
}

impl Size {
    fn add(&mut self, other: Self) {
        self.depth = self.depth.max(other.depth);
        self.sets = self.sets.max(other.sets);
        self.fields = self.fields.saturating_add(other.fields);
        self.aliases = self.aliases.saturating_add(other.aliases);
        self.directives = self.directives.saturating_add(other.directives);
        self.lists = self.lists.max(other.lists);
        self.introspection = self.introspection.max(other.introspection);
    }
}

/// Measures a document against the limits.
///
/// # Errors
/// [`Code::LimitExceeded`]; [`Code::ValidationFailed`] if fragments form a circle.
pub(super) fn measure(document: &ExecutableDocument, limits: &Limits) -> Result<Size, Failure> {
    within("fragments", document.fragments.len(), limits.fragments)?;
    within("operations", document.operations.iter().len(), limits.operations)?;
    let mut ruler = Ruler { document, known: HashMap::new(), open: 0, most_open: limits.nesting };
    let mut total = Size::default();
    for (_, operation) in document.operations.iter() {
        total.add(ruler.operation(&operation.node, limits)?);
    }
    // Fragments that no operation spreads are invalid, but validation walks them before it says so.
    for name in document.fragments.keys() {
        fits(ruler.fragment(name)?, limits)?;
    }
    fits(total, limits)?;
    Ok(total)
}

fn fits(size: Size, limits: &Limits) -> Result<(), Failure> {
    within("levels", size.depth, limits.depth)?;
    within(NESTED, size.sets, limits.nesting)?;
    within("fields", size.fields, limits.fields)?;
    within("aliases", size.aliases, limits.aliases)?;
    within("directives", size.directives, limits.directives)?;
    within(
        "lists of the introspection schema within each other",
        size.introspection,
        limits.introspection_lists,
    )
}

fn within(what: &str, is: usize, limit: usize) -> Result<(), Failure> {
    if is <= limit {
        return Ok(());
    }
    Err(Failure::new(Code::LimitExceeded, format!("The document has more than {limit} {what}")))
}

struct Ruler<'a> {
    document: &'a ExecutableDocument,
    /// Fragments seen; `None` while one is being measured.
    known: HashMap<&'a str, Option<Size>>,
    /// Selection sets that are being measured, each a frame on the stack.
    open: usize,
    most_open: usize,
}

impl<'a> Ruler<'a> {
    fn operation(&mut self, operation: &'a OperationDefinition, limits: &Limits) -> Result<Size, Failure> {
        within("variables in an operation", operation.variable_definitions.len(), limits.variables)?;
        let root = &operation.selection_set.node;
        within("selections at the root of an operation", root.items.len(), limits.root_fields)?;
        let mut size = self.set(root)?;
        size.directives += operation.directives.len();
        size.directives +=
            operation.variable_definitions.iter().map(|v| v.node.directives.len()).sum::<usize>();
        Ok(size)
    }

    fn set(&mut self, set: &'a SelectionSet) -> Result<Size, Failure> {
        self.open += 1;
        // A chain of fragments nests deeper than any text of it.
        within(NESTED, self.open, self.most_open)?;
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
                        size.introspection = size.introspection.max(size.lists);
                    }
                    size
                }
                Selection::InlineFragment(fragment) => self.set(&fragment.node.selection_set.node)?,
                Selection::FragmentSpread(spread) => {
                    let mut size = self.fragment(spread.node.fragment_name.node.as_str())?;
                    // A spread costs a visit even if its fragment is empty or unknown.
                    size.fields = size.fields.saturating_add(1);
                    size
                }
            });
        }
        total.sets += usize::from(!set.items.is_empty());
        self.open -= 1;
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
    fn fragments_count_as_often_as_they_are_spread() {
        let is = size("{ a { ...F } b { ...F } } fragment F on T { x: c @skip(if: true) { d } }").unwrap();
        let want =
            Size { depth: 3, sets: 4, fields: 8, aliases: 2, directives: 2, lists: 0, introspection: 0 };
        assert_eq!(is, want);
    }

    #[test]
    fn a_fragment_bomb_is_refused_at_once() {
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
    fn a_chain_of_fragments_may_not_overflow_the_stack() {
        let chain = (0..90)
            .map(|i| format!("fragment F{i} on Query {{ ... {{ ...F{} }} }} ", i + 1))
            .collect::<Vec<_>>()
            .concat();
        assert_eq!(
            size(&format!("{{ ...F0 }} {chain} fragment F90 on Query {{ a }}")),
            Err(Code::LimitExceeded)
        );
        // Also if the fragments are known from the end on, so that no walk is deep.
        let spreads: Vec<_> = (0..18).map(|i| format!("...F{}", 90 - i * 5)).collect();
        assert_eq!(
            size(&format!("{{ {} }} {chain} fragment F90 on Query {{ a }}", spreads.join(" "))),
            Err(Code::LimitExceeded)
        );
    }

    #[test]
    fn circles_of_fragments_are_found() {
        let circle = "{ ...A } fragment A on Q { ...B } fragment B on Q { x { ...A } }";
        assert_eq!(size(circle), Err(Code::ValidationFailed));
    }

    #[test]
    fn introspection_may_not_multiply_but_names_elsewhere_are_free() {
        let wide = "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }";
        assert_eq!(size(wide), Err(Code::LimitExceeded));
        assert!(size("{ a { fields { fields { fields { name } } } } }").is_ok());
        assert!(size("{ __schema { types { fields { name } inputFields { name } } } }").is_ok());
    }

    #[test]
    fn the_sum_over_all_operations_counts() {
        let one = (0..60).map(|i| format!("a{i}: x ")).collect::<Vec<_>>().concat();
        assert!(size(&format!("query A {{ y {{ {one} }} }}")).is_ok());
        assert_eq!(
            size(&format!("query A {{ y {{ {one} }} }} query B {{ y {{ {one} }} }}")),
            Err(Code::LimitExceeded)
        );
    }
}
