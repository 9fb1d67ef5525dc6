//! Starting lessons and submitting reviews.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, OneofObject, SimpleObject, Value};
use chrono::{DateTime, Utc};
use graphql_engine::ListOf;
use uuid::Uuid;

use super::card::Skill;
use super::grade::Grade;
use super::grade::Rating;
use super::{Card, Lesson, Review};
use crate::app::learning::{self as app, CardReference, Submission, Submitted};
use crate::domain::ids::{CardId, LessonId, ReviewId, WordId};
use crate::domain::learning::catalogue::Catalogue;
use crate::domain::learning::exercise::Answer;
use crate::domain::problem::Problem;
use crate::domain::text::Language;
use crate::graphql::accounts::{Keyboard, Viewer};
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::lenient::Lenient;
use crate::graphql::pagination::list_cost;

/// The lesson to start.
#[derive(InputObject)]
pub struct StartLessonInput {
    /// The id of the lesson.
    pub lesson_id: ID,
    /// The time at which the learner started the lesson, by the client's clock. Defaults to now. A time in the future
    /// counts as now, and a time more than 366 days ago as 366 days ago. A client that was offline starts the lesson
    /// before it submits the answers, because an answer must not be older than its card. If the lesson was started later
    /// on another device, this time replaces the later one.
    pub started_at: Option<DateTime<Utc>>,
    /// The time on the client's clock when it sends the request. If it differs from the service's clock by more than 5
    /// minutes and at most 366 days, the service shifts `startedAt` by the difference.
    pub client_now: Option<DateTime<Utc>>,
}

/// The result of `startLesson`.
#[derive(SimpleObject)]
pub struct StartLessonPayload {
    /// The lesson.
    lesson: Option<Lesson>,
    /// The problems with the input; empty on success. Codes: `NOT_FOUND`.
    errors: ListOf<UserError>,
}

/// An answer that the learner gave.
#[derive(InputObject)]
pub struct ReviewInput {
    /// A UUID that the client generates, a new one for each answer; preferably of version 7, which begins with the time:
    /// the service is faster if the ids of one batch are near one another. A review that is sent again returns the same
    /// result and counts once, so a client can resend it until it gets a response.
    pub review_id: Uuid,
    /// The id of the card. Required, unless `wordId` and `skill` are given.
    pub card_id: Option<ID>,
    /// The id of the word. Give `wordId` and `skill` instead of `cardId` if the learner answered before the client knew
    /// the card, such as in a lesson that was started offline or before the registration (`Lesson.trialItems`).
    pub word_id: Option<ID>,
    /// The skill that the answer practised. Required with `wordId`.
    pub skill: Option<Skill>,
    /// The id of the exercise that was answered, at most 200 characters. If omitted, the card's skill determines the
    /// exercise: a `choice` answers a `ChooseMeaningExercise` or a `ListenAndChooseExercise`, and a `text` answers a
    /// `TypeWordExercise` or a `ListenAndTypeExercise`. All other exercises require the id. A `rating` can be given for
    /// any exercise.
    pub exercise_id: Option<ID>,
    /// The time at which the learner answered, by the client's clock. The service corrects a wrong clock if it knows
    /// `SubmitReviewsInput.clientNow`. The corrected time must be at most 5 minutes ahead of the service's clock
    /// (`serverTime`), and at most 5 minutes before the creation of the card. If the exercise was created after another
    /// review of the card, the answer counts as later than that review, regardless of this time.
    pub reviewed_at: DateTime<Utc>,
    /// The IANA time zone in which the learner was at that time, such as `Asia/Almaty`. It determines the study day of
    /// the answer. Defaults to the time zone in the learner's settings, which also replaces a name that the service
    /// does not know. If the learner's nearest other answer is less than six hours away and has a time zone with
    /// another offset, the time zone of that answer is used, because nobody is in two time zones at once.
    /// `Review.timeZone` is the time zone that was used. A review that is sent again with another time zone is still
    /// the same review.
    pub time_zone: Option<String>,
    /// How long the learner took, 0 to 3,600,000 milliseconds.
    pub duration_ms: i32,
    /// The answer.
    pub answer: ReviewAnswerInput,
    /// The keyboard on which the answer was typed, if the client knows it. Defaults to the keyboard in the settings
    /// (`LearnerSettings.keyboard`).
    pub keyboard: Option<Keyboard>,
}

