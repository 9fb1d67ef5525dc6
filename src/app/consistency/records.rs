//! Records and words: the rows that are derived from a record's current revision, and the entries by which words are
//! found. The rows of records are written as an edit would write them, and compared with the stored rows; without
//! repair, the writes are rolled back.

use diesel_async::AsyncPgConnection;
use tokio::time::sleep;
use uuid::Uuid;

use super::{CheckOptions, Finding, Outcome, Report, reason};
use crate::app::{AppError, Caller};
use crate::db::derived::{self, DerivedRows};
use crate::db::directory::{self as db, Revision, Stored};
use crate::db::{Connection, content, courses, search};
use crate::domain::directory::{
    Event, Indicator, KindTerm, Membership, Observation, Organization, Person, Post, Source,
};
use crate::domain::ids::Id;
use crate::domain::learning::word::Word;
use crate::domain::search::{SearchEntry, SearchKind, word_entries};

/// The number of records to check at a time. Edits of the directory wait meanwhile.
const BATCH: i64 = 100;

/// Checks all records, and returns how many there are. A kind is checked after the kinds that it refers to, so that the
/// rows that it needs exist.
pub(super) async fn check_records(
    caller: &Caller,
    options: CheckOptions,
    report: Report<'_>,
) -> Result<usize, AppError> {
    let connection = &mut caller.connection().await?;
    let mut records = 0;
    records += check_kind::<KindTerm>(connection, options, report).await?;
    records += check_kind::<Source>(connection, options, report).await?;
    records += check_kind::<Organization>(connection, options, report).await?;
    records += check_kind::<Person>(connection, options, report).await?;
    records += check_kind::<Post>(connection, options, report).await?;
    records += check_kind::<Membership>(connection, options, report).await?;
    records += check_kind::<Event>(connection, options, report).await?;
    records += check_kind::<Indicator>(connection, options, report).await?;
    records += check_kind::<Observation>(connection, options, report).await?;
    let stray = connection
        .transaction::<_, AppError, _>(async |connection| {
            db::lock(connection).await?;
            let stray = derived::stray_rows(connection).await?;
            if options.repair && !stray.is_empty() {
                derived::delete_stray_rows(connection, &stray).await?;
            }
            Ok(stray)
        })
        .await?;
    report_rows(stray, options, report);
    for rows in derived::unexplained_records(connection).await? {
        report(Finding::Unexplained(rows), Outcome::Found);
    }
    Ok(records)
}

async fn check_kind<C: Stored>(
    connection: &mut Connection,
    options: CheckOptions,
    report: Report<'_>,
) -> Result<usize, AppError> {
    let (mut records, mut after) = (0, None);
    loop {
        let ids = db::ids_after::<C>(connection, after, BATCH).await?;
        let Some(last) = ids.last() else { return Ok(records) };
        after = Some(*last);
        records += ids.len();
        let wrong = match rewrite::<C>(connection, &ids, options).await {
            Ok(wrong) => wrong,
            Err(error) => {
                reason(error)?;
                one_by_one::<C>(connection, &ids, options, report).await?
            }
        };
        report_rows(wrong, options, report);
        sleep(options.pause).await;
    }
}

/// Checks records one at a time, after a batch could not be written, so that one bad record does not prevent the check
/// of the others.
async fn one_by_one<C: Stored>(
    connection: &mut Connection,
    ids: &[Id<C::Id>],
    options: CheckOptions,
    report: Report<'_>,
) -> Result<Vec<DerivedRows>, AppError> {
    let mut wrong = Vec::new();
    for id in ids {
        match rewrite::<C>(connection, std::slice::from_ref(id), options).await {
            Ok(rows) => wrong.extend(rows),
            Err(error) => {
                let why = reason(error)?;
                report(Finding::Unreadable { of: id.uuid(), why }, Outcome::Found);
            }
        }
    }
    Ok(wrong)
}

/// Compares the rows of records with those that an edit would write. Keeps the latter if they are to be repaired.
async fn rewrite<C: Stored>(
    connection: &mut Connection,
    ids: &[Id<C::Id>],
    options: CheckOptions,
) -> Result<Vec<DerivedRows>, AppError> {
    connection
        .transaction::<_, AppError, _>(async |connection| {
            db::lock(connection).await?;
            let current: Vec<(Id<C::Id>, Revision<C>)> = db::latest_of(connection, ids).await?;
            Ok(derived::rewrite_records(connection, &current, options.repair).await?)
        })
        .await
}

/// Checks the entries by which words are found, and returns the number of these words.
pub(super) async fn check_words(
    caller: &Caller,
    options: CheckOptions,
    report: Report<'_>,
) -> Result<usize, AppError> {
    let mut connection = caller.connection().await?;
    let (words, wrong) = connection
        .transaction::<_, AppError, _>(async |connection| {
            // No import may change the words meanwhile.
            content::lock(connection).await?;
            let content = courses::content(connection).await?;
            let taught: Vec<&Word> = content.words.iter().filter(|word| !word.withdrawn).collect();
            let entries: Vec<SearchEntry> = taught.iter().copied().flat_map(entries_of_word).collect();
            Ok((taught.len(), wrong_with_words(connection, &entries, options).await?))
        })
        .await?;
    report_rows(wrong, options, report);
    Ok(words)
}

async fn wrong_with_words(
    connection: &mut AsyncPgConnection,
    entries: &[SearchEntry],
    options: CheckOptions,
) -> Result<Vec<DerivedRows>, AppError> {
    let differing = search::differing_entries(connection, SearchKind::Word, entries).await?;
    let lacks_spellings = search::missing_spellings(connection, entries).await? > 0;
    if options.repair && !differing.is_empty() {
        let right: Vec<SearchEntry> =
            entries.iter().filter(|entry| differing.contains(&entry.record_id)).cloned().collect();
        search::replace_entries(connection, &differing, &right).await?;
    }
    if options.repair && lacks_spellings {
        search::write_spellings(connection, entries).await?;
    }
    let rows = |table: &str, of| DerivedRows { table: table.to_owned(), of };
    let differing = differing.into_iter().map(|of| rows("search_entries", of));
    Ok(differing.chain(lacks_spellings.then(|| rows("search_spellings", Uuid::nil()))).collect())
}

fn entries_of_word(word: &Word) -> Vec<SearchEntry> {
    let mut meanings: Vec<_> = word.meanings.iter().collect();
    // The import writes languages in the order of their tags, which is not that of the database's collation.
    meanings.sort_by_key(|meanings| meanings.language.as_str());
    let glosses = meanings.iter().flat_map(|meanings| {
        meanings.accepted.iter().map(move |gloss| (meanings.language.as_str(), gloss.as_str()))
    });
    word_entries(word.id, &word.headword, word.variants.iter().map(String::as_str), glosses)
}

fn report_rows(wrong: Vec<DerivedRows>, options: CheckOptions, report: Report<'_>) {
    let outcome = if options.repair { Outcome::Repaired } else { Outcome::Found };
    for rows in wrong {
        report(Finding::Rows(rows), outcome);
    }
}
