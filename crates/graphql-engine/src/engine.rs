//! The GraphQL engine: everything between a request's parameters and its answer, for each transport the same.
//!
//! A document goes through `tokens` (nesting, without recursion), `parse`, `measure` (size with fragments spread),
//! `validate` (the specification's rules) and `merge` (each field once), and is then kept in `cache`. Only then
//! async-graphql sees it, as a parsed document that it need not validate. `driver` polls its resolvers, and loads what they
//! wait for; at each field stands `hook`; `outcome` lets no error out that has no code.
//!
//! Codes in `extensions.code` of what is made here and in the transports ([`Code`]): `GRAPHQL_PARSE_FAILED`,
//! `GRAPHQL_VALIDATION_FAILED`, `BAD_USER_INPUT`, `OPERATION_RESOLUTION_FAILURE`, `BAD_REQUEST`, `LIMIT_EXCEEDED`,
//! `TIMEOUT`, `UNAUTHENTICATED`, `UNAVAILABLE`, `INTERNAL`. Resolvers' errors bring their own; one without is logged and
//! told as `INTERNAL`.

use std::future::poll_fn;
use std::panic::AssertUnwindSafe;
use std::pin::pin;
use std::sync::Arc;

use apollo_compiler::response::JsonMap;
use apollo_compiler::validation::Valid;
use async_graphql::parser::types::{ExecutableDocument, OperationType};
use async_graphql::{
    Executor, ObjectType, Request, Schema, SchemaBuilder, SubscriptionType, ValidationMode, Variables,
};
use futures_util::FutureExt;
use futures_util::stream::{self, BoxStream, StreamExt};

use crate::application::OperationContext;
use crate::document::{Cache, Document, omitted_variables};
use crate::execution::{Driver, FieldHook, Progress};
use crate::failure::{Code, Failure};
use crate::limits::Limits;
use crate::outcome::Outcome;
use crate::params::Params;

/// Checks and executes operations. A clone shares everything.
#[derive(Clone)]
pub struct Engine<E> {
    pub(crate) shared: Arc<Shared<E>>,
}

pub(crate) struct Shared<E> {
    schema: E,
    /// The same schema as the validator sees it.
    types: Valid<apollo_compiler::Schema>,
    limits: Limits,
    pub(crate) cache: Cache,
}

/// The schema's SDL is not valid GraphQL: a fault of the program, found at its start.
#[derive(Debug, thiserror::Error)]
#[error("the schema is not valid: {0}")]
pub struct InvalidSchema(String);

/// An operation that passed every check and waits for its execution.
pub struct Prepared {
    name: Option<String>,
    kind: OperationType,
    document: ExecutableDocument,
    variables: JsonMap,
}

impl Prepared {
    /// The operation's name, if it has one.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Query, mutation or subscription.
    pub fn kind(&self) -> OperationType {
        self.kind
    }
}

impl<Q, M, S> Engine<Schema<Q, M, S>>
where
    Q: ObjectType + 'static,
    M: ObjectType + 'static,
    S: SubscriptionType + 'static,
{
    /// Makes the schema, and an engine over it. The engine sets its own validation, its extension and the limits.
    ///
    /// # Errors
    /// [`InvalidSchema`] with every finding.
    pub fn new(builder: SchemaBuilder<Q, M, S>, limits: Limits) -> Result<Self, InvalidSchema> {
        let schema = builder
            .validation_mode(ValidationMode::Fast)
            .disable_suggestions()
            .limit_recursive_depth(64)
            .limit_complexity(limits.complexity)
            .extension(FieldHook)
            .finish();
        let types = apollo_compiler::Schema::parse_and_validate(schema.sdl(), "schema.graphql")
            .map_err(|invalid| InvalidSchema(invalid.errors.to_string()))?;
        let cache = Cache::new(limits.cached_documents, limits.cached_bytes);
        Ok(Self { shared: Arc::new(Shared { schema, types, limits, cache }) })
    }
}

impl<E: Executor> Engine<E> {
    /// The bounds it was made with.
    pub fn limits(&self) -> &Limits {
        &self.shared.limits
    }

