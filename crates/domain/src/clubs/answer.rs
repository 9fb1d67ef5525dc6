//! A member's single answer, as leaders of a club may see it.

use chrono::{DateTime, Utc};

use crate::ids::{ClubMembershipId, ReviewId, WordId};
use crate::language_tag::LanguageTag;
use crate::learning::exercise::ExerciseKind;
use crate::learning::review::Rating;

/// A member's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberAnswer {
    /// The membership of the member in the club.
    pub membership_id: ClubMembershipId,
    /// The id of the review in the member's log.
    pub review_id: ReviewId,
    /// The word of the exercise.
    pub word_id: WordId,
    /// The time of the answer, by the clock of the member's device.
    pub reviewed_at: DateTime<Utc>,
    /// The time that the answer took, in milliseconds.
    pub duration_ms: u32,
    /// The kind of exercise.
    pub exercise: ExerciseKind,
    /// The language in which the gloss was shown; `None` if the client did not send it.
    pub gloss_language: Option<LanguageTag>,
    /// The answer; empty if the member rated it by hand.
    pub answer: String,
    /// The rating given to FSRS.
    pub rating: Rating,
}
