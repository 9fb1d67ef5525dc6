//! The messages of graphql-transport-ws, both ways.

use async_graphql::ServerError;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::close::Close;
use crate::{Outcome, Params};

/// The longest id of an operation, in bytes; clients use UUIDs.
const LONGEST_ID: usize = 256;

/// What a client sends.
#[derive(Debug)]
pub(super) enum ClientMessage {
    Init(Map<String, Value>),
    Ping(Option<Value>),
    Pong,
    Subscribe { id: String, params: Params },
    Complete { id: String },
}

#[derive(Deserialize)]
struct Raw {
    r#type: String,
    id: Option<Value>,
    payload: Option<Value>,
}

impl ClientMessage {
    /// Reads a message.
    ///
    /// # Errors
    /// 4400 for what is not by the protocol.
    pub(super) fn read(text: &str) -> Result<Self, Close> {
        let bad = Close::bad_request;
        if !text.trim_start().starts_with('{') {
            return Err(bad("A message must be a JSON object"));
        }
        let Raw { r#type, id, payload } =
            serde_json::from_str(text).map_err(|_| bad("A message must be a JSON object with a type"))?;
        let id = || match id {
            Some(Value::String(id)) if !id.is_empty() && id.len() <= LONGEST_ID => Ok(id),
            _ => Err(bad("The id must be a string of 1 to 256 bytes")),
        };
        match r#type.as_str() {
            "connection_init" => match payload {
                None | Some(Value::Null) => Ok(Self::Init(Map::new())),
                Some(Value::Object(payload)) => Ok(Self::Init(payload)),
                Some(_) => Err(bad("The payload must be an object")),
            },
            "ping" => Ok(Self::Ping(payload)),
            "pong" => Ok(Self::Pong),
            "subscribe" => {
                let id = id()?;
                let payload = payload.ok_or_else(|| bad("subscribe needs a payload"))?;
                let params = Params::from_json(payload.to_string().as_bytes()).map_err(|failure| {
                    bad(failure
                        .errors
                        .first()
                        .map_or("The payload is not valid", |error| error.message.as_str()))
                })?;
                Ok(Self::Subscribe { id, params })
            }
            "complete" => Ok(Self::Complete { id: id()? }),
            _ => Err(bad("The type is not known")),
        }
    }
}

/// `connection_ack`
pub(super) fn ack() -> String {
    json!({"type": "connection_ack"}).to_string()
}

/// `pong`, with the payload of the ping.
pub(super) fn pong(payload: Option<Value>) -> String {
    match payload {
        Some(payload) => json!({"type": "pong", "payload": payload}),
        None => json!({"type": "pong"}),
    }
    .to_string()
}

/// `next`: one result. It is written into the message as it is, without a second tree of it.
pub(super) fn next(id: &str, outcome: &Outcome) -> String {
    format!(r#"{{"id":{},"type":"next","payload":{}}}"#, Value::from(id), outcome.to_json())
}

/// `error`: the operation was not executed, and is over.
pub(super) fn error(id: &str, errors: &[ServerError]) -> String {
    json!({"id": id, "type": "error", "payload": errors}).to_string()
}

/// `complete`
pub(super) fn complete(id: &str) -> String {
    json!({"id": id, "type": "complete"}).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_by_the_protocol_is_4400() {
        for text in [
            "",
            "x",
            "[]",
            r#"["subscribe","1",{}]"#,
            "{}",
            r#"{"type":7}"#,
            r#"{"type":"x"}"#,
            r#"{"type":"connection_init","payload":[]}"#,
            r#"{"type":"complete"}"#,
            r#"{"type":"subscribe","id":"1"}"#,
            r#"{"type":"subscribe","id":"","payload":{"query":"a"}}"#,
            r#"{"type":"subscribe","id":1,"payload":{"query":"a"}}"#,
            r#"{"type":"subscribe","id":"1","payload":["a"]}"#,
            r#"{"type":"ping","type":"pong"}"#,
        ] {
            assert_eq!(ClientMessage::read(text).unwrap_err().code, 4400, "{text}");
        }
    }
}
