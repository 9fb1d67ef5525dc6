//! Errors as clients see them: a stable code for programs and a sentence for people, without internal details.

use async_graphql::{Context, Enum, Error, ErrorExtensions as _, SimpleObject};
use graphql_engine::ListOf;

use crate::app::{AppError, InputProblem};
use crate::domain::problem::{Problem, problem_table};
use crate::domain::search::{MAX_TEXT, QueryProblem};
use crate::domain::text::Language;
use crate::graphql::context::request;
use crate::graphql::loaders::LoadError;
use crate::messages::problem_sentence;

/// The error of a resolver. It has no `Display`, so that `?` cannot convert it implicitly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiError {
    code: &'static str,
    message: String,
    /// After how many seconds the same request may succeed, if that is known.
    retry_after: Option<u32>,
}

impl ApiError {
    fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), retry_after: None }
    }

    /// Creates the error for an invalid argument. The message says what to do.
    pub fn bad_input(message: impl Into<String>) -> Self {
        Self::new("BAD_USER_INPUT", message)
    }

    /// Creates the error for an argument with a text that cannot be searched for.
    pub fn unsearchable(argument: &str, problem: QueryProblem) -> Self {
        Self::bad_input(match problem {
            QueryProblem::TooLong => format!("«{argument}» must have at most {MAX_TEXT} characters."),
            QueryProblem::NoWords => format!("«{argument}» must contain a letter or digit."),
        })
    }

    /// Creates the error for a reference to a missing record, which the database's foreign keys rule out.
    pub fn dangling(what: &str) -> Self {
        AppError::Internal(format!("a referenced {what} is missing")).into()
    }
}

impl From<AppError> for ApiError {
    fn from(error: AppError) -> Self {
        Self::from(&error)
    }
}

impl From<&AppError> for ApiError {
    fn from(error: &AppError) -> Self {
        match error {
            AppError::Unauthenticated => {
                Self::new("UNAUTHENTICATED", "Log in, and send the token as Authorization: Bearer.")
            }
            AppError::Refused(problems) => {
                let first = problems.first();
                let sentence = first.map(|first| problem_sentence(first.problem, Language::En));
                let retry_after = first.and_then(|first| first.retry_after);
                let code = if retry_after.is_some() { "TOO_MANY_ATTEMPTS" } else { "BAD_USER_INPUT" };
                Self { retry_after, ..Self::new(code, sentence.unwrap_or_default()) }
            }
            AppError::Conflict(_) => Self::bad_input(problem_sentence(Problem::Conflict, Language::En)),
            AppError::Unavailable(why) | AppError::Contended(why) => {
                tracing::warn!(%why, "the database is unavailable");
                Self::new("UNAVAILABLE", "The service is unavailable for now: try again later.")
            }
            AppError::OutOfRange(why) => {
                tracing::info!(%why, "an input is out of range");
                Self::bad_input("A number, a date or a time is beyond the range that can be stored.")
            }
            AppError::Internal(why) | AppError::Duplicate(why) => {
                tracing::error!(%why, "a request failed");
                Self::new("INTERNAL", "Internal server error")
            }
        }
    }
}

impl From<LoadError> for ApiError {
    fn from(error: LoadError) -> Self {
        Self::from(error.app_error())
    }
}

impl From<ApiError> for Error {
    fn from(error: ApiError) -> Self {
        Error::new(error.message).extend_with(|_, extensions| {
            extensions.set("code", error.code);
            // The engine writes the header `Retry-After` from it.
            if let Some(seconds) = error.retry_after {
                extensions.set("retryAfterSeconds", seconds);
            }
        })
    }
}

macro_rules! define_user_error_code {
    (
        codes { $($variant:ident $code:tt: $doc:tt;)+ }
        codes_with_details { $($outer:ident($details:ident) $outer_code:tt: $outer_doc:tt;)+ }
        details_of_codes { $($inner:ident $name:tt of $of:ident: $inner_doc:tt;)+ }
    ) => {
        /// A kind of problem with the input of a mutation. New codes may be added: treat an unknown code like any other
        /// failure.
        #[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
        pub enum UserErrorCode {
            $(#[doc = $doc] #[graphql(name = $code)] $variant,)+
            $(#[doc = $outer_doc] #[graphql(name = $outer_code)] $outer,)+
        }

        impl From<Problem> for UserErrorCode {
            fn from(problem: Problem) -> Self {
                match problem {
                    $(Problem::$variant => Self::$variant,)+
                    $(Problem::$outer(_) => Self::$outer,)+
                    $(Problem::$inner => Self::$of,)+
                }
            }
        }
    };
}
problem_table!(define_user_error_code);

/// A problem with the input of a mutation, or with one item of the input. The mutation, or that item, changed nothing.
#[derive(SimpleObject, Debug, Clone)]
pub struct UserError {
    /// The kind of problem, for programs.
    pub code: UserErrorCode,
    /// A description of the problem and what to do about it, in the language of the request (`Accept-Language`).
    pub message: String,
    /// The path to the field that has the problem, from the argument `input` on, outermost first, such as
    /// `["membershipIds", "2"]`; indexes in lists begin with 0. Empty if the problem concerns the whole input.
    pub path: ListOf<String>,
    /// The number of seconds after which the same request may succeed. Null unless the code is `TOO_MANY_ATTEMPTS`. A
    /// response over HTTP also has it in the header `Retry-After`; if several errors have a number, the header has the
    /// largest.
    pub retry_after_seconds: Option<u32>,
}

impl UserError {
    /// Describes a problem with a field of the input, in a language.
    pub fn new(input_problem: &InputProblem, language: Language) -> Self {
        let fields = input_problem.path.iter().map(|&field| field.to_owned());
        Self {
            code: input_problem.problem.into(),
            message: problem_sentence(input_problem.problem, language),
            path: fields.chain(input_problem.index.map(|index| index.to_string())).collect(),
            retry_after_seconds: input_problem.retry_after,
        }
    }

    /// Describes a problem with an item as a whole, in a language.
    pub fn of(problem: Problem, language: Language) -> Self {
        Self::new(&InputProblem::new(problem, Vec::new()), language)
    }
}

/// Splits the result of a use case into its value and the problems with the input. Other errors stay errors.
pub fn settle<T>(
    result: Result<T, AppError>,
    context: &Context<'_>,
) -> Result<(Option<T>, ListOf<UserError>), ApiError> {
    match result {
        Ok(value) => Ok((Some(value), ListOf::default())),
        Err(AppError::Refused(problems)) => {
            for seconds in problems.iter().filter_map(|found| found.retry_after) {
                // Programs that know nothing of the payload, and those that did not select the field, wait, too.
                context.append_http_header("retry-after", seconds);
            }
            let language = request(context).language;
            Ok((None, problems.iter().map(|found| UserError::new(found, language)).collect()))
        }
        Err(other) => Err(other.into()),
    }
}
