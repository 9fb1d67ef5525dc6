//! The engine as transports use it, over a small schema.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_graphql::async_trait::async_trait;
use async_graphql::dataloader::Loader;
use async_graphql::{Context, EmptyMutation, Error, ErrorExtensions as _, Object, Schema, Subscription};
use futures_util::{Stream, StreamExt as _, stream};

use crate::*;
use async_graphql::parser::types::OperationType;

struct Query;

#[Object]
impl Query {
    #[graphql(complexity = "usize::try_from(first).unwrap_or(0) * child_complexity + 1_000")]
    async fn words(&self, #[graphql(default = 20)] first: i32) -> Vec<Word> {
        (0..first).map(Word).collect()
    }
}

struct Word(i32);

#[Object]
impl Word {
    async fn square(&self, context: &Context<'_>) -> Result<Option<i32>, Error> {
        Ok(context.data_unchecked::<Squares>().0.load_one(self.0).await?)
    }

    #[graphql(complexity = "child_complexity.saturating_mul(100).min(1 << 40)")]
    async fn next(&self) -> Vec<Word> {
        vec![Word(self.0 + 1)]
    }
}

struct Time;

#[Subscription]
#[expect(clippy::unused_async, reason = "async-graphql wants it")]
impl Time {
    async fn server_time(
        &self,
        #[graphql(default = 1)] count: i32,
        #[graphql(default = 20)] interval_ms: i32,
    ) -> Result<impl Stream<Item = i32> + use<>, Error> {
        if count < 1 || interval_ms < 20 {
            return Err(
                Error::new("no").extend_with(|_, extensions| extensions.set("code", "BAD_USER_INPUT"))
            );
        }
        Ok(stream::iter(0..count))
    }
}

/// The context: it loads squares of numbers, in batches.
#[derive(Clone, Default)]
struct Squares(Arc<BatchLoader<Batches>>);

/// The number of keys of each batch.
#[derive(Default)]
struct Batches(std::sync::Mutex<Vec<usize>>);

#[async_trait]
impl Loader<i32> for Batches {
    type Value = i32;
    type Error = BatchFailed;

    async fn load(&self, keys: &[i32]) -> Result<HashMap<i32, i32>, BatchFailed> {
        self.0.lock().unwrap().push(keys.len());
        tokio::time::sleep(Duration::from_millis(1)).await;
        Ok(keys.iter().map(|key| (*key, key * key)).collect())
    }
}

impl OperationContext for Squares {
    fn start_batches(&self) -> Vec<Batch> {
        self.0.start_batches()
    }
}

fn engine(limits: Limits) -> Engine<Schema<Query, EmptyMutation, Time>> {
    Engine::new(Schema::build(Query, EmptyMutation, Time), limits, SharedData::default()).unwrap()
}

fn context() -> Squares {
    Squares::default()
}

fn params(query: &str, variables: serde_json::Value) -> Params {
    let variables = serde_json::from_value(variables).unwrap();
    Params { query: query.to_owned(), variables, ..Params::default() }
}

fn failure_code(query: &str, variables: serde_json::Value) -> Option<Code> {
    engine(Limits::default()).prepare(&params(query, variables)).err().map(|failure| failure.code)
}

#[test]
fn each_check_has_its_own_code() {
    let none = || serde_json::json!({});
    let deep = "{a".repeat(100_000);
    let time = "subscription($n: Int!) { serverTime(count: $n) }";
    let skipped = "query($s: Boolean = true) { __typename ...F } fragment F on Query { words @skip(if: $s) { square } }";
    for (query, variables, code) in [
        ("{ __typename", none(), Some(Code::ParseFailed)),
        ("{ noSuchFieldAtAll }", none(), Some(Code::ValidationFailed)),
        ("query A { __typename } query B { __typename }", none(), Some(Code::OperationResolutionFailure)),
        (deep.as_str(), none(), Some(Code::LimitExceeded)),
        (time, none(), Some(Code::BadUserInput)),
        (time, serde_json::json!({"n": "x"}), Some(Code::BadUserInput)),
        (time, serde_json::json!({"n": 2_147_483_648_u64}), Some(Code::BadUserInput)),
        (time, serde_json::json!({"n": 1}), None),
        (skipped, none(), None),
        (skipped, serde_json::json!({"s": null}), Some(Code::BadUserInput)),
    ] {
        assert_eq!(failure_code(query, variables), code, "{}", query.chars().take(60).collect::<String>());
    }
}

