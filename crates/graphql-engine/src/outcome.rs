//! An answer on its way out: its errors made fit for the public, and how it is written.

use async_graphql::{Response, ServerError};
use serde::Serialize;

use crate::failure::{Code, Failure, INTERNAL_MESSAGE, code_of, coded, shorten};

/// How async-graphql begins the message of an argument that a scalar or a validator refuses. It sets no code.
const BAD_ARGUMENT: [&str; 3] =
    ["Failed to parse \"", "Expected input type \"", "Invalid value for argument \""];

/// What async-graphql says of an operation beyond `Limits::complexity`. It sets no code.
const TOO_COMPLEX: &str = "Query is too complex.";

/// The answer to one operation, or one event of a subscription.
#[derive(Debug)]
pub struct Outcome {
    response: Response,
    executed: bool,
}

impl Outcome {
    /// Whether execution began. If not, the answer has no `data` entry: a request error.
    pub fn executed(&self) -> bool {
        self.executed
    }

    /// Its errors, each with a code.
    pub fn errors(&self) -> &[ServerError] {
        &self.response.errors
    }

    /// The code of its first error.
    pub fn code(&self) -> Option<&str> {
        self.response.errors.first().and_then(code_of)
    }

    /// Whether any of its errors has this code.
    pub fn has(&self, code: Code) -> bool {
        self.response.errors.iter().any(|error| code_of(error) == Some(code.as_str()))
    }

    /// The answer as JSON.
    pub fn to_json(&self) -> String {
        #[derive(Serialize)]
        struct RequestErrors<'a> {
            errors: &'a [ServerError],
        }
        let json = if self.executed {
            serde_json::to_string(&self.response)
        } else {
            serde_json::to_string(&RequestErrors { errors: &self.response.errors })
        };
        json.unwrap_or_else(|error| {
            tracing::error!(%error, "an answer cannot be written");
            format!(r#"{{"errors":[{{"message":"{INTERNAL_MESSAGE}","extensions":{{"code":"INTERNAL"}}}}]}}"#)
        })
    }

    /// What async-graphql answered. At most `most` errors are kept.
    pub(crate) fn new(mut response: Response, executed: bool, most: usize) -> Self {
        if response.errors.len() > most {
            // The one that decides the status of the answer must not be left out.
            response.errors.sort_by_key(|error| code_of(error) != Some(Code::Unavailable.as_str()));
            response.errors.truncate(most.max(1));
        }
        response.errors = response.errors.into_iter().map(public).collect();
        Self { response, executed }
    }
}

impl From<Failure> for Outcome {
    fn from(failure: Failure) -> Self {
        Self { response: Response::from_errors(failure.errors), executed: false }
    }
}

/// The error as clients may see it. One without a code was not meant for them: it may hold a database's message.
fn public(mut error: ServerError) -> ServerError {
    if code_of(&error).is_some() {
        return error;
    }
    if BAD_ARGUMENT.iter().any(|start| error.message.starts_with(start)) {
        error.message = shorten(error.message);
        return coded(error, Code::BadUserInput);
    }
    if error.message == TOO_COMPLEX {
        "The operation costs too much: ask for fewer fields, shorter pages or fewer levels of lists"
            .clone_into(&mut error.message);
        return coded(error, Code::LimitExceeded);
    }
    tracing::error!(message = %error.message, path = ?error.path, "an error without a code");
    INTERNAL_MESSAGE.clone_into(&mut error.message);
    coded(error, Code::Internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_code_is_not_told() {
        let error = |message: &str| ServerError::new(message, None);
        let errors = vec![
            error("relation \"users\" does not exist"),
            error("Failed to parse \"DateTime\": premature end of input"),
            coded(error("No such club"), Code::BadRequest),
        ];
        let outcome = Outcome::new(Response::from_errors(errors), true, 20);
        let json = outcome.to_json();
        assert!(
            !json.contains("relation") && json.contains("premature") && json.contains("No such club"),
            "{json}"
        );
        assert!(
            outcome.has(Code::Internal) && outcome.has(Code::BadUserInput) && outcome.has(Code::BadRequest)
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
    fn errors_are_bounded_in_number() {
        let mut errors = vec![ServerError::new("x", None); 100];
        errors.push(coded(ServerError::new("down", None), Code::Unavailable));
        let outcome = Outcome::new(Response::from_errors(errors), true, 20);
        assert_eq!(outcome.errors().len(), 20);
        assert!(outcome.has(Code::Unavailable));
    }
}
