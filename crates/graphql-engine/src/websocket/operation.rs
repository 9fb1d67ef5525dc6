//! One operation of a websocket: a task of its own that tells its connection what to send.

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

/// What an operation tells its connection.
pub(super) struct Event {
    pub id: String,
    /// Which of the operations that had this id, one after another.
    pub serial: u64,
    pub what: What,
}

pub(super) enum What {
    /// Send this.
    Next(String),
    /// Send this, and the id is free again.
    Last(String),
    /// The token does not hold any more.
    Close(Close),
}

/// What an operation needs.
pub(super) struct Operation<E, A: Application> {
    pub endpoints: Endpoints<E, A>,
    pub id: String,
    pub serial: u64,
    pub client: A::Client,
    pub events: mpsc::Sender<Event>,
}

impl<E: Executor, A: Application> Operation<E, A> {
    /// Runs to the end. Aborting the task stops it at its next await, and its line in the log is written all the same.
    pub(super) async fn run(self, params: Params) {
        let application = self.endpoints.application.clone();
        let mut log = OperationLog::begin(application, Transport::WebSocket, self.client.clone());
        let executed =
            AssertUnwindSafe(self.execute(&params, &mut log)).catch_unwind().await.unwrap_or_else(|_| {
                tracing::error!("an operation of a websocket panicked");
                Err(Outcome::from(Failure::internal()).into())
            });
        match executed {
            Ok(()) => {
                log.completed();
                self.tell(What::Last(message::complete(&self.id))).await;
            }
            Err(End::Failed(outcome)) => {
                log.failed(outcome.code());
                self.tell(What::Last(message::error(&self.id, outcome.errors()))).await;
            }
            Err(End::Refused) => {
                log.failed(Some(Code::Unauthenticated.as_str()));
                self.tell(What::Close(Close::forbidden())).await;
            }
        }
    }

    async fn execute(&self, params: &Params, log: &mut OperationLog<A>) -> Result<(), End> {
        let engine = &self.endpoints.engine;
        let prepared = engine.prepare(params).map_err(Outcome::from)?;
        log.set_operation(&prepared);
        // Anew for each operation: the token may have been given up since the connection was opened.
        let context = self.endpoints.application.context(&self.client).await?;
        log.set_context(context.clone());
        if prepared.kind() == OperationType::Subscription {
            let mut outcomes = engine.subscribe(prepared, context);
            while let Some(outcome) = outcomes.next().await {
                self.next(outcome, log).await?;
            }
            return Ok(());
        }
        let outcome = engine.execute(prepared, context).await;
        self.next(outcome, log).await
    }

    async fn next(&self, outcome: Outcome, log: &mut OperationLog<A>) -> Result<(), End> {
        if !outcome.executed() {
            return Err(outcome.into());
        }
        if outcome.code().is_some() {
            log.failed(outcome.code());
        }
        self.tell(What::Next(message::next(&self.id, &outcome))).await;
        Ok(())
    }

    /// If the connection is gone, this task is about to be aborted.
    async fn tell(&self, what: What) {
        let event = Event { id: self.id.clone(), serial: self.serial, what };
        if self.events.send(event).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

/// Why an operation ends before its time.
enum End {
    /// An `error` message.
    Failed(Box<Outcome>),
    /// The connection is closed.
    Refused,
}

impl From<Outcome> for End {
    fn from(outcome: Outcome) -> Self {
        Self::Failed(Box::new(outcome))
    }
}

impl From<Rejection> for End {
    fn from(rejection: Rejection) -> Self {
        match rejection {
            Rejection::Malformed(message) => Outcome::from(Failure::new(Code::BadRequest, message)).into(),
            Rejection::Unauthenticated => Self::Refused,
            Rejection::Unavailable => {
                let message = "The service is not available, try again later";
                Outcome::from(Failure::new(Code::Unavailable, message)).into()
            }
        }
    }
}
