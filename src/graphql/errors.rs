//! Errors as clients see them: a stable code for programs and a sentence for people, without internal details.

use async_graphql::{Enum, Error, ErrorExtensions as _, SimpleObject};

use crate::app::{AppError, Refusal};
use crate::domain::clubs::ClubProblem;
use crate::domain::problem::Problem;
use crate::domain::text::Language;
use crate::graphql::loaders::LoadError;

/// The error of a resolver. It has no `Display`, so that `?` cannot convert it implicitly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiError {
    code: &'static str,
    message: String,
}

impl ApiError {
    /// An invalid argument; the message says what to do.
    pub fn bad_input(message: impl Into<String>) -> Self {
        Self { code: "BAD_USER_INPUT", message: message.into() }
    }

    /// A reference to a missing record, which the database's foreign keys rule out.
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
    InvalidCredentials,
    /// Nothing is there under this id, or the viewer may not see it.
    NotFound,
    /// No club has this invite code.
    UnknownInviteCode,
    /// The viewer's role does not allow it.
    Forbidden,
    /// A club's last leader cannot leave it.
    LastLeader,
    /// More items than one request may hold, or an item beyond those that are taken of one.
    TooManyItems,
    /// The review's id was used before, with other content.
    ReviewIdReused,
    /// The review is dated in the future, or before its card was made.
    InvalidReviewTime,
    /// The reset's id was used before, for another card or another time.
    ResetIdReused,
    /// The reset is dated in the future, or before its card was made.
    InvalidResetTime,
    /// The desired retention is not within 0.7 to 0.99.
    InvalidRetention,
    /// The maximum interval is not within 1 to 36,500 days.
    InvalidMaximumInterval,
    /// More than 8 steps, or one that is not within 1 to 86,400 seconds.
    InvalidSteps,
    /// Not seven percentages of 0 to 100.
    InvalidEasyDays,
    /// Not 21 parameters.
    InvalidParameterCount,
    /// A parameter of the model is not a finite number; `path` ends with its index, from 0.
    ParameterNotFinite,
    /// A parameter of the model is outside of its range; `path` ends with its index, from 0.
    ParameterOutOfRange,
    /// An optimization with other options is under way.
    OptimizationRunning,
    /// The duration is not within 0 to 3,600,000 milliseconds.
    InvalidDuration,
    /// The answer is empty, longer than 200 characters, holds control characters, or is of the wrong kind for the exercise.
    InvalidAnswer,
    /// The exercise's id is malformed or longer than 200 characters, is of another card, or names what the content no longer
    /// has.
    InvalidExercise,
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
    CitationRequired,
    /// A text is empty, too long (300 characters; of descriptions and quotes 10,000), or holds control characters.
    InvalidDirectoryText,
    /// Not an address that begins with http:// or https://.
    InvalidLink,
    /// Not one date of EDTF, where an interval is of no use.
    InvalidDate,
    /// It ends before it begins.
    InvalidPeriod,
    /// The scheme is no slug, or the value is empty, longer than 100 characters or not plain ASCII.
    InvalidIdentifier,
    /// A list contains the same item twice.
    DuplicateItem,
    /// A record cannot be merged into itself.
    MergeIntoSelf,
    /// An indicator is of an organization or of an area, one of the two.
    InvalidIndicatorSubject,
    /// Not a code of ISO 3166.
    InvalidArea,
    /// Not a finite number.
    InvalidValue,
    /// The text is empty, longer than 1,000 characters, or holds control characters.
    InvalidReason,
    /// Somebody changed it since that version.
    Conflict,
    /// It was merged into another.
    AlreadyMerged,
    /// The organization would be part of itself.
    TreeCycle,
    /// What is published would refer to a draft.
    ReferencesDraft,
    /// Published records refer to it.
    StillReferenced,
    /// The proposal, or the request, has been decided.
    AlreadyDecided,
    /// The schedule can't be taken; the message says why.
    InvalidSchedule,
    /// Another observation supersedes it.
    AlreadySuperseded,
    /// The post is not one of the organization.
    PostOfOtherOrganization,
    /// The edit has no changes.
    NoChanges,
    /// Not 1 to 8 languages, each once.
    InvalidGlossLanguages,
    /// The hour is not within 0 to 23.
    InvalidRolloverHour,
    /// No skill, or one of them twice.
    InvalidSkills,
    /// The limit is not within 0 to 9,999.
    InvalidDailyLimit,
    /// The number of lapses is not within 2 to 99.
    InvalidLeechThreshold,
    /// The note is longer than 2,000 characters, or holds control characters.
    InvalidNote,
    /// A synonym is empty, longer than 100 characters, or holds control characters.
    InvalidSynonym,
    /// More than 20 synonyms in a language, or more than 8 languages, or a language twice.
    TooManySynonyms,
    /// The synonym is an answer that must not be accepted for this word.
    BlockedSynonym,
    /// The synonym is what another word of the lesson means.
    SynonymOfAnotherWord,
    /// The meaning is empty, longer than 300 characters, or holds control characters.
    InvalidGloss,
    /// The viewer has reported a meaning of the word in this language, and no editor has answered yet.
    ReportAlreadyOpen,
    /// 50 of the viewer's reports wait for an answer.
    TooManyReports,
    /// The report has been answered.
    AlreadyResolved,
    /// The contest has no words, or more than 500.
    InvalidContestWords,
    /// The contest ends before it begins, or is longer than 366 days.
    InvalidContestSpan,
    /// The last day of the contest is over for the viewer.
    ContestEnded,
    /// The contest has no teams of this kind.
    InvalidTeamKind,
    /// The club's invitation has run out.
    InvitationExpired,
    /// The club's invitation has let in as many as it may.
    InvitationUsedUp,
    /// The number of uses is not within 1 to 1,000.
    InvalidMaxUses,
    /// The end is past, or more than 366 days away.
    InvalidExpiry,
    /// Not a CSV table with a column «name», or one without rows.
    InvalidCsv,
    /// The table has more than 500 rows.
    TooManyRows,
    /// The viewer is in the club.
    AlreadyMember,
    /// 20 of the viewer's requests to join wait for an answer.
    TooManyJoinRequests,
    /// The assignment has no words, more than 200, or more than 10 lessons.
    InvalidAssignmentSize,
    /// The assignment's last day is before the first, or more than 366 days behind it.
    InvalidDeadline,
    /// 30 assignments of the club are under way or to come.
    TooManyAssignments,
    /// The assignment was withdrawn.
    AssignmentWithdrawn,
    /// The club has 1,000 invitations that let somebody in, or would have more.
    TooManyInvitations,
}