/// An answer, in the form that the exercise requires.
#[derive(OneofObject)]
pub enum ReviewAnswerInput {
    /// The id of the choice, for exercises with `choices`.
    Choice(ID),
    /// The text that was typed, 1 to 200 characters without control characters; line breaks and tabs count as spaces.
    /// Kazakh may be in either script: Cyrillic, or the draft Latin alphabet of 2021.
    Text(String),
    /// The `pieces` in the order in which the learner put them: at most 100 pieces, together 1 to 200 characters.
    Order(Vec<String>),
    /// The learner's own rating of how well they remembered the card, after seeing both of its sides.
    Rating(Rating),
}

/// The reviews to submit.
#[derive(InputObject)]
pub struct SubmitReviewsInput {
    /// The reviews, in any order, from any of the learner's devices. Only the first 200 reviews of a batch are
    /// processed. Each review after them has the error `TOO_MANY_ITEMS`; send it again in another batch. A review with
    /// a value that its type does not allow, such as a date that does not exist, has the error `MALFORMED_ITEM`.
    pub reviews: Vec<Lenient<ReviewInput>>,
    /// The time on the client's clock when it sends the batch. If it differs from the service's clock by more than 5
    /// minutes and at most 366 days, the service shifts the times of all answers by the difference. Send it with every
    /// batch.
    pub client_now: Option<DateTime<Utc>>,
}

/// The result of `submitReviews`.
#[derive(SimpleObject)]
pub struct SubmitReviewsPayload {
    /// One result for each review of the input, in the same order.
    results: Option<ListOf<ReviewResult>>,
    /// The viewer, with the study day as it is now.
    viewer: Option<Viewer>,
    /// The problems with the batch as a whole; empty on success. There are no codes: a problem with one review
    /// is the `error` of its result.
    errors: ListOf<UserError>,
}

/// The result of one submitted review.
#[derive(SimpleObject)]
pub struct ReviewResult {
    /// The UUID that the client gave the review. Null if it cannot be read.
    review_id: Option<Uuid>,
    /// How the answer was graded. Null if the learner rated the card by hand, or if there is an `error`.
    grade: Option<Grade>,
    /// The entry of the review log. Its `voidedAt` is set if the review was undone before it arrived, or if it repeats
    /// an answer to the same exercise within two seconds. Null if there is an `error`.
    review: Option<Review>,
    /// The card after the whole batch. Null if there is an `error`.
    card: Option<Card>,
    /// Why the review was not accepted. Null if it was accepted. Codes: `CARD_REQUIRED` (send `cardId`, or `wordId` and
    /// `skill`), `NOT_FOUND`, `REVIEW_ID_REUSED`, `INVALID_REVIEW_TIME`, `INVALID_DURATION`, `INVALID_ANSWER`,
    /// `INVALID_EXERCISE`, `MALFORMED_ITEM` (the `path` ends with the index of the review, from 0), `TOO_MANY_ITEMS`
    /// (the review comes after the first 200 of the batch; send it again in another batch). An error does not affect
    /// the rest of the batch.
    error: Option<UserError>,
}

/// Starting lessons and submitting reviews.
#[derive(Default)]
pub struct StudyMutation;

