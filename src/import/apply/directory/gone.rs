//! What the content brought once and has no longer is hidden, unless people made something of it.

use std::collections::{HashMap, HashSet};

use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use super::super::left::Why;
use super::batch::Planned;
use super::desk::Desk;
use super::observations::Values;
use crate::db::DbError;
use crate::db::directory::{self as db, Edit, Imported, Revision, Stored};
use crate::domain::directory::{
    Content, EditAction, Event, Indicator, Membership, Observation, Organization, Person, Post, RecordKind,
    Source, State,
};
use crate::domain::ids::{Id, ObservationId};

/// Hides what is gone: what refers to others before those.
pub(super) async fn write(connection: &mut AsyncPgConnection, desk: &mut Desk) -> Result<(), DbError> {
    hide_observations(connection, desk).await?;
    hide::<Indicator>(connection, desk).await?;
    hide::<Event>(connection, desk).await?;
    hide::<Membership>(connection, desk).await?;
    hide::<Post>(connection, desk).await?;
    hide::<Person>(connection, desk).await?;
    hide::<Organization>(connection, desk).await?;
    hide::<Source>(connection, desk).await
}

async fn hide<C: Stored>(connection: &mut AsyncPgConnection, desk: &mut Desk) -> Result<(), DbError> {
    let gone = desk.gone(C::KIND);
    if gone.is_empty() {
        return Ok(());
    }
    let ids: Vec<Id<C::Id>> = gone.iter().map(|one| one.record.into()).collect();
    let present: HashMap<_, _> = db::latest_of::<C>(connection, &ids).await?.into_iter().collect();
    let mut planned = Vec::new();
    for one in gone {
        let id = Id::from(one.record);
        if let Some(present) = present.get(&id).filter(|present| is_to_go(desk, &one, present)) {
            planned.push(Planned { key: one.key, bears_key: true, edit: hidden(id, present) });
        }
    }
    finish(connection, desk, planned).await
}

/// A value goes along with all that it corrected, or the old value would be there again.
async fn hide_observations(connection: &mut AsyncPgConnection, desk: &mut Desk) -> Result<(), DbError> {
    let gone = desk.gone(RecordKind::Observation);
    if gone.is_empty() {
        return Ok(());
    }
    let values = Values::load(connection, desk).await?;
    let mut planned = Vec::new();
    for one in gone {
        let id = ObservationId::from(one.record);
        let Some(present) = values.present(id).filter(|present| is_to_go(desk, &one, present)) else {
            continue;
        };
        let shown = || values.corrected(id).filter(|(_, revision)| revision.state.published);
        if shown().any(|(_, revision)| revision.editor.is_some()) {
            desk.leave(RecordKind::Observation, &one.key, Why::GoneButEdited);
            continue;
        }
        let along = shown().map(|(id, revision)| Planned {
            key: one.key.clone(),
            bears_key: false,
            edit: hidden(id, revision),
        });
        planned.extend(along);
        planned.push(Planned { key: one.key.clone(), bears_key: true, edit: hidden(id, present) });
    }
    finish::<Observation>(connection, desk, planned).await
}

/// Whether it is there, and as the content brought it.
fn is_to_go<C: Content>(desk: &mut Desk, one: &Imported, present: &Revision<C>) -> bool {
    let is_edited = present.version > one.version;
    if present.state.published && is_edited {
        desk.leave(C::KIND, &one.key, Why::GoneButEdited);
    }
    present.state.published && !is_edited
}

fn hidden<C: Content>(id: Id<C::Id>, present: &Revision<C>) -> Edit<C> {
    let state = State { published: false, ..present.state.clone() };
    Edit { id, version: present.version + 1, action: EditAction::Unpublish, state }
}

/// Writes the edits, but of those to which something refers that stays.
async fn finish<C: Stored>(
    connection: &mut AsyncPgConnection,
    desk: &mut Desk,
    mut planned: Vec<Planned<C>>,
) -> Result<(), DbError> {
    let ids: Vec<Uuid> = planned.iter().map(|planned| planned.edit.id.uuid()).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let referrers = db::published_referrers(connection, &ids).await?;
    let mut going: HashSet<Uuid> = ids.into_iter().collect();
    while let Some((used, _)) =
        referrers.iter().find(|(used, by)| going.contains(used) && !going.contains(by))
    {
        going.remove(used);
    }
    planned.retain(|planned| {
        let goes = going.contains(&planned.edit.id.uuid());
        if !goes && planned.bears_key {
            desk.leave(C::KIND, &planned.key, Why::GoneButUsed);
        }
        goes
    });
    for planned in planned.iter().filter(|planned| planned.bears_key) {
        desk.keep(C::KIND, &planned.key, planned.edit.id.uuid(), planned.edit.version);
        desk.retire();
    }
    let edits: Vec<Edit<C>> = planned.into_iter().map(|planned| planned.edit).collect();
    db::write(connection, desk.editing(), &edits).await
}
