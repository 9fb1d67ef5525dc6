//! Starting a lesson, which creates the learner's cards for its words.

use std::sync::Arc;

use chrono::{DateTime, SubsecRound as _, Utc};

use super::submission::submit_reviews;
use super::submission_items::{CardReference, Submission};
use super::{MAX_BATCH, MAX_CLOCK_SHIFT};
use crate::app::{AppError, Caller};
use crate::db;
use crate::domain::ids::{CardId, LessonId, ReviewId, WordId};
use crate::domain::learning::card::{Card, Skill};
use crate::domain::learning::exercise::Answer;
use crate::domain::learning::review::Rating;
use crate::domain::learning::word::Lesson;
use crate::domain::problem::Problem;
use crate::random;

/// Starts a lesson for the viewer: creates a card for each of its words and each skill that they practise. Starting it
/// again only adds cards for words that were added to the lesson since. A client that was offline names the time of the
/// start; a lesson that another device started later then began at that time, so that earlier answers are accepted.
pub async fn start_lesson(
    caller: &Caller,
    id: LessonId,
    started_at: Option<DateTime<Utc>>,
) -> Result<Arc<Lesson>, AppError> {
    let earliest = caller.now - MAX_CLOCK_SHIFT;
    let started_at = started_at.unwrap_or(caller.now).clamp(earliest, caller.now).trunc_subsecs(6);
    let viewer = caller.viewer()?;
    let learner = viewer.account.id;
    let catalogue = caller.catalogue().await?;
    let words = catalogue.words_of(id);
    // A withdrawn lesson has no words to start.
    let (Some(lesson), false) = (catalogue.lesson(id), words.is_empty()) else {
        return Err(AppError::refused_at(Problem::NotFound, "lessonId"));
    };
    // The learner recognizes all words before writing the first one.
    let practised = Skill::ALL.iter().filter(|skill| viewer.settings.skills.contains(skill));
    let new: Vec<(Card, i32)> = practised
        .flat_map(|skill| words.iter().filter(|word| skill.fits(word)).map(move |word| (word, *skill)))
        .zip(0..)
        .map(|((word, skill), position)| {
            (Card::new(CardId::from(random::uuid_v7(caller.now)), word.id, skill, started_at), position)
        })
        .collect();
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

/// Marks a lesson as known: starts it, and gives the rating EASY to its cards that were never reviewed, as if the
/// viewer had looked at both sides of each. So its words come back after days, like other words. Returns the lesson and
/// the number of cards that were rated.
pub async fn mark_lesson_known(caller: &Caller, id: LessonId) -> Result<(Arc<Lesson>, usize), AppError> {
    let lesson = start_lesson(caller, id, None).await?;
    let settings = &caller.viewer()?.settings;
    let catalogue = caller.catalogue().await?;
    let words: Vec<WordId> = catalogue.words_of(id).iter().map(|word| word.id).collect();
    let cards = {
        let mut connection = caller.connection().await?;
        db::learning::cards_of_words(&mut connection, settings.learner_id, &words).await?
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
    });
    let rated: Vec<Submission> = rated.take(MAX_BATCH).collect();
    let accepted = submit_reviews(caller, None, rated).await?;
    Ok((lesson, accepted.iter().filter(|result| result.is_ok()).count()))
}
