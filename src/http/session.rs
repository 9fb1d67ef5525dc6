//! From what a client shows of itself to the context of its requests.

use std::net::IpAddr;
use std::str::FromStr as _;

use graphql_engine::Rejection;
use poem::Request;
use poem::http::HeaderMap;
use poem::http::header::ACCEPT_LANGUAGE;
use secrecy::SecretString;

use crate::app::{AppError, Caller, Services, accounts};
use crate::domain::text::Language;
use crate::graphql::RequestContext;

/// What a client shows of itself.
#[derive(Clone, Debug, Default)]
pub struct Credentials {
    /// The bearer token.
    pub token: Option<SecretString>,
    /// The header `Accept-Language`, or what stands for it.
    pub accept_language: Option<String>,
}

/// Opens a session: with a token, of whoever it belongs to; without one, of nobody.
pub async fn open(
    services: &Services,
    credentials: &Credentials,
    address: Option<IpAddr>,
) -> Result<RequestContext, Rejection> {
    let anonymous = Caller::anonymous(services).at(address);
    let caller = match &credentials.token {
        None => anonymous,
        Some(token) => match accounts::authenticate(anonymous, token).await {
            Ok(Some(caller)) => caller,
            Ok(None) => return Err(Rejection::Unauthenticated),
            Err(error) => {
                if !matches!(error, AppError::Unavailable(_)) {
                    tracing::error!(%error, "a session could not be opened");
                }
                return Err(Rejection::Unavailable);
            }
        },
    };
    Ok(RequestContext::new(caller, preferred(credentials.accept_language.as_deref())))
}

/// Where a client is: what the trusted proxy says in the header that it sets, else the other end of the connection. Of
/// several addresses the last is the one that the proxy itself added.
pub fn address(remote: Option<IpAddr>, headers: &HeaderMap, trusted_header: Option<&str>) -> Option<IpAddr> {
    let told = trusted_header.and_then(|name| headers.get_all(name).iter().next_back()?.to_str().ok());
    told.and_then(|told| told.rsplit(',').next()?.trim().parse().ok()).or(remote)
}

/// The other end of a request's connection.
pub fn remote(request: &Request) -> Option<IpAddr> {
    request.remote_addr().as_socket_addr().map(std::net::SocketAddr::ip)
}

/// The language of `?lang=`, else the one that the client likes best.
pub(super) fn wanted_language(request: &Request) -> Language {
    #[derive(serde::Deserialize)]
    struct Asked {
        lang: Option<String>,
    }
    let asked = request.params::<Asked>().ok().and_then(|asked| asked.lang);
    let asked = asked.and_then(|lang| Language::from_str(&lang).ok());
    let liked = request.headers().get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    asked.unwrap_or_else(|| preferred(liked))
}

/// The language of ours that the client likes best; Kazakh where it likes none.
pub(super) fn preferred(accept_language: Option<&str>) -> Language {
    let liked = accept_language.map(accept_language::parse).unwrap_or_default();
    liked.iter().find_map(|tag| tag.parse().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_is_where_the_trusted_proxy_says() {
        let remote = Some(IpAddr::from([10, 0, 0, 1]));
        let headers: HeaderMap =
            [("x-forwarded-for".parse().unwrap(), "1.2.3.4, 192.0.2.7".parse().unwrap())]
                .into_iter()
                .collect();
        assert_eq!(address(remote, &headers, None), remote);
        assert_eq!(address(remote, &headers, Some("x-forwarded-for")), Some(IpAddr::from([192, 0, 2, 7])));
        assert_eq!(address(remote, &HeaderMap::new(), Some("x-forwarded-for")), remote);
    }

    #[test]
    fn the_best_liked_language_of_ours_is_taken() {
        assert_eq!(preferred(Some("de, en-GB;q=0.7, ru-RU;q=0.9")), Language::Ru);
        assert_eq!(preferred(Some("de")), Language::Kk);
        assert_eq!(preferred(None), Language::Kk);
    }
}
