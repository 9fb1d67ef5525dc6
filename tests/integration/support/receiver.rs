//! A receiver of requests that the service sends.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// An HTTP server that stores what it receives. It answers 201, unless the test sets another answer.
pub(crate) struct Receiver {
    pub(crate) origin: String,
    received: Arc<Mutex<Vec<Message>>>,
    answer: Arc<Mutex<String>>,
    task: tokio::task::JoinHandle<()>,
}

/// A request that was received.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    pub(crate) path: String,
    pub(crate) headers: HashMap<String, String>,
    pub(crate) body: Vec<u8>,
}

impl Receiver {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let received = Arc::new(Mutex::new(Vec::new()));
        let answer = Arc::new(Mutex::new("201 Created".to_owned()));
        let (store, answers) = (received.clone(), answer.clone());
        let task = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(serve(stream, store.clone(), answers.clone()));
            }
        });
        Self { origin, received, answer, task }
    }

    /// Sets the status line, and headers if any, of the answers from now on.
    pub(crate) fn answer(&self, head: &str) {
        head.clone_into(&mut self.answer.lock().unwrap());
    }

    /// Returns what was received since the last call.
    pub(crate) fn take(&self) -> Vec<Message> {
        std::mem::take(&mut self.received.lock().unwrap())
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(mut stream: TcpStream, store: Arc<Mutex<Vec<Message>>>, answer: Arc<Mutex<String>>) {
    let mut bytes: Vec<u8> = Vec::new();
    let head_end = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
        assert!(stream.read_buf(&mut bytes).await.unwrap() > 0, "the request ends in its head");
    };
    let head = String::from_utf8(bytes[..head_end].to_vec()).unwrap();
    let mut lines = head.split("\r\n");
    let path = lines.next().unwrap().strip_prefix("POST ").unwrap().strip_suffix(" HTTP/1.1").unwrap();
    let headers: HashMap<String, String> = lines
        .map(|line| line.split_once(": ").unwrap())
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let length: usize = headers["content-length"].parse().unwrap();
    while bytes.len() < head_end + 4 + length {
        assert!(stream.read_buf(&mut bytes).await.unwrap() > 0, "the request ends in its body");
    }
    let message = Message { path: path.to_owned(), headers, body: bytes[head_end + 4..].to_vec() };
    store.lock().unwrap().push(message);
    let answer = format!("HTTP/1.1 {}\r\ncontent-length: 0\r\n\r\n", answer.lock().unwrap());
    stream.write_all(answer.as_bytes()).await.unwrap();
}