#[Object]
impl StudyMutation {
    /// Starts a lesson: creates the viewer's cards for its words, which then appear in `Viewer.studyQueue`. Starting a
    /// lesson again keeps its cards and their schedule. It only adds missing cards, and moves `Lesson.startedAt` back
    /// if `startedAt` is earlier. Requires a login.
    async fn start_lesson(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The lesson to start.")] input: StartLessonInput,
    ) -> Result<Option<StartLessonPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let id = LessonId::from_global_or_nil(&input.lesson_id);
        let started = app::start_lesson(&request.caller, id, input.client_now, input.started_at).await;
        let (lesson, errors) = settle(started, context)?;
        Ok(Some(StartLessonPayload { lesson: lesson.map(Lesson), errors }))
    }

    /// Submits answers. The service grades them, adds them to the review log and schedules their cards. Each review has
    /// its own result. Neither the order of arrival nor repetitions matter: the result is as if every answer had
    /// arrived once, in the order of `reviewedAt`. Requires a login.
    #[graphql(complexity = "batch_cost(input.reviews.len(), child_complexity)")]
    async fn submit_reviews(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The reviews to submit.")] input: SubmitReviewsInput,
    ) -> Result<Option<SubmitReviewsPayload>, ApiError> {
        let request = request(context);
        let viewer = request.caller.viewer()?.clone();
        let language = request.language;
        let (mut ids, mut submissions) = (Vec::new(), Vec::new());
        for review in input.reviews {
            let id = review_id(review.value());
            let review = review.read();
            ids.push(review.as_ref().map(|review| review.review_id).ok_or(id));
            submissions.extend(review.map(to_submission));
        }
        let submitted = app::submit_reviews(&request.caller, input.client_now, submissions).await;
        let (accepted, errors) = settle(submitted, context)?;
        let catalogue = request.caller.catalogue().await?;
        let results = accepted.map(|accepted| {
            let mut accepted = accepted.into_iter();
            let result = |(index, id): (usize, Result<Uuid, Option<Uuid>>)| match id {
                Err(id) => Some(ReviewResult::malformed(id, index, language)),
                Ok(id) => Some(match accepted.next()? {
                    Ok(submitted) => ReviewResult::accepted(id, submitted, &catalogue),
                    Err(problem) => ReviewResult::refused(id, problem, language),
                }),
            };
            ids.into_iter().enumerate().filter_map(result).collect()
        });
        Ok(Some(SubmitReviewsPayload {
            viewer: results.is_some().then_some(Viewer(viewer)),
            results,
            errors,
        }))
    }
}

/// Returns the cost of a batch: reviews beyond the maximum cost only their error.
fn batch_cost(reviews: usize, child: usize) -> usize {
    list_cost(reviews.min(app::MAX_BATCH), child) + list_cost(reviews.saturating_sub(app::MAX_BATCH), 1)
}

/// Converts an answer. An id that is not a word id becomes a wrong choice.
pub(super) fn to_answer(input: ReviewAnswerInput) -> Answer {
    match input {
        ReviewAnswerInput::Choice(id) => Answer::Choice(WordId::from_global_or_nil(&id)),
        ReviewAnswerInput::Text(text) => Answer::Text(text),
        ReviewAnswerInput::Order(pieces) => Answer::Order(pieces),
        ReviewAnswerInput::Rating(rating) => Answer::Rating(rating.into()),
    }
}

/// Returns the id of a review that may be malformed, if it can be read.
fn review_id(review: &Value) -> Option<Uuid> {
    let Value::Object(fields) = review else { return None };
    let Value::String(id) = fields.get("reviewId")? else { return None };
    id.parse().ok()
}

fn to_submission(input: ReviewInput) -> Submission {
    let card = match (&input.card_id, &input.word_id, input.skill) {
        (None, Some(word), Some(skill)) => {
            CardReference::Word(WordId::from_global_or_nil(word), skill.into())
        }
        (Some(card), ..) => CardReference::Id(CardId::from_global_or_nil(card)),
        (None, ..) => CardReference::Missing,
    };
    Submission {
        id: ReviewId::from(input.review_id),
        card,
        exercise_id: input.exercise_id.map(|id| id.0),
        reviewed_at: input.reviewed_at,
        time_zone: input.time_zone,
        duration_ms: input.duration_ms,
        answer: to_answer(input.answer),
        keyboard: input.keyboard.map(Into::into),
    }
}

impl ReviewResult {
    fn accepted(review_id: Uuid, submitted: Submitted, catalogue: &Catalogue) -> Self {
        let Submitted { review, graded, card, word } = submitted;
        Self {
            review_id: Some(review_id),
            grade: graded.map(|graded| Grade::new(graded, word, catalogue)),
            review: Some(Review(Arc::new(review))),
            card: Some(Card(Arc::new(card))),
            error: None,
        }
    }

    fn refused(review_id: Uuid, problem: Problem, language: Language) -> Self {
        let error = UserError::of(problem, language);
        Self { review_id: Some(review_id), grade: None, review: None, card: None, error: Some(error) }
    }

    fn malformed(review_id: Option<Uuid>, index: usize, language: Language) -> Self {
        let mut error = UserError::of(Problem::MalformedItem, language);
        error.path = vec!["reviews".to_owned(), index.to_string()].into();
        Self { review_id, grade: None, review: None, card: None, error: Some(error) }
    }
}
