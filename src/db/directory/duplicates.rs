//! Records that may describe the same thing as another one.

use diesel::prelude::*;
use diesel::sql_types::{Array, Bool, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::DbError;
use crate::db::schema::memberships;
use crate::db::statement::statement;
use crate::domain::directory::{Identifier, Membership, RecordKind};
use crate::domain::ids::MembershipId;

/// What a record shares with another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, QueryableByName)]
pub struct Shared {
    /// Whether another record of the kind has one of the names in some language, in upper or lower case.
    #[diesel(sql_type = Bool)]
    pub names: bool,
    /// Whether another record of the kind has one of the identifiers.
    #[diesel(sql_type = Bool)]
    pub identifiers: bool,
}

/// Finds what other organizations, or other people, share with a record of their kind. `names` are in lower case. Merged
/// records do not count.
pub async fn shared_with_others(
    connection: &mut AsyncPgConnection,
    kind: RecordKind,
    id: Uuid,
    names: &[String],
    identifiers: &[Identifier],
) -> Result<Shared, DbError> {
    let identifiers: Vec<String> =
        identifiers.iter().map(|identifier| format!("{}:{}", identifier.scheme, identifier.value)).collect();
    let shared: Shared = statement(include_str!("duplicates.sql"))
        .bind::<Text, _>(kind.as_str())
        .bind::<SqlUuid, _>(id)
        .bind::<Array<Text>, _>(names)
        .bind::<Array<Text>, _>(identifiers)
        .get_result(connection)
        .await?;
    Ok(shared)
}

/// Returns whether there is another membership of the same person in the same organization and post.
pub async fn has_same_membership(
    connection: &mut AsyncPgConnection,
    id: MembershipId,
    membership: &Membership,
) -> Result<bool, DbError> {
    let others = memberships::table
        .filter(memberships::id.ne(id))
        .filter(memberships::person_id.eq(membership.person))
        .filter(memberships::organization_id.eq(membership.organization))
        .filter(memberships::post_id.is_not_distinct_from(membership.post));
    let is_found: bool = diesel::select(diesel::dsl::exists(others)).get_result(connection).await?;
    Ok(is_found)
}
