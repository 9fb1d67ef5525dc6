//! The viewer's additions to words.

use std::sync::Arc;

use crate::app::error::Checks;
use crate::app::{AppError, AtField as _, Caller};
use crate::db;
use crate::domain::ids::WordId;
use crate::domain::learning::learner_word::{LearnerWord, note, synonyms};
use crate::domain::learning::word::Word;

/// A change to the viewer's additions to a word. Fields that are `None` stay unchanged.
#[derive(Debug, Default)]
pub struct LearnerWordChange {
    /// The note. An inner `None` removes it.
    pub note: Option<Option<String>>,
    /// All of the viewer's own meanings, by language.
    pub synonyms: Option<Vec<(String, Vec<String>)>>,
}

/// Returns the viewer's additions to words.
pub async fn learner_words(caller: &Caller, words: &[WordId]) -> Result<Vec<LearnerWord>, AppError> {
    let Some(viewer) = &caller.viewer else { return Ok(Vec::new()) };
    let mut connection = caller.connection().await?;
    Ok(db::learning::learner_words(&mut connection, viewer.account.id, words).await?)
}

/// Changes the viewer's additions to a word. Returns the word and the new additions.
pub async fn update_learner_word(
    caller: &Caller,
    id: WordId,
    change: LearnerWordChange,
) -> Result<(Arc<Word>, LearnerWord), AppError> {
    let learner = caller.viewer()?.account.id;
    let catalogue = caller.catalogue().await?;
    let word = catalogue.word(id).at("wordId")?;
    let mut checks = Checks::default();
    let lesson = catalogue.words_of(word.lesson_id);
    let new_note = change.note.and_then(|text| checks.field("note", note(&text.unwrap_or_default())));
    let new_synonyms =
        change.synonyms.and_then(|lists| checks.field("synonyms", synonyms(lists, word, lesson)));
    checks.finish()?;
    let mut connection = caller.connection().await?;
    let own = connection
        .transaction::<_, AppError, _>(async |connection| {
            let number = db::learning::begin_change(connection, learner).await?;
            let found = db::learning::learner_words(connection, learner, &[id]).await?.into_iter().next();
            let mut own = found.unwrap_or_else(|| LearnerWord::empty(id));
            if let Some(note) = &new_note {
                own.note.clone_from(note);
            }
            if let Some(synonyms) = &new_synonyms {
                own.synonyms.clone_from(synonyms);
            }
            db::learning::write_learner_word(connection, learner, &own, number).await?;
            Ok(own)
        })
        .await?;
    Ok((word.clone(), own))
}
