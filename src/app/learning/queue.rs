//! What to study now: the cards that are due, then new ones, each with its exercise.

use std::collections::HashMap;

use crate::app::{AppError, Caller};
use crate::db;
use crate::domain::ids::WordId;
use crate::domain::learning::card::{Card, Skill};
use crate::domain::learning::exercise::{WordMeanings, choices};
use crate::domain::learning::word::LanguageTag;

/// A card to study, with what its exercise needs.
#[derive(Debug, Clone)]
pub struct StudyItem {
    /// The card.
    pub card: Card,
    /// The meaning of the card's word, as shown.
    pub meaning: String,
    /// The language of the meanings.
    pub language: LanguageTag,
    /// The words whose meanings there are to choose from, in the order to show them; empty where the exercise is
    /// not one of choosing.
    pub choices: Vec<(WordId, String)>,
}

/// The languages that every word of the content has a gloss in: shown where the learner's own is missing.
const FALLBACK_GLOSSES: [&str; 2] = ["ru", "en"];

/// At most `limit` cards: first those that are due, those in the steps of a day before the others, then new ones.
pub async fn study_queue(caller: &Caller, limit: i64) -> Result<Vec<StudyItem>, AppError> {
    let viewer = caller.viewer()?;
    let learner = viewer.account.id;
    let mut connection = caller.connection().await?;
    let mut cards = db::learning::due_cards(&mut connection, learner, caller.now, limit).await?;
    let room = limit.saturating_sub(i64::try_from(cards.len()).unwrap_or(limit));
    if room > 0 {
        cards.extend(db::learning::new_cards(&mut connection, learner, room).await?);
    }
    let words: Vec<WordId> = cards.iter().map(|card| card.word_id).collect();
    let mut pools: Vec<Pool> = Vec::new();
    for tag in viewer.settings.gloss_language.chain(&FALLBACK_GLOSSES) {
        if words.iter().all(|word| pools.iter().any(|pool| pool.by_word.contains_key(word))) {
            break;
        }
        pools.push(pool(&mut connection, &words, &tag).await?);
    }
    Ok(cards.into_iter().filter_map(|card| pools.iter().find_map(|pool| pool.item(&card))).collect())
}

/// Words near those in the queue, with their meanings in one language.
struct Pool {
    language: LanguageTag,
    words: Vec<WordMeanings>,
    by_word: HashMap<WordId, usize>,
}

async fn pool(
    connection: &mut diesel_async::AsyncPgConnection,
    words: &[WordId],
    language: &LanguageTag,
) -> Result<Pool, AppError> {
    let words = db::courses::meanings_around(connection, words, language).await?;
    let by_word = words.iter().enumerate().map(|(index, word)| (word.word_id, index)).collect();
    Ok(Pool { language: language.clone(), words, by_word })
}

impl Pool {
    /// The card's exercise in this pool's language; none where the word has no meaning in it.
    fn item(&self, card: &Card) -> Option<StudyItem> {
        let word = self.words.get(*self.by_word.get(&card.word_id)?)?;
        let choices = match card.skill {
            Skill::Recognize => choices(card.id, card.state.reps, word, &self.words),
            Skill::Produce => Vec::new(),
        };
        Some(StudyItem {
            card: card.clone(),
            meaning: word.shown().to_owned(),
            language: self.language.clone(),
            choices: choices.into_iter().map(|word| (word.word_id, word.shown().to_owned())).collect(),
        })
    }
}
