//! Offline synchronization: a client's position among the changes of a learner's data and of the content, and the
//! content changes that the client has yet to receive.

use std::sync::Arc;

use uuid::Uuid;

use crate::ids::{CourseId, LessonId, WordId};
use crate::learning::catalogue::Catalogue;
use crate::learning::word::{Lesson, Word};

/// The kinds of changes to a learner's data, in the order in which they are sent within one change: every record comes
/// after the records that it references.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// The learner started a lesson.
    LessonStart = 1,
    /// A card was created, or its state changed.
    Card = 2,
    /// The learner's additions to a word changed.
    LearnerWord = 3,
    /// A card was reset.
    Reset = 4,
    /// A review was added.
    Review = 5,
    /// A review was voided.
    Void = 6,
}

impl ChangeKind {
    /// All kinds, in order.
    pub const ALL: [Self; 6] =
        [Self::LessonStart, Self::Card, Self::LearnerWord, Self::Reset, Self::Review, Self::Void];

    /// Returns the number of the kind, which gives the order.
    pub fn number(self) -> u8 {
        self as u8
    }
}

/// A position among the changes of a learner: the client has received everything up to it. Changes are ordered by
/// change number, kind and id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChangePosition {
    /// The learner's change number.
    pub number: i64,
    /// The number of the kind; 0 is before all kinds of the change, 255 after them.
    pub kind: u8,
    /// The id of the changed record.
    pub id: Uuid,
}

impl ChangePosition {
    /// The position before all changes.
    pub const BEGIN: Self = Self { number: -1, kind: 0, id: Uuid::nil() };

    /// Returns the position after a whole change.
    pub fn after_change(number: i64) -> Self {
        Self { number, kind: u8::MAX, id: Uuid::max() }
    }

    /// Returns the equivalent position among the changes of one kind, by change number and id alone.
    pub fn within_kind(&self, kind: ChangeKind) -> (i64, Uuid) {
        match kind.number().cmp(&self.kind) {
            std::cmp::Ordering::Less => (self.number, Uuid::max()),
            std::cmp::Ordering::Equal => (self.number, self.id),
            std::cmp::Ordering::Greater => (self.number.saturating_sub(1), Uuid::max()),
        }
    }
}

/// The content that a client has received: a version, in the courses that the learner had started by a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContentCoverage {
    /// The version of the content.
    pub version: i64,
    /// The learner's change number.
    pub through: i64,
}

/// A client's position. The learner's data is sent first, up to the present, then the content. The target coverage is
/// fixed when the transfer of content begins. So content that changes during the transfer is sent the next time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SyncPosition {
    /// The position among the learner's changes.
    pub own: ChangePosition,
    /// The content that the client has received completely.
    pub content: ContentCoverage,
    /// The state of an unfinished transfer of content: the coverage to reach, and the last item received.
    pub in_progress: Option<(ContentCoverage, ContentKey)>,
}

impl SyncPosition {
    /// The position of a client that has received nothing.
    pub const BEGIN: Self = Self {
        own: ChangePosition::BEGIN,
        content: ContentCoverage { version: 0, through: -1 },
        in_progress: None,
    };

    /// Returns the position of a client that has received everything up to a change and a version of the content.
    pub fn at(change: i64, version: i64) -> Self {
        let content = ContentCoverage { version, through: change };
        Self { own: ChangePosition::after_change(change), content, in_progress: None }
    }

    /// Whether a client of a learner with this change number, and with this version of the content, can have this
    /// position. After the database was restored from a copy, a client may be ahead of it.
    pub fn is_reachable_at(&self, change: i64, version: i64) -> bool {
        let within = |coverage: &ContentCoverage| coverage.version <= version && coverage.through <= change;
        self.own.number <= change
            && within(&self.content)
            && self.in_progress.as_ref().is_none_or(|(target, _)| within(target))
    }
}

/// The sort key of content changes: a number for courses, lessons or words, then the id.
pub type ContentKey = (u8, Uuid);

/// A new or changed part of the content.
#[derive(Debug, Clone)]
pub enum ContentChange {
    /// A lesson.
    Lesson(Arc<Lesson>),
    /// A word.
    Word(Arc<Word>),
    /// A course was withdrawn.
    CourseWithdrawn(CourseId),
    /// A lesson was withdrawn.
    LessonWithdrawn(LessonId),
    /// A word was withdrawn.
    WordWithdrawn(WordId),
}

impl ContentChange {
    /// Returns the sort key.
    pub fn key(&self) -> ContentKey {
        match self {
            Self::CourseWithdrawn(id) => (1, id.uuid()),
            Self::Lesson(lesson) => (2, lesson.id.uuid()),
            Self::LessonWithdrawn(id) => (2, id.uuid()),
            Self::Word(word) => (3, word.id.uuid()),
            Self::WordWithdrawn(id) => (3, id.uuid()),
        }
    }
}

