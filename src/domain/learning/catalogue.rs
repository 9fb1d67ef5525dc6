//! All that is taught: the courses with their units, lessons and words, as one version of the content has them.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::domain::ids::{CourseId, LessonId, UnitId, WordId};
use crate::domain::learning::exercise::WordIndex;
use crate::domain::learning::word::{Course, Lesson, Unit, Word};

/// What the database holds of the content, withdrawn things included.
#[derive(Debug, Default)]
pub struct Content {
    /// Which version it is.
    pub version: i64,
    /// The courses, in no order.
    pub courses: Vec<Course>,
    /// The units, in their order.
    pub units: Vec<Unit>,
    /// The lessons, in their order.
    pub lessons: Vec<Lesson>,
    /// The words, in their order.
    pub words: Vec<Word>,
}

/// The content, as it is looked up. What was withdrawn is found by its id, and in no list.
#[derive(Debug, Default)]
pub struct Catalogue {
    version: i64,
    courses: HashMap<CourseId, Arc<Course>>,
    units: HashMap<UnitId, Arc<Unit>>,
    lessons: HashMap<LessonId, Arc<Lesson>>,
    words: HashMap<WordId, Arc<Word>>,
    units_of: HashMap<CourseId, Vec<Arc<Unit>>>,
    lessons_of: HashMap<CourseId, Vec<Arc<Lesson>>>,
    words_of: HashMap<LessonId, Vec<Arc<Word>>>,
    /// Finds the words that are taught.
    index: WordIndex,
}

impl Catalogue {
    /// Arranges what the database holds.
    pub fn new(content: Content) -> Self {
        let mut catalogue = Self { version: content.version, ..Self::default() };
        for course in content.courses {
            catalogue.courses.insert(course.id, Arc::new(course));
        }
        for unit in content.units.into_iter().map(Arc::new) {
            if !unit.retired {
                catalogue.units_of.entry(unit.course_id).or_default().push(unit.clone());
            }
            catalogue.units.insert(unit.id, unit);
        }
        for lesson in content.lessons.into_iter().map(Arc::new) {
            if !lesson.retired {
                catalogue.lessons_of.entry(lesson.course_id).or_default().push(lesson.clone());
            }
            catalogue.lessons.insert(lesson.id, lesson);
        }
        for word in content.words.into_iter().map(Arc::new) {
            if !word.retired {
                catalogue.index.add(&word);
                catalogue.words_of.entry(word.lesson_id).or_default().push(word.clone());
            }
            catalogue.words.insert(word.id, word);
        }
        catalogue
    }

    /// Which version of the content it is.
    pub fn version(&self) -> i64 {
        self.version
    }

    /// A course, also when it was withdrawn.
    pub fn course(&self, id: CourseId) -> Option<&Arc<Course>> {
        self.courses.get(&id)
    }

    /// A course that was not withdrawn.
    pub fn course_by_slug(&self, slug: &str) -> Option<&Arc<Course>> {
        self.courses.values().find(|course| course.slug == slug && !course.retired)
    }

    /// A unit, also when it was withdrawn.
    pub fn unit(&self, id: UnitId) -> Option<&Arc<Unit>> {
        self.units.get(&id)
    }

    /// A lesson, also when it was withdrawn.
    pub fn lesson(&self, id: LessonId) -> Option<&Arc<Lesson>> {
        self.lessons.get(&id)
    }

    /// All lessons, those that were withdrawn too, in no order.
    pub fn lessons(&self) -> impl Iterator<Item = &Arc<Lesson>> {
        self.lessons.values()
    }

    /// A lesson that was not withdrawn.
    pub fn lesson_by_slugs(&self, course: &str, lesson: &str) -> Option<&Arc<Lesson>> {
        let course = self.course_by_slug(course)?;
        self.lessons_of(course.id).iter().find(|candidate| candidate.slug == lesson)
    }

    /// A word, also when it was withdrawn.
    pub fn word(&self, id: WordId) -> Option<&Arc<Word>> {
        self.words.get(&id)
    }

    /// All words, those that were withdrawn too, in no order.
    pub fn words(&self) -> impl Iterator<Item = &Arc<Word>> {
        self.words.values()
    }

    /// The units of a course, in their order.
    pub fn units_of(&self, course: CourseId) -> &[Arc<Unit>] {
        self.units_of.get(&course).map_or(&[], Vec::as_slice)
    }

    /// The lessons of a course, in their order.
    pub fn lessons_of(&self, course: CourseId) -> &[Arc<Lesson>] {
        self.lessons_of.get(&course).map_or(&[], Vec::as_slice)
    }

    /// The lessons of a unit, in their order.
    pub fn lessons_in(&self, unit: &Unit) -> impl Iterator<Item = &Arc<Lesson>> {
        self.lessons_of(unit.course_id).iter().filter(|lesson| lesson.unit_id == Some(unit.id))
    }

    /// The words of a lesson, in their order.
    pub fn words_of(&self, lesson: LessonId) -> &[Arc<Word>] {
        self.words_of.get(&lesson).map_or(&[], Vec::as_slice)
    }

    /// Words that are taught, by spellings and meanings.
    pub fn index(&self) -> &WordIndex {
        &self.index
    }

    /// The words that are taught and whose dictionary forms are nearly written like this one.
    pub fn words_alike(&self, headword: &str) -> BTreeSet<WordId> {
        self.index.alike(headword)
    }
}
