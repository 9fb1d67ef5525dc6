//! Mutations of cards: undoing reviews, suspending, burying and resetting.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use graphql_engine::ListOf;
use uuid::Uuid;

use super::{Card, Review};
use crate::app::learning::{self as app, QueueAction, Reset, Undone};
use crate::domain::ids::{CardId, ReviewId};
use crate::domain::learning::card as domain;
use crate::domain::problem::Problem;
use crate::domain::text::Language;
use crate::graphql::accounts::Viewer;
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::pagination::list_cost;

/// The reviews to undo.
#[derive(InputObject)]
pub struct UndoReviewsInput {
    /// The UUIDs that the client gave the reviews, at most 200, in any order.
    pub review_ids: Vec<Uuid>,
}

/// The result of `undoReviews`.
#[derive(SimpleObject)]
pub struct UndoReviewsPayload {
    /// One result for each id of the input, in the same order.
    results: Option<ListOf<UndoResult>>,
    /// The viewer, with the study day as it is now.
    viewer: Option<Viewer>,
    /// The problems with the batch as a whole; empty on success. Codes: `TOO_MANY_ITEMS`.
    errors: ListOf<UserError>,
}

/// The result of undoing one review.
#[derive(SimpleObject)]
pub struct UndoResult {
    /// The UUID that the client gave the review.
    review_id: Uuid,
    /// The entry of the review log. It stays in the log, with `voidedAt` set. Null if the service has not received the
    /// review yet; it will be void when it arrives.
    review: Option<Review>,
    /// The card after the whole batch. Null if the review has not arrived yet.
    card: Option<Card>,
    /// Why the review was not undone. Null if it was undone, now or earlier. Codes: `NOT_FOUND` (only after an internal
    /// error). An error does not affect the rest of the batch.
    error: Option<UserError>,
}

/// The cards to suspend.
#[derive(InputObject)]
pub struct SuspendCardsInput {
    /// The ids of the cards, at most 200.
    pub card_ids: Vec<ID>,
}

/// The cards to unsuspend.
#[derive(InputObject)]
pub struct UnsuspendCardsInput {
    /// The ids of the cards, at most 200.
    pub card_ids: Vec<ID>,
}

/// The cards to bury until the next study day.
#[derive(InputObject)]
pub struct BuryCardsInput {
    /// The ids of the cards, at most 200.
    pub card_ids: Vec<ID>,
}

/// The cards to unbury.
#[derive(InputObject)]
pub struct UnburyCardsInput {
    /// The ids of the cards, at most 200.
    pub card_ids: Vec<ID>,
}

/// The cards to reset.
#[derive(InputObject)]
pub struct ResetCardsInput {
    /// The resets, at most 200, in any order.
    pub resets: Vec<CardResetInput>,
    /// The time on the client's clock when it sends the batch. If it differs from the service's clock by more than 5
    /// minutes and at most 366 days, the service shifts all `resetAt` by the difference.
    pub client_now: Option<DateTime<Utc>>,
}

/// A card to reset.
#[derive(InputObject)]
pub struct CardResetInput {
    /// A UUID that the client generates, a new one for each reset. A reset that is sent again returns the same result
    /// and counts once, so a client can resend it until it gets a response.
    pub reset_id: Uuid,
    /// The id of the card.
    pub card_id: ID,
    /// The time at which the learner reset the card, by the client's clock. Corrected, it must be at most 5 minutes ahead
    /// of the service's clock. Defaults to now. Answers given after this time count for the reset card, even if they
    /// are submitted later.
    pub reset_at: Option<DateTime<Utc>>,
}

/// The result of a mutation that changes cards.
#[derive(SimpleObject)]
pub struct CardsPayload {
    /// One result for each card of the input, in the same order.
    results: Option<ListOf<CardResult>>,
    /// The viewer, with the study queue as it is now.
    viewer: Option<Viewer>,
    /// The problems with the batch as a whole; empty on success. Codes: `TOO_MANY_ITEMS`.
    errors: ListOf<UserError>,
}

/// The result of changing one card.
#[derive(SimpleObject)]
pub struct CardResult {
    /// The card id that the client sent.
    card_id: ID,
    /// The card after the whole batch. Null if there is an `error`.
    card: Option<Card>,
    /// Why the card was not changed. Null if it was changed, now or earlier. Codes: `NOT_FOUND`; for `resetCards` also
    /// `RESET_ID_REUSED` and `INVALID_RESET_TIME`. An error does not affect the rest of the batch.
    error: Option<UserError>,
}

/// Mutations of cards: undoing reviews, suspending, burying and resetting.
#[derive(Default)]
pub struct CardMutation;

