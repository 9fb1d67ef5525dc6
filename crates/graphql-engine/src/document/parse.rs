//! Syntax: the document as async-graphql's parser reads it.

use async_graphql::parser::types::ExecutableDocument;
use async_graphql::parser::{Error, parse_query};

use super::tokens;
use crate::failure::{Code, Failure};
use crate::limits::Limits;

/// Parses a document, after its nesting is known to be harmless.
///
/// # Errors
/// [`Code::LimitExceeded`], [`Code::ParseFailed`], [`Code::ValidationFailed`] (names given twice).
pub(super) fn parse(document: &str, limits: &Limits) -> Result<ExecutableDocument, Failure> {
    tokens::check(document, limits)?;
    parse_query(document).map_err(|error| {
        let at = error.positions().next();
        let (code, message) = match &error {
            Error::RecursionLimitExceeded => {
                (Code::LimitExceeded, "The document is nested too deep".to_owned())
            }
            Error::MultipleOperations { .. }
            | Error::OperationDuplicated { .. }
            | Error::FragmentDuplicated { .. } => (Code::ValidationFailed, error.to_string()),
            Error::Syntax { message, .. } => {
                // The parser draws the line of the document above its message; only the message is told.
                let what = message.rsplit_once("= ").map_or(message.as_str(), |(_, what)| what.trim());
                (Code::ParseFailed, format!("Syntax error: {what}"))
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
    fn an_error_tells_where_but_not_the_source_line() {
        let failure = parse("{ secret( }", &Limits::default()).unwrap_err();
        assert_eq!(failure.code, Code::ParseFailed);
        let error = &failure.errors[0];
        assert!(error.message.starts_with("Syntax error: expected"), "{}", error.message);
        assert!(!error.message.contains("secret"), "{}", error.message);
        assert_eq!(error.locations.len(), 1);
    }

    #[test]
    fn names_given_twice_are_not_a_matter_of_syntax() {
        let failure = parse("query A { a } query A { a }", &Limits::default()).unwrap_err();
        assert_eq!(failure.code, Code::ValidationFailed);
    }
}
