//! Sessions: creates the context of requests from a client's credentials.

use std::cmp::Ordering;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr as _;
use std::sync::Once;

use graphql_engine::Rejection;
use poem::Request;
use poem::http::HeaderMap;
use poem::http::header::ACCEPT_LANGUAGE;
use secrecy::SecretString;

use super::weights::weighted;
use crate::app::{AppError, Caller, Services, accounts};
use crate::domain::text::Language;
use crate::graphql::RequestContext;

/// The credentials and other data that a client sends about itself.
#[derive(Clone, Debug, Default)]
pub struct Credentials {
    /// The bearer token.
    pub token: Option<SecretString>,
    /// The header `Accept-Language`, or its equivalent.
    pub accept_language: Option<String>,
    /// The header `User-Agent`.
    pub user_agent: Option<String>,
}

/// Creates the context of a request: for the account that the token belongs to, or for nobody if there is no token.
pub async fn open(
    services: &Services,
    credentials: &Credentials,
    address: Option<IpAddr>,
) -> Result<RequestContext, Rejection> {
    let anonymous =
        Caller::anonymous(services).with_address(address).with_user_agent(credentials.user_agent.clone());
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
    Ok(RequestContext::new(caller, preferred_language(credentials.accept_language.as_deref())))
}

/// Returns the token in a header value `Authorization: Bearer …`.
pub(super) fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.trim().split_once(' ')?;
    let token = token.trim();
    let is_token = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic());
    (scheme.eq_ignore_ascii_case("bearer") && is_token).then_some(token)
}

/// Returns the client's address: the one in the trusted proxy's header, or else the other end of the connection. If the
/// header has several addresses, the last one counts, because the proxy itself added it.
pub fn address(remote: Option<IpAddr>, headers: &HeaderMap, trusted_header: Option<&str>) -> Option<IpAddr> {
    static WARNED: Once = Once::new();
    let Some(name) = trusted_header else { return remote };
    let forwarded =
        headers.get_all(name).iter().next_back().map(|value| value.to_str().ok().and_then(last_address));
    if forwarded.flatten().is_none() {
        WARNED.call_once(|| {
            tracing::warn!(
                header = name,
                "the proxy does not send the client's address: all clients count as one"
            );
        });
    }
    forwarded.flatten().or(remote)
}

/// Returns the last address of a list. Some proxies add the port: `203.0.113.7:4711`, `[2001:db8::1]:4711`.
fn last_address(list: &str) -> Option<IpAddr> {
    let text = list.rsplit(',').next()?.trim();
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    bare.parse().ok().or_else(|| Some(text.parse::<SocketAddr>().ok()?.ip()))
}

/// Returns the other end of a request's connection.
pub fn remote(request: &Request) -> Option<IpAddr> {
    request.remote_addr().as_socket_addr().map(std::net::SocketAddr::ip)
}

/// Returns the language of `?lang=`, or else the client's preferred language.
pub(super) fn request_language(request: &Request) -> Language {
    #[derive(serde::Deserialize)]
    struct LanguageQuery {
        lang: Option<String>,
    }
    let requested = request.params::<LanguageQuery>().ok().and_then(|query| query.lang);
    let requested = requested.and_then(|lang| Language::from_str(&lang).ok());
    let accepted = request.headers().get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    requested.unwrap_or_else(|| preferred_language(accepted))
}

