//! Mutations around a study session: showing new words, pausing, and spreading a backlog.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use graphql_engine::ListOf;

use super::{Card, Lesson};
use crate::app::learning::{self as app, Introduction};
use crate::domain::ids::{LessonId, WordId};
use crate::graphql::accounts::Viewer;
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::lenient::Written;
use crate::graphql::pagination::list_cost;
use crate::graphql::scalars::Date;

/// The words that were introduced.
#[derive(InputObject)]
pub struct IntroduceWordsInput {
    /// The words, at most 200, in any order.
    pub introductions: Vec<IntroductionInput>,
    /// The time on the client's clock when it sends the batch. If it differs from the service's clock by more than 5
    /// minutes and at most 366 days, the service shifts all `introducedAt` by the difference.
    pub client_now: Option<DateTime<Utc>>,
}

/// A word that was introduced.
#[derive(InputObject)]
pub struct IntroductionInput {
    /// The id of the word.
    pub word_id: ID,
    /// The time at which the word was shown, by the client's clock. Defaults to now; a time in the future counts as
    /// now, and a time more than 366 days ago as 366 days ago. If a word is introduced more than once, the earliest
    /// time counts.
    pub introduced_at: Option<DateTime<Utc>>,
}

/// The result of `introduceWords`.
#[derive(SimpleObject)]
pub struct IntroduceWordsPayload {
    /// One result for each word of the input, in the same order.
    results: Option<ListOf<IntroductionResult>>,
    /// The viewer, with the study queue as it is now.
    viewer: Option<Viewer>,
    /// The problems with the batch as a whole; empty on success. Codes: `TOO_MANY_ITEMS`.
    errors: ListOf<UserError>,
}

/// The result of introducing one word.
#[derive(SimpleObject)]
pub struct IntroductionResult {
    /// The word id that the client sent.
    word_id: ID,
    /// The viewer's cards of the word, with `introducedAt` set. Null if there is an `error`.
    cards: Option<ListOf<Card>>,
    /// Why the introduction was not recorded. Null if it was recorded, now or earlier. Codes: `NOT_FOUND` (the viewer
    /// has no card of the word). An error does not affect the rest of the batch.
    error: Option<UserError>,
}

/// The lesson to mark as known.
#[derive(InputObject)]
pub struct MarkLessonKnownInput {
    /// The id of the lesson.
    pub lesson_id: ID,
}

/// The result of `markLessonKnown`.
#[derive(SimpleObject)]
pub struct MarkLessonKnownPayload {
    /// The lesson.
    lesson: Option<Lesson>,
    /// The number of cards that were rated.
    rated_cards: Option<i32>,
    /// The viewer, with the study day as it is now.
    viewer: Option<Viewer>,
    /// The problems with the input; empty on success. Codes: `NOT_FOUND`.
    errors: ListOf<UserError>,
}

/// The pause to start or to end.
#[derive(InputObject)]
pub struct PauseStudyInput {
    /// The study day on which the viewer resumes: 1 to 366 days after today. Null ends the current pause.
    pub until: Option<Written<Date>>,
}

/// The result of `pauseStudy`.
#[derive(SimpleObject)]
pub struct PauseStudyPayload {
    /// The viewer with the new settings.
    viewer: Option<Viewer>,
    /// The problems with the input; empty on success. Codes: `INVALID_DATE`, `INVALID_PAUSE`.
    errors: ListOf<UserError>,
}

/// The backlog to spread.
#[derive(InputObject)]
pub struct SpreadBacklogInput {
    /// The number of study days, 2 to 60. Today is the first.
    pub days: i32,
}

/// The result of `spreadBacklog`.
#[derive(SimpleObject)]
pub struct SpreadBacklogPayload {
    /// The number of cards that are buried until a later one of these study days.
    postponed_cards: Option<u32>,
    /// The viewer, with the study queue as it is now.
    viewer: Option<Viewer>,
    /// The problems with the input; empty on success. Codes: `INVALID_DAYS`.
    errors: ListOf<UserError>,
}

/// Mutations around a study session.
#[derive(Default)]
pub struct StudySessionMutation;