#[Object]
impl CardMutation {
    /// Undoes reviews of the viewer. Their cards are rescheduled, and their study days recounted, without these
    /// reviews. The reviews stay in the log, with `voidedAt` set. Undoing a review again changes nothing. Submitting
    /// the review again does not restore it: to make the answer count, submit it with a new UUID. A review can be
    /// undone before the service receives it, so a client can send both in any order. Requires a login.
    #[graphql(complexity = "list_cost(input.review_ids.len(), child_complexity)")]
    async fn undo_reviews(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The reviews to undo.")] input: UndoReviewsInput,
    ) -> Result<Option<UndoReviewsPayload>, ApiError> {
        let request = request(context);
        let viewer = request.caller.viewer()?.clone();
        let ids: Vec<ReviewId> = input.review_ids.iter().copied().map(ReviewId::from).collect();
        let (undone, errors) = settle(app::undo_reviews(&request.caller, ids).await, context)?;
        let results = undone.map(|undone| {
            let ids = input.review_ids.into_iter();
            ids.zip(undone).map(|(id, undone)| UndoResult::new(id, undone, request.language)).collect()
        });
        let viewer = results.is_some().then_some(Viewer(viewer));
        Ok(Some(UndoReviewsPayload { results, viewer, errors }))
    }

    /// Removes cards of the viewer from the queue until `unsuspendCards`. Suspending a card again changes nothing.
    /// Requires a login.
    #[graphql(complexity = "list_cost(input.card_ids.len(), child_complexity)")]
    async fn suspend_cards(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The cards to suspend.")] input: SuspendCardsInput,
    ) -> Result<Option<CardsPayload>, ApiError> {
        change_queue(context, QueueAction::Suspend, input.card_ids).await
    }

    /// Returns suspended cards and leeches of the viewer to the queue. Requires a login.
    #[graphql(complexity = "list_cost(input.card_ids.len(), child_complexity)")]
    async fn unsuspend_cards(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The cards to unsuspend.")] input: UnsuspendCardsInput,
    ) -> Result<Option<CardsPayload>, ApiError> {
        change_queue(context, QueueAction::Unsuspend, input.card_ids).await
    }

    /// Removes cards of the viewer from the queue until the next study day, or until `unburyCards`. Requires a login.
    #[graphql(complexity = "list_cost(input.card_ids.len(), child_complexity)")]
    async fn bury_cards(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The cards to bury.")] input: BuryCardsInput,
    ) -> Result<Option<CardsPayload>, ApiError> {
        change_queue(context, QueueAction::Bury, input.card_ids).await
    }

    /// Returns buried cards of the viewer to the queue. Requires a login.
    #[graphql(complexity = "list_cost(input.card_ids.len(), child_complexity)")]
    async fn unbury_cards(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The cards to unbury.")] input: UnburyCardsInput,
    ) -> Result<Option<CardsPayload>, ApiError> {
        change_queue(context, QueueAction::Unbury, input.card_ids).await
    }

    /// Resets cards of the viewer to new. A reset card has no memory state and is in the queue among the new cards,
    /// even if it was suspended, buried or a leech. Its reviews stay in the log and in the counts of their days.
    /// Requires a login.
    #[graphql(complexity = "list_cost(input.resets.len(), child_complexity)")]
    async fn reset_cards(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The cards to reset.")] input: ResetCardsInput,
    ) -> Result<Option<CardsPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let ids = input.resets.iter().map(|reset| reset.card_id.clone()).collect();
        let resets = input.resets.into_iter().map(|reset| Reset {
            id: reset.reset_id,
            card_id: CardId::from_global_or_nil(&reset.card_id),
            at: reset.reset_at,
        });
        let done = app::reset_cards(&request.caller, input.client_now, resets.collect()).await;
        payload(context, ids, settle(done, context)?)
    }
}

async fn change_queue(
    context: &Context<'_>,
    action: QueueAction,
    ids: Vec<ID>,
) -> Result<Option<CardsPayload>, ApiError> {
    let request = request(context);
    request.caller.viewer()?;
    let cards = ids.iter().map(|id| CardId::from_global_or_nil(id)).collect();
    let changed = app::change_queue_membership(&request.caller, action, cards).await;
    payload(context, ids, settle(changed, context)?)
}

fn payload(
    context: &Context<'_>,
    ids: Vec<ID>,
    (done, errors): (Option<Vec<Result<domain::Card, Problem>>>, ListOf<UserError>),
) -> Result<Option<CardsPayload>, ApiError> {
    let request = request(context);
    let viewer = request.caller.viewer()?.clone();
    let results = done.map(|done| {
        let result = |(card_id, done): (ID, Result<domain::Card, Problem>)| {
            let (card, error) = split(done, request.language);
            CardResult { card_id, card: card.map(|card| Card(Arc::new(card))), error }
        };
        ids.into_iter().zip(done).map(result).collect()
    });
    let viewer = results.is_some().then_some(Viewer(viewer));
    Ok(Some(CardsPayload { results, viewer, errors }))
}

fn split<T>(done: Result<T, Problem>, language: Language) -> (Option<T>, Option<UserError>) {
    match done {
        Ok(done) => (Some(done), None),
        Err(problem) => (None, Some(UserError::of(problem, language))),
    }
}

impl UndoResult {
    fn new(review_id: Uuid, undone: Result<Undone, Problem>, language: Language) -> Self {
        let (undone, error) = split(undone, language);
        let logged = undone.and_then(|undone| undone.review);
        let (review, card) =
            logged.map(|(review, card)| (Review(Arc::new(review)), Card(Arc::new(card)))).unzip();
        Self { review_id, review, card, error }
    }
}
