//! What resolvers know of the request they serve.

use std::sync::{Arc, PoisonError, RwLock};

use async_graphql::Context;
use chrono::{DateTime, NaiveDate, Utc};
use graphql_engine::{Batch, BatchLoader, OperationContext};

use crate::app::{Caller, Viewer};
use crate::domain::directory::day_of;
use crate::domain::text::Language;
use crate::graphql::loaders::Rows;

/// One request, shared by its resolvers.
#[derive(Clone)]
pub struct RequestContext {
    scope: Arc<RwLock<Arc<Scope>>>,
}

/// Who asks, in which language, and the loaders that gather what resolvers need into one statement a kind.
pub struct Scope {
    /// Who asks.
    pub caller: Caller,
    /// The language of texts where a field doesn't ask for another.
    pub language: Language,
    loader: BatchLoader<Rows>,
}

impl Scope {
    fn new(caller: Caller, language: Language) -> Arc<Self> {
        let loader = BatchLoader::new(Rows::new(caller.clone()));
        Arc::new(Self { caller, language, loader })
    }

    /// When the request came.
    pub fn now(&self) -> DateTime<Utc> {
        self.caller.now
    }

    /// The day on which it came, where the institution is.
    pub fn today(&self) -> NaiveDate {
        day_of(self.caller.now)
    }

    /// What gathers keys, and loads them together.
    pub fn loader(&self) -> &BatchLoader<Rows> {
        &self.loader
    }
}

impl RequestContext {
    /// The context of a request.
    pub fn new(caller: Caller, language: Language) -> Self {
        Self { scope: Arc::new(RwLock::new(Scope::new(caller, language))) }
    }

    /// What the resolvers share now.
    pub fn scope(&self) -> Arc<Scope> {
        self.scope.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// SQL statements sent so far.
    pub fn statements(&self) -> u64 {
        self.scope().caller.statements()
    }

    /// What follows is asked by this caller: for the next event of a subscription, which is of its own time. Nobody is in
    /// the middle of the old scope: an event is answered before the next is waited for.
    pub fn go_on_as(&self, caller: Caller) {
        let language = self.scope().language;
        *self.scope.write().unwrap_or_else(PoisonError::into_inner) = Scope::new(caller, language);
    }

    /// What follows is asked by this viewer, as he is now, or by nobody: for mutations that log in or out, or change
    /// the viewer. The fields of a mutation run one after the other, so that nobody is in the middle of the old scope.
    fn become_viewer(&self, viewer: Option<Arc<Viewer>>) {
        self.go_on_as(self.scope().caller.clone().with_viewer(viewer));
    }
}

impl OperationContext for RequestContext {
    fn start_batches(&self) -> Vec<Batch> {
        let scope = self.scope();
        if scope.caller.is_using_connection() {
            // The resolver that uses it will go on, and may load more.
            return Vec::new();
        }
        scope.loader().start_batches()
    }
}

/// The request that a resolver serves. The endpoint puts it into every request.
pub fn request(context: &Context<'_>) -> Arc<Scope> {
    context.data_unchecked::<RequestContext>().scope()
}

/// What follows in this request is asked by this viewer, or by nobody.
pub fn become_viewer(context: &Context<'_>, viewer: Option<Arc<Viewer>>) {
    context.data_unchecked::<RequestContext>().become_viewer(viewer);
}
