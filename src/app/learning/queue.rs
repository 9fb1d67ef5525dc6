//! What to study now: the cards that are due, then new ones, each with its exercise.

use std::collections::HashSet;
use std::sync::Arc;

use crate::app::{AppError, Caller};
use crate::db;
use crate::domain::ids::WordId;
use crate::domain::learning::card::{Card, CardPhase, Skill};
use crate::domain::learning::catalogue::Catalogue;
use crate::domain::learning::exercise::{NEIGHBOUR_LESSONS, WordMeanings, choices};
use crate::domain::learning::word::{LanguageTag, Word};

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

/// At most `limit` cards: first those that are due, those in the steps of a day before the others, then new ones. Of new
/// cards, and of cards that come back after days, no more than the day has room for.
pub async fn study_queue(caller: &Caller, limit: i64) -> Result<Vec<StudyItem>, AppError> {
    let settings = &caller.viewer()?.settings;
    let catalogue = caller.catalogue().await?;
    let day = settings.calendar().day_of(caller.now);
    let mut connection = caller.connection().await?;
    let counts = db::learning::day_counts(&mut connection, settings.learner_id, day).await?;
    // Where siblings are left out, there are at most so many cards for one that stays.
    let looked_at = if settings.bury_siblings { limit * i64::from(SKILLS) } else { limit };
    let due = db::learning::due_cards(&mut connection, settings, day, caller.now, looked_at).await?;
    let mut queue = Queue::new(limit, settings.bury_siblings);
    let (in_steps, after_days): (Vec<Card>, Vec<Card>) =
        due.into_iter().partition(|card| card.state.phase != CardPhase::Review);
    queue.extend(in_steps, u32::MAX);
    queue.extend(after_days, settings.reviews_per_day.saturating_sub(counts.came_back()));
    let room = settings.new_cards_per_day.saturating_sub(counts.new_cards);
    if !queue.is_full() && room > 0 {
        queue.extend(db::learning::new_cards(&mut connection, settings, day, looked_at).await?, room);
    }
    let languages = settings.gloss_chain();
    Ok(queue.cards.into_iter().filter_map(|card| item(&catalogue, card, &languages)).collect())
}

#[expect(clippy::cast_possible_truncation, reason = "there are four")]
const SKILLS: u32 = Skill::ALL.len() as u32;

/// The cards that were found so far.
struct Queue {
    limit: usize,
    cards: Vec<Card>,
    /// The words that are asked for already, where of each one card is shown at most.
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

    /// Adds cards, so many at most.
    fn extend(&mut self, cards: Vec<Card>, mut room: u32) {
        for card in cards {
            if self.is_full() || room == 0 {
                return;
            }
            // The steps of a day go on, whatever else of the word is asked.
            let in_steps = matches!(card.state.phase, CardPhase::Learning | CardPhase::Relearning);
            let is_first = self.taken.as_mut().is_none_or(|taken| taken.insert(card.word_id));
            if is_first || in_steps {
                self.cards.push(card);
                room -= 1;
            }
        }
    }
}

/// The card with its exercise; none for a word that is not known, which no content brings about.
fn item(catalogue: &Catalogue, card: Card, languages: &[LanguageTag]) -> Option<StudyItem> {
    let word = catalogue.word(card.word_id)?;
    let shown = word.meanings_in(languages)?;
    let language = shown.language.clone();
    let meaning = shown.shown().to_owned();
    let choices = match card.skill {
        Skill::Recognize => choose(catalogue, &card, word, &language),
        _ => Vec::new(),
    };
    Some(StudyItem { card, meaning, language, choices })
}

fn choose(catalogue: &Catalogue, card: &Card, word: &Word, language: &LanguageTag) -> Vec<(WordId, String)> {
    let in_language = |word: &Arc<Word>| {
        let meanings = word.meanings_in(std::slice::from_ref(language))?;
        let lesson_position = catalogue.lesson(word.lesson_id)?.position;
        Some(WordMeanings {
            word_id: word.id,
            course_id: word.course_id,
            lesson_position,
            part_of_speech: word.part_of_speech,
            meanings: meanings.accepted.clone(),
        })
    };
    let near: Vec<WordMeanings> =
        catalogue.words_near(word, NEIGHBOUR_LESSONS).filter_map(in_language).collect();
    let Some(own) = near.iter().find(|other| other.word_id == word.id) else { return Vec::new() };
    let chosen = choices(card.id, card.state.reps, own, &near);
    chosen.into_iter().map(|word| (word.word_id, word.shown().to_owned())).collect()
}
