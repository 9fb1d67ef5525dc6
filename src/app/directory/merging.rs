//! Merging two records that describe the same thing. The merged record redirects to the one that is kept.

use diesel_async::AsyncPgConnection;
use serde_json::Value;
use uuid::Uuid;

use super::editing::EditRequest;
use super::record_editor::{RecordEditor, edit_after, load_current};
use crate::app::{AppError, AtField as _, Caller};
use crate::db::directory::{self as db, RecordStatus, Stored};
use crate::domain::directory::{
    EditAction, Event, Indicator, KindTerm, Membership, Observation, Organization, Person, Post, RecordKind,
    RecordState, Source,
};
use crate::domain::ids::{Id, MembershipId};
use crate::domain::problem::Problem;

/// Kinds of records that can be merged.
pub trait Mergeable: Stored {}
impl Mergeable for Organization {}
impl Mergeable for Person {}

/// Merges a record into another of its kind. References to the record are redirected to the other one, each with a
/// revision of its own. The record's id and slug redirect there, too, its names become other names there, and its
/// identifiers are added. Two memberships that are the same afterwards become one.
pub async fn merge<C: Mergeable>(
    caller: &Caller,
    request: EditRequest<'_, C>,
    into: Id<C::Id>,
) -> Result<(), AppError> {
    let editor = RecordEditor::for_caller(caller, request.reason)?;
    if request.id == into {
        return Err(AppError::refused_at(Problem::MergeIntoSelf, "intoId"));
    }
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            db::lock(connection).await?;
            let merged = editor.load_unchanged::<C>(connection, request.id, request.version).await?;
            if merged.state.merged_into.is_some() {
                return Err(AppError::refused_at(Problem::AlreadyMerged, "id"));
            }
            let target = db::latest::<C>(connection, into).await?.at("intoId")?;
            if target.state.merged_into.is_some() {
                return Err(AppError::refused_at(Problem::AlreadyMerged, "intoId"));
            }
            if merged.state.published && !target.state.published {
                return Err(AppError::refused_at(Problem::ReferencesDraft, "intoId"));
            }
            // The references of a merged record do not count: its parent may be the record that it is merged into.
            let merged_state =
                RecordState { published: false, merged_into: Some(into.uuid()), ..merged.state.clone() };
            let mut referrers = db::referrers(connection, request.id.uuid()).await?;
            // `RecordKind` lists each kind after the kinds that it refers to, so a post is redirected before its
            // memberships.
            referrers.sort_by_key(|referrer| referrer.kind as usize);
            for referrer in &referrers {
                redirect(connection, &editor, *referrer, request.id.uuid(), into.uuid()).await?;
            }
            let redirected = memberships(&referrers);
            unite_memberships(connection, &editor, into.uuid(), &redirected).await?;
            for earlier in db::merged_into(connection, request.id.uuid()).await? {
                let id = Id::from(earlier);
                let current = load_current::<C>(connection, id).await?;
                let state = RecordState { merged_into: Some(into.uuid()), ..current.state.clone() };
                editor.write(connection, edit_after(id, &current, EditAction::Merge, state)).await?;
            }
            // Redirecting the references may have changed the record that is kept.
            let target = load_current::<C>(connection, into).await?;
            let mut kept = target.state.clone();
            // The names and identifiers of a draft must not appear in a published record.
            if merged.state.published || !target.state.published {
                kept.content.take_identity(&merged.state.content);
            }
            if kept != target.state {
                editor.write(connection, edit_after(into, &target, EditAction::Merge, kept)).await?;
            }
            editor.write(connection, edit_after(request.id, &merged, EditAction::Merge, merged_state)).await
        })
        .await
}

