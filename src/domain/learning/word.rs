//! Courses, units, lessons and the words they teach.

use kazakh::inflection::{Flags, Noun};

use crate::domain::closed_list::closed_list;
use crate::domain::ids::{CourseId, LessonId, UnitId, WordId};
pub use crate::domain::language_tag::LanguageTag;
use crate::domain::text::Text;

closed_list! {
    /// The class that a word belongs to by its grammar.
    PartOfSpeech {
        /// Зат есім.
        Noun = "noun",
        /// Етістік; the headword is the form in -у.
        Verb = "verb",
        /// Сын есім.
        Adjective = "adjective",
        /// Үстеу.
        Adverb = "adverb",
        /// Сан есім.
        Numeral = "numeral",
        /// Есімдік.
        Pronoun = "pronoun",
        /// Септеулік.
        Postposition = "postposition",
        /// Жалғаулық.
        Conjunction = "conjunction",
        /// Одағай.
        Interjection = "interjection",
        /// Демеулік.
        Particle = "particle",
        /// Several words that are learned as one.
        Phrase = "phrase",
    }
}

closed_list! {
    /// How far a learner is who needs a word: a level of the Common European Framework of Reference (CEFR).
    Level {
        /// Breakthrough.
        A1 = "A1",
        /// Waystage.
        A2 = "A2",
        /// Threshold.
        B1 = "B1",
        /// Vantage.
        B2 = "B2",
        /// Effective operational proficiency.
        C1 = "C1",
        /// Mastery.
        C2 = "C2",
    }
}

/// A way through the language, lesson by lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// Its id.
    pub id: CourseId,
    /// Its stable name in addresses.
    pub slug: String,
    /// What it is called.
    pub title: Text,
    /// What it teaches.
    pub description: Option<Text>,
    /// The version of the content in which it last changed, or anything in it, or it was withdrawn.
    pub content_version: i64,
    /// Whether it was withdrawn.
    pub retired: bool,
}

/// Lessons of a course that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its id.
    pub id: UnitId,
    /// The course.
    pub course_id: CourseId,
    /// Its stable name within the course.
    pub slug: String,
    /// Its place in the course, the first 1.
    pub position: i32,
    /// What it is called.
    pub title: Text,
    /// What it teaches.
    pub description: Option<Text>,
    /// Whether it was withdrawn.
    pub retired: bool,
}

/// A handful of words that are learned together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// Its id.
    pub id: LessonId,
    /// The course.
    pub course_id: CourseId,
    /// The unit, if its course has units.
    pub unit_id: Option<UnitId>,
    /// Its stable name within the course.
    pub slug: String,
    /// Its place in the course, the first 1.
    pub position: i32,
    /// What it is called.
    pub title: Text,
    /// What it teaches.
    pub description: Option<Text>,
    /// Whether it was withdrawn.
    pub retired: bool,
}

/// A lexeme that is taught, with all that the content says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Its id.
    pub id: WordId,
    /// The course that teaches it.
    pub course_id: CourseId,
    /// The lesson that teaches it.
    pub lesson_id: LessonId,
    /// Its stable name within the course.
    pub slug: String,
    /// Its place in the lesson, the first 1.
    pub position: i32,
    /// The dictionary form.
    pub headword: String,
    /// Other correct spellings.
    pub variants: Vec<String>,
    /// Its class.
    pub part_of_speech: PartOfSpeech,
    /// How far a learner is who needs it.
    pub level: Option<Level>,
    /// What else a learner should know of it.
    pub note: Option<Text>,
    /// How it is inflected, where the content says otherwise than the list of exceptions.
    pub inflection: Option<Flags>,
    /// What it means, by language, in the order of the tags.
    pub meanings: Vec<Meanings>,
    /// Sentences with it.
    pub examples: Vec<Example>,
    /// Sentences that hold the words of one of the examples in another order that is right, too.
    pub accepted_orders: Vec<String>,
    /// The version of the content in which it last changed, or was withdrawn.
    pub content_version: i64,
    /// Whether it was withdrawn: those who learned it keep their history.
    pub retired: bool,
}

