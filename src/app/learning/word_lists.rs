//! Learners' own lists of words: reading, changing and starting them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use diesel_async::AsyncPgConnection;

use super::lessons::new_cards;
use crate::app::error::Checks;
use crate::app::{AppError, AtField as _, Caller};
use crate::db::learning as db;
use crate::db::learning::{ChangeNumber, WordListKey};
use crate::db::page::{Page, PageRequest};
use crate::domain::accounts::DisplayName;
use crate::domain::ids::{WordId, WordListId};
use crate::domain::learning::catalogue::Catalogue;
use crate::domain::learning::progress::WordCounts;
use crate::domain::learning::word::Word;
use crate::domain::learning::word_list::{WordList, check_size};
use crate::domain::problem::Problem;

/// Returns a page of the viewer's lists, newest first.
pub async fn word_lists_page(
    caller: &Caller,
    page: &PageRequest<WordListKey>,
) -> Result<Page<(WordListKey, WordList)>, AppError> {
    let learner = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    Ok(db::word_lists_page(&mut connection, learner, page).await?)
}

/// Returns the viewer's lists with these ids. Lists of other learners are omitted.
pub async fn word_lists(caller: &Caller, ids: &[WordListId]) -> Result<Vec<WordList>, AppError> {
    let Some(viewer) = &caller.viewer else { return Ok(Vec::new()) };
    let mut connection = caller.connection().await?;
    Ok(db::word_lists(&mut connection, viewer.account.id, Some(ids)).await?)
}

/// Returns the words of the viewer's lists, in order. Words that are withdrawn are omitted.
pub async fn words_of_word_lists(
    caller: &Caller,
    ids: &[WordListId],
) -> Result<Vec<(WordListId, Arc<Word>)>, AppError> {
    let learner = caller.viewer()?.account.id;
    let catalogue = caller.catalogue().await?;
    let mut connection = caller.connection().await?;
    let listed = db::words_of_word_lists(&mut connection, learner, ids).await?;
    Ok(listed.into_iter().filter_map(|(list, word)| Some((list, taught(&catalogue, word)?))).collect())
}

/// Returns the viewer's progress with the words of their lists. A list without a word that is taught is omitted.
pub async fn word_list_progress(
    caller: &Caller,
    ids: &[WordListId],
) -> Result<HashMap<WordListId, WordCounts>, AppError> {
    let learner = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    Ok(db::word_list_counts(&mut connection, learner, ids).await?.into_iter().collect())
}

fn taught(catalogue: &Catalogue, id: WordId) -> Option<Arc<Word>> {
    catalogue.word(id).filter(|word| !word.withdrawn).cloned()
}

/// Changes to a list; `None` leaves the name as it is.
#[derive(Debug)]
pub struct WordListUpdate {
    /// The new name of the list.
    pub name: Option<String>,
    /// The words to add at the end. Words that the list has already stay where they are.
    pub add: Vec<WordId>,
    /// The words to take out.
    pub remove: Vec<WordId>,
}

/// Changes a list of the viewer. Words that are added to a list that was started get cards at once. The cards of words that
/// are taken out stay.
pub async fn update_word_list(
    caller: &Caller,
    id: WordListId,
    update: WordListUpdate,
) -> Result<WordList, AppError> {
    let learner = caller.viewer()?.account.id;
    let catalogue = caller.catalogue().await?;
    let mut checks = Checks::default();
    let name = update.name.as_ref().and_then(|name| checks.field("name", DisplayName::new(name)));
    let mut seen = HashSet::new();
    let added = update.add.iter().filter(|word| seen.insert(**word));
    let added: Option<Vec<Arc<Word>>> = added.map(|word| taught(&catalogue, *word)).collect();
    let added = checks.field("addWordIds", added.ok_or(Problem::NotFound)).unwrap_or_default();
    checks.finish()?;
    if name.is_none() && added.is_empty() && update.remove.is_empty() {
        return Err(AppError::refused(Problem::NoChanges));
    }
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let change = db::begin_change(connection, learner).await?;
            let mut list = own(caller, connection, id).await?;
            if let Some(name) = &name {
                name.as_str().clone_into(&mut list.name);
                db::rename_word_list(connection, learner, id, &list.name).await?;
            }
            if !added.is_empty() || !update.remove.is_empty() {
                let listed = db::words_of_word_lists(connection, learner, &[id]).await?;
                let mut words: HashSet<WordId> = listed.into_iter().map(|(_, word)| word).collect();
                words.retain(|word| !update.remove.contains(word));
                words.extend(added.iter().map(|word| word.id));
                check_size(words.len()).map_err(AppError::refused)?;
                db::delete_word_list_words(connection, learner, id, &update.remove).await?;
                let ids: Vec<WordId> = added.iter().map(|word| word.id).collect();
                db::insert_word_list_words(connection, learner, id, &ids).await?;
            }
            if list.started_at.is_some() {
                make_cards(caller, connection, &added, change).await?;
            }
            Ok(list)
        })
        .await
}

/// Starts a list of the viewer as a lesson is started: creates a card for each of its words and each skill that they
/// practise. Starting it again only adds cards that the viewer lacks.
pub async fn start_word_list(caller: &Caller, id: WordListId) -> Result<WordList, AppError> {
    let learner = caller.viewer()?.account.id;
    let catalogue = caller.catalogue().await?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let change = db::begin_change(connection, learner).await?;
            let list = own(caller, connection, id).await?;
            let listed = db::words_of_word_lists(connection, learner, &[id]).await?;
            let words: Vec<Arc<Word>> =
                listed.into_iter().filter_map(|(_, word)| taught(&catalogue, word)).collect();
            db::start_word_list(connection, learner, id, caller.now, change).await?;
            make_cards(caller, connection, &words, change).await?;
            Ok(WordList { started_at: list.started_at.or(Some(caller.now)), ..list })
        })
        .await
}

/// Deletes a list of the viewer. The cards of its words stay.
pub async fn delete_word_list(caller: &Caller, id: WordListId) -> Result<(), AppError> {
    let learner = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            db::begin_change(connection, learner).await?;
            let is_deleted = db::delete_word_list(connection, learner, id).await?;
            if is_deleted { Ok(()) } else { Err(AppError::refused_at(Problem::NotFound, "id")) }
        })
        .await
}

async fn own(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    id: WordListId,
) -> Result<WordList, AppError> {
    let found = db::word_lists(connection, caller.viewer()?.account.id, Some(&[id])).await?;
    found.into_iter().next().at("id")
}

/// Makes the cards that the viewer lacks of words of a list. Three SQL statements, or none if there are no words.
pub(super) async fn make_cards(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    words: &[Arc<Word>],
    change: ChangeNumber,
) -> Result<(), AppError> {
    if words.is_empty() {
        return Ok(());
    }
    let learner = caller.viewer()?.account.id;
    let ids: Vec<WordId> = words.iter().map(|word| word.id).collect();
    db::record_course_starts(connection, learner, &ids, change).await?;
    Ok(db::insert_cards(connection, learner, &new_cards(caller, words, caller.now)?, change).await?)
}
