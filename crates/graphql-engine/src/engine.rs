//! The engine: everything between the parameters of a request and its result, which is the same for all transports.
//!
//! async-graphql gets only documents that `document/` has checked, already parsed, and does not validate them again.

use std::future::{poll_fn, ready};
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
use crate::execution::{BatchScheduler, ExecutionState, FieldErrors};
use crate::failure::{Code, Failure};
use crate::limits::Limits;
use crate::outcome::Outcome;
use crate::params::Params;

/// Checks and executes operations on a schema. Clones share the schema and the cache of documents.
#[derive(Clone)]
pub struct Engine<E> {
    pub(crate) shared: Arc<Shared<E>>,
}

pub(crate) struct Shared<E> {
    schema: E,
    /// The schema in the validator's form.
    types: Valid<apollo_compiler::Schema>,
    limits: Limits,
    pub(crate) cache: Cache,
}

/// The error of a schema whose SDL is not valid GraphQL: a bug of the program, found when it starts.
#[derive(Debug, thiserror::Error)]
#[error("the schema is not valid: {0}")]
pub struct InvalidSchema(String);

/// An operation that passed all checks and can be executed.
pub struct Prepared {
    /// Whether the client requests the cost of the operation.
    wants_cost: bool,
    name: Option<String>,
    kind: OperationType,
    document: ExecutableDocument,
    variables: JsonMap,
}

impl Prepared {
    /// Returns the operation's name, if it has one.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Returns whether the operation is a query, a mutation or a subscription.
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
    /// Finishes the schema and makes its engine. The engine replaces async-graphql's validation by its own, limits the
    /// operations' cost, and adds its extension.
    ///
    /// # Errors
    /// [`InvalidSchema`] with all errors of the schema.
    pub fn new(builder: SchemaBuilder<Q, M, S>, limits: Limits) -> Result<Self, InvalidSchema> {
        let schema = builder
            .validation_mode(ValidationMode::Fast)
            .disable_suggestions()
            .limit_recursive_depth(64)
            .extension(FieldErrors)
            .finish();
        let types = apollo_compiler::Schema::parse_and_validate(schema.sdl(), "schema.graphql")
            .map_err(|invalid| InvalidSchema(invalid.errors.to_string()))?;
        let cache = Cache::new(limits.cached_documents, limits.cached_bytes);
        Ok(Self { shared: Arc::new(Shared { schema, types, limits, cache }) })
    }
}

impl<E: Executor> Engine<E> {
    /// Returns the engine's limits.
    pub fn limits(&self) -> &Limits {
        &self.shared.limits
    }

    /// Returns the engine's schema.
    pub fn schema(&self) -> &E {
        &self.shared.schema
    }

    /// Checks the document, chooses the operation and coerces the variables. Takes microseconds for a cached document, and
    /// milliseconds for the largest document that the limits allow.
    ///
    /// # Errors
    /// [`Code::LimitExceeded`], [`Code::ParseFailed`], [`Code::ValidationFailed`], [`Code::OperationResolutionFailure`],
    /// [`Code::BadUserInput`].
    pub fn prepare(&self, params: &Params) -> Result<Prepared, Failure> {
        self.prepare_document(&params.query, params)
    }

    /// Prepares a request, with this text as its document.
    pub(crate) fn prepare_document(&self, text: &str, params: &Params) -> Result<Prepared, Failure> {
        let document = self.document(text)?;
        let operation = document.operation(params.operation_name.as_deref())?;
        let (mut executable, variables) =
            document.executable(operation, &params.variables, &self.shared.types)?;
        omitted_variables::remove(&mut executable, &variables);
        let name = operation.name.as_ref().map(ToString::to_string);
        Ok(Prepared {
            wants_cost: params.wants_cost,
            name,
            kind: operation.kind,
            document: executable,
            variables,
        })
    }

    /// Checks a document, such as a trusted one when a service starts.
    ///
    /// # Errors
    /// [`Code::LimitExceeded`], [`Code::ParseFailed`], [`Code::ValidationFailed`].
    pub fn check(&self, text: &str) -> Result<(), Failure> {
        self.document(text).map(|_| ())
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

    /// Executes a query or a mutation. A subscription is a request error. An operation that takes longer than
    /// [`Limits::execution`] is dropped and fails with [`Code::Timeout`], without data.
    pub async fn execute<C: OperationContext>(&self, prepared: Prepared, context: C) -> Outcome {
        let limits = self.limits();
        if prepared.kind == OperationType::Subscription {
            let message = "A subscription needs the websocket, or \"Accept: text/event-stream\"";
            return Failure::new(Code::BadRequest, message).into();
        }
        let mut scheduler = BatchScheduler::new(context.clone());
        let wants_cost = prepared.wants_cost;
        let (request, state) = request(prepared, context, limits.complexity);
        let mut resolvers = pin!(self.shared.schema.execute(request));
        let response = poll_fn(|task| scheduler.poll(task, |waker| resolvers.as_mut().poll(waker)));
        let response = AssertUnwindSafe(response).catch_unwind();
        match tokio::time::timeout(limits.execution, response).await {
            Ok(Ok(response)) => {
                let outcome = Outcome::new(response, state.started(), limits.errors);
                if !wants_cost {
                    return outcome;
                }
                outcome.with_cost(state.cost(), limits.complexity, state.remaining())
            }
            Ok(Err(_)) => panicked(),
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

    /// Runs a subscription. The stream has one outcome for each event. If the subscription cannot start, the stream has
    /// a single outcome with the request error. A request error is also its last outcome if the client's budget does not
    /// suffice for an event.
    pub fn subscribe<C: OperationContext>(
        &self,
        prepared: Prepared,
        context: C,
    ) -> BoxStream<'static, Outcome> {
        let max_errors = self.limits().errors;
        let mut scheduler = BatchScheduler::new(context.clone());
        let (request, state) = request(prepared, context, self.limits().complexity);
        let mut resolvers = self.shared.schema.execute_stream(request, None);
        let events =
            stream::poll_fn(move |task| scheduler.poll(task, |waker| resolvers.poll_next_unpin(waker)));
        AssertUnwindSafe(events)
            .catch_unwind()
            .map(move |event| match event {
                Ok(response) if state.started() => match state.spend() {
                    Ok(()) => Outcome::new(response, true, max_errors),
                    Err(failure) => failure.into(),
                },
                Ok(response) => Outcome::new(response, false, max_errors),
                Err(_) => panicked(),
            })
            .scan(false, |ended, outcome| {
                let next = (!*ended).then_some(outcome);
                *ended |= next.as_ref().is_some_and(|outcome| !outcome.executed());
                ready(next)
            })
            .boxed()
    }
}

/// Makes the request for async-graphql, and the state of its execution.
fn request<C: OperationContext>(
    prepared: Prepared,
    context: C,
    allowed_cost: usize,
) -> (Request, Arc<ExecutionState>) {
    let client = context.clone();
    let state = Arc::new(ExecutionState::new(allowed_cost, Box::new(move |cost| client.spend(cost))));
    let mut request = Request::new("").data(state.clone()).data(context);
    if !prepared.variables.is_empty() {
        request.variables =
            serde_json::to_value(&prepared.variables).map(Variables::from_json).unwrap_or_default();
    }
    request.set_parsed_query(prepared.document);
    (request, state)
}

/// Returns the outcome of an execution that panicked outside of any field.
fn panicked() -> Outcome {
    tracing::error!("the execution of an operation panicked");
    Failure::internal().into()
}
