//! The editor of records: checks an edit and writes it, within the caller's transaction.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use crate::app::{AppError, AtField as _, Caller, InputProblem};
use crate::db::DbError;
use crate::db::directory::{self as db, Edit, EditContext, RecordStatus, Revision, Stored};
use crate::domain::access::{self, Audience};
use crate::domain::directory::tree::{Edge, find_cycle};
use crate::domain::directory::{
    EditAction, FieldProblem, Membership, Post, RecordContent, RecordKind, RecordState, Reference, UsedKind,
    differences,
};
use crate::domain::ids::{AccountId, Id, MembershipId, OrganizationId};
use crate::domain::problem::Problem;
use crate::domain::remark::untrimmed_remark;

/// Checks and writes the edits of one request, for one account and with one reason.
pub(super) struct RecordEditor {
    editor: AccountId,
    reason: Option<String>,
    now: DateTime<Utc>,
}

/// An edit conflict: the record has a newer version than the editor saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The record's current version.
    pub version: i32,
    /// The fields that changed since the version that the editor saw.
    pub fields: Vec<String>,
    /// When the current version was written.
    pub changed_at: DateTime<Utc>,
    /// The display name of the editor who wrote the current version; `None` if the content import wrote it.
    pub changed_by: Option<String>,
}

impl RecordEditor {
    /// Checks that the caller may edit the directory and that the reason is valid.
    pub(super) fn for_caller(caller: &Caller, reason: Option<&str>) -> Result<Self, AppError> {
        let account = caller.require(access::may_edit_directory)?;
        let reason = reason.map(untrimmed_remark).transpose().at("reason")?;
        Ok(Self { editor: account.id, reason, now: caller.now })
    }

    /// Loads the current revision of a record. Fails with a conflict unless it is the version that the editor saw.
    pub(super) async fn load_unchanged<C: Stored>(
        &self,
        connection: &mut AsyncPgConnection,
        id: Id<C::Id>,
        seen_version: i32,
    ) -> Result<Revision<C>, AppError> {
        let current = load_current::<C>(connection, id).await?;
        if current.version == seen_version {
            return Ok(current);
        }
        let seen = db::at_version::<C>(connection, id, seen_version).await?;
        let fields = match &seen {
            Some(seen) => changed_fields(&seen.state, &current.state)?,
            // No version with this number was ever written.
            None => return Err(AppError::refused_at(Problem::NotFound, "version")),
        };
        Err(AppError::Conflict(Box::new(Conflict {
            version: current.version,
            fields,
            changed_at: current.recorded_at,
            changed_by: current.editor,
        })))
    }

    /// Checks the new state of a record, and writes it. The memberships of a post follow it to its organization.
    pub(super) async fn write<C: Stored>(
        &self,
        connection: &mut AsyncPgConnection,
        edit: Edit<C>,
    ) -> Result<(), AppError> {
        let problems = edit.state.content.problems();
        if !problems.is_empty() {
            let refuse = |found: FieldProblem| InputProblem::new(found.problem, vec![found.field]);
            return Err(AppError::Refused(problems.into_iter().map(refuse).collect()));
        }
        if edit.state.merged_into.is_none() {
            check_references(connection, &edit).await?;
        }
        check_kind(connection, &edit).await?;
        if !edit.state.published {
            check_unreferenced(connection, edit.id.uuid()).await?;
        }
        let context =
            EditContext { editor: Some(self.editor), reason: self.reason.as_deref(), now: self.now };
        let (id, action) = (edit.id.uuid(), edit.action);
        let organization = organization_of(&edit.state.content.references());
        db::write(connection, context, &[edit]).await.map_err(slug_taken)?;
        match organization {
            Some(organization) if C::KIND == RecordKind::Post => {
                let moved = memberships_elsewhere(connection, id, organization, action).await?;
                Ok(db::write(connection, context, &moved).await?)
            }
            _ => Ok(()),
        }
    }
}

/// Checks the term of the vocabulary that a record uses: it must exist, be a kind of such records, and be published if
/// the record is. A term that is in use keeps its slug and its scheme, and no term is broader than itself.
async fn check_kind<C: Stored>(connection: &mut AsyncPgConnection, edit: &Edit<C>) -> Result<(), AppError> {
    let RecordState { content, published, merged_into } = &edit.state;
    if let Some(UsedKind { field, scheme, slug }) = content.used_kind().filter(|_| merged_into.is_none()) {
        let found = db::kind_terms_by_slugs(connection, &[slug.to_owned()], Audience::Editors).await?;
        match found.first().map(|(_, term)| term).filter(|term| term.content.scheme == scheme) {
            None => return Err(AppError::refused_at(Problem::UnknownKind, field)),
            Some(term) if *published && !term.published => {
                return Err(AppError::refused_at(Problem::ReferencesDraft, field));
            }
            Some(_) => {}
        }
    }
    let Some(term) = content.kind_term() else { return Ok(()) };
    if db::loses_users(connection, edit.id.uuid().into(), term, *published).await? {
        let field = if *published { "slug" } else { "id" };
        return Err(AppError::refused_at(Problem::StillReferenced, field));
    }
    match &term.broader {
        Some(broader) if db::is_within_kind(connection, broader, &term.slug).await? => {
            Err(AppError::refused_at(Problem::KindCycle, "broader"))
        }
        _ => Ok(()),
    }
}

