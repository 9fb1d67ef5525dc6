//! Starting a lesson, which creates the learner's cards for its words.

use std::sync::Arc;

use diesel_async::AsyncConnection as _;

use crate::app::{AppError, Caller};
use crate::db;
use crate::domain::ids::{CardId, LessonId};
use crate::domain::learning::card::{Card, Skill};
use crate::domain::learning::word::Lesson;
use crate::domain::problem::Problem;
use crate::random;

/// Starts a lesson for the viewer: creates a card for each of its words and each skill that they practise. Starting it
/// again only adds cards for words that were added to the lesson since.
pub async fn start_lesson(caller: &Caller, id: LessonId) -> Result<Arc<Lesson>, AppError> {
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
            (Card::new(CardId::from(random::uuid_v7(caller.now)), word.id, skill, caller.now), position)
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
            db::learning::start_lesson(connection, learner, id, caller.now, change).await?;
            Ok(db::learning::insert_cards(connection, learner, &new, change).await?)
        })
        .await?;
    Ok(lesson.clone())
}
