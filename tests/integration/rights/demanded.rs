//! What must have a row: read from the schema and from the routes, so that nothing is added without one.

use std::collections::BTreeSet;
use std::fs;

use apollo_compiler::Schema;
use apollo_compiler::schema::{ExtendedType, ObjectType};

use crate::support::service::root;

/// Objects each field of which has rights of its own, beside the nodes of a family.
const GUARDED: [&str; 2] = ["Viewer", "ClubInsight"];
/// Beginnings of the names of more such nodes: what is of clubs.
const GUARDED_FAMILIES: [&str; 2] = ["Club", "Assignment"];
/// What descriptions of other fields say that depend on who asks.
const SIGNS: [&str; 4] =
    ["nobody is logged in", "the viewer is no editor", "there for editors alone", "does not lead the club"];

/// The names of rows that there must be: `Query.club`, `node: Card`, `Club.members`, `GET /me/:file`.
pub(super) fn all() -> BTreeSet<String> {
    let schema = Schema::parse(dostyq::graphql::sdl(), "schema.graphql").unwrap();
    let mut rows = BTreeSet::new();
    for definition in schema.types.values() {
        let ExtendedType::Object(object) = definition else { continue };
        if definition.is_built_in() {
            continue;
        }
        rows.extend(of_object(object));
    }
    rows.extend(routes().into_iter().map(|path| format!("GET {path}")));
    rows
}

/// Whether rows of this name may be there beyond what is demanded: paths from one object to another.
pub(super) fn is_more(of: &str) -> bool {
    of.contains(" → ")
}

fn of_object(object: &ObjectType) -> Vec<String> {
    let name = object.name.as_str();
    let is_root = ["Query", "Mutation", "Subscription"].contains(&name);
    let is_node = object.implements_interfaces.iter().any(|interface| interface.as_str() == "Node");
    let is_guarded =
        GUARDED.contains(&name) || is_node && GUARDED_FAMILIES.iter().any(|start| name.starts_with(start));
    let mut rows = Vec::new();
    if is_node {
        rows.push(format!("node: {name}"));
    }
    for field in object.fields.values() {
        let words = field.description.as_deref().unwrap_or_default().split_whitespace();
        let says = words.collect::<Vec<_>>().join(" ");
        if is_root || is_guarded || SIGNS.iter().any(|sign| says.contains(sign)) {
            rows.push(format!("{name}.{}", field.name));
        }
    }
    rows
}

/// The routes of the service, as its code names them.
fn routes() -> Vec<String> {
    let code = fs::read_to_string(root().join("src/http/mod.rs")).unwrap();
    let paths: Vec<String> =
        code.split(".at(\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect();
    assert!(paths.iter().any(|path| path == "/graphql"), "the routes are written otherwise: {paths:?}");
    paths
}