/// Loads the current revision of a record.
pub(super) async fn load_current<C: Stored>(
    connection: &mut AsyncPgConnection,
    id: Id<C::Id>,
) -> Result<Revision<C>, AppError> {
    db::latest::<C>(connection, id).await?.at("id")
}

/// Returns the fields in which two states differ, including `published` and `mergedInto`.
pub(super) fn changed_fields<C: RecordContent>(
    old: &RecordState<C>,
    new: &RecordState<C>,
) -> Result<Vec<String>, AppError> {
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

/// Checks the references of a record. The referenced records must exist, be of the right kind, and not be merged. If
/// the record is published, they must be published, too. An organization must not be part of itself on any day, and a
/// membership's post must belong to the membership's organization.
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
    let statuses: HashMap<Uuid, RecordStatus> =
        db::record_statuses(connection, &ids).await?.into_iter().map(|status| (status.id, status)).collect();
    let mut problems: Vec<InputProblem> = Vec::new();
    for reference in &references {
        let problem = match statuses.get(&reference.id) {
            Some(target) if target.kind != reference.kind => Problem::NotFound,
            None => Problem::NotFound,
            Some(target) if target.merged_into.is_some() => Problem::AlreadyMerged,
            Some(target) if edit.state.published && !target.published => Problem::ReferencesDraft,
            Some(_) => continue,
        };
        let found = InputProblem::new(problem, vec![reference.field]);
        if !problems.contains(&found) {
            problems.push(found);
        }
    }
    if !problems.is_empty() {
        return Err(AppError::Refused(problems));
    }
    check_acyclic(connection, edit.id.uuid(), &edit.state.content).await?;
    if C::KIND == RecordKind::Membership {
        check_post_organization(connection, &references).await
    } else {
        Ok(())
    }
}

async fn check_acyclic<C: RecordContent>(
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
            begins: parent.period.begins(),
            ends: parent.period.ends(),
        })
        .collect();
    let ancestors = db::ancestor_edges(connection, &parents).await?;
    match find_cycle(child, &new, &ancestors) {
        Some(_) => Err(AppError::refused_at(Problem::TreeCycle, "parents")),
        None => Ok(()),
    }
}

/// Returns the organization that a post or a membership belongs to.
fn organization_of(references: &[Reference]) -> Option<OrganizationId> {
    references.iter().find(|found| found.kind == RecordKind::Organization).map(|found| found.id.into())
}

/// Returns the edits that put a post's memberships into its organization, where they are in another one. The checks of
/// the post hold for them, too.
async fn memberships_elsewhere(
    connection: &mut AsyncPgConnection,
    post: Uuid,
    organization: OrganizationId,
    action: EditAction,
) -> Result<Vec<Edit<Membership>>, AppError> {
    let ids = db::referrers(connection, post).await?.into_iter();
    let ids: Vec<MembershipId> = ids
        .filter(|referrer| referrer.kind == RecordKind::Membership)
        .map(|referrer| referrer.id.into())
        .collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let memberships = db::latest_of::<Membership>(connection, &ids).await?.into_iter();
    Ok(memberships
        .filter(|(_, current)| current.state.content.organization != organization)
        .map(|(id, current)| {
            let content = Membership { organization, ..current.state.content.clone() };
            let state = RecordState { content, ..current.state.clone() };
            edit_after(id, &current, action, state)
        })
        .collect())
}

async fn check_post_organization(
    connection: &mut AsyncPgConnection,
    references: &[Reference],
) -> Result<(), AppError> {
    let post = references.iter().find(|found| found.kind == RecordKind::Post).map(|found| found.id);
    let (Some(organization), Some(post)) = (organization_of(references), post) else { return Ok(()) };
    let post = load_current::<Post>(connection, post.into()).await?;
    if post.state.content.organization == organization {
        Ok(())
    } else {
        Err(AppError::refused_at(Problem::PostOfOtherOrganization, "post"))
    }
}

/// Checks that no published record refers to this record, which the edit leaves unpublished.
async fn check_unreferenced(connection: &mut AsyncPgConnection, id: Uuid) -> Result<(), AppError> {
    let referrers = db::referrers(connection, id).await?;
    if referrers.iter().any(|referrer| referrer.published) {
        return Err(AppError::refused_at(Problem::StillReferenced, "id"));
    }
    Ok(())
}

/// Converts a duplicate slug to a problem. The slug is the only unique key that an editor chooses.
fn slug_taken(error: DbError) -> AppError {
    match error {
        DbError::Duplicate(constraint) if constraint.ends_with("_slug_key") => {
            AppError::refused_at(Problem::SlugTaken, "slug")
        }
        other => other.into(),
    }
}

/// Returns the edit that follows a revision.
pub(super) fn edit_after<C: RecordContent>(
    id: Id<C::Id>,
    previous: &Revision<C>,
    action: EditAction,
    state: RecordState<C>,
) -> Edit<C> {
    Edit { id, version: previous.version + 1, action, state }
}
