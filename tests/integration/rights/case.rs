//! One row of the table: an operation, and the object that it is about.

use serde_json::{Value, json};

/// What is sent. In variables, a text `@NAME` stands for the id of what the scene has under the name, and `{role}` for who
/// asks; in paths, `{NAME}` does.
#[derive(Clone)]
pub(super) enum Ask {
    /// A GraphQL document over HTTP.
    Document(String, Value),
    /// A GraphQL document over a websocket.
    Socket(String, Value),
    /// A path of the service.
    Path(String),
}

/// An operation on an object.
#[derive(Clone)]
pub(super) struct Case {
    /// The operation, as [`super::demanded`] names it.
    pub(super) of: String,
    /// What it is about, for the reader.
    pub(super) object: String,
    /// What the scene knows it by; none: it is nobody's, or the caller's own.
    pub(super) thing: Option<String>,
    pub(super) ask: Ask,
    /// Where in the answer that which was asked for stands; without it, in its first field.
    pub(super) at: Option<&'static str>,
    /// It was got if this thing of the scene is in the answer.
    pub(super) holds: Option<&'static str>,
    /// Whether a success changes what the next cells find.
    pub(super) spoils: bool,
    /// Nobody gets it.
    pub(super) is_for_nobody: bool,
}

impl Case {
    fn new(of: impl Into<String>, object: &str, ask: Ask) -> Self {
        Self {
            of: of.into(),
            object: object.to_owned(),
            thing: None,
            ask,
            at: None,
            holds: None,
            spoils: false,
            is_for_nobody: false,
        }
    }

    /// It is about the thing that the scene has under the object's name, with it as the variable `id`.
    fn about(mut self) -> Self {
        let id = format!("@{}", self.object);
        if let Ask::Document(_, variables) | Ask::Socket(_, variables) = &mut self.ask
            && variables.is_null()
        {
            *variables = json!({"id": id});
        }
        self.thing = Some(self.object.clone());
        self
    }

    /// It is about this thing, which the object's name says otherwise.
    pub(super) fn of_thing(mut self, thing: &str) -> Self {
        self.thing = Some(thing.to_owned());
        self
    }

    /// With these variables.
    pub(super) fn with(mut self, given: Value) -> Self {
        if let Ask::Document(_, variables) | Ask::Socket(_, variables) = &mut self.ask {
            *variables = given;
        }
        self
    }

    /// It is asked for over a websocket.
    pub(super) fn by_socket(mut self) -> Self {
        if let Ask::Document(document, variables) = self.ask {
            self.ask = Ask::Socket(document, variables);
        }
        self
    }

    pub(super) fn at(mut self, pointer: &'static str) -> Self {
        self.at = Some(pointer);
        self
    }

    pub(super) fn holds(mut self, thing: &'static str) -> Self {
        self.holds = Some(thing);
        self
    }

    pub(super) fn spoils(mut self) -> Self {
        self.spoils = true;
        self
    }

    pub(super) fn spoils_nothing(mut self) -> Self {
        self.spoils = false;
        self
    }

    pub(super) fn for_nobody(mut self) -> Self {
        self.is_for_nobody = true;
        self
    }
}

/// A query about a thing of the scene, whose id is the variable `id`.
pub(super) fn query(of: &str, thing: &str, document: &str) -> Case {
    Case::new(of, thing, Ask::Document(document.to_owned(), Value::Null)).about()
}

/// A query about what has no rights of its own, or is the caller's.
pub(super) fn open(of: &str, object: &str, document: &str) -> Case {
    Case::new(of, object, Ask::Document(document.to_owned(), json!({})))
}

/// A thing of the scene by its global id.
pub(super) fn node(of: &str, thing: &str) -> Case {
    query(of, thing, "query($id: ID!) { node(id: $id) { id } }")
}

/// A field of a thing of the scene.
pub(super) fn field(kind: &str, name: &str, selection: &str, thing: &str) -> Case {
    let document =
        format!("query($id: ID!) {{ node(id: $id) {{ ... on {kind} {{ asked: {name} {selection} }} }} }}");
    query(&format!("{kind}.{}", bare(name)), thing, &document).at("/node/asked")
}

/// The name without its arguments.
fn bare(field: &str) -> &str {
    field.split('(').next().unwrap_or(field)
}

/// A mutation about a thing of the scene; what it selects of the payload beside its errors, and its input.
pub(super) fn mutation(name: &str, thing: &str, selection: &str, input: Value) -> Case {
    own_mutation(name, thing, selection, input).about().spoils()
}

/// A mutation of what is the caller's own, or nobody's.
#[expect(clippy::needless_pass_by_value, reason = "cases are written with json! in place")]
pub(super) fn own_mutation(name: &str, object: &str, selection: &str, input: Value) -> Case {
    let kind = format!("{}{}Input", name[..1].to_uppercase(), &name[1..]);
    let document = format!(
        "mutation($input: {kind}!) {{ {name}(input: $input) {{ {selection} errors {{ code message path }} }} }}"
    );
    Case::new(format!("Mutation.{name}"), object, Ask::Document(document, json!({"input": input})))
}

/// A route of the service.
pub(super) fn route(of: &str, object: &str, path: &str) -> Case {
    Case::new(of, object, Ask::Path(path.to_owned()))
}
