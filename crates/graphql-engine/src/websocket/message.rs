//! The messages of graphql-transport-ws.

use async_graphql::ServerError;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::close::Close;
use crate::{Outcome, Params};

/// The maximum length of an operation's id, in bytes. Clients use UUIDs.
const MAX_ID_BYTES: usize = 256;

/// A message from the client.
#[derive(Debug)]
pub(super) enum ClientMessage {
    Init(Map<String, Value>),
    Ping(Option<Value>),
    Pong,
    Subscribe { id: String, params: Params },
    Complete { id: String },
}

#[derive(Deserialize)]
struct RawMessage {
    r#type: String,
    id: Option<Value>,
    payload: Option<Value>,
}

impl ClientMessage {
    /// Parses a message.
    ///
    /// # Errors
    /// 4400 if the message violates the protocol.
    pub(super) fn parse(text: &str) -> Result<Self, Close> {
        let bad_request = Close::bad_request;
        if !text.trim_start().starts_with('{') {
            return Err(bad_request("A message must be a JSON object"));
        }
        let RawMessage { r#type, id, payload } = serde_json::from_str(text)
            .map_err(|_| bad_request("A message must be a JSON object with a type"))?;
        let id = || match id {
            Some(Value::String(id)) if !id.is_empty() && id.len() <= MAX_ID_BYTES => Ok(id),
            _ => Err(bad_request("The id must be a string of 1 to 256 bytes")),
        };
        match r#type.as_str() {
            "connection_init" => match payload {
                None | Some(Value::Null) => Ok(Self::Init(Map::new())),
                Some(Value::Object(payload)) => Ok(Self::Init(payload)),
                Some(_) => Err(bad_request("The payload must be an object")),
            },
            "ping" => Ok(Self::Ping(payload)),
            "pong" => Ok(Self::Pong),
            "subscribe" => {
                let id = id()?;
                let payload = payload.ok_or_else(|| bad_request("subscribe needs a payload"))?;
                let params = Params::from_json(payload.to_string().as_bytes()).map_err(|failure| {
                    bad_request(
                        failure
                            .errors
                            .first()
                            .map_or("The payload is not valid", |error| error.message.as_str()),
                    )
                })?;
                Ok(Self::Subscribe { id, params })
            }
            "complete" => Ok(Self::Complete { id: id()? }),
            _ => Err(bad_request("The type is unknown")),
        }
    }
}

/// The message `connection_ack`.
pub(super) fn ack() -> String {
    json!({"type": "connection_ack"}).to_string()
}

/// The message `pong`, with the payload of the ping.
pub(super) fn pong(payload: Option<Value>) -> String {
    match payload {
        Some(payload) => json!({"type": "pong", "payload": payload}),
        None => json!({"type": "pong"}),
    }
    .to_string()
}

/// The message `next`, with one result. The JSON of the result is inserted as it is, which saves parsing it.
pub(super) fn next(id: &str, outcome: &Outcome) -> String {
    format!(r#"{{"id":{},"type":"next","payload":{}}}"#, Value::from(id), outcome.to_json())
}

/// The message `error`: the operation was not executed and has ended.
pub(super) fn error(id: &str, errors: &[ServerError]) -> String {
    json!({"id": id, "type": "error", "payload": errors}).to_string()
}

/// The message `complete`.
pub(super) fn complete(id: &str) -> String {
    json!({"id": id, "type": "complete"}).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_that_violate_the_protocol_are_4400() {
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
            assert_eq!(ClientMessage::parse(text).unwrap_err().code, 4400, "{text}");
        }
    }
}
