//! Sends e-mail messages. They wait in the database until a process claims them, so none is lost if a process ends or
//! the mail server is down. The text of a message is written when it is sent, with a token of which only the hash is
//! stored.

use chrono::Duration;

use crate::app::{AppError, Services, tokens};
use crate::db;
use crate::db::accounts::ClaimedMessage;
use crate::domain::accounts::{GIVE_UP_AFTER, LINK_LIFETIME, pause_before_resend};
use crate::domain::ids::AccountId;
use crate::mail::{EmailMessage, Mail, MailError};

/// The time after which the process that sends a message is considered dead. Longer than sending takes at most.
const LEASE: Duration = Duration::minutes(2);

/// Sends the message that has been due longest. Returns whether another message may be due, but `false` after a failure
/// that concerns all messages. Drops a message whose address takes no mail. Several processes may call it at once.
pub async fn send_next_message(services: &Services) -> Result<bool, AppError> {
    let Some(mail) = &services.mail else { return Ok(false) };
    let session = services.database.session();
    let now = services.clock.now();
    let mut connection = session.connection(None).await?;
    let Some(claimed) = db::accounts::claim_message(&mut connection, now, now + LEASE).await? else {
        return Ok(false);
    };
    if now - claimed.created_at >= GIVE_UP_AFTER {
        let (kind, attempts) = (claimed.kind.as_str(), claimed.attempts);
        tracing::error!(kind, attempts, "a message was given up: it could not be sent for three days");
        db::accounts::delete_message(&mut connection, claimed.id).await?;
        return Ok(true);
    }
    let account = match claimed.account {
        Some(account) => Some(account),
        None => db::accounts::find_enabled_account(&mut connection, &claimed.address).await?,
    };
    let Some(account) = account else {
        db::accounts::delete_message(&mut connection, claimed.id).await?;
        return Ok(true);
    };
    // Sending takes time; meanwhile requests can use the connection.
    drop(connection);
    // If the database fails now, the lease ends later, and the message is due again.
    let Some(sent) = send(services, mail, &claimed, account).await? else { return Ok(true) };
    let mut connection = session.connection(None).await?;
    let (kind, attempts) = (claimed.kind.as_str(), claimed.attempts);
    match sent {
        Ok(()) => db::accounts::delete_message(&mut connection, claimed.id).await?,
        Err(MailError::NoSuchAddress(why)) => {
            tracing::warn!(kind, attempts, why, "a message was given up: its address takes no mail");
            db::accounts::delete_message(&mut connection, claimed.id).await?;
        }
        Err(error) => {
            tracing::warn!(kind, attempts, %error, "a message could not be sent, and will be tried again");
            let due_at = services.clock.now() + pause_before_resend(attempts);
            db::accounts::postpone_message(&mut connection, &claimed, due_at).await?;
            return Ok(!matches!(error, MailError::NotSent(_)));
        }
    }
    Ok(true)
}

/// Sends a message, with a new link if its kind has one. The link is stored before the message can arrive. Returns `None`
/// if the message became invalid after it was claimed: it is not sent then.
async fn send(
    services: &Services,
    mail: &Mail,
    message: &ClaimedMessage,
    account: AccountId,
) -> Result<Option<Result<(), MailError>>, AppError> {
    let now = services.clock.now();
    let token = message.kind.has_link().then(tokens::generate_for_link);
    if let Some(token) = &token {
        let (token_hash, expires_at) = (tokens::hash(token), now + LINK_LIFETIME);
        let mut connection = services.database.session().connection(None).await?;
        if !db::accounts::insert_link(&mut connection, message, account, &token_hash, expires_at).await? {
            return Ok(None);
        }
    }
    let email = EmailMessage {
        id: message.id,
        kind: message.kind,
        to: &message.address,
        language: message.language,
        token: token.as_ref(),
        written_at: now,
    };
    Ok(Some(mail.send(&email).await))
}
