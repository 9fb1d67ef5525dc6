//! `/graphql`: GraphQL over HTTP, by GET and POST, and server-sent events.
//!
//! Mutations need POST with `content-type: application/json`: that a browser sends to a foreign host only with its leave,
//! which it never gets here.

mod body;
mod events;
mod media;
mod reply;

use std::sync::Arc;

use async_graphql::parser::types::OperationType;
use futures_util::stream::{self, StreamExt};
use poem::EndpointExt as _;
use poem::http::{HeaderMap, Method, StatusCode, header};
use poem::middleware::Cors;
use poem::{Endpoint, Request, Response, Result};
use tokio::sync::Semaphore;

use self::body::BodyError;
use self::media::Media;
use super::access_log::{Note, OperationLog, RequestId};
use super::session::{self, Credentials, SessionError};
use super::{Settings, State};
use crate::graphql::context::RequestContext;
use crate::graphql::engine::{Code, Failure, Outcome, Params, Prepared};

/// The endpoint.
pub fn endpoint(state: State, settings: &Settings) -> impl Endpoint<Output = Response> + use<> {
    let streams = Arc::new(Semaphore::new(state.engine.limits().event_streams));
    let endpoint = Graphql { state, settings: settings.clone(), streams };
    // Without origins there is no grant to anybody: pages of the same host need none.
    endpoint.with_if(!settings.origins.is_empty(), cors(&settings.origins)).map_to_response()
}

fn cors(origins: &[String]) -> Cors {
    Cors::new()
        .allow_origins(origins)
        .allow_methods([Method::GET, Method::POST])
        .allow_headers(["authorization", "content-type", "accept-language", "x-request-id"])
        .expose_header("x-request-id")
        .allow_credentials(false)
}

struct Graphql {
    state: State,
    settings: Settings,
    /// Places for streams of events.
    streams: Arc<Semaphore>,
}

impl Endpoint for Graphql {
    type Output = Response;

    async fn call(&self, mut request: Request) -> Result<Response> {
        // Either way there is an answer; `Err` only ends the way to it early.
        Ok(self.answer(&mut request).await.unwrap_or_else(|refused| *refused))
    }
}

type Answer<T> = std::result::Result<T, Box<Response>>;

impl Graphql {
    async fn answer(&self, request: &mut Request) -> Answer<Response> {
        let get = request.method() == Method::GET;
        if !get && request.method() != Method::POST {
            return Err(Box::new(reply::method_not_allowed(Media::Json, "GET, POST", "Use GET or POST")));
        }
        let media = Media::accepted(request.headers()).ok_or_else(|| {
            let message =
                "There are application/graphql-response+json, application/json and text/event-stream";
            reply::failure(StatusCode::NOT_ACCEPTABLE, Media::Json, Code::BadRequest, message)
        })?;
        let params = self.params(request, media).await?;
        let prepared = match self.state.engine.prepare(&params) {
            Ok(prepared) => prepared,
            Err(failure) => return self.refused(failure, media, request),
        };
        if get && prepared.kind() == OperationType::Mutation {
            return Err(Box::new(reply::method_not_allowed(media, "POST", "A mutation needs POST")));
        }
        let context = self.open(request, media).await?;
        if media == Media::Events {
            return self.stream(prepared, context, request).await;
        }
        let note = Note::on(&prepared);
        let outcome = self.state.engine.execute(prepared, context.clone()).await;
        Ok(reply::outcome(media, &outcome, Note { statements: context.statements(), ..note }))
    }

    async fn params(&self, request: &mut Request, media: Media) -> Answer<Params> {
        let fail = |status, code, message: &str| Box::new(reply::failure(status, media, code, message));
        let params = if request.method() == Method::GET {
            Params::from_url(request.uri().query().unwrap_or_default())
        } else {
            if !media::is_json(request.headers()) {
                let message = "The content-type must be application/json, in UTF-8";
                return Err(fail(StatusCode::UNSUPPORTED_MEDIA_TYPE, Code::BadRequest, message));
            }
            let limits = self.state.engine.limits();
            let body = body::read(request.take_body(), limits.body_bytes, limits.body_time).await;
            let body = body.map_err(|error| match error {
                BodyError::TooLong => {
                    let message = format!("The body is longer than {} bytes", limits.body_bytes);
                    fail(StatusCode::PAYLOAD_TOO_LARGE, Code::LimitExceeded, &message)
                }
                BodyError::TooSlow => {
                    fail(StatusCode::REQUEST_TIMEOUT, Code::LimitExceeded, "The body did not come in time")
                }
                BodyError::Broken => {
                    fail(StatusCode::BAD_REQUEST, Code::BadRequest, "The body could not be read")
                }
            })?;
            Params::from_json(&body)
        };
        params.map_err(|failure| {
            let message = failure.errors.into_iter().next().map(|error| error.message).unwrap_or_default();
            fail(StatusCode::BAD_REQUEST, failure.code, &message)
        })
    }

