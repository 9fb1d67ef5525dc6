//! Everything that is taught: the courses with their units, lessons and words, in one version of the content.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use kazakh::inflection::NounForm;

use crate::ids::{CourseId, LessonId, UnitId, WordId};
use crate::learning::word::{Course, Lesson, Unit, Word};
use crate::learning::word_finder::WordFinder;
use crate::learning::word_index::WordIndex;
use crate::learning::word_keys::WordKeys;

/// The content as the database holds it, including withdrawn records.
#[derive(Debug, Default)]
pub struct Content {
    /// The version of the content, which each import that changes it increases.
    pub version: i64,
    /// The courses, in no particular order.
    pub courses: Vec<Course>,
    /// The units, in order.
    pub units: Vec<Unit>,
    /// The lessons, in order.
    pub lessons: Vec<Lesson>,
    /// The words, in order.
    pub words: Vec<Word>,
}

/// The content, indexed for look-ups. Withdrawn records are found by id, but are in no list.
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
    /// The index of the words that are taught.
    index: WordIndex,
    keys: HashMap<WordId, Arc<WordKeys>>,
    /// Made for the first list that a learner brings.
    finder: OnceLock<WordFinder>,
}

impl Catalogue {
    /// Indexes the content.
    pub fn new(content: Content) -> Self {
        let mut catalogue = Self { version: content.version, ..Self::default() };
        for course in content.courses {
            catalogue.courses.insert(course.id, Arc::new(course));
        }
        for unit in content.units.into_iter().map(Arc::new) {
            if !unit.withdrawn {
                catalogue.units_of.entry(unit.course_id).or_default().push(unit.clone());
            }
            catalogue.units.insert(unit.id, unit);
        }
        for lesson in content.lessons.into_iter().map(Arc::new) {
            if !lesson.withdrawn {
                catalogue.lessons_of.entry(lesson.course_id).or_default().push(lesson.clone());
            }
            catalogue.lessons.insert(lesson.id, lesson);
        }
        for word in content.words.into_iter().map(Arc::new) {
            if !word.withdrawn {
                catalogue.index.add(&word);
                catalogue.keys.insert(word.id, Arc::new(WordKeys::of(&word)));
                catalogue.words_of.entry(word.lesson_id).or_default().push(word.clone());
            }
            catalogue.words.insert(word.id, word);
        }
        catalogue
    }

    /// Returns the version of the content.
    pub fn version(&self) -> i64 {
        self.version
    }

    /// Returns a course by id, even if it is withdrawn.
    pub fn course(&self, id: CourseId) -> Option<&Arc<Course>> {
        self.courses.get(&id)
    }

    /// Returns a course by slug, unless it is withdrawn.
    pub fn course_by_slug(&self, slug: &str) -> Option<&Arc<Course>> {
        self.courses.values().find(|course| course.slug == slug && !course.withdrawn)
    }

    /// Returns a unit by id, even if it is withdrawn.
    pub fn unit(&self, id: UnitId) -> Option<&Arc<Unit>> {
        self.units.get(&id)
    }

    /// Returns a lesson by id, even if it is withdrawn.
    pub fn lesson(&self, id: LessonId) -> Option<&Arc<Lesson>> {
        self.lessons.get(&id)
    }

    /// Returns all lessons, including withdrawn ones, in no particular order.
    pub fn lessons(&self) -> impl Iterator<Item = &Arc<Lesson>> {
        self.lessons.values()
    }

    /// Returns a lesson by the slugs of its course and itself, unless either is withdrawn.
    pub fn lesson_by_slugs(&self, course: &str, lesson: &str) -> Option<&Arc<Lesson>> {
        let course = self.course_by_slug(course)?;
        self.lessons_of(course.id).iter().find(|candidate| candidate.slug == lesson)
    }

    /// Returns a word by id, even if it is withdrawn.
    pub fn word(&self, id: WordId) -> Option<&Arc<Word>> {
        self.words.get(&id)
    }

    /// Returns all words, including withdrawn ones, in no particular order.
    pub fn words(&self) -> impl Iterator<Item = &Arc<Word>> {
        self.words.values()
    }

    /// Returns the units of a course, in order.
    pub fn units_of(&self, course: CourseId) -> &[Arc<Unit>] {
        self.units_of.get(&course).map_or(&[], Vec::as_slice)
    }

    /// Returns the lessons of a course, in order.
    pub fn lessons_of(&self, course: CourseId) -> &[Arc<Lesson>] {
        self.lessons_of.get(&course).map_or(&[], Vec::as_slice)
    }

    /// Returns the lessons of a unit, in order.
    pub fn lessons_in(&self, unit: &Unit) -> impl Iterator<Item = &Arc<Lesson>> {
        self.lessons_of(unit.course_id).iter().filter(|lesson| lesson.unit_id == Some(unit.id))
    }

    /// Returns the words of a lesson, in order.
    pub fn words_of(&self, lesson: LessonId) -> &[Arc<Word>] {
        self.words_of.get(&lesson).map_or(&[], Vec::as_slice)
    }

    /// Returns the endings of nouns that a learner of a word has been taught: by the lessons of the word's course up to
    /// its own lesson, and by those that the learner has started. If these teach none, returns the endings of the first
    /// lesson that teaches any. Empty if the course names no endings.
    pub fn taught_endings(&self, word: &Word, started: &HashSet<LessonId>) -> Vec<NounForm> {
        let own = self.lesson(word.lesson_id).map_or(0, |lesson| lesson.position);
        let lessons = || self.lessons_of(word.course_id).iter().filter(|lesson| !lesson.endings.is_empty());
        let is_taught = |lesson: &&Arc<Lesson>| lesson.position <= own || started.contains(&lesson.id);
        let taught: Vec<NounForm> =
            lessons().filter(is_taught).flat_map(|lesson| lesson.endings.iter().copied()).collect();
        let first = lessons().next().filter(|_| taught.is_empty());
        first.map_or(taught, |lesson| lesson.endings.clone())
    }

    /// Returns the folded texts of a word.
    pub fn word_keys(&self, word: &Word) -> Arc<WordKeys> {
        self.keys.get(&word.id).cloned().unwrap_or_else(|| Arc::new(WordKeys::of(word)))
    }

    /// Returns the index of the words that are taught, by spelling and by meaning.
    pub fn index(&self) -> &WordIndex {
        &self.index
    }

    /// Finds the words that are taught and that a text of a learner's list may mean.
    pub fn words_meant_by(&self, text: &str) -> Vec<&Arc<Word>> {
        let taught = self.words.values().filter(|word| !word.withdrawn).map(Arc::as_ref);
        let found = self.finder.get_or_init(|| WordFinder::new(taught)).find(text);
        found.iter().filter_map(|id| self.word(*id)).collect()
    }

    /// Returns the words that are taught and whose dictionary forms are spelled nearly like this one.
    pub fn similarly_spelled_words(&self, headword: &str) -> BTreeSet<WordId> {
        self.index.similarly_spelled(headword)
    }
}
