//! Files and pages for everyone: pages of all origins may fetch them.

use std::sync::Arc;

use poem::http::header::{
    ACCEPT_RANGES, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ALLOW, IF_NONE_MATCH, X_CONTENT_TYPE_OPTIONS,
};
use poem::http::{HeaderValue, Method, StatusCode};
use poem::{Endpoint, Request, Response, Result};

use crate::app::{Caller, Services};

const METHODS: &str = "GET, HEAD, OPTIONS";

/// Returns the caller of a request for what everyone may see. If the client compares the response with what it has, the
/// request reads the primary, because the replica may be older than what the client has.
pub(super) fn reader(services: &Services, request: &Request) -> Caller {
    let caller = Caller::anonymous(services);
    if request.headers().contains_key(IF_NONE_MATCH) { caller.on_primary() } else { caller }
}

/// Serves files for everyone: answers `OPTIONS`, allows every origin, and says that parts of a file cannot be requested.
pub(super) struct PublicFiles<E> {
    files: Arc<E>,
}

impl<E: Endpoint<Output = Response>> PublicFiles<E> {
    /// Serves the files of an endpoint for `GET` and `HEAD`.
    pub(super) fn new(files: E) -> Self {
        Self { files: Arc::new(files) }
    }
}

impl<E: Endpoint<Output = Response>> Endpoint for PublicFiles<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        let mut response = match *request.method() {
            Method::GET | Method::HEAD => self.files.call(request).await?,
            Method::OPTIONS => Response::builder()
                .status(StatusCode::NO_CONTENT)
                .header(ALLOW, METHODS)
                .header(ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                .header(ACCESS_CONTROL_ALLOW_HEADERS, "*")
                .header(ACCESS_CONTROL_MAX_AGE, "86400")
                .finish(),
            _ => Response::builder().status(StatusCode::METHOD_NOT_ALLOWED).header(ALLOW, METHODS).finish(),
        };
        let headers = response.headers_mut();
        for (name, value) in [
            (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
            (ACCESS_CONTROL_EXPOSE_HEADERS, "*"),
            (ACCEPT_RANGES, "none"),
            (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        Ok(response)
    }
}
