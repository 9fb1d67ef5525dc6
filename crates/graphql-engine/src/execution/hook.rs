//! The extension that stands at every field: a null stays where the schema allows it, and a panic is its field's error.
//!
//! async-graphql lets an error of a nullable field climb to the nearest parent that is an `Option` in Rust; the
//! specification wants null in the field itself. Here the error is put aside and the field answered with null.

use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_graphql::extensions::{
    Extension, ExtensionContext, ExtensionFactory, NextExecute, NextResolve, ResolveInfo,
};
use async_graphql::{
    PathSegment, QueryPathNode, QueryPathSegment, Response, ServerError, ServerResult, Value,
};
use futures_util::FutureExt;

use crate::failure::{Code, INTERNAL_MESSAGE, coded};

/// How far one request came. Put as data into each request.
#[derive(Default)]
pub(crate) struct Progress {
    began: AtomicBool,
    /// Errors of nullable fields, until the answer (the event) is complete.
    errors: Mutex<Vec<ServerError>>,
}

impl Progress {
    /// Whether execution began. Before that an error is a request error, and the answer has no `data`.
    pub(crate) fn began(&self) -> bool {
        self.began.load(Ordering::Relaxed)
    }

    fn keep(&self, error: ServerError) {
        lock(&self.errors).push(error);
    }

    fn take(&self) -> Vec<ServerError> {
        std::mem::take(&mut *lock(&self.errors))
    }
}

/// A panic elsewhere must not poison the answer.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes the extension for each request; give it to the schema's builder.
pub(crate) struct FieldHook;

impl ExtensionFactory for FieldHook {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_graphql::async_trait::async_trait]
impl Extension for FieldHook {
    async fn execute(
        &self,
        ctx: &ExtensionContext<'_>,
        operation: Option<&str>,
        next: NextExecute<'_>,
    ) -> Response {
        let Some(progress) = ctx.data_opt::<Arc<Progress>>() else { return next.run(ctx, operation).await };
        progress.began.store(true, Ordering::Relaxed);
        let mut response = next.run(ctx, operation).await;
        response.errors.append(&mut progress.take());
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
        // Nothing that was half changed outlives the request: what a resolver shares is behind locks of its own.
        let outcome = AssertUnwindSafe(next.run(ctx, info)).catch_unwind().await.unwrap_or_else(|_| {
            tracing::error!(parent, field = name, "a resolver panicked");
            let mut error = coded(ServerError::new(INTERNAL_MESSAGE, None), Code::Internal);
            error.path = segments(path);
            Err(error)
        });
        match outcome {
            Err(error) if nullable && let Some(progress) = ctx.data_opt::<Arc<Progress>>() => {
                progress.keep(error);
                Ok(Some(Value::Null))
            }
            other => other,
        }
    }
}

/// The path of a field as errors carry it.
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

    async fn answer(query: &str) -> serde_json::Value {
        let schema = Schema::build(Query, EmptyMutation, EmptySubscription).extension(FieldHook).finish();
        let progress = Arc::new(Progress::default());
        let response = schema.execute(Request::new(query).data(progress.clone())).await;
        assert!(progress.began());
        serde_json::to_value(&response).unwrap()
    }

    #[tokio::test]
    async fn null_stays_where_the_schema_allows_it() {
        let answer = answer("{ own { nullable } maybe { own { hard } nullable } list { hard } }").await;
        let want = serde_json::json!({"own": {"nullable": null}, "maybe": null, "list": [null, null]});
        assert_eq!(answer["data"], want, "{answer}");
        let mut paths: Vec<_> =
            answer["errors"].as_array().unwrap().iter().map(|e| e["path"].to_string()).collect();
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
    async fn a_panic_is_its_fields_error() {
        let answer = answer("{ maybe { own { panics(really: true) } } own { panics(really: false) } }").await;
        assert_eq!(answer["data"], serde_json::json!({"maybe": null, "own": {"panics": 1}}));
        let error = serde_json::json!({"message": "Internal server error", "path": ["maybe", "own", "panics"],
            "extensions": {"code": "INTERNAL"}});
        assert_eq!(answer["errors"], serde_json::json!([error]));
    }
}
