//! The result of an operation, and its JSON. Errors that were not meant for clients are replaced here.

use std::sync::Arc;

use async_graphql::{Response, ServerError};
use serde::Serialize;

use crate::failure::{Code, Failure, INTERNAL_MESSAGE, code_of, retry_after_of, shorten, with_code};

/// The beginnings of async-graphql's messages when a scalar or a validator refuses an argument. These errors have no
/// code.
const BAD_ARGUMENT: [&str; 3] =
    ["Failed to parse \"", "Expected input type \"", "Invalid value for argument \""];

/// The result of a query or mutation, or one event of a subscription.
#[derive(Debug)]
pub struct Outcome {
    response: Response,
    executed: bool,
    /// The JSON of a result that clients share; then `response` has no errors.
    shared: Option<Arc<str>>,
}

impl Outcome {
    /// Whether execution started. If not, the result is a request error and has no `data`.
    pub fn executed(&self) -> bool {
        self.executed
    }

    /// Returns the errors, each with a code.
    pub fn errors(&self) -> &[ServerError] {
        &self.response.errors
    }

    /// Returns the code of the first error.
    pub fn code(&self) -> Option<&str> {
        self.response.errors.first().and_then(code_of)
    }

    /// Whether any of the errors has this code.
    pub fn has_code(&self, code: Code) -> bool {
        self.response.errors.iter().any(|error| code_of(error) == Some(code.as_str()))
    }

    /// Returns the number of seconds after which the request may be repeated: the longest that an error names, or a
    /// resolver, with `Context::append_http_header`.
    pub(crate) fn retry_after_seconds(&self) -> Option<u64> {
        let resolvers = self.response.http_headers.get_all("retry-after").iter();
        let named = resolvers.filter_map(|seconds| seconds.to_str().ok()?.parse().ok());
        self.response.errors.iter().filter_map(retry_after_of).chain(named).max()
    }

    /// Adds the errors of a failure, before all others.
    pub(crate) fn with_failure(mut self, failure: Failure) -> Self {
        self.response.errors.splice(0..0, failure.errors);
        self
    }

    /// Adds the operation's cost, the allowed one, and what remains for the client to the result's extensions.
    pub(crate) fn with_cost(mut self, cost: usize, allowed: usize, remaining: Option<u32>) -> Self {
        let entry = match remaining {
            None => async_graphql::value!({"cost": cost, "allowed": allowed}),
            Some(remaining) => {
                async_graphql::value!({"cost": cost, "allowed": allowed, "remaining": remaining})
            }
        };
        self.response.extensions.insert("cost".to_owned(), entry);
        self
    }

    /// Writes the result as JSON, without line breaks.
    pub fn to_json(&self) -> String {
        #[derive(Serialize)]
        struct RequestErrors<'a> {
            errors: &'a [ServerError],
        }
        if let Some(json) = &self.shared {
            return json.to_string();
        }
        let json = if self.executed {
            serde_json::to_string(&self.response)
        } else {
            serde_json::to_string(&RequestErrors { errors: &self.response.errors })
        };
        json.unwrap_or_else(|error| {
            tracing::error!(%error, "a result cannot be written as JSON");
            format!(r#"{{"errors":[{{"message":"{INTERNAL_MESSAGE}","extensions":{{"code":"INTERNAL"}}}}]}}"#)
        })
    }

    /// Creates the outcome from an async-graphql response. At most `max_errors` errors are kept.
    pub(crate) fn new(mut response: Response, executed: bool, max_errors: usize) -> Self {
        if response.errors.len() > max_errors {
            // `UNAVAILABLE` decides the HTTP status, so it must be among those that are kept.
            response.errors.sort_by_key(|error| code_of(error) != Some(Code::Unavailable.as_str()));
            response.errors.truncate(max_errors.max(1));
        }
        response.errors = response.errors.into_iter().map(sanitize).collect();
        Self { response, executed, shared: None }
    }

    /// Creates the outcome of a query whose result clients share.
    pub(crate) fn shared(json: Arc<str>) -> Self {
        Self { response: Response::default(), executed: true, shared: Some(json) }
    }
}

impl From<Failure> for Outcome {
    fn from(failure: Failure) -> Self {
        Self { response: Response::from_errors(failure.errors), executed: false, shared: None }
    }
}

/// Makes an error safe for clients. An error without a code was not meant for clients: it may contain a database's
/// message.
fn sanitize(mut error: ServerError) -> ServerError {
    if code_of(&error).is_some() {
        return error;
    }
    if BAD_ARGUMENT.iter().any(|start| error.message.starts_with(start)) {
        error.message = shorten(error.message);
        return with_code(error, Code::BadUserInput);
    }
    tracing::error!(message = %error.message, path = ?error.path, "a resolver returned an error without a code");
    INTERNAL_MESSAGE.clone_into(&mut error.message);
    with_code(error, Code::Internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_of_an_error_without_a_code_is_hidden() {
        let error = |message: &str| ServerError::new(message, None);
        let errors = vec![
            error("relation \"users\" does not exist"),
            error("Failed to parse \"DateTime\": premature end of input"),
            with_code(error("No such club"), Code::BadRequest),
        ];
        let outcome = Outcome::new(Response::from_errors(errors), true, 20);
        let json = outcome.to_json();
        assert!(
            !json.contains("relation") && json.contains("premature") && json.contains("No such club"),
            "{json}"
        );
        assert!(
            outcome.has_code(Code::Internal)
                && outcome.has_code(Code::BadUserInput)
                && outcome.has_code(Code::BadRequest)
        );
        assert_eq!(outcome.code(), Some("INTERNAL"));
    }

    #[test]
    fn a_request_error_has_no_data() {
        assert_eq!(
            Outcome::from(Failure::new(Code::BadRequest, "no")).to_json(),
            r#"{"errors":[{"message":"no","extensions":{"code":"BAD_REQUEST"}}]}"#
        );
    }

    #[test]
    fn the_number_of_errors_is_limited() {
        let mut errors = vec![ServerError::new("x", None); 100];
        errors.push(with_code(ServerError::new("down", None), Code::Unavailable));
        let outcome = Outcome::new(Response::from_errors(errors), true, 20);
        assert_eq!(outcome.errors().len(), 20);
        assert!(outcome.has_code(Code::Unavailable));
    }
}
