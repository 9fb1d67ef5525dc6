//! The context of the request that resolvers serve.

use std::sync::{Arc, PoisonError, RwLock};

use async_graphql::Context;
use chrono::{DateTime, NaiveDate, Utc};
use graphql_engine::{Batch, BatchLoader, OperationContext, Overspent};

use crate::app::directory::public_version;
use crate::app::{Caller, Viewer};
use crate::domain::access::Audience;
use crate::domain::directory::day_of;
use crate::domain::text::Language;
use crate::graphql::loaders::Rows;

/// The context of one request, shared by its resolvers.
#[derive(Clone)]
pub struct RequestContext {
    scope: Arc<RwLock<Arc<Scope>>>,
}

/// The caller, the language and the loaders of a request. The loaders collect the keys that resolvers need, and load
/// them with one SQL statement per kind.
pub struct Scope {
    /// The caller.
    pub caller: Caller,
    /// The language of texts, unless a field asks for another one.
    pub language: Language,
    loader: BatchLoader<Rows>,
}

impl Scope {
    fn new(caller: Caller, language: Language) -> Arc<Self> {
        let loader = BatchLoader::new(Rows::new(caller.clone()));
        Arc::new(Self { caller, language, loader })
    }

    /// Returns the time of the request.
    pub fn now(&self) -> DateTime<Utc> {
        self.caller.now
    }

    /// Returns the date of the request, in the institution's time zone.
    pub fn today(&self) -> NaiveDate {
        day_of(self.caller.now)
    }

    /// Returns the loader, which collects keys and loads them together.
    pub fn loader(&self) -> &BatchLoader<Rows> {
        &self.loader
    }
}

impl RequestContext {
    /// Creates the context of a request.
    pub fn new(caller: Caller, language: Language) -> Self {
        Self { scope: Arc::new(RwLock::new(Scope::new(caller, language))) }
    }

    /// Returns the scope that the resolvers currently share.
    pub fn scope(&self) -> Arc<Scope> {
        self.scope.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Returns the number of SQL statements sent so far.
    pub fn statements(&self) -> u64 {
        self.scope().caller.statements()
    }

    /// Replaces the caller for the rest of the request. For example, each event of a subscription needs a caller with
    /// its own time. No resolver still uses the old scope then, because an event is finished before the next one is
    /// awaited.
    pub fn replace_caller(&self, caller: Caller) {
        let language = self.scope().language;
        *self.scope.write().unwrap_or_else(PoisonError::into_inner) = Scope::new(caller, language);
    }

    /// Replaces the viewer for the rest of the request; `None` stands for nobody. Used by mutations that log in, log
    /// out or change the viewer. The fields of a mutation run one after the other, so no resolver still uses the old
    /// scope.
    fn become_viewer(&self, viewer: Option<Arc<Viewer>>) {
        self.replace_caller(self.scope().caller.clone().with_viewer(viewer));
    }
}

impl OperationContext for RequestContext {
    fn start_batches(&self) -> Vec<Batch> {
        let scope = self.scope();
        if scope.caller.is_using_connection() {
            // The resolver that uses the connection will continue, and may add keys to the batches.
            return Vec::new();
        }
        scope.loader().start_batches()
    }

    /// All readers with the same language and day see the same directory. Editors also see drafts.
    async fn shared_state(&self) -> Option<String> {
        let scope = self.scope();
        if scope.caller.audience() != Audience::Public {
            return None;
        }
        let version = public_version(&scope.caller).await?;
        Some(format!("{version} {} {}", scope.today(), scope.language.tag()))
    }

    fn spend(&self, cost: usize) -> Result<Option<u32>, Overspent> {
        self.scope().caller.spend(cost).map_err(|retry_after_seconds| Overspent { retry_after_seconds })
    }
}

/// Returns the scope of the request that a resolver serves. The endpoint stores it in the context of every request.
pub fn request(context: &Context<'_>) -> Arc<Scope> {
    context.data_unchecked::<RequestContext>().scope()
}

/// Replaces the caller for the rest of the request, in which the viewer has logged in or entered the password again.
pub fn become_caller(context: &Context<'_>, caller: Caller) {
    context.data_unchecked::<RequestContext>().replace_caller(caller);
}

/// Replaces the viewer for the rest of the request; `None` stands for nobody.
pub fn become_viewer(context: &Context<'_>, viewer: Option<Arc<Viewer>>) {
    context.data_unchecked::<RequestContext>().become_viewer(viewer);
}
