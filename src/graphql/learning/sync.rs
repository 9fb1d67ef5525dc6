//! Staying in step: what changed since a client asked last, and what it needs to go on without a connection.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::cursor::{no_cursor, open, seal};
use super::learner_word::LearnerWord;
use super::scheduling::SchedulingPreset;
use super::{Card, Lesson, Review, StudyItem, Word};
use crate::app::Viewer;
use crate::app::learning as app;
use crate::domain::ids::ReviewId;
use crate::domain::learning::learner_word as domain;
use crate::domain::learning::sync::SyncPosition;
use crate::graphql::accounts::LearnerSettings;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::pagination::page_cost_of;
use crate::graphql::scalars::{LanguageTag, global_id};

/// How many things a page of changes, or a pack, holds at most.
const MOST: i32 = 500;
/// For how many days a pack may be.
const MOST_DAYS: i32 = 14;

/// A page of what changed of what is the viewer's, and of the content of the courses that they have started.
#[derive(SimpleObject)]
pub struct Changes {
    /// To be given as `since` the next time. Keep it with what the page told, in one transaction of the client's.
    cursor: String,
    /// Whether more was there already: ask again at once. What the pages told fits together when this is false: before
    /// that, a review may come before its card, and a card before its word.
    has_more: bool,
    /// The service's clock at the time of the request.
    server_time: DateTime<Utc>,
    /// How the viewer learns now, whether that has changed or not.
    settings: LearnerSettings,
    /// How their cards are scheduled now, likewise.
    preset: SchedulingPreset,
    /// Lessons that were started.
    lesson_starts: Vec<LessonStart>,
    /// Cards that are new, or have another state: replace what you have by their ids. A card that changes while you read
    /// pages may come twice.
    cards: Vec<Card>,
    /// Reviews that were received, from whichever device: add them to the log, by their ids. `Review.voidedAt` is as it
    /// is now.
    reviews: Vec<Review>,
    /// Reviews that were undone. Their cards come among the `cards`.
    review_voids: Vec<ReviewVoid>,
    /// Cards that were made new again. They come among the `cards`, too.
    card_resets: Vec<CardReset>,
    /// What the viewer has added to words: replace what you have by the word.
    learner_words: Vec<ChangedLearnerWord>,
    /// Lessons that are new or may have changed.
    lessons: Vec<Lesson>,
    /// Words that are new or have changed, with all that the content says of them.
    words: Vec<Word>,
    /// The ids of courses, lessons and words that were withdrawn: they are not taught any more. Their cards and reviews
    /// stay; `node` still tells what they were.
    withdrawn: Vec<ID>,
}

/// That a lesson was started.
#[derive(SimpleObject)]
pub struct LessonStart {
    /// The lesson.
    lesson: Lesson,
    /// When it was started.
    started_at: DateTime<Utc>,
}

/// That a review was undone.
#[derive(SimpleObject)]
pub struct ReviewVoid {
    /// The UUID that the client gave the review.
    review_id: Uuid,
    /// When it was undone.
    voided_at: DateTime<Utc>,
}

/// That a card was made new again.
#[derive(SimpleObject)]
pub struct CardReset {
    /// The card's id.
    card_id: ID,
    /// When it was made new.
    reset_at: DateTime<Utc>,
}

/// That the viewer has added something to a word, or taken it back.
#[derive(SimpleObject)]
pub struct ChangedLearnerWord {
    /// The word's id.
    word_id: ID,
    /// What the viewer has added to it; empty where they took everything back.
    learner_word: LearnerWord,
}

