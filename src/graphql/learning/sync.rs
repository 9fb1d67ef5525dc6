//! Synchronization: the changes since a client's last request, and everything that it needs to work offline.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use graphql_engine::ListOf;
use uuid::Uuid;

use super::card::Skill;
use super::exercise::queue_filter;
use super::learner_word::LearnerWord;
use super::review::ExerciseKind;
use super::scheduling::SchedulingPreset;
use super::sync_cursor::{decode_cursor, encode_cursor, unknown_cursor};
use super::{Card, Lesson, Review, StudyItem, Word};
use crate::app::Viewer;
use crate::app::learning as app;
use crate::domain::ids::ReviewId;
use crate::domain::learning::learner_word as domain;
use crate::domain::learning::sync::SyncPosition;
use crate::graphql::accounts::LearnerSettings;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::pagination::{page_cost_of, within};
use crate::graphql::scalars::{LanguageTag, global_id};

/// The maximum number of items in a page of changes or in an offline pack.
const MAX_ITEMS: i32 = 500;
/// The maximum number of days that an offline pack covers.
const MAX_DAYS: i32 = 14;

/// A page of changes to the viewer's data, and to the content of the courses that they have started.
#[derive(SimpleObject)]
pub struct Changes {
    /// The cursor to pass as `since` in the next request. Store it in the same local transaction as the data of this
    /// page.
    cursor: String,
    /// Whether more changes are already available; if so, request the next page at once. The data is consistent only
    /// once this is false: before that, a review may come before its card, and a card before its word.
    has_more: bool,
    /// The service's clock at the time of the request.
    server_time: DateTime<Utc>,
    /// The viewer's current settings, whether they have changed or not.
    settings: LearnerSettings,
    /// The viewer's current scheduling preset, whether it has changed or not.
    preset: SchedulingPreset,
    /// Lessons that were started.
    lesson_starts: ListOf<LessonStart>,
    /// Cards that are new or have changed; replace the stored cards with the same ids. A card that changes while a
    /// client reads the pages may be returned twice.
    cards: ListOf<Card>,
    /// Reviews that the service received from any device; add them to the stored log, or replace those with the same
    /// ids. `Review.voidedAt` has its current value.
    reviews: ListOf<Review>,
    /// Reviews that were undone. Their cards are among the `cards`.
    review_voids: ListOf<ReviewVoid>,
    /// Cards that were reset. They are also among the `cards`.
    card_resets: ListOf<CardReset>,
    /// The viewer's additions to words; replace the stored additions to the same words.
    learner_words: ListOf<LearnerWordChange>,
    /// Lessons that are new or may have changed.
    lessons: ListOf<Lesson>,
    /// Words that are new or have changed, with all their content.
    words: ListOf<Word>,
    /// The ids of courses, lessons and words that were withdrawn, and are no longer taught. Their cards and reviews are
    /// kept, and `node` still returns them.
    withdrawn: ListOf<ID>,
}

/// The start of a lesson.
#[derive(SimpleObject)]
pub struct LessonStart {
    /// The lesson.
    lesson: Lesson,
    /// The time at which the lesson was started.
    started_at: DateTime<Utc>,
}

/// A review that was undone.
#[derive(SimpleObject)]
pub struct ReviewVoid {
    /// The UUID that the client gave the review.
    review_id: Uuid,
    /// The time at which the review was undone.
    voided_at: DateTime<Utc>,
}

/// The reset of a card.
#[derive(SimpleObject)]
pub struct CardReset {
    /// The id of the card.
    card_id: ID,
    /// The time at which the card was reset.
    reset_at: DateTime<Utc>,
}

/// A change to the viewer's additions to a word.
#[derive(SimpleObject)]
pub struct LearnerWordChange {
    /// The id of the word.
    word_id: ID,
    /// The viewer's additions to the word now. They are empty if the viewer removed them all.
    learner_word: LearnerWord,
}

impl Changes {
    fn new(changes: app::Changes, viewer: &Viewer, now: DateTime<Utc>) -> Self {
        let courses = changes.withdrawn_courses.into_iter().map(global_id);
        let lessons = changes.withdrawn_lessons.into_iter().map(global_id);
        let words = changes.withdrawn_words.into_iter().map(global_id);
        let start = |(lesson, started_at)| LessonStart { lesson: Lesson(lesson), started_at };
        let reset = |(card, reset_at)| CardReset { card_id: global_id(card), reset_at };
        let void = |(review, voided_at): (ReviewId, _)| ReviewVoid { review_id: review.uuid(), voided_at };
        let own = |own: domain::LearnerWord| LearnerWordChange {
            word_id: global_id(own.word_id),
            learner_word: own.into(),
        };
        Self {
            cursor: encode_cursor(viewer.account.id, &changes.position),
            has_more: changes.has_more,
            server_time: now,
            settings: (&viewer.settings).into(),
            preset: (&viewer.settings.preset).into(),
            lesson_starts: changes.lesson_starts.into_iter().map(start).collect(),
            cards: changes.cards.into_iter().map(|card| Card(Arc::new(card))).collect(),
            reviews: changes.reviews.into_iter().map(|review| Review(Arc::new(review))).collect(),
            review_voids: changes.voids.into_iter().map(void).collect(),
            card_resets: changes.resets.into_iter().map(reset).collect(),
            learner_words: changes.learner_words.into_iter().map(own).collect(),
            lessons: changes.lessons.into_iter().map(Lesson).collect(),
            words: changes.words.into_iter().map(Word).collect(),
            withdrawn: courses.chain(lessons).chain(words).collect(),
        }
    }
}