/// Redirects a record's references from the merged record to the record that is kept.
async fn redirect(
    connection: &mut AsyncPgConnection,
    editor: &RecordEditor,
    referrer: RecordStatus,
    from: Uuid,
    to: Uuid,
) -> Result<(), AppError> {
    match referrer.kind {
        RecordKind::KindTerm => redirect_one::<KindTerm>(connection, editor, referrer.id, from, to).await,
        RecordKind::Source => redirect_one::<Source>(connection, editor, referrer.id, from, to).await,
        RecordKind::Organization => {
            redirect_one::<Organization>(connection, editor, referrer.id, from, to).await
        }
        RecordKind::Person => redirect_one::<Person>(connection, editor, referrer.id, from, to).await,
        RecordKind::Post => redirect_one::<Post>(connection, editor, referrer.id, from, to).await,
        RecordKind::Membership => redirect_one::<Membership>(connection, editor, referrer.id, from, to).await,
        RecordKind::Event => redirect_one::<Event>(connection, editor, referrer.id, from, to).await,
        RecordKind::Indicator => redirect_one::<Indicator>(connection, editor, referrer.id, from, to).await,
        RecordKind::Observation => {
            redirect_one::<Observation>(connection, editor, referrer.id, from, to).await
        }
    }
}

async fn redirect_one<C: Stored>(
    connection: &mut AsyncPgConnection,
    editor: &RecordEditor,
    referrer: Uuid,
    from: Uuid,
    to: Uuid,
) -> Result<(), AppError> {
    let id = Id::from(referrer);
    let current = load_current::<C>(connection, id).await?;
    let internal = |error: serde_json::Error| AppError::Internal(error.to_string());
    let mut json = serde_json::to_value(&current.state.content).map_err(internal)?;
    replace_id(&mut json, &from.to_string(), &to.to_string());
    let mut content: C = serde_json::from_value(json).map_err(internal)?;
    content.tidy(id);
    let state = RecordState { content, ..current.state.clone() };
    if state == current.state {
        return Ok(());
    }
    editor.write(connection, edit_after(id, &current, EditAction::Merge, state)).await
}

fn memberships(referrers: &[RecordStatus]) -> Vec<MembershipId> {
    let memberships = referrers.iter().filter(|referrer| referrer.kind == RecordKind::Membership);
    memberships.map(|referrer| referrer.id.into()).collect()
}

/// Unpublishes each redirected membership that is the same as one of the kept record, which takes over its citations:
/// nobody holds a post twice at a time.
async fn unite_memberships(
    connection: &mut AsyncPgConnection,
    editor: &RecordEditor,
    kept: Uuid,
    redirected: &[MembershipId],
) -> Result<(), AppError> {
    if redirected.is_empty() {
        return Ok(());
    }
    let ids = memberships(&db::referrers(connection, kept).await?);
    let mut all = db::latest_of::<Membership>(connection, &ids).await?;
    all.retain(|(_, revision)| revision.state.published);
    let (mut redirected, own): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|(id, _)| redirected.contains(id));
    for (id, current) in own {
        let mut content = current.state.content.clone();
        let same;
        (same, redirected) = redirected
            .into_iter()
            .partition(|(_, other)| other.state.content.is_same_as(&current.state.content));
        for (id, other) in same {
            content.take_citations(&other.state.content);
            let hidden = RecordState { published: false, ..other.state.clone() };
            editor.write(connection, edit_after(id, &other, EditAction::Merge, hidden)).await?;
        }
        let state = RecordState { content, ..current.state.clone() };
        if state != current.state {
            editor.write(connection, edit_after(id, &current, EditAction::Merge, state)).await?;
        }
    }
    Ok(())
}

/// Replaces an id in a record's content. Content stores ids as UUIDs, and no other value looks like one.
fn replace_id(json: &mut Value, from: &str, to: &str) {
    match json {
        Value::String(text) if text == from => to.clone_into(text),
        Value::Array(elements) => elements.iter_mut().for_each(|element| replace_id(element, from, to)),
        Value::Object(fields) => fields.values_mut().for_each(|field| replace_id(field, from, to)),
        _ => {}
    }
}
