//! Passkeys (WebAuthn): what an account's owner sees of them, and the site that they belong to.

use std::net::IpAddr;

use chrono::{DateTime, Duration, Utc};

use crate::ids::PasskeyId;

/// The time in which a device must answer a challenge.
pub const CHALLENGE_LIFETIME: Duration = Duration::minutes(5);
/// The number of passkeys that an account may have.
pub const MAX_PASSKEYS: usize = 20;

/// A passkey of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// The id.
    pub id: PasskeyId,
    /// The name that its owner gave it.
    pub name: String,
    /// When it was registered.
    pub created_at: DateTime<Utc>,
    /// When it was last used; `None` if it has not been yet.
    pub last_used_at: Option<DateTime<Utc>>,
}

/// What a challenge is for. The answer to it is valid for nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasskeyPurpose {
    /// Registering a passkey.
    Registration,
    /// Logging in with nothing but a passkey.
    LogIn,
    /// Logging in with a password, and a passkey as the second factor.
    SecondFactor,
}

impl PasskeyPurpose {
    /// Returns the purpose's name in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Registration => "registration",
            Self::LogIn => "log_in",
            Self::SecondFactor => "second_factor",
        }
    }
}

/// The site that passkeys belong to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelyingParty {
    /// Its domain. Browsers offer a passkey only to pages of this domain.
    pub id: String,
    /// The origin of its pages, as browsers write it.
    pub origin: String,
}

impl RelyingParty {
    /// Returns the site at a URL. A loopback address stands for `localhost`, because no passkey can belong to an IP
    /// address. `None` if browsers have no passkeys there: at other IP addresses, and without TLS elsewhere than at
    /// `localhost`.
    pub fn at(url: &str) -> Option<Self> {
        let (scheme, rest) = url.split_once("://")?;
        let authority = rest.split('/').next()?.to_ascii_lowercase();
        let (host, port) = match authority.rfind(':') {
            Some(colon) if !authority.ends_with(']') => authority.split_at(colon),
            _ => (authority.as_str(), ""),
        };
        let id = match host.trim_matches(['[', ']']).parse::<IpAddr>() {
            Ok(address) if address.is_loopback() => "localhost",
            Ok(_) => return None,
            Err(_) => host,
        };
        let is_local = id == "localhost" || id.ends_with(".localhost");
        let is_domain =
            !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte));
        if !is_domain || !(scheme == "https" || is_local) {
            return None;
        }
        let port = match (scheme, port) {
            ("https", ":443") | ("http", ":80") | (_, ":") => "",
            (_, port) => port,
        };
        Some(Self { id: id.to_owned(), origin: format!("{scheme}://{id}{port}") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_site_is_that_of_the_url_if_browsers_have_passkeys_there() {
        for (url, id, origin) in [
            ("https://dostyq.example.kz", "dostyq.example.kz", "https://dostyq.example.kz"),
            ("https://Dostyq.example.kz:443/house", "dostyq.example.kz", "https://dostyq.example.kz"),
            ("https://dostyq.example.kz:8443", "dostyq.example.kz", "https://dostyq.example.kz:8443"),
            ("https://xn--80a1acny.kz/", "xn--80a1acny.kz", "https://xn--80a1acny.kz"),
            ("http://localhost:8000", "localhost", "http://localhost:8000"),
            ("http://localhost:80", "localhost", "http://localhost"),
            ("http://dostyq.localhost", "dostyq.localhost", "http://dostyq.localhost"),
            ("http://127.0.0.1:8000", "localhost", "http://localhost:8000"),
            ("http://[::1]:8000", "localhost", "http://localhost:8000"),
            ("http://[::1]", "localhost", "http://localhost"),
        ] {
            let expected = RelyingParty { id: id.to_owned(), origin: origin.to_owned() };
            assert_eq!(RelyingParty::at(url), Some(expected), "{url}");
        }
        for url in [
            "http://dostyq.example.kz",
            "https://192.168.1.5",
            "http://0.0.0.0:8000",
            "https://[2001:db8::1]:8443",
            "https://user@dostyq.example.kz",
            "https://",
            "dostyq.example.kz",
        ] {
            assert_eq!(RelyingParty::at(url), None, "{url}");
        }
    }
}
