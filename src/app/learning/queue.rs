//! The study queue: the cards that are due, then new ones, each with its exercise.

use std::collections::{HashMap, HashSet};

use diesel_async::AsyncPgConnection;
use kazakh::latin_draft::Script;

use crate::app::{AppError, Caller};
use crate::db;
use crate::domain::ids::WordId;
use crate::domain::learning::card::{Card, CardPhase, Skill};
use crate::domain::learning::catalogue::Catalogue;
use crate::domain::learning::exercise::{Exercise, ExerciseContext, KnownAnswers, exercise};
use crate::domain::learning::learner_word::Synonyms;
use crate::domain::learning::settings::LearnerSettings;

/// A card to study, and its exercise.
#[derive(Debug, Clone)]
pub struct StudyItem {
    /// The card.
    pub card: Card,
    /// The exercise.
    pub exercise: Exercise,
    /// The script in which to show Kazakh.
    pub script: Script,
    /// The answers that are known beforehand.
    pub answers: KnownAnswers,
}

/// Returns at most `limit` cards: first due cards in the steps of a day, then due cards with an interval of days, then
/// new cards. Within each group, cards of assigned words come first. New cards and cards with an interval of days are
/// subject to the daily limits.
pub async fn study_queue(caller: &Caller, limit: i64) -> Result<Vec<StudyItem>, AppError> {
    let settings = &caller.viewer()?.settings;
    let catalogue = caller.catalogue().await?;
    let day = settings.calendar().day_of(caller.now);
    let mut connection = caller.connection().await?;
    let counts = db::learning::day_counts(&mut connection, settings.learner_id, day).await?;
    // With sibling burying, up to one card per skill is fetched for each card that is kept.
    let fetch_limit = if settings.bury_siblings { limit * i64::from(SKILLS) } else { limit };
    let due = db::learning::due_cards(&mut connection, settings, (day, day), caller.now, fetch_limit).await?;
    let mut queue = Queue::new(limit, settings.bury_siblings);
    let (in_steps, after_days): (Vec<Card>, Vec<Card>) =
        due.into_iter().partition(|card| card.state.phase != CardPhase::Review);
    queue.extend(in_steps, u32::MAX);
    queue.extend(after_days, settings.reviews_per_day.saturating_sub(counts.returned_cards()));
    let room = settings.new_cards_per_day.saturating_sub(counts.new_cards);
    if !queue.is_full() && room > 0 {
        queue
            .extend(db::learning::new_cards(&mut connection, settings, (day, day), fetch_limit).await?, room);
    }
    add_exercises(&mut connection, settings, &catalogue, queue.cards).await
}

/// Adds an exercise to each card. Omits cards whose word is not in the catalogue, which should never happen.
pub(super) async fn add_exercises(
    connection: &mut AsyncPgConnection,
    settings: &LearnerSettings,
    catalogue: &Catalogue,
    cards: Vec<Card>,
) -> Result<Vec<StudyItem>, AppError> {
    if cards.is_empty() {
        return Ok(Vec::new());
    }
    let words: Vec<WordId> = cards.iter().map(|card| card.word_id).collect();
    let own = db::learning::learner_words(connection, settings.learner_id, &words).await?;
    let own: HashMap<WordId, Synonyms> = own.into_iter().map(|own| (own.word_id, own.synonyms)).collect();
    let (languages, none) = (settings.gloss_chain(), Synonyms::default());
    let item = |card: Card| {
        let synonyms = own.get(&card.word_id).unwrap_or(&none);
        let known =
            ExerciseContext { catalogue, languages: &languages, keyboard: settings.keyboard, synonyms };
        let exercise = exercise(&card, &known)?;
        let answers = exercise.known_answers(settings.script, &known);
        Some(StudyItem { card, exercise, script: settings.script, answers })
    };
    Ok(cards.into_iter().filter_map(item).collect())
}

#[expect(clippy::cast_possible_truncation, reason = "there are four")]
const SKILLS: u32 = Skill::ALL.len() as u32;

/// The cards collected so far.
struct Queue {
    limit: usize,
    cards: Vec<Card>,
    /// The words in the queue, if each word may have only one card.
    taken: Option<HashSet<WordId>>,
}

impl Queue {
    fn new(limit: i64, bury_siblings: bool) -> Self {
        let limit = usize::try_from(limit).unwrap_or(0);
        Self { limit, cards: Vec::new(), taken: bury_siblings.then(HashSet::new) }
    }

    fn is_full(&self) -> bool {
        self.cards.len() >= self.limit
    }

    /// Adds at most `room` cards.
    fn extend(&mut self, cards: Vec<Card>, mut room: u32) {
        for card in cards {
            if self.is_full() || room == 0 {
                return;
            }
            // Cards in the steps of a day stay in the queue even if the word has another card.
            let in_steps = matches!(card.state.phase, CardPhase::Learning | CardPhase::Relearning);
            let is_first = self.taken.as_mut().is_none_or(|taken| taken.insert(card.word_id));
            if is_first || in_steps {
                self.cards.push(card);
                room -= 1;
            }
        }
    }
}
