//! What the application's log says of an operation.

use std::sync::Arc;
use std::time::{Duration, Instant};

use async_graphql::parser::types::OperationType;

use crate::Prepared;
use crate::application::Application;

/// Which operation it was, and what it came to. In the data of every HTTP response with a single result.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OperationSummary {
    /// The operation's name, if it has one. The client chose it: it can be of any length.
    pub name: Option<String>,
    /// Query, mutation or subscription. `None` if the document was refused.
    pub kind: Option<OperationType>,
    /// `extensions.code` of its first error; of a stream of results, that of the last result with an error.
    pub code: Option<String>,
}

impl OperationSummary {
    /// The summary of an operation that is about to run.
    pub(crate) fn of(prepared: &Prepared) -> Self {
        Self { name: prepared.name().map(str::to_owned), kind: Some(prepared.kind()), code: None }
    }
}

/// An operation of an event stream or a websocket that has ended.
#[derive(Debug)]
pub struct EndedOperation<'a, Client, Context> {
    /// How the operation was sent.
    pub transport: Transport,
    /// The client that sent it.
    pub client: &'a Client,
    /// The operation's context. `None` if it was refused before it had one.
    pub context: Option<&'a Context>,
    /// Which operation it was.
    pub summary: &'a OperationSummary,
    /// The time from its start to its end.
    pub duration: Duration,
    /// How it ended.
    pub end: OperationEnd,
}

/// How the results of an operation are sent that outlives a single response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// As server-sent events.
    ServerSentEvents,
    /// Over a websocket.
    WebSocket,
}

/// How an operation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperationEnd {
    /// It sent all its results, none of them with an error.
    Complete,
    /// It was refused, or one of its results had an error.
    Error,
    /// The client left or stopped it, or the service was shut down.
    Stopped,
}

/// Tells the application that an operation has ended, whatever ends it: when this is dropped.
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
    /// Begins now.
    pub(crate) fn begin(application: Arc<A>, transport: Transport, client: A::Client) -> Self {
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

    /// Sets which operation it is.
    pub(crate) fn set_operation(&mut self, prepared: &Prepared) {
        self.summary = OperationSummary::of(prepared);
    }

    /// Sets the operation's context.
    pub(crate) fn set_context(&mut self, context: A::Context) {
        self.context = Some(context);
    }

    /// Notes that the operation failed with this code. Without this call or [`Self::completed`] it was stopped.
    pub(crate) fn failed(&mut self, code: Option<&str>) {
        self.end = OperationEnd::Error;
        self.summary.code = code.map(str::to_owned);
    }

    /// Notes that the operation sent everything. An earlier failure stays.
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
