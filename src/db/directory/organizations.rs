//! Organizations.

use std::collections::HashSet;
use std::slice;

use chrono::NaiveDate;
use diesel::dsl::{exists, not, sql};
use diesel::prelude::*;
use diesel::sql_types::{Array, Bool, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::alphabetical::{AlphabeticalKey, alphabetical_page, sort_key_in};
use super::duplicates::identity_keys;
use super::kind_terms::within_kinds;
use super::records::{
    PRESENT_ORGANIZATION, Row, drafts, lacks, record, record_columns, save_rows, visible, with_sort_key,
};
use super::writing::{Stored, Write};
use crate::db::page::{Page, PageRequest};
use crate::db::schema::{affiliations, memberships, organizations, posts};
use crate::db::{DbError, ROWS_PER_INSERT};
use crate::domain::access::Audience;
use crate::domain::directory::{Affiliation, Organization, Record, day_of, name_on};
use crate::domain::ids::OrganizationId;
use crate::domain::text::Language;

/// Selects the organizations of a list.
#[derive(Debug, Clone, Default)]
pub struct OrganizationFilter {
    /// Only records of these kinds, by their slugs, and of narrower ones.
    pub kinds: Option<Vec<String>>,
    /// Only organizations that are part of the organization with this id, or of the one that it was merged into.
    pub parent_id: Option<OrganizationId>,
    /// Only organizations that are part of the organization to which this slug leads.
    pub parent_slug: Option<String>,
    /// Only organizations to which these slugs lead.
    pub slugs: Option<Vec<String>>,
    /// Only organizations with a post if true, only those without one if false.
    pub has_posts: Option<bool>,
    /// Only published records if true, only drafts if false.
    pub published: Option<bool>,
    /// Only organizations with a text, or a membership with a role, that is not in this language.
    pub lacks_language: Option<Language>,
}

/// The SQL for the ids of the organizations to which slugs lead, before and after the slugs. A slug leads to the
/// organization that has it, or else to the one that last had it while it was published. If that organization was
/// merged, the slug leads to the one that it was merged into.
const LED_TO: (&str, &str) = (
    "(
        SELECT coalesce(named.merged_into_id, named.id)
        FROM unnest(",
    ") AS wanted (slug)
        CROSS JOIN LATERAL (
            SELECT own.id FROM organizations AS own WHERE own.slug = wanted.slug
            UNION ALL
            (
                SELECT former.record_id
                FROM revisions AS former
                WHERE former.record_kind = 'organization'
                  AND former.content ->> 'slug' = wanted.slug
                  AND former.published
                  AND NOT EXISTS (
                      SELECT FROM organizations AS own
                      WHERE own.slug = wanted.slug AND (own.published OR own.merged_into_id IS NOT NULL)
                  )
                ORDER BY former.recorded_at DESC
                LIMIT 1
            )
        ) AS found
        JOIN organizations AS named ON named.id = found.id
    )",
);

/// Loads a page of organizations, in the alphabetical order of their names in a language. The conditions on parents apply
/// to the given day. Takes another SQL statement if kinds are given.
pub async fn organizations_page(
    connection: &mut AsyncPgConnection,
    filter: &OrganizationFilter,
    day: NaiveDate,
    language: Language,
    audience: Audience,
    page: &PageRequest<AlphabeticalKey>,
) -> Result<Page<(AlphabeticalKey, Record<Organization>)>, DbError> {
    let kinds = match &filter.kinds {
        Some(kinds) => Some(within_kinds(connection, kinds).await?.into_iter().map(|(_, kind)| kind)),
        None => None,
    };
    let mut query =
        visible!(organizations, audience).filter(organizations::merged_into_id.is_null()).into_boxed();
    if let Some(kinds) = kinds {
        query = query.filter(organizations::kind.eq_any(kinds));
    }
    let later = diesel::alias!(affiliations as later);
    let has_later_parent = later
        .filter(later.field(affiliations::organization_id).eq(affiliations::organization_id))
        .filter(later.field(affiliations::relation).eq("parent"))
        .filter(later.field(affiliations::position).gt(affiliations::position))
        .filter(later.field(affiliations::begins).is_null().or(later.field(affiliations::begins).le(day)))
        .filter(later.field(affiliations::ends).is_null().or(later.field(affiliations::ends).ge(day)));
    let parts = affiliations::table
        .filter(affiliations::relation.eq("parent"))
        .filter(affiliations::begins.is_null().or(affiliations::begins.le(day)))
        .filter(affiliations::ends.is_null().or(affiliations::ends.ge(day)))
        .filter(not(exists(has_later_parent)))
        .select(affiliations::organization_id);
    if let Some(parent) = filter.parent_id {
        let is_parent = sql::<Bool>("affiliations.target_id = ").sql(PRESENT_ORGANIZATION.0);
        let is_parent = is_parent.bind::<SqlUuid, _>(parent.uuid()).sql(PRESENT_ORGANIZATION.1);
        query = query.filter(organizations::id.eq_any(parts.filter(is_parent)));
    }
    if let Some(slug) = &filter.parent_slug {
        let is_parent = sql::<Bool>("affiliations.target_id IN ").sql(LED_TO.0);
        let is_parent = is_parent.bind::<Array<Text>, _>(slice::from_ref(slug)).sql(LED_TO.1);
        query = query.filter(organizations::id.eq_any(parts.filter(is_parent)));
    }
    if let Some(slugs) = &filter.slugs {
        let is_led_to = sql::<Bool>("organizations.id IN ").sql(LED_TO.0);
        query = query.filter(is_led_to.bind::<Array<Text>, _>(slugs).sql(LED_TO.1));
    }
    if let Some(has_posts) = filter.has_posts {
        let own = posts::table
            .filter(posts::organization_id.eq(organizations::id))
            .filter(posts::published.or(drafts(audience)));
        query = if has_posts { query.filter(exists(own)) } else { query.filter(not(exists(own))) };
    }
    if let Some(lacking) = filter.lacks_language {
        let roles =
            memberships::table.filter(lacks(lacking).and(memberships::published.or(drafts(audience))));
        let have_roles = organizations::id.eq_any(roles.select(memberships::organization_id));
        query = query.filter(lacks(lacking).or(have_roles));
    }
    if let Some(published) = filter.published {
        query = query.filter(organizations::published.eq(published));
    }
    let query = alphabetical_page!(
        query,
        page,
        language,
        organizations { Kk: sort_name_kk, Ru: sort_name_ru, En: sort_name_en }
    );
    let rows: Vec<(String, Row<Organization>)> = query.load(connection).await?;
    Ok(page.finish(rows).map(with_sort_key))
}

/// Loads the organizations that were part of the given ones at any time, each list in the institution's own order.
pub async fn children_of(
    connection: &mut AsyncPgConnection,
    parents: &[OrganizationId],
    audience: Audience,
) -> Result<Vec<(OrganizationId, Record<Organization>)>, DbError> {
    affiliated_with(connection, "parent", parents, audience).await
}

/// Loads the organizations that worked in the buildings of the given ones at any time, each list in the institution's
/// own order.
pub async fn hosted_by(
    connection: &mut AsyncPgConnection,
    hosts: &[OrganizationId],
    audience: Audience,
) -> Result<Vec<(OrganizationId, Record<Organization>)>, DbError> {
    affiliated_with(connection, "host", hosts, audience).await
}

async fn affiliated_with(
    connection: &mut AsyncPgConnection,
    relation: &str,
    targets: &[OrganizationId],
    audience: Audience,
) -> Result<Vec<(OrganizationId, Record<Organization>)>, DbError> {
    let rows: Vec<(OrganizationId, Row<Organization>)> = affiliations::table
        .inner_join(organizations::table.on(organizations::id.eq(affiliations::organization_id)))
        .filter(affiliations::target_id.eq_any(targets))
        .filter(affiliations::relation.eq(relation))
        .filter(organizations::published.or(drafts(audience)))
        .order((organizations::position, organizations::id))
        .select((affiliations::target_id, record_columns!(organizations)))
        .load(connection)
        .await?;
    // An organization that left and came back has several rows.
    let mut seen = HashSet::new();
    Ok(rows
        .into_iter()
        .filter(|(target, row)| seen.insert((*target, row.0)))
        .map(|(target, row)| (target, record(row)))
        .collect())
}

/// Returns the text by which an organization is ordered in the lists of a language, by the name on the day of the edit.
fn sort_name(write: &Write<'_, Organization>, language: Language) -> String {
    let name = name_on(&write.state.content.names, day_of(write.recorded_at));
    name.map_or_else(String::new, |name| sort_key_in(&name.text, language))
}

impl Stored for Organization {
    async fn save(connection: &mut AsyncPgConnection, writes: &[Write<'_, Self>]) -> Result<(), DbError> {
        save_rows!(connection, writes, organizations, |write| {
            slug: &write.state.content.slug,
            kind: &write.state.content.kind,
            position: write.state.content.position,
            sort_name_kk: sort_name(write, Language::Kk),
            sort_name_ru: sort_name(write, Language::Ru),
            sort_name_en: sort_name(write, Language::En),
            merged_into_id: write.state.merged_into,
            identity_keys: identity_keys(&write.state.content),
        });
        replace_affiliations(connection, writes).await
    }
}

/// Numbers affiliations by their beginning: of those that cover a day, the one with the highest number holds, as
/// [`valid_on`](crate::domain::directory::valid_on) finds.
fn by_beginning(affiliations: &[Affiliation]) -> impl Iterator<Item = (i32, &Affiliation)> {
    let mut sorted: Vec<&Affiliation> = affiliations.iter().collect();
    sorted.sort_by_key(|affiliation| affiliation.period.began());
    (1..).zip(sorted)
}

async fn replace_affiliations(
    connection: &mut AsyncPgConnection,
    writes: &[Write<'_, Organization>],
) -> Result<(), DbError> {
    let ids: Vec<OrganizationId> = writes.iter().map(|write| write.id).collect();
    diesel::delete(affiliations::table.filter(affiliations::organization_id.eq_any(ids)))
        .execute(connection)
        .await?;
    let row = |id: OrganizationId, relation: &'static str, (position, other): (i32, &Affiliation)| {
        (
            affiliations::organization_id.eq(id),
            affiliations::relation.eq(relation),
            affiliations::position.eq(position),
            affiliations::target_id.eq(other.organization),
            affiliations::begins.eq(other.period.begins()),
            affiliations::ends.eq(other.period.ends()),
        )
    };
    let rows: Vec<_> = writes
        .iter()
        // A merged organization has no place in the tree.
        .filter(|write| write.state.merged_into.is_none())
        .flat_map(|write| {
            let content = &write.state.content;
            let parents = by_beginning(&content.parents).map(move |parent| row(write.id, "parent", parent));
            let hosts = by_beginning(&content.hosts).map(move |host| row(write.id, "host", host));
            parents.chain(hosts)
        })
        .collect();
    for rows in rows.chunks(ROWS_PER_INSERT) {
        diesel::insert_into(affiliations::table).values(rows).execute(connection).await?;
    }
    Ok(())
}
