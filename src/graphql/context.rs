//! What resolvers know of the request they serve.

use std::sync::Arc;

use async_graphql::Context;
use async_graphql::dataloader::DataLoader;
use async_graphql::runtime::{TokioSpawner, TokioTimer};
use chrono::{DateTime, Utc};

use crate::app::Caller;
use crate::domain::clock::Clock;
use crate::domain::text::Language;
use crate::graphql::loaders::Rows;

/// One request: who asks, in which language, and the loaders that gather what its resolvers need into one
/// statement a kind.
#[derive(Clone)]
pub struct RequestContext {
    /// Who asks.
    pub caller: Caller,
    /// The language of texts where a field doesn't ask for another.
    pub language: Language,
    loader: Arc<DataLoader<Rows>>,
}

impl RequestContext {
    /// The context of a request.
    pub fn new(caller: Caller, language: Language) -> Self {
        let loader =
            DataLoader::new(Rows::new(caller.clone()), TokioSpawner::current(), TokioTimer::default());
        Self { caller, language, loader: Arc::new(loader) }
    }

    /// SQL statements sent so far.
    pub fn statements(&self) -> u64 {
        self.caller.session.statements()
    }

    /// When the request came.
    pub fn now(&self) -> DateTime<Utc> {
        self.caller.now
    }

    /// The present moment, which an operation that lives long needs.
    pub fn clock(&self) -> &Clock {
        &self.caller.services.clock
    }

    /// What gathers keys, and loads them together.
    pub fn loader(&self) -> &DataLoader<Rows> {
        &self.loader
    }
}

/// The request that a resolver serves. The endpoint puts it into every request.
pub fn request<'a>(context: &Context<'a>) -> &'a RequestContext {
    context.data_unchecked::<RequestContext>()
}
