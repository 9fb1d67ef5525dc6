//! A single answer of a member's, as a club's leaders may be told of it.

use chrono::{DateTime, Utc};

use crate::domain::ids::{ClubMembershipId, ReviewId, WordId};
use crate::domain::learning::exercise::ExerciseKind;
use crate::domain::learning::review::Rating;
use crate::domain::learning::word::LanguageTag;

/// What a member answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenAnswer {
    /// Who: the membership in the club.
    pub membership_id: ClubMembershipId,
    /// The review, as the member knows it.
    pub review_id: ReviewId,
    /// The word that was asked for.
    pub word_id: WordId,
    /// When, by the member's device.
    pub reviewed_at: DateTime<Utc>,
    /// How long the member took, milliseconds.
    pub duration_ms: u32,
    /// What was asked.
    pub exercise: ExerciseKind,
    /// The language in which the meaning was shown, where the client told it.
    pub gloss_language: Option<LanguageTag>,
    /// What was answered; empty where the member rated by hand.
    pub answer: String,
    /// What it counted as.
    pub rating: Rating,
}
