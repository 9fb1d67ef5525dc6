//! Practice beyond the schedule: items to practise, and a log of the answers, which do not affect the schedule of any
//! card.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::client_clock::ClientClock;
use super::grader::Grader;
use super::queue::ExerciseMaker;
use super::submission::MAX_DURATION_MS;
use super::{MAX_BATCH, QueueFilter, StudyItem};
use crate::app::{AppError, Caller};
use crate::db;
use crate::db::learning::OwnMeanings;
use crate::domain::ids::{CardId, LessonId, WordId};
use crate::domain::learning::exercise::{Answer, ExerciseId, GradedAnswer, Prompt};
use crate::domain::learning::grading::Keyboard;
use crate::domain::learning::practice::PracticeAnswer;
use crate::domain::learning::teaching::QueueItem;
use crate::domain::learning::word::Word;
use crate::domain::problem::Problem;

/// The number of study days whose mistakes are practised.
const MISTAKE_DAYS: u32 = 30;

/// What to practise beyond the schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PracticeSource {
    /// Cards whose last answer was wrong or had a slip.
    Mistakes,
    /// Cards with an interval that are not due yet, the next ones first.
    Ahead,
    /// The words of a lesson that were reviewed before.
    Lesson(LessonId),
}

/// Returns at most `limit` items to practise beyond the schedule. Two SQL statements, and another one if the
/// learner practises endings.
pub async fn practice_items(
    caller: &Caller,
    source: PracticeSource,
    filter: &QueueFilter,
    limit: i64,
) -> Result<Vec<StudyItem>, AppError> {
    let settings = &filter.narrow(&caller.viewer()?.settings);
    let catalogue = caller.catalogue().await?;
    let today = settings.calendar().day_of(caller.now);
    let mut connection = caller.connection().await?;
    let maker = ExerciseMaker::load(&mut connection, settings, &catalogue, filter).await?;
    let fetch_limit = maker.fetch_limit(limit);
    let cards = match source {
        PracticeSource::Mistakes => {
            let since = today.minus(MISTAKE_DAYS - 1);
            db::learning::mistakes(&mut connection, settings, today, since, fetch_limit).await?
        }
        PracticeSource::Ahead => {
            db::learning::cards_ahead(&mut connection, settings, today, caller.now, fetch_limit).await?
        }
        PracticeSource::Lesson(lesson) => {
            let words: Vec<WordId> = catalogue.words_of(lesson).iter().map(|word| word.id).collect();
            let cards = db::learning::cards_of_words(&mut connection, settings.learner_id, &words).await?;
            let known = cards.into_iter().filter(|card| card.state.reps > 0);
            known.filter(|card| settings.skills.contains(&card.skill)).collect()
        }
    };
    if cards.is_empty() {
        return Ok(Vec::new());
    }
    let words: Vec<WordId> = cards.iter().map(|card| card.word_id).collect();
    let own = db::learning::learner_words(&mut connection, settings.learner_id, &words).await?;
    let own: OwnMeanings = own.into_iter().map(|own| (own.word_id, own.synonyms)).collect();
    let cards = cards.into_iter().filter(|card| maker.has_exercise(card, &own));
    let cards = cards.take(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(maker.items(cards.map(QueueItem::Ask).collect(), &own))
}

/// An answer of practice that a client submits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PracticeSubmission {
    /// The id that the client generated. The same id again is the same answer.
    pub id: Uuid,
    /// The id of the exercise.
    pub exercise_id: String,
    /// The time of the answer, by the client's clock.
    pub answered_at: DateTime<Utc>,
    /// How long the learner took, in milliseconds.
    pub duration_ms: i32,
    /// The answer.
    pub answer: Answer,
    /// The keyboard that the answer was typed on. `None` stands for that of the settings.
    pub keyboard: Option<Keyboard>,
}

/// An answer of practice that was logged.
#[derive(Debug, Clone)]
pub struct Practised {
    /// How the answer was graded. `None` if the learner rated the card by hand.
    pub graded: Option<GradedAnswer>,
    /// The card's word.
    pub word: Arc<Word>,
}

/// Logs at most 200 answers of practice. Each has its own result, in the order of the batch. `client_now`
/// is the time of the client's clock when it sent the batch. Two SQL statements.
pub async fn submit_practice(
    caller: &Caller,
    client_now: Option<DateTime<Utc>>,
    items: Vec<PracticeSubmission>,
) -> Result<Vec<Result<Practised, Problem>>, AppError> {
    let viewer = caller.viewer()?;
    let learner = viewer.account.id;
    if items.len() > MAX_BATCH {
        return Err(AppError::refused_at(Problem::TooManyItems, "answers"));
    }
    let catalogue = caller.catalogue().await?;
    let named = items.iter().filter_map(|item| Some(ExerciseId::parse(&item.exercise_id)?.card));
    let named: HashSet<CardId> = named.collect();
    let named: Vec<CardId> = named.into_iter().collect();
    let mut connection = caller.connection().await?;
    let cards = db::learning::cards_with_synonyms(&connection, learner, &named).await?;
    let cards: HashMap<CardId, _> = cards.into_iter().map(|found| (found.0.id, found)).collect();
    let grader = Grader::new(&catalogue, &viewer.settings);
    let clock = ClientClock::new(caller.now, client_now);
    let mut new: Vec<PracticeAnswer> = Vec::new();
    let mut grade = |item: PracticeSubmission| {
        let exercise = ExerciseId::parse(&item.exercise_id).ok_or(Problem::InvalidExercise)?;
        let (card, synonyms) = cards.get(&exercise.card).ok_or(Problem::NotFound)?;
        let word = catalogue.word(card.word_id).ok_or(Problem::NotFound)?;
        if !(0..=MAX_DURATION_MS).contains(&item.duration_ms) {
            return Err(Problem::InvalidDuration);
        }
        let prompt = Prompt::find(card, Some(&item.exercise_id), &item.answer)?;
        let grade = grader.grade(&prompt, &item.answer, item.keyboard, word, synonyms)?;
        let rating = item.answer.rating(grade.as_ref())?;
        let answer = item.answer.stored(&prompt.task);
        let verdict = grade.as_ref().map(|grade| grade.verdict);
        let outcome = grade.map(|grade| grader.graded(&prompt, grade, &answer, word, synonyms));
        if new.iter().all(|known| known.id != item.id) {
            new.push(PracticeAnswer {
                id: item.id,
                card_id: card.id,
                answered_at: clock.past(Some(item.answered_at)),
                duration_ms: item.duration_ms,
                exercise: prompt.task.kind(),
                exercise_detail: prompt.task.detail(),
                answer,
                verdict,
                rating,
            });
        }
        Ok(Practised { graded: outcome, word: word.clone() })
    };
    let results = items.into_iter().map(&mut grade).collect();
    if !new.is_empty() {
        db::learning::insert_practice_answers(&mut connection, learner, &new).await?;
    }
    Ok(results)
}
