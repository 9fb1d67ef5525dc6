//! Starting a lesson makes the learner's cards of its words.

use diesel_async::AsyncConnection as _;

use crate::app::{AppError, Caller};
use crate::db;
use crate::domain::ids::{CardId, LessonId};
use crate::domain::learning::card::{Card, CardState, Skill};
use crate::domain::learning::word::Lesson;
use crate::domain::problem::Problem;
use crate::random;

/// Starts a lesson for the viewer: a card for each of its words and each skill. Starting it again changes
/// nothing but adds cards for words that the lesson has got since.
pub async fn start_lesson(caller: &Caller, id: LessonId) -> Result<Lesson, AppError> {
    let learner = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let found = db::courses::lessons_by_ids(connection, &[id]).await?;
            let words = db::courses::words_of(connection, &[id]).await?;
            // A lesson that was withdrawn has no words left to start.
            let (Some(lesson), false) = (found.into_iter().next(), words.is_empty()) else {
                return Err(AppError::refused_at(Problem::NotFound, "lessonId"));
            };
            db::learning::start_lesson(connection, learner, id, caller.now).await?;
            // All meanings come before the first word is to be written.
            let new: Vec<(Card, i32)> = Skill::ALL
                .iter()
                .flat_map(|skill| words.iter().map(move |word| (word, *skill)))
                .zip(0..)
                .map(|((word, skill), position)| {
                    let card = Card {
                        id: CardId::from(random::uuid_v7(caller.now)),
                        word_id: word.id,
                        skill,
                        created_at: caller.now,
                        state: CardState::new(caller.now),
                    };
                    (card, position)
                })
                .collect();
            db::learning::insert_cards(connection, learner, &new).await?;
            Ok(lesson)
        })
        .await
}
