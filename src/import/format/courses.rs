//! The files of `courses/`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Field, Spanned, Texts};

/// `COURSE/course.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Course {
    /// The folder's name.
    #[serde(skip)]
    pub(crate) slug: String,
    pub(crate) title: Texts,
    pub(crate) description: Option<Texts>,
    /// Each a file of its own beside it.
    #[serde(skip)]
    pub(crate) lessons: Vec<Lesson>,
}

/// `COURSE/NN-SLUG.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Lesson {
    /// From the file's name.
    #[serde(skip)]
    pub(crate) slug: String,
    /// From the file's name.
    #[serde(skip)]
    pub(crate) position: i32,
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
    pub(crate) headword: Field,
    #[serde(default)]
    pub(crate) variants: Vec<Field>,
    pub(crate) part_of_speech: Field,
    pub(crate) glosses: Glosses,
    #[serde(default)]
    pub(crate) example: Vec<Example>,
}