impl Changes {
    fn new(changes: app::Changes, viewer: &Viewer, now: DateTime<Utc>) -> Self {
        let courses = changes.courses_gone.into_iter().map(global_id);
        let lessons = changes.lessons_gone.into_iter().map(global_id);
        let words = changes.words_gone.into_iter().map(global_id);
        let start = |(lesson, started_at)| LessonStart { lesson: Lesson(lesson), started_at };
        let reset = |(card, reset_at)| CardReset { card_id: global_id(card), reset_at };
        let void = |(review, voided_at): (ReviewId, _)| ReviewVoid { review_id: review.uuid(), voided_at };
        let own = |own: domain::LearnerWord| ChangedLearnerWord {
            word_id: global_id(own.word_id),
            learner_word: own.into(),
        };
        Self {
            cursor: seal(viewer.account.id, &changes.position),
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

/// What the viewer has to study on the next days.
#[derive(SimpleObject)]
pub struct OfflinePack {
    /// When the last of the days ends, by the viewer's study days.
    until: DateTime<Utc>,
    /// The service's clock at the time of the request: how far the client's is off it, reviews that are given without a
    /// connection are dated wrongly.
    server_time: DateTime<Utc>,
    /// The cards, each with what to ask of it the next time: those in the steps of a day, then those that come after
    /// days, the longest due first, then new ones, as many as the days' limits allow. `Card.dueAt` tells when to ask.
    items: Vec<StudyItem>,
    /// Their words, each once, with all that the content says of them.
    words: Vec<Word>,
    /// Whether there were more cards than were asked for.
    has_more: bool,
    /// The languages to show a meaning in: the first that a word has a gloss in.
    gloss_languages: Vec<LanguageTag>,
    /// How the viewer learns.
    settings: LearnerSettings,
    /// How the viewer's cards are scheduled, so that the client can tell when a card that is answered comes again. First the
    /// steps of the day count; behind the last one the model (FSRS-6) gives an interval in days, by the study days since the
    /// card's last review. Fuzz moves it within bounds as in Anki, more the longer it is. Which of the days within the bounds
    /// it becomes is drawn by a number from 0 to 1, the same everywhere for a card at its count of reviews: with `mix` the
    /// finalizer of `SplitMix64`, `high` and `low` the halves of the card's UUID (the last 16 bytes of `Card.id`, base64url)
    /// and `reps` the count before the review, the upper 24 bits of `mix(mix(mix(mix(high) ^ low) ^ reps))` by 2^24; each
    /// day takes its part of it by `easyDaysPercent`. The service schedules anew what is submitted: its word counts.
    preset: SchedulingPreset,
    /// To be given to `changes` as `since`, for what has changed after the pack was made.
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
            cursor: seal(viewer.account.id, &pack.position),
        }
    }
}

/// The part of the viewer that keeps clients in step.
pub struct ViewerSync;

#[Object]
impl ViewerSync {
    /// All that a client needs to stay in step: what changed of what is the viewer's, on whichever device, and of the
    /// content of the courses that they have started. Nothing is missed, also of what was being written while somebody
    /// read. Errors: `BAD_USER_INPUT` for a `since` that is not a cursor of the viewer's changes, or one that the service
    /// does not know any more, since its database was restored: begin anew without it.
    #[graphql(complexity = "page_cost_of(first, MOST, child_complexity)")]
    async fn changes(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The `cursor` of the last page; without it, everything from the beginning.")]
        since: Option<String>,
        #[graphql(desc = "How many things at most, all kinds together, 1 to 500.", default = 100)] first: i32,
    ) -> Result<Option<Changes>, ApiError> {
        let request = request(context);
        let viewer = request.caller.viewer()?;
        let limit = within("first", first, MOST)?;
        let position = match since {
            Some(cursor) => open(viewer.account.id, &cursor)?,
            None => SyncPosition::BEGIN,
        };
        let changes = app::changes(&request.caller, position, limit).await?.ok_or_else(no_cursor)?;
        Ok(Some(Changes::new(changes, viewer, request.now())))
    }

    /// What is needed to study for some days without a connection: submit the answers when there is one again, and then
    /// ask for `changes`.
    #[graphql(complexity = "page_cost_of(first, MOST, child_complexity)")]
    async fn offline_pack(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "For how many study days, 1 to 14; the present one is the first.")] days: i32,
        #[graphql(desc = "How many cards at most, 1 to 500.", default = 200)] first: i32,
    ) -> Result<Option<OfflinePack>, ApiError> {
        let request = request(context);
        let limit = within("first", first, MOST)?;
        let days = u32::try_from(within("days", days, MOST_DAYS)?).unwrap_or_default();
        let pack = app::offline_pack(&request.caller, days, limit).await?;
        Ok(Some(OfflinePack::new(pack, request.caller.viewer()?, request.now())))
    }
}

/// A number of things from 1 to the most.
fn within(argument: &str, wanted: i32, most: i32) -> Result<usize, ApiError> {
    let number = usize::try_from(wanted).ok().filter(|_| (1..=most).contains(&wanted));
    number.ok_or_else(|| ApiError::bad_input(format!("«{argument}» is 1 to {most}, not {wanted}.")))
}
