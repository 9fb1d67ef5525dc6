//! Webhooks: which addresses are notified of changes, and up to which change. The changes are read from the revisions,
//! after the time up to which all wanted ones were delivered, so that each revision is read once. A process claims a
//! webhook by moving `next_at` to the end of a lease; if `next_at` is anything else later, another process has claimed
//! the webhook, and this one has lost it.

use std::iter;
use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use diesel::dsl::auto_type;
use diesel::prelude::*;
use diesel::sql_types::{Array, Nullable, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::history::IS_PUBLIC;
use crate::db::accounts::texts;
use crate::db::schema::{revisions, webhooks};
use crate::db::statement::statement;
use crate::db::stored::{Place, columns, computed};
use crate::db::{DbError, deleted_ids};
use crate::domain::directory::{EditAction, RecordKind};
use crate::domain::ids::WebhookId;

/// A webhook as admins see it.
#[derive(Debug, Clone)]
pub struct Webhook {
    /// The id.
    pub id: WebhookId,
    /// The address that is notified.
    pub url: String,
    /// The kinds of records whose changes are delivered; empty for all.
    pub record_kinds: Vec<RecordKind>,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// The time up to which all wanted changes were delivered.
    pub delivered_until: DateTime<Utc>,
    /// When it is tried again; `None` if it was given up.
    pub next_at: Option<DateTime<Utc>>,
    /// Since when the receiver has not accepted anything.
    pub failing_since: Option<DateTime<Utc>>,
    /// What went wrong at the last attempt.
    pub last_error: Option<String>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = webhooks)]
struct WebhookRow {
    id: WebhookId,
    url: String,
    record_kinds: Vec<Option<String>>,
    created_at: DateTime<Utc>,
    delivered_until: DateTime<Utc>,
    next_at: Option<DateTime<Utc>>,
    failing_since: Option<DateTime<Utc>>,
    last_error: Option<String>,
}

fn webhook(row: WebhookRow) -> Result<Webhook, DbError> {
    let record_kinds: Vec<RecordKind> = {
        let place = Place::new("webhooks", &row.id);
        let kinds = row.record_kinds.iter().flatten().map(|kind| place.parse("record_kinds", kind));
        kinds.collect::<Result<_, _>>()?
    };
    let WebhookRow { id, url, created_at, delivered_until, next_at, failing_since, last_error, .. } = row;
    Ok(Webhook { id, url, record_kinds, created_at, delivered_until, next_at, failing_since, last_error })
}

