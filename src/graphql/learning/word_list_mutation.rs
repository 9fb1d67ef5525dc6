//! The mutations of learners' own lists of words.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use graphql_engine::ListOf;
use uuid::Uuid;

use super::{Word, WordList};
use crate::app::learning::{self as app, ListedRow, MAX_LISTED_ROWS, WordListImport, WordListUpdate};
use crate::domain::ids::{WordId, WordListId};
use crate::domain::learning::word_list as domain;
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::pagination::list_cost;
use crate::graphql::scalars::global_id;

/// The cost of matching a row, and of its fields in the response.
const ROW_COST: usize = 50;

/// Returns the cost of an import: that of its rows, and of what else is selected.
fn import_cost(table: &str, child: usize) -> usize {
    let rows = table.split(['\n', '\r']).filter(|line| !line.is_empty()).count();
    list_cost(rows.min(MAX_LISTED_ROWS), ROW_COST).saturating_add(child)
}

/// A word list to import.
#[derive(InputObject)]
pub struct ImportWordListInput {
    /// A plain list with one word on each line, or a table as CSV; at most 500 rows. Columns are separated by commas,
    /// semicolons or tabs. The word is in the first column or, if the first line names the columns, in the column
    /// `word`. In a column `known`, the values `yes`, `1` and `x` mark words that the viewer already knows. Other
    /// columns are ignored. So is what stands beside the word in its cell: a number before it, HTML tags, and text
    /// after it in brackets, on another line of HTML, or after a dash or an equals sign with spaces around it. Files
    /// exported from Anki and Quizlet can be sent unchanged.
    pub table: String,
    /// The name of the list, 1 to 80 characters. Defaults to the viewer's current study day, such as `2026-11-23`.
    pub name: Option<String>,
    /// The words that the viewer has chosen for AMBIGUOUS rows, from the `words` of these rows. These rows then become
    /// MATCHED. Other ids are ignored.
    #[graphql(default)]
    pub chosen_word_ids: Vec<ID>,
    /// Whether this is a dry run, which matches the rows and saves nothing.
    #[graphql(default)]
    pub dry_run: bool,
    /// A UUID that the client generates for this mutation. If the response is lost, the client can send the mutation
    /// again with the same UUID. The mutation then returns the list that it created the first time, and creates nothing
    /// new.
    pub client_mutation_id: Option<Uuid>,
}

/// How a row of an imported list matches the words that the courses teach.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::WordMatch")]
pub enum WordMatch {
    /// The row means one word, or the viewer has chosen from several (`chosenWordIds`).
    Matched,
    /// The row may mean several words. None of them is in the list until the viewer chooses.
    Ambiguous,
    /// The row matches no word that the courses teach.
    Unknown,
}

/// A row of an imported list.
#[derive(SimpleObject)]
pub struct ImportedWord {
    /// The line of the table on which the row begins, counted from 1.
    line: u64,
    /// The word, as written in the table, without what stands beside it in its cell.
    text: String,
    /// Whether the table marks the word as already known.
    is_known: bool,
    /// How the row matches the words that the courses teach.
    #[graphql(name = "match")]
    word_match: WordMatch,
    /// The words that the row may mean: usually one if the row is MATCHED, several if it is AMBIGUOUS, none if it is
    /// UNKNOWN.
    words: ListOf<Word>,
}

impl From<ListedRow> for ImportedWord {
    fn from(row: ListedRow) -> Self {
        Self {
            line: row.line,
            text: row.text,
            is_known: row.is_known,
            word_match: row.word_match.into(),
            words: row.words.into_iter().map(Word).collect(),
        }
    }
}

/// The result of `importWordList`.
#[derive(SimpleObject)]
pub struct ImportWordListPayload {
    /// The rows, in the order of the table. Rows without a word are left out.
    rows: Option<ListOf<ImportedWord>>,
    /// The new list: the words of all MATCHED rows, in order, each word once. Null on a dry run.
    word_list: Option<WordList>,
    /// The problems with the input; empty on success. Codes: `INVALID_NAME`, `TOO_MANY_ROWS`, `INVALID_WORD_LIST_SIZE`
    /// (no row has a word or, unless it is a dry run, no row is MATCHED), `TOO_MANY_WORD_LISTS`; if the mutation is sent
    /// again, also `DELETED_SINCE`.
    errors: ListOf<UserError>,
}

/// Changes to a word list; omitted fields stay as they are.
#[derive(InputObject)]
pub struct UpdateWordListInput {
    /// The id of the list.
    pub id: ID,
    /// The name, 1 to 80 characters.
    pub name: Option<String>,
    /// Words to add at the end, in order. Words that are already in the list stay where they are.
    #[graphql(default)]
    pub add_word_ids: Vec<ID>,
    /// Words to remove. Words that are not in the list are ignored.
    #[graphql(default)]
    pub remove_word_ids: Vec<ID>,
}

