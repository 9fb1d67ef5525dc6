//! The extension that handles the errors of fields: an error of a nullable field makes this field null, and a panic is an
//! error of its field.
//!
//! async-graphql propagates the error of a nullable field to the nearest parent that is an `Option` in Rust. The
//! specification wants null in the field itself. So the extension stores the error and returns null for the field.

use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_graphql::extensions::{
    Extension, ExtensionContext, ExtensionFactory, NextExecute, NextResolve, NextValidation, ResolveInfo,
};
use async_graphql::{
    PathSegment, QueryPathNode, QueryPathSegment, Response, ServerError, ServerResult, ValidationResult,
    Value,
};
use futures_util::FutureExt;

use crate::application::Overspent;
use crate::failure::{Code, Failure, INTERNAL_MESSAGE, with_code};

/// The context's [`OperationContext::spend`](crate::OperationContext::spend).
pub(crate) type Spend = Box<dyn Fn(usize) -> Result<Option<u32>, Overspent> + Send + Sync>;

/// The state of one execution, in the data of each request.
pub(crate) struct ExecutionState {
    /// The maximum cost of the operation.
    allowed: usize,
    /// The operation's cost, once it is known.
    cost: AtomicUsize,
    /// Takes a cost from the client's budgets.
    spend: Spend,
    /// What remained for the client when the operation began.
    remaining: Mutex<Option<u32>>,
    started: AtomicBool,
    /// The errors of nullable fields, until the response (of a subscription: the event) is complete.
    field_errors: Mutex<Vec<ServerError>>,
}

impl ExecutionState {
    /// Creates the state of an operation with this maximum cost.
    pub(crate) fn new(allowed: usize, spend: Spend) -> Self {
        Self {
            allowed,
            cost: AtomicUsize::new(0),
            spend,
            remaining: Mutex::default(),
            started: AtomicBool::new(false),
            field_errors: Mutex::default(),
        }
    }

    /// Returns the operation's cost.
    pub(crate) fn cost(&self) -> usize {
        self.cost.load(Ordering::Relaxed)
    }

    /// Takes the operation's cost from the client's budgets.
    pub(crate) fn spend(&self) -> Result<(), Failure> {
        *lock(&self.remaining) = (self.spend)(self.cost()).map_err(Failure::rate_limited)?;
        Ok(())
    }

    /// Returns what remains for the client. `None` if nothing is counted.
    pub(crate) fn remaining(&self) -> Option<u32> {
        *lock(&self.remaining)
    }

    /// Whether execution has started. Earlier errors are request errors, and their response has no `data`.
    pub(crate) fn started(&self) -> bool {
        self.started.load(Ordering::Relaxed)
    }

    fn add_error(&self, error: ServerError) {
        lock(&self.field_errors).push(error);
    }

    fn take_errors(&self) -> Vec<ServerError> {
        std::mem::take(&mut *lock(&self.field_errors))
    }
}

/// Locks the mutex even if it is poisoned: a panic elsewhere must not make the lock unusable.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The extension. The engine adds it to the schema.
pub(crate) struct FieldErrors;

impl ExtensionFactory for FieldErrors {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_graphql::async_trait::async_trait]
impl Extension for FieldErrors {
    /// Refuses an operation that costs too much, or more than its client may spend now.
    async fn validation(
        &self,
        ctx: &ExtensionContext<'_>,
        next: NextValidation<'_>,
    ) -> Result<ValidationResult, Vec<ServerError>> {
        let result = next.run(ctx).await?;
        let Some(state) = ctx.data_opt::<Arc<ExecutionState>>() else { return Ok(result) };
        state.cost.store(result.complexity, Ordering::Relaxed);
        if result.complexity <= state.allowed {
            state.spend().map_err(|failure| failure.errors)?;
            return Ok(result);
        }
        let message = format!(
            "The operation costs {}, and {} is allowed: request fewer fields, shorter pages or fewer levels of lists",
            result.complexity, state.allowed
        );
        Err(Failure::limit("complexity", result.complexity, state.allowed, message).errors)
    }

    async fn execute(
        &self,
        ctx: &ExtensionContext<'_>,
        operation: Option<&str>,
        next: NextExecute<'_>,
    ) -> Response {
        let Some(state) = ctx.data_opt::<Arc<ExecutionState>>() else {
            return next.run(ctx, operation).await;
        };
        state.started.store(true, Ordering::Relaxed);
        let mut response = next.run(ctx, operation).await;
        response.errors.append(&mut state.take_errors());
        response
    }

