//! A database's URL: its hosts, and the parameters of libpq that the driver lacks.

use std::path::{Path, PathBuf};

use diesel::{ConnectionError, ConnectionResult};
use percent_encoding::percent_decode_str;
use tokio_postgres::Config;
use tokio_postgres::config::Host;

use super::tls::SslMode;

/// The place of a host.
#[derive(Debug, Clone)]
pub(super) enum Address {
    /// The name for TLS, and the name or address to connect to.
    Tcp(String, String),
    Socket(PathBuf),
}

/// The role that a server must have: the values of `target_session_attrs`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    Any,
    ReadWrite,
    ReadOnly,
    Primary,
    Standby,
    PreferStandby,
}

impl Target {
    pub(super) fn parse(text: &str) -> ConnectionResult<Self> {
        Ok(match text {
            "any" => Self::Any,
            "read-write" => Self::ReadWrite,
            "read-only" => Self::ReadOnly,
            "primary" => Self::Primary,
            "standby" => Self::Standby,
            "prefer-standby" => Self::PreferStandby,
            other => {
                return Err(ConnectionError::InvalidConnectionUrl(format!(
                    "target_session_attrs={other} is none of any, read-write, read-only, primary, standby, \
                     prefer-standby"
                )));
            }
        })
    }

    /// Returns the query for the role of a server, and the required answer.
    pub(super) fn test(self) -> Option<(&'static str, &'static str)> {
        const READ_ONLY: &str = "SHOW transaction_read_only";
        const STANDBY: &str = "SELECT CASE WHEN pg_catalog.pg_is_in_recovery() THEN 'on' ELSE 'off' END";
        match self {
            Self::Any => None,
            Self::ReadWrite => Some((READ_ONLY, "off")),
            Self::ReadOnly => Some((READ_ONLY, "on")),
            Self::Primary => Some((STANDBY, "off")),
            Self::Standby | Self::PreferStandby => Some((STANDBY, "on")),
        }
    }
}

/// Returns the hosts with their ports.
pub(super) fn hosts(config: &Config) -> ConnectionResult<Vec<(Address, u16)>> {
    let (names, addresses, ports) = (config.get_hosts(), config.get_hostaddrs(), config.get_ports());
    let count = names.len().max(addresses.len());
    let wrong = |what: &str| Err(ConnectionError::InvalidConnectionUrl(what.to_owned()));
    if count == 0 {
        return wrong("the URL names no host");
    }
    if !(names.is_empty() || names.len() == count) || !(addresses.is_empty() || addresses.len() == count) {
        return wrong("the URL has another number of host names than of addresses");
    }
    if ports.len() > 1 && ports.len() != count {
        return wrong("the URL has another number of ports than of hosts");
    }
    let hosts = (0..count).map(|index| {
        let port = ports.get(index).or(ports.first()).copied().unwrap_or(5432);
        let number = addresses.get(index).map(ToString::to_string);
        let address = match (names.get(index), number) {
            (Some(Host::Unix(folder)), None) => Address::Socket(folder.clone()),
            (Some(Host::Tcp(name)), number) if !name.starts_with('/') => {
                Address::Tcp(name.clone(), number.unwrap_or_else(|| name.clone()))
            }
            (Some(Host::Tcp(name)), None) => Address::Socket(Path::new(name).to_owned()),
            (_, number) => {
                let number = number.unwrap_or_default();
                Address::Tcp(number.clone(), number)
            }
        };
        (address, port)
    });
    Ok(hosts.collect())
}

/// The parameters that the driver does not support, or supports only in part.
pub(super) struct OwnParameters {
    /// The URL without them.
    pub(super) rest: String,
    pub(super) mode: SslMode,
    pub(super) root_file: Option<String>,
    pub(super) target: Target,
}

impl OwnParameters {
    pub(super) fn of(url: &str) -> ConnectionResult<Self> {
        let is_url = url.contains("://");
        let (base, query, separator) = match url.split_once('?') {
            Some((base, query)) if is_url => (base, query, '&'),
            None if is_url => (url, "", '&'),
            _ => ("", url, ' '),
        };
        let mut own =
            Self { rest: String::new(), mode: SslMode::Prefer, root_file: None, target: Target::Any };
        let mut kept = Vec::new();
        for pair in query.split(separator).filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some(("sslmode", mode)) => own.mode = SslMode::parse(mode)?,
                Some(("sslrootcert", "system")) => own.mode = SslMode::VerifyFull,
                Some(("sslrootcert", file)) if is_url => {
                    own.root_file = Some(percent_decode_str(file).decode_utf8_lossy().into_owned());
                }
                Some(("sslrootcert", file)) => own.root_file = Some(file.to_owned()),
                Some(("target_session_attrs", target)) => own.target = Target::parse(target)?,
                _ => kept.push(pair),
            }
        }
        let kept = kept.join(&separator.to_string());
        own.rest =
            if is_url && !kept.is_empty() { format!("{base}?{kept}") } else { format!("{base}{kept}") };
        Ok(own)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_that_the_driver_lacks_are_taken_from_the_url() {
        let own = OwnParameters::of(
            "postgres://u@h/d?sslmode=verify-full&sslrootcert=%2Fetc/my%20ca.pem&application_name=x",
        )
        .unwrap();
        assert_eq!(own.rest, "postgres://u@h/d?application_name=x");
        assert_eq!((own.mode, own.root_file.as_deref()), (SslMode::VerifyFull, Some("/etc/my ca.pem")));
        let own = OwnParameters::of("postgres://u@a,b:5433/d?target_session_attrs=primary").unwrap();
        assert_eq!((own.rest.as_str(), own.target), ("postgres://u@a,b:5433/d", Target::Primary));
        let own = OwnParameters::of("host=h user=u sslmode=require").unwrap();
        assert_eq!((own.rest.as_str(), own.mode), ("host=h user=u", SslMode::Require));
        assert_eq!(OwnParameters::of("postgres://u@h/d").unwrap().mode, SslMode::Prefer);
    }

    #[test]
    fn a_mistake_in_the_url_is_found_before_a_connection() {
        for url in [
            "postgres://u@h/d?sslmode=yes",
            "postgres://u@h/d?target_session_attrs=master",
            "postgres://u@h:1,i:2,j:3/d?port=x",
            "postgres:///d?user=u",
            "postgres://u@h/d?sslmode=verify-ca&sslrootcert=/nowhere.pem",
        ] {
            assert!(super::super::server::Server::new(url).is_err(), "{url}");
        }
    }

    #[test]
    fn each_host_has_its_port() {
        let hosts = |url: &str| {
            let hosts = hosts(&url.parse().unwrap()).unwrap();
            hosts.into_iter().map(|(address, port)| format!("{address:?} {port}")).collect::<Vec<_>>()
        };
        assert_eq!(hosts("postgres://u@a:1,b:2/d"), [r#"Tcp("a", "a") 1"#, r#"Tcp("b", "b") 2"#]);
        assert_eq!(hosts("postgresql:///d?host=/run/pg&user=u"), [r#"Socket("/run/pg") 5432"#]);
        assert_eq!(hosts("host=a hostaddr=10.0.0.1 port=7"), [r#"Tcp("a", "10.0.0.1") 7"#]);
    }
}
