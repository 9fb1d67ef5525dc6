//! Organizations: on no day is one part of itself, also with what people made of the tree.

use std::collections::HashSet;

use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use super::super::left::Why;
use super::batch::Batch;
use super::desk::Desk;
use crate::db::DbError;
use crate::db::directory::{self as db, Edit};
use crate::domain::directory::tree::{Edge, closes_cycle};
use crate::domain::directory::{Content, Organization};
use crate::domain::ids::OrganizationId;
use crate::import::records::Listed;

pub(super) async fn write(
    connection: &mut AsyncPgConnection,
    desk: &mut Desk,
    listed: Vec<Listed<Organization>>,
) -> Result<(), DbError> {
    let mut batch = Batch::plan(connection, desk, listed).await?;
    batch.settle(desk);
    let parents: Vec<OrganizationId> =
        batch.contents().flat_map(Content::parents).map(|parent| parent.organization).collect();
    if !parents.is_empty() {
        // Those of the edited ones that are left, too, count as they are.
        let stored = db::edges_above(connection, &parents).await?;
        while let Some(child) = cycle(&batch, &stored) {
            batch.leave(desk, child, Why::TreeCycle);
            batch.settle(desk);
        }
    }
    batch.finish(connection, desk).await
}

/// An edited organization that would be part of itself.
fn cycle(batch: &Batch<Organization>, stored: &[Edge]) -> Option<OrganizationId> {
    let edited: HashSet<Uuid> = batch.edits().map(|edit| edit.id.uuid()).collect();
    let others = stored.iter().filter(|edge| !edited.contains(&edge.child)).copied();
    let edges: Vec<Edge> = batch.edits().flat_map(edges).chain(others).collect();
    let mut children = batch.edits().filter(|edit| !edit.state.content.parents.is_empty());
    children.find(|edit| closes_cycle(edit.id.uuid(), &edges, &edges).is_some()).map(|edit| edit.id)
}

fn edges(edit: &Edit<Organization>) -> impl Iterator<Item = Edge> {
    let child = edit.id.uuid();
    edit.state.content.parents.iter().map(move |parent| Edge {
        child,
        parent: parent.organization.uuid(),
        begins: parent.term.begins(),
        ends: parent.term.ends(),
    })
}
