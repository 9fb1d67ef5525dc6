//! Practice beyond the schedule.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use graphql_engine::ListOf;
use uuid::Uuid;

use super::StudyItem;
use super::card::Skill;
use super::exercise::queue_filter;
use super::grade::Grade;
use super::review::ExerciseKind;
use super::study_mutation::{ReviewAnswerInput, to_answer};
use crate::app::learning::{self as app, PracticeSubmission};
use crate::domain::ids::LessonId;
use crate::graphql::accounts::{Keyboard, Viewer};
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::pagination::{list_cost, page_cost, page_size};

/// What to practise beyond the schedule.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum PracticeSource {
    /// Cards whose last answer, in the last 30 study days, was rated AGAIN or was a slip; the latest first.
    Mistakes,
    /// Cards with an interval of days that are not due yet, the ones due soonest first.
    Ahead,
    /// The cards of a lesson that have been reviewed before.
    Lesson,
}

/// The fields of the viewer that serve practice.
pub struct ViewerPractice;

#[Object]
impl ViewerPractice {
    /// Items to practise beyond the schedule. Submit the answers with `submitPractice`: they do not change the schedule
    /// or the statistics.
    #[graphql(complexity = "page_cost(Some(first), None, child_complexity)")]
    async fn practice_items(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What to practise.")] source: PracticeSource,
        #[graphql(desc = "The id of the lesson; required for the source LESSON.")] lesson_id: Option<ID>,
        #[graphql(desc = "The maximum number of items, 1 to 100.", default = 20)] first: i32,
        #[graphql(desc = "Only cards of these skills, as in `studyQueue`.")] skills: Option<Vec<Skill>>,
        #[graphql(desc = "Only exercises of these kinds, as in `studyQueue`.")] kinds: Option<
            Vec<ExerciseKind>,
        >,
    ) -> Result<Option<ListOf<StudyItem>>, ApiError> {
        let source = match (source, lesson_id) {
            (PracticeSource::Mistakes, _) => app::PracticeSource::Mistakes,
            (PracticeSource::Ahead, _) => app::PracticeSource::Ahead,
            (PracticeSource::Lesson, Some(id)) => {
                app::PracticeSource::Lesson(LessonId::from_global_or_nil(&id))
            }
            (PracticeSource::Lesson, None) => {
                return Err(ApiError::bad_input("«lessonId» is required for the source LESSON."));
            }
        };
        let (filter, first) = (queue_filter(skills, kinds), page_size("first", first, 1)?);
        let items = app::practice_items(&request(context).caller, source, &filter, first).await?;
        Ok(Some(items.into_iter().map(StudyItem::from).collect()))
    }
}

/// The answers given in practice.
#[derive(InputObject)]
pub struct SubmitPracticeInput {
    /// The answers, at most 200, in any order.
    pub answers: Vec<PracticeAnswerInput>,
    /// The time on the client's clock when it sends the batch. If it differs from the service's clock by more than 5
    /// minutes and at most 366 days, the service shifts all `answeredAt` by the difference.
    pub client_now: Option<DateTime<Utc>>,
}

/// An answer given in practice.
#[derive(InputObject)]
pub struct PracticeAnswerInput {
    /// A UUID that the client generates, a new one for each answer. An answer that is sent again is logged once.
    pub answer_id: Uuid,
    /// The id of the exercise that was answered, at most 200 characters.
    pub exercise_id: ID,
    /// The time at which the learner answered, by the client's clock. A time in the future counts as now, and a time
    /// more than 366 days ago as 366 days ago.
    pub answered_at: DateTime<Utc>,
    /// How long the learner took, 0 to 3,600,000 milliseconds.
    pub duration_ms: i32,
    /// The answer.
    pub answer: ReviewAnswerInput,
    /// The keyboard on which the answer was typed, if the client knows it. Defaults to the keyboard in the settings
    /// (`LearnerSettings.keyboard`).
    pub keyboard: Option<Keyboard>,
}

/// The result of `submitPractice`.
#[derive(SimpleObject)]
pub struct SubmitPracticePayload {
    /// One result for each answer of the input, in the same order.
    results: Option<ListOf<PracticeResult>>,
    /// The viewer.
    viewer: Option<Viewer>,
    /// The problems with the batch as a whole; empty on success. Codes: `TOO_MANY_ITEMS`.
    errors: ListOf<UserError>,
}

/// The result of one answer given in practice.
#[derive(SimpleObject)]
pub struct PracticeResult {
    /// The UUID that the client gave the answer.
    answer_id: Uuid,
    /// How the answer was graded. Null if the learner rated the card by hand, or if there is an `error`.
    grade: Option<Grade>,
    /// Why the answer was not accepted. Null if it was accepted. Codes: `NOT_FOUND` (the card of the exercise),
    /// `INVALID_EXERCISE`, `INVALID_ANSWER`, `INVALID_DURATION`. An error does not affect the rest of the batch.
    error: Option<UserError>,
}

/// The mutation of practice.
#[derive(Default)]
pub struct PracticeMutation;

#[Object]
impl PracticeMutation {
    /// Submits answers given beyond the schedule (`Viewer.practiceItems`). The service grades them and logs them as
    /// practice: they do not change the schedule of any card, and do not count for the day or the streak. Requires a
    /// login.
    #[graphql(complexity = "list_cost(input.answers.len(), child_complexity)")]
    async fn submit_practice(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The answers to submit.")] input: SubmitPracticeInput,
    ) -> Result<Option<SubmitPracticePayload>, ApiError> {
        let request = request(context);
        let viewer = request.caller.viewer()?.clone();
        let ids: Vec<Uuid> = input.answers.iter().map(|answer| answer.answer_id).collect();
        let submissions = input.answers.into_iter().map(|answer| PracticeSubmission {
            id: answer.answer_id,
            exercise_id: answer.exercise_id.0,
            answered_at: answer.answered_at,
            duration_ms: answer.duration_ms,
            answer: to_answer(answer.answer),
            keyboard: answer.keyboard.map(Into::into),
        });
        let submitted = app::submit_practice(&request.caller, input.client_now, submissions.collect()).await;
        let (practised, errors) = settle(submitted, context)?;
        let catalogue = request.caller.catalogue().await?;
        let results = practised.map(|practised| {
            let result = |(answer_id, result): (Uuid, Result<app::Practised, _>)| match result {
                Ok(app::Practised { graded, word }) => {
                    let grade = graded.map(|graded| Grade::new(graded, word, &catalogue));
                    PracticeResult { answer_id, grade, error: None }
                }
                Err(problem) => {
                    let error = UserError::of(problem, request.language);
                    PracticeResult { answer_id, grade: None, error: Some(error) }
                }
            };
            ids.into_iter().zip(practised).map(result).collect()
        });
        let viewer = results.is_some().then_some(Viewer(viewer));
        Ok(Some(SubmitPracticePayload { results, viewer, errors }))
    }
}
