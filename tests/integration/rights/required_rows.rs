//! The rows that the table must have: read from the schema and the routes, so that nothing is added without one.

use std::collections::BTreeSet;
use std::fs;

use apollo_compiler::Schema;
use apollo_compiler::schema::{ExtendedType, ObjectType};

use crate::support::service::root;

/// Types whose every field has access rules of its own, besides the nodes of a family.
const GUARDED: [&str; 2] = ["Viewer", "ClubInsight"];
/// Prefixes of the names of nodes whose every field has access rules of its own: clubs and their parts.
const GUARDED_FAMILIES: [&str; 2] = ["Club", "Assignment"];
/// Phrases in the descriptions of other fields that depend on the caller.
const ACCESS_PHRASES: [&str; 4] = [
    "nobody is logged in",
    "Null if the viewer is not an editor",
    "Only editors see contacts",
    "does not lead the club",
];

/// Returns the names of the required rows: `Query.club`, `node: Card`, `Club.members`, `GET /me/:file`.
pub(super) fn all() -> BTreeSet<String> {
    let schema = Schema::parse(dostyq::graphql::sdl(), "schema.graphql").unwrap();
    let mut rows = BTreeSet::new();
    for definition in schema.types.values() {
        let ExtendedType::Object(object) = definition else { continue };
        if definition.is_built_in() {
            continue;
        }
        rows.extend(rows_of(object));
    }
    rows.extend(routes().into_iter().map(|path| format!("GET {path}")));
    rows
}

/// Returns whether a row is an additional one: a path from one object to another.
pub(super) fn is_path(operation: &str) -> bool {
    operation.contains(" → ")
}

fn rows_of(object: &ObjectType) -> Vec<String> {
    let name = object.name.as_str();
    let is_root = ["Query", "Mutation", "Subscription"].contains(&name);
    let is_node = object.implements_interfaces.iter().any(|interface| interface.as_str() == "Node");
    let is_guarded =
        GUARDED.contains(&name) || is_node && GUARDED_FAMILIES.iter().any(|prefix| name.starts_with(prefix));
    let mut rows = Vec::new();
    if is_node {
        rows.push(format!("node: {name}"));
    }
    for field in object.fields.values() {
        let phrases_of_description = field.description.as_deref().unwrap_or_default().split_whitespace();
        let description = phrases_of_description.collect::<Vec<_>>().join(" ");
        if is_root || is_guarded || ACCESS_PHRASES.iter().any(|phrase| description.contains(phrase)) {
            rows.push(format!("{name}.{}", field.name));
        }
    }
    rows
}

/// Returns the paths of the service's routes, read from its source code.
fn routes() -> Vec<String> {
    let code = fs::read_to_string(root().join("src/http/mod.rs")).unwrap();
    let paths: Vec<String> =
        code.split(".at(\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect();
    assert!(paths.iter().any(|path| path == "/graphql"), "the routes are declared in another way: {paths:?}");
    paths
}
