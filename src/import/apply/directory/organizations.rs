//! Writes organizations. Skips those that would become their own ancestor on some day, given the editors' changes to
//! the tree.

use std::collections::HashSet;

use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use super::super::skipped::SkipReason;
use super::batch::EditBatch;
use super::importer::RecordImporter;
use super::kinds;
use crate::db::DbError;
use crate::db::directory::{self as db, Edit};
use crate::domain::directory::tree::{Edge, find_cycle};
use crate::domain::directory::{Organization, RecordContent};
use crate::domain::ids::OrganizationId;
use crate::import::records::KeyedRecord;

pub(super) async fn write(
    connection: &mut AsyncPgConnection,
    importer: &mut RecordImporter,
    records: Vec<KeyedRecord<Organization>>,
) -> Result<(), DbError> {
    let mut batch = EditBatch::plan(connection, importer, records).await?;
    kinds::skip_unknown(connection, importer, &mut batch).await?;
    batch.drop_invalid(importer);
    let parents: Vec<OrganizationId> =
        batch.contents().flat_map(RecordContent::parents).map(|parent| parent.organization).collect();
    if !parents.is_empty() {
        // Skipped organizations count with their stored parents.
        let stored = db::ancestor_edges(connection, &parents).await?;
        while let Some(child) = organization_in_cycle(&batch, &stored) {
            batch.skip(importer, child, SkipReason::TreeCycle);
            batch.drop_invalid(importer);
        }
    }
    batch.write(connection, importer).await
}

/// Returns an edited organization that would be its own ancestor.
fn organization_in_cycle(batch: &EditBatch<Organization>, stored: &[Edge]) -> Option<OrganizationId> {
    let edited: HashSet<Uuid> = batch.edits().map(|edit| edit.id.uuid()).collect();
    let others = stored.iter().filter(|edge| !edited.contains(&edge.child)).copied();
    let edges: Vec<Edge> = batch.edits().flat_map(edges).chain(others).collect();
    let mut children = batch.edits().filter(|edit| !edit.state.content.parents.is_empty());
    children.find(|edit| find_cycle(edit.id.uuid(), &edges, &edges).is_some()).map(|edit| edit.id)
}

fn edges(edit: &Edit<Organization>) -> impl Iterator<Item = Edge> {
    let child = edit.id.uuid();
    edit.state.content.parents.iter().map(move |parent| Edge {
        child,
        parent: parent.organization.uuid(),
        begins: parent.period.begins(),
        ends: parent.period.ends(),
    })
}