/// Stores a new webhook, with its secret as the database keeps it.
pub async fn insert_webhook(
    connection: &mut AsyncPgConnection,
    new: &Webhook,
    secret: &[u8],
) -> Result<(), DbError> {
    let kinds = texts(new.record_kinds.iter().map(|kind| kind.as_str()));
    diesel::insert_into(webhooks::table)
        .values((
            webhooks::id.eq(new.id),
            webhooks::url.eq(&new.url),
            webhooks::record_kinds.eq(kinds),
            webhooks::secret.eq(secret),
            webhooks::created_at.eq(new.created_at),
            webhooks::delivered_until.eq(new.delivered_until),
            webhooks::next_at.eq(new.next_at),
        ))
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes a webhook; returns whether there was one.
pub async fn delete_webhook(connection: &mut AsyncPgConnection, id: WebhookId) -> Result<bool, DbError> {
    let deleted = diesel::delete(webhooks::table.find(id)).execute(connection).await?;
    deleted_ids::remember(connection, iter::once(id.uuid()).take(deleted)).await?;
    Ok(deleted == 1)
}

/// Loads a webhook, with its secret as the database keeps it.
pub async fn webhook_with_secret(
    connection: &mut AsyncPgConnection,
    id: WebhookId,
) -> Result<Option<(Webhook, Vec<u8>)>, DbError> {
    let row: Option<(WebhookRow, Vec<u8>)> = webhooks::table
        .find(id)
        .select((columns::<WebhookRow>(), webhooks::secret))
        .first(connection)
        .await
        .optional()?;
    row.map(|(row, secret)| Ok((webhook(row)?, secret))).transpose()
}

/// Loads all webhooks, in the order of their creation.
pub async fn all_webhooks(connection: &mut AsyncPgConnection) -> Result<Vec<Webhook>, DbError> {
    let rows: Vec<WebhookRow> = webhooks::table
        .order((webhooks::created_at, webhooks::id))
        .select(columns::<WebhookRow>())
        .load(connection)
        .await?;
    rows.into_iter().map(webhook).collect()
}

/// Counts all webhooks.
pub async fn count_webhooks(connection: &mut AsyncPgConnection) -> Result<usize, DbError> {
    let count: i64 = webhooks::table.count().get_result(connection).await?;
    computed(count)
}

/// A claimed webhook.
#[derive(Debug, Clone)]
pub struct ClaimedWebhook {
    /// The id.
    pub id: WebhookId,
    /// The address that is notified.
    pub url: String,
    /// The secret that messages are signed with, as the database keeps it.
    pub secret: Vec<u8>,
    /// The time up to which all wanted changes were delivered.
    pub delivered_until: DateTime<Utc>,
    /// Since when the receiver has not accepted anything.
    pub failing_since: Option<DateTime<Utc>>,
    /// How often in a row the receiver has not accepted a message.
    pub failures: i16,
    record_kinds: Vec<String>,
    /// The end of the lease.
    lease_until: DateTime<Utc>,
}

#[derive(QueryableByName)]
#[diesel(table_name = webhooks)]
struct ClaimedRow {
    id: Uuid,
    url: String,
    record_kinds: Vec<Option<String>>,
    secret: Vec<u8>,
    delivered_until: DateTime<Utc>,
    failing_since: Option<DateTime<Utc>>,
    failures: i16,
}

/// Claims the webhook that has waited longest, or whose lease has run out. So has one that would have to wait for more
/// than twice the longest pause: the clock was ahead.
pub async fn claim_webhook(
    connection: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    lease_until: DateTime<Utc>,
) -> Result<Option<ClaimedWebhook>, DbError> {
    let row: Option<ClaimedRow> = statement(
        "WITH due AS MATERIALIZED (
           SELECT id FROM webhooks WHERE next_at <= $1 OR next_at > $1 + interval '12 hours'
           ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED)
         UPDATE webhooks SET next_at = $2 FROM due WHERE webhooks.id = due.id
         RETURNING webhooks.id, url, record_kinds, secret, delivered_until, failing_since, failures",
    )
    .bind::<Timestamptz, _>(now)
    .bind::<Timestamptz, _>(lease_until)
    .get_result(connection)
    .await
    .optional()?;
    Ok(row.map(|row| ClaimedWebhook {
        id: row.id.into(),
        url: row.url,
        secret: row.secret,
        delivered_until: row.delivered_until,
        failing_since: row.failing_since,
        failures: row.failures,
        record_kinds: row.record_kinds.into_iter().flatten().collect(),
        lease_until,
    }))
}

/// A change that everyone may know of.
#[derive(Debug, Clone)]
pub struct RecordedChange {
    /// The kind of record.
    pub kind: RecordKind,
    /// The id of the record.
    pub id: Uuid,
    /// The version that the change made.
    pub version: i32,
    /// The time of the change.
    pub at: DateTime<Utc>,
    /// What was done.
    pub action: EditAction,
    /// Whether the record is public since then.
    pub is_published: bool,
    /// The stable name; `None` for kinds without one.
    pub slug: Option<String>,
    /// The record that this one was merged into.
    pub merged_into: Option<Uuid>,
}

/// What comes after a moment.
#[derive(Debug)]
pub enum NextChange {
    /// A change that the webhook is to be notified of.
    Change(RecordedChange),
    /// None of the changes up to a time, that of the last edit.
    NoneUntil(DateTime<Utc>),
}

#[derive(QueryableByName)]
#[diesel(table_name = revisions)]
struct ChangeRow {
    record_kind: String,
    record_id: Uuid,
    version: i32,
    recorded_at: DateTime<Utc>,
    action: String,
    published: bool,
    merged_into_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    slug: Option<String>,
}

/// The time of the last edit, and the first change after a moment that everyone may know of. Both are read at once: no edit
/// comes between them, which would be skipped.
#[derive(QueryableByName)]
struct NextRow {
    #[diesel(sql_type = Nullable<Timestamptz>)]
    last_edit: Option<DateTime<Utc>>,
    #[diesel(embed)]
    change: Option<ChangeRow>,
}

