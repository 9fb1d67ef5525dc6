//! Organizations, their tree, their former names and their history.

use diesel::dsl::auto_type;
use diesel::prelude::*;
use diesel::sql_types::{Array, Integer, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::AlphabeticalKey;
use crate::db::DbError;
use crate::db::page::{Page, PageRequest};
use crate::db::schema::{former_names, milestones, organizations};
use crate::db::stored::{OptionalTextColumns, TextColumns, edtf, optional_text, parse, text};
use crate::domain::directory::{FormerName, Milestone, Organization, OrganizationKind};
use crate::domain::ids::{OrganizationId, SourceId};

type Row = (
    OrganizationId,
    String,
    String,
    i32,
    TextColumns,
    OptionalTextColumns,
    Option<String>,
    OptionalTextColumns,
    Option<String>,
    (Option<OrganizationId>, Option<OrganizationId>, SourceId),
);

#[auto_type(no_type_alias)]
fn columns() -> _ {
    let name = (organizations::name_kk, organizations::name_ru, organizations::name_en);
    let short_name =
        (organizations::short_name_kk, organizations::short_name_ru, organizations::short_name_en);
    let description =
        (organizations::description_kk, organizations::description_ru, organizations::description_en);
    let links = (organizations::parent_id, organizations::host_id, organizations::source_id);
    (
        organizations::id,
        organizations::slug,
        organizations::kind,
        organizations::position,
        name,
        short_name,
        organizations::name_since,
        description,
        organizations::founded,
        links,
    )
}

fn organization(row: Row) -> Result<Organization, DbError> {
    let (id, slug, kind, position, name, short_name, name_since, description, founded, links) = row;
    let (parent_id, host_id, source_id) = links;
    Ok(Organization {
        id,
        slug,
        kind: parse(&kind)?,
        position,
        name: text(name),
        short_name: optional_text(short_name),
        name_since: edtf(name_since)?,
        description: optional_text(description),
        founded: edtf(founded)?,
        parent_id,
        host_id,
        source_id,
    })
}

/// Organizations by id, in no order.
pub async fn organizations_by_ids(
    connection: &mut AsyncPgConnection,
    ids: &[OrganizationId],
) -> Result<Vec<Organization>, DbError> {
    let rows: Vec<Row> =
        organizations::table.filter(organizations::id.eq_any(ids)).select(columns()).load(connection).await?;
    rows.into_iter().map(organization).collect()
}

/// Organizations by slug, in no order.
pub async fn organizations_by_slugs(
    connection: &mut AsyncPgConnection,
    slugs: &[String],
) -> Result<Vec<Organization>, DbError> {
    let rows: Vec<Row> = organizations::table
        .filter(organizations::slug.eq_any(slugs))
        .filter(organizations::retired_at.is_null())
        .select(columns())
        .load(connection)
        .await?;
    rows.into_iter().map(organization).collect()
}

/// Which organizations a list holds.
#[derive(Debug, Clone, Default)]
pub struct OrganizationFilter {
    /// Only of these kinds.
    pub kinds: Option<Vec<OrganizationKind>>,
    /// Only the children of the organization with this id.
    pub parent_id: Option<OrganizationId>,
    /// Only the children of the organization with this slug.
    pub parent_slug: Option<String>,
    /// Only those with these slugs.
    pub slugs: Option<Vec<String>>,
}

/// A page of organizations, in Kazakh alphabetical order.
pub async fn organizations_page(
    connection: &mut AsyncPgConnection,
    filter: &OrganizationFilter,
    page: &PageRequest<AlphabeticalKey>,
) -> Result<Page<(AlphabeticalKey, Organization)>, DbError> {
    let mut query = organizations::table
        .filter(organizations::retired_at.is_null())
        .select((organizations::sort_name, columns()))
        .limit(page.fetch())
        .into_boxed();
    if let Some(kinds) = &filter.kinds {
        let kinds: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
        query = query.filter(organizations::kind.eq_any(kinds));
    }
    if let Some(parent) = filter.parent_id {
        query = query.filter(organizations::parent_id.eq(parent));
    }
    if let Some(slug) = &filter.parent_slug {
        let parent = diesel::alias!(organizations as parent);
        let id = parent
            .filter(parent.field(organizations::slug).eq(slug))
            .select(parent.field(organizations::id).nullable());
        query = query.filter(organizations::parent_id.eq_any(id));
    }
    if let Some(slugs) = &filter.slugs {
        query = query.filter(organizations::slug.eq_any(slugs));
    }
    // The first comparison is what the index serves.
    if let Some((name, id)) = &page.after {
        query = query
            .filter(organizations::sort_name.ge(name))
            .filter(organizations::sort_name.gt(name).or(organizations::id.gt(id)));
    }
    if let Some((name, id)) = &page.before {
        query = query
            .filter(organizations::sort_name.le(name))
            .filter(organizations::sort_name.lt(name).or(organizations::id.lt(id)));
    }
    query = if page.from_end {
        query.order((organizations::sort_name.desc(), organizations::id.desc()))
    } else {
        query.order((organizations::sort_name, organizations::id))
    };
    let rows: Vec<(String, Row)> = query.load(connection).await?;
    page.finish(rows).try_map(|(sort_name, row)| {
        let organization = organization(row)?;
        Ok(((sort_name, organization.id.uuid()), organization))
    })
}

/// The organizations that are part of these, each list in the institution's own order.
pub async fn children_of(
    connection: &mut AsyncPgConnection,
    parents: &[OrganizationId],
) -> Result<Vec<Organization>, DbError> {
    let rows: Vec<Row> = organizations::table
        .filter(organizations::parent_id.eq_any(parents))
        .filter(organizations::retired_at.is_null())
        .order((organizations::position, organizations::id))
        .select(columns())
        .load(connection)
        .await?;
    rows.into_iter().map(organization).collect()
}

/// The organizations that work in these ones' buildings, each list in the institution's own order.
pub async fn hosted_by(
    connection: &mut AsyncPgConnection,
    hosts: &[OrganizationId],
) -> Result<Vec<Organization>, DbError> {
    let rows: Vec<Row> = organizations::table
        .filter(organizations::host_id.eq_any(hosts))
        .filter(organizations::retired_at.is_null())
        .order((organizations::position, organizations::id))
        .select(columns())
        .load(connection)
        .await?;
    rows.into_iter().map(organization).collect()
}

#[derive(QueryableByName)]
struct AncestorRow {
    #[diesel(sql_type = SqlUuid)]
    descendant_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    ancestor_id: Uuid,
    #[diesel(sql_type = Integer)]
    #[expect(dead_code, reason = "the order of the rows tells it")]
    distance: i32,
}

/// Pairs of an organization and one it is part of, however distantly; for each organization the nearest first.
pub async fn ancestor_ids_of(
    connection: &mut AsyncPgConnection,
    ids: &[OrganizationId],
) -> Result<Vec<(OrganizationId, OrganizationId)>, DbError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    // CYCLE: a tree that was stored wrongly must not make the query run for ever.
    let rows: Vec<AncestorRow> = diesel::sql_query(
        "WITH RECURSIVE line (descendant_id, ancestor_id, distance) AS (
           SELECT id, parent_id, 1 FROM organizations WHERE id = ANY ($1) AND parent_id IS NOT NULL
           UNION ALL
           SELECT line.descendant_id, organizations.parent_id, line.distance + 1
           FROM line JOIN organizations ON organizations.id = line.ancestor_id
           WHERE organizations.parent_id IS NOT NULL
         ) CYCLE ancestor_id SET is_cycle USING path
         SELECT descendant_id, ancestor_id, distance FROM line WHERE NOT is_cycle
         ORDER BY descendant_id, distance",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .load(connection)
    .await?;
    Ok(rows.into_iter().map(|row| (row.descendant_id.into(), row.ancestor_id.into())).collect())
}

