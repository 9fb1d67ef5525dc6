//! Parsing with async-graphql's parser.

use async_graphql::parser::types::ExecutableDocument;
use async_graphql::parser::{Error, parse_query};

use super::tokens;
use crate::failure::{Code, Failure};
use crate::limits::Limits;

/// Parses a document, after a check of its length and nesting.
///
/// # Errors
/// [`Code::LimitExceeded`], [`Code::ParseFailed`], [`Code::ValidationFailed`] (repeated names).
pub(super) fn parse(document: &str, limits: &Limits) -> Result<ExecutableDocument, Failure> {
    tokens::check(document, limits)?;
    parse_query(document).map_err(|error| {
        let at = error.positions().next();
        let (code, message) = match &error {
            Error::RecursionLimitExceeded => {
                (Code::LimitExceeded, "The document is nested too deeply".to_owned())
            }
            Error::MultipleOperations { .. }
            | Error::OperationDuplicated { .. }
            | Error::FragmentDuplicated { .. } => (Code::ValidationFailed, error.to_string()),
            Error::Syntax { message, .. } => {
                // The parser's message begins with the document's line. This part is removed for clients.
                let message = message.rsplit_once("= ").map_or(message.as_str(), |(_, end)| end.trim());
                (Code::ParseFailed, format!("Syntax error: {message}"))
            }
            other => (Code::ParseFailed, format!("Syntax error: {other}")),
        };
        Failure::at(code, [(message, at)])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_has_a_position_but_does_not_quote_the_document() {
        let failure = parse("{ secret( }", &Limits::default()).unwrap_err();
        assert_eq!(failure.code, Code::ParseFailed);
        let error = &failure.errors[0];
        assert!(error.message.starts_with("Syntax error: expected"), "{}", error.message);
        assert!(!error.message.contains("secret"), "{}", error.message);
        assert_eq!(error.locations.len(), 1);
    }

    #[test]
    fn repeated_names_are_validation_errors() {
        let failure = parse("query A { a } query A { a }", &Limits::default()).unwrap_err();
        assert_eq!(failure.code, Code::ValidationFailed);
    }
}
