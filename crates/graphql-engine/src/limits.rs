//! How much one client may ask of the service. Every bound here is checked before the work that it bounds.

use std::time::Duration;

/// Bounds of the GraphQL engine and its transports. Plain data: the configuration fills it, `Default` is fit for the
/// open internet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Length of a request's body, in bytes. Default 262,144 (256 KiB). Beyond it: 413.
    pub body_bytes: usize,
    /// Time for a request's body to arrive. Default 20 s. Beyond it: 408.
    pub body_time: Duration,
    /// Length of a document, in bytes. Default 32,768 (32 KiB).
    pub document_bytes: usize,
    /// Tokens in a document. Default 8,000.
    pub tokens: usize,
    /// Brackets of any kind open at once: `{`, `[` and `(`. It bounds every parser's recursion. Default 60; keep it under
    /// 64, where async-graphql's parser stops.
    pub nesting: usize,
    /// Levels of fields, fragments spread. The introspection query of graphql-js has 15. Default 16; keep it under
    /// `nesting`.
    pub depth: usize,
    /// Fields of all operations together, fragments spread, each spread counted as one more. Default 2,000.
    pub fields: usize,
    /// Aliases of all operations together, fragments spread. Default 100.
    pub aliases: usize,
    /// Directives of all operations together, fragments spread. Default 100.
    pub directives: usize,
    /// Cost of an operation: each field costs 1, what stands in a list as often as the list is expected to hold, and in a
    /// connection as often as the page is long and 1,000 more. Default 100,000.
    pub complexity: usize,
    /// Operations in a document. Default 20.
    pub operations: usize,
    /// Fragments in a document. Default 100.
    pub fragments: usize,
    /// Variables of an operation. Default 100.
    pub variables: usize,
    /// Selections at the root of an operation. Default 20.
    pub root_fields: usize,
    /// Lists of the introspection schema within each other (fields of the types of fields …). The usual tools need 1;
    /// each further level multiplies the answer by the fields of a type. Default 2.
    pub introspection_lists: usize,
    /// Errors in one answer; further ones are left out. Default 20.
    pub errors: usize,
    /// Checked documents kept. Default 512; 0 keeps none.
    pub cached_documents: usize,
    /// Memory for the checked documents kept, in bytes, estimated. Default 33,554,432 (32 MiB).
    pub cached_bytes: usize,
    /// Time for one query or mutation. Default 10 s. A subscription has no such bound.
    pub execution: Duration,
    /// Streams of server-sent events open at once, in all. Default 1,000. Beyond it: 503.
    pub event_streams: usize,
    /// Time between two comments that keep a stream of server-sent events open. Default 15 s.
    pub event_keep_alive: Duration,
    /// Bounds of the websocket.
    pub websocket: WebSocketLimits,
}

/// Bounds of the websocket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebSocketLimits {
    /// Time from the handshake to an accepted `connection_init`. Default 10 s. Beyond it: close 4408.
    pub init_timeout: Duration,
    /// Time between two pings of the server. A client silent for three of them is let go. Default 30 s.
    pub keep_alive: Duration,
    /// Time between two looks whether the token of a connection with running operations still holds. Default 60 s.
    pub session_check: Duration,
    /// Time for a client to take one message in. Default 15 s. Beyond it the connection is dropped.
    pub send_timeout: Duration,
    /// Operations that run at once on one connection. Default 50. A further one is answered by an error.
    pub operations: usize,
    /// Length of a client's message, in bytes. Default 262,144 (256 KiB). Beyond it: close 1009.
    pub message_bytes: usize,
    /// Connections in all. Default 2,000. Beyond it the handshake is answered 503.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 256 * 1024,
            body_time: Duration::from_secs(20),
            document_bytes: 32 * 1024,
            tokens: 8_000,
            nesting: 60,
            depth: 16,
            fields: 2_000,
            aliases: 100,
            directives: 100,
            complexity: 100_000,
            operations: 20,
            fragments: 100,
            variables: 100,
            root_fields: 20,
            introspection_lists: 2,
            errors: 20,
            cached_documents: 512,
            cached_bytes: 32 * 1024 * 1024,
            execution: Duration::from_secs(10),
            event_streams: 1_000,
            event_keep_alive: Duration::from_secs(15),
            websocket: WebSocketLimits::default(),
        }
    }
}

impl Default for WebSocketLimits {
    fn default() -> Self {
        Self {
            init_timeout: Duration::from_secs(10),
            keep_alive: Duration::from_secs(30),
            session_check: Duration::from_mins(1),
            send_timeout: Duration::from_secs(15),
            operations: 50,
            message_bytes: 256 * 1024,
            connections: 2_000,
        }
    }
}
