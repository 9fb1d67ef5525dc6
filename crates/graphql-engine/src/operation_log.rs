//! Reports of operations for the application's log.

use std::sync::Arc;
use std::time::Instant;

use crate::Prepared;
use crate::application::{Application, EndedOperation, OperationEnd, OperationSummary, Transport};

impl OperationSummary {
    /// Returns the summary of an operation that is about to run.
    pub(crate) fn of(prepared: &Prepared) -> Self {
        Self { name: prepared.name().map(str::to_owned), kind: Some(prepared.kind()), code: None }
    }
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