/// Returns the supported language that the client prefers (RFC 9110, section 12.5.4). Of those with the same weight, it
/// prefers the first, and one that it names to one that only `*` stands for. If it accepts none of them, the result is the
/// first one that it does not refuse; Kazakh if it refuses all.
pub(super) fn preferred_language(accept_language: Option<&str>) -> Language {
    // Less than any weight, and more than that of a language that the client refuses.
    const NOT_MENTIONED: f32 = f32::MIN_POSITIVE;
    let mut weights: Vec<(Language, f32)> = Vec::new();
    let mut others = NOT_MENTIONED;
    for range in accept_language.unwrap_or_default().split(',') {
        let (tag, weight) = weighted(range);
        if tag == "*" {
            others = weight;
        } else if let Ok(language) = tag.parse::<Language>() {
            // `kk-KZ` and `kk-CN` are both Kazakh, so the client refuses Kazakh only if it refuses all of its kinds.
            let is_named = |(named, greatest): &(Language, f32)| {
                *named == language && weight.partial_cmp(greatest) != Some(Ordering::Greater)
            };
            if !weights.iter().any(is_named) {
                weights.retain(|(named, _)| *named != language);
                weights.push((language, weight));
            }
        }
    }
    // `*` stands for the languages that the client does not name, wherever in the list it is.
    for language in Language::ALL {
        if weights.iter().all(|(named, _)| *named != language) {
            weights.push((language, others));
        }
    }
    let mut preferred = (0.0, Language::default());
    for (language, weight) in weights {
        if weight > preferred.0 {
            preferred = (weight, language);
        }
    }
    preferred.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_trusted_proxy_decides_the_clients_address() {
        let remote = Some(IpAddr::from([10, 0, 0, 1]));
        let headers: HeaderMap =
            [("x-forwarded-for".parse().unwrap(), "1.2.3.4, 192.0.2.7".parse().unwrap())]
                .into_iter()
                .collect();
        assert_eq!(address(remote, &headers, None), remote);
        assert_eq!(address(remote, &headers, Some("x-forwarded-for")), Some(IpAddr::from([192, 0, 2, 7])));
        assert_eq!(address(remote, &HeaderMap::new(), Some("x-forwarded-for")), remote);
        for (list, read) in [
            ("203.0.113.7:4711", Some("203.0.113.7")),
            ("198.51.100.1:80, 203.0.113.7:4711 ", Some("203.0.113.7")),
            ("2001:db8::1", Some("2001:db8::1")),
            ("[2001:db8::1]", Some("2001:db8::1")),
            ("1.2.3.4, [2001:db8::1]:4711", Some("2001:db8::1")),
            ("unknown", None),
            ("203.0.113.7:x", None),
            ("", None),
        ] {
            assert_eq!(last_address(list), read.map(|address| address.parse().unwrap()), "{list}");
        }
    }

    #[test]
    fn the_preferred_supported_language_is_chosen() {
        assert_eq!(preferred_language(Some("de, en-GB;q=0.7, ru-RU;q=0.9")), Language::Ru);
        assert_eq!(preferred_language(Some("de")), Language::Kk);
        assert_eq!(preferred_language(None), Language::Kk);
        for (header, language) in [
            ("", Language::Kk),
            ("*", Language::Kk),
            ("RU", Language::Ru),
            ("ru-Cyrl-KZ, en", Language::Ru),
            ("en;q=0.5,ru;q=0.5", Language::En),
            ("ru;q=0, en;q=0.1", Language::En),
            ("ru;q=0", Language::Kk),
            ("en ; Q=0.2 , ru ; q=0.3", Language::Ru),
            ("en;q=x, ru;q=0.1", Language::Ru),
            ("en;q=NaN, ru;q=-1, ;;,", Language::Kk),
            ("kk;q=0, *", Language::Ru),
            ("*, kk;q=0", Language::Ru),
            ("kk-KZ;q=0, *;q=0.1", Language::Ru),
            ("kk;q=0.000, RU;q=0, *", Language::En),
            ("kk;q=0, ru;q=0, en;q=0, *", Language::Kk),
            ("*;q=0", Language::Kk),
            ("*;q=0, en", Language::En),
            ("kk;q=0, *;q=0", Language::Kk),
            ("kk;q=0", Language::Ru),
            ("kk;q=0, de", Language::Ru),
            ("kk-CN;q=0, kk", Language::Kk),
            ("en-GB;q=0.5, ru;q=0.8, en;q=0.8", Language::Ru),
            ("en, en;q=NaN, ru;q=0.5", Language::En),
            ("ru-RU;q=0.2, ru;q=0.9, en;q=0.5", Language::Ru),
            ("en, *", Language::En),
            ("*, en", Language::En),
            ("en;q=0.5, *", Language::Kk),
            ("de, en;q=0.7, *;q=0.5", Language::En),
            ("*;q=NaN, en;q=0.1", Language::En),
        ] {
            assert_eq!(preferred_language(Some(header)), language, "{header}");
        }
    }
}
