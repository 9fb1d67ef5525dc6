//! Courses, units, lessons and the words they teach.

use crate::domain::closed_list::closed_list;
use crate::domain::ids::{CourseId, LessonId, UnitId, WordId};
use crate::domain::problem::Problem;
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
    /// What it means, by language, in the order of the tags.
    pub meanings: Vec<Meanings>,
    /// Sentences with it.
    pub examples: Vec<Example>,
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
        languages.iter().find_map(|tag| self.meanings.iter().find(|meanings| meanings.language == *tag))
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

/// A BCP 47 tag: a language of two or three letters, and subtags of letters and digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LanguageTag(String);

impl LanguageTag {
    /// Accepts a well-formed tag of at most 35 characters; the language is kept in lower case.
    pub fn new(text: &str) -> Result<Self, Problem> {
        let mut subtags = text.split('-');
        let language = subtags.next().unwrap_or_default();
        let well_formed = (2..=3).contains(&language.len())
            && language.bytes().all(|b| b.is_ascii_alphabetic())
            && subtags
                .all(|tag| (1..=8).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphanumeric()))
            && text.len() <= 35;
        if !well_formed {
            return Err(Problem::InvalidLanguageTag);
        }
        let rest = text.get(language.len()..).unwrap_or_default();
        Ok(Self(format!("{}{rest}", language.to_ascii_lowercase())))
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The tags to look under, each once: each of the wanted ones and then its language alone (RFC 4647, lookup), then
    /// the fallbacks.
    pub fn chain(wanted: &[Self], fallbacks: &[&str]) -> Vec<Self> {
        let mut tags: Vec<Self> = Vec::new();
        let wanted = wanted.iter().flat_map(|tag| {
            let language = tag.0.split('-').next().unwrap_or_default();
            [tag.as_str(), language]
        });
        for tag in wanted.chain(fallbacks.iter().copied()) {
            if tags.iter().all(|known| known.as_str() != tag) {
                tags.push(Self(tag.to_owned()));
            }
        }
        tags
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_well_formed_tag_is_taken() {
        assert_eq!(LanguageTag::new("RU").unwrap().as_str(), "ru");
        assert_eq!(LanguageTag::new("zh-Hans").unwrap().as_str(), "zh-Hans");
        let wanted = ["uig", "en-GB"].map(|tag| LanguageTag::new(tag).unwrap());
        let chain = LanguageTag::chain(&wanted, &["ru", "en"]);
        assert_eq!(chain.iter().map(LanguageTag::as_str).collect::<Vec<_>>(), ["uig", "en-GB", "en", "ru"]);
        for text in ["", "r", "русский", "ru_", "ru-", "en-toolongsubtag", "x1"] {
            assert_eq!(LanguageTag::new(text), Err(Problem::InvalidLanguageTag), "{text}");
        }
    }
}