/// Returns the content to send to get from one coverage to another, in order. `courses` are the courses that the
/// learner has started, each with the number of the change in which that happened.
pub fn content_changes(
    catalogue: &Catalogue,
    courses: &[(CourseId, i64)],
    from: ContentCoverage,
    to: ContentCoverage,
) -> Vec<ContentChange> {
    let mut changes = Vec::new();
    for (course, started) in courses.iter().filter(|(_, started)| *started <= to.through) {
        // In a course that the client has not received yet, everything is new.
        let received = if *started <= from.through { from.version } else { 0 };
        if received >= to.version {
            continue;
        }
        let Some(changed_course) =
            catalogue.course(*course).filter(|course| course.content_version > received)
        else {
            continue;
        };
        if changed_course.withdrawn {
            changes.push(ContentChange::CourseWithdrawn(*course));
        }
        // Lessons have no version of their own. There are few of them, so all lessons of a changed course are sent.
        changes.extend(catalogue.lessons().filter(|lesson| lesson.course_id == *course).map(|lesson| {
            if lesson.withdrawn {
                ContentChange::LessonWithdrawn(lesson.id)
            } else {
                ContentChange::Lesson(lesson.clone())
            }
        }));
        let is_changed = |word: &&Arc<Word>| {
            word.course_id == *course && word.content_version > received && word.content_version <= to.version
        };
        changes.extend(catalogue.words().filter(is_changed).map(|word| {
            if word.withdrawn {
                ContentChange::WordWithdrawn(word.id)
            } else {
                ContentChange::Word(word.clone())
            }
        }));
    }
    changes.sort_by_key(ContentChange::key);
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learning::catalogue::Content;
    use crate::learning::word::{Course, PartOfSpeech};
    use crate::text::Text;

    fn text() -> Text {
        Text { kk: Some("Сәлем".to_owned()), ru: None, en: None }
    }

    fn course(number: u128) -> Course {
        let id = Uuid::from_u128(number).into();
        Course {
            id,
            slug: format!("{number}"),
            title: text(),
            description: None,
            content_version: 5,
            withdrawn: false,
        }
    }

    fn word(number: u128, course: u128, content_version: i64, withdrawn: bool) -> Word {
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
            withdrawn,
        }
    }

    fn changes(courses: &[(u128, i64)], from: ContentCoverage, to: ContentCoverage) -> Vec<(u128, bool)> {
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
        let number = |change: &ContentChange| {
            (change.key().1.as_u128(), matches!(change, ContentChange::WordWithdrawn(_)))
        };
        content_changes(&catalogue, &courses, from, to).iter().map(number).collect()
    }

    fn coverage(version: i64, through: i64) -> ContentCoverage {
        ContentCoverage { version, through }
    }

    #[test]
    fn changed_content_is_sent_and_new_courses_are_sent_completely() {
        let begin = SyncPosition::BEGIN.content;
        assert_eq!(changes(&[], begin, coverage(5, 9)), []);
        assert_eq!(changes(&[(1, 3)], begin, coverage(5, 9)), [(11, false), (12, false), (13, true)]);
        assert_eq!(changes(&[(1, 3)], coverage(4, 9), coverage(5, 9)), [(13, true)]);
        assert_eq!(changes(&[(1, 3)], coverage(5, 9), coverage(5, 9)), []);
        assert_eq!(changes(&[(1, 3), (2, 8)], coverage(4, 7), coverage(5, 9)), [(13, true), (21, false)]);
    }

    #[test]
    fn content_newer_than_the_coverage_waits_for_the_next_time() {
        assert_eq!(changes(&[(1, 3), (2, 8)], coverage(1, 3), coverage(4, 7)), [(12, false)]);
        assert_eq!(changes(&[(1, 3), (2, 8)], coverage(4, 7), coverage(5, 8)), [(13, true), (21, false)]);
    }

    #[test]
    fn a_position_divides_the_changes_of_each_kind() {
        let id = Uuid::from_u128(7);
        let position = ChangePosition { number: 4, kind: ChangeKind::Reset.number(), id };
        assert_eq!(position.within_kind(ChangeKind::Card), (4, Uuid::max()));
        assert_eq!(position.within_kind(ChangeKind::Reset), (4, id));
        assert_eq!(position.within_kind(ChangeKind::Review), (3, Uuid::max()));
        assert!(ChangePosition::BEGIN.within_kind(ChangeKind::LessonStart) < (0, Uuid::nil()));
    }
}
