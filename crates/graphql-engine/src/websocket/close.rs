//! The reasons why the server closes a websocket.

use poem::web::websocket::{CloseCode, Message};

use crate::Rejection;

/// The maximum length of a reason, in bytes. A control frame has 125 bytes, of which the code takes 2.
const MAX_REASON_BYTES: usize = 120;

/// A close code of graphql-transport-ws or RFC 6455, and a reason for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Close {
    pub code: u16,
    pub reason: String,
}

impl Close {
    /// 1001: the service shuts down. Clients connect again.
    pub(super) fn going_away() -> Self {
        Self::new(1001, "The service is shutting down")
    }
    /// 1001: the client did not respond to pings.
    pub(super) fn unresponsive() -> Self {
        Self::new(1001, "The client does not respond")
    }
    /// 1009: the client's message is longer than the limit.
    pub(super) fn too_large() -> Self {
        Self::new(1009, "The message is too large")
    }
    /// 1013: a part of the service is down. Clients may try again later.
    pub(super) fn unavailable() -> Self {
        Self::new(1013, "The service is not available, try again later")
    }
    /// 4400: the client's message violates the protocol.
    pub(super) fn bad_request(reason: &str) -> Self {
        Self::new(4400, reason)
    }
    /// 4401: an operation before `connection_init`.
    pub(super) fn unauthorized() -> Self {
        Self::new(4401, "Unauthorized")
    }
    /// 4403: the credentials are not valid, or no longer.
    pub(super) fn forbidden() -> Self {
        Self::new(4403, "Forbidden")
    }
    /// 4406: the client does not offer the subprotocol graphql-transport-ws.
    pub(super) fn subprotocol_not_acceptable() -> Self {
        Self::new(4406, "Subprotocol not acceptable")
    }
    /// 4408: the client was not initialised in time.
    pub(super) fn init_timeout() -> Self {
        Self::new(4408, "Connection initialisation timeout")
    }
    /// 4409: an operation with this id is running.
    pub(super) fn id_in_use(id: &str) -> Self {
        Self::new(4409, &format!("Subscriber for {id} already exists"))
    }
    /// 4429: a second `connection_init`.
    pub(super) fn already_initialised() -> Self {
        Self::new(4429, "Too many initialisation requests")
    }

    fn new(code: u16, reason: &str) -> Self {
        let reason =
            reason.get(..reason.floor_char_boundary(MAX_REASON_BYTES)).unwrap_or_default().to_owned();
        Self { code, reason }
    }
}

impl From<Rejection> for Close {
    fn from(rejection: Rejection) -> Self {
        match rejection {
            Rejection::Malformed(message) => Self::bad_request(&message),
            Rejection::Unauthenticated => Self::forbidden(),
            Rejection::Unavailable => Self::unavailable(),
        }
    }
}

impl From<Close> for Message {
    fn from(close: Close) -> Self {
        Message::close_with(CloseCode::from(close.code), close.reason)
    }
}
