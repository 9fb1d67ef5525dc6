//! People, posts, and who holds them.

use diesel::dsl::auto_type;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::AlphabeticalKey;
use crate::db::DbError;
use crate::db::page::{Page, PageRequest};
use crate::db::schema::{memberships, people, posts};
use crate::db::stored::{OptionalTextColumns, TextColumns, edtf, optional_text, parse, text};
use crate::domain::directory::{Membership, Person, Post};
use crate::domain::ids::{MembershipId, OrganizationId, PersonId, PostId, SourceId};

type PersonRow = (PersonId, String, TextColumns, OptionalTextColumns, SourceId);

#[auto_type(no_type_alias)]
fn person_columns() -> _ {
    let name = (people::name_kk, people::name_ru, people::name_en);
    let note = (people::note_kk, people::note_ru, people::note_en);
    (people::id, people::slug, name, note, people::source_id)
}

fn person((id, slug, name, note, source_id): PersonRow) -> Person {
    Person { id, slug, name: text(name), note: optional_text(note), source_id }
}

/// People by id, in no order.
pub async fn people_by_ids(
    connection: &mut AsyncPgConnection,
    ids: &[PersonId],
) -> Result<Vec<Person>, DbError> {
    let rows: Vec<PersonRow> =
        people::table.filter(people::id.eq_any(ids)).select(person_columns()).load(connection).await?;
    Ok(rows.into_iter().map(person).collect())
}

/// People by slug, in no order.
pub async fn people_by_slugs(
    connection: &mut AsyncPgConnection,
    slugs: &[String],
) -> Result<Vec<Person>, DbError> {
    let rows: Vec<PersonRow> = people::table
        .filter(people::slug.eq_any(slugs))
        .filter(people::retired_at.is_null())
        .select(person_columns())
        .load(connection)
        .await?;
    Ok(rows.into_iter().map(person).collect())
}

/// A page of people, in Kazakh alphabetical order.
pub async fn people_page(
    connection: &mut AsyncPgConnection,
    page: &PageRequest<AlphabeticalKey>,
) -> Result<Page<(AlphabeticalKey, Person)>, DbError> {
    let mut query = people::table
        .filter(people::retired_at.is_null())
        .select(person_columns())
        .limit(page.fetch())
        .into_boxed();
    if let Some((name, id)) = &page.after {
        query = query.filter(people::name_kk.ge(name)).filter(people::name_kk.gt(name).or(people::id.gt(id)));
    }
    if let Some((name, id)) = &page.before {
        query = query.filter(people::name_kk.le(name)).filter(people::name_kk.lt(name).or(people::id.lt(id)));
    }
    query = if page.from_end {
        query.order((people::name_kk.desc(), people::id.desc()))
    } else {
        query.order((people::name_kk, people::id))
    };
    let rows: Vec<PersonRow> = query.load(connection).await?;
    page.finish(rows).try_map(|row| {
        let person = person(row);
        Ok(((person.name.kk.clone(), person.id.uuid()), person))
    })
}

type PostRow = (PostId, String, OrganizationId, String, TextColumns, SourceId);

#[auto_type(no_type_alias)]
fn post_columns() -> _ {
    let title = (posts::title_kk, posts::title_ru, posts::title_en);
    (posts::id, posts::slug, posts::organization_id, posts::kind, title, posts::source_id)
}

fn post((id, slug, organization_id, kind, title, source_id): PostRow) -> Result<Post, DbError> {
    Ok(Post { id, slug, organization_id, kind: parse(&kind)?, title: text(title), source_id })
}

/// Posts by id, in no order.
pub async fn posts_by_ids(connection: &mut AsyncPgConnection, ids: &[PostId]) -> Result<Vec<Post>, DbError> {
    let rows: Vec<PostRow> =
        posts::table.filter(posts::id.eq_any(ids)).select(post_columns()).load(connection).await?;
    rows.into_iter().map(post).collect()
}

/// The posts of organizations, each list in the institution's own order.
pub async fn posts_of(
    connection: &mut AsyncPgConnection,
    organizations: &[OrganizationId],
) -> Result<Vec<Post>, DbError> {
    let rows: Vec<PostRow> = posts::table
        .filter(posts::organization_id.eq_any(organizations))
        .filter(posts::retired_at.is_null())
        .order((posts::position, posts::id))
        .select(post_columns())
        .load(connection)
        .await?;
    rows.into_iter().map(post).collect()
}

type MembershipRow = (
    MembershipId,
    OrganizationId,
    Option<PostId>,
    PersonId,
    i32,
    OptionalTextColumns,
    Option<String>,
    Option<String>,
    Option<String>,
    SourceId,
);

#[auto_type(no_type_alias)]
fn membership_columns() -> _ {
    let role = (memberships::role_kk, memberships::role_ru, memberships::role_en);
    (
        memberships::id,
        memberships::organization_id,
        memberships::post_id,
        memberships::person_id,
        memberships::position,
        role,
        memberships::since,
        memberships::until,
        memberships::attested,
        memberships::source_id,
    )
}

fn membership(row: MembershipRow) -> Result<Membership, DbError> {
    let (id, organization_id, post_id, person_id, position, role, since, until, attested, source_id) = row;
    Ok(Membership {
        id,
        organization_id,
        post_id,
        person_id,
        position,
        role: optional_text(role),
        since: edtf(since)?,
        until: edtf(until)?,
        attested: edtf(attested)?,
        source_id,
    })
}

/// Memberships by id, in no order.
pub async fn memberships_by_ids(
    connection: &mut AsyncPgConnection,
    ids: &[MembershipId],
) -> Result<Vec<Membership>, DbError> {
    let rows: Vec<MembershipRow> = memberships::table
        .filter(memberships::id.eq_any(ids))
        .select(membership_columns())
        .load(connection)
        .await?;
    rows.into_iter().map(membership).collect()
}

/// The holders of posts, for each post in the order of succession.
pub async fn memberships_of_posts(
    connection: &mut AsyncPgConnection,
    posts: &[PostId],
) -> Result<Vec<Membership>, DbError> {
    let rows: Vec<MembershipRow> = memberships::table
        .filter(memberships::post_id.eq_any(posts))
        .filter(memberships::retired_at.is_null())
        .order((memberships::position, memberships::id))
        .select(membership_columns())
        .load(connection)
        .await?;
    rows.into_iter().map(membership).collect()
}

/// The memberships in organizations that are not in a post.
pub async fn memberships_in(
    connection: &mut AsyncPgConnection,
    organizations: &[OrganizationId],
) -> Result<Vec<Membership>, DbError> {
    let rows: Vec<MembershipRow> = memberships::table
        .filter(memberships::organization_id.eq_any(organizations))
        .filter(memberships::post_id.is_null())
        .filter(memberships::retired_at.is_null())
        .order((memberships::position, memberships::id))
        .select(membership_columns())
        .load(connection)
        .await?;
    rows.into_iter().map(membership).collect()
}

/// All memberships of people, in a post or not.
pub async fn memberships_of_people(
    connection: &mut AsyncPgConnection,
    people: &[PersonId],
) -> Result<Vec<Membership>, DbError> {
    let rows: Vec<MembershipRow> = memberships::table
        .filter(memberships::person_id.eq_any(people))
        .filter(memberships::retired_at.is_null())
        .order((memberships::organization_id, memberships::position, memberships::id))
        .select(membership_columns())
        .load(connection)
        .await?;
    rows.into_iter().map(membership).collect()
}
