//! Meanings that learners hold to be wrong.

use chrono::{DateTime, Utc};

use crate::domain::closed_list::closed_list;
use crate::domain::ids::{AccountId, GlossReportId, WordId};
use crate::domain::learning::word::LanguageTag;
use crate::domain::problem::Problem;

/// How many reports of one learner may wait for an answer.
pub const MAX_OPEN: usize = 50;
/// Longest meaning, characters.
const MAX_GLOSS_CHARS: usize = 300;
/// Longest reason and answer, characters.
const MAX_REASON_CHARS: usize = 1_000;

closed_list! {
    /// What became of a report.
    GlossReportStatus {
        /// No editor has answered yet.
        Open = "open",
        /// The content is or will be changed.
        Accepted = "accepted",
        /// The content stays as it is.
        Declined = "declined",
    }
}

/// A meaning that a learner holds to be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlossReport {
    /// Its id.
    pub id: GlossReportId,
    /// Who reported it.
    pub learner_id: AccountId,
    /// The word.
    pub word_id: WordId,
    /// The language of the meaning.
    pub language: LanguageTag,
    /// The meaning, as the learner saw it.
    pub gloss: String,
    /// What is wrong with it.
    pub reason: String,
    /// What the learner would write instead.
    pub suggestion: Option<String>,
    /// When it was reported.
    pub created_at: DateTime<Utc>,
    /// What became of it.
    pub status: GlossReportStatus,
    /// When an editor answered.
    pub resolved_at: Option<DateTime<Utc>>,
    /// What the editor says to the learner.
    pub answer: Option<String>,
}

/// Checks a meaning.
pub fn gloss(text: &str) -> Result<String, Problem> {
    said(text, MAX_GLOSS_CHARS).ok_or(Problem::InvalidGloss)
}

/// Checks a reason or an answer.
pub fn reason(text: &str) -> Result<String, Problem> {
    said(text, MAX_REASON_CHARS).ok_or(Problem::InvalidReason)
}

fn said(text: &str, most: usize) -> Option<String> {
    let text = text.trim();
    let fits = (1..=most).contains(&text.chars().count());
    let unfit = |letter: char| letter.is_control() && letter != '\n';
    (fits && !text.chars().any(unfit)).then(|| text.to_owned())
}
