//! The answers that a client submits, with their cards.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use crate::app::{AppError, Viewer};
use crate::db;
use crate::domain::clock::as_stored;
use crate::domain::ids::{CardId, ReviewId, WordId};
use crate::domain::learning::card::Skill;
use crate::domain::learning::exercise::Answer;
use crate::domain::learning::grading::Keyboard;

/// The card that a client names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardReference {
    /// A card by its id.
    Id(CardId),
    /// The learner's card of a word and a skill, for a client that answered before it knew the card.
    Word(WordId, Skill),
    /// No card, because the client sent neither its id nor both word and skill.
    Missing,
}

/// An answer that a client submits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// The id that the client generated. The same id again is the same review.
    pub id: ReviewId,
    /// The card that the learner answered.
    pub card: CardReference,
    /// The id of the exercise. `None` if the client does not know it.
    pub exercise_id: Option<String>,
    /// The time at which the learner answered, by the client's clock.
    pub reviewed_at: DateTime<Utc>,
    /// The IANA time zone that the learner was in. `None` or an unknown name stands for the time zone of the settings.
    pub time_zone: Option<String>,
    /// How long the learner took, in milliseconds.
    pub duration_ms: i32,
    /// What the learner chose, typed, arranged or rated.
    pub answer: Answer,
    /// The keyboard that the answer was typed on. `None` stands for that of the settings.
    pub keyboard: Option<Keyboard>,
}

/// An answer with the id of its card: the nil id if the learner has no card of the word and the skill.
pub(super) struct Item {
    pub(super) card_id: CardId,
    pub(super) submission: Submission,
}

/// Finds the cards that are named by word and skill. One SQL statement, or none if there are no such cards.
pub(super) async fn resolve_cards(
    connection: &mut AsyncPgConnection,
    viewer: &Viewer,
    submissions: Vec<Submission>,
) -> Result<Vec<Item>, AppError> {
    let words = submissions.iter().filter_map(|submission| match submission.card {
        CardReference::Word(word, _) => Some(word),
        CardReference::Id(_) | CardReference::Missing => None,
    });
    let words: Vec<WordId> = words.collect();
    let mut cards = HashMap::new();
    if !words.is_empty() {
        let found = db::learning::cards_of_words(connection, viewer.account.id, &words).await?;
        cards.extend(found.into_iter().map(|card| ((card.word_id, card.skill), card.id)));
    }
    let item = |submission: Submission| {
        // A repeated review must compare equal.
        let reviewed_at = as_stored(submission.reviewed_at);
        let card_id = match submission.card {
            CardReference::Id(id) => id,
            CardReference::Word(word, skill) => {
                cards.get(&(word, skill)).copied().unwrap_or(CardId::from(Uuid::nil()))
            }
            CardReference::Missing => CardId::from(Uuid::nil()),
        };
        Item { card_id, submission: Submission { reviewed_at, ..submission } }
    };
    Ok(submissions.into_iter().map(item).collect())
}
