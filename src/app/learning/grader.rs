//! Grading of a learner's answers.

use std::collections::HashSet;

use kazakh::latin_draft::Script;

use crate::domain::ids::LessonId;
use crate::domain::language_tag::LanguageTag;
use crate::domain::learning::catalogue::Catalogue;
use crate::domain::learning::exercise::{Answer, ExerciseContext, GradedAnswer, Prompt, Task};
use crate::domain::learning::grading::{Grade, Keyboard};
use crate::domain::learning::learner_word::Synonyms;
use crate::domain::learning::review::Review;
use crate::domain::learning::settings::LearnerSettings;
use crate::domain::learning::word::Word;
use crate::domain::problem::Problem;

/// Grades a learner's answers.
pub(super) struct Grader<'a> {
    catalogue: &'a Catalogue,
    languages: Vec<LanguageTag>,
    script: Script,
    keyboard: Keyboard,
    /// Empty: grading does not depend on it.
    started: HashSet<LessonId>,
}

impl<'a> Grader<'a> {
    pub(super) fn new(catalogue: &'a Catalogue, settings: &LearnerSettings) -> Self {
        Self {
            catalogue,
            languages: settings.gloss_chain(),
            script: settings.script,
            keyboard: settings.keyboard,
            started: HashSet::new(),
        }
    }

    /// Grades an answer. `keyboard` is the one that it was typed on; without it, that of the settings. `None` if the learner
    /// rated the card by hand.
    pub(super) fn grade(
        &self,
        exercise: &Prompt,
        answer: &Answer,
        keyboard: Option<Keyboard>,
        word: &Word,
        synonyms: &Synonyms,
    ) -> Result<Option<Grade>, Problem> {
        answer.check()?;
        let known = self.known(synonyms);
        let known = ExerciseContext { keyboard: keyboard.unwrap_or(self.keyboard), ..known };
        exercise.task.grade(&answer.stored(&exercise.task), word, &known)
    }

    /// Returns a grade together with the answers that would have been right.
    pub(super) fn graded(
        &self,
        exercise: &Prompt,
        grade: Grade,
        answer: &str,
        word: &Word,
        synonyms: &Synonyms,
    ) -> GradedAnswer {
        let known = self.known(synonyms);
        exercise.task.with_correct_answers(
            grade,
            answer,
            word,
            exercise.language.as_ref(),
            self.script,
            &known,
        )
    }

    /// Restores the result of grading from an accepted review. `None` if the learner rated the card by hand.
    pub(super) fn graded_review(
        &self,
        review: &Review,
        word: &Word,
        synonyms: &Synonyms,
    ) -> Option<GradedAnswer> {
        let grade = Grade { verdict: review.verdict?, rating: review.rating, slip: review.slip.clone() };
        let task = Task::from_parts(review.exercise, review.exercise_detail.as_deref())?;
        let exercise = Prompt { task, language: review.gloss_language.clone(), reps: None };
        Some(self.graded(&exercise, grade, &review.answer, word, synonyms))
    }

    fn known<'b>(&'b self, synonyms: &'b Synonyms) -> ExerciseContext<'b> {
        ExerciseContext {
            catalogue: self.catalogue,
            languages: &self.languages,
            keyboard: self.keyboard,
            synonyms,
            started: &self.started,
        }
    }
}
