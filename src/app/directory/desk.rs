//! The desk at which one edit is made: what it is checked against, and where it is written.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use crate::app::{AppError, Caller, Refusal};
use crate::db::DbError;
use crate::db::directory::{self as db, Edit, Editing, Revision, Standing, Stored};
use crate::domain::access;
use crate::domain::directory::tree::{Edge, closes_cycle};
use crate::domain::directory::{Content, EditAction, Flaw, Post, RecordKind, Reference, State, differences};
use crate::domain::ids::{AccountId, Id};
use crate::domain::problem::Problem;

/// Who makes an edit, and why.
pub(super) struct Desk<'a> {
    editor: AccountId,
    reason: Option<&'a str>,
    now: DateTime<Utc>,
}

/// How an edit that somebody else was faster than is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The record's present version.
    pub version: i32,
    /// The fields that changed since the version that was seen.
    pub fields: Vec<String>,
    /// When the present version was written.
    pub changed_at: DateTime<Utc>,
    /// Who wrote it, by the name that others see; none: the import of the content.
    pub changed_by: Option<String>,
}

impl<'a> Desk<'a> {
    /// The desk of an editor.
    pub(super) fn open(caller: &Caller, reason: Option<&'a str>) -> Result<Self, AppError> {
        let account = &caller.viewer()?.account;
        if !access::may_edit_directory(account) {
            return Err(AppError::refused(Problem::Forbidden));
        }
        if !reason.is_none_or(is_said) {
            return Err(AppError::refused_at(Problem::InvalidReason, "reason"));
        }
        Ok(Self { editor: account.id, reason, now: caller.now })
    }

    /// The present state of a record, which must be that of the version that the editor saw.
    pub(super) async fn present<C: Stored>(
        &self,
        connection: &mut AsyncPgConnection,
        id: Id<C::Id>,
        seen: i32,
    ) -> Result<Revision<C>, AppError> {
        let present = present::<C>(connection, id).await?;
        if present.version == seen {
            return Ok(present);
        }
        let old = db::at_version::<C>(connection, id, seen).await?;
        let fields = match &old {
            Some(old) => changed_fields(&old.state, &present.state)?,
            // A version that never was.
            None => return Err(AppError::refused_at(Problem::NotFound, "version")),
        };
        Err(AppError::Conflict(Box::new(Conflict {
            version: present.version,
            fields,
            changed_at: present.recorded_at,
            changed_by: present.editor,
        })))
    }

    /// Checks what a record is to be, and writes it.
    pub(super) async fn write<C: Stored>(
        &self,
        connection: &mut AsyncPgConnection,
        edit: Edit<C>,
    ) -> Result<(), AppError> {
        let flaws = edit.state.content.flaws();
        if !flaws.is_empty() {
            let refuse = |flaw: Flaw| Refusal { problem: flaw.problem, path: vec![flaw.field] };
            return Err(AppError::Refused(flaws.into_iter().map(refuse).collect()));
        }
        if edit.state.merged_into.is_none() {
            check_references(connection, &edit).await?;
        }
        if !edit.state.published {
            check_unused(connection, edit.id.uuid()).await?;
        }
        let editing = Editing { editor: Some(self.editor), reason: self.reason, now: self.now };
        db::write(connection, editing, &[edit]).await.map_err(slug_taken)
    }
}

/// The present state of a record.
pub(super) async fn present<C: Stored>(
    connection: &mut AsyncPgConnection,
    id: Id<C::Id>,
) -> Result<Revision<C>, AppError> {
    let found = db::latest::<C>(connection, id).await?;
    found.ok_or_else(|| AppError::refused_at(Problem::NotFound, "id"))
}

/// The fields in which two states differ; `published` and `mergedInto` among them.
pub(super) fn changed_fields<C: Content>(old: &State<C>, new: &State<C>) -> Result<Vec<String>, AppError> {
    let changes = differences(Some(&old.content), &new.content)
        .map_err(|error| AppError::Internal(error.to_string()))?;
    let mut fields: Vec<String> = changes.into_iter().map(|change| change.field).collect();
    if old.published != new.published {
        fields.push("published".to_owned());
    }
    if old.merged_into != new.merged_into {
        fields.push("mergedInto".to_owned());
    }
    Ok(fields)
}

