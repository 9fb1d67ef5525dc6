//! Database connections, with TLS if the URL requests it.

use std::sync::{Arc, LazyLock};

use diesel::{ConnectionError, ConnectionResult};
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection as _};
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;

/// Connects to a URL. `sslmode=require`, `verify-ca` and `verify-full` use TLS, and all verify the server's certificate
/// and host name. `sslrootcert=FILE` is trusted in addition to the machine's own roots.
pub(super) fn connect(url: &str) -> BoxFuture<'_, ConnectionResult<AsyncPgConnection>> {
    async move {
        let (url, root_file) = translate(url);
        let tls = connector(root_file.as_deref())?;
        let (client, connection) = tokio_postgres::connect(&url, tls).await.map_err(|e| bad(&e))?;
        let mut connection = AsyncPgConnection::try_from_client_and_connection(client, connection).await?;
        // Statements are prepared once and executed often: planning them anew takes up to a third of PostgreSQL's time.
        connection
            .batch_execute("SET plan_cache_mode = force_generic_plan")
            .await
            .map_err(ConnectionError::CouldntSetupConfiguration)?;
        Ok(connection)
    }
    .boxed()
}

fn bad(error: &dyn std::error::Error) -> ConnectionError {
    let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
    let hint = if cause.contains("certificate") {
        " (set the certificate authority with sslrootcert=FILE, or disable TLS with sslmode=disable)"
    } else {
        ""
    };
    ConnectionError::BadConnection(format!("{error}{cause}{hint}"))
}

/// tokio-postgres supports neither `verify-full` nor `sslrootcert`: they are handled here, and removed from the URL.
fn translate(url: &str) -> (String, Option<String>) {
    let Some((base, query)) = url.split_once('?') else { return (url.to_owned(), None) };
    let mut root_file = None;
    let kept: Vec<String> = query
        .split('&')
        .filter_map(|pair| match pair.split_once('=') {
            Some(("sslrootcert", "system")) => None,
            Some(("sslrootcert", file)) => {
                root_file = Some(file.replace("%2F", "/").replace("%2f", "/"));
                None
            }
            Some(("sslmode", "verify-full" | "verify-ca")) => Some("sslmode=require".to_owned()),
            Some(("sslmode", "allow")) => Some("sslmode=prefer".to_owned()),
            _ => Some(pair.to_owned()),
        })
        .collect();
    (format!("{base}?{}", kept.join("&")), root_file)
}

fn connector(root_file: Option<&str>) -> ConnectionResult<MakeRustlsConnect> {
    // Loaded once: reading the machine's roots takes milliseconds.
    static SYSTEM_ROOTS: LazyLock<RootCertStore> = LazyLock::new(|| {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        roots
    });
    let mut roots = SYSTEM_ROOTS.clone();
    if let Some(file) = root_file {
        let certificates = CertificateDer::pem_file_iter(file)
            .map_err(|error| ConnectionError::BadConnection(format!("sslrootcert {file}: {error}")))?;
        roots.add_parsable_certificates(certificates.flatten());
    }
    // The provider is explicit: with two in the dependency tree, rustls would panic.
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| bad(&error))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

#[cfg(test)]
mod tests {
    use super::translate;

    #[test]
    fn unsupported_parameters_are_translated() {
        let (url, root) =
            translate("postgres://u@h/d?sslmode=verify-full&sslrootcert=/etc/ca.pem&application_name=x");
        assert_eq!(url, "postgres://u@h/d?sslmode=require&application_name=x");
        assert_eq!(root.as_deref(), Some("/etc/ca.pem"));
        assert_eq!(translate("postgres://u@h/d").0, "postgres://u@h/d");
    }
}
