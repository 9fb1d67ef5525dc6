//! The engine: everything between the parameters of a request and its result, which is the same for all transports.
//!
//! async-graphql gets only documents that `document/` has checked, already parsed, and does not validate them again.

use std::future::{poll_fn, ready};
use std::panic::AssertUnwindSafe;
use std::pin::pin;
use std::sync::Arc;

use apollo_compiler::response::JsonMap;
use apollo_compiler::validation::Valid;
use async_graphql::parser::types::OperationType;
use async_graphql::{
    Executor, ObjectType, Request, Schema, SchemaBuilder, SubscriptionType, ValidationMode, Variables,
};
use futures_util::FutureExt;
use futures_util::stream::{self, BoxStream, StreamExt};

use crate::application::OperationContext;
use crate::cache::Cache;
use crate::document::{Document, Operation};
use crate::execution::{BatchScheduler, ExecutionState, FieldErrors};
use crate::failure::{Code, Failure};
use crate::limits::Limits;
use crate::outcome::Outcome;
use crate::params::Params;
use crate::shared_data::{SharedData, SharedResults};

/// Checks and executes operations on a schema. Clones share the schema and the cache of documents.
#[derive(Clone)]
pub struct Engine<E> {
    pub(crate) shared: Arc<Parts<E>>,
}

pub(crate) struct Parts<E> {
    schema: E,
    /// The schema in the validator's form.
    types: Valid<apollo_compiler::Schema>,
    limits: Limits,
    /// The checked documents, because clients send the same few documents again and again.
    pub(crate) documents: Cache<Arc<Document>>,
    shared_data: SharedData,
    shared_results: SharedResults,
}

/// The error of a schema whose SDL is not valid GraphQL: a bug of the program, found when it starts.
#[derive(Debug, thiserror::Error)]
#[error("the schema is not valid: {0}")]
pub struct InvalidSchema(pub(crate) String);

/// An operation that passed all checks and can be executed.
pub struct Prepared {
    /// Whether the client requests the cost of the operation.
    wants_cost: bool,
    document: Arc<Document>,
    operation: Arc<Operation>,
    /// The coerced variables.
    variables: JsonMap,
    /// What distinguishes the operation from others that read only shared data. `None` if it reads anything else.
    shared_key: Option<String>,
}

impl Prepared {
    /// Returns the operation's name, if it has one.
    pub fn name(&self) -> Option<&str> {
        self.operation.name.as_deref()
    }

    /// Returns whether the operation is a query, a mutation or a subscription.
    pub fn kind(&self) -> OperationType {
        self.operation.kind
    }

