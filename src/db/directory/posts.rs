//! Posts, and memberships of organizations with and without a post.

use diesel::dsl::auto_type;
use diesel::prelude::*;
use diesel::upsert::excluded;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::records::{Row, drafts, records};
use super::writing::{Stored, Write};
use crate::db::schema::{memberships, posts};
use crate::db::{DbError, ROWS_PER_INSERT};
use crate::domain::access::Audience;
use crate::domain::directory::{Membership, Post, PostKind, Record};
use crate::domain::ids::{MembershipId, OrganizationId, PersonId, PostId};

#[auto_type(no_type_alias)]
fn post_columns() -> _ {
    (posts::id, posts::version, posts::published, posts::updated_at, posts::content)
}

/// Loads posts by id, in no particular order.
pub async fn posts_by_ids(
    connection: &mut AsyncPgConnection,
    ids: &[PostId],
    audience: Audience,
) -> Result<Vec<Record<Post>>, DbError> {
    let rows: Vec<Row<Post>> = posts::table
        .filter(posts::id.eq_any(ids))
        .filter(posts::published.or(drafts(audience)))
        .select(post_columns())
        .load(connection)
        .await?;
    Ok(records(rows))
}

/// Loads the posts of organizations, each list in the institution's own order.
pub async fn posts_of(
    connection: &mut AsyncPgConnection,
    organizations: &[OrganizationId],
    audience: Audience,
) -> Result<Vec<Record<Post>>, DbError> {
    let rows: Vec<Row<Post>> = posts::table
        .filter(posts::organization_id.eq_any(organizations))
        .filter(posts::published.or(drafts(audience)))
        .order((posts::position, posts::id))
        .select(post_columns())
        .load(connection)
        .await?;
    Ok(records(rows))
}

/// Loads the posts of these kinds in organizations, each list in the institution's own order. May load posts of kinds that
/// only another of the organizations needs.
pub async fn posts_of_kind(
    connection: &mut AsyncPgConnection,
    wanted: &[(OrganizationId, PostKind)],
    audience: Audience,
) -> Result<Vec<Record<Post>>, DbError> {
    let organizations: Vec<_> = wanted.iter().map(|(organization, _)| *organization).collect();
    let kinds: Vec<_> = wanted.iter().map(|(_, kind)| kind.as_str()).collect();
    let rows: Vec<Row<Post>> = posts::table
        .filter(posts::organization_id.eq_any(organizations))
        .filter(posts::kind.eq_any(kinds))
        .filter(posts::published.or(drafts(audience)))
        .order((posts::position, posts::id))
        .select(post_columns())
        .load(connection)
        .await?;
    Ok(records(rows))
}

#[auto_type(no_type_alias)]
fn membership_columns() -> _ {
    (
        memberships::id,
        memberships::version,
        memberships::published,
        memberships::updated_at,
        memberships::content,
    )
}

/// Loads memberships by id, in no particular order.
pub async fn memberships_by_ids(
    connection: &mut AsyncPgConnection,
    ids: &[MembershipId],
    audience: Audience,
) -> Result<Vec<Record<Membership>>, DbError> {
    let rows: Vec<Row<Membership>> = memberships::table
        .filter(memberships::id.eq_any(ids))
        .filter(memberships::published.or(drafts(audience)))
        .select(membership_columns())
        .load(connection)
        .await?;
    Ok(records(rows))
}

/// Loads all past and present holders of posts, in the order of the sources' lists.
pub async fn memberships_of_posts(
    connection: &mut AsyncPgConnection,
    posts: &[PostId],
    audience: Audience,
) -> Result<Vec<Record<Membership>>, DbError> {
    let rows: Vec<Row<Membership>> = memberships::table
        .filter(memberships::post_id.eq_any(posts))
        .filter(memberships::published.or(drafts(audience)))
        .order((memberships::position, memberships::id))
        .select(membership_columns())
        .load(connection)
        .await?;
    Ok(records(rows))
}

