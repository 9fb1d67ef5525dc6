//! E-mail: the messages about accounts, and the two ways to send them, to a mail server or to a folder.

mod transport;

use std::path::PathBuf;
use std::time::SystemTime;

use chrono::{DateTime, Utc};
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, SinglePart};
use lettre::{Address, Message};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::sync::Notify;
use uuid::Uuid;

use self::transport::Transport;
use crate::domain::accounts::{Email, EmailKind};
use crate::domain::text::Language;
use crate::messages::{email_link_note, email_notice_note, email_subject, email_text};

/// Why a message was not sent, or cannot be. The texts never contain an e-mail address or a password.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The settings are not valid. The text says what to do.
    #[error("{0}")]
    InvalidSettings(String),
    /// The message cannot be written, since its address or its sender is not valid.
    #[error("the message cannot be written")]
    Unwritable,
    /// No message can be sent now, such as while the mail server is down. Holds the reason.
    #[error("{0}")]
    NotSent(String),
    /// The mail server does not take this message now. Holds the reason.
    #[error("{0}")]
    NotTaken(String),
    /// The mail server will never take a message to this address. Holds the reason.
    #[error("{0}")]
    NoSuchAddress(String),
}

/// Sends messages.
pub struct Mail {
    transport: Transport,
    from: Mailbox,
    /// The address of the service, without a slash at the end. Links begin with it, whatever host a request names.
    public_url: String,
    woken: Notify,
}

/// A message to send.
pub struct EmailMessage<'a> {
    /// The id; the same each time that the message is sent.
    pub id: Uuid,
    /// What the message is about.
    pub kind: EmailKind,
    /// The e-mail address to send it to.
    pub to: &'a str,
    /// The language of its text.
    pub language: Language,
    /// The token of its link, if its kind has one.
    pub token: Option<&'a SecretString>,
    /// When it was written.
    pub written_at: DateTime<Utc>,
}

impl Mail {
    /// Creates a sender that gives messages to the mail server of an SMTP URL.
    pub fn over_smtp(url: &SecretString, from: &str, public_url: String) -> Result<Self, MailError> {
        Self::new(Transport::smtp(url.expose_secret())?, from, public_url)
    }

    /// Creates a sender that writes each message to a file of a folder, for development.
    pub fn to_folder(folder: PathBuf, from: &str, public_url: String) -> Result<Self, MailError> {
        Self::new(Transport::Folder(folder), from, public_url)
    }

    fn new(transport: Transport, from: &str, public_url: String) -> Result<Self, MailError> {
        let from = from.parse::<Mailbox>().map_err(|_| {
            MailError::InvalidSettings("--mail-from must be an address, or `NAME <ADDRESS>`".to_owned())
        })?;
        Ok(Self { transport, from, public_url, woken: Notify::new() })
    }

    /// Notifies the task that sends messages that one may be due.
    pub fn wake(&self) {
        self.woken.notify_one();
    }

    /// Waits until a message may be due. Returns at once if this was notified before the call.
    pub async fn woken(&self) {
        self.woken.notified().await;
    }

    /// Sends a message. Takes less than a minute and a half.
    pub async fn send(&self, email: &EmailMessage<'_>) -> Result<(), MailError> {
        let message = self.message(email).ok_or(MailError::Unwritable)?;
        self.transport.send(email.id, message).await
    }

    fn message(&self, email: &EmailMessage<'_>) -> Option<Message> {
        // Without this header, automatic replies to automatic messages could go on forever (RFC 3834).
        const AUTO_SUBMITTED: HeaderName = HeaderName::new_from_ascii_str("Auto-Submitted");
        let to = Email::new(email.to).ok()?;
        let (local, _) = to.as_str().rsplit_once('@')?;
        let to = Address::new(local, to.ascii_domain()).ok()?;
        let id = format!("<{}@{}>", email.id, self.from.email.domain());
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(email_subject(email.kind, email.language))
            .date(SystemTime::from(email.written_at))
            .message_id(Some(id))
            .raw_header(HeaderValue::new(AUTO_SUBMITTED, "auto-generated".to_owned()))
            .singlepart(SinglePart::plain(self.text(email)))
            .ok()
    }

    fn text(&self, email: &EmailMessage<'_>) -> String {
        let text = email_text(email.kind, email.language);
        match (email.kind.link_screen(), email.token) {
            (Some(screen), Some(token)) => {
                let link = self.link(screen, token);
                format!("{text}\n\n{link}\n\n{}\n", email_link_note(email.language))
            }
            _ => format!("{text}\n\n{}\n", email_notice_note(email.language)),
        }
    }

    /// Returns the address of the app's screen for a link. The token is after the `#`, which no browser sends to a server, so
    /// it is in no log.
    fn link(&self, screen: &str, token: &SecretString) -> String {
        format!("{}/app/email/{screen}#{}", self.public_url, token.expose_secret())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(from: &str) -> Result<Mail, MailError> {
        Mail::to_folder(PathBuf::new(), from, "https://dostyq.example".to_owned())
    }

    fn written(to: &str, kind: EmailKind) -> String {
        let token = SecretString::from("token");
        let email = EmailMessage {
            id: Uuid::nil(),
            kind,
            to,
            language: Language::En,
            token: kind.has_link().then_some(&token),
            written_at: DateTime::UNIX_EPOCH,
        };
        let message = mail("Dostyq <dostyq@house.example>").unwrap().message(&email).unwrap();
        String::from_utf8(message.formatted()).unwrap()
    }

    #[test]
    fn a_message_has_the_headers_of_a_machine_and_a_link_on_a_line_of_its_own() {
        let text = written("aigul@мысал.қаз", EmailKind::PasswordReset);
        for line in [
            "From: Dostyq <dostyq@house.example>",
            "To: aigul@xn--80awbu3c.xn--80ao21a",
            "Date: Thu, 01 Jan 1970 00:00:00 +0000",
            "Message-ID: <00000000-0000-0000-0000-000000000000@house.example>",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "https://dostyq.example/app/email/reset#token",
        ] {
            assert!(text.split("\r\n").any(|found| found == line), "{line} is missing: {text}");
        }
    }

    #[test]
    fn a_notice_has_no_link() {
        for kind in EmailKind::ALL.into_iter().filter(|kind| !kind.has_link()) {
            let text = written("aigul@example.kz", kind);
            assert!(!text.contains("://") && text.contains("If it was not you"), "{text}");
        }
    }

    #[test]
    fn a_sender_that_is_no_address_is_refused() {
        assert!(mail("dostyq").is_err());
        assert!(mail("Достық үйі <dostyq@house.example>").is_ok());
    }

    #[test]
    fn a_password_is_sent_only_encrypted() {
        for (url, is_valid) in [
            ("smtp://mail.example", true),
            ("smtp://mail.example:25?tls=opportunistic", true),
            ("smtp://me:secret@mail.example?tls=required", true),
            ("smtps://me:secret@mail.example", true),
            ("smtp://me:secret@mail.example", false),
            ("smtp://me:secret@mail.example?tls=opportunistic", false),
            ("smtp://mail.example?tls=sometimes", false),
            ("https://mail.example", false),
            ("mail.example", false),
        ] {
            let created =
                Mail::over_smtp(&url.into(), "dostyq@house.example", "https://dostyq.example".to_owned());
            match created {
                Ok(_) => assert!(is_valid, "{url}"),
                Err(error) => assert!(!is_valid && !error.to_string().contains("secret"), "{url}: {error}"),
            }
        }
    }
}
