//! The tree of organizations on any day. Each query is one recursive SQL statement.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Array, Bool, Date, Integer, Nullable, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::DbError;
use crate::db::statement::statement;
use crate::domain::access::Audience;
use crate::domain::directory::tree::Edge;
use crate::domain::ids::OrganizationId;

/// Splits pairs of organization and day into two parameters.
fn unzip_days(organizations: &[(OrganizationId, NaiveDate)]) -> (Vec<Uuid>, Vec<NaiveDate>) {
    organizations.iter().map(|(id, day)| (id.uuid(), *day)).unzip()
}

/// Returns the ancestors of organizations, each on a day: the organizations that they are directly or indirectly part
/// of, nearest first.
pub async fn ancestor_ids_of(
    connection: &mut AsyncPgConnection,
    organizations: &[(OrganizationId, NaiveDate)],
) -> Result<Vec<((OrganizationId, NaiveDate), OrganizationId)>, DbError> {
    let (ids, days) = unzip_days(organizations);
    // CYCLE: a wrongly stored tree must not make the query run forever.
    let rows: Vec<AncestorRow> = statement(
        "WITH RECURSIVE line (descendant_id, day, ancestor_id, distance) AS (
           SELECT descendant_id, day, descendant_id, 0 FROM unnest($1, $2) AS start (descendant_id, day)
           UNION ALL
           SELECT line.descendant_id, line.day, parent.target_id, line.distance + 1
           FROM line, LATERAL (
             SELECT target_id FROM affiliations
             WHERE organization_id = line.ancestor_id AND relation = 'parent'
               AND (begins IS NULL OR begins <= line.day) AND (ends IS NULL OR ends >= line.day)
             ORDER BY position DESC LIMIT 1) AS parent
         ) CYCLE ancestor_id SET is_cycle USING path
         SELECT descendant_id, day, ancestor_id FROM line WHERE NOT is_cycle AND distance > 0
         ORDER BY descendant_id, day, distance",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Array<Date>, _>(days)
    .load(connection)
    .await?;
    Ok(rows.into_iter().map(|row| ((row.descendant_id, row.day), row.ancestor_id)).collect())
}

#[derive(QueryableByName)]
struct AncestorRow {
    #[diesel(sql_type = SqlUuid)]
    descendant_id: OrganizationId,
    #[diesel(sql_type = Date)]
    day: NaiveDate,
    #[diesel(sql_type = SqlUuid)]
    ancestor_id: OrganizationId,
}

/// An organization's place in the tree below another organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Descendant {
    /// The id of the organization.
    pub id: OrganizationId,
    /// The id of its parent in the tree.
    pub parent_id: OrganizationId,
    /// The number of levels below the root of this tree; 1 for a child.
    pub depth: i32,
}

/// Returns the descendants of organizations, each on a day: the organizations that are directly or indirectly part of
/// them. Each is followed by its own parts, in the institution's own order.
pub async fn descendants_of(
    connection: &mut AsyncPgConnection,
    organizations: &[(OrganizationId, NaiveDate)],
    audience: Audience,
) -> Result<Vec<((OrganizationId, NaiveDate), Descendant)>, DbError> {
    let (ids, days) = unzip_days(organizations);
    // LIMIT 1 makes the planner look up the parts by id, regardless of how many it expects.
    let rows: Vec<DescendantRow> = statement(
        "WITH RECURSIVE below (ancestor_id, day, parent_id, id, depth, position) AS (
           SELECT ancestor_id, day, ancestor_id, ancestor_id, 0, 0 FROM unnest($1, $2) AS start (ancestor_id, day)
           UNION ALL
           SELECT below.ancestor_id, below.day, below.id, child.id, below.depth + 1, child.position
           FROM below
           JOIN LATERAL (SELECT DISTINCT organization_id FROM affiliations
                         WHERE target_id = below.id AND relation = 'parent') AS part ON true
           CROSS JOIN LATERAL (SELECT id, position FROM organizations
                               WHERE id = part.organization_id AND (published OR $3) LIMIT 1) AS child
           WHERE below.id = (
             SELECT target_id FROM affiliations
             WHERE organization_id = child.id AND relation = 'parent'
               AND (begins IS NULL OR begins <= below.day) AND (ends IS NULL OR ends >= below.day)
             ORDER BY affiliations.position DESC LIMIT 1)
         ) SEARCH DEPTH FIRST BY position, id SET place
         CYCLE id SET is_cycle USING path
         SELECT ancestor_id, day, parent_id, id, depth FROM below WHERE depth > 0 AND NOT is_cycle
         ORDER BY place",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Array<Date>, _>(days)
    .bind::<Bool, _>(audience.sees_drafts())
    .load(connection)
    .await?;
    let descendant = |row: DescendantRow| {
        let DescendantRow { ancestor_id, day, parent_id, id, depth } = row;
        ((ancestor_id, day), Descendant { id, parent_id, depth })
    };
    Ok(rows.into_iter().map(descendant).collect())
}

#[derive(QueryableByName)]
struct DescendantRow {
    #[diesel(sql_type = SqlUuid)]
    ancestor_id: OrganizationId,
    #[diesel(sql_type = Date)]
    day: NaiveDate,
    #[diesel(sql_type = SqlUuid)]
    parent_id: OrganizationId,
    #[diesel(sql_type = SqlUuid)]
    id: OrganizationId,
    #[diesel(sql_type = Integer)]
    depth: i32,
}

/// Loads the edges from organizations to all their ancestors at any time: their present and former parents, the parents
/// of these, and so on.
pub async fn ancestor_edges(
    connection: &mut AsyncPgConnection,
    organizations: &[OrganizationId],
) -> Result<Vec<Edge>, DbError> {
    let ids: Vec<Uuid> = organizations.iter().map(|id| id.uuid()).collect();
    let rows: Vec<EdgeRow> = statement(
        "WITH RECURSIVE above (id) AS (
           SELECT unnest($1)
           UNION
           SELECT target_id FROM above JOIN affiliations ON organization_id = above.id AND relation = 'parent'
         )
         SELECT organization_id, target_id, begins, ends
         FROM above JOIN affiliations ON organization_id = above.id AND relation = 'parent'",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .load(connection)
    .await?;
    let edge = |row: EdgeRow| {
        let EdgeRow { organization_id: child, target_id: parent, begins, ends } = row;
        Edge { child, parent, begins, ends }
    };
    Ok(rows.into_iter().map(edge).collect())
}

#[derive(QueryableByName)]
struct EdgeRow {
    #[diesel(sql_type = SqlUuid)]
    organization_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    target_id: Uuid,
    #[diesel(sql_type = Nullable<Date>)]
    begins: Option<NaiveDate>,
    #[diesel(sql_type = Nullable<Date>)]
    ends: Option<NaiveDate>,
}