/// The result of `updateWordList`.
#[derive(SimpleObject)]
pub struct UpdateWordListPayload {
    /// The list.
    word_list: Option<WordList>,
    /// The problems with the input; empty on success. Codes: `NOT_FOUND` (the list, or a word to add is not taught),
    /// `INVALID_NAME`, `INVALID_WORD_LIST_SIZE`, `NO_CHANGES`.
    errors: ListOf<UserError>,
}

/// The word list to start.
#[derive(InputObject)]
pub struct StartWordListInput {
    /// The id of the list.
    pub id: ID,
}

/// The result of `startWordList`.
#[derive(SimpleObject)]
pub struct StartWordListPayload {
    /// The list.
    word_list: Option<WordList>,
    /// The problems with the input; empty on success. Codes: `NOT_FOUND`.
    errors: ListOf<UserError>,
}

/// The word list to delete.
#[derive(InputObject)]
pub struct DeleteWordListInput {
    /// The id of the list.
    pub id: ID,
}

/// The result of `deleteWordList`.
#[derive(SimpleObject)]
pub struct DeleteWordListPayload {
    /// The id of the deleted list.
    deleted_word_list_id: Option<ID>,
    /// The problems with the input; empty on success. Codes: `NOT_FOUND`.
    errors: ListOf<UserError>,
}

/// The mutations of learners' own lists of words.
#[derive(Default)]
pub struct WordListMutation;

#[Object]
impl WordListMutation {
    /// Matches the viewer's own list against the words that the courses teach, and creates a word list of those that
    /// match. A row may contain any form of a word, in either script, and may be typed on a Russian keyboard or with
    /// the Latin layout left on. The cards of words that the table marks as known get the rating EASY, as in
    /// `markLessonKnown`. An account can have at most 50 lists. Requires a login.
    #[graphql(complexity = "import_cost(&input.table, child_complexity)")]
    async fn import_word_list(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The list.")] input: ImportWordListInput,
    ) -> Result<Option<ImportWordListPayload>, ApiError> {
        let request = request(context);
        let new = WordListImport {
            table: input.table,
            name: input.name,
            chosen: input.chosen_word_ids.iter().map(|id| WordId::from_global_or_nil(id)).collect(),
            is_dry_run: input.dry_run,
            client_mutation_id: input.client_mutation_id,
        };
        let imported = app::import_word_list(&request.caller, new).await;
        let (imported, errors) = settle(imported, context)?;
        let (rows, list) = imported.unzip();
        let rows = rows.map(|rows| rows.into_iter().map(ImportedWord::from).collect());
        Ok(Some(ImportWordListPayload { rows, word_list: list.flatten().map(shared), errors }))
    }

    /// Renames a word list, adds words to it, and removes words from it. Words that are added to a started list get
    /// cards at once. The cards of removed words stay. Requires a login.
    async fn update_word_list(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The changes.")] input: UpdateWordListInput,
    ) -> Result<Option<UpdateWordListPayload>, ApiError> {
        let request = request(context);
        let words = |ids: &[ID]| ids.iter().map(|id| WordId::from_global_or_nil(id)).collect();
        let update = WordListUpdate {
            name: input.name,
            add: words(&input.add_word_ids),
            remove: words(&input.remove_word_ids),
        };
        let id = WordListId::from_global_or_nil(&input.id);
        let updated = app::update_word_list(&request.caller, id, update).await;
        let (list, errors) = settle(updated, context)?;
        Ok(Some(UpdateWordListPayload { word_list: list.map(shared), errors }))
    }

    /// Starts a word list, as `startLesson` starts a lesson: creates the viewer's cards for its words, which then
    /// appear in `Viewer.studyQueue`. Existing cards keep their schedule. Requires a login.
    async fn start_word_list(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The list to start.")] input: StartWordListInput,
    ) -> Result<Option<StartWordListPayload>, ApiError> {
        let request = request(context);
        let id = WordListId::from_global_or_nil(&input.id);
        let started = app::start_word_list(&request.caller, id).await;
        let (list, errors) = settle(started, context)?;
        Ok(Some(StartWordListPayload { word_list: list.map(shared), errors }))
    }

    /// Deletes a word list. The cards of its words stay. Requires a login.
    async fn delete_word_list(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The list to delete.")] input: DeleteWordListInput,
    ) -> Result<Option<DeleteWordListPayload>, ApiError> {
        let request = request(context);
        let id = WordListId::from_global_or_nil(&input.id);
        let deleted = app::delete_word_list(&request.caller, id).await;
        let (deleted, errors) = settle(deleted, context)?;
        Ok(Some(DeleteWordListPayload { deleted_word_list_id: deleted.map(|()| global_id(id)), errors }))
    }
}

fn shared(list: domain::WordList) -> WordList {
    WordList(Arc::new(list))
}
