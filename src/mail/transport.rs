//! How messages are sent: to a mail server, or to a folder.

use std::error::Error as _;
use std::fs::DirBuilder;
use std::io::{self, Write as _};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::response::Category;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use tokio::task::spawn_blocking;
use tokio::time::timeout;
use uuid::Uuid;

use super::MailError;
use crate::private_file::PrivateFile;

/// How long the mail server may take for one step.
const STEP_LIMIT: Duration = Duration::from_secs(30);
/// How long sending a message may take in all. This is shorter than the lease of a message.
const SEND_LIMIT: Duration = Duration::from_secs(75);

/// Where messages go.
pub(super) enum Transport {
    Smtp(Box<AsyncSmtpTransport<Tokio1Executor>>),
    Folder(PathBuf),
}

impl Transport {
    /// Parses an SMTP URL. A password needs a connection that is always encrypted: an attacker on the way to the server
    /// can remove an offer of encryption.
    pub(super) fn smtp(url: &str) -> Result<Self, MailError> {
        let invalid = |message: &str| MailError::InvalidSettings(format!("--smtp-url: {message}"));
        let is_encrypted = url.starts_with("smtps://") || url.ends_with("?tls=required");
        if url.contains('@') && !is_encrypted {
            return Err(invalid("a password needs smtps://, or ?tls=required at the end (STARTTLS)"));
        }
        // The parser's error could contain the password.
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|_| {
            invalid(
                "the URL must be smtps://USER:PASSWORD@HOST, or smtp://HOST, with ?tls=required for STARTTLS",
            )
        })?;
        Ok(Self::Smtp(Box::new(builder.timeout(Some(STEP_LIMIT)).build())))
    }

    pub(super) async fn send(&self, id: Uuid, message: Message) -> Result<(), MailError> {
        match self {
            Self::Smtp(server) => match timeout(SEND_LIMIT, server.send(message)).await {
                Ok(sent) => sent.map(|_| ()).map_err(|error| classified(&error)),
                Err(_) => Err(MailError::NotSent("the mail server is too slow".to_owned())),
            },
            Self::Folder(folder) => {
                let folder = folder.clone();
                let written = spawn_blocking(move || write(&folder, id, &message.formatted())).await;
                written
                    .unwrap_or_else(|error| Err(io::Error::other(error)))
                    .map_err(|error| MailError::NotSent(format!("the file cannot be written: {error}")))
            }
        }
    }
}

/// The status codes (RFC 3463) of an address that takes no mail: no such mailbox, host or syntax, moved, no mail at all
/// (RFC 7505), and disabled. A less specific refusal may be about the sender, or may not last.
const NO_SUCH_ADDRESS: [&str; 6] = ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"];

/// Says what an error means for this message and the next ones.
fn classified(error: &SmtpError) -> MailError {
    let reason = reason(error);
    // 421 and 530 to 538 are about the connection and the login, so other messages would fail, too.
    let is_about_message =
        error.status().is_some_and(|code| matches!(code.category, Category::MailSystem | Category::Syntax));
    if !is_about_message {
        return MailError::NotSent(reason);
    }
    let words = error.source().map(ToString::to_string).unwrap_or_default();
    let is_permanent = error.is_permanent();
    match words.split_whitespace().next() {
        Some(first) if is_permanent && NO_SUCH_ADDRESS.contains(&first) => MailError::NoSuchAddress(reason),
        _ => MailError::NotTaken(reason),
    }
}

/// Describes an error without the server's words, which can contain the address of the message.
fn reason(error: &SmtpError) -> String {
    match error.status() {
        Some(code) => format!("the mail server answered with {code}"),
        None if error.is_response() => "the mail server's answer cannot be read".to_owned(),
        None => error.to_string(),
    }
}

/// Writes a message to a file that only its owner may read: its link is a secret. The file appears only when it is
/// complete.
fn write(folder: &Path, id: Uuid, message: &[u8]) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let mut file = PrivateFile::create(&folder.join(format!("{id}.eml")))?;
    file.write_all(message)?;
    file.finish()
}