static NEXT_CHANGE: LazyLock<String> = LazyLock::new(|| {
    format!(
        "SELECT last.last_edit, change.*
         FROM (SELECT max(recorded_at) AS last_edit FROM revisions) AS last LEFT JOIN LATERAL (
           SELECT revisions.record_kind, revisions.record_id, revisions.version, revisions.recorded_at,
             revisions.action, revisions.published, revisions.merged_into_id,
             revisions.content ->> 'slug' AS slug
           FROM revisions
           LEFT JOIN revisions AS earlier
             ON earlier.record_id = revisions.record_id AND earlier.version = revisions.version - 1
           WHERE revisions.recorded_at > $1
             AND (cardinality($2::text[]) = 0 OR revisions.record_kind = ANY ($2::text[]))
             AND {IS_PUBLIC}
           ORDER BY revisions.recorded_at LIMIT 1
         ) AS change ON true"
    )
});

/// Loads the first change after a moment that the webhook is to be notified of. Reads only the revisions after it.
pub async fn next_public_change(
    connection: &mut AsyncPgConnection,
    claimed: &ClaimedWebhook,
    after: DateTime<Utc>,
) -> Result<NextChange, DbError> {
    let NextRow { last_edit, change } = statement(&NEXT_CHANGE)
        .bind::<Timestamptz, _>(after)
        .bind::<Array<Text>, _>(&claimed.record_kinds)
        .get_result(connection)
        .await?;
    let Some(row) = change else {
        return Ok(NextChange::NoneUntil(last_edit.map_or(after, |last| last.max(after))));
    };
    let place = Place::new("revisions", &row.record_id);
    Ok(NextChange::Change(RecordedChange {
        kind: place.parse("record_kind", &row.record_kind)?,
        action: place.parse("action", &row.action)?,
        id: row.record_id,
        version: row.version,
        at: row.recorded_at,
        is_published: row.published,
        slug: row.slug,
        merged_into: row.merged_into_id,
    }))
}

/// Selects a webhook, if it is still claimed by the lease that ends at this time.
#[auto_type(no_type_alias)]
fn own_claim(id: WebhookId, lease_until: DateTime<Utc>) -> _ {
    webhooks::table.find(id).filter(webhooks::next_at.eq(lease_until))
}

/// Stores that the changes up to a time were delivered. Returns whether this process still holds the claim.
pub async fn webhook_delivered(
    connection: &mut AsyncPgConnection,
    claimed: &ClaimedWebhook,
    until: DateTime<Utc>,
) -> Result<bool, DbError> {
    let updated = diesel::update(own_claim(claimed.id, claimed.lease_until))
        .set((
            webhooks::delivered_until.eq(until),
            webhooks::failures.eq(0_i16),
            webhooks::failing_since.eq(None::<DateTime<Utc>>),
            webhooks::last_error.eq(None::<String>),
        ))
        .execute(connection)
        .await?;
    Ok(updated == 1)
}

/// Stores that the receiver has not accepted a message, and releases the webhook. It is claimed again at a time, or
/// never.
pub async fn webhook_failed(
    connection: &mut AsyncPgConnection,
    claimed: &ClaimedWebhook,
    since: DateTime<Utc>,
    error: &str,
    next_at: Option<DateTime<Utc>>,
) -> Result<(), DbError> {
    diesel::update(own_claim(claimed.id, claimed.lease_until))
        .set((
            webhooks::failures.eq(webhooks::failures + 1_i16),
            webhooks::failing_since.eq(since),
            webhooks::last_error.eq(error),
            webhooks::next_at.eq(next_at),
        ))
        .execute(connection)
        .await?;
    Ok(())
}

/// Releases a webhook, with the time up to which no wanted change is left. It is claimed again at another time.
pub async fn release_webhook(
    connection: &mut AsyncPgConnection,
    claimed: &ClaimedWebhook,
    until: DateTime<Utc>,
    next_at: DateTime<Utc>,
) -> Result<(), DbError> {
    diesel::update(own_claim(claimed.id, claimed.lease_until))
        .set((webhooks::delivered_until.eq(until), webhooks::next_at.eq(next_at)))
        .execute(connection)
        .await?;
    Ok(())
}