impl From<ClubProblem> for UserErrorCode {
    fn from(problem: ClubProblem) -> Self {
        match problem {
            ClubProblem::InvitationExpired => Self::InvitationExpired,
            ClubProblem::InvitationUsedUp => Self::InvitationUsedUp,
            ClubProblem::TooManyInvitations => Self::TooManyInvitations,
            ClubProblem::InvalidMaxUses => Self::InvalidMaxUses,
            ClubProblem::InvalidExpiry => Self::InvalidExpiry,
            ClubProblem::InvalidCsv => Self::InvalidCsv,
            ClubProblem::TooManyRows => Self::TooManyRows,
            ClubProblem::AlreadyMember => Self::AlreadyMember,
            ClubProblem::TooManyJoinRequests => Self::TooManyJoinRequests,
            ClubProblem::RequestDecided => Self::AlreadyDecided,
            ClubProblem::InvalidAssignmentSize => Self::InvalidAssignmentSize,
            ClubProblem::InvalidDeadline => Self::InvalidDeadline,
            ClubProblem::TooManyAssignments => Self::TooManyAssignments,
            ClubProblem::AssignmentWithdrawn => Self::AssignmentWithdrawn,
        }
    }
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
            Problem::InvalidCredentials => Self::InvalidCredentials,
            Problem::NotFound => Self::NotFound,
            Problem::UnknownInviteCode => Self::UnknownInviteCode,
            Problem::Forbidden => Self::Forbidden,
            Problem::LastLeader => Self::LastLeader,
            Problem::TooManyItems | Problem::BeyondBatch => Self::TooManyItems,
            Problem::ReviewIdReused => Self::ReviewIdReused,
            Problem::InvalidReviewTime => Self::InvalidReviewTime,
            Problem::ResetIdReused => Self::ResetIdReused,
            Problem::InvalidResetTime => Self::InvalidResetTime,
            Problem::InvalidRetention => Self::InvalidRetention,
            Problem::InvalidMaximumInterval => Self::InvalidMaximumInterval,
            Problem::InvalidSteps => Self::InvalidSteps,
            Problem::InvalidEasyDays => Self::InvalidEasyDays,
            Problem::InvalidParameterCount => Self::InvalidParameterCount,
            Problem::ParameterNotFinite => Self::ParameterNotFinite,
            Problem::ParameterOutOfRange => Self::ParameterOutOfRange,
            Problem::OptimizationRunning => Self::OptimizationRunning,
            Problem::InvalidDuration => Self::InvalidDuration,
            Problem::InvalidAnswer => Self::InvalidAnswer,
            Problem::InvalidExercise => Self::InvalidExercise,
            Problem::TooManyAttempts => Self::TooManyAttempts,
            Problem::InvalidText => Self::InvalidText,
            Problem::Required => Self::Required,
            Problem::InvalidSlug => Self::InvalidSlug,
            Problem::SlugTaken => Self::SlugTaken,
            Problem::CitationRequired => Self::CitationRequired,
            Problem::InvalidDirectoryText => Self::InvalidDirectoryText,
            Problem::InvalidLink => Self::InvalidLink,
            Problem::InvalidDate => Self::InvalidDate,
            Problem::InvalidPeriod => Self::InvalidPeriod,
            Problem::InvalidIdentifier => Self::InvalidIdentifier,
            Problem::DuplicateItem => Self::DuplicateItem,
            Problem::MergeIntoSelf => Self::MergeIntoSelf,
            Problem::InvalidIndicatorSubject => Self::InvalidIndicatorSubject,
            Problem::InvalidArea => Self::InvalidArea,
            Problem::InvalidValue => Self::InvalidValue,
            Problem::InvalidReason => Self::InvalidReason,
            Problem::Conflict => Self::Conflict,
            Problem::AlreadyMerged => Self::AlreadyMerged,
            Problem::TreeCycle => Self::TreeCycle,
            Problem::ReferencesDraft => Self::ReferencesDraft,
            Problem::StillReferenced => Self::StillReferenced,
            Problem::AlreadyDecided => Self::AlreadyDecided,
            Problem::InvalidSchedule(_) => Self::InvalidSchedule,
            Problem::AlreadySuperseded => Self::AlreadySuperseded,
            Problem::PostOfOtherOrganization => Self::PostOfOtherOrganization,
            Problem::NoChanges => Self::NoChanges,
            Problem::InvalidGlossLanguages => Self::InvalidGlossLanguages,
            Problem::InvalidRolloverHour => Self::InvalidRolloverHour,
            Problem::InvalidSkills => Self::InvalidSkills,
            Problem::InvalidDailyLimit => Self::InvalidDailyLimit,
            Problem::InvalidLeechThreshold => Self::InvalidLeechThreshold,
            Problem::InvalidNote => Self::InvalidNote,
            Problem::InvalidSynonym => Self::InvalidSynonym,
            Problem::TooManySynonyms => Self::TooManySynonyms,
            Problem::BlockedSynonym => Self::BlockedSynonym,
            Problem::SynonymOfAnotherWord => Self::SynonymOfAnotherWord,
            Problem::InvalidGloss => Self::InvalidGloss,
            Problem::ReportAlreadyOpen => Self::ReportAlreadyOpen,
            Problem::TooManyReports => Self::TooManyReports,
            Problem::AlreadyResolved => Self::AlreadyResolved,
            Problem::Club(problem) => problem.into(),
            Problem::InvalidContestWords => Self::InvalidContestWords,
            Problem::InvalidContestSpan => Self::InvalidContestSpan,
            Problem::ContestEnded => Self::ContestEnded,
            Problem::InvalidTeamKind => Self::InvalidTeamKind,
        }
    }
}

/// A problem with the input of a mutation, or with one item of it. The mutation, or the item, changed nothing.
#[derive(SimpleObject, Debug, Clone)]
pub struct UserError {
    /// The kind of problem, for programs.
    pub code: UserErrorCode,
    /// The problem and what to do about it, in the language of the request (`Accept-Language`).
    pub message: String,
    /// The path to the field of the input that has the problem, outermost first; empty if the whole input has it.
    pub path: Vec<String>,
}

impl UserError {
    /// Describes a refusal in a language.
    pub fn new(refusal: &Refusal, language: Language) -> Self {
        Self {
            code: refusal.problem.into(),
            message: refusal.problem.sentence(language).to_owned(),
            path: refusal.path.iter().map(|&field| field.to_owned()).collect(),
        }
    }

    /// Describes a problem of a whole item.
    pub fn of(problem: Problem, language: Language) -> Self {
        Self::new(&Refusal { problem, path: Vec::new() }, language)
    }
}

/// Splits the result of a use case into its value and the problems with the input. Other errors stay errors.
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
