//! One operation of a websocket. It runs in a task of its own and sends its messages through its connection.

use std::panic::AssertUnwindSafe;

use async_graphql::Executor;
use async_graphql::parser::types::OperationType;
use futures_util::FutureExt;
use futures_util::stream::StreamExt;
use tokio::sync::mpsc;

use super::close::Close;
use super::message;
use crate::operation_log::OperationLog;
use crate::{Application, Code, Endpoints, Failure, Outcome, Params, Rejection, Transport};

/// A request of an operation to its connection.
pub(super) struct OperationEvent {
    pub id: String,
    /// Distinguishes successive operations with the same id.
    pub serial: u64,
    pub action: Action,
}

/// An action that an operation requests from its connection.
pub(super) enum Action {
    /// Send this message.
    Send(String),
    /// Send this message, the last of the operation. The operation's id is then free again.
    SendLast(String),
    /// Close the websocket, because the credentials are no longer valid.
    Close(Close),
}

/// An operation to run.
pub(super) struct Operation<E, A: Application> {
    pub endpoints: Endpoints<E, A>,
    pub id: String,
    pub serial: u64,
    pub client: A::Client,
    /// The size of its message.
    pub bytes: usize,
    pub events: mpsc::Sender<OperationEvent>,
}

impl<E: Executor, A: Application> Operation<E, A> {
    /// Runs the operation to its end. Aborting the task stops it at its next await; its end is reported all the same.
    pub(super) async fn run(self, params: Params) {
        let application = self.endpoints.application.clone();
        let mut log = OperationLog::start(application, Transport::WebSocket, self.client.clone());
        let result =
            AssertUnwindSafe(self.execute(&params, &mut log)).catch_unwind().await.unwrap_or_else(|_| {
                tracing::error!("an operation of a websocket panicked");
                Err(Outcome::from(Failure::internal()).into())
            });
        match result {
            Ok(()) => {
                log.completed();
                self.request(Action::SendLast(message::complete(&self.id))).await;
            }
            Err(Abort::Error(outcome)) => {
                log.failed(outcome.code());
                self.request(Action::SendLast(message::error(&self.id, outcome.errors()))).await;
            }
            Err(Abort::CloseConnection) => {
                log.failed(Some(Code::Unauthenticated.as_str()));
                self.request(Action::Close(Close::forbidden())).await;
            }
        }
    }

    async fn execute(&self, params: &Params, log: &mut OperationLog<A>) -> Result<(), Abort> {
        let engine = &self.endpoints.engine;
        let turn = self.endpoints.turn(&self.client, self.bytes).await;
        let prepared = self.endpoints.prepare(params).map_err(Outcome::from)?;
        drop(turn);
        log.set_operation(&prepared);
        // Authenticate each operation: the credentials may have become invalid since the websocket was opened.
        let context = self.endpoints.application.context(&self.client).await?;
        log.set_context(context.clone());
        if prepared.kind() == OperationType::Subscription {
            let mut outcomes = engine.subscribe(prepared, context);
            while let Some(outcome) = outcomes.next().await {
                if outcome.has_code(Code::Unauthenticated) {
                    // If the session has ended, the client connects again after the close, with new credentials.
                    self.endpoints.application.context(&self.client).await?;
                }
                self.send_result(outcome, log).await?;
            }
            return Ok(());
        }
        let outcome = engine.execute(prepared, context).await;
        self.send_result(outcome, log).await
    }

    async fn send_result(&self, outcome: Outcome, log: &mut OperationLog<A>) -> Result<(), Abort> {
        if !outcome.executed() {
            return Err(outcome.into());
        }
        if outcome.code().is_some() {
            log.failed(outcome.code());
        }
        self.request(Action::Send(message::next(&self.id, &outcome))).await;
        Ok(())
    }

    /// Asks the connection for an action. If the connection has ended, this task is about to be aborted.
    async fn request(&self, action: Action) {
        let event = OperationEvent { id: self.id.clone(), serial: self.serial, action };
        if self.events.send(event).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

/// Why an operation ends early.
enum Abort {
    /// The operation was not executed: send the message `error`.
    Error(Box<Outcome>),
    /// The credentials are not valid: close the websocket.
    CloseConnection,
}

impl From<Outcome> for Abort {
    fn from(outcome: Outcome) -> Self {
        Self::Error(Box::new(outcome))
    }
}

impl From<Rejection> for Abort {
    fn from(rejection: Rejection) -> Self {
        match rejection {
            Rejection::Malformed(message) => Outcome::from(Failure::new(Code::BadRequest, message)).into(),
            Rejection::Unauthenticated => Self::CloseConnection,
            Rejection::Unavailable => {
                let message = "The service is not available, try again later";
                Outcome::from(Failure::new(Code::Unavailable, message)).into()
            }
        }
    }
}
