//! Organizations, their places in the tree, their former names and their history.

use diesel::prelude::*;
use diesel::sql_types::{Array, Nullable, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::{IdsBySlug, ROWS_A_STATEMENT, TextValues, columns, overwrite};
use crate::db::DbError;
use crate::db::schema::{former_names, milestones, organizations};
use crate::domain::ids::{OrganizationId, SourceId, kind};

/// An organization as it is written; what it belongs to follows in [`link_organizations`].
#[derive(Debug)]
pub struct OrganizationRow<'a> {
    /// Its id, if it is new.
    pub id: OrganizationId,
    /// What it is known by.
    pub slug: &'a str,
    /// A name of [`OrganizationKind`](crate::domain::directory::OrganizationKind).
    pub kind: &'a str,
    /// Its place among its siblings.
    pub position: i32,
    /// Its present name.
    pub name: TextValues<'a>,
    /// What it is called for short.
    pub short_name: Option<TextValues<'a>>,
    /// EDTF.
    pub name_since: Option<&'a str>,
    /// What it is sorted by.
    pub sort_name: String,
    /// What it is and does.
    pub description: Option<TextValues<'a>>,
    /// EDTF.
    pub founded: Option<&'a str>,
    /// Where this is taken from.
    pub source_id: SourceId,
}

/// Writes organizations by their slugs.
pub async fn upsert_organizations(
    connection: &mut AsyncPgConnection,
    rows: &[OrganizationRow<'_>],
) -> Result<IdsBySlug<kind::Organization>, DbError> {
    let mut ids = IdsBySlug::with_capacity(rows.len());
    for rows in rows.chunks(ROWS_A_STATEMENT) {
        let values = rows.iter().map(|row| {
            let (short_kk, short_ru, short_en) = columns(row.short_name);
            let (description_kk, description_ru, description_en) = columns(row.description);
            (
                organizations::id.eq(row.id),
                organizations::slug.eq(row.slug),
                organizations::kind.eq(row.kind),
                organizations::position.eq(row.position),
                organizations::name_kk.eq(row.name.kk),
                organizations::name_ru.eq(row.name.ru),
                organizations::name_en.eq(row.name.en),
                organizations::short_name_kk.eq(short_kk),
                organizations::short_name_ru.eq(short_ru),
                organizations::short_name_en.eq(short_en),
                organizations::name_since.eq(row.name_since),
                organizations::sort_name.eq(&row.sort_name),
                organizations::description_kk.eq(description_kk),
                organizations::description_ru.eq(description_ru),
                organizations::description_en.eq(description_en),
                organizations::founded.eq(row.founded),
                organizations::source_id.eq(row.source_id),
            )
        });
        let written: Vec<(String, OrganizationId)> = diesel::insert_into(organizations::table)
            .values(values.collect::<Vec<_>>())
            .on_conflict(organizations::slug)
            .do_update()
            .set(overwrite!(organizations:
                kind, position, name_kk, name_ru, name_en, short_name_kk, short_name_ru, short_name_en, name_since,
                sort_name, description_kk, description_ru, description_en, founded, source_id))
            .returning((organizations::slug, organizations::id))
            .get_results(connection)
            .await?;
        ids.extend(written);
    }
    Ok(ids)
}

/// What an organization belongs to.
#[derive(Debug)]
pub struct Links {
    /// The organization.
    pub organization_id: OrganizationId,
    /// The one it is part of.
    pub parent_id: Option<OrganizationId>,
    /// The one in whose building it works.
    pub host_id: Option<OrganizationId>,
}

/// Sets parents and hosts, once all organizations are there.
pub async fn link_organizations(connection: &mut AsyncPgConnection, links: &[Links]) -> Result<(), DbError> {
    let ids: Vec<Uuid> = links.iter().map(|link| link.organization_id.uuid()).collect();
    let parents: Vec<Option<Uuid>> =
        links.iter().map(|link| link.parent_id.map(OrganizationId::uuid)).collect();
    let hosts: Vec<Option<Uuid>> = links.iter().map(|link| link.host_id.map(OrganizationId::uuid)).collect();
    diesel::sql_query(
        "UPDATE organizations SET parent_id = link.parent_id, host_id = link.host_id
         FROM unnest($1, $2, $3) AS link (id, parent_id, host_id)
         WHERE organizations.id = link.id
           AND (organizations.parent_id, organizations.host_id) IS DISTINCT FROM (link.parent_id, link.host_id)",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Array<Nullable<SqlUuid>>, _>(parents)
    .bind::<Array<Nullable<SqlUuid>>, _>(hosts)
    .execute(connection)
    .await?;
    Ok(())
}

/// A former name as it is written.
#[derive(Debug)]
pub struct FormerNameRow<'a> {
    /// Whose name it was.
    pub organization_id: OrganizationId,
    /// The oldest is 1.
    pub position: i32,
    /// The name.
    pub name: TextValues<'a>,
    /// EDTF.
    pub since: Option<&'a str>,
    /// EDTF.
    pub until: Option<&'a str>,
    /// Where this is taken from.
    pub source_id: SourceId,
}

/// Gives these organizations these former names, instead of those they had.
pub async fn replace_former_names(
    connection: &mut AsyncPgConnection,
    of: &[OrganizationId],
    rows: &[FormerNameRow<'_>],
) -> Result<(), DbError> {
    let old = former_names::table.filter(former_names::organization_id.eq_any(of));
    diesel::delete(old).execute(connection).await?;
    for rows in rows.chunks(ROWS_A_STATEMENT) {
        let values = rows.iter().map(|row| {
            (
                former_names::organization_id.eq(row.organization_id),
                former_names::position.eq(row.position),
                former_names::name_kk.eq(row.name.kk),
                former_names::name_ru.eq(row.name.ru),
                former_names::name_en.eq(row.name.en),
                former_names::since.eq(row.since),
                former_names::until.eq(row.until),
                former_names::source_id.eq(row.source_id),
            )
        });
        let values = values.collect::<Vec<_>>();
        diesel::insert_into(former_names::table).values(values).execute(connection).await?;
    }
    Ok(())
}

/// A milestone as it is written.
#[derive(Debug)]
pub struct MilestoneRow<'a> {
    /// In whose history.
    pub organization_id: OrganizationId,
    /// The oldest is 1.
    pub position: i32,
    /// EDTF.
    pub date: &'a str,
    /// What happened.
    pub text: TextValues<'a>,
    /// Where this is taken from.
    pub source_id: SourceId,
}

/// Gives these organizations these milestones, instead of those they had.
pub async fn replace_milestones(
    connection: &mut AsyncPgConnection,
    of: &[OrganizationId],
    rows: &[MilestoneRow<'_>],
) -> Result<(), DbError> {
    let old = milestones::table.filter(milestones::organization_id.eq_any(of));
    diesel::delete(old).execute(connection).await?;
    for rows in rows.chunks(ROWS_A_STATEMENT) {
        let values = rows.iter().map(|row| {
            (
                milestones::organization_id.eq(row.organization_id),
                milestones::position.eq(row.position),
                milestones::date.eq(row.date),
                milestones::text_kk.eq(row.text.kk),
                milestones::text_ru.eq(row.text.ru),
                milestones::text_en.eq(row.text.en),
                milestones::source_id.eq(row.source_id),
            )
        });
        let values = values.collect::<Vec<_>>();
        diesel::insert_into(milestones::table).values(values).execute(connection).await?;
    }
    Ok(())
}
