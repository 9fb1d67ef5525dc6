//! The schema as client developers read it.

use std::fs;

use apollo_compiler::ast::{FieldDefinition, InputValueDefinition};
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::{Node, Schema};

use crate::support::service::root;

#[test]
fn the_committed_schema_is_the_served_one() {
    let committed = fs::read_to_string(root().join("schema.graphql")).unwrap();
    let served = dostyq::graphql::sdl();
    // No `assert_eq`: nobody wants to read the whole schema twice.
    assert!(
        committed.trim_end() == served.trim_end(),
        "schema.graphql is not the schema any more, from line {}. Renew it: cargo run -- schema > schema.graphql",
        1 + committed.lines().zip(served.lines()).take_while(|(one, other)| one == other).count(),
    );
}

#[test]
fn everything_in_the_schema_is_described() {
    let undescribed = undescribed_in(&dostyq::graphql::sdl());
    assert!(undescribed.is_empty(), "without description: {}", undescribed.join(", "));
}

#[test]
fn there_are_no_unintended_scalars() {
    // A Rust type that async-graphql supports would become a second scalar next to one that clients already know.
    let schema = Schema::parse(dostyq::graphql::sdl(), "schema.graphql").unwrap();
    let scalars = schema.types.values().filter(|kind| kind.is_scalar() && !kind.is_built_in());
    let mut names: Vec<&str> = scalars.map(|kind| kind.name().as_str()).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        ["Date", "DateTime", "EDTF", "JSON", "LanguageTag", "LocalDateTime", "LocalTime", "UUID"]
    );
}

#[test]
fn what_is_in_a_list_with_edges_is_a_node() {
    // Relay refetches the items of lists by their ids.
    let schema = Schema::parse(dostyq::graphql::sdl(), "schema.graphql").unwrap();
    let (mut edges, mut others) = (0, Vec::new());
    for definition in schema.types.values() {
        let ExtendedType::Object(edge) = definition else { continue };
        if !edge.name.as_str().ends_with("Edge") {
            continue;
        }
        edges += 1;
        let item = edge.fields["node"].ty.inner_named_type().as_str();
        let possible: Vec<&str> = match &schema.types[item] {
            ExtendedType::Union(union) => union.members.iter().map(|member| member.as_str()).collect(),
            _ => vec![item],
        };
        others.extend(possible.into_iter().filter(|name| !implements_node(&schema, name)));
    }
    assert!(edges > 20, "{edges}");
    assert!(others.is_empty(), "no nodes: {others:?}");
}

#[test]
fn edges_and_changed_objects_have_the_names_that_clients_expect() {
    let schema = Schema::parse(dostyq::graphql::sdl(), "schema.graphql").unwrap();
    let (mut edges, mut changed, mut others) = (0, 0, Vec::new());
    for definition in schema.types.values() {
        let ExtendedType::Object(object) = definition else { continue };
        let name = object.name.as_str();
        for field in object.fields.values() {
            let of = field.ty.inner_named_type().as_str();
            let (found, expected) =
                if let (Some(list), "edges") = (name.strip_suffix("Connection"), field.name.as_str()) {
                    edges += 1;
                    (of, format!("{list}Edge"))
                } else if name.ends_with("Payload") && implements_node(&schema, of) {
                    changed += 1;
                    let plural = if field.ty.is_list() { "s" } else { "" };
                    (field.name.as_str(), format!("{}{}{plural}", of[..1].to_lowercase(), &of[1..]))
                } else {
                    continue;
                };
            if found != expected {
                others.push(format!("{name}.{}: {of}", field.name));
            }
        }
    }
    assert!(edges > 20 && changed > 50, "{edges} lists, {changed} changed objects");
    assert!(others.is_empty(), "named in another way: {others:?}");
}

#[test]
fn missing_descriptions_are_found() {
    let described = r#"
        "The root." type Query { "A list." list("How many." first: Int): [Kind!]! }
        "A kind." enum Kind { "One." ONE }
        "Some." input Some { "Which." which: Date }
        "A day." scalar Date
        "Anything." interface Node { "Its id." id: ID! }
        "Either." union Either = Query
    "#;
    assert_eq!(undescribed_in(described), Vec::<String>::new());
    for (description, of) in [
        ("The root.", "Query"),
        ("A list.", "Query.list"),
        ("How many.", "Query.list(first:)"),
        ("A kind.", "Kind"),
        ("One.", "Kind.ONE"),
        ("Some.", "Some"),
        ("Which.", "Some.which"),
        ("A day.", "Date"),
        ("Anything.", "Node"),
        ("Its id.", "Node.id"),
        ("Either.", "Either"),
    ] {
        let missing = described.replace(&format!("\"{description}\""), "");
        let empty = described.replace(description, "");
        assert_eq!(undescribed_in(&missing), [of]);
        assert_eq!(undescribed_in(&empty), [of]);
    }
}

fn implements_node(schema: &Schema, name: &str) -> bool {
    match schema.types.get(name) {
        Some(ExtendedType::Object(object)) => {
            object.implements_interfaces.iter().any(|of| of.as_str() == "Node")
        }
        _ => false,
    }
}

/// Returns the names of types, fields, arguments, values and input fields without a description.
fn undescribed_in(sdl: &str) -> Vec<String> {
    let schema = Schema::parse(sdl, "schema.graphql").unwrap();
    let types = schema.types.values().filter(|definition| !definition.is_built_in());
    types.flat_map(undescribed_of).collect()
}

fn undescribed_of(definition: &ExtendedType) -> Vec<String> {
    let name = definition.name().as_str();
    let mut all = vec![(name.to_owned(), is_described(definition.description()))];
    match definition {
        ExtendedType::Object(object) => {
            object.fields.values().for_each(|field| all.extend(field_of(name, field)));
        }
        ExtendedType::Interface(interface) => {
            interface.fields.values().for_each(|field| all.extend(field_of(name, field)));
        }
        ExtendedType::Enum(kind) => all.extend(
            kind.values
                .values()
                .map(|value| (format!("{name}.{}", value.value), is_described(value.description.as_ref()))),
        ),
        ExtendedType::InputObject(input) => all.extend(
            input
                .fields
                .values()
                .map(|field| (format!("{name}.{}", field.name), is_described(field.description.as_ref()))),
        ),
        ExtendedType::Scalar(_) | ExtendedType::Union(_) => {}
    }
    all.into_iter().filter(|(_, described)| !described).map(|(name, _)| name).collect()
}

fn field_of(parent: &str, field: &FieldDefinition) -> Vec<(String, bool)> {
    let name = format!("{parent}.{}", field.name);
    let argument = |argument: &InputValueDefinition| {
        (format!("{name}({}:)", argument.name), is_described(argument.description.as_ref()))
    };
    let mut all = vec![(name.clone(), is_described(field.description.as_ref()))];
    all.extend(field.arguments.iter().map(|node| argument(node)));
    all
}

fn is_described(description: Option<&Node<str>>) -> bool {
    description.is_some_and(|text| !text.trim().is_empty())
}
