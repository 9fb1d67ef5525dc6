//! Undoing reviews, and what is done with cards beyond answering.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Card, Review};
use crate::app::learning::{self as app, Hold, Reset, Undone};
use crate::domain::ids::{CardId, ReviewId};
use crate::domain::learning::card as domain;
use crate::domain::problem::Problem;
use crate::domain::text::Language;
use crate::graphql::accounts::Viewer;
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::pagination::list_cost;

/// Reviews to undo.
#[derive(InputObject)]
pub struct UndoReviewsInput {
    /// The UUIDs that the client gave them, at most 200, in any order.
    pub review_ids: Vec<Uuid>,
}

/// What came of `undoReviews`.
#[derive(SimpleObject)]
pub struct UndoReviewsPayload {
    /// One for each id of the input, in its order; null: see `errors`.
    results: Option<Vec<UndoResult>>,
    /// The viewer, with the study day as it is now; null: see `errors`.
    viewer: Option<Viewer>,
    /// What is wrong with the batch as a whole; empty: nothing. Codes: `TOO_MANY_ITEMS`.
    errors: Vec<UserError>,
}

/// What came of undoing a review.
#[derive(SimpleObject)]
pub struct UndoResult {
    /// The UUID that the client gave it.
    review_id: Uuid,
    /// The log's entry, which stays, with `voidedAt`; null: see `error`.
    review: Option<Review>,
    /// The card as the whole batch left it; null: see `error`.
    card: Option<Card>,
    /// Why it was not undone; null: it was, now or before. Codes: `NOT_FOUND`. It costs the rest of the batch nothing.
    error: Option<UserError>,
}

/// Cards to take out of the queue.
#[derive(InputObject)]
pub struct SuspendCardsInput {
    /// The cards, at most 200.
    pub card_ids: Vec<ID>,
}

/// Cards to take back into the queue.
#[derive(InputObject)]
pub struct UnsuspendCardsInput {
    /// The cards, at most 200.
    pub card_ids: Vec<ID>,
}

/// Cards to put off until the next study day.
#[derive(InputObject)]
pub struct BuryCardsInput {
    /// The cards, at most 200.
    pub card_ids: Vec<ID>,
}

/// Cards that were put off, to take back.
#[derive(InputObject)]
pub struct UnburyCardsInput {
    /// The cards, at most 200.
    pub card_ids: Vec<ID>,
}

/// Cards to make new again.
#[derive(InputObject)]
pub struct ResetCardsInput {
    /// At most 200, in any order.
    pub resets: Vec<CardResetInput>,
}

/// A card to make new again.
#[derive(InputObject)]
pub struct CardResetInput {
    /// A UUID that the client makes, a new one for each reset. The same reset sent again has the same result and counts
    /// once: send what was not acknowledged again, as often as needed.
    pub reset_id: Uuid,
    /// The card.
    pub card_id: ID,
    /// When the learner did so; at most 5 minutes ahead of the service's clock. Without it, now: answers given after it count,
    /// also those that are submitted later.
    pub reset_at: Option<DateTime<Utc>>,
}

/// What came of doing something with cards.
#[derive(SimpleObject)]
pub struct CardsPayload {
    /// One for each card of the input, in its order; null: see `errors`.
    results: Option<Vec<CardResult>>,
    /// The viewer, with the study queue as it is now; null: see `errors`.
    viewer: Option<Viewer>,
    /// What is wrong with the batch as a whole; empty: nothing. Codes: `TOO_MANY_ITEMS`.
    errors: Vec<UserError>,
}

/// What came of doing something with a card.
#[derive(SimpleObject)]
pub struct CardResult {
    /// The id that the client gave.
    card_id: ID,
    /// The card as the whole batch left it; null: see `error`.
    card: Option<Card>,
    /// Why nothing was done with it; null: it was, now or before. Codes: `NOT_FOUND`; of `resetCards` also
    /// `RESET_ID_REUSED`, `INVALID_RESET_TIME`. It costs the rest of the batch nothing.
    error: Option<UserError>,
}

/// Undoing reviews, and what is done with cards beyond answering.
#[derive(Default)]
pub struct CardsMutation;

