//! The one error type of the use cases.

use crate::app::directory::Conflict;
use crate::db::DbError;
use crate::domain::learning::chosen_words::{ChosenWord, WrongChoice};
use crate::domain::learning::scheduler::SchedulerError;
use crate::domain::problem::Problem;

/// Why a use case did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// Nobody is logged in, and somebody has to be.
    #[error("log in first")]
    Unauthenticated,
    /// What was asked for is wrong, or not allowed; expected, and told to the caller in full.
    #[error("refused: {0:?}")]
    Refused(Vec<Refusal>),
    /// Somebody else was faster; expected, and told to the caller in full.
    #[error("conflict: {0:?}")]
    Conflict(Box<Conflict>),
    /// The database cannot be reached now; trying again later helps.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// Somebody else wrote a row with the same key meanwhile; the constraint that says so. Trying again helps.
    #[error("a row breaks the unique constraint {0}")]
    Duplicate(String),
    /// A bug or a broken machine; only the log tells what.
    #[error("internal: {0}")]
    Internal(String),
}

/// One thing that is wrong with what was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong.
    pub problem: Problem,
    /// Which field of the input it is about, from the outside in; empty: the whole.
    pub path: Vec<&'static str>,
}

impl AppError {
    /// Refuses for one problem of the whole input.
    pub fn refused(problem: Problem) -> Self {
        Self::Refused(vec![Refusal { problem, path: Vec::new() }])
    }

    /// Refuses for one problem of one field.
    pub fn refused_at(problem: Problem, field: &'static str) -> Self {
        Self::Refused(vec![Refusal { problem, path: vec![field] }])
    }
}

impl From<DbError> for AppError {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Unavailable(why) => Self::Unavailable(why),
            DbError::Duplicate(constraint) => Self::Duplicate(constraint),
            DbError::NotText => Self::refused(Problem::InvalidText),
            other => Self::Internal(other.to_string()),
        }
    }
}

/// diesel-async's transactions want to make errors of BEGIN and COMMIT.
impl From<diesel::result::Error> for AppError {
    fn from(error: diesel::result::Error) -> Self {
        DbError::from(error).into()
    }
}

impl From<SchedulerError> for AppError {
    fn from(error: SchedulerError) -> Self {
        Self::Internal(error.to_string())
    }
}

/// Gathers what is wrong with an input, so that all of it is told at once.
#[derive(Debug, Default)]
pub(super) struct Checks {
    refusals: Vec<Refusal>,
}

impl Checks {
    /// The value, or nothing and a noted problem of the field.
    pub(super) fn field<T>(&mut self, field: &'static str, checked: Result<T, Problem>) -> Option<T> {
        match checked {
            Ok(value) => Some(value),
            Err(problem) => {
                self.refusals.push(Refusal { problem, path: vec![field] });
                None
            }
        }
    }

    /// The words, or nothing and noted problems of the fields.
    pub(super) fn words(
        &mut self,
        chosen: Result<Vec<ChosenWord>, Vec<WrongChoice>>,
    ) -> Option<Vec<ChosenWord>> {
        let noted = chosen
            .map_err(|wrong| wrong.into_iter().for_each(|(problem, field)| self.note(problem, vec![field])));
        noted.ok()
    }

    /// Notes a problem of what is deeper in the input.
    pub(super) fn note(&mut self, problem: Problem, path: Vec<&'static str>) {
        self.refusals.push(Refusal { problem, path });
    }

    /// What was noted, as the error.
    pub(super) fn refuse(self) -> AppError {
        AppError::Refused(self.refusals)
    }

    /// The error, if anything was noted.
    pub(super) fn finish(self) -> Result<(), AppError> {
        if self.refusals.is_empty() { Ok(()) } else { Err(self.refuse()) }
    }
}
