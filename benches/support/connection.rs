//! A client's HTTP connection.
//!
//! It blocks, and reads no more of HTTP/1.1 than the service's responses need. So it takes little of the processors that
//! it shares with the service, and each connection of a measurement can have a thread of its own.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use hyper::body::Bytes;
use serde_json::{Value, json};

/// The status of a response to an operation that was executed.
pub(crate) const OK: u16 = 200;
/// The longest wait for a part of a response; the service is slower only if it hangs.
const PATIENCE: Duration = Duration::from_mins(1);
/// The number of bytes that are read at once.
const CHUNK: usize = 1 << 16;

/// Returns the bytes of a request, with the session token of the caller if there is one.
pub(crate) fn request(document: &str, variables: &Value, token: Option<&str>) -> Bytes {
    let body = json!({"query": document, "variables": variables}).to_string();
    let authorization = token.map_or(String::new(), |token| format!("authorization: Bearer {token}\r\n"));
    let head = format!(
        "POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\naccept-language: kk\r\n\
         {authorization}content-length: {}\r\n\r\n",
        body.len()
    );
    (head + &body).into()
}

/// A persistent connection that sends one request at a time.
pub(crate) struct Connection {
    stream: TcpStream,
    chunk: Vec<u8>,
    response: Vec<u8>,
}

impl Connection {
    pub(crate) fn open(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        Self { stream, chunk: vec![0; CHUNK], response: Vec::new() }
    }

    /// Sends a [`request`]. Returns the status and the body of the response.
    pub(crate) fn send(&mut self, request: &[u8]) -> (u16, &[u8]) {
        self.stream.write_all(request).unwrap();
        self.response.clear();
        let body_start = loop {
            let searched = self.response.len().saturating_sub(3);
            self.read();
            let end = self.response[searched..].windows(4).position(|bytes| bytes == b"\r\n\r\n");
            if let Some(end) = end {
                break searched + end + 4;
            }
        };
        let (status, length) = parse_head(&self.response[..body_start]);
        while self.response.len() < body_start + length {
            self.read();
        }
        (status, &self.response[body_start..])
    }

    fn read(&mut self) {
        let length = self.stream.read(&mut self.chunk).unwrap();
        assert!(length > 0, "the service has closed the connection");
        self.response.extend_from_slice(&self.chunk[..length]);
    }
}

/// Returns the status and the length of the body.
fn parse_head(head: &[u8]) -> (u16, usize) {
    let head = std::str::from_utf8(head).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().unwrap())
    });
    (status, length.expect("a response with a length"))
}