#[Object]
impl CardsMutation {
    /// Undoes reviews of the viewer: their cards are scheduled, and their study days counted, as if they had never been. They
    /// stay in the log, with `voidedAt`. Undone once more they are the same, and so they are when they are submitted again: an
    /// answer that is to count needs a new UUID. Somebody has to be logged in.
    #[graphql(complexity = "list_cost(input.review_ids.len(), child_complexity)")]
    async fn undo_reviews(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which reviews.")] input: UndoReviewsInput,
    ) -> Result<Option<UndoReviewsPayload>, ApiError> {
        let request = request(context);
        let viewer = request.caller.viewer()?.clone();
        let ids: Vec<ReviewId> = input.review_ids.iter().copied().map(ReviewId::from).collect();
        let (undone, errors) = settle(app::undo_reviews(&request.caller, ids).await, request.language)?;
        let results = undone.map(|undone| {
            let ids = input.review_ids.into_iter();
            ids.zip(undone).map(|(id, undone)| UndoResult::new(id, undone, request.language)).collect()
        });
        let viewer = results.is_some().then_some(Viewer(viewer));
        Ok(Some(UndoReviewsPayload { results, viewer, errors }))
    }

    /// Takes cards of the viewer out of the queue until `unsuspendCards`. Suspended once more they are the same. Somebody has
    /// to be logged in.
    #[graphql(complexity = "list_cost(input.card_ids.len(), child_complexity)")]
    async fn suspend_cards(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which cards.")] input: SuspendCardsInput,
    ) -> Result<Option<CardsPayload>, ApiError> {
        held(context, Hold::Suspend, input.card_ids).await
    }

    /// Takes cards of the viewer back into the queue; leeches, too. Somebody has to be logged in.
    #[graphql(complexity = "list_cost(input.card_ids.len(), child_complexity)")]
    async fn unsuspend_cards(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which cards.")] input: UnsuspendCardsInput,
    ) -> Result<Option<CardsPayload>, ApiError> {
        held(context, Hold::Unsuspend, input.card_ids).await
    }

    /// Puts cards of the viewer off until the next study day, or until `unburyCards`. Somebody has to be logged in.
    #[graphql(complexity = "list_cost(input.card_ids.len(), child_complexity)")]
    async fn bury_cards(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which cards.")] input: BuryCardsInput,
    ) -> Result<Option<CardsPayload>, ApiError> {
        held(context, Hold::Bury, input.card_ids).await
    }

    /// Takes back cards of the viewer that were put off. Somebody has to be logged in.
    #[graphql(complexity = "list_cost(input.card_ids.len(), child_complexity)")]
    async fn unbury_cards(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which cards.")] input: UnburyCardsInput,
    ) -> Result<Option<CardsPayload>, ApiError> {
        held(context, Hold::Unbury, input.card_ids).await
    }

    /// Makes cards of the viewer new again, by an entry of their log: nothing is remembered of them, and they stand in the
    /// queue among the new ones, even those that were suspended, buried or leeches. Their reviews stay in the log, and in the
    /// counts of their days. Somebody has to be logged in.
    #[graphql(complexity = "list_cost(input.resets.len(), child_complexity)")]
    async fn reset_cards(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which cards.")] input: ResetCardsInput,
    ) -> Result<Option<CardsPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let ids = input.resets.iter().map(|reset| reset.card_id.clone()).collect();
        let resets = input.resets.into_iter().map(|reset| Reset {
            id: reset.reset_id,
            card_id: CardId::from_global_or_nil(&reset.card_id),
            at: reset.reset_at,
        });
        let done = app::reset_cards(&request.caller, resets.collect()).await;
        payload(context, ids, settle(done, request.language)?)
    }
}

async fn held(context: &Context<'_>, hold: Hold, ids: Vec<ID>) -> Result<Option<CardsPayload>, ApiError> {
    let request = request(context);
    request.caller.viewer()?;
    let cards = ids.iter().map(|id| CardId::from_global_or_nil(id)).collect();
    let done = app::hold_cards(&request.caller, hold, cards).await;
    payload(context, ids, settle(done, request.language)?)
}

fn payload(
    context: &Context<'_>,
    ids: Vec<ID>,
    (done, errors): (Option<Vec<Result<domain::Card, Problem>>>, Vec<UserError>),
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
        let (review, card) =
            undone.map(|Undone { review, card }| (Review(Arc::new(review)), Card(Arc::new(card)))).unzip();
        Self { review_id, review, card, error }
    }
}
