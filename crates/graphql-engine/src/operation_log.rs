//! Data about operations for the application's log.

use std::sync::Arc;
use std::time::{Duration, Instant};

use async_graphql::parser::types::OperationType;

use crate::Prepared;
use crate::application::Application;

/// The name, kind and error code of an operation. Every HTTP response with a single result has this in its data.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OperationSummary {
    /// The operation's name, if it has one. The client chooses it, so it can have any length.
    pub name: Option<String>,
    /// Whether the operation was a query, a mutation or a subscription. `None` if the request was refused before that
    /// was known.
    pub kind: Option<OperationType>,
    /// The code of the result's first error. If there are several results, the last result with an error counts.
    pub code: Option<String>,
}

impl OperationSummary {
    /// Returns the summary of an operation that is about to run.
    pub(crate) fn of(prepared: &Prepared) -> Self {
        Self { name: prepared.name().map(str::to_owned), kind: Some(prepared.kind()), code: None }
    }
}

/// An operation of an event stream or a websocket that has ended.
#[derive(Debug)]
pub struct EndedOperation<'a, Client, Context> {
    /// The transport of the operation's results.
    pub transport: Transport,
    /// The client that sent the operation.
    pub client: &'a Client,
    /// The operation's context. `None` if the operation was refused before it had one.
    pub context: Option<&'a Context>,
    /// The name, kind and error code of the operation.
    pub summary: &'a OperationSummary,
    /// The time from the start of the operation to its end.
    pub duration: Duration,
    /// How the operation ended.
    pub end: OperationEnd,
}

/// A transport for several results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// Server-sent events over HTTP.
    ServerSentEvents,
    /// A websocket.
    WebSocket,
}

/// How an operation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperationEnd {
    /// The operation sent all its results, none of them with an error.
    Complete,
    /// The operation was refused, or one of its results had an error.
    Error,
    /// The client left or stopped the operation, or the service was shut down.
    Stopped,
}

/// Reports the end of an operation to the application. It reports when it is dropped, and so no matter what ends the
/// operation.
pub(crate) struct OperationLog<A: Application> {
    application: Arc<A>,
    transport: Transport,
    client: A::Client,
    started: Instant,
    summary: OperationSummary,
    context: Option<A::Context>,
    end: OperationEnd,
}

impl<A: Application> OperationLog<A> {
    /// Starts to measure the operation's duration.
    pub(crate) fn start(application: Arc<A>, transport: Transport, client: A::Client) -> Self {
        Self {
            application,
            transport,
            client,
            started: Instant::now(),
            summary: OperationSummary::default(),
            context: None,
            end: OperationEnd::Stopped,
        }
    }

    /// Sets the operation's name and kind.
    pub(crate) fn set_operation(&mut self, prepared: &Prepared) {
        self.summary = OperationSummary::of(prepared);
    }

    /// Sets the operation's context.
    pub(crate) fn set_context(&mut self, context: A::Context) {
        self.context = Some(context);
    }

    /// Notes that the operation failed with this code. Without this call or [`Self::completed`], it counts as stopped.
    pub(crate) fn failed(&mut self, code: Option<&str>) {
        self.end = OperationEnd::Error;
        self.summary.code = code.map(str::to_owned);
    }

    /// Notes that the operation sent all its results. An earlier failure is kept.
    pub(crate) fn completed(&mut self) {
        if self.end != OperationEnd::Error {
            self.end = OperationEnd::Complete;
        }
    }
}

impl<A: Application> Drop for OperationLog<A> {
    fn drop(&mut self) {
        self.application.operation_ended(&EndedOperation {
            transport: self.transport,
            client: &self.client,
            context: self.context.as_ref(),
            summary: &self.summary,
            duration: self.started.elapsed(),
            end: self.end,
        });
    }
}
