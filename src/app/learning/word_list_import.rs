//! Making a list of words from what a learner brings: a plain list, or a table of another program.

use std::collections::HashSet;
use std::sync::Arc;

use uuid::Uuid;

use super::lessons::mark_cards_known;
use super::word_lists::make_cards;
use crate::app::error::Checks;
use crate::app::{AppError, AtField as _, Caller};
use crate::db::{learning as db, was_deleted};
use crate::domain::accounts::DisplayName;
use crate::domain::ids::WordId;
use crate::domain::learning::catalogue::Catalogue;
use crate::domain::learning::word::Word;
use crate::domain::learning::word_list::{MAX_WORD_LISTS, WordList, WordMatch, check_size, says_yes, term};
use crate::domain::problem::Problem;
use crate::spreadsheet::{TooManyRows, read_table};

/// The maximum number of rows in a table.
pub const MAX_LISTED_ROWS: usize = 500;

/// A list that a learner brings.
#[derive(Debug)]
pub struct WordListImport {
    /// The table, as CSV, or a plain list.
    pub table: String,
    /// The name of the list. `None` stands for the viewer's current study day.
    pub name: Option<String>,
    /// The words that the learner has chosen for rows that may mean several.
    pub chosen: HashSet<WordId>,
    /// Whether the rows are only matched.
    pub is_dry_run: bool,
    /// The UUID that the client generated for the mutation.
    pub client_mutation_id: Option<Uuid>,
}

/// A row of the list.
#[derive(Debug, Clone)]
pub struct ListedRow {
    /// The line of the table on which the row begins, from 1.
    pub line: u64,
    /// The word, as written in the table.
    pub text: String,
    /// Whether the row says that the learner knows the word already.
    pub is_known: bool,
    /// How the row matches the words that are taught.
    pub word_match: WordMatch,
    /// The words that the row may mean.
    pub words: Vec<Arc<Word>>,
}

/// Matches the rows with the words that are taught and, unless this is a dry run, makes a list of the words of all rows that
/// match. Words that the learner knows already are marked as known. Returns the rows, and the list if it was made. If the
/// mutation is sent again, the list is the same; it fails if the list was deleted since.
pub async fn import_word_list(
    caller: &Caller,
    new: WordListImport,
) -> Result<(Vec<ListedRow>, Option<WordList>), AppError> {
    let viewer = caller.viewer()?;
    let catalogue = caller.catalogue().await?;
    let mut checks = Checks::default();
    let today = || viewer.settings.calendar().day_of(caller.now).date().to_string();
    let name = checks.field("name", DisplayName::new(&new.name.unwrap_or_else(today)));
    let rows = checks.field("table", read(&new.table, &new.chosen, &catalogue)).unwrap_or_default();
    checks.finish()?;
    let (words, known) = words_of(&rows);
    if new.is_dry_run {
        return Ok((rows, None));
    }
    let list = WordList {
        id: caller.new_id(new.client_mutation_id),
        // Without a valid name, `checks` has returned an error above.
        name: name.map_or_else(String::new, |name| name.as_str().to_owned()),
        created_at: caller.now,
        started_at: None,
    };
    let list = store(caller, list, &words, &known).await?;
    let known: Vec<WordId> = known.iter().map(|word| word.id).collect();
    mark_cards_known(caller, &known).await?;
    Ok((rows, Some(list)))
}

/// Stores a list, and makes the cards of the words that the learner knows, unless the mutation is sent again and has done so.
/// Returns the list as stored.
async fn store(
    caller: &Caller,
    list: WordList,
    words: &[WordId],
    known: &[Arc<Word>],
) -> Result<WordList, AppError> {
    let learner = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            // Changes of a learner are serialized, so that concurrent imports cannot exceed the maximum.
            let change = db::begin_change(connection, learner).await?;
            let mut existing = db::word_lists(connection, learner, None).await?;
            let count = existing.len();
            existing.retain(|existing| existing.id == list.id);
            if let Some(same) = existing.pop() {
                return Ok(same);
            }
            if was_deleted(connection, list.id.uuid()).await? {
                return Err(AppError::deleted_since());
            }
            // Only now: words may have been withdrawn since the mutation was first sent.
            check_size(words.len()).at("table")?;
            if count >= MAX_WORD_LISTS {
                return Err(AppError::refused(Problem::TooManyWordLists));
            }
            db::insert_word_list(connection, learner, &list).await?;
            db::insert_word_list_words(connection, learner, list.id, words).await?;
            make_cards(caller, connection, known, change).await?;
            Ok(list.clone())
        })
        .await
}

/// Reads a table whose first column is the word, or one whose first line names the columns: `word`, and optionally `known`;
/// other columns are ignored. So are rows without a word.
fn read(table: &str, chosen: &HashSet<WordId>, catalogue: &Catalogue) -> Result<Vec<ListedRow>, Problem> {
    let mut rows = read_table(table, MAX_LISTED_ROWS + 1).map_err(|TooManyRows| Problem::TooManyRows)?;
    let (mut word, mut known) = (0, None);
    if let Some(column) = rows.first().and_then(|head| head.column("word")) {
        let head = rows.remove(0);
        (word, known) = (column, head.column("known"));
    }
    if rows.len() > MAX_LISTED_ROWS {
        return Err(Problem::TooManyRows);
    }
    let rows = rows.iter().map(|row| (row, term(row.cell(word)))).filter(|(_, text)| !text.is_empty());
    let rows = rows.map(|(row, text)| {
        let (word_match, words) = matched(&catalogue.words_meant_by(&text), chosen);
        let is_known = known.is_some_and(|column| says_yes(row.cell(column)));
        ListedRow { line: row.line, text, is_known, word_match, words }
    });
    let rows: Vec<ListedRow> = rows.collect();
    if rows.is_empty() { Err(Problem::InvalidWordListSize) } else { Ok(rows) }
}

/// Returns how a row matches, and its words: of several, those that the learner has chosen, if any.
fn matched(found: &[&Arc<Word>], chosen: &HashSet<WordId>) -> (WordMatch, Vec<Arc<Word>>) {
    let mut words: Vec<Arc<Word>> = found.iter().copied().cloned().collect();
    if words.len() > 1 && words.iter().any(|word| chosen.contains(&word.id)) {
        words.retain(|word| chosen.contains(&word.id));
        return (WordMatch::Matched, words);
    }
    let word_match = match words.len() {
        0 => WordMatch::Unknown,
        1 => WordMatch::Matched,
        _ => WordMatch::Ambiguous,
    };
    (word_match, words)
}

/// Returns the words of the rows that match, and those of them that the learner knows; each once, in order.
fn words_of(rows: &[ListedRow]) -> (Vec<WordId>, Vec<Arc<Word>>) {
    let matched = || rows.iter().filter(|row| row.word_match == WordMatch::Matched);
    let mut seen = HashSet::new();
    let words = matched().flat_map(|row| &row.words).map(|word| word.id);
    let words = words.filter(|word| seen.insert(*word)).collect();
    let mut seen = HashSet::new();
    let known = matched().filter(|row| row.is_known).flat_map(|row| &row.words);
    let known = known.filter(|word| seen.insert(word.id)).cloned().collect();
    (words, known)
}
