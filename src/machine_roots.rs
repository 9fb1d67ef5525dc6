//! The certificate authorities that this machine trusts.

use std::sync::LazyLock;

use rustls::RootCertStore;

/// Returns the certificate authorities of the machine. They are read once, because that takes milliseconds.
pub fn machine_roots() -> RootCertStore {
    static ROOTS: LazyLock<RootCertStore> = LazyLock::new(|| {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        roots
    });
    ROOTS.clone()
}
