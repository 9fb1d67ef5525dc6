//! The operations of the app: valid, and with the types that its compiler knows.
//!
//! `web/src/operations/types.d.ts` is generated from them and the schema. `UPDATE_OPERATIONS=1` writes it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::{env, fs};

use apollo_compiler::ast::Type;
use apollo_compiler::executable::{Operation, Selection, SelectionSet};
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::validation::Valid;
use apollo_compiler::{ExecutableDocument, Schema};

use crate::support::service::{root, walk};

const FOLDER: &str = "web/src/operations";
const HEADER: &str = "// Generated from the operations and the schema by tests/integration/web_operations.rs.
// Renew it: UPDATE_OPERATIONS=1 cargo test --test integration web_operations

/** A GraphQL document, with the types of its data and its variables. */
type GraphqlDocument<Data, Variables> = string & { readonly types?: [Data, Variables] };
";

/// Returns the operations by the names of their files, without the extension.
pub(crate) fn operations() -> BTreeMap<String, String> {
    let files = walk(&root().join(FOLDER)).into_iter();
    let documents = files.filter(|file| file.extension().is_some_and(|extension| extension == "graphql"));
    let read = |file: std::path::PathBuf| {
        (file.file_stem().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(&file).unwrap())
    };
    documents.map(read).collect()
}

#[test]
fn the_types_of_the_operations_are_those_of_the_schema() {
    let schema = Schema::parse_and_validate(dostyq::graphql::sdl(), "schema.graphql").unwrap();
    let mut types = Types { schema: &schema, named: BTreeSet::new() };
    let mut current = HEADER.to_owned();
    for (name, text) in operations() {
        let document = ExecutableDocument::parse_and_validate(&schema, &text, format!("{name}.graphql"))
            .unwrap_or_else(|invalid| panic!("{}", invalid.errors));
        current += &types.module(&name, document.operations.get(None).unwrap());
    }
    current += &types.namespace();
    let file = root().join(FOLDER).join("types.d.ts");
    if env::var_os("UPDATE_OPERATIONS").is_some() {
        fs::write(&file, &current).unwrap();
    }
    let committed = fs::read_to_string(&file).unwrap_or_default();
    let line = 1 + committed.lines().zip(current.lines()).take_while(|(one, other)| one == other).count();
    assert!(
        committed == current,
        "{FOLDER}/types.d.ts is stale, from line {line} (UPDATE_OPERATIONS=1 writes it)"
    );
}

/// Writes types in TypeScript.
struct Types<'a> {
    schema: &'a Valid<Schema>,
    /// The enums and inputs that are used.
    named: BTreeSet<String>,
}

