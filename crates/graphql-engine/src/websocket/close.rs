//! Why the server closes a websocket.

use poem::web::websocket::{CloseCode, Message};

use crate::Rejection;

/// The longest reason, in bytes: a control frame has 125, the code takes 2.
const LONGEST_REASON: usize = 120;

/// A close code, its meaning by graphql-transport-ws or RFC 6455, and a reason for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Close {
    pub code: u16,
    pub reason: String,
}

impl Close {
    /// 1001: the service stops. Clients connect again.
    pub(super) fn going_away() -> Self {
        Self::new(1001, "The service is going away")
    }
    /// 1001: the client gave no sign of life.
    pub(super) fn silent() -> Self {
        Self::new(1001, "No sign of life")
    }
    /// 1009
    pub(super) fn too_large() -> Self {
        Self::new(1009, "The message is too large")
    }
    /// 1013: a part of the service is down; try again later.
    pub(super) fn unavailable() -> Self {
        Self::new(1013, "The service is not available, try again later")
    }
    /// 4400
    pub(super) fn bad_request(reason: &str) -> Self {
        Self::new(4400, reason)
    }
    /// 4401: an operation before `connection_init`.
    pub(super) fn unauthorized() -> Self {
        Self::new(4401, "Unauthorized")
    }
    /// 4403: the token does not hold (any more).
    pub(super) fn forbidden() -> Self {
        Self::new(4403, "Forbidden")
    }
    /// 4406: none of the offered subprotocols is spoken here.
    pub(super) fn subprotocol() -> Self {
        Self::new(4406, "Subprotocol not acceptable")
    }
    /// 4408
    pub(super) fn init_timeout() -> Self {
        Self::new(4408, "Connection initialisation timeout")
    }
    /// 4409
    pub(super) fn taken(id: &str) -> Self {
        Self::new(4409, &format!("Subscriber for {id} already exists"))
    }
    /// 4429
    pub(super) fn initialised_twice() -> Self {
        Self::new(4429, "Too many initialisation requests")
    }

    fn new(code: u16, reason: &str) -> Self {
        let reason = reason.get(..reason.floor_char_boundary(LONGEST_REASON)).unwrap_or_default().to_owned();
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