    /// The schema it executes.
    pub fn schema(&self) -> &E {
        &self.shared.schema
    }

    /// Checks the document, chooses the operation, coerces the variables. Takes no I/O; microseconds for a document seen
    /// before, milliseconds for the largest allowed.
    ///
    /// # Errors
    /// [`Code::LimitExceeded`], [`Code::ParseFailed`], [`Code::ValidationFailed`], [`Code::OperationResolutionFailure`],
    /// [`Code::BadUserInput`].
    pub fn prepare(&self, params: &Params) -> Result<Prepared, Failure> {
        let document = self.document(&params.query)?;
        let operation = document.operation(params.operation_name.as_deref())?;
        let (mut executable, variables) =
            document.executable(operation, &params.variables, &self.shared.types)?;
        omitted_variables::take_out(&mut executable, &variables);
        let name = operation.name.as_ref().map(ToString::to_string);
        Ok(Prepared { name, kind: operation.kind, document: executable, variables })
    }

    fn document(&self, text: &str) -> Result<Arc<Document>, Failure> {
        let shared = &*self.shared;
        if let Some(document) = shared.cache.get(text) {
            return Ok(document);
        }
        let document = Arc::new(Document::check(text, &shared.types, &shared.limits)?);
        shared.cache.put(text, &document);
        Ok(document)
    }

    /// Executes a query or a mutation; a subscription is a request error. What takes longer than `Limits::execution` is
    /// dropped where it stands and answered by [`Code::Timeout`] without data.
    pub async fn execute<C: OperationContext>(&self, prepared: Prepared, context: C) -> Outcome {
        let limits = self.limits();
        if prepared.kind == OperationType::Subscription {
            let message = "A subscription needs the websocket, or \"Accept: text/event-stream\"";
            return Failure::new(Code::BadRequest, message).into();
        }
        let mut driver = Driver::new(context.clone());
        let (request, progress) = request(prepared, context);
        let mut resolvers = pin!(self.shared.schema.execute(request));
        let answer = poll_fn(|task| driver.drive(task, |alarm| resolvers.as_mut().poll(alarm)));
        let running = AssertUnwindSafe(answer).catch_unwind();
        match tokio::time::timeout(limits.execution, running).await {
            Ok(Ok(response)) => Outcome::new(response, progress.began(), limits.errors),
            Ok(Err(_)) => broken(),
            Err(_) => {
                let seconds = limits.execution.as_secs_f64();
                Failure::new(
                    Code::Timeout,
                    format!("The operation took longer than {seconds} s and was stopped"),
                )
                .into()
            }
        }
    }

    /// Runs a subscription: an outcome for each event. If it cannot begin, there is one outcome that was not executed.
    pub fn subscribe<C: OperationContext>(
        &self,
        prepared: Prepared,
        context: C,
    ) -> BoxStream<'static, Outcome> {
        let most = self.limits().errors;
        let mut driver = Driver::new(context.clone());
        let (request, progress) = request(prepared, context);
        let mut resolvers = self.shared.schema.execute_stream(request, None);
        let answers =
            stream::poll_fn(move |task| driver.drive(task, |alarm| resolvers.poll_next_unpin(alarm)));
        let events = AssertUnwindSafe(answers).catch_unwind();
        events
            .map(move |event| match event {
                Ok(response) => Outcome::new(response, progress.began(), most),
                Err(_) => broken(),
            })
            .boxed()
    }
}

/// The request for async-graphql, and how it will tell its progress.
fn request<C: OperationContext>(prepared: Prepared, context: C) -> (Request, Arc<Progress>) {
    let progress = Arc::new(Progress::default());
    let mut request = Request::new("").data(progress.clone()).data(context);
    if !prepared.variables.is_empty() {
        request.variables =
            serde_json::to_value(&prepared.variables).map(Variables::from_json).unwrap_or_default();
    }
    request.set_parsed_query(prepared.document);
    (request, progress)
}

/// After a panic outside of any field.
fn broken() -> Outcome {
    tracing::error!("the execution of an operation panicked");
    Failure::internal().into()
}
