//! The e-mail messages that are yet to be sent, the links of sent messages, and the changes that the links make.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Binary, Integer, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::{AccountRow, account, latest_expiry};
use crate::db::DbError;
use crate::db::schema::{accounts, email_links, email_outbox};
use crate::db::statement::statement;
use crate::db::stored::{Place, columns};
use crate::domain::accounts::{Account, EmailKind, LINK_LIFETIME};
use crate::domain::ids::AccountId;
use crate::domain::text::Language;

/// A message to send.
#[derive(Debug, Clone, Copy)]
pub struct NewMessage<'a> {
    /// The id.
    pub id: Uuid,
    /// The account that it is about. `None` stands for the account that has the address when the message is sent.
    pub account: Option<AccountId>,
    /// The kind.
    pub kind: EmailKind,
    /// The e-mail address to send it to.
    pub address: &'a str,
    /// The language.
    pub language: Language,
}

/// Inserts messages, which are due at once.
pub async fn insert_messages(
    connection: &mut AsyncPgConnection,
    messages: &[NewMessage<'_>],
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let row = |message: &NewMessage<'_>| {
        (
            email_outbox::id.eq(message.id),
            email_outbox::account_id.eq(message.account),
            email_outbox::kind.eq(message.kind.as_str()),
            email_outbox::address.eq(message.address.to_owned()),
            email_outbox::language.eq(message.language.tag()),
            email_outbox::created_at.eq(now),
            email_outbox::due_at.eq(now),
        )
    };
    let rows: Vec<_> = messages.iter().map(row).collect();
    diesel::insert_into(email_outbox::table).values(rows).execute(connection).await?;
    Ok(())
}

/// A message that a process has claimed, and the attempt that claimed it.
#[derive(Debug)]
pub struct ClaimedMessage {
    /// The id.
    pub id: Uuid,
    /// The account that it is about, unless it is yet to be looked up by the address.
    pub account: Option<AccountId>,
    /// The kind.
    pub kind: EmailKind,
    /// The e-mail address to send it to.
    pub address: String,
    /// The language.
    pub language: Language,
    /// When it was inserted.
    pub created_at: DateTime<Utc>,
    /// The number of times that it was claimed.
    pub attempts: i32,
}

#[derive(QueryableByName)]
#[diesel(table_name = email_outbox)]
struct ClaimedRow {
    id: Uuid,
    account_id: Option<Uuid>,
    kind: String,
    address: String,
    language: String,
    created_at: DateTime<Utc>,
    attempts: i32,
}

