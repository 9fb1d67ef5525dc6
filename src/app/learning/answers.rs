//! Grading answers with what is known of the learner.

use kazakh::latin_draft::Script;

use crate::domain::learning::catalogue::Catalogue;
use crate::domain::learning::exercise::{Answer, Asked, Graded, Known, Task};
use crate::domain::learning::grading::Grade;
use crate::domain::learning::learner_word::Synonyms;
use crate::domain::learning::review::Review;
use crate::domain::learning::settings::LearnerSettings;
use crate::domain::learning::word::{LanguageTag, Word};
use crate::domain::problem::Problem;

/// Grades a learner's answers.
pub(super) struct Grader<'a> {
    catalogue: &'a Catalogue,
    languages: Vec<LanguageTag>,
    script: Script,
}

impl<'a> Grader<'a> {
    pub(super) fn new(catalogue: &'a Catalogue, settings: &LearnerSettings) -> Self {
        Self { catalogue, languages: settings.gloss_chain(), script: settings.script }
    }

    /// What grading finds an answer to be; none: the learner rated the card by hand.
    pub(super) fn grade(
        &self,
        asked: &Asked,
        answer: &Answer,
        word: &Word,
        synonyms: &Synonyms,
    ) -> Result<Option<Grade>, Problem> {
        answer.check()?;
        asked.task.grade(&answer.stored(&asked.task), word, &self.known(synonyms))
    }

    /// What grading found, with what would have been right.
    pub(super) fn told(
        &self,
        asked: &Asked,
        grade: Grade,
        answer: &str,
        word: &Word,
        synonyms: &Synonyms,
    ) -> Graded {
        let known = self.known(synonyms);
        asked.task.graded(grade, answer, word, asked.language.as_ref(), self.script, &known)
    }

    /// What grading found when a review was accepted; none: the learner rated the card by hand.
    pub(super) fn graded(&self, review: &Review, word: &Word, synonyms: &Synonyms) -> Option<Graded> {
        let grade = Grade { verdict: review.verdict?, slip: review.slip.clone() };
        let task = Task::from_parts(review.exercise, review.exercise_detail.as_deref())?;
        let asked = Asked { task, language: review.gloss_language.clone() };
        Some(self.told(&asked, grade, &review.answer, word, synonyms))
    }

    fn known<'b>(&'b self, synonyms: &'b Synonyms) -> Known<'b> {
        Known { catalogue: self.catalogue, languages: &self.languages, synonyms }
    }
}