/// Loads the memberships of organizations that have no post.
pub async fn memberships_in(
    connection: &mut AsyncPgConnection,
    organizations: &[OrganizationId],
    audience: Audience,
) -> Result<Vec<Record<Membership>>, DbError> {
    let rows: Vec<Row<Membership>> = memberships::table
        .filter(memberships::organization_id.eq_any(organizations))
        .filter(memberships::post_id.is_null())
        .filter(memberships::published.or(drafts(audience)))
        .order((memberships::position, memberships::id))
        .select(membership_columns())
        .load(connection)
        .await?;
    Ok(records(rows))
}

/// Loads all memberships of people, with and without a post.
pub async fn memberships_of_people(
    connection: &mut AsyncPgConnection,
    people: &[PersonId],
    audience: Audience,
) -> Result<Vec<Record<Membership>>, DbError> {
    let rows: Vec<Row<Membership>> = memberships::table
        .filter(memberships::person_id.eq_any(people))
        .filter(memberships::published.or(drafts(audience)))
        .order((memberships::organization_id, memberships::position, memberships::id))
        .select(membership_columns())
        .load(connection)
        .await?;
    Ok(records(rows))
}

impl Stored for Post {
    async fn save(connection: &mut AsyncPgConnection, writes: &[Write<'_, Self>]) -> Result<(), DbError> {
        for writes in writes.chunks(ROWS_PER_INSERT) {
            let rows: Vec<_> = writes
                .iter()
                .map(|write| {
                    let content = &write.state.content;
                    (
                        posts::id.eq(write.id),
                        posts::slug.eq(&content.slug),
                        posts::organization_id.eq(content.organization),
                        posts::kind.eq(content.kind.as_str()),
                        posts::position.eq(content.position),
                        posts::version.eq(write.version),
                        posts::published.eq(write.state.published),
                        posts::updated_at.eq(write.recorded_at),
                        posts::content.eq(&write.json),
                    )
                })
                .collect();
            diesel::insert_into(posts::table)
                .values(rows)
                .on_conflict(posts::id)
                .do_update()
                .set((
                    posts::slug.eq(excluded(posts::slug)),
                    posts::organization_id.eq(excluded(posts::organization_id)),
                    posts::kind.eq(excluded(posts::kind)),
                    posts::position.eq(excluded(posts::position)),
                    posts::version.eq(excluded(posts::version)),
                    posts::published.eq(excluded(posts::published)),
                    posts::updated_at.eq(excluded(posts::updated_at)),
                    posts::content.eq(excluded(posts::content)),
                ))
                .execute(connection)
                .await?;
        }
        Ok(())
    }
}

impl Stored for Membership {
    async fn save(connection: &mut AsyncPgConnection, writes: &[Write<'_, Self>]) -> Result<(), DbError> {
        for writes in writes.chunks(ROWS_PER_INSERT) {
            let rows: Vec<_> = writes
                .iter()
                .map(|write| {
                    let content = &write.state.content;
                    (
                        memberships::id.eq(write.id),
                        memberships::organization_id.eq(content.organization),
                        memberships::post_id.eq(content.post),
                        memberships::person_id.eq(content.person),
                        memberships::position.eq(content.position),
                        memberships::version.eq(write.version),
                        memberships::published.eq(write.state.published),
                        memberships::updated_at.eq(write.recorded_at),
                        memberships::content.eq(&write.json),
                    )
                })
                .collect();
            diesel::insert_into(memberships::table)
                .values(rows)
                .on_conflict(memberships::id)
                .do_update()
                .set((
                    memberships::organization_id.eq(excluded(memberships::organization_id)),
                    memberships::post_id.eq(excluded(memberships::post_id)),
                    memberships::person_id.eq(excluded(memberships::person_id)),
                    memberships::position.eq(excluded(memberships::position)),
                    memberships::version.eq(excluded(memberships::version)),
                    memberships::published.eq(excluded(memberships::published)),
                    memberships::updated_at.eq(excluded(memberships::updated_at)),
                    memberships::content.eq(excluded(memberships::content)),
                ))
                .execute(connection)
                .await?;
        }
        Ok(())
    }
}
