//! TLS to the database server, with the modes of libpq.

use std::io;
use std::sync::Arc;

use diesel::{ConnectionError, ConnectionResult};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{WantsClientCert, WebPkiServerVerifier};
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    CertificateError, ClientConfig, ConfigBuilder, DigitallySignedStruct, Error, RootCertStore,
    SignatureScheme, WantsVerifier,
};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::machine_roots::machine_roots;

/// When a connection is encrypted, and what is verified: the values of `sslmode`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SslMode {
    /// Never.
    Disable,
    /// Only if the server does not accept anything else.
    Allow,
    /// If the server supports it.
    Prefer,
    /// Always; nothing is verified.
    Require,
    /// Always; a trusted authority must have signed the certificate.
    VerifyCa,
    /// Always; the certificate must also be for the host.
    VerifyFull,
}

impl SslMode {
    pub(super) fn parse(text: &str) -> ConnectionResult<Self> {
        Ok(match text {
            "disable" => Self::Disable,
            "allow" => Self::Allow,
            "prefer" => Self::Prefer,
            "require" => Self::Require,
            "verify-ca" => Self::VerifyCa,
            "verify-full" => Self::VerifyFull,
            other => {
                return Err(ConnectionError::InvalidConnectionUrl(format!(
                    "sslmode={other} is none of disable, allow, prefer, require, verify-ca, verify-full"
                )));
            }
        })
    }
}

/// Creates the connector of a mode. A root file replaces the machine's own roots. As in libpq, `require` with a root file
/// is the same as `verify-ca`.
pub(super) fn connector(mode: SslMode, root_file: Option<&str>) -> ConnectionResult<MakeRustlsConnect> {
    // The provider is explicit: with two in the dependency tree, rustls would panic.
    let provider = Arc::new(ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .map_err(|error| ConnectionError::BadConnection(error.to_string()))?;
    let config = match (mode, root_file) {
        (SslMode::VerifyFull, file) => config.with_root_certificates(roots(file)?),
        (SslMode::VerifyCa, file) | (SslMode::Require, file @ Some(_)) => {
            let chain = WebPkiServerVerifier::builder_with_provider(Arc::new(roots(file)?), provider.clone())
                .build()
                .map_err(|error| ConnectionError::BadConnection(error.to_string()))?;
            without_host(config, AnyHost { provider, chain: Some(chain) })
        }
        _ => without_host(config, AnyHost { provider, chain: None }),
    };
    Ok(MakeRustlsConnect::new(config.with_no_client_auth()))
}

fn without_host(
    config: ConfigBuilder<ClientConfig, WantsVerifier>,
    verifier: AnyHost,
) -> ConfigBuilder<ClientConfig, WantsClientCert> {
    config.dangerous().with_custom_certificate_verifier(Arc::new(verifier))
}

fn roots(file: Option<&str>) -> ConnectionResult<RootCertStore> {
    let Some(file) = file else { return Ok(machine_roots()) };
    let wrong = |error: String| ConnectionError::BadConnection(format!("sslrootcert {file}: {error}"));
    let mut roots = RootCertStore::empty();
    let certificates = CertificateDer::pem_file_iter(file).map_err(|error| wrong(error.to_string()))?;
    let (added, _) = roots.add_parsable_certificates(certificates.flatten());
    if added == 0 { Err(wrong("there is no certificate in the file".to_owned())) } else { Ok(roots) }
}

/// Returns what to do about an error of TLS, to be appended to its text.
pub(super) fn hint(cause: &str) -> &'static str {
    if cause.contains("certificate") {
        " (set the certificate authority with sslrootcert=FILE, or encrypt without verifying with sslmode=require)"
    } else {
        ""
    }
}

/// Returns whether TLS itself failed, and not the protocol inside it.
pub(super) fn is_tls_error(error: &io::Error) -> bool {
    error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<Error>)
}

/// Accepts any certificate, if the server has its key. With a chain, a trusted authority must have signed the certificate,
/// for whatever host.
#[derive(Debug)]
struct AnyHost {
    provider: Arc<CryptoProvider>,
    chain: Option<Arc<WebPkiServerVerifier>>,
}

impl ServerCertVerifier for AnyHost {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let Some(chain) = &self.chain else { return Ok(ServerCertVerified::assertion()) };
        match chain.verify_server_cert(end_entity, intermediates, name, ocsp, now) {
            // The name is checked last.
            Err(Error::InvalidCertificate(
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
            )) => Ok(ServerCertVerified::assertion()),
            result => result,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
