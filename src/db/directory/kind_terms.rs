//! The vocabulary of kinds.

use diesel::QueryableByName;
use diesel::prelude::*;
use diesel::sql_types::{Array, Bool, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::records::{Row, by_key, records, save_rows, visible};
use super::writing::{Stored, Write};
use crate::db::DbError;
use crate::db::schema::kind_terms;
use crate::db::statement::statement;
use crate::domain::access::Audience;
use crate::domain::directory::{KindScheme, KindTerm, Record};
use crate::domain::ids::KindTermId;

/// Loads the terms of a part of the vocabulary, or of all of it, in their order.
pub async fn kind_terms(
    connection: &mut AsyncPgConnection,
    scheme: Option<KindScheme>,
    audience: Audience,
) -> Result<Vec<Record<KindTerm>>, DbError> {
    let mut query = visible!(kind_terms, audience)
        .order((kind_terms::scheme, kind_terms::position, kind_terms::slug))
        .into_boxed();
    if let Some(scheme) = scheme {
        query = query.filter(kind_terms::scheme.eq(scheme.as_str()));
    }
    let rows: Vec<Row<KindTerm>> = query.load(connection).await?;
    Ok(records(rows))
}

/// Loads terms by their slugs.
pub async fn kind_terms_by_slugs(
    connection: &mut AsyncPgConnection,
    slugs: &[String],
    audience: Audience,
) -> Result<Vec<(String, Record<KindTerm>)>, DbError> {
    let rows: Vec<Row<KindTerm>> =
        visible!(kind_terms, audience).filter(kind_terms::slug.eq_any(slugs)).load(connection).await?;
    Ok(by_key(rows, |term| term.slug.clone()))
}

/// Loads the terms that are directly narrower than others, in their order, each with the slug of the broader one.
pub async fn narrower_terms(
    connection: &mut AsyncPgConnection,
    slugs: &[String],
    audience: Audience,
) -> Result<Vec<(String, Record<KindTerm>)>, DbError> {
    let rows: Vec<Row<KindTerm>> = visible!(kind_terms, audience)
        .filter(kind_terms::broader.eq_any(slugs))
        .order((kind_terms::position, kind_terms::slug))
        .load(connection)
        .await?;
    Ok(by_key(rows, |term| term.broader.clone().unwrap_or_default()))
}

#[derive(QueryableByName)]
struct Within {
    #[diesel(sql_type = Text)]
    root: String,
    #[diesel(sql_type = Text)]
    slug: String,
}

/// Returns for each kind the slugs that it stands for in a filter: its own, and those of all narrower kinds. Each is
/// paired with the kind of the filter.
pub async fn within_kinds(
    connection: &mut AsyncPgConnection,
    kinds: &[String],
) -> Result<Vec<(String, String)>, DbError> {
    let found: Vec<Within> = statement(
        "WITH RECURSIVE within (root, slug) AS (
             SELECT kind, kind FROM unnest($1) AS kind
             UNION
             SELECT within.root, narrower.slug FROM within JOIN kind_terms narrower ON narrower.broader = within.slug
         )
         SELECT root, slug FROM within",
    )
    .bind::<Array<Text>, _>(kinds)
    .load(connection)
    .await?;
    Ok(found.into_iter().map(|within| (within.root, within.slug)).collect())
}

#[derive(QueryableByName)]
struct Answer {
    #[diesel(sql_type = Bool)]
    answer: bool,
}

/// Returns whether a term is the same as, or broader than, another one.
pub async fn is_within_kind(
    connection: &mut AsyncPgConnection,
    narrower: &str,
    broader: &str,
) -> Result<bool, DbError> {
    let found: Answer = statement(
        "WITH RECURSIVE above (slug) AS (
             SELECT $1
             UNION
             SELECT term.broader FROM above JOIN kind_terms term ON term.slug = above.slug
             WHERE term.broader IS NOT NULL
         )
         SELECT EXISTS (SELECT 1 FROM above WHERE slug = $2) AS answer",
    )
    .bind::<Text, _>(narrower)
    .bind::<Text, _>(broader)
    .get_result(connection)
    .await?;
    Ok(found.answer)
}

/// Returns whether records, drafts included, or narrower terms use a stored term that is about to lose its slug or its
/// scheme. A term that keeps both, and stays `published`, loses nothing.
pub async fn loses_users(
    connection: &mut AsyncPgConnection,
    id: KindTermId,
    new: &KindTerm,
    published: bool,
) -> Result<bool, DbError> {
    let found: Answer = statement(
        "SELECT EXISTS (
             SELECT 1 FROM kind_terms term
             WHERE term.id = $1
                 AND (term.slug <> $2 OR term.scheme <> $3 OR term.published AND NOT $4)
                 AND (EXISTS (SELECT 1 FROM organizations WHERE kind = term.slug)
                     OR EXISTS (SELECT 1 FROM posts WHERE kind = term.slug)
                     OR EXISTS (SELECT 1 FROM kind_terms narrower WHERE narrower.broader = term.slug))
         ) AS answer",
    )
    .bind::<SqlUuid, _>(id.uuid())
    .bind::<Text, _>(&new.slug)
    .bind::<Text, _>(new.scheme.as_str())
    .bind::<Bool, _>(published)
    .get_result(connection)
    .await?;
    Ok(found.answer)
}

#[derive(QueryableByName)]
struct Used {
    #[diesel(sql_type = Text)]
    slug: String,
}

/// Returns those of the given kinds that a published organization, post or term uses.
pub async fn used_kinds(
    connection: &mut AsyncPgConnection,
    slugs: &[String],
) -> Result<Vec<String>, DbError> {
    let used: Vec<Used> = statement(
        "SELECT wanted AS slug FROM unnest($1) AS wanted
         WHERE EXISTS (SELECT 1 FROM organizations WHERE kind = wanted AND published)
             OR EXISTS (SELECT 1 FROM posts WHERE kind = wanted AND published)
             OR EXISTS (SELECT 1 FROM kind_terms WHERE broader = wanted AND published)",
    )
    .bind::<Array<Text>, _>(slugs)
    .load(connection)
    .await?;
    Ok(used.into_iter().map(|used| used.slug).collect())
}

impl Stored for KindTerm {
    async fn save(connection: &mut AsyncPgConnection, writes: &[Write<'_, Self>]) -> Result<(), DbError> {
        save_rows!(connection, writes, kind_terms, |write| {
            slug: &write.state.content.slug,
            scheme: write.state.content.scheme.as_str(),
            broader: write.state.content.broader.as_deref(),
            position: write.state.content.position,
        });
        Ok(())
    }
}