impl Types<'_> {
    /// Returns the declaration of the module that a file with an operation is.
    fn module(&mut self, name: &str, operation: &Operation) -> String {
        let data = self.selection(&operation.selection_set, 1);
        let mut variables = String::new();
        for variable in &operation.variables {
            let optional = !variable.ty.is_non_null() || variable.default_value.is_some();
            let mark = if optional { "?" } else { "" };
            write!(variables, " {}{mark}: {};", variable.name, self.input(&variable.ty)).unwrap();
        }
        let variables = if variables.is_empty() {
            "Record<string, never>".to_owned()
        } else {
            format!("{{{variables} }}")
        };
        format!(
            "
declare module '*/{name}.graphql' {{
  export type Data = {data};
  export type Variables = {variables};
  const document: GraphqlDocument<Data, Variables>;
  export default document;
}}
"
        )
    }

    /// Returns the TypeScript type of an object with the selected fields. For an interface or a union, it is a union of
    /// the possible types, which `__typename` distinguishes.
    fn selection(&mut self, set: &SelectionSet, depth: usize) -> String {
        let possible: Vec<String> = match &self.schema.types[&set.ty] {
            ExtendedType::Object(object) => vec![object.name.to_string()],
            _ => {
                let implementers = self.schema.implementers_map();
                let mut names: Vec<String> = match &self.schema.types[&set.ty] {
                    ExtendedType::Union(union) => union.members.iter().map(ToString::to_string).collect(),
                    _ => implementers[&set.ty].objects.iter().map(ToString::to_string).collect(),
                };
                names.sort();
                names
            }
        };
        let is_abstract = possible.len() > 1;
        // The types with the same fields are one alternative.
        let mut alternatives: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for name in possible {
            let mut fields = Vec::new();
            self.fields(set, &name, depth + 1, &mut fields);
            alternatives.entry(fields.concat()).or_default().push(format!("'{name}'"));
        }
        let indent = "  ".repeat(depth);
        let mut written = Vec::new();
        for (fields, names) in alternatives {
            let fields =
                fields.replace("__typename: string;", &format!("__typename: {};", names.join(" | ")));
            assert!(
                !is_abstract || fields.contains("__typename"),
                "{} is a union or an interface: select its __typename",
                set.ty
            );
            written.push(format!("{{\n{fields}{indent}}}"));
        }
        written.join(" | ")
    }

    /// Adds the fields that are selected of a type.
    fn fields(&mut self, set: &SelectionSet, of: &str, depth: usize, fields: &mut Vec<String>) {
        for selection in &set.selections {
            match selection {
                Selection::Field(field) => {
                    let inner = match &field.selection_set {
                        Some(inner) => self.selection(inner, depth),
                        None => self.named(field.definition.ty.inner_named_type().as_str()),
                    };
                    let kind = wrapped(&field.definition.ty, &inner);
                    fields.push(format!("{}{}: {kind};\n", "  ".repeat(depth), field.response_name()));
                }
                Selection::InlineFragment(fragment) => {
                    let condition = fragment.type_condition.as_ref();
                    if condition.is_none_or(|condition| condition.as_str() == of) {
                        self.fields(&fragment.selection_set, of, depth, fields);
                    }
                }
                Selection::FragmentSpread(spread) => {
                    panic!("{}: each file stands alone", spread.fragment_name)
                }
            }
        }
    }

    /// Returns the type of a variable or of an input's field.
    fn input(&mut self, kind: &Type) -> String {
        let inner = self.named(kind.inner_named_type().as_str());
        wrapped(kind, &inner)
    }

    /// Returns the name of a type, and remembers it if it must be declared.
    fn named(&mut self, name: &str) -> String {
        match name {
            "Int" | "Float" => "number".to_owned(),
            "Boolean" => "boolean".to_owned(),
            "JSON" => "unknown".to_owned(),
            _ if self.schema.types[name].is_scalar() => "string".to_owned(),
            _ => {
                self.named.insert(name.to_owned());
                format!("Schema.{name}")
            }
        }
    }

    /// Returns the declarations of the enums and inputs in use.
    fn namespace(&mut self) -> String {
        let mut declared = BTreeMap::new();
        while let Some(name) = self.named.iter().find(|name| !declared.contains_key(*name)).cloned() {
            let text = match &self.schema.types[name.as_str()] {
                ExtendedType::Enum(kind) => {
                    let values: Vec<String> = kind.values.keys().map(|value| format!("'{value}'")).collect();
                    format!("  type {name} = {};\n", values.join(" | "))
                }
                ExtendedType::InputObject(input) => {
                    // Of a @oneOf input, exactly one field is sent.
                    let fields = input.fields.values().map(|field| {
                        let is_required = field.is_required();
                        format!(
                            "    {}{}: {};\n",
                            field.name,
                            if is_required { "" } else { "?" },
                            self.input(&field.ty)
                        )
                    });
                    format!("  interface {name} {{\n{}  }}\n", fields.collect::<Vec<_>>().concat())
                }
                other => panic!("{} is neither an enum nor an input", other.name()),
            };
            declared.insert(name, text);
        }
        format!("\ndeclare namespace Schema {{\n{}}}\n", declared.into_values().collect::<String>())
    }
}

/// Adds lists and null to a type.
fn wrapped(kind: &Type, inner: &str) -> String {
    let list = |item: &Type| {
        let item = wrapped(item, inner);
        if item.contains(" | ") { format!("({item})[]") } else { format!("{item}[]") }
    };
    match kind {
        Type::NonNullNamed(_) => inner.to_owned(),
        Type::Named(_) => format!("{inner} | null"),
        Type::NonNullList(item) => list(item),
        Type::List(item) => format!("{} | null", list(item)),
    }
}

#[test]
fn unions_lists_and_nulls_have_their_types() {
    let schema = Schema::parse_and_validate(
        "type Query { one(of: Kind, n: [Int!]! = [1]): Either list: [A]! } enum Kind { X Y }
         union Either = A | B type A { a: Int! } type B { b: String }",
        "schema.graphql",
    )
    .unwrap();
    let text = "query Q($of: Kind) { one(of: $of) { __typename ... on A { a } } list { a } }";
    let document = ExecutableDocument::parse_and_validate(&schema, text, "q.graphql").unwrap();
    let mut types = Types { schema: &schema, named: BTreeSet::new() };
    let module = types.module("q", document.operations.get(None).unwrap());
    let module = module.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        module.contains("one: { __typename: 'B'; } | { __typename: 'A'; a: number; } | null; list: ({ a: number; } | null)[];"),
        "{module}"
    );
    assert!(module.contains("Variables = { of?: Schema.Kind | null; };"), "{module}");
    assert!(types.namespace().contains("type Kind = 'X' | 'Y';"));
}