/// Claims the message that has been due longest. If the process does not delete or postpone it, it is due again at the
/// end of the lease. A message that would be due later than any pause allows was written while the clock was ahead: it
/// is due.
pub async fn claim_message(
    connection: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    lease_until: DateTime<Utc>,
) -> Result<Option<ClaimedMessage>, DbError> {
    // Compared by `=`, not `IN`, as in the jobs that fit parameters.
    let row: Option<ClaimedRow> = statement(
        "UPDATE email_outbox SET due_at = $2, attempts = attempts + 1
         WHERE id = (
           SELECT id FROM email_outbox WHERE due_at <= $1 OR due_at > $1 + interval '2 hours'
           ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
         RETURNING id, account_id, kind, address, language, created_at, attempts",
    )
    .bind::<Timestamptz, _>(now)
    .bind::<Timestamptz, _>(lease_until)
    .get_result(connection)
    .await
    .optional()?;
    row.map(|row| {
        let place = Place::new("email_outbox", &row.id);
        Ok(ClaimedMessage {
            id: row.id,
            account: row.account_id.map(AccountId::from),
            kind: place.parse("kind", &row.kind)?,
            language: place.parse("language", &row.language)?,
            address: row.address,
            created_at: row.created_at,
            attempts: row.attempts,
        })
    })
    .transpose()
}

/// Makes a message due at a later time, unless another process has claimed it since.
pub async fn postpone_message(
    connection: &mut AsyncPgConnection,
    claimed: &ClaimedMessage,
    due_at: DateTime<Utc>,
) -> Result<(), DbError> {
    let own_claim = email_outbox::table.find(claimed.id).filter(email_outbox::attempts.eq(claimed.attempts));
    diesel::update(own_claim).set(email_outbox::due_at.eq(due_at)).execute(connection).await?;
    Ok(())
}

/// Deletes a message.
pub async fn delete_message(connection: &mut AsyncPgConnection, id: Uuid) -> Result<(), DbError> {
    diesel::delete(email_outbox::table.find(id)).execute(connection).await?;
    Ok(())
}

/// Returns the account with an e-mail address, unless it is disabled.
pub async fn find_enabled_account(
    connection: &mut AsyncPgConnection,
    address: &str,
) -> Result<Option<AccountId>, DbError> {
    let found = accounts::table
        .filter(accounts::email.eq(address))
        .filter(accounts::disabled_at.is_null())
        .select(accounts::id)
        .first(connection)
        .await
        .optional()?;
    Ok(found)
}

/// A link that was sent to an address.
#[derive(Debug, Clone)]
pub struct EmailLink {
    /// The account.
    pub account: AccountId,
    /// The address; of a change, the new one.
    pub address: String,
}

/// Inserts the link of a claimed message; returns whether the message was still to be sent. If it has become invalid
/// since, or another process has claimed it, there is no link.
pub async fn insert_link(
    connection: &mut AsyncPgConnection,
    message: &ClaimedMessage,
    account: AccountId,
    token_hash: &[u8],
    expires_at: DateTime<Utc>,
) -> Result<bool, DbError> {
    // The lock waits for a transaction that invalidates the message.
    let inserted = statement(
        "INSERT INTO email_links (token_hash, account_id, kind, address, expires_at)
         SELECT $1, $2, kind, address, $3 FROM email_outbox WHERE id = $4 AND attempts = $5 FOR SHARE",
    )
    .bind::<Binary, _>(token_hash)
    .bind::<SqlUuid, _>(account.uuid())
    .bind::<Timestamptz, _>(expires_at)
    .bind::<SqlUuid, _>(message.id)
    .bind::<Integer, _>(message.attempts)
    .execute(connection)
    .await?;
    Ok(inserted == 1)
}

/// Takes the link of a token, if it is of this kind and has not expired. A second call finds nothing.
pub async fn take_link(
    connection: &mut AsyncPgConnection,
    token_hash: &[u8],
    kind: EmailKind,
    now: DateTime<Utc>,
) -> Result<Option<EmailLink>, DbError> {
    let valid = email_links::table
        .find(token_hash)
        .filter(email_links::kind.eq(kind.as_str()))
        .filter(email_links::expires_at.gt(now))
        .filter(email_links::expires_at.le(latest_expiry(now, LINK_LIFETIME)));
    let taken: Option<(AccountId, String)> = diesel::delete(valid)
        .returning((email_links::account_id, email_links::address))
        .get_result(connection)
        .await
        .optional()?;
    Ok(taken.map(|(account, address)| EmailLink { account, address }))
}

/// Loads the account whose password the link of a token may set, without taking the link.
pub async fn account_of_reset_link(
    connection: &mut AsyncPgConnection,
    token_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<Option<Account>, DbError> {
    let row: Option<AccountRow> = email_links::table
        .inner_join(accounts::table)
        .filter(email_links::token_hash.eq(token_hash))
        .filter(email_links::kind.eq(EmailKind::PasswordReset.as_str()))
        .filter(email_links::expires_at.gt(now))
        .filter(email_links::expires_at.le(latest_expiry(now, LINK_LIFETIME)))
        .select(columns::<AccountRow>())
        .first(connection)
        .await
        .optional()?;
    row.map(account).transpose()
}

/// Deletes the account's links of these kinds, and the messages with such links that are yet to be sent, about the account
/// or to its address.
pub async fn invalidate_links(
    connection: &mut AsyncPgConnection,
    account: AccountId,
    kinds: &[EmailKind],
) -> Result<(), DbError> {
    let kinds: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
    // The messages come first: a link that is inserted until then is deleted by the second statement.
    statement(
        "DELETE FROM email_outbox WHERE kind = ANY ($2) AND (account_id = $1
           OR account_id IS NULL AND address = (SELECT email FROM accounts WHERE id = $1))",
    )
    .bind::<SqlUuid, _>(account.uuid())
    .bind::<Array<Text>, _>(&kinds)
    .execute(connection)
    .await?;
    let links = email_links::table
        .filter(email_links::account_id.eq(account))
        .filter(email_links::kind.eq_any(&kinds));
    diesel::delete(links).execute(connection).await?;
    Ok(())
}

/// Deletes the links that have expired.
pub async fn delete_expired_links(
    connection: &mut AsyncPgConnection,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    diesel::delete(email_links::table.filter(email_links::expires_at.le(now))).execute(connection).await?;
    Ok(())
}

/// Stores that the e-mail address of an account was verified; returns whether the account still has the address.
pub async fn verify_email(
    connection: &mut AsyncPgConnection,
    link: &EmailLink,
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    let same = accounts::table.find(link.account).filter(accounts::email.eq(&link.address));
    let verified = diesel::update(same).set(accounts::email_verified_at.eq(now)).execute(connection).await?;
    Ok(verified == 1)
}

/// Makes the link's address the only login name of its account, and stores that it was verified; returns whether the
/// account exists and is not disabled. Fails with `Duplicate` if another account has the address.
pub async fn change_email(
    connection: &mut AsyncPgConnection,
    link: &EmailLink,
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    let enabled = accounts::table.find(link.account).filter(accounts::disabled_at.is_null());
    let changed = diesel::update(enabled)
        .set((
            accounts::email.eq(&link.address),
            accounts::email_verified_at.eq(now),
            accounts::username.eq(None::<String>),
        ))
        .execute(connection)
        .await?;
    Ok(changed == 1)
}

/// Sets the password of the link's account, and stores that its address was verified; returns whether the account still
/// has the address and is not disabled.
pub async fn reset_password(
    connection: &mut AsyncPgConnection,
    link: &EmailLink,
    password_hash: &str,
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    let same = accounts::table
        .find(link.account)
        .filter(accounts::email.eq(&link.address))
        .filter(accounts::disabled_at.is_null());
    let changed = diesel::update(same)
        .set((accounts::password_hash.eq(password_hash), accounts::email_verified_at.eq(now)))
        .execute(connection)
        .await?;
    Ok(changed == 1)
}
