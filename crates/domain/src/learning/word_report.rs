//! Reports of meanings that learners consider wrong.

use chrono::{DateTime, Utc};

use crate::closed_list::closed_list;
use crate::ids::{AccountId, ReviewId, WordId, WordReportId};
use crate::language_tag::LanguageTag;
use crate::problem::Problem;
use crate::remark::trimmed_text;

/// The maximum number of open reports of one learner.
pub const MAX_OPEN: usize = 50;
/// The longest meaning, in characters.
const MAX_GLOSS_CHARS: usize = 300;

closed_list! {
    /// The status of a report.
    WordReportStatus {
        /// No editor has answered yet.
        Open = "open",
        /// Accepted: the content is changed, or will be.
        Accepted = "accepted",
        /// Declined: the content stays as it is.
        Declined = "declined",
    }
}

/// A meaning that a learner considers wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordReport {
    /// The report's id.
    pub id: WordReportId,
    /// The learner who reported it.
    pub learner_id: AccountId,
    /// The word.
    pub word_id: WordId,
    /// The language of the meaning.
    pub language: LanguageTag,
    /// The meaning, as it was shown to the learner.
    pub gloss: String,
    /// What the learner considers wrong with it.
    pub reason: String,
    /// The meaning that the learner suggests instead, or the answer that should count.
    pub suggestion: Option<String>,
    /// The review whose grade the learner challenges. `None` if the report is about a meaning.
    pub challenged_review: Option<ReviewId>,
    /// The time of the report.
    pub created_at: DateTime<Utc>,
    /// The report's status.
    pub status: WordReportStatus,
    /// The time of an editor's answer.
    pub resolved_at: Option<DateTime<Utc>>,
    /// The editor's answer to the learner.
    pub answer: Option<String>,
}

/// Checks a meaning, and trims it.
pub fn gloss(text: &str) -> Result<String, Problem> {
    trimmed_text(text, MAX_GLOSS_CHARS).ok_or(Problem::InvalidGloss)
}