    async fn open(&self, request: &Request, media: Media) -> Answer<RequestContext> {
        let headers = request.headers();
        let mut credentials = credentials(headers).ok_or_else(|| reply::unauthenticated(media))?;
        let header = self.settings.client_address_header.as_deref();
        credentials.address = session::address(session::remote(request), headers, header);
        session::open(&self.state, &credentials).await.map_err(|refusal| match refusal {
            SessionError::Unauthenticated => Box::new(reply::unauthenticated(media)),
            SessionError::Unavailable => Box::new(reply::failure(
                StatusCode::SERVICE_UNAVAILABLE,
                media,
                Code::Unavailable,
                "The service is not available, try again later",
            )),
        })
    }

    /// A well-formed request that the engine does not execute. In a stream that is an event: a browser's `EventSource`
    /// cannot read the body of an error.
    fn refused(&self, failure: Failure, media: Media, request: &Request) -> Answer<Response> {
        let outcome = Outcome::from(failure);
        if media != Media::Events {
            return Ok(reply::outcome(media, &outcome, Note::default()));
        }
        self.events(stream::iter([outcome]).boxed(), log(request))
    }

    async fn stream(
        &self,
        prepared: Prepared,
        context: RequestContext,
        request: &Request,
    ) -> Answer<Response> {
        let mut log = log(request);
        log.operation(&prepared);
        log.context(&context);
        if prepared.kind() == OperationType::Subscription {
            return self.events(self.state.engine.subscribe(prepared, context), log);
        }
        let note = Note::on(&prepared);
        let outcome = self.state.engine.execute(prepared, context.clone()).await;
        if outcome.has(Code::Unavailable) || outcome.has(Code::Timeout) {
            log.failed(outcome.code());
            return Ok(reply::outcome(
                Media::Json,
                &outcome,
                Note { statements: context.statements(), ..note },
            ));
        }
        self.events(stream::iter([outcome]).boxed(), log)
    }

    fn events(&self, outcomes: stream::BoxStream<'static, Outcome>, log: OperationLog) -> Answer<Response> {
        let place = self.streams.clone().try_acquire_owned().map_err(|_| {
            let message = "There are too many streams open, try again later";
            reply::failure(StatusCode::SERVICE_UNAVAILABLE, Media::Json, Code::Unavailable, message)
        })?;
        let keep_alive = self.state.engine.limits().event_keep_alive;
        Ok(events::respond(outcomes, keep_alive, self.settings.shutdown.clone(), log, place))
    }
}

fn log(request: &Request) -> OperationLog {
    OperationLog::begin("sse", request.data::<RequestId>().cloned().unwrap_or_default())
}

/// The bearer token and the languages. `None` if there are credentials, but no bearer token.
fn credentials(headers: &HeaderMap) -> Option<Credentials> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).map(ToOwned::to_owned);
    let token = match headers.get(header::AUTHORIZATION) {
        None => None,
        Some(value) => Some(super::bearer(value.to_str().ok()?)?.to_owned().into()),
    };
    Some(Credentials { token, accept_language: text(header::ACCEPT_LANGUAGE), address: None })
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::*;

    #[test]
    fn credentials_are_a_bearer_token_or_none_at_all() {
        let with = |value: &str| {
            credentials(&[(header::AUTHORIZATION, value.parse().unwrap())].into_iter().collect())
        };
        for good in ["Bearer abc", "bearer  abc "] {
            assert_eq!(with(good).unwrap().token.unwrap().expose_secret(), "abc");
        }
        assert!(credentials(&HeaderMap::new()).unwrap().token.is_none());
        for bad in ["Basic abc", "Bearer", "Bearer ", "abc", "Bearer a b", ""] {
            assert!(with(bad).is_none(), "{bad}");
        }
    }
}
