//! Cross-origin requests (CORS): which pages of other hosts may read responses.

use graphql_engine::origin_is_allowed;
use poem::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD, ORIGIN, VARY,
};
use poem::http::{HeaderValue, Method, StatusCode};
use poem::{Endpoint, IntoResponse, Middleware, Request, Response, Result};

/// The request headers that pages may send, with those of Apollo's clients.
const REQUEST_HEADERS: &str = "accept-language, apollo-require-preflight, apollographql-client-name, \
                               apollographql-client-version, authorization, content-type, if-modified-since, \
                               if-none-match, x-apollo-operation-id, x-apollo-operation-name, x-request-id";
/// The response headers that pages may read.
const RESPONSE_HEADERS: &str = "content-disposition, etag, last-modified, retry-after, x-request-id";
/// The middleware that allows pages of some origins to use a route. Pages of the service's own host may always use it.
#[derive(Clone)]
pub(super) struct CrossOrigin {
    /// The origins, as browsers write them (`https://app.example`).
    pub origins: Vec<String>,
}

impl<E: Endpoint> Middleware<E> for CrossOrigin {
    type Output = CrossOriginEndpoint<E>;

    fn transform(&self, inner: E) -> Self::Output {
        CrossOriginEndpoint { inner, origins: self.origins.clone() }
    }
}

pub(super) struct CrossOriginEndpoint<E> {
    inner: E,
    origins: Vec<String>,
}

impl<E: Endpoint> Endpoint for CrossOriginEndpoint<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        let is_preflight = request.method() == Method::OPTIONS
            && request.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD);
        let origin = request.headers().get(ORIGIN).cloned();
        let allowed = origin.filter(|_| origin_is_allowed(request.headers(), &self.origins));
        let mut response = if is_preflight {
            Response::builder().status(StatusCode::NO_CONTENT).finish()
        } else {
            match self.inner.call(request).await {
                Ok(response) => response.into_response(),
                Err(error) => error.into_response(),
            }
        };
        let headers = response.headers_mut();
        headers.append(VARY, HeaderValue::from_static("origin"));
        let Some(allowed) = allowed else { return Ok(response) };
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, allowed);
        if is_preflight {
            let methods = HeaderValue::from_static("GET, HEAD, POST");
            headers.insert(ACCESS_CONTROL_ALLOW_METHODS, methods);
            headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static(REQUEST_HEADERS));
            headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("7200"));
        } else {
            headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(RESPONSE_HEADERS));
        }
        Ok(response)
    }
}
