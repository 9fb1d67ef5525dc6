//! Messages to devices by Web Push (RFC 8030): their text, their encryption (RFC 8291), and the key by which push
//! services recognize this service (RFC 8292). Pure functions, except that they generate random numbers.

mod encryption;
mod vapid;

pub use encryption::{CannotEncrypt, DeviceKeys, encrypt};
pub use vapid::{CannotSign, InvalidKey, VapidKey};

use serde_json::json;

use crate::domain::text::Language;
use crate::messages::reminder_texts;

/// Returns the message of a reminder that a number of cards are due, as JSON with `title`, `body` and `lang`.
pub fn reminder(cards: u32, language: Language) -> String {
    let (title, body) = reminder_texts(cards, language);
    json!({"title": title, "body": body, "lang": language.tag()}).to_string()
}