/// Whether a word of an editor says something: 1 to 1,000 characters.
pub(super) fn is_said(text: &str) -> bool {
    let control = |c: char| c.is_control() && c != '\n';
    !text.trim().is_empty() && text.chars().count() <= 1_000 && !text.chars().any(control)
}

/// What a record refers to must be there, be of the right kind, and not be merged away; what a published record refers
/// to must be published. An organization is on no day part of itself, and a post is of the membership's organization.
async fn check_references<C: Stored>(
    connection: &mut AsyncPgConnection,
    edit: &Edit<C>,
) -> Result<(), AppError> {
    let references = edit.state.content.references();
    let mut ids: Vec<Uuid> = references.iter().map(|reference| reference.id).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(());
    }
    let standings: HashMap<Uuid, Standing> =
        db::standings(connection, &ids).await?.into_iter().map(|standing| (standing.id, standing)).collect();
    let mut refusals: Vec<Refusal> = Vec::new();
    for reference in &references {
        let problem = match standings.get(&reference.id) {
            Some(found) if found.kind != reference.kind => Problem::NotFound,
            None => Problem::NotFound,
            Some(found) if found.merged_into.is_some() => Problem::AlreadyMerged,
            Some(found) if edit.state.published && !found.published => Problem::ReferencesDraft,
            Some(_) => continue,
        };
        let refusal = Refusal { problem, path: vec![reference.field] };
        if !refusals.contains(&refusal) {
            refusals.push(refusal);
        }
    }
    if !refusals.is_empty() {
        return Err(AppError::Refused(refusals));
    }
    check_tree(connection, edit.id.uuid(), &edit.state.content).await?;
    if C::KIND == RecordKind::Membership { check_post(connection, &references).await } else { Ok(()) }
}

async fn check_tree<C: Content>(
    connection: &mut AsyncPgConnection,
    child: Uuid,
    content: &C,
) -> Result<(), AppError> {
    let parents: Vec<_> = content.parents().iter().map(|parent| parent.organization).collect();
    if parents.is_empty() {
        return Ok(());
    }
    let new: Vec<Edge> = content
        .parents()
        .iter()
        .map(|parent| Edge {
            child,
            parent: parent.organization.uuid(),
            begins: parent.term.begins(),
            ends: parent.term.ends(),
        })
        .collect();
    let above = db::edges_above(connection, &parents).await?;
    match closes_cycle(child, &new, &above) {
        Some(_) => Err(AppError::refused_at(Problem::TreeCycle, "parents")),
        None => Ok(()),
    }
}

async fn check_post(connection: &mut AsyncPgConnection, references: &[Reference]) -> Result<(), AppError> {
    let of = |kind| references.iter().find(|reference| reference.kind == kind).map(|reference| reference.id);
    let (Some(organization), Some(post)) = (of(RecordKind::Organization), of(RecordKind::Post)) else {
        return Ok(());
    };
    let post = present::<Post>(connection, post.into()).await?;
    if post.state.content.organization.uuid() == organization {
        Ok(())
    } else {
        Err(AppError::refused_at(Problem::PostOfOtherOrganization, "post"))
    }
}

/// What published records refer to stays published.
async fn check_unused(connection: &mut AsyncPgConnection, id: Uuid) -> Result<(), AppError> {
    let referrers = db::referrers(connection, id).await?;
    if referrers.iter().any(|referrer| referrer.published) {
        return Err(AppError::refused_at(Problem::StillReferenced, "id"));
    }
    Ok(())
}

/// The only unique key that an editor chooses is the slug.
fn slug_taken(error: DbError) -> AppError {
    match error {
        DbError::Duplicate(constraint) if constraint.ends_with("_slug_key") => {
            AppError::refused_at(Problem::SlugTaken, "slug")
        }
        other => other.into(),
    }
}

/// An edit that follows a state.
pub(super) fn following<C: Content>(
    id: Id<C::Id>,
    before: &Revision<C>,
    action: EditAction,
    state: State<C>,
) -> Edit<C> {
    Edit { id, version: before.version + 1, action, state }
}
