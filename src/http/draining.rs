//! The end of the service: while it is draining, it counts as not ready, and asks clients to close their connections, so
//! that none is cut while a request is on its way.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use poem::http::header::CONNECTION;
use poem::http::{HeaderValue, StatusCode};
use poem::{Endpoint, IntoResponse, Middleware, Request, Response, Result};

/// Whether the service is draining. Clones share the state.
#[derive(Debug, Clone, Default)]
pub struct Draining(Arc<AtomicBool>);

impl Draining {
    /// Begins to drain.
    pub fn begin(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub(super) fn has_begun(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl<E: Endpoint> Middleware<E> for Draining {
    type Output = DrainingEndpoint<E>;

    fn transform(&self, inner: E) -> Self::Output {
        DrainingEndpoint { inner, draining: self.clone() }
    }
}

/// An endpoint that closes kept connections while the service is draining.
pub struct DrainingEndpoint<E> {
    inner: E,
    draining: Draining,
}

impl<E: Endpoint> Endpoint for DrainingEndpoint<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        let mut response = match self.inner.call(request).await {
            Ok(response) => response.into_response(),
            Err(error) => error.into_response(),
        };
        if self.draining.has_begun() && response.status() != StatusCode::SWITCHING_PROTOCOLS {
            response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        Ok(response)
    }
}
