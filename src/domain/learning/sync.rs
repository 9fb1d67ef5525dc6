//! Staying in step: where a client stands among the changes of what is a learner's and of the content, and what of the
//! content it has not seen yet.

use std::sync::Arc;

use uuid::Uuid;

use crate::domain::ids::{CourseId, LessonId, WordId};
use crate::domain::learning::catalogue::Catalogue;
use crate::domain::learning::word::{Lesson, Word};

/// What of a learner's changes, in the order in which it is told within one change: what refers to something comes after
/// it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// A lesson was started.
    LessonStart = 1,
    /// A card was made, or has another state.
    Card = 2,
    /// What the learner has added to a word.
    LearnerWord = 3,
    /// A card was made new again.
    Reset = 4,
    /// A review.
    Review = 5,
    /// A review was undone.
    Void = 6,
}

impl ChangeKind {
    /// All, in their order.
    pub const ALL: [Self; 6] =
        [Self::LessonStart, Self::Card, Self::LearnerWord, Self::Reset, Self::Review, Self::Void];

    /// Its number in the order.
    pub fn number(self) -> u8 {
        self as u8
    }
}

/// A place among the changes of a learner: everything up to it has been told. Changes are ordered by the change number,
/// the kind and the id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChangePlace {
    /// The learner's change number.
    pub number: i64,
    /// The kind's number; 0 is before all of the change, 255 behind.
    pub kind: u8,
    /// The id of what changed.
    pub id: Uuid,
}

impl ChangePlace {
    /// Before everything.
    pub const BEGIN: Self = Self { number: -1, kind: 0, id: Uuid::nil() };

    /// Behind all of a change.
    pub fn behind(number: i64) -> Self {
        Self { number, kind: u8::MAX, id: Uuid::max() }
    }

    /// The same place among the changes of one kind, by number and id alone.
    pub fn within(&self, kind: ChangeKind) -> (i64, Uuid) {
        match kind.number().cmp(&self.kind) {
            std::cmp::Ordering::Less => (self.number, Uuid::max()),
            std::cmp::Ordering::Equal => (self.number, self.id),
            std::cmp::Ordering::Greater => (self.number.saturating_sub(1), Uuid::max()),
        }
    }
}

/// Up to where the content has been told: a version of it, in the courses that the learner had started by a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContentReach {
    /// The version.
    pub version: i64,
    /// The change number.
    pub through: i64,
}

/// Where a client stands. What is the learner's is told first, up to the present; then the content, for which the reach
/// that it is to come to is fixed when it begins: so what changes while it is told comes the next time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SyncPosition {
    /// Among the learner's changes.
    pub own: ChangePlace,
    /// How far the content has been told.
    pub content: ContentReach,
    /// In the middle of telling more of it: how far, and after what.
    pub underway: Option<(ContentReach, ContentKey)>,
}

impl SyncPosition {
    /// Nothing has been told yet.
    pub const BEGIN: Self =
        Self { own: ChangePlace::BEGIN, content: ContentReach { version: 0, through: -1 }, underway: None };

    /// Everything has been told, up to a change and a version of the content.
    pub fn at(change: i64, version: i64) -> Self {
        let content = ContentReach { version, through: change };
        Self { own: ChangePlace::behind(change), content, underway: None }
    }

    /// Whether it is one that a learner at this change and this version of the content can have come to. After the
    /// database was restored from a copy, a client may be ahead of it.
    pub fn is_reached_by(&self, change: i64, version: i64) -> bool {
        let within = |reach: &ContentReach| reach.version <= version && reach.through <= change;
        self.own.number <= change
            && within(&self.content)
            && self.underway.as_ref().is_none_or(|(target, _)| within(target))
    }
}

/// What the content's changes are ordered by: a number for courses, lessons and words, and the id.
pub type ContentKey = (u8, Uuid);

/// Something of the content that is new, or has changed.
#[derive(Debug, Clone)]
pub enum ContentChange {
    /// A lesson.
    Lesson(Arc<Lesson>),
    /// A word.
    Word(Arc<Word>),
    /// A course was withdrawn.
    CourseGone(CourseId),
    /// A lesson was withdrawn.
    LessonGone(LessonId),
    /// A word was withdrawn.
    WordGone(WordId),
}

impl ContentChange {
    /// Its place in the order.
    pub fn key(&self) -> ContentKey {
        match self {
            Self::CourseGone(id) => (1, id.uuid()),
            Self::Lesson(lesson) => (2, lesson.id.uuid()),
            Self::LessonGone(id) => (2, id.uuid()),
            Self::Word(word) => (3, word.id.uuid()),
            Self::WordGone(id) => (3, id.uuid()),
        }
    }
}

