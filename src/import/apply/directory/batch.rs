//! The edits of one kind of record: they are planned, filtered, and written together.

use std::collections::{HashMap, HashSet};

use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use super::super::skipped::SkipReason;
use super::decision::{Decision, decide};
use super::importer::RecordImporter;
use crate::db::DbError;
use crate::db::directory::{self as db, Edit, Revision, Stored};
use crate::domain::directory::{EditAction, RecordState};
use crate::domain::ids::Id;
use crate::import::records::KeyedRecord;

/// Edits that make records match the content.
pub(super) struct EditBatch<C: Stored> {
    planned: Vec<PlannedEdit<C>>,
}

/// A planned edit, and the key of the record that caused it.
pub(super) struct PlannedEdit<C: Stored> {
    /// The record's key in the content.
    pub(super) key: String,
    /// Whether the key identifies the edited record. Otherwise the edit only accompanies the edit of the record with
    /// this key.
    pub(super) owns_key: bool,
    /// The edit.
    pub(super) edit: Edit<C>,
}

impl<C: Stored> EditBatch<C> {
    /// Plans the edits by comparing the records of the content with the stored ones.
    pub(super) async fn plan(
        connection: &mut AsyncPgConnection,
        importer: &mut RecordImporter,
        records: Vec<KeyedRecord<C>>,
    ) -> Result<Self, DbError> {
        let ids: Vec<Id<C::Id>> = records
            .iter()
            .filter_map(|record| importer.last_import(C::KIND, &record.key))
            .map(|import| import.record.into())
            .collect();
        let mut present: HashMap<Id<C::Id>, Revision<C>> = if ids.is_empty() {
            HashMap::new()
        } else {
            db::latest_of(connection, &ids).await?.into_iter().collect()
        };
        let mut batch = Self { planned: Vec::new() };
        for record in records {
            importer.mark_listed(C::KIND, &record.key);
            let last_import = importer.last_import(C::KIND, &record.key);
            let last_import = last_import.map(|import| (Id::from(import.record), import.version));
            match last_import.and_then(|(id, version)| Some((id, version, present.remove(&id)?))) {
                None => batch.create(importer, record),
                Some((id, version, revision)) => batch.edit(importer, record, id, version, &revision),
            }
        }
        batch.skip_taken_slugs(connection, importer).await?;
        Ok(batch)
    }

    pub(super) fn from_edits(planned: Vec<PlannedEdit<C>>) -> Self {
        Self { planned }
    }

    fn create(&mut self, importer: &RecordImporter, record: KeyedRecord<C>) {
        let id = Id::from(importer.new_id(C::KIND, &record.key));
        let content = tidied(record.content, id);
        self.push(record.key, Edit { id, version: 1, action: EditAction::Create, state: published(content) });
    }

    fn edit(
        &mut self,
        importer: &mut RecordImporter,
        record: KeyedRecord<C>,
        id: Id<C::Id>,
        imported_version: i32,
        present: &Revision<C>,
    ) {
        let content = tidied(record.content, id);
        match decide(&content, imported_version, present) {
            Decision::KeepUnchanged => {}
            Decision::Adopt => importer.record_import(C::KIND, &record.key, id.uuid(), present.version),
            Decision::Skip(reason) => importer.skip(C::KIND, &record.key, reason),
            Decision::Write(action) => {
                let state = published(content);
                self.push(record.key, Edit { id, version: present.version + 1, action, state });
            }
        }
    }

    fn push(&mut self, key: String, edit: Edit<C>) {
        self.planned.push(PlannedEdit { key, owns_key: true, edit });
    }