#[test]
fn an_operation_is_chosen_by_its_name() {
    let engine = engine(Limits::default());
    let mut params = params("query A { __typename } subscription B { serverTime }", serde_json::json!({}));
    params.operation_name = Some("B".to_owned());
    let prepared = engine.prepare(&params).unwrap();
    assert_eq!((prepared.name(), prepared.kind()), (Some("B"), OperationType::Subscription));
    params.operation_name = Some("C".to_owned());
    assert_eq!(engine.prepare(&params).err().map(|f| f.code), Some(Code::OperationResolutionFailure));
}

#[test]
fn the_cache_keeps_the_last_valid_documents() {
    let engine = engine(Limits { cached_documents: 2, ..Limits::default() });
    for query in ["{ a: __typename }", "{ b: __typename }", "{ c: __typename }", "{ nothing }"] {
        drop(engine.prepare(&params(query, serde_json::json!({}))));
    }
    let is_cached = |query: &str| engine.shared.documents.get(query).is_some();
    assert!(
        !is_cached("{ a: __typename }")
            && is_cached("{ b: __typename }")
            && is_cached("{ c: __typename }")
            && !is_cached("{ nothing }")
    );
}

#[tokio::test]
async fn equal_fields_of_a_query_are_resolved_once() {
    let engine = engine(Limits::default());
    let query = "query($no: Boolean!) { __typename ...F x: __typename @skip(if: $no) } fragment F on Query { __typename }";
    let prepared = engine.prepare(&params(query, serde_json::json!({"no": true}))).unwrap();
    let outcome = engine.execute(prepared, context()).await;
    assert_eq!(outcome.to_json(), r#"{"data":{"__typename":"Query"}}"#);
}

#[tokio::test]
async fn a_subscription_has_events_or_one_error() {
    let engine = engine(Limits::default());
    for (query, events, code) in [
        ("subscription { serverTime(count: 2, intervalMs: 20) }", 2, None),
        ("subscription { serverTime(count: 0) }", 1, Some("BAD_USER_INPUT")),
        ("subscription { serverTime(intervalMs: 19) }", 1, Some("BAD_USER_INPUT")),
    ] {
        let prepared = engine.prepare(&params(query, serde_json::json!({}))).unwrap();
        let outcomes: Vec<_> = engine.subscribe(prepared, context()).collect().await;
        assert_eq!(outcomes.len(), events, "{query}");
        assert_eq!(outcomes[0].code(), code, "{query}");
        assert_eq!(outcomes[0].executed(), code.is_none(), "{query}");
    }
}

#[tokio::test]
async fn a_subscription_has_one_response_key_however_often_it_names_its_field() {
    let engine = engine(Limits::default());
    for query in [
        "subscription { a: serverTime(count: 2) a: serverTime(count: 2) }",
        "subscription { ...A ... on Time { a: serverTime(count: 2) } ...B ...A }
            fragment A on Time { a: serverTime(count: 2) } fragment B on Time { a: serverTime(count: 2) }",
    ] {
        let prepared = engine.prepare(&params(query, serde_json::json!({}))).unwrap();
        let outcomes: Vec<_> = engine.subscribe(prepared, context()).collect().await;
        assert_eq!((outcomes.len(), outcomes[1].to_json().as_str()), (2, r#"{"data":{"a":1}}"#), "{query}");
    }
    for query in [
        "subscription { serverTime a: serverTime }",
        "subscription { ...A ...B } fragment A on Time { a: serverTime } fragment B on Time { b: serverTime }",
        "subscription { serverTime(count: 1) serverTime(count: 2) }",
        "subscription { serverTime serverTime none }",
        "subscription { serverTime serverTime @include(if: true) }",
        "subscription A { serverTime serverTime } subscription B { serverTime b: serverTime }",
    ] {
        assert_eq!(failure_code(query, serde_json::json!({})), Some(Code::ValidationFailed), "{query}");
    }
}

#[tokio::test]
async fn an_operation_that_costs_too_much_is_refused() {
    let engine = engine(Limits::default());
    // The cost of many nested lists must not overflow into a small number.
    let levels = format!("{}square{}", "next { ".repeat(12), " }".repeat(12));
    let many: Vec<String> = (0..20).map(|n| format!("a{n}: {levels}")).collect();
    for query in [
        "{ words(first: 100) { next { next { square } } } }".to_owned(),
        format!("{{ words {{ {} }} }}", many.join(" ")),
    ] {
        let prepared = engine.prepare(&params(&query, serde_json::json!({}))).unwrap();
        let outcome = engine.execute(prepared, context()).await;
        assert_eq!((outcome.code(), outcome.executed()), (Some("LIMIT_EXCEEDED"), false), "{query}");
    }
}

#[tokio::test]
async fn everything_that_resolvers_wait_for_is_one_batch() {
    let engine = engine(Limits::default());
    let prepared =
        engine.prepare(&params("{ words(first: 50) { square next { square } } }", serde_json::json!({})));
    let context = context();
    let outcome = engine.execute(prepared.unwrap(), context.clone()).await;
    assert_eq!(outcome.errors(), []);
    let json: serde_json::Value = serde_json::from_str(&outcome.to_json()).unwrap();
    assert_eq!(json["data"]["words"][3], serde_json::json!({"square": 9, "next": [{"square": 16}]}));
    assert_eq!(*context.0.loader().0.lock().unwrap(), [51]);
}

/// A context whose client has this budget.
#[derive(Clone, Default)]
struct Purse(Arc<AtomicUsize>);

impl OperationContext for Purse {
    fn start_batches(&self) -> Vec<Batch> {
        Vec::new()
    }

    fn spend(&self, cost: usize) -> Result<Option<u32>, Overspent> {
        let spent = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(cost));
        match spent {
            Ok(before) => Ok(u32::try_from(before - cost).ok()),
            Err(_) => Err(Overspent { retry_after_seconds: 7 }),
        }
    }
}

#[tokio::test]
async fn an_operation_beyond_the_budget_of_its_client_is_refused() {
    let engine = engine(Limits::default());
    let purse = Purse(Arc::new(AtomicUsize::new(2_500)));
    let run = async || {
        let prepared = engine.prepare(&params("{ words(first: 1) { __typename } }", serde_json::json!({})));
        engine.execute(prepared.unwrap(), purse.clone()).await
    };
    for _ in 0..2 {
        assert!(run().await.executed());
    }
    let refused = run().await;
    assert!(!refused.executed() && refused.has_code(Code::RateLimited));
    assert!(refused.to_json().contains(r#""retryAfterSeconds":7"#), "{}", refused.to_json());
}

/// A context of shared data with a version and a language. It counts the executed queries.
#[derive(Clone, Default)]
struct Reader {
    state: Option<&'static str>,
    executed: Arc<AtomicUsize>,
    purse: Purse,
}

impl OperationContext for Reader {
    fn start_batches(&self) -> Vec<Batch> {
        Vec::new()
    }

    fn spend(&self, cost: usize) -> Result<Option<u32>, Overspent> {
        self.purse.spend(cost)
    }

    async fn shared_state(&self) -> Option<String> {
        self.state.map(str::to_owned)
    }
}

struct Library;

#[Object]
#[expect(clippy::unused_async, reason = "async-graphql wants it")]
impl Library {
    async fn books(
        &self,
        context: &Context<'_>,
        #[graphql(default = 1)] first: i32,
    ) -> Result<Vec<Book>, Error> {
        context.data_unchecked::<Reader>().executed.fetch_add(1, Ordering::Relaxed);
        if first > 9 { Err(Error::new("too many")) } else { Ok((0..first).map(Book).collect()) }
    }
}

struct Book(i32);

#[Object]
impl Book {
    async fn number(&self) -> i32 {
        self.0
    }

    async fn next(&self) -> Book {
        Book(self.0 + 1)
    }

    async fn loan(&self) -> Loan {
        Loan(self.0)
    }
}

struct Loan(i32);

#[Object]
impl Loan {
    async fn reader(&self) -> i32 {
        self.0
    }
}

const SHARED: SharedData = SharedData { fields: &["books"], types: &["Book"] };

fn library(
    limits: Limits,
    shared: SharedData,
) -> Result<Engine<Schema<Library, EmptyMutation, Time>>, InvalidSchema> {
    Engine::new(Schema::build(Library, EmptyMutation, Time), limits, shared)
}

#[tokio::test]
async fn a_query_on_shared_data_is_executed_once_for_each_state() {
    let engine = library(Limits::default(), SHARED).unwrap();
    let executed = Arc::new(AtomicUsize::new(0));
    let reader = Reader { purse: Purse(Arc::new(AtomicUsize::new(1_000))), ..Reader::default() };
    let run = async |state, query: &str, variables| {
        let prepared = engine.prepare(&params(query, variables)).unwrap();
        let outcome =
            engine.execute(prepared, Reader { state, executed: executed.clone(), ..reader.clone() }).await;
        (outcome.to_json(), executed.swap(0, Ordering::Relaxed))
    };
    let query = "query($n: Int!, $deep: Boolean! = true) { books(first: $n) { ...F } }
        fragment F on Book { number next @include(if: $deep) { __typename } }";
    let one = serde_json::json!({"n": 1});
    let (json, count) = run(Some("1 kk"), query, one.clone()).await;
    assert_eq!(count, 1);
    assert_eq!(json, r#"{"data":{"books":[{"number":0,"next":{"__typename":"Book"}}]}}"#);
    assert_eq!(run(Some("1 kk"), query, one.clone()).await, (json.clone(), 0));
    // Another state, other variables, another document, or no state.
    assert_eq!(run(Some("2 kk"), query, one.clone()).await, (json.clone(), 1));
    let flat = run(Some("1 kk"), query, serde_json::json!({"n": 1, "deep": false})).await;
    assert_eq!(flat, (r#"{"data":{"books":[{"number":0}]}}"#.to_owned(), 1));
    assert_eq!(run(Some("1 kk"), query, serde_json::json!({"n": 2})).await.1, 1);
    assert_eq!(run(Some("1 kk"), "{ books { number } }", serde_json::json!({})).await.1, 1);
    for _ in 0..2 {
        assert_eq!(run(None, query, one.clone()).await, (json.clone(), 1));
    }
    // A result with an error, and everything that is not shared, is executed each time.
    for other in [
        "{ books(first: 10) { number } }",
        "{ books { loan { reader } } }",
        "{ books { loan { __typename } } }",
        "{ ... { books { number } } }",
    ] {
        for _ in 0..2 {
            assert_eq!(run(Some("1 kk"), other, serde_json::json!({})).await.1, 1, "{other}");
        }
    }
}

#[tokio::test]
async fn a_shared_result_costs_as_much_as_an_executed_one() {
    let engine = library(Limits::default(), SHARED).unwrap();
    let reader =
        Reader { state: Some("1"), purse: Purse(Arc::new(AtomicUsize::new(5))), ..Reader::default() };
    for (code, executed) in [(None, 1), (None, 1), (Some("RATE_LIMITED"), 1)] {
        let prepared = engine.prepare(&params("{ books { number } }", serde_json::json!({}))).unwrap();
        let outcome = engine.execute(prepared, reader.clone()).await;
        assert_eq!((outcome.code(), reader.executed.load(Ordering::Relaxed)), (code, executed));
    }
}

#[test]
fn shared_data_that_the_schema_lacks_is_an_error() {
    for unknown in
        [SharedData { fields: &["book"], types: &[] }, SharedData { fields: &[], types: &["Novel"] }]
    {
        assert!(library(Limits::default(), unknown).is_err());
    }
}
