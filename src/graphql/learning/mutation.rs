//! Starting lessons and submitting reviews.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, OneofObject, SimpleObject};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::grade::Grade;
use super::review::Rating;
use super::{Card, Lesson, Review};
use crate::app::learning::{self as app, Submission, Submitted};
use crate::domain::ids::{CardId, LessonId, ReviewId, WordId};
use crate::domain::learning::catalogue::Catalogue;
use crate::domain::learning::exercise::Answer;
use crate::domain::problem::Problem;
use crate::domain::text::Language;
use crate::graphql::accounts::Viewer;
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::pagination::list_cost;

/// Which lesson to start.
#[derive(InputObject)]
pub struct StartLessonInput {
    /// The lesson.
    pub lesson_id: ID,
}

/// What came of `startLesson`.
#[derive(SimpleObject)]
pub struct StartLessonPayload {
    /// The lesson; null: see `errors`.
    lesson: Option<Lesson>,
    /// What is wrong with the input; empty: nothing. Codes: `NOT_FOUND`.
    errors: Vec<UserError>,
}

/// An answer that the learner gave.
#[derive(InputObject)]
pub struct ReviewInput {
    /// A UUID that the client makes, a new one for each answer. The same review sent again has the same result
    /// and counts once: send what was not acknowledged again, as often as needed.
    pub review_id: Uuid,
    /// The card.
    pub card_id: ID,
    /// The id of the exercise that was answered, at most 200 characters. Without it, a `choice` answers a
    /// `ChooseMeaningExercise` or a `ListenAndChooseExercise`, a `text` a `TypeWordExercise` or a `ListenAndTypeExercise`, by the
    /// card's skill; other kinds need it. A `rating` may be given for any.
    pub exercise_id: Option<ID>,
    /// When the learner answered; at most 5 minutes ahead of the service's clock (see `serverTime`).
    pub reviewed_at: DateTime<Utc>,
    /// The IANA time zone in which the learner was then, such as `Asia/Almaty`: it tells the study day of the answer.
    /// Without it, that of the learner's settings.
    pub time_zone: Option<String>,
    /// How long the learner took, 0 to 3,600,000 milliseconds.
    pub duration_ms: i32,
    /// What was answered.
    pub answer: ReviewAnswerInput,
}

/// What was answered, by the kind of the exercise.
#[derive(OneofObject)]
pub enum ReviewAnswerInput {
    /// The id of the choice, where there are `choices`.
    Choice(ID),
    /// What was typed, 1 to 200 characters without control characters. Kazakh in either script: Cyrillic, or the Latin draft
    /// of 2021.
    Text(String),
    /// The `pieces` as the learner put them in order, at most 100, together 1 to 200 characters.
    Order(Vec<String>),
    /// How well the learner says that the card was remembered, who looked at both its sides.
    Rating(Rating),
}

/// Answers to submit.
#[derive(InputObject)]
pub struct SubmitReviewsInput {
    /// In any order, from any of the learner's devices. Of one batch the first 200 are taken; each one after them has the
    /// error `TOO_MANY_ITEMS`: send it again in another batch.
    pub reviews: Vec<ReviewInput>,
}

/// What came of `submitReviews`.
#[derive(SimpleObject)]
pub struct SubmitReviewsPayload {
    /// One for each review of the input, in its order; null: see `errors`.
    results: Option<Vec<ReviewResult>>,
    /// The viewer, with the study day as it is now.
    viewer: Option<Viewer>,
    /// What is wrong with the batch as a whole; empty: nothing. There are no codes: what is wrong with a review is the `error`
    /// of its result.
    errors: Vec<UserError>,
}

/// What came of one submitted review.
#[derive(SimpleObject)]
pub struct ReviewResult {
    /// The UUID that the client gave it.
    review_id: Uuid,
    /// What grading found; null: the learner rated the card by hand, or see `error`.
    grade: Option<Grade>,
    /// The log's entry; null: see `error`.
    review: Option<Review>,
    /// The card as the whole batch left it; null: see `error`.
    card: Option<Card>,
    /// Why it was not accepted; null: it was. Codes: `NOT_FOUND`, `REVIEW_ID_REUSED`, `INVALID_REVIEW_TIME`,
    /// `INVALID_DURATION`, `UNKNOWN_TIME_ZONE`, `INVALID_ANSWER`, `INVALID_EXERCISE`; `TOO_MANY_ITEMS`: the review comes after
    /// the first 200 of the batch, send it again in another. It costs the rest of the batch nothing.
    error: Option<UserError>,
}

