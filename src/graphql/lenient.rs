//! Items of a list that are read one by one, so that a malformed one does not lose the others.

use std::borrow::Cow;

use async_graphql::registry::Registry;
use async_graphql::{InputType, InputValueResult, Value};

/// An input of the type `T`, or the value that is none.
pub struct Lenient<T>(pub Result<T, Value>);

impl<T: InputType> InputType for Lenient<T> {
    type RawValueType = Self;

    fn type_name() -> Cow<'static, str> {
        T::type_name()
    }

    fn qualified_type_name() -> String {
        T::qualified_type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        T::create_type_info(registry)
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        let given = value.clone().unwrap_or_default();
        Ok(Self(T::parse(value).map_err(|_| given)))
    }

    fn to_value(&self) -> Value {
        match &self.0 {
            Ok(input) => input.to_value(),
            Err(value) => value.clone(),
        }
    }

    fn as_raw_value(&self) -> Option<&Self::RawValueType> {
        Some(self)
    }
}
