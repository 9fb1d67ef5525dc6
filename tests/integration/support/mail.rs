//! Where the tests receive e-mail: a folder, and a mail server that speaks as much SMTP as sending needs.

use std::fs;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dostyq::app::accounts::send_next_message;
use dostyq::mail::Mail;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::scratch::ScratchFolder;
use super::service::{PUBLIC_URL, Service};

const SENDER: &str = "Dostyq <dostyq@house.example>";

/// Sends the messages that are due, as the service's task does.
pub(crate) async fn send_mail(service: &Service) {
    while send_next_message(&service.services).await.unwrap() {}
}

/// A message that has arrived.
#[derive(Debug, Clone)]
pub(crate) struct Received {
    /// All headers, each on a line of its own.
    headers: String,
    pub(crate) text: String,
}

impl Received {
    pub(crate) fn parse(raw: &str) -> Self {
        let (headers, body) = raw.split_once("\r\n\r\n").unwrap();
        let headers = headers.replace("\r\n ", " ");
        let mut received = Self { headers, text: String::new() };
        received.text = match received.header("Content-Transfer-Encoding") {
            "7bit" => body.to_owned(),
            "quoted-printable" => quoted_printable(body),
            "base64" => {
                let bytes = STANDARD.decode(body.replace("\r\n", "")).unwrap();
                String::from_utf8(bytes).unwrap()
            }
            other => panic!("{other}"),
        };
        received.text = received.text.replace("\r\n", "\n");
        received
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        let found = self.headers.split("\r\n").find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        found.unwrap_or_else(|| panic!("no {name}: {}", self.headers))
    }

    pub(crate) fn to(&self) -> &str {
        self.header("To")
    }

    /// Returns the token of the link to a screen, which is on a line of its own; `None` without such a link.
    pub(crate) fn token(&self, screen: &str) -> Option<String> {
        let link = format!("{PUBLIC_URL}/app/email/{screen}#");
        self.text.lines().find_map(|line| line.strip_prefix(&link)).map(str::to_owned)
    }
}

fn quoted_printable(body: &str) -> String {
    let joined = body.replace("=\r\n", "");
    let mut parts = joined.split('=');
    let mut bytes = parts.next().unwrap().as_bytes().to_vec();
    for part in parts {
        let (code, rest) = part.split_at(2);
        bytes.push(u8::from_str_radix(code, 16).unwrap());
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).unwrap()
}

/// A folder that a service writes its messages to.
pub(crate) struct MailFolder(ScratchFolder);

impl MailFolder {
    pub(crate) fn new() -> Self {
        Self(ScratchFolder::new())
    }

    pub(crate) fn mail(&self) -> Arc<Mail> {
        self.mail_below("")
    }

    /// As [`MailFolder::mail`], for a service that a proxy serves below a path.
    pub(crate) fn mail_below(&self, prefix: &str) -> Arc<Mail> {
        let public_url = format!("{PUBLIC_URL}{prefix}");
        Mail::to_folder(self.0.path().to_owned(), SENDER, public_url).unwrap().into()
    }

    /// Sends what is due, and returns and deletes the messages.
    pub(crate) async fn receive(&self, service: &Service) -> Vec<Received> {
        send_mail(service).await;
        let mut files: Vec<_> =
            fs::read_dir(self.0.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        let take = |file: std::path::PathBuf| {
            assert_eq!(file.extension().unwrap(), "eml");
            let received = Received::parse(&fs::read_to_string(&file).unwrap());
            fs::remove_file(file).unwrap();
            received
        };
        files.into_iter().map(take).collect()
    }

    /// Sends what is due, and returns the token of the only message with a link to a screen.
    pub(crate) async fn token(&self, service: &Service, screen: &str) -> String {
        let received = self.receive(service).await;
        let mut tokens = received.iter().filter_map(|message| message.token(screen));
        match (tokens.next(), tokens.next()) {
            (Some(token), None) => token,
            _ => panic!("not one link to {screen}: {received:#?}"),
        }
    }
}

/// What a mail server does with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Accepts it, after a moment.
    Accept,
    /// Refuses all messages for now.
    Refuse,
    /// Refuses addresses that contain this text for good, and accepts the others.
    RefuseAddresses(&'static str),
    /// Refuses the client itself, as after a wrong login, so that no message can be sent.
    RefuseClient,
    /// Reads it, and never answers.
    Hang,
    /// Closes each connection at once.
    Down,
}

/// A mail server. Dropping it closes its port.
pub(crate) struct MailServer {
    address: SocketAddr,
    manner: Arc<Mutex<Manner>>,
    received: Arc<Mutex<Vec<String>>>,
    listening: tokio::task::JoinHandle<()>,
}

impl MailServer {
    pub(crate) async fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (manner, received) = (Arc::new(Mutex::new(manner)), Arc::<Mutex<Vec<String>>>::default());
        let (shared_manner, store) = (manner.clone(), received.clone());
        let listening = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let (manner, store) = (*shared_manner.lock().unwrap(), store.clone());
                if manner != Manner::Down {
                    tokio::spawn(async move { converse(stream, manner, &store).await });
                }
            }
        });
        Self { address, manner, received, listening }
    }

    pub(crate) fn change(&self, manner: Manner) {
        *self.manner.lock().unwrap() = manner;
    }

    pub(crate) fn mail(&self) -> Arc<Mail> {
        let url = format!("smtp://{}", self.address);
        Mail::over_smtp(&url.into(), SENDER, PUBLIC_URL.to_owned()).unwrap().into()
    }

    pub(crate) fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().iter().map(|raw| Received::parse(raw)).collect()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

async fn converse(stream: TcpStream, manner: Manner, store: &Mutex<Vec<String>>) -> io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 mail.example ESMTP\r\n").await?;
    let mut line = String::new();
    while stream.read_line(&mut line).await? > 0 {
        let verb = line.split([' ', '\r']).next().unwrap_or_default().to_owned();
        let answer = match verb.as_str() {
            "EHLO" => "250-mail.example\r\n250 8BITMIME".to_owned(),
            "MAIL" if manner == Manner::RefuseClient => "530 5.7.0 log in first".to_owned(),
            "RCPT" => match manner {
                Manner::Refuse => format!("450 4.2.0 {}: greylisted", line.trim_end()),
                Manner::RefuseAddresses(text) if line.contains(text) => {
                    format!("550 5.1.1 {}: no such user", line.trim_end())
                }
                _ => "250 OK".to_owned(),
            },
            "MAIL" => "250 OK".to_owned(),
            "DATA" => {
                stream.write_all(b"354 go on\r\n").await?;
                let message = read_message(&mut stream).await?;
                if manner == Manner::Hang {
                    std::future::pending::<()>().await;
                }
                // Long enough for another process to try the same.
                tokio::time::sleep(Duration::from_millis(200)).await;
                store.lock().unwrap().push(message);
                "250 OK".to_owned()
            }
            "QUIT" => "221 bye".to_owned(),
            _ => "502 unknown".to_owned(),
        };
        stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
        line.clear();
    }
    Ok(())
}

async fn read_message(stream: &mut BufReader<TcpStream>) -> io::Result<String> {
    let mut message = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if line == ".\r\n" {
            return Ok(message);
        }
        message.push_str(if line.starts_with("..") { &line[1..] } else { &line });
    }
}
