//! The change feed: returns, page by page, everything that a client needs to stay in sync.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use crate::app::{AppError, Caller};
use crate::db;
use crate::db::learning::SyncChange;
use crate::domain::ids::{AccountId, CardId, CourseId, LessonId, ReviewId, WordId};
use crate::domain::learning::card::Card;
use crate::domain::learning::catalogue::Catalogue;
use crate::domain::learning::learner_word::LearnerWord;
use crate::domain::learning::review::Review;
use crate::domain::learning::sync::{
    ChangePosition, ContentChange, ContentCoverage, ContentKey, SyncPosition, content_changes,
};
use crate::domain::learning::word::{Lesson, Word};

/// The position before all content.
const BEFORE_ALL: ContentKey = (0, Uuid::nil());

/// A page of changes, and the client's position after the page.
#[derive(Debug)]
pub struct Changes {
    /// The client's position after this page.
    pub position: SyncPosition,
    /// Whether more changes are already available.
    pub has_more: bool,
    /// Lessons that were started, and when.
    pub lesson_starts: Vec<(Arc<Lesson>, DateTime<Utc>)>,
    /// Cards that are new or have a different state.
    pub cards: Vec<Card>,
    /// The learner's additions to words.
    pub learner_words: Vec<LearnerWord>,
    /// Cards that were reset, and when.
    pub resets: Vec<(CardId, DateTime<Utc>)>,
    /// Reviews that were received.
    pub reviews: Vec<Review>,
    /// Reviews that were undone, and when.
    pub voids: Vec<(ReviewId, DateTime<Utc>)>,
    /// Lessons that are new or may have changed.
    pub lessons: Vec<Arc<Lesson>>,
    /// Words that are new or have changed.
    pub words: Vec<Arc<Word>>,
    /// Courses that were withdrawn.
    pub withdrawn_courses: Vec<CourseId>,
    /// Lessons that were withdrawn.
    pub withdrawn_lessons: Vec<LessonId>,
    /// Words that were withdrawn.
    pub withdrawn_words: Vec<WordId>,
}

/// Returns at most `limit` changes after a position. `None` if the learner cannot have reached that position. At most
/// four SQL statements.
///
/// Every change to a learner's data begins by incrementing the learner's change number, which waits for earlier changes
/// to commit. The visible rows are therefore always those of all changes up to some number, and a client that has
/// everything up to that number misses no late commit. A card that changes while a client is reading pages is returned
/// again later, under its new number.
pub async fn changes(
    caller: &Caller,
    since: SyncPosition,
    limit: usize,
) -> Result<Option<Changes>, AppError> {
    let learner = caller.viewer()?.account.id;
    let catalogue = caller.catalogue().await?;
    let mut connection = caller.connection().await?;
    // One more change than the limit shows whether there are more.
    let fetched = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let found = db::learning::changes_after(&mut connection, learner, &since.own, fetched).await?;
    if !since.is_reachable_at(found.latest.0, catalogue.version()) {
        return Ok(None);
    }
    let mut page = Changes::at(since);
    let mut own = found.changes;
    page.has_more = own.len() > limit;
    own.truncate(limit);
    let room = limit - own.len();
    page.position.own = match own.last() {
        Some((place, _)) if page.has_more => *place,
        _ => ChangePosition::after_change(found.latest.0),
    };
    page.load(&mut connection, learner, &catalogue, own).await?;
    if !page.has_more {
        let courses = db::learning::courses_started(&mut connection, learner).await?;
        page.add_content(&catalogue, &courses, found.latest.0, room);
    }
    Ok(Some(page))
}

impl Changes {
    fn at(position: SyncPosition) -> Self {
        Self {
            position,
            has_more: false,
            lesson_starts: Vec::new(),
            cards: Vec::new(),
            learner_words: Vec::new(),
            resets: Vec::new(),
            reviews: Vec::new(),
            voids: Vec::new(),
            lessons: Vec::new(),
            words: Vec::new(),
            withdrawn_courses: Vec::new(),
            withdrawn_lessons: Vec::new(),
            withdrawn_words: Vec::new(),
        }
    }

    /// Loads the learner's changed data. Cards and reviews have their current state, which is never older than the
    /// change.
    async fn load(
        &mut self,
        connection: &mut AsyncPgConnection,
        learner: AccountId,
        catalogue: &Catalogue,
        changes: Vec<(ChangePosition, SyncChange)>,
    ) -> Result<(), AppError> {
        let (mut cards, mut reviews) = (Vec::new(), Vec::new());
        for (_, change) in changes {
            match change {
                SyncChange::LessonStart { lesson, at } => {
                    self.lesson_starts.extend(catalogue.lesson(lesson).map(|lesson| (lesson.clone(), at)));
                }
                SyncChange::Card(id) => cards.push(id),
                SyncChange::LearnerWord(own) => self.learner_words.push(own),
                SyncChange::Reset { card, at, .. } => self.resets.push((card, at)),
                SyncChange::Review(id) => reviews.push(id),
                SyncChange::Void { review, at } => self.voids.push((review, at)),
            }
        }
        if !cards.is_empty() {
            let found = db::learning::cards_by_ids(connection, learner, &cards).await?;
            self.cards = in_order(found, &cards, |card| card.id);
        }
        if !reviews.is_empty() {
            let found = db::learning::reviews_by_ids(connection, learner, &reviews).await?;
            self.reviews = in_order(found, &reviews, |review| review.id);
        }
        Ok(())
    }

    /// Adds content changes: continues an unfinished pass, or starts a new one up to the current version.
    fn add_content(&mut self, catalogue: &Catalogue, courses: &[(CourseId, i64)], latest: i64, room: usize) {
        let now = ContentCoverage { version: catalogue.version(), through: latest };
        let (target, after) = self.position.in_progress.unwrap_or((now, BEFORE_ALL));
        let mut changes = content_changes(catalogue, courses, self.position.content, target);
        changes.retain(|change| change.key() > after);
        self.has_more = changes.len() > room;
        changes.truncate(room);
        if self.has_more {
            let last = changes.last().map_or(after, ContentChange::key);
            self.position.in_progress = Some((target, last));
        } else {
            self.position.content = target;
            self.position.in_progress = None;
        }
        for change in changes {
            match change {
                ContentChange::Lesson(lesson) => self.lessons.push(lesson),
                ContentChange::Word(word) => self.words.push(word),
                ContentChange::CourseWithdrawn(id) => self.withdrawn_courses.push(id),
                ContentChange::LessonWithdrawn(id) => self.withdrawn_lessons.push(id),
                ContentChange::WordWithdrawn(id) => self.withdrawn_words.push(id),
            }
        }
    }
}

/// Sorts loaded items into the order in which they were requested.
fn in_order<T, K: Eq + std::hash::Hash>(found: Vec<T>, order: &[K], key: impl Fn(&T) -> K) -> Vec<T> {
    let mut found: HashMap<K, T> = found.into_iter().map(|one| (key(&one), one)).collect();
    order.iter().filter_map(|key| found.remove(key)).collect()
}
