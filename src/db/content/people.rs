//! People, posts and who holds them.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::{IdsBySlug, ROWS_A_STATEMENT, TextValues, columns, overwrite};
use crate::db::DbError;
use crate::db::schema::{memberships, people, posts};
use crate::domain::ids::{MembershipId, OrganizationId, PersonId, PostId, SourceId, kind};

/// A person as it is written.
#[derive(Debug)]
pub struct PersonRow<'a> {
    /// Its id, if it is new.
    pub id: PersonId,
    /// What it is known by.
    pub slug: &'a str,
    /// The person's name.
    pub name: TextValues<'a>,
    /// What else is known.
    pub note: Option<TextValues<'a>>,
    /// Where this is taken from.
    pub source_id: SourceId,
}

/// Writes people by their slugs.
pub async fn upsert_people(
    connection: &mut AsyncPgConnection,
    rows: &[PersonRow<'_>],
) -> Result<IdsBySlug<kind::Person>, DbError> {
    let mut ids = IdsBySlug::with_capacity(rows.len());
    for rows in rows.chunks(ROWS_A_STATEMENT) {
        let values = rows.iter().map(|row| {
            let (note_kk, note_ru, note_en) = columns(row.note);
            (
                people::id.eq(row.id),
                people::slug.eq(row.slug),
                people::name_kk.eq(row.name.kk),
                people::name_ru.eq(row.name.ru),
                people::name_en.eq(row.name.en),
                people::note_kk.eq(note_kk),
                people::note_ru.eq(note_ru),
                people::note_en.eq(note_en),
                people::source_id.eq(row.source_id),
            )
        });
        let written: Vec<(String, PersonId)> = diesel::insert_into(people::table)
            .values(values.collect::<Vec<_>>())
            .on_conflict(people::slug)
            .do_update()
            .set(overwrite!(people: name_kk, name_ru, name_en, note_kk, note_ru, note_en, source_id))
            .returning((people::slug, people::id))
            .get_results(connection)
            .await?;
        ids.extend(written);
    }
    Ok(ids)
}

/// A post as it is written.
#[derive(Debug)]
pub struct PostRow<'a> {
    /// Its id, if it is new.
    pub id: PostId,
    /// What it is known by.
    pub slug: &'a str,
    /// The organization.
    pub organization_id: OrganizationId,
    /// A name of [`PostKind`](crate::domain::directory::PostKind).
    pub kind: &'a str,
    /// Its place among the organization's posts, the first 1.
    pub position: i32,
    /// What it is called.
    pub title: TextValues<'a>,
    /// Where this is taken from.
    pub source_id: SourceId,
}

/// Writes posts by their slugs.
pub async fn upsert_posts(
    connection: &mut AsyncPgConnection,
    rows: &[PostRow<'_>],
) -> Result<IdsBySlug<kind::Post>, DbError> {
    let mut ids = IdsBySlug::with_capacity(rows.len());
    for rows in rows.chunks(ROWS_A_STATEMENT) {
        let values = rows.iter().map(|row| {
            (
                posts::id.eq(row.id),
                posts::slug.eq(row.slug),
                posts::organization_id.eq(row.organization_id),
                posts::kind.eq(row.kind),
                posts::position.eq(row.position),
                posts::title_kk.eq(row.title.kk),
                posts::title_ru.eq(row.title.ru),
                posts::title_en.eq(row.title.en),
                posts::source_id.eq(row.source_id),
            )
        });
        let written: Vec<(String, PostId)> = diesel::insert_into(posts::table)
            .values(values.collect::<Vec<_>>())
            .on_conflict(posts::slug)
            .do_update()
            .set(overwrite!(posts: organization_id, kind, position, title_kk, title_ru, title_en, source_id))
            .returning((posts::slug, posts::id))
            .get_results(connection)
            .await?;
        ids.extend(written);
    }
    Ok(ids)
}

/// A membership as it is written.
#[derive(Debug)]
pub struct MembershipRow<'a> {
    /// Its id, if it is new.
    pub id: MembershipId,
    /// The organization.
    pub organization_id: OrganizationId,
    /// The post; none: an ordinary member.
    pub post_id: Option<PostId>,
    /// The person.
    pub person_id: PersonId,
    /// Which of the person's terms there it is, the first 1.
    pub term: i32,
    /// The order of succession or of listing, the first 1.
    pub position: i32,
    /// What the person is there, where it is not a post's title.
    pub role: Option<TextValues<'a>>,
    /// EDTF.
    pub since: Option<&'a str>,
    /// EDTF.
    pub until: Option<&'a str>,
    /// EDTF.
    pub attested: Option<&'a str>,
    /// Where this is taken from.
    pub source_id: SourceId,
}

/// Writes memberships by who, where, in which post and for which term.
pub async fn upsert_memberships(
    connection: &mut AsyncPgConnection,
    rows: &[MembershipRow<'_>],
) -> Result<Vec<MembershipId>, DbError> {
    let mut ids = Vec::with_capacity(rows.len());
    for rows in rows.chunks(ROWS_A_STATEMENT) {
        let values = rows.iter().map(|row| {
            let (role_kk, role_ru, role_en) = columns(row.role);
            (
                memberships::id.eq(row.id),
                memberships::organization_id.eq(row.organization_id),
                memberships::post_id.eq(row.post_id),
                memberships::person_id.eq(row.person_id),
                memberships::term.eq(row.term),
                memberships::position.eq(row.position),
                memberships::role_kk.eq(role_kk),
                memberships::role_ru.eq(role_ru),
                memberships::role_en.eq(role_en),
                memberships::since.eq(row.since),
                memberships::until.eq(row.until),
                memberships::attested.eq(row.attested),
                memberships::source_id.eq(row.source_id),
            )
        });
        let key =
            (memberships::organization_id, memberships::post_id, memberships::person_id, memberships::term);
        let written: Vec<MembershipId> = diesel::insert_into(memberships::table)
            .values(values.collect::<Vec<_>>())
            .on_conflict(key)
            .do_update()
            .set(overwrite!(memberships: position, role_kk, role_ru, role_en, since, until, attested, source_id))
            .returning(memberships::id)
            .get_results(connection)
            .await?;
        ids.extend(written);
    }
    Ok(ids)
}