/// What has to be told of the content to come from one reach to another, in its order. The courses are those that the
/// learner has started, each with the change by which that was.
pub fn content_changes(
    catalogue: &Catalogue,
    courses: &[(CourseId, i64)],
    from: ContentReach,
    to: ContentReach,
) -> Vec<ContentChange> {
    let mut found = Vec::new();
    for (course, started) in courses.iter().filter(|(_, started)| *started <= to.through) {
        // Of a course that the client has not seen everything is new.
        let seen = if *started <= from.through { from.version } else { 0 };
        if seen >= to.version {
            continue;
        }
        let Some(known) = catalogue.course(*course).filter(|course| course.content_version > seen) else {
            continue;
        };
        if known.retired {
            found.push(ContentChange::CourseGone(*course));
        }
        // Lessons don't tell when they changed: there are few, and where anything in their course has changed all are told.
        found.extend(catalogue.lessons().filter(|lesson| lesson.course_id == *course).map(|lesson| {
            if lesson.retired {
                ContentChange::LessonGone(lesson.id)
            } else {
                ContentChange::Lesson(lesson.clone())
            }
        }));
        let changed = |word: &&Arc<Word>| {
            word.course_id == *course && word.content_version > seen && word.content_version <= to.version
        };
        found.extend(catalogue.words().filter(changed).map(|word| {
            if word.retired { ContentChange::WordGone(word.id) } else { ContentChange::Word(word.clone()) }
        }));
    }
    found.sort_by_key(ContentChange::key);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::learning::catalogue::Content;
    use crate::domain::learning::word::{Course, PartOfSpeech};
    use crate::domain::text::Text;

    fn text() -> Text {
        Text { kk: "Сәлем".to_owned(), ru: None, en: None }
    }

    fn course(number: u128) -> Course {
        let id = Uuid::from_u128(number).into();
        Course {
            id,
            slug: format!("{number}"),
            title: text(),
            description: None,
            content_version: 5,
            retired: false,
        }
    }

    fn word(number: u128, course: u128, content_version: i64, retired: bool) -> Word {
        Word {
            id: Uuid::from_u128(number).into(),
            course_id: Uuid::from_u128(course).into(),
            lesson_id: Uuid::from_u128(course * 10).into(),
            slug: format!("{number}"),
            position: 1,
            headword: "сөз".to_owned(),
            variants: Vec::new(),
            part_of_speech: PartOfSpeech::Noun,
            level: None,
            note: None,
            inflection: None,
            meanings: Vec::new(),
            examples: Vec::new(),
            accepted_orders: Vec::new(),
            content_version,
            retired,
        }
    }

    fn told(courses: &[(u128, i64)], from: ContentReach, to: ContentReach) -> Vec<(u128, bool)> {
        let catalogue = Catalogue::new(Content {
            version: 5,
            courses: vec![course(1), course(2)],
            units: Vec::new(),
            lessons: Vec::new(),
            words: vec![
                word(11, 1, 1, false),
                word(12, 1, 4, false),
                word(13, 1, 5, true),
                word(21, 2, 1, false),
            ],
        });
        let courses: Vec<_> =
            courses.iter().map(|(id, change)| (Uuid::from_u128(*id).into(), *change)).collect();
        let number =
            |change: &ContentChange| (change.key().1.as_u128(), matches!(change, ContentChange::WordGone(_)));
        content_changes(&catalogue, &courses, from, to).iter().map(number).collect()
    }

    fn reach(version: i64, through: i64) -> ContentReach {
        ContentReach { version, through }
    }

    #[test]
    fn of_the_content_what_changed_since_is_told_and_of_new_courses_everything() {
        let begin = SyncPosition::BEGIN.content;
        assert_eq!(told(&[], begin, reach(5, 9)), []);
        assert_eq!(told(&[(1, 3)], begin, reach(5, 9)), [(11, false), (12, false), (13, true)]);
        assert_eq!(told(&[(1, 3)], reach(4, 9), reach(5, 9)), [(13, true)]);
        assert_eq!(told(&[(1, 3)], reach(5, 9), reach(5, 9)), []);
        assert_eq!(told(&[(1, 3), (2, 8)], reach(4, 7), reach(5, 9)), [(13, true), (21, false)]);
    }

    #[test]
    fn what_came_after_the_reach_was_fixed_waits_for_the_next_time() {
        assert_eq!(told(&[(1, 3), (2, 8)], reach(1, 3), reach(4, 7)), [(12, false)]);
        assert_eq!(told(&[(1, 3), (2, 8)], reach(4, 7), reach(5, 8)), [(13, true), (21, false)]);
    }

    #[test]
    fn a_place_divides_each_kind_of_changes_where_it_stands() {
        let id = Uuid::from_u128(7);
        let place = ChangePlace { number: 4, kind: ChangeKind::Reset.number(), id };
        assert_eq!(place.within(ChangeKind::Card), (4, Uuid::max()));
        assert_eq!(place.within(ChangeKind::Reset), (4, id));
        assert_eq!(place.within(ChangeKind::Review), (3, Uuid::max()));
        assert!(ChangePlace::BEGIN.within(ChangeKind::LessonStart) < (0, Uuid::nil()));
    }
}
