//! Writes the vocabulary of kinds, and skips records whose kinds editors have withdrawn.

use std::collections::HashMap;

use diesel_async::AsyncPgConnection;

use super::super::skipped::SkipReason;
use super::batch::EditBatch;
use super::importer::RecordImporter;
use crate::db::DbError;
use crate::db::directory::{self as db, Stored};
use crate::domain::access::Audience;
use crate::domain::directory::{KindScheme, KindTerm};
use crate::import::records::KeyedRecord;

/// Writes the kinds of the content. Skips those whose broader kind, after the editors' changes, is missing or is
/// narrower than they are.
pub(super) async fn write(
    connection: &mut AsyncPgConnection,
    importer: &mut RecordImporter,
    records: Vec<KeyedRecord<KindTerm>>,
) -> Result<(), DbError> {
    let mut batch = EditBatch::plan(connection, importer, records).await?;
    let stored = db::kind_terms(connection, None, Audience::Public).await?;
    let mut kinds: HashMap<String, (KindScheme, Option<String>)> =
        stored.into_iter().map(|term| entry(&term.content)).collect();
    kinds.extend(batch.contents().map(entry));
    batch.skip_where(importer, |term| {
        let broader = term.broader.as_ref()?;
        let of = kinds.get(broader).map(|(scheme, _)| *scheme);
        let above = |slug: &&String| kinds.get(*slug)?.1.as_ref();
        let mut chain = std::iter::successors(Some(broader), above).take(kinds.len());
        let is_right = of == Some(term.scheme) && chain.all(|slug| *slug != term.slug);
        (!is_right).then_some(SkipReason::Invalid("broader"))
    });
    batch.write(connection, importer).await
}

fn entry(term: &KindTerm) -> (String, (KindScheme, Option<String>)) {
    (term.slug.clone(), (term.scheme, term.broader.clone()))
}

/// Skips the records whose kind is not published.
pub(super) async fn skip_unknown<C: Stored>(
    connection: &mut AsyncPgConnection,
    importer: &mut RecordImporter,
    batch: &mut EditBatch<C>,
) -> Result<(), DbError> {
    let used = |content: &C| content.used_kind().map(|used| (used.scheme, used.slug.to_owned()));
    let mut slugs: Vec<String> = batch.contents().filter_map(used).map(|(_, slug)| slug).collect();
    slugs.sort_unstable();
    slugs.dedup();
    if slugs.is_empty() {
        return Ok(());
    }
    let found = db::kind_terms_by_slugs(connection, &slugs, Audience::Public).await?;
    let known: HashMap<String, KindScheme> =
        found.into_iter().map(|(slug, term)| (slug, term.content.scheme)).collect();
    batch.skip_where(importer, |content| {
        let (scheme, slug) = used(content)?;
        (known.get(&slug) != Some(&scheme)).then_some(SkipReason::ReferencesDraft("kind"))
    });
    Ok(())
}
