//! Answers that are no stream: their status, headers and body.
//!
//! | what happened | `application/json` | `application/graphql-response+json` |
//! |---|---|---|
//! | executed, with or without errors | 200 | 200 |
//! | refused before execution: syntax, validation, limits, variables | 200 | 400 |
//! | `UNAVAILABLE` among the errors | 503, `Retry-After: 5` | the same |
//! | `TIMEOUT` | 503 | 503 |
//! | `INTERNAL` outside of any field | 500 | 500 |
//! | the HTTP around it is wrong | 400, 401, 405, 406, 408, 413, 415 | the same |
//!
//! The specification wants 200 from `application/json` for every well-formed request ("SHOULD"); 503 and 500 deviate, so
//! that proxies, retries and alarms see that the service failed, not the client. `TIMEOUT` has no `Retry-After`: the same
//! operation would most likely take as long again.

use poem::Response;
use poem::http::{StatusCode, header};

use super::media::Media;
use crate::{Code, Failure, OperationSummary, Outcome};

/// Seconds after which a client may try again when a part of the service is down.
const RETRY_AFTER: &str = "5";

/// An answer whose HTTP was in order.
pub(super) fn outcome(media: Media, outcome: &Outcome, summary: OperationSummary) -> Response {
    let status = match (media.whole(), outcome.executed()) {
        _ if outcome.has(Code::Unavailable) || outcome.has(Code::Timeout) => StatusCode::SERVICE_UNAVAILABLE,
        (_, false) if outcome.has(Code::Internal) => StatusCode::INTERNAL_SERVER_ERROR,
        (Media::Response, false) => StatusCode::BAD_REQUEST,
        _ => StatusCode::OK,
    };
    write(status, media, outcome, summary)
}

/// An error of the HTTP around the operation: its own status whatever the media type.
pub(super) fn failure(status: StatusCode, media: Media, code: Code, message: impl Into<String>) -> Response {
    write(status, media, &Failure::new(code, message).into(), OperationSummary::default())
}

/// 405 with the methods there are.
pub(super) fn method_not_allowed(media: Media, allowed: &'static str, message: &'static str) -> Response {
    let mut response = failure(StatusCode::METHOD_NOT_ALLOWED, media, Code::BadRequest, message);
    response.headers_mut().insert(header::ALLOW, header::HeaderValue::from_static(allowed));
    response
}

/// 401: a token that does not hold, or credentials of another kind.
pub(super) fn unauthenticated(media: Media) -> Response {
    let message = "The bearer token is not valid";
    let mut response = failure(StatusCode::UNAUTHORIZED, media, Code::Unauthenticated, message);
    response.headers_mut().insert(header::WWW_AUTHENTICATE, header::HeaderValue::from_static("Bearer"));
    response
}

fn write(status: StatusCode, media: Media, outcome: &Outcome, summary: OperationSummary) -> Response {
    let summary = OperationSummary { code: outcome.code().map(str::to_owned), ..summary };
    let mut response = headed(status, media.whole()).body(outcome.to_json());
    if outcome.has(Code::Unavailable) {
        response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static(RETRY_AFTER));
    }
    response.set_data(summary);
    response
}

/// The headers that every answer has.
pub(super) fn headed(status: StatusCode, media: Media) -> poem::ResponseBuilder {
    Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, media.content_type())
        .header(header::CACHE_CONTROL, "no-store")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::VARY, "accept, accept-language, authorization")
}