/// The names that organizations bore before, the oldest first.
pub async fn former_names_of(
    connection: &mut AsyncPgConnection,
    ids: &[OrganizationId],
) -> Result<Vec<(OrganizationId, FormerName)>, DbError> {
    type Row = (OrganizationId, TextColumns, Option<String>, Option<String>, SourceId);
    let rows: Vec<Row> = former_names::table
        .filter(former_names::organization_id.eq_any(ids))
        .order((former_names::organization_id, former_names::position))
        .select((
            former_names::organization_id,
            (former_names::name_kk, former_names::name_ru, former_names::name_en),
            former_names::since,
            former_names::until,
            former_names::source_id,
        ))
        .load(connection)
        .await?;
    rows.into_iter()
        .map(|(id, name, since, until, source_id)| {
            Ok((id, FormerName { name: text(name), since: edtf(since)?, until: edtf(until)?, source_id }))
        })
        .collect()
}

/// Dated facts of organizations' histories, the oldest first.
pub async fn milestones_of(
    connection: &mut AsyncPgConnection,
    ids: &[OrganizationId],
) -> Result<Vec<(OrganizationId, Milestone)>, DbError> {
    let rows: Vec<(OrganizationId, String, TextColumns, SourceId)> = milestones::table
        .filter(milestones::organization_id.eq_any(ids))
        .order((milestones::organization_id, milestones::position))
        .select((
            milestones::organization_id,
            milestones::date,
            (milestones::text_kk, milestones::text_ru, milestones::text_en),
            milestones::source_id,
        ))
        .load(connection)
        .await?;
    rows.into_iter()
        .map(|(id, date, columns, source_id)| {
            Ok((id, Milestone { date: parse(&date)?, text: text(columns), source_id }))
        })
        .collect()
}
