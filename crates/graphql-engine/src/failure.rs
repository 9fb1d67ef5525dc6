//! What the engine itself refuses: a message and a stable code.

use async_graphql::{ErrorExtensionValues, Pos, ServerError};

/// Longest message that leaves, in characters. Parsers and coercion quote the client's text.
pub(crate) const MESSAGE_CHARS: usize = 300;

/// What clients read of a fault of the service.
pub(crate) const INTERNAL_MESSAGE: &str = "Internal server error";

/// The value of `extensions.code` of errors that engine and transports make. Use cases add their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// The document is no GraphQL.
    ParseFailed,
    /// The document does not fit the schema.
    ValidationFailed,
    /// A variable's or an argument's value does not fit its type, or a resolver refused it.
    BadUserInput,
    /// No such operation in the document, or the choice is open.
    OperationResolutionFailure,
    /// The request around the document is malformed.
    BadRequest,
    /// One of [`crate::limits::Limits`] is exceeded.
    LimitExceeded,
    /// The operation took longer than `Limits::execution`; it was stopped.
    Timeout,
    /// The token is not valid (any more).
    Unauthenticated,
    /// A part of the service is down; try again later.
    Unavailable,
    /// A fault of the service. The log tells which.
    Internal,
}

impl Code {
    /// The text that clients compare with.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ParseFailed => "GRAPHQL_PARSE_FAILED",
            Self::ValidationFailed => "GRAPHQL_VALIDATION_FAILED",
            Self::BadUserInput => "BAD_USER_INPUT",
            Self::OperationResolutionFailure => "OPERATION_RESOLUTION_FAILURE",
            Self::BadRequest => "BAD_REQUEST",
            Self::LimitExceeded => "LIMIT_EXCEEDED",
            Self::Timeout => "TIMEOUT",
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::Unavailable => "UNAVAILABLE",
            Self::Internal => "INTERNAL",
        }
    }
}

/// A request that is not executed.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    /// What kind of failure; the same for all its errors.
    pub code: Code,
    /// At least one error, each with the code in its extensions.
    pub errors: Vec<ServerError>,
}

impl Failure {
    /// One error without a position.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self::at(code, [(message.into(), None)])
    }

    /// A fault of the service; what it was, the log tells.
    pub fn internal() -> Self {
        Self::new(Code::Internal, INTERNAL_MESSAGE)
    }

    /// One error for each message, with its position in the document where known.
    pub(crate) fn at(code: Code, messages: impl IntoIterator<Item = (String, Option<Pos>)>) -> Self {
        let errors = messages
            .into_iter()
            .map(|(message, at)| coded(ServerError::new(shorten(message), at), code))
            .collect();
        Self { code, errors }
    }
}

/// The error with that code in its extensions.
pub(crate) fn coded(mut error: ServerError, code: Code) -> ServerError {
    error.extensions.get_or_insert_with(ErrorExtensionValues::default).set("code", code.as_str());
    error
}

/// The error's code, if it has one.
pub(crate) fn code_of(error: &ServerError) -> Option<&str> {
    match error.extensions.as_ref()?.get("code")? {
        async_graphql::Value::String(code) => Some(code),
        _ => None,
    }
}

/// At most [`MESSAGE_CHARS`] characters of a text.
pub(crate) fn shorten(mut text: String) -> String {
    if let Some((end, _)) = text.char_indices().nth(MESSAGE_CHARS) {
        text.truncate(end);
        text.push('…');
    }
    text
}
