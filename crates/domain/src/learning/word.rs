//! Courses, units, lessons and the words that they teach.

use kazakh::conjugation::Verb;
use kazakh::inflection::{Flags, Noun, NounForm};

use crate::closed_list::closed_list;
use crate::ids::{CourseId, LessonId, UnitId, WordId};
use crate::language_tag::LanguageTag;
use crate::text::Text;

closed_list! {
    /// The grammatical class of a word.
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
    /// The level of the learners who need a word, in the Common European Framework of Reference (CEFR).
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

impl Level {
    /// All levels, the lowest first.
    pub const ALL: [Self; 6] = [Self::A1, Self::A2, Self::B1, Self::B2, Self::C1, Self::C2];
}

/// A course: a sequence of lessons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// The course's id.
    pub id: CourseId,
    /// The course's stable name in URLs.
    pub slug: String,
    /// The course's title.
    pub title: Text,
    /// A description of what the course teaches.
    pub description: Option<Text>,
    /// The version of the content in which the course or anything in it last changed, or in which it was withdrawn.
    pub content_version: i64,
    /// Whether the course is withdrawn.
    pub withdrawn: bool,
}

/// A group of lessons of a course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// The unit's id.
    pub id: UnitId,
    /// The course.
    pub course_id: CourseId,
    /// The unit's stable name within the course.
    pub slug: String,
    /// The unit's position in the course, starting at 1.
    pub position: i32,
    /// The unit's title.
    pub title: Text,
    /// A description of what the unit teaches.
    pub description: Option<Text>,
    /// Whether the unit is withdrawn.
    pub withdrawn: bool,
}

/// A lesson: a handful of words that are learned together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// The lesson's id.
    pub id: LessonId,
    /// The course.
    pub course_id: CourseId,
    /// The unit. `None` if the course has no units.
    pub unit_id: Option<UnitId>,
    /// The lesson's stable name within the course.
    pub slug: String,
    /// The lesson's position in the course, starting at 1.
    pub position: i32,
    /// The lesson's title.
    pub title: Text,
    /// A description of what the lesson teaches.
    pub description: Option<Text>,
    /// The endings of nouns that the lesson teaches, as forms with one ending.
    pub endings: Vec<NounForm>,
    /// Whether the lesson is withdrawn.
    pub withdrawn: bool,
}

/// A word that is taught, with everything that the content says about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The word's id.
    pub id: WordId,
    /// The course that teaches the word.
    pub course_id: CourseId,
    /// The lesson that teaches the word.
    pub lesson_id: LessonId,
    /// The word's stable name within the course.
    pub slug: String,
    /// The word's position in the lesson, starting at 1.
    pub position: i32,
    /// The dictionary form.
    pub headword: String,
    /// Other correct spellings.
    pub variants: Vec<String>,
    /// The word's grammatical class.
    pub part_of_speech: PartOfSpeech,
    /// The level of the learners who need the word.
    pub level: Option<Level>,
    /// A note for learners.
    pub note: Option<Text>,
    /// The flags of its inflection, if the content overrides the list of exceptions.
    pub inflection: Option<Flags>,
    /// The word's meanings by language, in the order of the language tags.
    pub meanings: Vec<Meanings>,
    /// Example sentences.
    pub examples: Vec<Example>,
    /// Sentences that contain the words of one of the examples in another correct order.
    pub accepted_orders: Vec<String>,
    /// The version of the content in which the word last changed, or in which it was withdrawn.
    pub content_version: i64,
    /// Whether the word is withdrawn. Its learners keep their history.
    pub withdrawn: bool,
}

impl Word {
    /// Returns all correct spellings, the dictionary form first.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.headword).chain(&self.variants).map(String::as_str)
    }

    /// Returns the word's meanings in the first of these languages in which it has any.
    pub fn meanings_in(&self, languages: &[LanguageTag]) -> Option<&Meanings> {
        let best_match =
            |tag: &LanguageTag| self.meanings.iter().find(|own| tag.range_matches(&own.language));
        languages.iter().find_map(best_match)
    }

    /// Returns the word's correct spellings as nouns that can be inflected, the dictionary form first. Empty if the
    /// word is not a noun.
    pub fn nouns(&self) -> impl Iterator<Item = Noun> {
        let spellings = self.spellings().filter(|_| self.part_of_speech == PartOfSpeech::Noun);
        spellings.map(Noun::look_up).map(|noun| match self.inflection {
            Some(flags) => noun.with_flags(flags),
            None => noun,
        })
    }

    /// Returns the word as a verb that can be conjugated. `None` if it is not a verb.
    pub fn verb(&self) -> Option<Verb> {
        if self.part_of_speech == PartOfSpeech::Verb { Verb::look_up(&self.headword).ok() } else { None }
    }
}

/// The meanings of a word in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meanings {
    /// The language.
    pub language: LanguageTag,
    /// All answers that are correct, the one to show first; never empty.
    pub accepted: Vec<String>,
    /// Answers that are never accepted, although they are similar.
    pub blocked: Vec<String>,
}

impl Meanings {
    /// Returns the meaning to show.
    pub fn shown(&self) -> &str {
        self.accepted.first().map_or("", String::as_str)
    }
}

/// A translation of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gloss {
    /// The language.
    pub language: LanguageTag,
    /// The translation.
    pub text: String,
}

/// An example sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The Kazakh sentence.
    pub sentence: String,
    /// Its translations, by language.
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
            withdrawn: false,
        }
    }

    #[test]
    fn meanings_are_in_the_first_wanted_language_that_has_any() {
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
    fn flags_of_the_content_override_the_list_of_exceptions() {
        let form = "3.nom".parse().unwrap();
        let halyq =
            |inflection| word("халық", PartOfSpeech::Noun, inflection).nouns().next().unwrap().form(form);
        assert_eq!((halyq(None), halyq(Some(Flags::default()))), ("халқы".to_owned(), "халығы".to_owned()));
        assert_eq!(word("бару", PartOfSpeech::Verb, None).nouns().next(), None);
    }
}
