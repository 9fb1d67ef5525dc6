//! Errors as clients see them: a stable code for programs, a sentence for people, nothing of the inside.

use async_graphql::{Enum, Error, ErrorExtensions as _, SimpleObject};

use crate::app::{AppError, Refusal};
use crate::domain::problem::Problem;
use crate::domain::text::Language;
use crate::graphql::loaders::LoadError;

/// What a resolver fails with. It has no `Display`, so that no other error turns into one by `?`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiError {
    code: &'static str,
    message: String,
}

impl ApiError {
    /// An argument that cannot be taken; the message says what to do.
    pub fn bad_input(message: impl Into<String>) -> Self {
        Self { code: "BAD_USER_INPUT", message: message.into() }
    }

    /// Something that is referred to is not there, which the database's foreign keys rule out.
    pub fn dangling(what: &str) -> Self {
        AppError::Internal(format!("a {what} is referred to that is not there")).into()
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
            AppError::Unauthenticated => Self {
                code: "UNAUTHENTICATED",
                message: "Log in, and send the token as Authorization: Bearer.".into(),
            },
            AppError::Refused(refusals) => {
                let sentence = refusals.first().map_or("", |refusal| refusal.problem.sentence(Language::En));
                Self { code: "BAD_USER_INPUT", message: sentence.to_owned() }
            }
            AppError::Conflict(_) => {
                Self { code: "BAD_USER_INPUT", message: Problem::Conflict.sentence(Language::En).to_owned() }
            }
            AppError::Unavailable(why) => {
                tracing::warn!(%why, "the database is unavailable");
                Self {
                    code: "UNAVAILABLE",
                    message: "The service is unavailable for now: try again later.".into(),
                }
            }
            AppError::Internal(why) | AppError::Duplicate(why) => {
                tracing::error!(%why, "a request failed");
                Self { code: "INTERNAL", message: "Internal server error".into() }
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
        Error::new(error.message).extend_with(|_, extensions| extensions.set("code", error.code))
    }
}

/// What can be wrong with the input of a mutation. New codes may be added: treat an unknown one as a refusal.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserErrorCode {
    /// Not an e-mail address.
    InvalidEmail,
    /// An account with this e-mail address exists.
    EmailTaken,
    /// The password has fewer than 8 characters.
    PasswordTooShort,
    /// The password is longer than 256 bytes, or one of those that are guessed first.
    PasswordUnfit,
    /// The name is empty, longer than 80 characters, or holds control characters.
    InvalidName,
    /// Not the name of an IANA time zone.
    UnknownTimeZone,
    /// Not a BCP 47 language tag.
    InvalidLanguageTag,
    /// The daily goal is not within 1 to 100.
    InvalidDailyGoal,
    /// E-mail address and password do not belong together; whether the account exists is not told.
    WrongCredentials,
    /// Nothing is there under this id, or the viewer may not see it.
    NotFound,
    /// No club has this invite code.
    UnknownInviteCode,
    /// The viewer's role does not allow it.
    Forbidden,
    /// A club's last leader cannot leave it.
    LastLeader,
    /// More items than one request may hold.
    TooManyItems,
    /// The review's id was used before, with other content.
    ReviewIdReused,
    /// The review is dated in the future, or before its card was made.
    InvalidReviewTime,
    /// The duration is not within 0 to 3,600,000 milliseconds.
    InvalidDuration,
    /// The answer is empty, longer than 200 characters, or of the wrong kind for the card's exercise.
    InvalidAnswer,
    /// Too many attempts in a short time: wait a minute.
    TooManyAttempts,
    /// A text holds the character U+0000.
    InvalidText,
    /// The field has to be given.
    Required,
    /// Not lower-case Latin letters and digits with hyphens between them, 1 to 80.
    InvalidSlug,
    /// Another record of this kind has this slug.
    SlugTaken,
    /// A statement has no source.
    CitationMissing,
    /// A text is empty, too long (300 characters; of descriptions and quotes 10,000), or holds control characters.
    InvalidDirectoryText,
    /// Not an address that begins with http:// or https://.
    InvalidLink,
    /// Not one date of EDTF, where an interval is of no use.
    InvalidDate,
    /// It ends before it begins.
    InvalidTerm,
    /// The scheme is no slug, or the value is empty, longer than 100 characters or not plain ASCII.
    InvalidIdentifier,
    /// The same is there twice.
    TwiceThere,
    /// An indicator is of an organization or of an area, one of the two.
    OrganizationOrArea,
    /// Not a code of ISO 3166.
    InvalidArea,
    /// Not a finite number.
    InvalidValue,
    /// The text is empty, longer than 1,000 characters, or holds control characters.
    InvalidReason,
    /// Somebody changed it since that version.
    Conflict,
    /// It was merged into another.
    MergedAway,
    /// The organization would be part of itself.
    TreeCycle,
    /// What is published would refer to a draft.
    RefersToDraft,
    /// Published records refer to it.
    InUse,
    /// The proposal has been decided.
    AlreadyDecided,
    /// The schedule can't be taken; the message says why.
    InvalidSchedule,
    /// Another observation supersedes it.
    AlreadyCorrected,
    /// The post is not one of the organization.
    WrongPost,
    /// The edit has no changes.
    NothingChanges,
}