    /// Skips new records whose slugs are taken by records that editors created.
    async fn skip_taken_slugs(
        &mut self,
        connection: &mut AsyncPgConnection,
        importer: &mut RecordImporter,
    ) -> Result<(), DbError> {
        let new = self.planned.iter().filter(|planned| planned.edit.version == 1);
        let slugs: Vec<&str> = new.filter_map(|planned| planned.edit.state.content.slug()).collect();
        if slugs.is_empty() {
            return Ok(());
        }
        let taken: HashSet<String> =
            db::taken_slugs(connection, C::KIND, &slugs).await?.into_iter().collect();
        self.skip_planned(importer, |planned| {
            let slug = planned.edit.state.content.slug();
            let is_taken = planned.edit.version == 1 && slug.is_some_and(|slug| taken.contains(slug));
            is_taken.then_some(SkipReason::SlugTaken)
        });
        Ok(())
    }

    /// Returns the contents that the edits write.
    pub(super) fn contents(&self) -> impl Iterator<Item = &C> {
        self.planned.iter().map(|planned| &planned.edit.state.content)
    }

    /// Returns the edits.
    pub(super) fn edits(&self) -> impl Iterator<Item = &Edit<C>> {
        self.planned.iter().map(|planned| &planned.edit)
    }

    /// Skips each edit for which `reason_to_skip` returns a reason, given the content that the edit writes.
    pub(super) fn skip_where(
        &mut self,
        importer: &mut RecordImporter,
        mut reason_to_skip: impl FnMut(&C) -> Option<SkipReason>,
    ) {
        self.skip_planned(importer, |planned| reason_to_skip(&planned.edit.state.content));
    }

    /// Skips the edit of a record.
    pub(super) fn skip(&mut self, importer: &mut RecordImporter, id: Id<C::Id>, reason: SkipReason) {
        self.skip_planned(importer, |planned| (planned.edit.id == id).then_some(reason));
    }

    fn skip_planned(
        &mut self,
        importer: &mut RecordImporter,
        mut reason_to_skip: impl FnMut(&PlannedEdit<C>) -> Option<SkipReason>,
    ) {
        self.planned.retain(|planned| {
            let reason = reason_to_skip(planned);
            if let (Some(reason), true) = (reason, planned.owns_key) {
                importer.skip(C::KIND, &planned.key, reason);
            }
            reason.is_none()
        });
    }

    /// Skips the edits whose contents have problems or reference unpublished records. Repeats this until nothing
    /// changes, because other records may reference the skipped ones.
    pub(super) fn drop_invalid(&mut self, importer: &mut RecordImporter) {
        self.skip_where(importer, |content| {
            content.problems().first().map(|problem| SkipReason::Invalid(problem.field))
        });
        loop {
            let before = self.planned.len();
            let planned: HashSet<Uuid> = self.edits().map(|edit| edit.id.uuid()).collect();
            let hidden: Vec<Option<&'static str>> = self
                .contents()
                .map(|content| {
                    let references = content.references();
                    let is_hidden = |id: Uuid| !planned.contains(&id) && !importer.is_published(id);
                    references
                        .iter()
                        .find(|reference| is_hidden(reference.id))
                        .map(|reference| reference.field)
                })
                .collect();
            let mut hidden = hidden.into_iter();
            self.skip_planned(importer, |_| hidden.next().flatten().map(SkipReason::ReferencesDraft));
            if self.planned.len() == before {
                return;
            }
        }
    }

    /// Skips the invalid edits and writes the others.
    pub(super) async fn write(
        mut self,
        connection: &mut AsyncPgConnection,
        importer: &mut RecordImporter,
    ) -> Result<(), DbError> {
        self.drop_invalid(importer);
        for planned in &self.planned {
            let record = planned.edit.id.uuid();
            importer.mark_published(record);
            if planned.owns_key {
                importer.record_import(C::KIND, &planned.key, record, planned.edit.version);
            }
        }
        let edits: Vec<Edit<C>> = self.planned.into_iter().map(|planned| planned.edit).collect();
        db::write(connection, importer.edit_context(), &edits).await
    }
}

/// Returns the content without the duplicates that merges by editors can cause.
fn tidied<C: Stored>(mut content: C, id: Id<C::Id>) -> C {
    content.tidy(id);
    content
}

fn published<C>(content: C) -> RecordState<C> {
    RecordState { content, published: true, merged_into: None }
}
