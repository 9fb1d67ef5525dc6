//! Webhooks: admins register addresses that are notified of the directory's public changes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use uuid::Uuid;

use crate::app::accounts::{read_secret, stored_secret};
use crate::app::error::Checks;
use crate::app::{AppError, Caller};
use crate::db;
use crate::db::directory::Webhook;
use crate::domain::access;
use crate::domain::directory::RecordKind;
use crate::domain::ids::WebhookId;
use crate::domain::problem::Problem;
use crate::random;

/// The maximum number of webhooks.
pub const MAX_WEBHOOKS: usize = 20;
/// The length of a secret.
pub(super) const SECRET_BYTES: usize = 32;
/// Makes secrets recognizable, as Standard Webhooks recommends.
const PREFIX: &str = "whsec_";

/// Returns all webhooks in the order of their creation; `None` unless the viewer is an admin.
pub async fn webhooks(caller: &Caller) -> Result<Option<Vec<Webhook>>, AppError> {
    if !caller.may(access::may_manage_accounts) {
        return Ok(None);
    }
    let mut connection = caller.connection().await?;
    Ok(Some(db::directory::all_webhooks(&mut connection).await?))
}

/// Registers an address, for admins who have logged in recently. It is notified of the changes from now on. Returns the
/// webhook, and its secret, which cannot be read later. If the mutation is sent again, returns both again; it fails if the
/// webhook was deleted since.
pub async fn create_webhook(
    caller: &Caller,
    url: &str,
    kinds: Vec<RecordKind>,
    client_mutation_id: Option<Uuid>,
) -> Result<(Webhook, String), AppError> {
    require_admin(caller)?;
    let sender = caller.services.webhooks.as_ref();
    let is_reachable = sender.is_some_and(|sender| sender.accepts(url));
    let mut checks = Checks::default();
    checks.field("url", is_reachable.then_some(()).ok_or(Problem::InvalidWebhookUrl));
    checks.finish()?;
    let mut record_kinds: Vec<RecordKind> = Vec::new();
    for kind in kinds {
        if !record_kinds.contains(&kind) {
            record_kinds.push(kind);
        }
    }
    let secret = random::bytes::<SECRET_BYTES>();
    let id: WebhookId = caller.new_id(client_mutation_id);
    let key = caller.services.second_factor_key.as_ref();
    let stored = stored_secret(key, id.uuid(), &secret)?;
    let mut connection = caller.connection().await?;
    let (created, secret) = connection
        .transaction::<_, AppError, _>(async |connection| {
            // While the lock is held, no edit is under way, so each later change gets a later time than the last one.
            // Nor is another webhook created.
            db::directory::lock(connection).await?;
            if client_mutation_id.is_some()
                && let Some((existing, stored)) = db::directory::webhook_with_secret(connection, id).await?
            {
                return Ok((existing, read_secret(key, id.uuid(), &stored)?));
            }
            if db::was_deleted(connection, id.uuid()).await? {
                return Err(AppError::deleted_since());
            }
            if db::directory::count_webhooks(connection).await? >= MAX_WEBHOOKS {
                return Err(AppError::refused(Problem::TooManyWebhooks));
            }
            let last_edit = db::directory::last_edit(connection).await?;
            let new = Webhook {
                id,
                url: url.to_owned(),
                record_kinds: record_kinds.clone(),
                created_at: caller.now,
                delivered_until: last_edit.unwrap_or(caller.now),
                next_at: Some(caller.now),
                failing_since: None,
                last_error: None,
            };
            db::directory::insert_webhook(connection, &new, &stored).await?;
            Ok((new, secret))
        })
        .await?;
    Ok((created, format!("{PREFIX}{}", STANDARD.encode(secret))))
}

/// Deletes a webhook, for admins who have logged in recently.
pub async fn delete_webhook(caller: &Caller, id: WebhookId) -> Result<(), AppError> {
    require_admin(caller)?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let is_deleted = db::directory::delete_webhook(connection, id).await?;
            if is_deleted { Ok(()) } else { Err(AppError::refused_at(Problem::NotFound, "id")) }
        })
        .await
}

fn require_admin(caller: &Caller) -> Result<(), AppError> {
    caller.require(access::may_manage_accounts)?;
    caller.require_recent_login()
}
