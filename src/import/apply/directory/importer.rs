//! The state of the import while it edits the directory.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use super::super::skipped::{SkipReason, SkippedRecord};
use crate::db::DbError;
use crate::db::directory::{self as db, EditContext, ImportedRecord, RecordStatus};
use crate::domain::directory::RecordKind;
use crate::domain::ids::Id;
use crate::import::content::Directory;
use crate::import::records::KeyResolver;
use crate::random;

/// The kind of a record, and its key in the content.
pub(super) type Key = (RecordKind, String);

/// An import of records that is in progress.
pub(super) struct RecordImporter {
    now: DateTime<Utc>,
    /// The records that earlier imports and this one wrote.
    imports: HashMap<Key, ImportedRecord>,
    /// The record for each key of the content, with merges resolved.
    ids: HashMap<Key, Uuid>,
    /// The published records.
    published: HashSet<Uuid>,
    /// The keys in this content.
    listed: HashSet<Key>,
    /// The keys of the entries of `imports` that changed and have to be saved.
    changed: HashSet<Key>,
    skipped: Vec<SkippedRecord>,
    withdrawn: usize,
}

impl RecordImporter {
    /// Loads the records of earlier imports and their present status, and assigns ids to new records.
    pub(super) async fn load(
        connection: &mut AsyncPgConnection,
        directory: &Directory,
        now: DateTime<Utc>,
    ) -> Result<Self, DbError> {
        let imports = db::imported(connection).await?;
        let records: Vec<Uuid> = imports.iter().map(|import| import.record).collect();
        let statuses = load_statuses(connection, records).await?;
        let mut ids: HashMap<Key, Uuid> = imports
            .iter()
            .map(|import| ((import.kind, import.key.clone()), merge_target(import.record, &statuses)))
            .collect();
        for key in referenceable(directory) {
            ids.entry(key).or_insert_with(|| random::uuid_v7(now));
        }
        let published = statuses.values().filter(|status| status.published);
        Ok(Self {
            now,
            ids,
            published: published.map(|status| status.id).collect(),
            imports: imports.into_iter().map(|import| ((import.kind, import.key.clone()), import)).collect(),
            listed: HashSet::new(),
            changed: HashSet::new(),
            skipped: Vec::new(),
            withdrawn: 0,
        })
    }

    /// Returns the editing context: no editor and no reason.
    pub(super) fn edit_context(&self) -> EditContext<'static> {
        EditContext { editor: None, reason: None, now: self.now }
    }

    /// Returns the id of a new record of the content.
    pub(super) fn new_id(&self, kind: RecordKind, key: &str) -> Uuid {
        self.id(kind, key).unwrap_or_else(|| random::uuid_v7(self.now))
    }

    /// Returns the id of a new record that no record of the content references.
    pub(super) fn another_id<K>(&self) -> Id<K> {
        random::uuid_v7(self.now).into()
    }

    /// Returns the last import of the record with a key.
    pub(super) fn last_import(&self, kind: RecordKind, key: &str) -> Option<&ImportedRecord> {
        self.imports.get(&(kind, key.to_owned()))
    }

    /// Returns the imported records of a kind.
    pub(super) fn imports_of_kind(&self, kind: RecordKind) -> impl Iterator<Item = &ImportedRecord> {
        self.imports.values().filter(move |import| import.kind == kind)
    }

    /// Returns the imported records of a kind that are no longer in the content, in the order of their keys.
    pub(super) fn withdrawn(&self, kind: RecordKind) -> Vec<ImportedRecord> {
        let mut withdrawn: Vec<ImportedRecord> = self
            .imports_of_kind(kind)
            .filter(|import| !self.listed.contains(&(kind, import.key.clone())))
            .cloned()
            .collect();
        withdrawn.sort_by(|a, b| a.key.cmp(&b.key));
        withdrawn
    }

    /// Notes that the content has a record with this key.
    pub(super) fn mark_listed(&mut self, kind: RecordKind, key: &str) {
        self.listed.insert((kind, key.to_owned()));
    }

    /// Notes that a record matches the content at this version.
    pub(super) fn record_import(&mut self, kind: RecordKind, key: &str, record: Uuid, version: i32) {
        let full_key = (kind, key.to_owned());
        self.imports.insert(full_key.clone(), ImportedRecord { kind, key: key.to_owned(), record, version });
        self.changed.insert(full_key);
    }

    /// Notes that a record is left unchanged.
    pub(super) fn skip(&mut self, kind: RecordKind, key: &str, reason: SkipReason) {
        self.skipped.push(SkippedRecord { kind, key: key.to_owned(), reason });
    }

    pub(super) fn mark_published(&mut self, record: Uuid) {
        self.published.insert(record);
    }

    pub(super) fn is_published(&self, record: Uuid) -> bool {
        self.published.contains(&record)
    }

    pub(super) fn count_withdrawn(&mut self) {
        self.withdrawn += 1;
    }

    /// Saves which records the content imported. Returns the number of withdrawn records, and the skipped records.
    pub(super) async fn finish(
        self,
        connection: &mut AsyncPgConnection,
    ) -> Result<(usize, Vec<SkippedRecord>), DbError> {
        let changed: Vec<ImportedRecord> =
            self.changed.iter().filter_map(|key| self.imports.get(key)).cloned().collect();
        db::save_imported(connection, &changed).await?;
        Ok((self.withdrawn, self.skipped))
    }
}

impl KeyResolver for RecordImporter {
    fn id(&self, kind: RecordKind, key: &str) -> Option<Uuid> {
        self.ids.get(&(kind, key.to_owned())).copied()
    }
}

/// Returns the keys that other records of the content can reference.
fn referenceable(directory: &Directory) -> impl Iterator<Item = Key> {
    let sources = directory.sources.iter().map(|source| (RecordKind::Source, source.slug.as_ref()));
    let people = directory.people.iter().map(|person| (RecordKind::Person, person.slug.as_ref()));
    let organizations = directory.organizations.iter().flat_map(|organization| {
        let posts = organization.post.iter().map(|post| (RecordKind::Post, post.slug.as_ref()));
        posts.chain([(RecordKind::Organization, &organization.slug)])
    });
    let indicators =
        directory.indicators.iter().map(|indicator| (RecordKind::Indicator, indicator.slug.as_ref()));
    (sources.chain(people).chain(organizations).chain(indicators))
        .map(|(kind, slug): (RecordKind, &String)| (kind, slug.clone()))
}

/// Loads the status of records, and of the records that they were merged into.
async fn load_statuses(
    connection: &mut AsyncPgConnection,
    mut records: Vec<Uuid>,
) -> Result<HashMap<Uuid, RecordStatus>, DbError> {
    let mut found: HashMap<Uuid, RecordStatus> = HashMap::new();
    while !records.is_empty() {
        let statuses = db::record_statuses(connection, &records).await?;
        found.extend(statuses.iter().map(|status| (status.id, *status)));
        let targets = statuses.iter().filter_map(|status| status.merged_into);
        records = targets.filter(|target| !found.contains_key(target)).collect();
    }
    Ok(found)
}

/// Follows the merges of a record to the final one; returns the record itself if it was not merged.
fn merge_target(record: Uuid, statuses: &HashMap<Uuid, RecordStatus>) -> Uuid {
    let next = |id: &Uuid| statuses.get(id)?.merged_into;
    // The number of steps is limited in case merges form a cycle.
    std::iter::successors(Some(record), next).take(1 + statuses.len()).last().unwrap_or(record)
}
