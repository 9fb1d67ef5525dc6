//! Asks for what the cases say, as each role.

use serde_json::{Value, json};

use super::Role;
use super::case::{Ask, Case};
use super::ids::unlike;
use super::scene::{self, Scene, Secret};
use super::verdict::{self, Got};
use crate::support::cluster::TestDatabase;
use crate::support::service::Service;
use crate::support::websocket::Socket;
use graphql_engine::Limits;

/// A service over a copy of the scene's database, which is made anew when a cell has changed it.
pub(super) struct Runner {
    scene: Scene,
    original: TestDatabase,
    service: Service,
    is_spoiled: bool,
}

/// An answer, whichever way it came.
#[derive(Debug, PartialEq, Eq)]
struct Reply {
    status: u16,
    body: String,
}

/// What is sent, with the scene's ids in it.
enum Request {
    Document(String, Value),
    Socket(String, Value),
    Path(String),
}

impl Request {
    fn text(&self) -> String {
        match self {
            Self::Document(document, variables) | Self::Socket(document, variables) => {
                format!("{document} {variables}")
            }
            Self::Path(path) => path.clone(),
        }
    }
}

impl Runner {
    pub(super) async fn start() -> Self {
        let original = Service::database();
        let scene = scene::set(&original).await;
        let first = Service::over(original.copy(), Limits::default()).await;
        let service = anew(&first, &original, &scene).await;
        Self { scene, original, service, is_spoiled: false }
    }

    /// What the role gets. Where it is not what was asked for, it must be what is answered about a thing that is not there,
    /// unless the thing is there for the role, and only a part of it is not.
    pub(super) async fn cell(&mut self, case: &Case, role: Role) -> Result<Got, String> {
        if std::mem::take(&mut self.is_spoiled) {
            self.service = anew(&self.service, &self.original, &self.scene).await;
        }
        let request = self.request(case, role, None);
        let reply = self.send(&request, role).await;
        if let Some(secret) = self.told_secret(role, &request, &reply) {
            return Err(format!("{secret} is told: {}", reply.body));
        }
        let holds = case.holds.map(|thing| self.scene.id(thing));
        let got = match case.ask {
            Ask::Path(_) => verdict::of_route(reply.status, reply.body.as_bytes(), holds),
            Ask::Document(..) | Ask::Socket(..) => verdict::of_graphql(&reply.body, case.at, holds),
        };
        let got = got.ok_or_else(|| format!("{} {}", reply.status, reply.body))?;
        if got == Got::Yes {
            self.is_spoiled = case.spoils;
        } else if let Some(thing) = &case.thing
            && !verdict::shows_something(case, &reply.body)
        {
            let id = self.scene.id(thing);
            let other = unlike(id);
            let twin = self.send(&self.request(case, role, Some((id, &other))), role).await;
            let told = |reply: &Reply, id: &str| format!("{} {}", reply.status, reply.body.replace(id, "ID"));
            let (there, not_there) = (told(&reply, id), told(&twin, &other));
            if there != not_there {
                return Err(format!("what is there is answered {there}, what is not {not_there}"));
            }
        }
        Ok(got)
    }

    /// The request of a case, with another id in the place of the first one.
    fn request(&self, case: &Case, role: Role, instead: Option<(&str, &str)>) -> Request {
        let put = |text: &str| {
            let text = text.replace("{role}", &role.key());
            instead.map_or(text.clone(), |(id, other)| text.replace(id, other))
        };
        let variables = |given: &Value| {
            let mut variables = given.clone();
            each_text(&mut variables, &|text| {
                put(text.strip_prefix('@').map_or(text, |thing| self.scene.id(thing)))
            });
            variables
        };
        match &case.ask {
            Ask::Document(document, given) => Request::Document(document.clone(), variables(given)),
            Ask::Socket(document, given) => Request::Socket(document.clone(), variables(given)),
            Ask::Path(path) => {
                let parts = path.split('{').map(|part| match part.split_once('}') {
                    Some((thing, rest)) => format!("{}{rest}", self.scene.id(thing)),
                    None => part.to_owned(),
                });
                Request::Path(put(&parts.collect::<String>()))
            }
        }
    }

    async fn send(&self, request: &Request, role: Role) -> Reply {
        let token = self.scene.token(role);
        // Each from elsewhere, so that nobody is slowed down for what others try.
        let address = format!("192.0.2.{}", 1 + role as u8);
        let client = self.service.client().with("x-forwarded-for", &address);
        let client = token.map_or(client.clone(), |token| client.with_token(token));
        let answer = match request {
            Request::Document(document, variables) => client.execute(document, variables.clone()).await,
            Request::Path(path) => client.get(path).await,
            Request::Socket(document, variables) => {
                return self.ask_by_socket(token, document, variables).await;
            }
        };
        Reply { status: answer.status.as_u16(), body: String::from_utf8_lossy(&answer.body).into_owned() }
    }

    /// The first message that comes back.
    async fn ask_by_socket(&self, token: Option<&str>, document: &str, variables: &Value) -> Reply {
        let init = token.map_or(json!({}), |token| json!({"token": token}));
        let mut socket = Socket::init(&self.service, init).await;
        let payload = json!({"query": document, "variables": variables});
        socket.send(json!({"id": "1", "type": "subscribe", "payload": payload})).await;
        let message = socket.message_of("1").await;
        let body = match message["type"].as_str() {
            Some("next") => message["payload"].clone(),
            Some("error") => json!({"errors": message["payload"]}),
            _ => panic!("{message}"),
        };
        Reply { status: 200, body: body.to_string() }
    }

    /// Something in the answer that is for others alone, and that the caller did not know before.
    fn told_secret(&self, role: Role, request: &Request, reply: &Reply) -> Option<&str> {
        let known = request.text();
        let is_told = |secret: &&Secret| {
            let may = secret.roles.contains(&role) || known.contains(&secret.text);
            !may && reply.body.contains(&secret.text)
        };
        self.scene.secrets().iter().find(is_told).map(|secret| secret.what.as_str())
    }
}

/// A service over a copy, at the time at which the scene was set.
async fn anew(last: &Service, original: &TestDatabase, scene: &Scene) -> Service {
    let service = last.again(original.copy()).await;
    service.clock.advance(scene.now() - service.clock.now());
    service
}

fn each_text(value: &mut Value, change: &impl Fn(&str) -> String) {
    match value {
        Value::String(text) => *text = change(text),
        Value::Array(elements) => elements.iter_mut().for_each(|element| each_text(element, change)),
        Value::Object(fields) => fields.values_mut().for_each(|field| each_text(field, change)),
        _ => {}
    }
}
