//! Server-sent events that stay open.

use graphql_engine::Limits;
use serde_json::json;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

use crate::support::eventually::until;
use crate::support::service::Service;

/// Subscribes from an address. Returns the head of the response, and the connection.
async fn subscribe(service: &Service, address: &str) -> (String, BufReader<TcpStream>) {
    let body = json!({"query": "subscription { serverTime(intervalMs: 20) }"}).to_string();
    let head = format!(
        "POST /graphql HTTP/1.1\r\nhost: x\r\nx-forwarded-for: {address}\r\naccept: text/event-stream\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    let mut connection = BufReader::new(TcpStream::connect(service.address).await.unwrap());
    connection.write_all(format!("{head}{body}").as_bytes()).await.unwrap();
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        assert_ne!(connection.read_line(&mut head).await.unwrap(), 0, "{head}");
    }
    (head.to_ascii_lowercase(), connection)
}

#[tokio::test]
async fn one_client_cannot_take_all_event_streams() {
    let limits = Limits { event_streams: 4, event_streams_per_client: 2, ..Limits::default() };
    let service = Service::with_limits(limits).await;
    let is_open = |head: &str| head.starts_with("http/1.1 200");
    let (head, first) = subscribe(&service, "2001:db8::1").await;
    assert!(is_open(&head), "{head}");
    let (head, second) = subscribe(&service, "2001:db8::2").await;
    assert!(is_open(&head), "{head}");
    let (refused, _) = subscribe(&service, "2001:db8::3").await;
    assert!(
        refused.starts_with("http/1.1 429") && refused.contains("retry-after: 5"),
        "one network: {refused}"
    );
    let (head, _other) = subscribe(&service, "192.0.2.1").await;
    assert!(is_open(&head), "{head}");

    // Each stream that ends makes room for another.
    drop((first, second));
    until("there is room again", async || is_open(&subscribe(&service, "2001:db8::3").await.0)).await;
}