    async fn resolve(
        &self,
        ctx: &ExtensionContext<'_>,
        info: ResolveInfo<'_>,
        next: NextResolve<'_>,
    ) -> ServerResult<Option<Value>> {
        let (parent, name, path) = (info.parent_type, info.name, info.path_node);
        let nullable = !info.return_type.ends_with('!');
        // Half-changed state does not outlive the request, because state that resolvers share across requests has its
        // own locks.
        let outcome = AssertUnwindSafe(next.run(ctx, info)).catch_unwind().await.unwrap_or_else(|_| {
            tracing::error!(parent, field = name, "a resolver panicked");
            let mut error = with_code(ServerError::new(INTERNAL_MESSAGE, None), Code::Internal);
            error.path = segments(path);
            Err(error)
        });
        match outcome {
            Err(error) if nullable && let Some(state) = ctx.data_opt::<Arc<ExecutionState>>() => {
                state.add_error(error);
                Ok(Some(Value::Null))
            }
            other => other,
        }
    }
}

/// Returns the path of a field, in the form that errors use.
fn segments(node: &QueryPathNode<'_>) -> Vec<PathSegment> {
    let mut path: Vec<_> = std::iter::successors(Some(node), |node| node.parent)
        .map(|node| match node.segment {
            QueryPathSegment::Index(index) => PathSegment::Index(index),
            QueryPathSegment::Name(name) => PathSegment::Field(name.to_owned()),
        })
        .collect();
    path.reverse();
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use async_graphql::{EmptyMutation, EmptySubscription, Error, Object, Request, Schema};

    struct Query;

    #[Object]
    #[expect(clippy::unused_async, reason = "async-graphql wants it")]
    impl Query {
        async fn nullable(&self) -> async_graphql::Result<Option<i32>> {
            Err(Error::new("no"))
        }
        async fn hard(&self) -> async_graphql::Result<i32> {
            Err(Error::new("no"))
        }
        async fn panics(&self, really: bool) -> i32 {
            assert!(!really, "secret");
            1
        }
        /// A `Vec<Result<Option<i32>>>` would be declared `[Int!]!`.
        async fn list(&self) -> Vec<Option<Query>> {
            vec![Some(Query), None]
        }
        async fn own(&self) -> Query {
            Query
        }
        async fn maybe(&self) -> Option<Query> {
            Some(Query)
        }
    }

    async fn execute(query: &str) -> serde_json::Value {
        let schema = Schema::build(Query, EmptyMutation, EmptySubscription).extension(FieldErrors).finish();
        let state = Arc::new(ExecutionState::new(usize::MAX, Box::new(|_| Ok(None))));
        let response = schema.execute(Request::new(query).data(state.clone())).await;
        assert!(state.started());
        serde_json::to_value(&response).unwrap()
    }

    #[tokio::test]
    async fn an_error_makes_the_nearest_nullable_field_null() {
        let response = execute("{ own { nullable } maybe { own { hard } nullable } list { hard } }").await;
        let want = serde_json::json!({"own": {"nullable": null}, "maybe": null, "list": [null, null]});
        assert_eq!(response["data"], want, "{response}");
        let mut paths: Vec<_> =
            response["errors"].as_array().unwrap().iter().map(|e| e["path"].to_string()).collect();
        paths.sort();
        let want = [
            r#"["list",0,"hard"]"#,
            r#"["maybe","nullable"]"#,
            r#"["maybe","own","hard"]"#,
            r#"["own","nullable"]"#,
        ];
        assert!(paths.iter().all(|path| want.contains(&path.as_str())) && paths.len() >= 3, "{paths:?}");
    }

    #[tokio::test]
    async fn a_panic_is_an_error_of_its_field() {
        let response =
            execute("{ maybe { own { panics(really: true) } } own { panics(really: false) } }").await;
        assert_eq!(response["data"], serde_json::json!({"maybe": null, "own": {"panics": 1}}));
        let error = serde_json::json!({"message": "Internal server error", "path": ["maybe", "own", "panics"],
            "extensions": {"code": "INTERNAL"}});
        assert_eq!(response["errors"], serde_json::json!([error]));
    }
}
