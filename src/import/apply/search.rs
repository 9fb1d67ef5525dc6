//! Writes the search entries of words. Those of directory records are written together with the records.

use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use crate::db::DbError;
use crate::db::search::{replace_entries, retain_entries};
use crate::domain::ids::WordId;
use crate::domain::search::{SearchEntry, SearchKind, word_entries};
use crate::import::format::Word;

/// Replaces the search entries of all words. Words that are not in the list are no longer found.
pub(super) async fn write_words(
    connection: &mut AsyncPgConnection,
    words: &[(WordId, &Word)],
) -> Result<(), DbError> {
    let entries = words.iter().map(|(id, word)| {
        let glosses = word.glosses.iter().flat_map(|(language, texts)| {
            texts.iter().map(move |text| (language.as_ref().as_str(), text.as_ref().as_str()))
        });
        let variants = word.variants.iter().map(|variant| variant.as_ref().as_str());
        word_entries(*id, word.headword.as_ref(), variants, glosses)
    });
    replace(connection, SearchKind::Word, &entries.collect::<Vec<_>>()).await
}

/// Replaces all entries of a kind; `entries` are grouped by record.
async fn replace(
    connection: &mut AsyncPgConnection,
    kind: SearchKind,
    entries: &[Vec<SearchEntry>],
) -> Result<(), DbError> {
    let ids: Vec<Uuid> =
        entries.iter().filter_map(|of_record| of_record.first()).map(|entry| entry.record_id).collect();
    retain_entries(connection, kind, &ids).await?;
    replace_entries(connection, &ids, &entries.concat()).await?;
    Ok(())
}
