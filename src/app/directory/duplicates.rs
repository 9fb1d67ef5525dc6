//! Requires that editors allow records that look like another one.

use diesel_async::AsyncPgConnection;

use crate::app::{AppError, InputProblem};
use crate::db::directory::{self as db, Stored};
use crate::domain::directory::IdentityKey;
use crate::domain::ids::Id;
use crate::domain::problem::Problem;

/// Checks that no other record has one of the names or identifiers that an edit adds, or is the same membership. One SQL
/// statement; none if the edit adds no such value.
pub(super) async fn check_duplicates<C: Stored>(
    connection: &mut AsyncPgConnection,
    id: Id<C::Id>,
    before: Option<&C>,
    after: &C,
) -> Result<(), AppError> {
    let mut added = after.identity_keys();
    let known = before.map(C::identity_keys).unwrap_or_default();
    // A name that moves to the other names is not new.
    added.retain(|new| !known.iter().any(|old| old.key == new.key));
    if added.is_empty() {
        return Ok(());
    }
    let keys: Vec<String> = added.iter().map(|new| new.key.clone()).collect();
    let shared = db::shared_keys(connection, C::KIND, id.uuid(), &keys).await?;
    let mut fields: Vec<&str> = added
        .into_iter()
        .filter(|new| shared.contains(&new.key))
        .map(|IdentityKey { field, .. }| field)
        .collect();
    fields.dedup();
    if fields.is_empty() {
        return Ok(());
    }
    let refuse = |field| InputProblem::new(Problem::PossibleDuplicate, vec![field]);
    Err(AppError::Refused(fields.into_iter().map(refuse).collect()))
}
