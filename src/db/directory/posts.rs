//! Posts, and memberships of organizations with and without a post.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::duplicates::identity_keys;
use super::kind_terms::within_kinds;
use super::records::{Row, by_key, lacks, record, save_rows, visible};
use super::writing::{Stored, Write};
use crate::db::DbError;
use crate::db::page::{Direction, Page, PageRequest};
use crate::db::schema::{memberships, posts};
use crate::domain::access::Audience;
use crate::domain::directory::{Membership, Post, Record};
use crate::domain::ids::{OrganizationId, PersonId, PostId};
use crate::domain::text::Language;

/// Selects the posts of a list.
#[derive(Debug, Clone, Default)]
pub struct PostFilter {
    /// Only published records if true, only drafts if false.
    pub published: Option<bool>,
    /// Only posts with a text that is not in this language.
    pub lacks_language: Option<Language>,
}

/// Loads a page of posts in the order of their creation: ids increase with time.
pub async fn posts_page(
    connection: &mut AsyncPgConnection,
    filter: &PostFilter,
    audience: Audience,
    page: &PageRequest<PostId>,
) -> Result<Page<(PostId, Record<Post>)>, DbError> {
    let mut query = visible!(posts, audience).into_boxed();
    if let Some(language) = filter.lacks_language {
        query = query.filter(lacks(language));
    }
    if let Some(published) = filter.published {
        query = query.filter(posts::published.eq(published));
    }
    let rows: Vec<Row<Post>> =
        page.paginate(query, (posts::id,), Direction::Ascending).load(connection).await?;
    Ok(page.finish(rows).map(|row| {
        let post = record(row);
        (post.id, post)
    }))
}

/// Loads the posts of organizations, each list in the institution's own order.
pub async fn posts_of(
    connection: &mut AsyncPgConnection,
    organizations: &[OrganizationId],
    audience: Audience,
) -> Result<Vec<(OrganizationId, Record<Post>)>, DbError> {
    let rows: Vec<Row<Post>> = visible!(posts, audience)
        .filter(posts::organization_id.eq_any(organizations))
        .order((posts::position, posts::id))
        .load(connection)
        .await?;
    Ok(by_key(rows, |post| post.organization))
}

/// Loads the posts of these kinds and of narrower ones in organizations, each list in the institution's own order. May
/// load posts of kinds that only another of the organizations needs. Takes two SQL statements.
pub async fn posts_of_kind(
    connection: &mut AsyncPgConnection,
    wanted: &[(OrganizationId, String)],
    audience: Audience,
) -> Result<Vec<((OrganizationId, String), Record<Post>)>, DbError> {
    let organizations: Vec<_> = wanted.iter().map(|(organization, _)| *organization).collect();
    let mut kinds: Vec<_> = wanted.iter().map(|(_, kind)| kind.clone()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let within = within_kinds(connection, &kinds).await?;
    let slugs: Vec<&str> = within.iter().map(|(_, slug)| slug.as_str()).collect();
    let rows: Vec<Row<Post>> = visible!(posts, audience)
        .filter(posts::organization_id.eq_any(organizations))
        .filter(posts::kind.eq_any(slugs))
        .order((posts::position, posts::id))
        .load(connection)
        .await?;
    let with_keys = |row: Row<Post>| {
        let post = record(row);
        let of_kind = within.iter().filter(|(_, slug)| *slug == post.content.kind);
        let keys: Vec<_> = of_kind.map(|(kind, _)| (post.content.organization, kind.clone())).collect();
        keys.into_iter().map(move |key| (key, post.clone()))
    };
    Ok(rows.into_iter().flat_map(with_keys).collect())
}

/// Loads all past and present holders of posts, in the order of the sources' lists.
pub async fn memberships_of_posts(
    connection: &mut AsyncPgConnection,
    posts: &[PostId],
    audience: Audience,
) -> Result<Vec<(PostId, Record<Membership>)>, DbError> {
    let rows: Vec<Row<Membership>> = visible!(memberships, audience)
        .filter(memberships::post_id.eq_any(posts))
        .order((memberships::position, memberships::id))
        .load(connection)
        .await?;
    Ok(rows.into_iter().map(record).filter_map(|held| Some((held.content.post?, held))).collect())
}

/// Loads the memberships of organizations that have no post.
pub async fn memberships_in(
    connection: &mut AsyncPgConnection,
    organizations: &[OrganizationId],
    audience: Audience,
) -> Result<Vec<(OrganizationId, Record<Membership>)>, DbError> {
    let rows: Vec<Row<Membership>> = visible!(memberships, audience)
        .filter(memberships::organization_id.eq_any(organizations))
        .filter(memberships::post_id.is_null())
        .order((memberships::position, memberships::id))
        .load(connection)
        .await?;
    Ok(by_key(rows, |membership| membership.organization))
}

/// Loads all memberships of people, with and without a post.
pub async fn memberships_of_people(
    connection: &mut AsyncPgConnection,
    people: &[PersonId],
    audience: Audience,
) -> Result<Vec<(PersonId, Record<Membership>)>, DbError> {
    let rows: Vec<Row<Membership>> = visible!(memberships, audience)
        .filter(memberships::person_id.eq_any(people))
        .order((memberships::organization_id, memberships::position, memberships::id))
        .load(connection)
        .await?;
    Ok(by_key(rows, |membership| membership.person))
}

impl Stored for Post {
    async fn save(connection: &mut AsyncPgConnection, writes: &[Write<'_, Self>]) -> Result<(), DbError> {
        save_rows!(connection, writes, posts, |write| {
            slug: &write.state.content.slug,
            organization_id: write.state.content.organization,
            kind: &write.state.content.kind,
            position: write.state.content.position,
        });
        Ok(())
    }
}

impl Stored for Membership {
    async fn save(connection: &mut AsyncPgConnection, writes: &[Write<'_, Self>]) -> Result<(), DbError> {
        save_rows!(connection, writes, memberships, |write| {
            organization_id: write.state.content.organization,
            post_id: write.state.content.post,
            person_id: write.state.content.person,
            position: write.state.content.position,
            identity_keys: identity_keys(&write.state.content),
        });
        Ok(())
    }
}
