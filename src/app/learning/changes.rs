//! What a client has not seen yet: page by page all that it needs to stay in step.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use crate::app::{AppError, Caller};
use crate::db;
use crate::db::learning::Changed;
use crate::domain::ids::{AccountId, CardId, CourseId, LessonId, ReviewId, WordId};
use crate::domain::learning::card::Card;
use crate::domain::learning::catalogue::Catalogue;
use crate::domain::learning::learner_word::LearnerWord;
use crate::domain::learning::review::Review;
use crate::domain::learning::sync::{
    ChangePlace, ContentChange, ContentKey, ContentReach, SyncPosition, content_changes,
};
use crate::domain::learning::word::{Lesson, Word};

/// Before all of the content.
const BEFORE_ALL: ContentKey = (0, Uuid::nil());

/// A page of changes, and where a client stands after it.
#[derive(Debug)]
pub struct Changes {
    /// Where a client stands after it.
    pub position: SyncPosition,
    /// Whether more was there already.
    pub has_more: bool,
    /// Lessons that were started, and when.
    pub lesson_starts: Vec<(Arc<Lesson>, DateTime<Utc>)>,
    /// Cards that are new, or have another state.
    pub cards: Vec<Card>,
    /// What the learner has added to words.
    pub learner_words: Vec<LearnerWord>,
    /// Cards that were made new again, and when.
    pub resets: Vec<(CardId, DateTime<Utc>)>,
    /// Reviews.
    pub reviews: Vec<Review>,
    /// Reviews that were undone, and when.
    pub voids: Vec<(ReviewId, DateTime<Utc>)>,
    /// Lessons that are new, or may have changed.
    pub lessons: Vec<Arc<Lesson>>,
    /// Words that are new, or have changed.
    pub words: Vec<Arc<Word>>,
    /// Courses that were withdrawn.
    pub courses_gone: Vec<CourseId>,
    /// Lessons that were withdrawn.
    pub lessons_gone: Vec<LessonId>,
    /// Words that were withdrawn.
    pub words_gone: Vec<WordId>,
}

/// What comes after a position, so many things at most; none: the learner can't have come to that position. At most four
/// statements.
///
/// Every change of what is a learner's begins by counting up the learner's change number, and whoever does so waits for
/// those before: so at any moment the rows that can be seen are those of all changes up to a number, and a client that has
/// everything up to it misses nothing that commits late. A card that changes while a client is reading pages comes again
/// behind, by its new number.
pub async fn changes(
    caller: &Caller,
    since: SyncPosition,
    limit: usize,
) -> Result<Option<Changes>, AppError> {
    let learner = caller.viewer()?.account.id;
    let catalogue = caller.catalogue().await?;
    let mut connection = caller.connection().await?;
    // One more tells whether there is more.
    let fetched = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let found = db::learning::changes_after(&mut connection, learner, &since.own, fetched).await?;
    if !since.is_reached_by(found.latest.0, catalogue.version()) {
        return Ok(None);
    }
    let mut page = Changes::at(since);
    let mut own = found.changes;
    page.has_more = own.len() > limit;
    own.truncate(limit);
    let room = limit - own.len();
    page.position.own = match own.last() {
        Some((place, _)) if page.has_more => *place,
        _ => ChangePlace::behind(found.latest.0),
    };
    page.load(&mut connection, learner, &catalogue, own).await?;
    if !page.has_more {
        let courses = db::learning::courses_started(&mut connection, learner).await?;
        page.tell_content(&catalogue, &courses, found.latest.0, room);
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
            courses_gone: Vec::new(),
            lessons_gone: Vec::new(),
            words_gone: Vec::new(),
        }
    }

    /// Takes in what of the learner's changed. Cards and reviews are as they are now: never older than the change.
    async fn load(
        &mut self,
        connection: &mut AsyncPgConnection,
        learner: AccountId,
        catalogue: &Catalogue,
        changes: Vec<(ChangePlace, Changed)>,
    ) -> Result<(), AppError> {
        let (mut cards, mut reviews) = (Vec::new(), Vec::new());
        for (_, change) in changes {
            match change {
                Changed::LessonStart { lesson, at } => {
                    self.lesson_starts.extend(catalogue.lesson(lesson).map(|lesson| (lesson.clone(), at)));
                }
                Changed::Card(id) => cards.push(id),
                Changed::LearnerWord(own) => self.learner_words.push(own),
                Changed::Reset { card, at, .. } => self.resets.push((card, at)),
                Changed::Review(id) => reviews.push(id),
                Changed::Void { review, at } => self.voids.push((review, at)),
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

    /// Goes on with the content, or begins to tell what is new of it by now.
    fn tell_content(&mut self, catalogue: &Catalogue, courses: &[(CourseId, i64)], latest: i64, room: usize) {
        let now = ContentReach { version: catalogue.version(), through: latest };
        let (target, after) = self.position.underway.unwrap_or((now, BEFORE_ALL));
        let mut changes = content_changes(catalogue, courses, self.position.content, target);
        changes.retain(|change| change.key() > after);
        self.has_more = changes.len() > room;
        changes.truncate(room);
        if self.has_more {
            let last = changes.last().map_or(after, ContentChange::key);
            self.position.underway = Some((target, last));
        } else {
            self.position.content = target;
            self.position.underway = None;
        }
        for change in changes {
            match change {
                ContentChange::Lesson(lesson) => self.lessons.push(lesson),
                ContentChange::Word(word) => self.words.push(word),
                ContentChange::CourseGone(id) => self.courses_gone.push(id),
                ContentChange::LessonGone(id) => self.lessons_gone.push(id),
                ContentChange::WordGone(id) => self.words_gone.push(id),
            }
        }
    }
}

/// What was found, in the order in which it was asked for.
fn in_order<T, K: Eq + std::hash::Hash>(found: Vec<T>, order: &[K], key: impl Fn(&T) -> K) -> Vec<T> {
    let mut found: HashMap<K, T> = found.into_iter().map(|one| (key(&one), one)).collect();
    order.iter().filter_map(|key| found.remove(key)).collect()
}
