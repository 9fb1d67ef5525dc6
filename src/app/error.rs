//! The error type of the use cases.

use chrono::{DateTime, Utc};

use crate::app::directory::Conflict;
use crate::db::{DbError, TransactionError};
use crate::domain::learning::chosen_words::{ChosenWord, InvalidChoice};
use crate::domain::learning::scheduler::SchedulerError;
use crate::domain::problem::Problem;

/// The reason why a use case failed.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The use case requires a login.
    #[error("log in first")]
    Unauthenticated,
    /// The input is invalid or not allowed. Expected; reported to the client in full.
    #[error("refused: {0:?}")]
    Refused(Vec<InputProblem>),
    /// The record was changed by somebody else. Expected; reported to the client in full.
    #[error("conflict: {0:?}")]
    Conflict(Box<Conflict>),
    /// The database cannot be reached now; retrying later helps.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// The transaction conflicted with others each time that it was repeated; retrying later helps.
    #[error("conflicting transactions: {0}")]
    Contended(String),
    /// A concurrent request wrote a row with the same key; holds the name of the constraint. Retrying helps.
    #[error("a row breaks the unique constraint {0}")]
    Duplicate(String),
    /// A number or a time of the input is beyond what the database can store.
    #[error("out of range: {0}")]
    OutOfRange(String),
    /// A bug or a broken machine; the details appear only in the log.
    #[error("internal: {0}")]
    Internal(String),
}

/// One problem with the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputProblem {
    /// The problem.
    pub problem: Problem,
    /// The path to the field that has the problem, outermost first; empty for the whole input.
    pub path: Vec<&'static str>,
    /// The index of the item that has the problem, from 0, if the field is a list.
    pub index: Option<usize>,
    /// After how many seconds the same request may succeed, if that is known.
    pub retry_after: Option<u32>,
}

impl InputProblem {
    /// Describes a problem of the field at a path.
    pub fn new(problem: Problem, path: Vec<&'static str>) -> Self {
        Self { problem, path, index: None, retry_after: None }
    }

    /// Describes a problem of an item of a list.
    pub fn of_item(problem: Problem, list: &'static str, index: usize) -> Self {
        Self { index: Some(index), ..Self::new(problem, vec![list]) }
    }
}

impl AppError {
    /// Creates the error for a problem of the whole input.
    pub fn refused(problem: Problem) -> Self {
        Self::Refused(vec![InputProblem::new(problem, Vec::new())])
    }

    /// Creates the error for an action that may succeed after some seconds.
    pub fn refused_for(problem: Problem, seconds: u64) -> Self {
        let retry_after = Some(u32::try_from(seconds).unwrap_or(u32::MAX));
        Self::Refused(vec![InputProblem { retry_after, ..InputProblem::new(problem, Vec::new()) }])
    }

    /// Creates the error for an action that may succeed from a time on.
    pub fn refused_until(problem: Problem, next: DateTime<Utc>, now: DateTime<Utc>) -> Self {
        // Rounded up.
        let seconds = ((next - now).num_milliseconds() + 999) / 1_000;
        Self::refused_for(problem, u64::try_from(seconds).unwrap_or(0))
    }

    /// Creates the error for a mutation that is sent again after the deletion of what it created.
    pub fn deleted_since() -> Self {
        Self::refused_at(Problem::DeletedSince, "clientMutationId")
    }

    /// Creates the error for a problem of one field.
    pub fn refused_at(problem: Problem, field: &'static str) -> Self {
        Self::Refused(vec![InputProblem::new(problem, vec![field])])
    }
}

/// A value that the input may lack, or that may have a problem.
pub trait AtField<T> {
    /// Returns the value. Otherwise, fails at this field of the input.
    fn at(self, field: &'static str) -> Result<T, AppError>;
}

impl<T> AtField<T> for Result<T, Problem> {
    fn at(self, field: &'static str) -> Result<T, AppError> {
        self.map_err(|problem| AppError::refused_at(problem, field))
    }
}

/// For what an id or a slug of the input names: `None` is [`Problem::NotFound`].
impl<T> AtField<T> for Option<T> {
    fn at(self, field: &'static str) -> Result<T, AppError> {
        self.ok_or(Problem::NotFound).at(field)
    }
}

impl From<DbError> for AppError {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Unavailable(why) => Self::Unavailable(why),
            DbError::Busy(why) => Self::Unavailable(why.to_owned()),
            DbError::Conflict(why) => Self::Contended(why),
            DbError::OutOfRange(why) => Self::OutOfRange(why),
            DbError::Duplicate(constraint) => Self::Duplicate(constraint),
            DbError::NotText => Self::refused(Problem::InvalidText),
            other => Self::Internal(other.to_string()),
        }
    }
}

/// Required by diesel-async's transactions, which convert errors of BEGIN and COMMIT.
impl From<diesel::result::Error> for AppError {
    fn from(error: diesel::result::Error) -> Self {
        DbError::from(error).into()
    }
}

impl TransactionError for AppError {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Contended(_))
    }
}

impl From<SchedulerError> for AppError {
    fn from(error: SchedulerError) -> Self {
        Self::Internal(error.to_string())
    }
}

/// Collects the problems of an input, so that all of them are reported at once.
#[derive(Debug, Default)]
pub(super) struct Checks {
    problems: Vec<InputProblem>,
}

impl Checks {
    /// Returns the value, or records the problem of the field.
    pub(super) fn field<T>(&mut self, field: &'static str, checked: Result<T, Problem>) -> Option<T> {
        match checked {
            Ok(value) => Some(value),
            Err(problem) => {
                self.problems.push(InputProblem::new(problem, vec![field]));
                None
            }
        }
    }

    /// Returns the words, or records the problems of the fields.
    pub(super) fn words(
        &mut self,
        chosen: Result<Vec<ChosenWord>, Vec<InvalidChoice>>,
    ) -> Option<Vec<ChosenWord>> {
        let recorded = chosen.map_err(|problems| {
            for (problem, field) in problems {
                self.add(problem, vec![field]);
            }
        });
        recorded.ok()
    }

    /// Records a problem of a nested field.
    pub(super) fn add(&mut self, problem: Problem, path: Vec<&'static str>) {
        self.problems.push(InputProblem::new(problem, path));
    }

    /// Records a problem of an item of a list.
    pub(super) fn add_item(&mut self, problem: Problem, list: &'static str, index: usize) {
        self.problems.push(InputProblem::of_item(problem, list, index));
    }

    /// Returns the recorded problems as an error.
    pub(super) fn into_error(self) -> AppError {
        AppError::Refused(self.problems)
    }

    /// Fails if any problem was recorded.
    pub(super) fn finish(self) -> Result<(), AppError> {
        if self.problems.is_empty() { Ok(()) } else { Err(self.into_error()) }
    }
}
