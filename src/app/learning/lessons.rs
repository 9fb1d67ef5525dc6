//! Starting a lesson, which creates the learner's cards for its words, and marking words as known.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::MAX_BATCH;
use super::client_clock::ClientClock;
use super::submission::submit;
use super::submission_items::{CardReference, Submission};
use crate::app::{AppError, Caller};
use crate::db;
use crate::domain::ids::{CardId, LessonId, ReviewId, WordId};
use crate::domain::learning::card::{Card, Skill};
use crate::domain::learning::exercise::Answer;
use crate::domain::learning::review::Rating;
use crate::domain::learning::word::{Lesson, Word};
use crate::domain::problem::Problem;
use crate::random;

/// Starts a lesson for the viewer: creates a card for each of its words and each skill that they practise. Starting it
/// again only adds cards for words that were added to the lesson since. A client that was offline sends the time of the
/// start. If another device has started the lesson later, this earlier time replaces the later one, so that answers given
/// in between are accepted. `client_now` is the time of the client's clock when it sent the request.
pub async fn start_lesson(
    caller: &Caller,
    id: LessonId,
    client_now: Option<DateTime<Utc>>,
    started_at: Option<DateTime<Utc>>,
) -> Result<Arc<Lesson>, AppError> {
    let started_at = ClientClock::new(caller.now, client_now).past(started_at);
    let learner = caller.viewer()?.account.id;
    let catalogue = caller.catalogue().await?;
    let words = catalogue.words_of(id);
    // A withdrawn lesson has no words to start.
    let (Some(lesson), false) = (catalogue.lesson(id), words.is_empty()) else {
        return Err(AppError::refused_at(Problem::NotFound, "lessonId"));
    };
    let new = new_cards(caller, words, started_at)?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            // An import creates cards of new words for every learner who has started the words' lesson. The lock on the
            // version orders the import before or after this start.
            if db::content::lock_version(connection).await? != catalogue.version() {
                return Err(AppError::Unavailable("the content has just changed".to_owned()));
            }
            let change = db::learning::begin_change(connection, learner).await?;
            db::learning::start_lesson(connection, learner, id, started_at, change).await?;
            Ok(db::learning::insert_cards(connection, learner, &new, change).await?)
        })
        .await?;
    Ok(lesson.clone())
}

/// Returns new cards of words in the skills that the viewer practises, each with its position in the order in which new
/// cards are shown.
pub(super) fn new_cards(
    caller: &Caller,
    words: &[Arc<Word>],
    created_at: DateTime<Utc>,
) -> Result<Vec<(Card, i32)>, AppError> {
    let skills = &caller.viewer()?.settings.skills;
    // The learner recognizes all words before writing the first one.
    let practised = Skill::ALL.iter().filter(|skill| skills.contains(skill));
    let cards = practised
        .flat_map(|skill| words.iter().filter(|word| skill.fits(word)).map(move |word| (word, *skill)))
        .zip(0..)
        .map(|((word, skill), position)| {
            (Card::new(CardId::from(random::uuid_v7(caller.now)), word.id, skill, created_at), position)
        });
    Ok(cards.collect())
}

/// Marks a lesson as known: starts it, and gives the rating EASY to its cards that were never reviewed, as if the
/// viewer had looked at both sides of each. So its words come back after days, like other words. Returns the lesson and
/// the number of cards that were rated.
pub async fn mark_lesson_known(caller: &Caller, id: LessonId) -> Result<(Arc<Lesson>, usize), AppError> {
    let lesson = start_lesson(caller, id, None, None).await?;
    let catalogue = caller.catalogue().await?;
    let words: Vec<WordId> = catalogue.words_of(id).iter().map(|word| word.id).collect();
    let rated = mark_cards_known(caller, &words).await?;
    Ok((lesson, rated))
}

/// Gives the rating EASY to the viewer's cards of words that were never reviewed, a batch at a time. Returns the number of
/// cards that were rated.
pub(super) async fn mark_cards_known(caller: &Caller, words: &[WordId]) -> Result<usize, AppError> {
    if words.is_empty() {
        return Ok(0);
    }
    let settings = &caller.viewer()?.settings;
    let cards = {
        let mut connection = caller.connection().await?;
        db::learning::cards_of_words(&mut connection, settings.learner_id, words).await?
    };
    let new = cards.into_iter().filter(|card| card.state.reps == 0 && settings.skills.contains(&card.skill));
    let rated = new.map(|card| Submission {
        id: ReviewId::from(random::uuid_v7(caller.now)),
        card: CardReference::Id(card.id),
        exercise_id: None,
        reviewed_at: caller.now,
        time_zone: None,
        duration_ms: 0,
        answer: Answer::Rating(Rating::Easy),
        keyboard: None,
    });
    let rated: Vec<Submission> = rated.collect();
    let mut accepted = 0;
    for batch in rated.chunks(MAX_BATCH) {
        // Another request may have reviewed some of the cards meanwhile.
        let results = submit(caller, None, batch.to_vec(), |card| card.state.reps == 0).await?;
        accepted += results.iter().filter(|result| result.is_ok()).count();
    }
    Ok(accepted)
}
