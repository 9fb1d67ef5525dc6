//! The files of `courses/`.

use std::collections::BTreeMap;

use kazakh::inflection::Flags;
use serde::{Deserialize, Serialize};

use super::{CourseTexts, Field, Spanned};
use crate::domain::text::Language;

/// `COURSE/course.toml`.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Course {
    /// The name of the folder.
    #[serde(skip)]
    pub(crate) slug: String,
    pub(crate) title: CourseTexts,
    pub(crate) description: Option<CourseTexts>,
    /// The units, in their order.
    #[serde(default)]
    pub(crate) unit: Vec<Unit>,
    /// The lessons, each in a separate file.
    #[serde(skip_deserializing)]
    pub(crate) lessons: Vec<Lesson>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Unit {
    pub(crate) slug: Field,
    pub(crate) title: CourseTexts,
    pub(crate) description: Option<CourseTexts>,
}

/// `COURSE/NN-SLUG.toml`.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Lesson {
    /// From the name of the file.
    #[serde(skip_deserializing)]
    pub(crate) slug: String,
    /// From the name of the file.
    #[serde(skip_deserializing)]
    pub(crate) position: i32,
    /// The slug of a unit of the course.
    pub(crate) unit: Option<Field>,
    pub(crate) title: CourseTexts,
    pub(crate) description: Option<CourseTexts>,
    /// The codes of the noun forms whose ending the lesson teaches.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) endings: Vec<Field>,
    #[serde(default)]
    pub(crate) word: Vec<Word>,
}

/// Glosses by language; the first one is displayed.
pub(crate) type Glosses = BTreeMap<Field, Vec<Field>>;

/// A sentence and its translations by language.
pub(crate) type Example = Spanned<BTreeMap<Field, Field>>;

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Word {
    pub(crate) slug: Field,
    /// The number of the slug's meaning, 1 if missing. A slug with a new meaning gets the next number and is a new
    /// word.
    pub(crate) meaning: Option<Spanned<i32>>,
    pub(crate) headword: Field,
    #[serde(default)]
    pub(crate) variants: Vec<Field>,
    pub(crate) part_of_speech: Field,
    pub(crate) level: Option<Field>,
    pub(crate) note: Option<CourseTexts>,
    /// Overrides the list of exceptions in `nouns.toml` of the crate `kazakh`.
    pub(crate) inflection: Option<Spanned<Flags>>,
    pub(crate) glosses: Glosses,
    /// Answers by language that must not be accepted, although they are similar to a gloss.
    #[serde(default)]
    pub(crate) blocked: Glosses,
    #[serde(default)]
    pub(crate) example: Vec<Example>,
    /// Kazakh sentences with the words of an example in another correct order. An empty list is not part of the digest.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) accepted_orders: Vec<Field>,
    /// Whether the headword is right although the lexicon lacks it, or has it as a form of another word. Not part of the
    /// digest.
    #[serde(default, skip_serializing)]
    pub(crate) unlisted: bool,
}

impl Word {
    /// Returns the number of the slug's meaning.
    pub(crate) fn meaning(&self) -> i32 {
        self.meaning.as_ref().map_or(1, |meaning| *meaning.as_ref())
    }

    /// Returns the Kazakh sentences of the examples.
    pub(crate) fn sentences(&self) -> impl Iterator<Item = &Field> {
        let texts = self.example.iter().flat_map(|example| example.as_ref().iter());
        texts.filter(|(language, _)| language.as_ref() == Language::Kk.tag()).map(|(_, text)| text)
    }
}