impl From<Problem> for UserErrorCode {
    fn from(problem: Problem) -> Self {
        match problem {
            Problem::InvalidEmail => Self::InvalidEmail,
            Problem::EmailTaken => Self::EmailTaken,
            Problem::PasswordTooShort => Self::PasswordTooShort,
            Problem::PasswordUnfit => Self::PasswordUnfit,
            Problem::InvalidName => Self::InvalidName,
            Problem::UnknownTimeZone => Self::UnknownTimeZone,
            Problem::InvalidLanguageTag => Self::InvalidLanguageTag,
            Problem::InvalidDailyGoal => Self::InvalidDailyGoal,
            Problem::WrongCredentials => Self::WrongCredentials,
            Problem::NotFound => Self::NotFound,
            Problem::UnknownInviteCode => Self::UnknownInviteCode,
            Problem::Forbidden => Self::Forbidden,
            Problem::LastLeader => Self::LastLeader,
            Problem::TooManyItems => Self::TooManyItems,
            Problem::ReviewIdReused => Self::ReviewIdReused,
            Problem::InvalidReviewTime => Self::InvalidReviewTime,
            Problem::InvalidDuration => Self::InvalidDuration,
            Problem::InvalidAnswer => Self::InvalidAnswer,
            Problem::TooManyAttempts => Self::TooManyAttempts,
            Problem::InvalidText => Self::InvalidText,
            Problem::Required => Self::Required,
            Problem::InvalidSlug => Self::InvalidSlug,
            Problem::SlugTaken => Self::SlugTaken,
            Problem::CitationMissing => Self::CitationMissing,
            Problem::InvalidDirectoryText => Self::InvalidDirectoryText,
            Problem::InvalidLink => Self::InvalidLink,
            Problem::InvalidDate => Self::InvalidDate,
            Problem::InvalidTerm => Self::InvalidTerm,
            Problem::InvalidIdentifier => Self::InvalidIdentifier,
            Problem::TwiceThere => Self::TwiceThere,
            Problem::OrganizationOrArea => Self::OrganizationOrArea,
            Problem::InvalidArea => Self::InvalidArea,
            Problem::InvalidValue => Self::InvalidValue,
            Problem::InvalidReason => Self::InvalidReason,
            Problem::Conflict => Self::Conflict,
            Problem::MergedAway => Self::MergedAway,
            Problem::TreeCycle => Self::TreeCycle,
            Problem::RefersToDraft => Self::RefersToDraft,
            Problem::InUse => Self::InUse,
            Problem::AlreadyDecided => Self::AlreadyDecided,
            Problem::InvalidSchedule(_) => Self::InvalidSchedule,
            Problem::AlreadyCorrected => Self::AlreadyCorrected,
            Problem::WrongPost => Self::WrongPost,
            Problem::NothingChanges => Self::NothingChanges,
        }
    }
}

/// Something that is wrong with the input of a mutation, or with one item of it. The mutation, or the item, changed
/// nothing.
#[derive(SimpleObject, Debug, Clone)]
pub struct UserError {
    /// What is wrong, for programs.
    pub code: UserErrorCode,
    /// What is wrong and what to do, in the language of the request (`Accept-Language`).
    pub message: String,
    /// Which field of the input it is about, from the outside in; empty: the whole input.
    pub path: Vec<String>,
}

impl UserError {
    /// A refusal in a language.
    pub fn new(refusal: &Refusal, language: Language) -> Self {
        Self {
            code: refusal.problem.into(),
            message: refusal.problem.sentence(language).to_owned(),
            path: refusal.path.iter().map(|&field| field.to_owned()).collect(),
        }
    }

    /// A problem of a whole item.
    pub fn of(problem: Problem, language: Language) -> Self {
        Self::new(&Refusal { problem, path: Vec::new() }, language)
    }
}

/// Splits a use case's result: what it did, or what is wrong with the input; other errors stay errors.
pub fn settle<T>(
    result: Result<T, AppError>,
    language: Language,
) -> Result<(Option<T>, Vec<UserError>), ApiError> {
    match result {
        Ok(value) => Ok((Some(value), Vec::new())),
        Err(AppError::Refused(refusals)) => {
            Ok((None, refusals.iter().map(|refusal| UserError::new(refusal, language)).collect()))
        }
        Err(other) => Err(other.into()),
    }
}
