//! Webhooks, which are notified of the directory's changes.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use graphql_engine::ListOf;
use uuid::Uuid;

use crate::app::directory as app;
use crate::domain::ids::WebhookId;
use crate::graphql::context::request;
use crate::graphql::directory::kinds::RecordKind;
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::pagination::rows_cost;
use crate::graphql::scalars::global_id;

/// An address that is notified of each public change of the directory, in order, with a POST request as specified by
/// [Standard Webhooks](https://www.standardwebhooks.com). The headers are `webhook-id`, `webhook-timestamp` and
/// `webhook-signature`. The body is JSON: `{"type": "organization.update", "timestamp": "…", "data": {"kind", "id",
/// "slug", "version", "isPublished", "mergedIntoId", "url"}}`. `kind` is the `RecordKind` in lower case with a hyphen,
/// such as `kind-term`. `type` is the `kind`, a full stop, and the `EditAction` in lower case. `id` is a bare UUID as
/// in the open data, and `url` is the address of the record there. Any status from 200 to 299 accepts the message;
/// redirects are not followed. After any other response, the message is sent again with the same `webhook-id`: first
/// after a minute, then at increasing intervals of at most six hours. A longer `Retry-After` extends an interval, up to
/// the same limit.
#[derive(SimpleObject)]
pub struct Webhook {
    /// Opaque, globally unique id; `node` does not find it.
    id: ID,
    /// The address.
    url: String,
    /// The kinds of records whose changes are delivered; empty for all.
    record_kinds: ListOf<RecordKind>,
    /// The time at which the webhook was created.
    created_at: DateTime<Utc>,
    /// The time up to which all changes of the selected kinds have been delivered. For a new webhook, the time of the
    /// last change before its creation.
    delivered_until: DateTime<Utc>,
    /// Whether the address is notified. False if the service has given up, because the address accepted nothing for
    /// five days or responded with 410. To resume, delete the webhook and create it again.
    is_active: bool,
    /// The time since which the receiver has accepted no message. Null if it accepted the last one.
    failing_since: Option<DateTime<Utc>>,
    /// The reason why the last attempt failed, in English. Null if the receiver accepted the last message.
    last_error: Option<String>,
}

impl From<app::Webhook> for Webhook {
    fn from(found: app::Webhook) -> Self {
        Self {
            id: global_id(found.id),
            url: found.url,
            record_kinds: found.record_kinds.into_iter().map(Into::into).collect(),
            created_at: found.created_at,
            delivered_until: found.delivered_until,
            is_active: found.next_at.is_some(),
            failing_since: found.failing_since,
            last_error: found.last_error,
        }
    }
}

/// The query of webhooks, for admins.
#[derive(Default)]
pub struct WebhookQuery;

#[Object]
impl WebhookQuery {
    /// All webhooks, in the order of their creation; at most 20. Null if the viewer is not an admin.
    #[graphql(complexity = "rows_cost(app::MAX_WEBHOOKS, child_complexity)")]
    async fn webhooks(&self, context: &Context<'_>) -> Result<Option<ListOf<Webhook>>, ApiError> {
        let found = app::webhooks(&request(context).caller).await?;
        Ok(found.map(|found| found.into_iter().map(Webhook::from).collect()))
    }
}

/// A new webhook.
#[derive(InputObject)]
pub struct CreateWebhookInput {
    /// The address to notify, at most 2,000 characters: `https://…`, on the public internet.
    pub url: String,
    /// The kinds of records whose changes are delivered; empty for all.
    #[graphql(default)]
    pub record_kinds: Vec<RecordKind>,
    /// A UUID that the client generates for this mutation. If the response is lost, the client can send the mutation
    /// again with the same UUID. The mutation then returns the webhook that it created the first time, with its secret.
    pub client_mutation_id: Option<Uuid>,
}

/// The webhook to delete.
#[derive(InputObject)]
pub struct DeleteWebhookInput {
    /// The id of the webhook.
    pub id: ID,
}

/// The result of `createWebhook`.
#[derive(SimpleObject)]
pub struct CreateWebhookPayload {
    /// The webhook.
    webhook: Option<Webhook>,
    /// The secret that messages are signed with: `whsec_` and 32 bytes in base64. No other field returns it. Keep it
    /// secret.
    secret: Option<String>,
    /// The problems with the input; empty on success. Codes: `FORBIDDEN` (the viewer is not an admin),
    /// `REAUTHENTICATION_REQUIRED`, `INVALID_WEBHOOK_URL`, `TOO_MANY_WEBHOOKS`; if the mutation is sent again, also
    /// `DELETED_SINCE`.
    errors: ListOf<UserError>,
}

/// The result of `deleteWebhook`.
#[derive(SimpleObject)]
pub struct DeleteWebhookPayload {
    /// The id of the webhook, which no longer exists.
    deleted_webhook_id: Option<ID>,
    /// The problems with the input; empty on success. Codes: `FORBIDDEN` (the viewer is not an admin),
    /// `REAUTHENTICATION_REQUIRED`, `NOT_FOUND`.
    errors: ListOf<UserError>,
}

/// The mutations of webhooks, for admins.
#[derive(Default)]
pub struct WebhookMutation;

#[Object]
impl WebhookMutation {
    /// Creates a webhook, which is notified of the changes from now on. For admins who have logged in, or called
    /// `reauthenticate`, within the last 15 minutes.
    async fn create_webhook(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The webhook.")] input: CreateWebhookInput,
    ) -> Result<Option<CreateWebhookPayload>, ApiError> {
        let request = request(context);
        let kinds = input.record_kinds.into_iter().map(Into::into).collect();
        let created = app::create_webhook(&request.caller, &input.url, kinds, input.client_mutation_id).await;
        let (created, errors) = settle(created, context)?;
        let (webhook, secret) = created.unzip();
        Ok(Some(CreateWebhookPayload { webhook: webhook.map(Webhook::from), secret, errors }))
    }

    /// Deletes a webhook. For admins who have logged in, or called `reauthenticate`, within the last 15 minutes.
    async fn delete_webhook(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The webhook.")] input: DeleteWebhookInput,
    ) -> Result<Option<DeleteWebhookPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let id = WebhookId::from_global_or_nil(&input.id);
        let (deleted, errors) = settle(app::delete_webhook(&request.caller, id).await, context)?;
        Ok(Some(DeleteWebhookPayload { deleted_webhook_id: deleted.map(|()| input.id), errors }))
    }
}
