//! The texts of e-mail messages.

use super::Message;
use crate::domain::accounts::EmailKind;
use crate::domain::text::Language;

/// The key of the note about the links.
pub(super) const LINK_NOTE: &str = "email-link-note";
/// The key of the sentence that says what to do if somebody else than the owner did it.
pub(super) const NOTICE_NOTE: &str = "email-notice-note";

/// Returns the subject of a message.
pub fn email_subject(kind: EmailKind, language: Language) -> String {
    Message::new(subject_key(kind)).text(language)
}

/// Returns the text of a message, before its link.
pub fn email_text(kind: EmailKind, language: Language) -> String {
    Message::new(text_key(kind)).text(language)
}

/// Returns the text of a message after its link.
pub fn email_link_note(language: Language) -> String {
    Message::new(LINK_NOTE).text(language)
}

/// Returns the text of a notice after what was done.
pub fn email_notice_note(language: Language) -> String {
    Message::new(NOTICE_NOTE).text(language)
}

pub(super) const fn subject_key(kind: EmailKind) -> &'static str {
    match kind {
        EmailKind::Verification => "email-verification-subject",
        EmailKind::Change => "email-change-subject",
        EmailKind::ChangeNotice => "email-change-notice-subject",
        EmailKind::PasswordReset => "email-password-reset-subject",
        EmailKind::PasswordNotice
        | EmailKind::EmailNotice
        | EmailKind::AppAddedNotice
        | EmailKind::AppRemovedNotice
        | EmailKind::PasskeyAddedNotice
        | EmailKind::PasskeyRemovedNotice
        | EmailKind::RecoveryCodesNotice
        | EmailKind::ResetNotice => "email-notice-subject",
    }
}

pub(super) const fn text_key(kind: EmailKind) -> &'static str {
    match kind {
        EmailKind::Verification => "email-verification-text",
        EmailKind::Change => "email-change-text",
        EmailKind::ChangeNotice => "email-change-notice-text",
        EmailKind::PasswordReset => "email-password-reset-text",
        EmailKind::PasswordNotice => "email-password-notice-text",
        EmailKind::EmailNotice => "email-email-notice-text",
        EmailKind::AppAddedNotice => "email-app-added-notice-text",
        EmailKind::AppRemovedNotice => "email-app-removed-notice-text",
        EmailKind::PasskeyAddedNotice => "email-passkey-added-notice-text",
        EmailKind::PasskeyRemovedNotice => "email-passkey-removed-notice-text",
        EmailKind::RecoveryCodesNotice => "email-recovery-codes-notice-text",
        EmailKind::ResetNotice => "email-reset-notice-text",
    }
}