/// Starting lessons and submitting reviews.
#[derive(Default)]
pub struct LearningMutation;

#[Object]
impl LearningMutation {
    /// Starts a lesson: makes the viewer's cards of its words, which then stand in `Viewer.studyQueue`. Starting it
    /// again changes nothing. Somebody has to be logged in.
    async fn start_lesson(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which lesson.")] input: StartLessonInput,
    ) -> Result<Option<StartLessonPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let id = LessonId::from_global_or_nil(&input.lesson_id);
        let started = app::start_lesson(&request.caller, id).await;
        let (lesson, errors) = settle(started, request.language)?;
        Ok(Some(StartLessonPayload { lesson: lesson.map(Lesson), errors }))
    }

    /// Submits answers: they are graded, logged and scheduled. Each has its own result. The order of arrival and
    /// repetitions make no difference: the cards end as if all answers had come once, in the order of `reviewedAt`.
    /// Somebody has to be logged in.
    #[graphql(complexity = "batch_cost(input.reviews.len(), child_complexity)")]
    async fn submit_reviews(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The answers.")] input: SubmitReviewsInput,
    ) -> Result<Option<SubmitReviewsPayload>, ApiError> {
        let request = request(context);
        let viewer = request.caller.viewer()?.clone();
        let language = request.language;
        let ids: Vec<Uuid> = input.reviews.iter().map(|review| review.review_id).collect();
        let submissions = input.reviews.into_iter().map(submission).collect();
        let submitted = app::submit_reviews(&request.caller, submissions).await;
        let (accepted, errors) = settle(submitted, language)?;
        let catalogue = request.caller.catalogue().await?;
        let results = accepted.map(|accepted| {
            ids.into_iter()
                .zip(accepted)
                .map(|(id, result)| match result {
                    Ok(submitted) => ReviewResult::accepted(id, submitted, &catalogue),
                    Err(problem) => ReviewResult::refused(id, problem, language),
                })
                .collect()
        });
        Ok(Some(SubmitReviewsPayload {
            viewer: results.is_some().then_some(Viewer(viewer)),
            results,
            errors,
        }))
    }
}

/// What a batch costs: those beyond what is taken of it have nothing but an error.
fn batch_cost(reviews: usize, child: usize) -> usize {
    list_cost(reviews.min(app::MAX_BATCH), child) + list_cost(reviews.saturating_sub(app::MAX_BATCH), 1)
}

/// What is no word's id is a choice that is not right.
pub(super) fn answer(input: ReviewAnswerInput) -> Answer {
    match input {
        ReviewAnswerInput::Choice(id) => Answer::Choice(WordId::from_global_or_nil(&id)),
        ReviewAnswerInput::Text(text) => Answer::Text(text),
        ReviewAnswerInput::Order(pieces) => Answer::Order(pieces),
        ReviewAnswerInput::Rating(rating) => Answer::Rating(rating.into()),
    }
}

fn submission(input: ReviewInput) -> Submission {
    Submission {
        id: ReviewId::from(input.review_id),
        card_id: CardId::from_global_or_nil(&input.card_id),
        exercise_id: input.exercise_id.map(|id| id.0),
        reviewed_at: input.reviewed_at,
        time_zone: input.time_zone,
        duration_ms: input.duration_ms,
        answer: answer(input.answer),
    }
}

impl ReviewResult {
    fn accepted(review_id: Uuid, submitted: Submitted, catalogue: &Catalogue) -> Self {
        let Submitted { review, graded, card, word } = submitted;
        Self {
            review_id,
            grade: graded.map(|graded| Grade::new(graded, word, catalogue)),
            review: Some(Review(Arc::new(review))),
            card: Some(Card(Arc::new(card))),
            error: None,
        }
    }

    fn refused(review_id: Uuid, problem: Problem, language: Language) -> Self {
        let error = UserError::of(problem, language);
        Self { review_id, grade: None, review: None, card: None, error: Some(error) }
    }
}
