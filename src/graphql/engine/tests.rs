//! The engine as transports see it, over whatever schema the crate has: `__typename`, `__schema` and `serverTime` are in any.

use futures_util::StreamExt;

use super::*;
use crate::app::passwords::Passwords;
use crate::app::{Caller, Services};
use crate::db::Database;
use crate::domain::clock::Clock;
use crate::domain::text::Language;

fn engine(limits: Limits) -> Engine {
    Engine::new(limits).unwrap()
}

/// The context of nobody, with a database that is never asked.
fn context() -> RequestContext {
    let database = Database::new("postgresql:///nowhere", 1).unwrap();
    let passwords = Passwords::with_params(argon2::Params::new(8, 1, 1, None).unwrap()).unwrap();
    let services = Services::new(database, Clock::system(), passwords, chrono::Duration::days(1));
    RequestContext::new(Caller::anonymous(&services), Language::En)
}

fn params(query: &str, variables: serde_json::Value) -> Params {
    let variables = serde_json::from_value(variables).unwrap();
    Params { query: query.to_owned(), operation_name: None, variables }
}

fn refusal(query: &str, variables: serde_json::Value) -> Option<Code> {
    engine(Limits::default()).prepare(&params(query, variables)).err().map(|failure| failure.code)
}

#[test]
fn each_step_refuses_with_its_own_code() {
    let none = || serde_json::json!({});
    let deep = "{a".repeat(100_000);
    let time = "subscription($n: Int!) { serverTime(count: $n) }";
    for (query, variables, code) in [
        ("{ __typename", none(), Some(Code::ParseFailed)),
        ("{ noSuchFieldAtAll }", none(), Some(Code::ValidationFailed)),
        ("query A { __typename } query B { __typename }", none(), Some(Code::OperationResolutionFailure)),
        (deep.as_str(), none(), Some(Code::LimitExceeded)),
        (time, none(), Some(Code::BadUserInput)),
        (time, serde_json::json!({"n": "x"}), Some(Code::BadUserInput)),
        (time, serde_json::json!({"n": 2_147_483_648_u64}), Some(Code::BadUserInput)),
        (time, serde_json::json!({"n": 1}), None),
    ] {
        assert_eq!(refusal(query, variables), code, "{}", query.chars().take(60).collect::<String>());
    }
}

#[test]
fn an_operation_is_chosen_by_name() {
    let engine = engine(Limits::default());
    let mut params = params("query A { __typename } subscription B { serverTime }", serde_json::json!({}));
    params.operation_name = Some("B".to_owned());
    let prepared = engine.prepare(&params).unwrap();
    assert_eq!((prepared.name(), prepared.kind()), (Some("B"), OperationType::Subscription));
    params.operation_name = Some("C".to_owned());
    assert_eq!(engine.prepare(&params).err().map(|f| f.code), Some(Code::OperationResolutionFailure));
}

#[test]
fn the_cache_keeps_what_passed_and_only_so_much() {
    let engine = engine(Limits { cached_documents: 2, ..Limits::default() });
    for query in ["{ a: __typename }", "{ b: __typename }", "{ c: __typename }", "{ nothing }"] {
        drop(engine.prepare(&params(query, serde_json::json!({}))));
    }
    let has = |query: &str| engine.shared.cache.get(query).is_some();
    assert!(
        !has("{ a: __typename }")
            && has("{ b: __typename }")
            && has("{ c: __typename }")
            && !has("{ nothing }")
    );
}

#[tokio::test]
async fn a_query_is_answered_and_equal_fields_once() {
    let engine = engine(Limits::default());
    let query = "query($no: Boolean!) { __typename ...F x: __typename @skip(if: $no) } fragment F on Query { __typename }";
    let prepared = engine.prepare(&params(query, serde_json::json!({"no": true}))).unwrap();
    let outcome = engine.execute(prepared, context()).await;
    assert_eq!(outcome.to_json(), r#"{"data":{"__typename":"Query"}}"#);
}

#[tokio::test]
async fn a_subscription_has_events_or_one_refusal() {
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
