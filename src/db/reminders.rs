//! The devices on which learners want reminders, and the times at which learners may have to be reminded.
//!
//! A process claims a learner by moving `reminder_at` to the end of a lease. If `reminder_at` is anything else later,
//! the learner's data has changed since, or another process has claimed the learner: then the claim has no effect.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{self, BigInt, Binary, Nullable, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::DbError;
use crate::db::accounts::{LearnerRow, learner as settings_of, preset_in_force};
use crate::db::schema::{accounts, learners, push_subscriptions, scheduling_presets, sessions};
use crate::db::statement::statement;
use crate::db::stored::{Place, columns};
use crate::domain::ids::AccountId;
use crate::domain::learning::settings::LearnerSettings;
use crate::domain::text::Language;

/// A device on which a learner wants reminders.
#[derive(Debug, Clone)]
pub struct PushSubscription {
    /// SHA-256 of the endpoint.
    pub endpoint_hash: Vec<u8>,
    /// The address at the push service.
    pub endpoint: String,
    /// The device's public key.
    pub p256dh: Vec<u8>,
    /// The secret that the device shares with the service.
    pub auth: Vec<u8>,
    /// The language of the device.
    pub language: Language,
    /// When the push service last accepted a message.
    pub delivered_at: Option<DateTime<Utc>>,
    /// How often in a row the push service has not accepted a message.
    pub failures: i16,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = push_subscriptions)]
struct SubscriptionRow {
    endpoint_hash: Vec<u8>,
    endpoint: String,
    p256dh: Vec<u8>,
    auth: Vec<u8>,
    language: String,
    delivered_at: Option<DateTime<Utc>>,
    failures: i16,
}

fn subscription(row: SubscriptionRow) -> Result<PushSubscription, DbError> {
    let language = Place::new("push_subscriptions", &row.endpoint).parse("language", &row.language)?;
    let SubscriptionRow { endpoint_hash, endpoint, p256dh, auth, delivered_at, failures, .. } = row;
    Ok(PushSubscription { endpoint_hash, endpoint, p256dh, auth, language, delivered_at, failures })
}

/// Stores a subscription, which ends with the session of a token; returns `false` if the session has ended. A device
/// that another account has subscribed reminds this account from now on. Of more than `limit` subscriptions, the oldest
/// are deleted. Three SQL statements.
pub async fn subscribe(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    token_hash: &[u8],
    new: &PushSubscription,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<bool, DbError> {
    // Locks the learner, so two devices that subscribe at once see each other.
    diesel::update(learners::table.find(learner))
        .set(learners::reminder_at.eq(DateTime::UNIX_EPOCH))
        .execute(connection)
        .await?;
    let stored = statement(
        "INSERT INTO push_subscriptions (
           learner_id, endpoint_hash, endpoint, p256dh, auth, language, subscribed_at, session_id)
         SELECT account_id, $2, $3, $4, $5, $6, $7, id FROM sessions
         WHERE token_hash = $8 AND account_id = $1 FOR KEY SHARE
         ON CONFLICT (endpoint_hash) DO UPDATE SET
           learner_id = excluded.learner_id, p256dh = excluded.p256dh, auth = excluded.auth,
           language = excluded.language, subscribed_at = excluded.subscribed_at, failures = 0,
           session_id = excluded.session_id,
           delivered_at = CASE WHEN push_subscriptions.learner_id = excluded.learner_id
             THEN push_subscriptions.delivered_at END",
    )
    .bind::<sql_types::Uuid, _>(learner.uuid())
    .bind::<Binary, _>(&new.endpoint_hash)
    .bind::<Text, _>(&new.endpoint)
    .bind::<Binary, _>(&new.p256dh)
    .bind::<Binary, _>(&new.auth)
    .bind::<Text, _>(new.language.tag())
    .bind::<Timestamptz, _>(now)
    .bind::<Binary, _>(token_hash)
    .execute(connection)
    .await?;
    if stored == 0 {
        return Ok(false);
    }
    statement(
        "DELETE FROM push_subscriptions WHERE learner_id = $1 AND endpoint_hash NOT IN (
           SELECT endpoint_hash FROM push_subscriptions
           WHERE learner_id = $1 ORDER BY subscribed_at DESC, endpoint_hash LIMIT $2)",
    )
    .bind::<sql_types::Uuid, _>(learner.uuid())
    .bind::<BigInt, _>(limit)
    .execute(connection)
    .await?;
    Ok(true)
}

/// Deletes a subscription of a learner, if there is one.
pub async fn unsubscribe(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    endpoint_hash: &[u8],
) -> Result<(), DbError> {
    let subscription = push_subscriptions::table
        .filter(push_subscriptions::learner_id.eq(learner))
        .filter(push_subscriptions::endpoint_hash.eq(endpoint_hash));
    diesel::delete(subscription).execute(connection).await?;
    Ok(())
}