    /// Returns the same operation, whose result is not shared with others.
    pub(crate) fn unshared(self) -> Self {
        Self { shared_key: None, ..self }
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
    /// [`InvalidSchema`] with all errors of the schema, or with a name of shared data that it lacks.
    pub fn new(
        builder: SchemaBuilder<Q, M, S>,
        limits: Limits,
        shared_data: SharedData,
    ) -> Result<Self, InvalidSchema> {
        let schema = builder
            .validation_mode(ValidationMode::Fast)
            .disable_suggestions()
            .limit_recursive_depth(64)
            .extension(FieldErrors)
            .finish();
        let types = apollo_compiler::Schema::parse_and_validate(schema.sdl(), "schema.graphql")
            .map_err(|invalid| InvalidSchema(invalid.errors.to_string()))?;
        shared_data.check(&types)?;
        let documents = Cache::new(limits.cached_documents, limits.cached_bytes);
        let shared_results = SharedResults::new(limits.shared_bytes);
        let shared = Parts { schema, types, limits, documents, shared_data, shared_results };
        Ok(Self { shared: Arc::new(shared) })
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
        let operation = document.operation(params.operation_name.as_deref())?.clone();
        let variables = document.coerce(&operation, &params.variables, &self.shared.types)?;
        let is_shared = operation.is_shared && !params.wants_cost && self.shared.limits.shared_bytes > 0;
        let key = |variables: String| {
            format!("{}\n{variables}\n{text}", operation.name.as_deref().unwrap_or_default())
        };
        let shared_key = if is_shared { serde_json::to_string(&variables).ok().map(key) } else { None };
        Ok(Prepared { wants_cost: params.wants_cost, document, operation, variables, shared_key })
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
        if let Some(document) = shared.documents.get(text) {
            return Ok(document);
        }
        let document = Arc::new(Document::check(text, &shared.types, &shared.limits, &shared.shared_data)?);
        shared.documents.put(text.to_owned(), document.clone(), document.bytes);
        Ok(document)
    }

    /// Executes a query or a mutation, or returns the shared result of a query on shared data. A subscription is a
    /// request error. An operation that takes longer than [`Limits::execution`] is dropped and fails with
    /// [`Code::Timeout`], without data.
    pub async fn execute<C: OperationContext>(&self, mut prepared: Prepared, context: C) -> Outcome {
        let Some(operation) = prepared.shared_key.take() else {
            return self.run(prepared, context).await.0;
        };
        // The state is older than what the query reads. So a result may be newer than its state, but never older.
        let Some(state) = context.shared_state().await else { return self.run(prepared, context).await.0 };
        let key = format!("{state}\n{operation}");
        let results = &self.shared.shared_results;
        if let Some(found) = results.get(&key) {
            return match context.spend(found.cost) {
                Ok(_) => Outcome::shared(found.json),
                Err(overspent) => Failure::rate_limited(overspent).into(),
            };
        }
        let (outcome, cost) = self.run(prepared, context).await;
        if !outcome.executed() || !outcome.errors().is_empty() {
            return outcome;
        }
        let json: Arc<str> = outcome.to_json().into();
        results.put(key, &json, cost);
        Outcome::shared(json)
    }

    /// Executes a query or a mutation. Returns its cost, too.
    async fn run<C: OperationContext>(&self, prepared: Prepared, context: C) -> (Outcome, usize) {
        let limits = self.limits();
        if prepared.kind() == OperationType::Subscription {
            let message = "A subscription needs the websocket, or \"Accept: text/event-stream\"";
            return (Failure::new(Code::BadRequest, message).into(), 0);
        }
        let mut scheduler = BatchScheduler::new(context.clone());
        let wants_cost = prepared.wants_cost;
        let (request, state) = self.request(prepared, context);
        let mut resolvers = pin!(self.shared.schema.execute(request));
        let response = poll_fn(|task| scheduler.poll(task, |waker| resolvers.as_mut().poll(waker)));
        let response = AssertUnwindSafe(response).catch_unwind();
        let outcome = match tokio::time::timeout(limits.execution, response).await {
            Ok(Ok(response)) => {
                let outcome = Outcome::new(response, state.started(), limits.errors);
                if wants_cost {
                    outcome.with_cost(state.cost(), limits.complexity, state.remaining())
                } else {
                    outcome
                }
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
        };
        (outcome, state.cost())
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
        let (request, state) = self.request(prepared, context);
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

    /// Makes the request for async-graphql, and the state of its execution.
    fn request<C: OperationContext>(&self, prepared: Prepared, context: C) -> (Request, Arc<ExecutionState>) {
        let Prepared { document, operation, variables, .. } = prepared;
        let client = context.clone();
        let spend = Box::new(move |cost| client.spend(cost));
        let state = Arc::new(ExecutionState::new(self.limits().complexity, spend));
        let mut request = Request::new("").data(state.clone()).data(context);
        request.set_parsed_query(document.executable(&operation, &variables, &self.shared.types));
        if !variables.is_empty() {
            request.variables =
                serde_json::to_value(&variables).map(Variables::from_json).unwrap_or_default();
        }
        (request, state)
    }
}

/// Returns the outcome of an execution that panicked outside of any field.
fn panicked() -> Outcome {
    tracing::error!("the execution of an operation panicked");
    Failure::internal().into()
}
