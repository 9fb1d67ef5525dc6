//! The ids of exercises: opaque texts that contain everything that grading needs. So the service stores nothing about
//! requested exercises, however late an answer arrives.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use crate::ids::CardId;
use crate::language_tag::LanguageTag;
use crate::learning::exercise::{ExerciseKind, Task};

/// The longest id, in characters.
pub const MAX_ID_CHARS: usize = 200;
/// The version of the id format.
const VERSION: u8 = 1;

/// The id of an exercise: the task of a card before its next review. As text it is base64url of: the version, the card's
/// UUID, the position of the kind among all kinds, the number of the card's reviews (4 bytes, big-endian), the length of
/// the language tag, the tag, and the detail of the task. The UUID is at the same place as in the card's own id, so that
/// compressed responses contain it once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExerciseId {
    /// The card.
    pub card: CardId,
    /// The number of the card's reviews when the exercise was made.
    pub reps: u32,
    /// The language of the meanings.
    pub language: LanguageTag,
    /// The task.
    pub task: Task,
}

impl ExerciseId {
    /// Parses an id. Returns `None` if the service cannot have issued it.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > MAX_ID_CHARS {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (&VERSION, rest) = bytes.split_first()? else { return None };
        let (card, rest) = rest.split_first_chunk()?;
        let (kind, rest) = rest.split_first()?;
        let (reps, rest) = rest.split_first_chunk()?;
        let (length, rest) = rest.split_first()?;
        let (language, detail) = rest.split_at_checked(usize::from(*length))?;
        let kind = *ExerciseKind::ALL.get(usize::from(*kind))?;
        let detail = (!detail.is_empty()).then(|| std::str::from_utf8(detail)).transpose().ok()?;
        let id = Self {
            card: CardId::from(Uuid::from_bytes(*card)),
            reps: u32::from_be_bytes(*reps),
            language: LanguageTag::new(std::str::from_utf8(language).ok()?).ok()?,
            task: Task::from_parts(kind, detail)?,
        };
        (id.to_string() == text).then_some(id)
    }
}

impl fmt::Display for ExerciseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = self.task.kind();
        let position = ExerciseKind::ALL.iter().position(|other| *other == kind);
        let language = self.language.as_str();
        let byte = |number: Option<usize>| number.and_then(|number| u8::try_from(number).ok()).unwrap_or(0);
        let mut bytes = vec![VERSION];
        bytes.extend(self.card.uuid().as_bytes());
        bytes.push(byte(position));
        bytes.extend(self.reps.to_be_bytes());
        bytes.push(byte(Some(language.len())));
        bytes.extend(language.as_bytes());
        bytes.extend(self.task.detail().unwrap_or_default().as_bytes());
        f.write_str(&URL_SAFE_NO_PAD.encode(bytes))
    }
}