/// The cards that the viewer has to study over the coming days, with everything that an offline client needs.
#[derive(SimpleObject)]
pub struct OfflinePack {
    /// The end of the last study day that the pack covers.
    until: DateTime<Utc>,
    /// The service's clock at the time of the request. A client can compare it with its own clock, to correct the
    /// `reviewedAt` of reviews that are given offline.
    server_time: DateTime<Utc>,
    /// The items to study, by the study day on which they are needed. Overdue cards belong to today or, during a pause,
    /// to the day on which it ends; the pack has no items for the days of the pause. On each day, the order is that of
    /// `Viewer.studyQueue`: first cards in learning or relearning steps, then cards with an interval of days, then as
    /// many new cards as `LearnerSettings.newCardsPerDay` allows, with introductions of their words. Unlike
    /// `studyQueue`, this list includes the cards of a new word's other skills: show them once the word's first card is
    /// in the phase REVIEW. Within each group, cards of assignments that are current on these days come first. Due
    /// cards are then ordered by due time, the longest due first. The daily limits apply to cards with an interval of
    /// days and to new cards. Show each card when it is due (`Card.dueAt`), but not before the study day
    /// `Card.buriedUntil`, and none before `LearnerSettings.pausedUntil`.
    items: ListOf<StudyItem>,
    /// The words of the cards, each once, with all their content.
    words: ListOf<Word>,
    /// Whether there are more items than were requested. Those of the last days are then missing: request a new pack
    /// before they come.
    has_more: bool,
    /// The languages in which to show meanings, most preferred first: `settings.glossLanguages`, then Russian and
    /// English. For each word, use the first one in which it has a gloss.
    gloss_languages: ListOf<LanguageTag>,
    /// The viewer's settings.
    settings: LearnerSettings,
    /// How the viewer's cards are scheduled, so that the client can predict when an answered card comes back.
    ///
    /// The learning or relearning steps come first. After the last step, the model (FSRS-6) computes an interval in
    /// days, based on the study days since the card's last review. Fuzz then moves the interval within bounds, as in
    /// Anki: the longer the interval, the wider the bounds.
    ///
    /// The day within the bounds is drawn with a pseudo-random number from 0 to 1, which depends only on the card and
    /// its number of reviews. Let `mix` be the finalizer of `SplitMix64`, `high` and `low` the halves of the card's
    /// UUID (the last 16 bytes of `Card.id`, base64url), and `reps` the number of reviews before this one. The number
    /// is the upper 24 bits of `mix(mix(mix(mix(high) ^ low) ^ reps))`, divided by 2^24. Each day takes a part of the
    /// range from 0 to 1 in proportion to its value in `easyDaysPercent`.
    ///
    /// The service schedules submitted answers itself, and its result takes precedence.
    preset: SchedulingPreset,
    /// The cursor to pass to `changes` as `since`, to get everything that changes after the pack.
    cursor: String,
}

impl OfflinePack {
    fn new(pack: app::OfflinePack, viewer: &Viewer, now: DateTime<Utc>) -> Self {
        Self {
            until: pack.until,
            server_time: now,
            items: pack.items.into_iter().map(StudyItem::from).collect(),
            words: pack.words.into_iter().map(Word).collect(),
            has_more: pack.has_more,
            gloss_languages: viewer.settings.gloss_chain().iter().map(LanguageTag::from).collect(),
            settings: (&viewer.settings).into(),
            preset: (&viewer.settings.preset).into(),
            cursor: encode_cursor(viewer.account.id, &pack.position),
        }
    }
}

/// The fields of the viewer that serve synchronization.
pub struct ViewerSync;

#[Object]
impl ViewerSync {
    /// Everything that a client needs to stay in sync: the changes to the viewer's data, from any device, and to the
    /// content of the courses that they have started. No change is missed, even if it is written during a read. Fails
    /// with `BAD_USER_INPUT` if `since` is not a cursor of the viewer's changes, or if the service no longer knows it
    /// because its database was restored. The client must then start over without `since`.
    #[graphql(complexity = "page_cost_of(first, MAX_ITEMS, child_complexity)")]
    async fn changes(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The `cursor` of the previous page. If omitted, the earliest changes come first.")]
        since: Option<String>,
        #[graphql(desc = "The maximum number of items of all kinds together, 1 to 500.", default = 100)]
        first: i32,
    ) -> Result<Option<Changes>, ApiError> {
        let request = request(context);
        let viewer = request.caller.viewer()?;
        let limit = within("first", first, MAX_ITEMS)?;
        let position = match since {
            Some(cursor) => decode_cursor(viewer.account.id, &cursor)?,
            None => SyncPosition::BEGIN,
        };
        let changes = app::changes(&request.caller, position, limit).await?.ok_or_else(unknown_cursor)?;
        Ok(Some(Changes::new(changes, viewer, request.now())))
    }

    /// Everything that a client needs to study offline for some days. Once it is online again, it submits the answers
    /// and then requests `changes`.
    #[graphql(complexity = "page_cost_of(first, MAX_ITEMS, child_complexity)")]
    async fn offline_pack(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The number of study days, 1 to 14. The current one is the first.")] days: i32,
        #[graphql(desc = "The maximum number of items, 1 to 500.", default = 200)] first: i32,
        #[graphql(desc = "Only cards of these skills, as in `studyQueue`.")] skills: Option<Vec<Skill>>,
        #[graphql(desc = "Only exercises of these kinds, as in `studyQueue`.")] kinds: Option<
            Vec<ExerciseKind>,
        >,
    ) -> Result<Option<OfflinePack>, ApiError> {
        let request = request(context);
        let limit = within("first", first, MAX_ITEMS)?;
        let days = within("days", days, MAX_DAYS)?;
        let pack = app::offline_pack(&request.caller, &queue_filter(skills, kinds), days, limit).await?;
        Ok(Some(OfflinePack::new(pack, request.caller.viewer()?, request.now())))
    }
}