/// Loads the subscriptions of a learner whose sessions have not expired.
pub async fn subscriptions(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    now: DateTime<Utc>,
) -> Result<Vec<PushSubscription>, DbError> {
    let rows: Vec<SubscriptionRow> = push_subscriptions::table
        .inner_join(sessions::table.on(sessions::id.eq(push_subscriptions::session_id)))
        .filter(push_subscriptions::learner_id.eq(learner))
        .filter(sessions::expires_at.gt(now))
        .select(columns::<SubscriptionRow>())
        .load(connection)
        .await?;
    rows.into_iter().map(subscription).collect()
}

/// Stores that the push service has accepted a message.
pub async fn delivered(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    endpoint_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    diesel::update(push_subscriptions::table.find((learner, endpoint_hash)))
        .set((push_subscriptions::delivered_at.eq(now), push_subscriptions::failures.eq(0_i16)))
        .execute(connection)
        .await?;
    Ok(())
}

/// Stores that the push service has not accepted a message.
pub async fn failed(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    endpoint_hash: &[u8],
) -> Result<(), DbError> {
    diesel::update(push_subscriptions::table.find((learner, endpoint_hash)))
        .set(push_subscriptions::failures.eq(push_subscriptions::failures + 1_i16))
        .execute(connection)
        .await?;
    Ok(())
}

/// A learner who may have to be reminded.
#[derive(Debug, Clone, Copy)]
pub struct ClaimedLearner {
    /// The account to remind.
    pub learner: AccountId,
    /// Whether the learner's data has changed, so that it is not known yet when something is due.
    pub has_changed: bool,
    /// When the learner was last reminded.
    pub reminded_at: Option<DateTime<Utc>>,
    /// The end of the lease.
    lease_until: DateTime<Utc>,
}

#[derive(QueryableByName)]
struct ClaimedRow {
    #[diesel(sql_type = sql_types::Uuid)]
    learner_id: Uuid,
    #[diesel(sql_type = Timestamptz)]
    before: DateTime<Utc>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    reminded_at: Option<DateTime<Utc>>,
}

/// Makes the learners due who wait until after a time.
pub async fn release_after(
    connection: &mut AsyncPgConnection,
    time: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    diesel::update(learners::table.filter(learners::reminder_at.gt(time)))
        .set(learners::reminder_at.eq(now))
        .execute(connection)
        .await?;
    Ok(())
}

/// Claims the learner whose reminder is computed next: the one who has waited longest, or whose lease has run out.
pub async fn claim(
    connection: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    lease_until: DateTime<Utc>,
) -> Result<Option<ClaimedLearner>, DbError> {
    let row: Option<ClaimedRow> = statement(
        "WITH due AS MATERIALIZED (
           SELECT learner_id, reminder_at FROM learners
           WHERE reminder_at <= $1 ORDER BY reminder_at LIMIT 1 FOR UPDATE SKIP LOCKED)
         UPDATE learners SET reminder_at = $2 FROM due WHERE learners.learner_id = due.learner_id
         RETURNING learners.learner_id, due.reminder_at AS before, learners.reminded_at",
    )
    .bind::<Timestamptz, _>(now)
    .bind::<Timestamptz, _>(lease_until)
    .get_result(connection)
    .await
    .optional()?;
    Ok(row.map(|row| ClaimedLearner {
        learner: row.learner_id.into(),
        has_changed: row.before == DateTime::UNIX_EPOCH,
        reminded_at: row.reminded_at,
        lease_until,
    }))
}

/// Stores when to look at a claimed learner again; `None` if never. The learner was reminded now if `reminded_at` says
/// so.
pub async fn finish(
    connection: &mut AsyncPgConnection,
    claimed: &ClaimedLearner,
    next: Option<DateTime<Utc>>,
    reminded_at: Option<DateTime<Utc>>,
) -> Result<(), DbError> {
    if let Some(reminded_at) = reminded_at {
        diesel::update(learners::table.find(claimed.learner))
            .set(learners::reminded_at.eq(reminded_at))
            .execute(connection)
            .await?;
    }
    let own_claim =
        learners::table.find(claimed.learner).filter(learners::reminder_at.eq(claimed.lease_until));
    diesel::update(own_claim).set(learners::reminder_at.eq(next)).execute(connection).await?;
    Ok(())
}

/// Loads the settings of a learner; `None` if nobody can log in to the account, or if it is about to be deleted.
pub async fn settings(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
) -> Result<Option<LearnerSettings>, DbError> {
    let row: Option<LearnerRow> = learners::table
        .inner_join(accounts::table)
        .left_join(scheduling_presets::table.on(preset_in_force()))
        .filter(learners::learner_id.eq(learner))
        .filter(accounts::disabled_at.is_null())
        .filter(accounts::deletion_due_at.is_null())
        .select(columns::<LearnerRow>())
        .first(connection)
        .await
        .optional()?;
    row.map(settings_of).transpose()
}
