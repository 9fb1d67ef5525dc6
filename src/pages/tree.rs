//! Lists of organizations as trees.

use std::iter::Peekable;

use serde::Serialize;
use serde_json::Value;

/// An organization with its parts.
#[derive(Debug, Serialize)]
pub(super) struct Branch {
    organization: Value,
    parts: Vec<Branch>,
}

/// Returns the tree of descendants that are listed with their depths, each before its own parts.
pub(super) fn nested(descendants: Vec<Value>) -> Vec<Branch> {
    level(1, &mut descendants.into_iter().peekable())
}

fn level(depth: u64, rest: &mut Peekable<impl Iterator<Item = Value>>) -> Vec<Branch> {
    let depth_of = |descendant: &Value| descendant.get("depth").and_then(Value::as_u64).unwrap_or(1);
    let mut branches = Vec::new();
    while let Some(mut descendant) = rest.next_if(|next| depth_of(next) >= depth) {
        let organization = descendant.get_mut("organization").map(Value::take).unwrap_or_default();
        branches.push(Branch { organization, parts: level(depth + 1, rest) });
    }
    branches
}

/// Organizations that are part of the same organization.
#[derive(Debug, Serialize)]
pub(super) struct Group {
    /// The organization that they are part of. `None` if they are part of none.
    parent: Option<Value>,
    parts: Vec<Value>,
}

/// Groups organizations by their parents, in the order in which the parents first appear.
pub(super) fn by_parent(organizations: Vec<Value>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for organization in organizations {
        let parent = organization.get("parent").filter(|parent| !parent.is_null()).cloned();
        match groups.iter_mut().find(|group| group.parent == parent) {
            Some(group) => group.parts.push(organization),
            None => groups.push(Group { parent, parts: vec![organization] }),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn descendants_become_a_tree() {
        let list = [(1, "a"), (2, "b"), (3, "c"), (2, "d"), (1, "e")];
        let list = list.map(|(depth, name)| json!({"depth": depth, "organization": name}));
        let tree = serde_json::to_value(nested(list.to_vec())).unwrap();
        let leaf = |name: &str| json!({"organization": name, "parts": []});
        let b = json!({"organization": "b", "parts": [leaf("c")]});
        assert_eq!(tree, json!([{"organization": "a", "parts": [b, leaf("d")]}, leaf("e")]));
    }

    #[test]
    fn organizations_are_grouped_by_parent() {
        let part = |name: &str, parent: Value| json!({"slug": name, "parent": parent});
        let assembly = json!({"slug": "assembly"});
        let groups = by_parent(vec![
            part("club", assembly.clone()),
            part("centre", Value::Null),
            part("council", assembly.clone()),
        ]);
        let sizes: Vec<_> = groups.iter().map(|group| (group.parent.is_some(), group.parts.len())).collect();
        assert_eq!(sizes, [(true, 2), (false, 1)]);
    }
}