impl Word {
    /// All its correct spellings, the dictionary form first.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.headword).chain(&self.variants).map(String::as_str)
    }

    /// Its meanings in the first of these languages that it has any in.
    pub fn meanings_in(&self, languages: &[LanguageTag]) -> Option<&Meanings> {
        let asked_for = |tag: &LanguageTag| self.meanings.iter().find(|own| tag.asks_for(&own.language));
        languages.iter().find_map(asked_for)
    }

    /// Its correct spellings as nouns that can be inflected, the dictionary form first; empty: it is no noun.
    pub fn nouns(&self) -> impl Iterator<Item = Noun> {
        let spellings = self.spellings().filter(|_| self.part_of_speech == PartOfSpeech::Noun);
        spellings.map(Noun::look_up).map(|noun| match self.inflection {
            Some(flags) => noun.with_flags(flags),
            None => noun,
        })
    }
}

/// What a word means in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meanings {
    /// The language.
    pub language: LanguageTag,
    /// All that are right as answers, the one that is shown first; never empty.
    pub accepted: Vec<String>,
    /// Answers that must not be accepted, though they look near.
    pub blocked: Vec<String>,
}

impl Meanings {
    /// The meaning that is shown.
    pub fn shown(&self) -> &str {
        self.accepted.first().map_or("", String::as_str)
    }
}

/// What a sentence means in a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gloss {
    /// The language.
    pub language: LanguageTag,
    /// The meaning.
    pub text: String,
}

/// A sentence with a word in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The Kazakh sentence.
    pub sentence: String,
    /// What it means, by language.
    pub translations: Vec<Gloss>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn word(headword: &str, part_of_speech: PartOfSpeech, inflection: Option<Flags>) -> Word {
        let meanings = ["ru", "ug", "zh-Hans"].map(|tag| Meanings {
            language: LanguageTag::new(tag).unwrap(),
            accepted: vec![format!("in {tag}")],
            blocked: Vec::new(),
        });
        Word {
            id: Uuid::nil().into(),
            course_id: Uuid::nil().into(),
            lesson_id: Uuid::nil().into(),
            slug: "word".to_owned(),
            position: 1,
            headword: headword.to_owned(),
            variants: Vec::new(),
            part_of_speech,
            level: None,
            note: None,
            inflection,
            meanings: meanings.to_vec(),
            examples: Vec::new(),
            accepted_orders: Vec::new(),
            content_version: 1,
            retired: false,
        }
    }

    #[test]
    fn the_first_of_the_wanted_languages_that_there_is_a_meaning_in_is_served() {
        let word = word("сөз", PartOfSpeech::Noun, None);
        let served = |wanted: &[&str]| {
            let wanted: Vec<_> = wanted.iter().map(|tag| LanguageTag::new(tag).unwrap()).collect();
            Some(word.meanings_in(&LanguageTag::chain(&wanted, &[]))?.language.as_str())
        };
        assert_eq!(served(&["uig", "rus", "eng"]), Some("ug"));
        assert_eq!(served(&["sah", "ru-KZ"]), Some("ru"));
        assert_eq!(served(&["zh-CN"]), Some("zh-Hans"));
        assert_eq!(served(&["sah", "ko"]), None);
    }

    #[test]
    fn what_the_content_says_of_the_inflection_overrides_the_list() {
        let form = "3.nom".parse().unwrap();
        let halyq =
            |inflection| word("халық", PartOfSpeech::Noun, inflection).nouns().next().unwrap().form(form);
        assert_eq!((halyq(None), halyq(Some(Flags::default()))), ("халқы".to_owned(), "халығы".to_owned()));
        assert_eq!(word("бару", PartOfSpeech::Verb, None).nouns().next(), None);
    }
}