#[Object]
impl StudySessionMutation {
    /// Records that new words were introduced to the viewer (`StudyItem.exercise` is null), so that the study queue
    /// moves on, on all devices. An introduction is not a review: it does not affect the card's memory state, schedule
    /// or statistics. Sending it again changes nothing. Requires a login.
    #[graphql(complexity = "list_cost(input.introductions.len(), child_complexity)")]
    async fn introduce_words(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The words that were introduced.")] input: IntroduceWordsInput,
    ) -> Result<Option<IntroduceWordsPayload>, ApiError> {
        let request = request(context);
        let viewer = request.caller.viewer()?.clone();
        let introductions = input.introductions.iter().map(|shown| Introduction {
            word_id: WordId::from_global_or_nil(&shown.word_id),
            at: shown.introduced_at,
        });
        let introduced =
            app::introduce_words(&request.caller, input.client_now, introductions.collect()).await;
        let (introduced, errors) = settle(introduced, context)?;
        let results = introduced.map(|introduced| {
            let ids = input.introductions.into_iter().map(|shown| shown.word_id);
            let result = |(word_id, cards): (ID, Result<Vec<_>, _>)| match cards {
                Ok(cards) => {
                    let cards = cards.into_iter().map(|card| Card(Arc::new(card))).collect();
                    IntroductionResult { word_id, cards: Some(cards), error: None }
                }
                Err(problem) => {
                    let error = UserError::of(problem, request.language);
                    IntroductionResult { word_id, cards: None, error: Some(error) }
                }
            };
            ids.zip(introduced).map(result).collect()
        });
        let viewer = results.is_some().then_some(Viewer(viewer));
        Ok(Some(IntroduceWordsPayload { results, viewer, errors }))
    }

    /// Marks a lesson as known: starts the lesson, and gives the rating EASY to each of its cards that was never
    /// reviewed. The cards then come back after intervals of days. The ratings are reviews: they count for the day, and
    /// `undoReviews` undoes them. Marking the lesson again changes nothing. Requires a login.
    async fn mark_lesson_known(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The lesson.")] input: MarkLessonKnownInput,
    ) -> Result<Option<MarkLessonKnownPayload>, ApiError> {
        let request = request(context);
        let viewer = request.caller.viewer()?.clone();
        let id = LessonId::from_global_or_nil(&input.lesson_id);
        let known = app::mark_lesson_known(&request.caller, id).await;
        let (known, errors) = settle(known, context)?;
        let viewer = known.is_some().then_some(Viewer(viewer));
        let (lesson, rated_cards) = known.unzip();
        let rated_cards = rated_cards.map(|cards| i32::try_from(cards).unwrap_or(i32::MAX));
        Ok(Some(MarkLessonKnownPayload { lesson: lesson.map(Lesson), rated_cards, viewer, errors }))
    }

    /// Pauses the viewer's studies until a day, such as the end of a holiday. During the pause the study queue is empty
    /// and no card is due; answers are still accepted. After the pause, all cards that became due in the meantime are
    /// due; `spreadBacklog` spreads them. A pause does not preserve a streak. Requires a login.
    async fn pause_study(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The pause.")] input: PauseStudyInput,
    ) -> Result<Option<PauseStudyPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let paused = async {
            let until = input.until.map(|day| day.read_at("until")).transpose()?;
            app::pause_study(&request.caller, until.map(|day| day.0)).await
        };
        let (viewer, errors) = settle(paused.await.map(Arc::new), context)?;
        let viewer = viewer.map(|viewer| Viewer::renewed(context, viewer));
        Ok(Some(PauseStudyPayload { viewer, errors }))
    }

    /// Spreads the viewer's due cards with an interval of days evenly over the given number of study days, the best
    /// remembered cards first. The cards of later days are buried until their day (`unburyCards` returns them to the
    /// queue). Due cards that are buried until one of these days are spread with them, but never come earlier, so
    /// sending the mutation again changes nothing. Cards in learning or relearning steps stay due. Requires a login.
    async fn spread_backlog(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The number of days.")] input: SpreadBacklogInput,
    ) -> Result<Option<SpreadBacklogPayload>, ApiError> {
        let request = request(context);
        let viewer = request.caller.viewer()?.clone();
        let (postponed_cards, errors) =
            settle(app::spread_backlog(&request.caller, input.days).await, context)?;
        let viewer = postponed_cards.is_some().then_some(Viewer(viewer));
        Ok(Some(SpreadBacklogPayload { postponed_cards, viewer, errors }))
    }
}
