//! Limits on what clients may request. Each limit is checked before the work that it limits.

use std::time::Duration;

/// The limits of the engine and its transports. The defaults suit a public service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// The maximum length of a request's body, in bytes. Default 262,144 (256 KiB). Longer bodies get 413.
    pub body_bytes: usize,
    /// The maximum time for a request's body to arrive. Default 20 s. Slower bodies get 408.
    pub body_time: Duration,
    /// The maximum length of a document, in bytes. Default 32,768 (32 KiB).
    pub document_bytes: usize,
    /// The maximum number of tokens in a document. Default 8,000.
    pub tokens: usize,
    /// The maximum nesting of brackets of any kind: `{`, `[` and `(`. It limits the recursion of every parser. Default 60.
    /// Keep it below 64, the limit of async-graphql's parser.
    pub nesting: usize,
    /// The maximum depth of fields, with fragments spread. The introspection query of graphql-js has 15 levels. Default 16.
    /// Keep it below `nesting`.
    pub depth: usize,
    /// The maximum number of fields of all operations together, with fragments spread. Each spread counts as one more field.
    /// Default 2,000.
    pub fields: usize,
    /// The maximum number of aliases of all operations together, with fragments spread. Default 100.
    pub aliases: usize,
    /// The maximum number of directives of all operations together, with fragments spread. Default 100.
    pub directives: usize,
    /// The maximum cost of an operation. A field costs 1 more than its selections, unless the schema says otherwise by
    /// `#[graphql(complexity = …)]`. Such formulas must saturate: an overflow is an internal error. Default 100,000.
    pub complexity: usize,
    /// The maximum number of operations in a document. Default 20.
    pub operations: usize,
    /// The maximum number of fragments in a document. Default 100.
    pub fragments: usize,
    /// The maximum number of variables of an operation. Default 100.
    pub variables: usize,
    /// The maximum number of selections at the root of an operation. Default 20.
    pub root_fields: usize,
    /// Whether documents may query the schema (`__schema`, `__type`). Default true.
    pub introspection: bool,
    /// The maximum nesting of lists of the introspection schema (fields of the types of fields …). Common tools need 1. Each
    /// further level multiplies the response by the number of a type's fields. Default 2.
    pub introspection_lists: usize,
    /// The maximum number of errors in one response. Further errors are left out. Default 20.
    pub errors: usize,
    /// The maximum number of checked documents in the cache. Default 512. 0 disables the cache.
    pub cached_documents: usize,
    /// The maximum memory of the cached documents, in bytes, estimated. Default 33,554,432 (32 MiB).
    pub cached_bytes: usize,
    /// The maximum memory of the results that clients share, in bytes, estimated; see [`SharedData`](crate::SharedData).
    /// Default 16,777,216 (16 MiB). 0 disables sharing.
    pub shared_bytes: usize,
    /// The maximum time of one query or mutation. Default 10 s. Subscriptions have no such limit.
    pub execution: Duration,
    /// The maximum number of open streams of server-sent events, of all clients together. Default 1,000. Further requests
    /// get 503.
    pub event_streams: usize,
    /// The maximum number of open streams of server-sent events of one client. Default 100. Further requests get 429.
    pub event_streams_per_client: usize,
    /// The time between two comments that keep a stream of server-sent events open. Default 15 s.
    pub event_keep_alive: Duration,
    /// The limits of websockets.
    pub websocket: WebSocketLimits,
}

/// The limits of websockets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebSocketLimits {
    /// The maximum time from the handshake to an accepted `connection_init`. Default 10 s. Slower clients are closed with
    /// 4408.
    pub init_timeout: Duration,
    /// The time between two pings of the server. A client that sends nothing for three of them is closed with 1001. Default
    /// 30 s.
    pub keep_alive: Duration,
    /// The time between two checks whether the credentials of a websocket with running operations are still valid. Default
    /// 4 s.
    pub session_check: Duration,
    /// The maximum time for a client to receive one message. Default 15 s. Slower connections are dropped.
    pub send_timeout: Duration,
    /// The maximum number of concurrent operations on one websocket. Default 50. Further operations get an error.
    pub operations: usize,
    /// The maximum length of a client's message, in bytes. Default 262,144 (256 KiB). Longer messages close the
    /// websocket with 1009.
    pub message_bytes: usize,
    /// The maximum number of open websockets, of all clients together. Default 2,000. Further handshakes get 503.
    pub connections: usize,
    /// The maximum number of open websockets of one client. Default 100. Further handshakes get 429.
    pub connections_per_client: usize,
    /// The maximum number of concurrent operations on all websockets of one client. Default 200. Further operations get an
    /// error.
    pub operations_per_client: usize,
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
            introspection: true,
            introspection_lists: 2,
            errors: 20,
            cached_documents: 512,
            cached_bytes: 32 * 1024 * 1024,
            shared_bytes: 16 * 1024 * 1024,
            execution: Duration::from_secs(10),
            event_streams: 1_000,
            event_streams_per_client: 100,
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
            session_check: Duration::from_secs(4),
            send_timeout: Duration::from_secs(15),
            operations: 50,
            message_bytes: 256 * 1024,
            connections: 2_000,
            connections_per_client: 100,
            operations_per_client: 200,
        }
    }
}
