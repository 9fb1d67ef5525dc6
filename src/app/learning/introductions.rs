//! Introductions of new words: the learner has looked at the words, without an exercise.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::MAX_BATCH;
use super::client_clock::ClientClock;
use crate::app::{AppError, Caller};
use crate::db;
use crate::domain::ids::WordId;
use crate::domain::learning::card::Card;
use crate::domain::problem::Problem;

/// A word that the learner has looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Introduction {
    /// The word.
    pub word_id: WordId,
    /// The time, by the client's clock. A time in the future counts as now. `None` stands for the current time.
    pub at: Option<DateTime<Utc>>,
}

/// Records that the viewer has looked at up to 200 words. Returns a result for each word, in the order of the batch: its
/// cards. If a word was introduced before, the earlier of the two times stays. Nothing is added to the review log.
/// `client_now` is the time of the client's clock when it sent the batch.
pub async fn introduce_words(
    caller: &Caller,
    client_now: Option<DateTime<Utc>>,
    items: Vec<Introduction>,
) -> Result<Vec<Result<Vec<Card>, Problem>>, AppError> {
    let learner = caller.viewer()?.account.id;
    if items.len() > MAX_BATCH {
        return Err(AppError::refused_at(Problem::TooManyItems, "introductions"));
    }
    let clock = ClientClock::new(caller.now, client_now);
    let mut times: HashMap<WordId, DateTime<Utc>> = HashMap::new();
    for item in &items {
        let at = clock.past(item.at);
        times.entry(item.word_id).and_modify(|known| *known = at.min(*known)).or_insert(at);
    }
    let words: Vec<WordId> = times.keys().copied().collect();
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let change = db::learning::begin_change(connection, learner).await?;
            let mut changed = Vec::new();
            let mut cards: HashMap<WordId, Vec<Card>> = HashMap::new();
            for mut card in db::learning::cards_of_words(connection, learner, &words).await? {
                let at = times.get(&card.word_id).copied();
                let is_earlier = card.introduced_at.is_none_or(|known| at.is_some_and(|at| at < known));
                if is_earlier {
                    card.introduced_at = at;
                    changed.push(card.clone());
                }
                cards.entry(card.word_id).or_default().push(card);
            }
            if !changed.is_empty() {
                db::learning::update_cards(connection, learner, &changed, change).await?;
            }
            Ok(items.iter().map(|item| cards.get(&item.word_id).cloned().ok_or(Problem::NotFound)).collect())
        })
        .await
}
