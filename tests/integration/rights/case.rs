//! One row of the table: an operation, and the object that it is about.

use serde_json::{Value, json};

/// A request template. In variables, a text `@NAME` stands for the id of the fixture with that name, and `{role}` for
/// the role of the caller; in paths, `{NAME}` stands for the id.
#[derive(Clone)]
pub(super) enum RequestTemplate {
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
    /// The operation, named as in [`super::required_rows`].
    pub(super) operation: String,
    /// The object of the operation, as the table names it.
    pub(super) object: String,
    /// The name of the object in the fixtures; `None` if the object is public or the caller's own.
    pub(super) fixture: Option<String>,
    pub(super) request: RequestTemplate,
    /// Where the requested value is in the data of the response; without it, in the first field.
    pub(super) pointer: Option<&'static str>,
    /// The fixture whose id the response must contain for the role to have access.
    pub(super) expected: Option<&'static str>,
    /// Whether a success changes what later cells find.
    pub(super) changes_data: bool,
    /// Whether no role has access.
    pub(super) is_for_nobody: bool,
}

impl Case {
    fn new(operation: impl Into<String>, object: &str, request: RequestTemplate) -> Self {
        Self {
            operation: operation.into(),
            object: object.to_owned(),
            fixture: None,
            request,
            pointer: None,
            expected: None,
            changes_data: false,
            is_for_nobody: false,
        }
    }

    /// Makes the case about the fixture with the object's name, and its id the variable `id`.
    fn about_its_fixture(mut self) -> Self {
        let id = format!("@{}", self.object);
        if let RequestTemplate::Document(_, variables) | RequestTemplate::Socket(_, variables) =
            &mut self.request
            && variables.is_null()
        {
            *variables = json!({"id": id});
        }
        self.fixture = Some(self.object.clone());
        self
    }

    /// Makes the case about this fixture, which the table names differently.
    pub(super) fn about_fixture(mut self, name: &str) -> Self {
        self.fixture = Some(name.to_owned());
        self
    }

    /// Sets the variables.
    pub(super) fn with(mut self, values: Value) -> Self {
        if let RequestTemplate::Document(_, variables) | RequestTemplate::Socket(_, variables) =
            &mut self.request
        {
            *variables = values;
        }
        self
    }

    /// Sends the operation over a websocket.
    pub(super) fn over_websocket(mut self) -> Self {
        if let RequestTemplate::Document(document, variables) = self.request {
            self.request = RequestTemplate::Socket(document, variables);
        }
        self
    }

    pub(super) fn at(mut self, pointer: &'static str) -> Self {
        self.pointer = Some(pointer);
        self
    }

    pub(super) fn expecting(mut self, name: &'static str) -> Self {
        self.expected = Some(name);
        self
    }

    pub(super) fn changing_data(mut self) -> Self {
        self.changes_data = true;
        self
    }

    pub(super) fn changing_nothing(mut self) -> Self {
        self.changes_data = false;
        self
    }

    pub(super) fn for_nobody(mut self) -> Self {
        self.is_for_nobody = true;
        self
    }
}

/// A query about a fixture, whose id is the variable `id`.
pub(super) fn query(operation: &str, fixture: &str, document: &str) -> Case {
    Case::new(operation, fixture, RequestTemplate::Document(document.to_owned(), Value::Null))
        .about_its_fixture()
}

/// A query about something public, or the caller's own.
pub(super) fn own_query(operation: &str, object: &str, document: &str) -> Case {
    Case::new(operation, object, RequestTemplate::Document(document.to_owned(), json!({})))
}

/// A fixture by its global id.
pub(super) fn node(operation: &str, fixture: &str) -> Case {
    query(operation, fixture, "query($id: ID!) { node(id: $id) { id } }")
}

/// A field of a fixture.
pub(super) fn field(kind: &str, name: &str, selection: &str, fixture: &str) -> Case {
    let document = format!(
        "query($id: ID!) {{ node(id: $id) {{ ... on {kind} {{ requested: {name} {selection} }} }} }}"
    );
    query(&format!("{kind}.{}", without_arguments(name)), fixture, &document).at("/node/requested")
}

/// Returns the name without its arguments.
fn without_arguments(field: &str) -> &str {
    field.split('(').next().unwrap_or(field)
}

/// A mutation of a fixture, with the selection of its payload (`errors` are added) and its input.
pub(super) fn mutation(name: &str, fixture: &str, selection: &str, input: Value) -> Case {
    own_mutation(name, fixture, selection, input).about_its_fixture().changing_data()
}

/// A mutation of something public, or the caller's own.
#[expect(clippy::needless_pass_by_value, reason = "cases write their input with json! in place")]
pub(super) fn own_mutation(name: &str, object: &str, selection: &str, input: Value) -> Case {
    let kind = format!("{}{}Input", name[..1].to_uppercase(), &name[1..]);
    let document = format!(
        "mutation($input: {kind}!) {{ {name}(input: $input) {{ {selection} errors {{ code message path }} }} }}"
    );
    Case::new(
        format!("Mutation.{name}"),
        object,
        RequestTemplate::Document(document, json!({"input": input})),
    )
}

/// A route of the service.
pub(super) fn route(operation: &str, object: &str, path: &str) -> Case {
    Case::new(operation, object, RequestTemplate::Path(path.to_owned()))
}
