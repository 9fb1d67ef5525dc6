//! The ids of exercises: opaque texts that say all that grading needs to know, so that nothing has to be kept of what was
//! asked, however long an answer is under way.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use crate::domain::ids::CardId;
use crate::domain::learning::exercise::{ExerciseKind, Task};
use crate::domain::learning::word::LanguageTag;

/// No id is longer, characters.
pub const MAX_ID_CHARS: usize = 200;
/// Which form of id it is.
const VERSION: u8 = 1;

/// Names an exercise: of a card, before its next review, a task. As text it is base64url of the version, the place of
/// the kind among all kinds, the card's UUID, the number of its reviews (4 bytes, the highest first), the length of the
/// language tag, the tag, and the task's detail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExerciseId {
    /// The card.
    pub card: CardId,
    /// How often the card was reviewed when it was asked.
    pub reps: u32,
    /// The language of the meanings.
    pub language: LanguageTag,
    /// What is asked.
    pub task: Task,
}

impl ExerciseId {
    /// Reads the text; none if it is no id that was ever handed out.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > MAX_ID_CHARS {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let ([VERSION, kind], rest) = bytes.split_first_chunk()? else { return None };
        let (card, rest) = rest.split_first_chunk()?;
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
        let place = ExerciseKind::ALL.iter().position(|other| *other == kind);
        let language = self.language.as_str();
        let short = |number: Option<usize>| number.and_then(|number| u8::try_from(number).ok()).unwrap_or(0);
        let mut bytes = vec![VERSION, short(place)];
        bytes.extend(self.card.uuid().as_bytes());
        bytes.extend(self.reps.to_be_bytes());
        bytes.push(short(Some(language.len())));
        bytes.extend(language.as_bytes());
        bytes.extend(self.task.detail().unwrap_or_default().as_bytes());
        f.write_str(&URL_SAFE_NO_PAD.encode(bytes))
    }
}
