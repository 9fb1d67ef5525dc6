//! Inputs that are read after the request was accepted: items of a list, so that a malformed one does not lose the
//! others, and dates and times, so that what is wrong with one is said in the language of the request.

use std::borrow::Cow;
use std::marker::PhantomData;

use async_graphql::registry::Registry;
use async_graphql::{InputType, InputValueError, InputValueResult, Value};

use crate::app::{AppError, AtField as _};
use crate::domain::problem::Problem;

/// Describes an input in the schema as another type.
macro_rules! described_as {
    ($type:ident) => {
        type RawValueType = Self;

        fn type_name() -> Cow<'static, str> {
            $type::type_name()
        }

        fn qualified_type_name() -> String {
            $type::qualified_type_name()
        }

        fn create_type_info(registry: &mut Registry) -> String {
            $type::create_type_info(registry)
        }

        fn as_raw_value(&self) -> Option<&Self::RawValueType> {
            Some(self)
        }
    };
}

/// The value of an input of the type `T`. The mutation reads it: a malformed one does not lose the others.
pub struct Lenient<T>(Value, PhantomData<T>);

impl<T: InputType> Lenient<T> {
    /// Returns the value as the client sent it.
    pub fn value(&self) -> &Value {
        &self.0
    }

    /// Reads the input. `None` if the value is malformed.
    pub fn read(self) -> Option<T> {
        T::parse(Some(self.0)).ok()
    }
}

impl<T: InputType> InputType for Lenient<T> {
    described_as!(T);

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        Ok(Self(value.unwrap_or_default(), PhantomData))
    }

    fn to_value(&self) -> Value {
        self.0.clone()
    }
}

/// A scalar that clients write as a text.
pub trait TextScalar: InputType {
    /// Reads the text.
    fn read(text: &str) -> Result<Self, Problem>;
}

/// The text of a scalar of the type `T`. The mutation reads it: its error has the language of the request and the path
/// of the field.
pub struct Written<T>(String, PhantomData<T>);

impl<T: TextScalar> Written<T> {
    /// Reads the scalar.
    pub fn read(&self) -> Result<T, Problem> {
        T::read(&self.0)
    }

    /// Reads the scalar in a field of the input.
    pub fn read_at(&self, field: &'static str) -> Result<T, AppError> {
        self.read().at(field)
    }
}

impl<T: TextScalar> InputType for Written<T> {
    described_as!(T);

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        match value {
            Some(Value::String(text)) => Ok(Self(text, PhantomData)),
            other => Err(InputValueError::expected_type(other.unwrap_or_default())),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}
