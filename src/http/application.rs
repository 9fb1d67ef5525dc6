//! The service's side of the GraphQL endpoint: identifies clients, opens their sessions, and logs ended operations.

use std::net::IpAddr;

use graphql_engine::{Application, EndedOperation, Rejection};
use poem::Request;
use poem::http::{HeaderMap, header};
use serde_json::{Map, Value};

use super::access_log::{self, RequestId};
use super::session::{self, Credentials, bearer};
use crate::app::Services;
use crate::domain::network::network;
use crate::graphql::RequestContext;

/// The service, and the header that names a client's address.
pub(super) struct Dostyq {
    pub services: Services,
    /// The header in which a trusted proxy names the client's address. `None` if there is no trusted proxy.
    pub client_address_header: Option<String>,
}

/// A client of the GraphQL endpoint.
#[derive(Debug, Clone)]
pub(super) struct Client {
    /// The id of the client's request, or of its websocket's handshake.
    pub request_id: RequestId,
    address: Option<IpAddr>,
    /// `None` if the client sent credentials other than a bearer token.
    credentials: Option<Credentials>,
}

impl Application for Dostyq {
    type Client = Client;
    type Context = RequestContext;

    fn client(&self, request: &Request) -> Client {
        let header = self.client_address_header.as_deref();
        Client {
            request_id: request.data::<RequestId>().cloned().unwrap_or_default(),
            address: session::address(session::remote(request), request.headers(), header),
            credentials: credentials(request.headers()),
        }
    }

    /// The addresses of one IPv6 network are one client.
    fn address(&self, client: &Client) -> Option<IpAddr> {
        client.address.map(network)
    }

    /// Takes the credentials from the payload of `connection_init`. The handshake's credentials are ignored.
    fn init(&self, handshake: &Client, payload: &Map<String, Value>) -> Result<Client, Rejection> {
        let user_agent = handshake.credentials.as_ref().and_then(|given| given.user_agent.clone());
        let credentials = Some(Credentials { user_agent, ..credentials_of_payload(payload)? });
        Ok(Client { credentials, ..handshake.clone() })
    }

    async fn context(&self, client: &Client) -> Result<RequestContext, Rejection> {
        let credentials = client.credentials.as_ref().ok_or(Rejection::Unauthenticated)?;
        session::open(&self.services, credentials, client.address).await
    }

    fn without_credentials(&self, client: &Client) -> Option<Client> {
        // Credentials that are no bearer token have never been valid.
        let credentials = client.credentials.clone()?;
        Some(Client { credentials: Some(Credentials { token: None, ..credentials }), ..client.clone() })
    }

    fn operation_ended(&self, operation: &EndedOperation<'_, Client, RequestContext>) {
        access_log::operation_ended(operation, &operation.client.request_id);
    }
}

/// Returns the bearer token and the accepted languages. `None` if the request has credentials other than a bearer
/// token.
fn credentials(headers: &HeaderMap) -> Option<Credentials> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).map(ToOwned::to_owned);
    let token = match headers.get(header::AUTHORIZATION) {
        None => None,
        Some(value) => Some(bearer(value.to_str().ok()?)?.to_owned().into()),
    };
    let (accept_language, user_agent) = (text(header::ACCEPT_LANGUAGE), text(header::USER_AGENT));
    Some(Credentials { token, accept_language, user_agent })
}

/// Reads the credentials of a payload: `token`, or else `Authorization` in the format of the HTTP header; and
/// `language` in the format of `Accept-Language`.
fn credentials_of_payload(payload: &Map<String, Value>) -> Result<Credentials, Rejection> {
    let text = |name: &str| match payload.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.as_str())),
        Some(_) => Err(Rejection::Malformed("token, Authorization and language must be strings".to_owned())),
    };
    let token = match (text("token")?, text("Authorization")?.or(text("authorization")?)) {
        (Some(token), _) => Some(token),
        (None, Some(value)) => Some(bearer(value).ok_or(Rejection::Unauthenticated)?),
        (None, None) => None,
    };
    Ok(Credentials {
        token: token.map(|token| token.to_owned().into()),
        accept_language: text("language")?.map(ToOwned::to_owned),
        user_agent: None,
    })
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;
    use serde_json::json;

    use super::*;

    #[test]
    fn credentials_are_a_bearer_token_or_none_at_all() {
        let with = |value: &str| {
            credentials(&[(header::AUTHORIZATION, value.parse().unwrap())].into_iter().collect())
        };
        for good in ["Bearer abc", "bearer  abc "] {
            assert_eq!(with(good).unwrap().token.unwrap().expose_secret(), "abc");
        }
        assert!(credentials(&HeaderMap::new()).unwrap().token.is_none());
        for bad in ["Basic abc", "Bearer", "Bearer ", "abc", "Bearer a b", ""] {
            assert!(with(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn a_websocket_may_name_its_token_in_two_ways() {
        let token = |payload: Value| {
            let credentials = credentials_of_payload(payload.as_object().unwrap())?;
            Ok(credentials.token.map(|token| token.expose_secret().to_owned()))
        };
        assert_eq!(token(json!({"token": "abc"})), Ok(Some("abc".to_owned())));
        assert_eq!(token(json!({"Authorization": "Bearer abc"})), Ok(Some("abc".to_owned())));
        assert_eq!(token(json!({"token": null})), Ok(None));
        assert_eq!(token(json!({})), Ok(None));
        assert_eq!(token(json!({"Authorization": "Basic abc"})), Err(Rejection::Unauthenticated));
        assert!(matches!(token(json!({"token": 7})), Err(Rejection::Malformed(_))));
    }
}
