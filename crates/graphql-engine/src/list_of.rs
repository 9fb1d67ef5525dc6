//! Lists as the values of fields.

use std::borrow::Cow;
use std::future::Future;
use std::pin::Pin;

use async_graphql::async_trait::async_trait;
use async_graphql::parser::types::Field;
use async_graphql::registry::Registry;
use async_graphql::{ContextSelectionSet, OutputType, Positioned, ServerResult, Value};
use futures_util::TryFutureExt as _;
use futures_util::future::try_join_all;

/// A list as the value of a field, like a `Vec`.
///
/// async-graphql resolves a `Vec` by generic code, and the compiler copies this code for every type of item. In a large
/// schema, the copies are a considerable part of the program. A `ListOf` has little code for each type, which only
/// starts the items. All types share the code that waits for the items and collects their values.
///
/// The `resolve` hooks of extensions run for the field that has the list, and for the fields of the items, but not for
/// each item. The engine's only extension, which handles the errors of fields, has nothing to do there: an item that is
/// an `Option` becomes null by itself when it has an error.
#[derive(Debug, Clone)]
pub struct ListOf<T>(Vec<T>);

impl<T> Default for ListOf<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> From<Vec<T>> for ListOf<T> {
    fn from(items: Vec<T>) -> Self {
        Self(items)
    }
}

impl<T> FromIterator<T> for ListOf<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self(items.into_iter().collect())
    }
}

impl<T> IntoIterator for ListOf<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

#[async_trait]
impl<T: OutputType> OutputType for ListOf<T> {
    fn type_name() -> Cow<'static, str> {
        Cow::Owned(format!("[{}]", T::qualified_type_name()))
    }

    fn qualified_type_name() -> String {
        format!("[{}]!", T::qualified_type_name())
    }

    fn create_type_info(registry: &mut Registry) -> String {
        T::create_type_info(registry);
        Self::qualified_type_name()
    }

    async fn resolve(
        &self,
        context: &ContextSelectionSet<'_>,
        field: &Positioned<Field>,
    ) -> ServerResult<Value> {
        let contexts = contexts(context, self.0.len());
        let items =
            self.0.iter().zip(&contexts).map(|(item, context)| item.resolve(context, field)).collect();
        join(items, &contexts).await
    }
}

/// The value of an item, once it is resolved.
type Item<'a> = Pin<Box<dyn Future<Output = ServerResult<Value>> + Send + 'a>>;

/// Returns the contexts of the items: each adds the item's index to the path.
fn contexts<'a>(context: &'a ContextSelectionSet<'a>, count: usize) -> Vec<ContextSelectionSet<'a>> {
    (0..count).map(|index| context.with_index(index)).collect()
}

/// Waits for all items, or for the first error.
async fn join<'a>(items: Vec<Item<'a>>, contexts: &'a [ContextSelectionSet<'a>]) -> ServerResult<Value> {
    let items = items
        .into_iter()
        .zip(contexts)
        .map(|(item, context)| item.map_err(|error| context.set_error_path(error)));
    Ok(Value::List(try_join_all(items).await?))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use async_graphql::{EmptyMutation, EmptySubscription, Error, Object, Request, Schema};
    use serde_json::json;

    use super::*;
    use crate::execution::{ExecutionState, FieldErrors};

    struct Query;

    #[Object]
    impl Query {
        async fn numbers(&self, count: i32) -> ListOf<i32> {
            (0..count).collect()
        }
        async fn rows(&self) -> ListOf<ListOf<i32>> {
            [vec![1, 2], Vec::new(), vec![3]].into_iter().map(ListOf::from).collect()
        }
        async fn optional(&self) -> ListOf<Option<Odd>> {
            vec![Some(Odd(1)), None, Some(Odd(2)), Some(Odd(3))].into()
        }
        async fn required(&self) -> Option<ListOf<Odd>> {
            Some(vec![Odd(1), Odd(2), Odd(3)].into())
        }
    }

    /// An object whose number is an error unless it is odd.
    struct Odd(i32);

    #[Object]
    impl Odd {
        async fn number(&self) -> async_graphql::Result<i32> {
            // Later items are ready first.
            for _ in self.0..4 {
                tokio::task::yield_now().await;
            }
            if self.0 % 2 == 1 { Ok(self.0) } else { Err(Error::new("no")) }
        }
    }

    async fn execute(query: &str) -> serde_json::Value {
        let schema = Schema::build(Query, EmptyMutation, EmptySubscription).extension(FieldErrors).finish();
        let state = Arc::new(ExecutionState::new(usize::MAX, Box::new(|_| Ok(None))));
        serde_json::to_value(schema.execute(Request::new(query).data(state)).await).unwrap()
    }

    #[tokio::test]
    async fn the_values_keep_their_order() {
        for count in [0, 1, 30, 31, 100] {
            let response = execute(&format!("{{ numbers(count: {count}) }}")).await;
            assert_eq!(response, json!({"data": {"numbers": (0..count).collect::<Vec<_>>()}}));
        }
    }

    #[tokio::test]
    async fn the_items_of_a_list_can_be_lists() {
        assert_eq!(execute("{ rows }").await, json!({"data": {"rows": [[1, 2], [], [3]]}}));
    }

    #[tokio::test]
    async fn an_optional_item_without_a_value_or_with_an_error_is_null() {
        let response = execute("{ optional { number } }").await;
        let want = json!({"optional": [{"number": 1}, null, null, {"number": 3}]});
        assert_eq!(response["data"], want, "{response}");
        assert_eq!(response["errors"].as_array().unwrap().len(), 1, "{response}");
        assert_eq!(response["errors"][0]["path"], json!(["optional", 2, "number"]));
    }

    #[tokio::test]
    async fn an_error_of_a_required_item_makes_the_field_of_the_list_null() {
        let response = execute("{ required { number } numbers(count: 1) }").await;
        assert_eq!(response["data"], json!({"required": null, "numbers": [0]}), "{response}");
        assert_eq!(response["errors"].as_array().unwrap().len(), 1, "{response}");
        assert_eq!(response["errors"][0]["path"], json!(["required", 1]));
    }

    #[test]
    fn a_list_is_declared_like_a_vec() {
        assert_eq!(<ListOf<i32> as OutputType>::type_name(), <Vec<i32> as OutputType>::type_name());
        let qualified = [
            <ListOf<i32> as OutputType>::qualified_type_name(),
            <ListOf<Option<i32>> as OutputType>::qualified_type_name(),
            <Option<ListOf<i32>> as OutputType>::qualified_type_name(),
            <ListOf<ListOf<i32>> as OutputType>::qualified_type_name(),
        ];
        assert_eq!(qualified, ["[Int!]!", "[Int]!", "[Int!]", "[[Int!]!]!"]);
        let of_vec = [
            <Vec<i32> as OutputType>::qualified_type_name(),
            <Vec<Option<i32>> as OutputType>::qualified_type_name(),
            <Option<Vec<i32>> as OutputType>::qualified_type_name(),
            <Vec<Vec<i32>> as OutputType>::qualified_type_name(),
        ];
        assert_eq!(qualified, of_vec);
    }
}
