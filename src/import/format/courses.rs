//! The files of `courses/`.

use std::collections::BTreeMap;

use kazakh::inflection::Flags;
use serde::{Deserialize, Serialize};

use super::{Field, Spanned, Texts};

/// `COURSE/course.toml`.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Course {
    /// The folder's name.
    #[serde(skip)]
    pub(crate) slug: String,
    pub(crate) title: Texts,
    pub(crate) description: Option<Texts>,
    /// In their order.
    #[serde(default)]
    pub(crate) unit: Vec<Unit>,
    /// Each a file of its own beside it.
    #[serde(skip_deserializing)]
    pub(crate) lessons: Vec<Lesson>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Unit {
    pub(crate) slug: Field,
    pub(crate) title: Texts,
    pub(crate) description: Option<Texts>,
}

/// `COURSE/NN-SLUG.toml`.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Lesson {
    /// From the file's name.
    #[serde(skip_deserializing)]
    pub(crate) slug: String,
    /// From the file's name.
    #[serde(skip_deserializing)]
    pub(crate) position: i32,
    /// The slug of a unit of the course.
    pub(crate) unit: Option<Field>,
    pub(crate) title: Texts,
    pub(crate) description: Option<Texts>,
    #[serde(default)]
    pub(crate) word: Vec<Word>,
}

/// Meanings by language, the first the one that is shown.
pub(crate) type Glosses = BTreeMap<Field, Vec<Field>>;

/// A sentence and its translations by language.
pub(crate) type Example = Spanned<BTreeMap<Field, Field>>;

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Word {
    pub(crate) slug: Field,
    /// Counted up when the slug gets a new meaning, which is a new word; without it 1.
    pub(crate) meaning: Option<Spanned<i32>>,
    pub(crate) headword: Field,
    #[serde(default)]
    pub(crate) variants: Vec<Field>,
    pub(crate) part_of_speech: Field,
    pub(crate) level: Option<Field>,
    pub(crate) note: Option<Texts>,
    /// Overrides the list of exceptions, `nouns.toml` of the crate `kazakh`.
    pub(crate) inflection: Option<Spanned<Flags>>,
    pub(crate) glosses: Glosses,
    /// Answers that must not be accepted, though they look near, by language.
    #[serde(default)]
    pub(crate) blocked: Glosses,
    #[serde(default)]
    pub(crate) example: Vec<Example>,
    /// Kazakh sentences that hold the words of one of the examples in another order that is right, too. Not part of the
    /// digest where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) accepted_orders: Vec<Field>,
}

impl Word {
    /// Which meaning of its slug it has.
    pub(crate) fn meaning(&self) -> i32 {
        self.meaning.as_ref().map_or(1, |meaning| *meaning.as_ref())
    }
}
