//! Failures of requests that the engine refuses, with messages and stable codes.

use async_graphql::{ErrorExtensionValues, Pos, ServerError};

use crate::application::Overspent;

/// The maximum length of a message, in characters. Parsers and coercion quote the client's text.
pub(crate) const MESSAGE_CHARS: usize = 300;

/// The message that clients get for an internal error.
pub(crate) const INTERNAL_MESSAGE: &str = "Internal server error";

/// The extension of an error that has the number of seconds to wait.
const RETRY_AFTER: &str = "retryAfterSeconds";

/// The codes of the engine's and the transports' own errors, in `extensions.code`. Resolvers add their own codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// The document has a syntax error.
    ParseFailed,
    /// The document is not valid for the schema.
    ValidationFailed,
    /// A variable or an argument has a value of the wrong type, or one that its scalar, its validator or a resolver refuses.
    BadUserInput,
    /// The document does not have the requested operation, or has several and the request chooses none.
    OperationResolutionFailure,
    /// The request around the document is malformed.
    BadRequest,
    /// One of the [`Limits`](crate::Limits) is exceeded.
    LimitExceeded,
    /// The client has spent its budget, see [`OperationContext::spend`](crate::OperationContext::spend). It may try again
    /// later.
    RateLimited,
    /// The client sent the id of a document, but there are no [`TrustedDocuments`](crate::TrustedDocuments). It sends the
    /// document instead.
    PersistedQueryNotSupported,
    /// No trusted document has the id that the client sent.
    PersistedQueryNotFound,
    /// The document is none of the trusted documents, and only these are executed.
    UntrustedDocument,
    /// The operation took longer than [`Limits::execution`](crate::Limits::execution) and was stopped.
    Timeout,
    /// The credentials are not valid, or no longer.
    Unauthenticated,
    /// A part of the service is down. Clients may try again later.
    Unavailable,
    /// An internal error. Only the log says which.
    Internal,
}

impl Code {
    /// Returns the code as clients see it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ParseFailed => "GRAPHQL_PARSE_FAILED",
            Self::ValidationFailed => "GRAPHQL_VALIDATION_FAILED",
            Self::BadUserInput => "BAD_USER_INPUT",
            Self::OperationResolutionFailure => "OPERATION_RESOLUTION_FAILURE",
            Self::BadRequest => "BAD_REQUEST",
            Self::LimitExceeded => "LIMIT_EXCEEDED",
            Self::RateLimited => "RATE_LIMITED",
            Self::PersistedQueryNotSupported => "PERSISTED_QUERY_NOT_SUPPORTED",
            Self::PersistedQueryNotFound => "PERSISTED_QUERY_NOT_FOUND",
            Self::UntrustedDocument => "UNTRUSTED_DOCUMENT",
            Self::Timeout => "TIMEOUT",
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::Unavailable => "UNAVAILABLE",
            Self::Internal => "INTERNAL",
        }
    }
}

/// The reason why a request is not executed.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    /// The code, which all the errors have.
    pub code: Code,
    /// One or more errors, each with the code in its extensions.
    pub errors: Vec<ServerError>,
}

impl Failure {
    /// Creates a failure with one error, which has no position in the document.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self::at(code, [(message.into(), None)])
    }

    /// Creates the failure of a request that exceeds a limit. The error's extensions have the limit's name, the
    /// request's cost and the allowed one.
    pub(crate) fn limit(limit: &str, cost: usize, allowed: usize, message: impl Into<String>) -> Self {
        let mut failure = Self::new(Code::LimitExceeded, message);
        for error in &mut failure.errors {
            let extensions = error.extensions.get_or_insert_with(ErrorExtensionValues::default);
            extensions.set("limit", limit);
            extensions.set("cost", cost);
            extensions.set("allowed", allowed);
        }
        failure
    }

    /// Creates the failure of a request for which the client's budget does not suffice. The error's extensions have the
    /// number of seconds to wait.
    pub(crate) fn rate_limited(Overspent { retry_after_seconds }: Overspent) -> Self {
        let message = format!("Too much was requested in a short time: try again in {retry_after_seconds} s");
        let mut failure = Self::new(Code::RateLimited, message);
        for error in &mut failure.errors {
            let extensions = error.extensions.get_or_insert_with(ErrorExtensionValues::default);
            extensions.set(RETRY_AFTER, retry_after_seconds);
        }
        failure
    }

    /// Creates the failure of a client whose credentials are not valid, or no longer.
    pub(crate) fn unauthenticated() -> Self {
        Self::new(Code::Unauthenticated, "The bearer token is not valid")
    }

    /// Creates the failure of an internal error. The caller logs the details.
    pub fn internal() -> Self {
        Self::new(Code::Internal, INTERNAL_MESSAGE)
    }

    /// Creates a failure with one error for each message, with the message's position in the document if it is known.
    pub(crate) fn at(code: Code, messages: impl IntoIterator<Item = (String, Option<Pos>)>) -> Self {
        let errors = messages
            .into_iter()
            .map(|(message, at)| with_code(ServerError::new(shorten(message), at), code))
            .collect();
        Self { code, errors }
    }
}

/// Sets the error's code.
pub(crate) fn with_code(mut error: ServerError, code: Code) -> ServerError {
    error.extensions.get_or_insert_with(ErrorExtensionValues::default).set("code", code.as_str());
    error
}

/// Returns the number of seconds after which the request may be repeated, if the error says so.
pub(crate) fn retry_after_of(error: &ServerError) -> Option<u64> {
    match error.extensions.as_ref()?.get(RETRY_AFTER)? {
        async_graphql::Value::Number(seconds) => seconds.as_u64(),
        _ => None,
    }
}

/// Returns the error's code, if it has one.
pub(crate) fn code_of(error: &ServerError) -> Option<&str> {
    match error.extensions.as_ref()?.get("code")? {
        async_graphql::Value::String(code) => Some(code),
        _ => None,
    }
}

/// Cuts a text after [`MESSAGE_CHARS`] characters.
pub(crate) fn shorten(mut text: String) -> String {
    if let Some((end, _)) = text.char_indices().nth(MESSAGE_CHARS) {
        text.truncate(end);
        text.push('…');
    }
    text
}
