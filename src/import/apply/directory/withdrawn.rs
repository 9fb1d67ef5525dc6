//! Withdrawn records: records that an earlier import created and the content no longer has. They are unpublished,
//! unless editors have changed them.

use std::collections::{HashMap, HashSet};

use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use super::super::skipped::SkipReason;
use super::batch::PlannedEdit;
use super::importer::RecordImporter;
use super::observations::StoredObservations;
use crate::db::DbError;
use crate::db::directory::{self as db, Edit, ImportedRecord, Revision, Stored};
use crate::domain::directory::{
    EditAction, Event, Indicator, KindTerm, Membership, Observation, Organization, Person, Post,
    RecordContent, RecordKind, RecordState, Source,
};
use crate::domain::ids::{Id, ObservationId};

/// Unpublishes the withdrawn records, in an order in which referencing records come before the referenced ones.
pub(super) async fn unpublish_withdrawn(
    connection: &mut AsyncPgConnection,
    importer: &mut RecordImporter,
) -> Result<(), DbError> {
    unpublish_observations(connection, importer).await?;
    unpublish::<Indicator>(connection, importer).await?;
    unpublish::<Event>(connection, importer).await?;
    unpublish::<Membership>(connection, importer).await?;
    unpublish::<Post>(connection, importer).await?;
    unpublish::<Person>(connection, importer).await?;
    unpublish::<Organization>(connection, importer).await?;
    unpublish::<Source>(connection, importer).await?;
    unpublish::<KindTerm>(connection, importer).await
}

async fn unpublish<C: Stored>(
    connection: &mut AsyncPgConnection,
    importer: &mut RecordImporter,
) -> Result<(), DbError> {
    let withdrawn = importer.withdrawn(C::KIND);
    if withdrawn.is_empty() {
        return Ok(());
    }
    let ids: Vec<Id<C::Id>> = withdrawn.iter().map(|import| import.record.into()).collect();
    let present: HashMap<_, _> = db::latest_of::<C>(connection, &ids).await?.into_iter().collect();
    let mut planned = Vec::new();
    for import in withdrawn {
        let id = Id::from(import.record);
        if let Some(present) = present.get(&id).filter(|present| can_unpublish(importer, &import, present)) {
            planned.push(PlannedEdit { key: import.key, owns_key: true, edit: unpublishing(id, present) });
        }
    }
    write_edits(connection, importer, planned).await
}

/// Unpublishes the withdrawn observations together with the observations that they supersede, because otherwise the
/// superseded values would be shown again.
async fn unpublish_observations(
    connection: &mut AsyncPgConnection,
    importer: &mut RecordImporter,
) -> Result<(), DbError> {
    let withdrawn = importer.withdrawn(RecordKind::Observation);
    if withdrawn.is_empty() {
        return Ok(());
    }
    let stored = StoredObservations::load(connection, importer).await?;
    let mut planned = Vec::new();
    for import in withdrawn {
        let id = ObservationId::from(import.record);
        let Some(present) = stored.present(id).filter(|present| can_unpublish(importer, &import, present))
        else {
            continue;
        };
        let superseded = || stored.superseded_by(id).filter(|(_, revision)| revision.state.published);
        if superseded().any(|(_, revision)| revision.editor.is_some()) {
            importer.skip(RecordKind::Observation, &import.key, SkipReason::WithdrawnButEdited);
            continue;
        }
        let accompanying = superseded().map(|(id, revision)| PlannedEdit {
            key: import.key.clone(),
            owns_key: false,
            edit: unpublishing(id, revision),
        });
        planned.extend(accompanying);
        planned.push(PlannedEdit {
            key: import.key.clone(),
            owns_key: true,
            edit: unpublishing(id, present),
        });
    }
    write_edits::<Observation>(connection, importer, planned).await
}

/// Returns whether a record is published and unchanged since its import. Notes a published but edited record as
/// skipped.
fn can_unpublish<C: RecordContent>(
    importer: &mut RecordImporter,
    import: &ImportedRecord,
    present: &Revision<C>,
) -> bool {
    let is_edited = present.version > import.version;
    if present.state.published && is_edited {
        importer.skip(C::KIND, &import.key, SkipReason::WithdrawnButEdited);
    }
    present.state.published && !is_edited
}

fn unpublishing<C: RecordContent>(id: Id<C::Id>, present: &Revision<C>) -> Edit<C> {
    let state = RecordState { published: false, ..present.state.clone() };
    Edit { id, version: present.version + 1, action: EditAction::Unpublish, state }
}

/// Writes the edits, except those of records that a remaining published record references.
async fn write_edits<C: Stored>(
    connection: &mut AsyncPgConnection,
    importer: &mut RecordImporter,
    mut planned: Vec<PlannedEdit<C>>,
) -> Result<(), DbError> {
    let ids: Vec<Uuid> = planned.iter().map(|planned| planned.edit.id.uuid()).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let referrers = db::published_referrers(connection, &ids).await?;
    let mut unpublished: HashSet<Uuid> = ids.into_iter().collect();
    remove_used_kinds(connection, &planned, &mut unpublished).await?;
    while let Some((referenced, _)) = referrers
        .iter()
        .find(|(referenced, by)| unpublished.contains(referenced) && !unpublished.contains(by))
    {
        unpublished.remove(referenced);
    }
    planned.retain(|planned| {
        let is_unpublished = unpublished.contains(&planned.edit.id.uuid());
        if !is_unpublished && planned.owns_key {
            importer.skip(C::KIND, &planned.key, SkipReason::WithdrawnButReferenced);
        }
        is_unpublished
    });
    for planned in planned.iter().filter(|planned| planned.owns_key) {
        importer.record_import(C::KIND, &planned.key, planned.edit.id.uuid(), planned.edit.version);
        importer.count_withdrawn();
    }
    let edits: Vec<Edit<C>> = planned.into_iter().map(|planned| planned.edit).collect();
    db::write(connection, importer.edit_context(), &edits).await
}

/// Keeps the kinds that published records use: these name their kind by its slug.
async fn remove_used_kinds<C: Stored>(
    connection: &mut AsyncPgConnection,
    planned: &[PlannedEdit<C>],
    unpublished: &mut HashSet<Uuid>,
) -> Result<(), DbError> {
    let terms = planned.iter().filter_map(|planned| {
        let term = planned.edit.state.content.kind_term()?;
        Some((term.slug.clone(), planned.edit.id.uuid()))
    });
    let terms: HashMap<String, Uuid> = terms.collect();
    if terms.is_empty() {
        return Ok(());
    }
    let slugs: Vec<String> = terms.keys().cloned().collect();
    for slug in db::used_kinds(connection, &slugs).await? {
        if let Some(id) = terms.get(&slug) {
            unpublished.remove(id);
        }
    }
    Ok(())
}
