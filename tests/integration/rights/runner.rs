//! Runs the cases as each role.

use serde_json::{Value, json};

use super::Role;
use super::access::{self, Access};
use super::case::{Case, RequestTemplate};
use super::fixtures::{self, Fixtures, Secret};
use super::ids::unknown_id_like;
use crate::support::cluster::TestDatabase;
use crate::support::mail::MailFolder;
use crate::support::service::Service;
use crate::support::websocket::Socket;

/// A service over a copy of the fixtures' database, which is replaced after a cell has changed it.
pub(super) struct Runner {
    fixtures: Fixtures,
    original: TestDatabase,
    service: Service,
    is_changed: bool,
}

/// A response, over HTTP or a websocket.
#[derive(Debug, PartialEq, Eq)]
struct Response {
    status: u16,
    body: String,
}

/// A request, with the ids of the fixtures.
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
        let fixtures = fixtures::fill(&original).await;
        let first = Service::with_mail_over(original.copy(), MailFolder::new().mail()).await;
        let service = start_copy(&first, &original, &fixtures).await;
        Self { fixtures, original, service, is_changed: false }
    }

    /// Returns the access that the role has. A response without the requested value must be the same as for an object
    /// that does not exist, unless the role sees the object and only lacks access to a part of it.
    pub(super) async fn cell(&mut self, case: &Case, role: Role) -> Result<Access, String> {
        if std::mem::take(&mut self.is_changed) {
            self.service = start_copy(&self.service, &self.original, &self.fixtures).await;
        }
        let request = self.request(case, role, None);
        let response = self.send(&request, role).await;
        if let Some(secret) = self.leaked_secret(role, &request, &response) {
            return Err(format!("{secret} is in the response: {}", response.body));
        }
        let expected = case.expected.map(|name| self.fixtures.id(name));
        let access = match case.request {
            RequestTemplate::Path(_) => access::of_route(response.status, response.body.as_bytes(), expected),
            RequestTemplate::Document(..) | RequestTemplate::Socket(..) => {
                access::of_graphql(&response.body, case.pointer, expected)
            }
        };
        let access = access.ok_or_else(|| format!("{} {}", response.status, response.body))?;
        if access == Access::Yes {
            self.is_changed = case.changes_data;
        } else if let Some(name) = &case.fixture
            && !access::shows_object(case, &response.body)
        {
            let id = self.fixtures.id(name);
            let unknown = unknown_id_like(id);
            let unknown_response = self.send(&self.request(case, role, Some((id, &unknown))), role).await;
            let normalized = |response: &Response, id: &str| {
                format!("{} {}", response.status, response.body.replace(id, "ID"))
            };
            let (existing, missing) = (normalized(&response, id), normalized(&unknown_response, &unknown));
            if existing != missing {
                return Err(format!("an existing object gives {existing}, an unknown one {missing}"));
            }
        }
        Ok(access)
    }

    /// Builds the request of a case; `replaced` replaces one id by another.
    fn request(&self, case: &Case, role: Role, replaced: Option<(&str, &str)>) -> Request {
        let fill_in = |text: &str| {
            let text = text.replace("{role}", &role.key());
            replaced.map_or(text.clone(), |(id, other)| text.replace(id, other))
        };
        let variables = |given: &Value| {
            let mut variables = given.clone();
            map_texts(&mut variables, &|text| {
                fill_in(text.strip_prefix('@').map_or(text, |name| self.fixtures.id(name)))
            });
            variables
        };
        match &case.request {
            RequestTemplate::Document(document, given) => {
                Request::Document(document.clone(), variables(given))
            }
            RequestTemplate::Socket(document, given) => Request::Socket(document.clone(), variables(given)),
            RequestTemplate::Path(path) => {
                let parts = path.split('{').map(|part| match part.split_once('}') {
                    Some((name, rest)) => format!("{}{rest}", self.fixtures.id(name)),
                    None => part.to_owned(),
                });
                Request::Path(fill_in(&parts.collect::<String>()))
            }
        }
    }

    async fn send(&self, request: &Request, role: Role) -> Response {
        let token = self.fixtures.token(role);
        // Each role has its own address, so that no role is throttled for the attempts of others.
        let address = format!("192.0.2.{}", 1 + role as u8);
        let client = self.service.client().with("x-forwarded-for", &address);
        let client = token.map_or(client.clone(), |token| client.with_token(token));
        let answer = match request {
            Request::Document(document, variables) => client.execute(document, variables.clone()).await,
            Request::Path(path) => client.get(path).await,
            Request::Socket(document, variables) => {
                return self.send_over_websocket(token, document, variables).await;
            }
        };
        Response { status: answer.status.as_u16(), body: String::from_utf8_lossy(&answer.body).into_owned() }
    }

    /// Sends an operation over a websocket, and returns the first message about it.
    async fn send_over_websocket(&self, token: Option<&str>, document: &str, variables: &Value) -> Response {
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
        Response { status: 200, body: body.to_string() }
    }

    /// Returns a secret in the response that the role may not see and that the request did not contain.
    fn leaked_secret(&self, role: Role, request: &Request, response: &Response) -> Option<&str> {
        let request_text = request.text();
        let is_leaked = |secret: &&Secret| {
            let is_known = secret.roles.contains(&role) || request_text.contains(&secret.text);
            !is_known && response.body.contains(&secret.text)
        };
        self.fixtures.secrets().iter().find(is_leaked).map(|secret| secret.name.as_str())
    }
}

/// Starts a service over a copy of the database, at the time of the fixtures.
async fn start_copy(last: &Service, original: &TestDatabase, fixtures: &Fixtures) -> Service {
    let service = last.restart_over(original.copy()).await;
    service.clock.advance(fixtures.now() - service.clock.now());
    service
}

fn map_texts(value: &mut Value, change: &impl Fn(&str) -> String) {
    match value {
        Value::String(text) => *text = change(text),
        Value::Array(elements) => elements.iter_mut().for_each(|element| map_texts(element, change)),
        Value::Object(fields) => fields.values_mut().for_each(|field| map_texts(field, change)),
        _ => {}
    }
}
