//! Responses that are not streams: status, headers and body.
//!
//! | case | `application/json` | `application/graphql-response+json` |
//! |---|---|---|
//! | executed, with or without errors | 200 | 200 |
//! | refused before execution: syntax, validation, limits, variables | 200 | 400 |
//! | `UNAVAILABLE` among the errors | 503, `Retry-After: 5` | 503, `Retry-After: 5` |
//! | `TIMEOUT` | 503 | 503 |
//! | `RATE_LIMITED` | 429, `Retry-After` | 429, `Retry-After` |
//! | `INTERNAL` outside of any field | 500 | 500 |
//! | the HTTP request is wrong | 400, 401, 405, 406, 408, 413, 415 | 400, 401, 405, 406, 408, 413, 415 |
//!
//! The specification says that `application/json` SHOULD get 200 for every well-formed request. 429, 503 and 500 deviate, so
//! that proxies, retries and alarms see who failed. `TIMEOUT` has no `Retry-After`, because the same
//! operation would most likely take as long again. Resolvers can add `Retry-After` to any response, such as for a
//! problem in a payload.

use poem::Response;
use poem::http::{StatusCode, header};

use super::media_type::MediaType;
use crate::{Code, Failure, OperationSummary, Outcome};

/// The number of seconds after which clients may try again if a part of the service is down.
const RETRY_AFTER: u64 = 5;

/// Returns the response to a correct HTTP request.
pub(super) fn outcome(media_type: MediaType, outcome: &Outcome, summary: OperationSummary) -> Response {
    let status = match (media_type.of_single_response(), outcome.executed()) {
        _ if outcome.has_code(Code::Unavailable) || outcome.has_code(Code::Timeout) => {
            StatusCode::SERVICE_UNAVAILABLE
        }
        _ if outcome.has_code(Code::RateLimited) => StatusCode::TOO_MANY_REQUESTS,
        (_, false) if outcome.has_code(Code::Internal) => StatusCode::INTERNAL_SERVER_ERROR,
        (MediaType::GraphqlResponse, false) => StatusCode::BAD_REQUEST,
        _ => StatusCode::OK,
    };
    write(status, media_type, outcome, summary)
}

/// Returns the response to a wrong HTTP request. Its status does not depend on the media type.
pub(super) fn failure(
    status: StatusCode,
    media_type: MediaType,
    code: Code,
    message: impl Into<String>,
) -> Response {
    write(status, media_type, &Failure::new(code, message).into(), OperationSummary::default())
}

/// Returns the response 405, with the allowed methods.
pub(super) fn method_not_allowed(
    media_type: MediaType,
    allowed: &'static str,
    message: &'static str,
) -> Response {
    let mut response = failure(StatusCode::METHOD_NOT_ALLOWED, media_type, Code::BadRequest, message);
    response.headers_mut().insert(header::ALLOW, header::HeaderValue::from_static(allowed));
    response
}

/// Returns the response 429: the client has as many event streams as it may have.
pub(super) fn too_many_streams() -> Response {
    let message = "This client has too many event streams, end one of them";
    let mut response = failure(StatusCode::TOO_MANY_REQUESTS, MediaType::Json, Code::LimitExceeded, message);
    response.headers_mut().insert(header::RETRY_AFTER, RETRY_AFTER.into());
    response
}

/// Returns the response 401: the token is not valid, or the credentials are not a bearer token.
pub(super) fn unauthenticated(media_type: MediaType) -> Response {
    let outcome: Outcome = Failure::unauthenticated().into();
    let summary = OperationSummary::default();
    let mut response = write(StatusCode::UNAUTHORIZED, media_type, &outcome, summary);
    response.headers_mut().insert(header::WWW_AUTHENTICATE, header::HeaderValue::from_static("Bearer"));
    response
}

fn write(
    status: StatusCode,
    media_type: MediaType,
    outcome: &Outcome,
    summary: OperationSummary,
) -> Response {
    let summary = OperationSummary { code: outcome.code().map(str::to_owned), ..summary };
    let mut response = response_with_headers(status, media_type.of_single_response()).body(outcome.to_json());
    let unavailable = outcome.has_code(Code::Unavailable).then_some(RETRY_AFTER);
    if let Some(seconds) = unavailable.or(outcome.retry_after_seconds()) {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response.set_data(summary);
    response
}

/// Begins a response with the headers that every response has.
pub(super) fn response_with_headers(status: StatusCode, media_type: MediaType) -> poem::ResponseBuilder {
    Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, media_type.content_type())
        .header(header::CACHE_CONTROL, "no-store")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::VARY, "accept, accept-language, authorization")
}
