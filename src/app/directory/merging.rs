//! Merging: two records turn out to be about the same. The one that goes leads to the one that stays.

use diesel_async::{AsyncConnection as _, AsyncPgConnection};
use serde_json::Value;
use uuid::Uuid;

use super::desk::{Desk, following, present};
use super::editing::Change;
use crate::app::{AppError, Caller};
use crate::db::directory::{self as db, Standing, Stored};
use crate::domain::directory::{
    EditAction, Event, Indicator, Membership, Observation, Organization, Person, Post, RecordKind, Source,
    State,
};
use crate::domain::ids::Id;
use crate::domain::problem::Problem;

/// Kinds of records that can be merged.
pub trait Mergeable: Stored {}
impl Mergeable for Organization {}
impl Mergeable for Person {}

/// Merges a record into another of its kind: what refers to it refers to the other from now on, each a revision of its
/// own, and its id and slug lead there.
pub async fn merge<C: Mergeable>(
    caller: &Caller,
    change: Change<'_, C>,
    into: Id<C::Id>,
) -> Result<(), AppError> {
    let desk = Desk::open(caller, change.reason)?;
    if change.id == into {
        return Err(AppError::refused_at(Problem::MergeIntoSelf, "intoId"));
    }
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            db::lock(connection).await?;
            let goes = desk.present::<C>(connection, change.id, change.version).await?;
            if goes.state.merged_into.is_some() {
                return Err(AppError::refused_at(Problem::AlreadyMerged, "id"));
            }
            let stays = db::latest::<C>(connection, into).await?;
            let stays = stays.ok_or_else(|| AppError::refused_at(Problem::NotFound, "intoId"))?;
            if stays.state.merged_into.is_some() {
                return Err(AppError::refused_at(Problem::AlreadyMerged, "intoId"));
            }
            if goes.state.published && !stays.state.published {
                return Err(AppError::refused_at(Problem::ReferencesDraft, "intoId"));
            }
            // First it lets go of what it refers to: its parent may be the one it is merged into.
            let gone = State { published: false, merged_into: Some(into.uuid()), ..goes.state.clone() };
            let mut referrers = db::referrers(connection, change.id.uuid()).await?;
            // Kinds are listed after those that they refer to: a post moves before the memberships in it.
            referrers.sort_by_key(|referrer| referrer.kind as usize);
            for referrer in referrers {
                redirect(connection, &desk, referrer, change.id.uuid(), into.uuid()).await?;
            }
            for earlier in db::merged_into(connection, change.id.uuid()).await? {
                let id = Id::from(earlier);
                let before = present::<C>(connection, id).await?;
                let state = State { merged_into: Some(into.uuid()), ..before.state.clone() };
                desk.write(connection, following(id, &before, EditAction::Merge, state)).await?;
            }
            desk.write(connection, following(change.id, &goes, EditAction::Merge, gone)).await
        })
        .await
}

/// Makes a record refer to another instead of one that goes.
async fn redirect(
    connection: &mut AsyncPgConnection,
    desk: &Desk<'_>,
    referrer: Standing,
    from: Uuid,
    to: Uuid,
) -> Result<(), AppError> {
    match referrer.kind {
        RecordKind::Source => redirect_one::<Source>(connection, desk, referrer.id, from, to).await,
        RecordKind::Organization => {
            redirect_one::<Organization>(connection, desk, referrer.id, from, to).await
        }
        RecordKind::Person => redirect_one::<Person>(connection, desk, referrer.id, from, to).await,
        RecordKind::Post => redirect_one::<Post>(connection, desk, referrer.id, from, to).await,
        RecordKind::Membership => redirect_one::<Membership>(connection, desk, referrer.id, from, to).await,
        RecordKind::Event => redirect_one::<Event>(connection, desk, referrer.id, from, to).await,
        RecordKind::Indicator => redirect_one::<Indicator>(connection, desk, referrer.id, from, to).await,
        RecordKind::Observation => redirect_one::<Observation>(connection, desk, referrer.id, from, to).await,
    }
}

async fn redirect_one<C: Stored>(
    connection: &mut AsyncPgConnection,
    desk: &Desk<'_>,
    referrer: Uuid,
    from: Uuid,
    to: Uuid,
) -> Result<(), AppError> {
    let id = Id::from(referrer);
    let before = present::<C>(connection, id).await?;
    let unfit = |error: serde_json::Error| AppError::Internal(error.to_string());
    let mut json = serde_json::to_value(&before.state.content).map_err(unfit)?;
    replace(&mut json, &from.to_string(), &to.to_string());
    let mut content: C = serde_json::from_value(json).map_err(unfit)?;
    content.tidy(id);
    let state = State { content, ..before.state.clone() };
    desk.write(connection, following(id, &before, EditAction::Merge, state)).await
}

/// A record's id stands in another's content as its UUID, and nothing else looks like one.
fn replace(json: &mut Value, from: &str, to: &str) {
    match json {
        Value::String(text) if text == from => to.clone_into(text),
        Value::Array(elements) => elements.iter_mut().for_each(|element| replace(element, from, to)),
        Value::Object(fields) => fields.values_mut().for_each(|field| replace(field, from, to)),
        _ => {}
    }
}
