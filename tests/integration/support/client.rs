//! A GraphQL client over HTTP.

use std::net::SocketAddr;

use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::{HeaderMap, Request, StatusCode};
use hyper_util::client::legacy::{self, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, json};

use super::error_codes;

/// A client, with the headers that it sends.
#[derive(Clone)]
pub(crate) struct Client {
    address: SocketAddr,
    http: legacy::Client<HttpConnector, Full<Bytes>>,
    headers: Vec<(&'static str, String)>,
}

/// A response of the service.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    /// Returns a header; an empty text if it is missing.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {:?}", self.body))
    }

    /// Returns `data` of a response without errors.
    pub(crate) fn data(&self) -> Value {
        let mut json = self.json();
        assert!(json.get("errors").is_none(), "{json:#}");
        json["data"].take()
    }

    /// Returns the code of the first error.
    pub(crate) fn code(&self) -> String {
        let json = self.json();
        let code = json["errors"][0]["extensions"]["code"].as_str();
        code.unwrap_or_else(|| panic!("no code: {json:#}")).to_owned()
    }
}

/// Returns the codes of a payload's errors.
pub(crate) fn codes(payload: &Value) -> Vec<&str> {
    let errors = payload["errors"].as_array().unwrap_or_else(|| panic!("{payload:#}"));
    errors.iter().map(|error| error["code"].as_str().unwrap()).collect()
}

/// The password of every test account.
pub(crate) const PASSWORD: &str = "таудан аққан бұлақ";

impl Client {
    pub(crate) fn new(address: SocketAddr) -> Self {
        let http = legacy::Client::builder(TokioExecutor::new()).build_http();
        Self { address, http, headers: vec![("accept-language", "en".to_owned())] }
    }

    /// Returns the same client with a header set.
    pub(crate) fn with(&self, name: &'static str, value: &str) -> Self {
        let mut client = self.clone();
        client.headers.retain(|(other, _)| *other != name);
        client.headers.push((name, value.to_owned()));
        client
    }

    pub(crate) fn with_token(&self, token: &str) -> Self {
        self.with("authorization", &format!("Bearer {token}"))
    }

    /// Returns the token of the client's login.
    pub(crate) fn token(&self) -> &str {
        let header = self.headers.iter().find(|(name, _)| *name == "authorization");
        header.and_then(|(_, value)| value.strip_prefix("Bearer ")).expect("the client is logged in")
    }

    /// Registers an account whose new words are asked at once, and returns a client that is logged in to it.
    pub(crate) async fn register(&self, email: &str) -> Self {
        self.register_to_be_taught(email).await.without_teaching().await
    }

    /// Turns teaching off: new words are then asked at once, in all skills.
    pub(crate) async fn without_teaching(self) -> Self {
        let document = "mutation { updateSettings(input: {teachNewWords: false}) { errors { code } } }";
        self.query(document, json!({})).await;
        self
    }

    /// Registers an account with the settings of a new learner, and returns a client that is logged in to it.
    pub(crate) async fn register_to_be_taught(&self, email: &str) -> Self {
        let data = self
            .query(
                "mutation($input: RegisterInput!) { register(input: $input) { session { token } errors { code } } }",
                json!({"input": {
                    "email": email, "password": PASSWORD, "displayName": email, "glossLanguage": "ru",
                }}),
            )
            .await;
        let token = data["register"]["session"]["token"].as_str();
        self.with_token(token.unwrap_or_else(|| panic!("{data:#}")))
    }

    /// Logs in to a registered account again, and returns a client with that login.
    pub(crate) async fn log_in(&self, email: &str) -> Self {
        let data = self
            .query(
                "mutation($input: LogInInput!) { logIn(input: $input) { session { token } errors { code } } }",
                json!({"input": {"email": email, "password": PASSWORD}}),
            )
            .await;
        let token = data["logIn"]["session"]["token"].as_str();
        self.with_token(token.unwrap_or_else(|| panic!("{data:#}")))
    }

    /// Returns the id of the account that the client is logged in to.
    pub(crate) async fn account_id(&self) -> Value {
        self.query("{ viewer { account { id } } }", json!({})).await["viewer"]["account"]["id"].take()
    }

    /// Enters the password again, for what needs a recent login.
    pub(crate) async fn reauthenticate(&self) {
        let document = "mutation($password: String!) { reauthenticate(input: {password: $password}) { errors { code } } }";
        let data = self.query(document, json!({"password": PASSWORD})).await;
        assert_eq!(data["reauthenticate"]["errors"], json!([]));
    }

    /// Executes an operation that must succeed, and returns its data.
    pub(crate) async fn query(&self, document: &str, variables: Value) -> Value {
        self.execute(document, variables).await.data()
    }

    /// Executes an operation, and checks that the codes of its errors are those that the schema lists.
    pub(crate) async fn execute(&self, document: &str, variables: Value) -> Answer {
        let body = json!({"query": document, "variables": variables}).to_string();
        let answer = self.post("application/json", &body).await;
        error_codes::check(document, &answer.body);
        answer
    }

    /// Executes an operation that must succeed, and returns its data and what it cost.
    pub(crate) async fn query_with_cost(&self, document: &str, variables: Value) -> (Value, u64) {
        let body = json!({"query": document, "variables": variables, "extensions": {"cost": true}});
        let answer = self.post("application/json", &body.to_string()).await;
        error_codes::check(document, &answer.body);
        (answer.data(), answer.json()["extensions"]["cost"]["cost"].as_u64().unwrap())
    }

    pub(crate) async fn post(&self, content_type: &str, body: &str) -> Answer {
        self.send("POST", "/graphql", Some(content_type), body.as_bytes()).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, None, b"").await
    }

    pub(crate) async fn send(
        &self,
        method: &str,
        path: &str,
        content_type: Option<&str>,
        body: &[u8],
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(format!("http://{}{path}", self.address));
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        if let Some(content_type) = content_type {
            request = request.header("content-type", content_type);
        }
        let request = request.body(Full::from(body.to_vec())).unwrap();
        let response = self.http.request(request).await.unwrap();
        let (head, body) = response.into_parts();
        Answer { status: head.status, headers: head.headers, body: body.collect().await.unwrap().to_bytes() }
    }
}
