//! `/graphql`: GraphQL over HTTP, by GET and POST, and server-sent events.
//!
//! Mutations need POST with `content-type: application/json`: that a browser sends to a foreign host only with its leave,
//! which it never gets here.

mod body;
mod events;
mod media;
mod reply;

use std::sync::Arc;

use async_graphql::Executor;
use async_graphql::parser::types::OperationType;
use futures_util::stream::{self, StreamExt};
use poem::http::{Method, StatusCode};
use poem::{Endpoint, Request, Response, Result};
use tokio::sync::Semaphore;

use self::body::BodyError;
use self::media::Media;
use crate::operation_log::OperationLog;
use crate::{
    Application, Code, Endpoints, Failure, OperationSummary, Outcome, Params, Prepared, Rejection, Transport,
};

/// The endpoint.
pub(crate) fn endpoint<E: Executor, A: Application>(
    endpoints: Endpoints<E, A>,
) -> impl Endpoint<Output = Response> + use<E, A> {
    let streams = Arc::new(Semaphore::new(endpoints.engine.limits().event_streams));
    Graphql { endpoints, streams }
}

struct Graphql<E, A> {
    endpoints: Endpoints<E, A>,
    /// Places for streams of events.
    streams: Arc<Semaphore>,
}

impl<E: Executor, A: Application> Endpoint for Graphql<E, A> {
    type Output = Response;

    async fn call(&self, mut request: Request) -> Result<Response> {
        // Either way there is an answer; `Err` only ends the way to it early.
        Ok(self.answer(&mut request).await.unwrap_or_else(|refused| *refused))
    }
}

type Answer<T> = std::result::Result<T, Box<Response>>;

impl<E: Executor, A: Application> Graphql<E, A> {
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
        let prepared = match self.endpoints.engine.prepare(&params) {
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
        let summary = OperationSummary::of(&prepared);
        let outcome = self.endpoints.engine.execute(prepared, context.clone()).await;
        let mut response = reply::outcome(media, &outcome, summary);
        response.set_data(context);
        Ok(response)
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
            let limits = self.endpoints.engine.limits();
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

    async fn open(&self, request: &Request, media: Media) -> Answer<A::Context> {
        let application = &self.endpoints.application;
        let client = application.client(request);
        application.context(&client).await.map_err(|rejection| match rejection {
            Rejection::Malformed(message) => {
                Box::new(reply::failure(StatusCode::BAD_REQUEST, media, Code::BadRequest, message))
            }
            Rejection::Unauthenticated => Box::new(reply::unauthenticated(media)),
            Rejection::Unavailable => Box::new(reply::failure(
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
            return Ok(reply::outcome(media, &outcome, OperationSummary::default()));
        }
        self.events(stream::iter([outcome]).boxed(), self.log(request))
    }

    async fn stream(&self, prepared: Prepared, context: A::Context, request: &Request) -> Answer<Response> {
        let mut log = self.log(request);
        log.set_operation(&prepared);
        log.set_context(context.clone());
        if prepared.kind() == OperationType::Subscription {
            return self.events(self.endpoints.engine.subscribe(prepared, context), log);
        }
        let summary = OperationSummary::of(&prepared);
        let outcome = self.endpoints.engine.execute(prepared, context.clone()).await;
        if outcome.has(Code::Unavailable) || outcome.has(Code::Timeout) {
            log.failed(outcome.code());
            let mut response = reply::outcome(Media::Json, &outcome, summary);
            response.set_data(context);
            return Ok(response);
        }
        self.events(stream::iter([outcome]).boxed(), log)
    }

    fn events(
        &self,
        outcomes: stream::BoxStream<'static, Outcome>,
        log: OperationLog<A>,
    ) -> Answer<Response> {
        let place = self.streams.clone().try_acquire_owned().map_err(|_| {
            let message = "There are too many streams open, try again later";
            reply::failure(StatusCode::SERVICE_UNAVAILABLE, Media::Json, Code::Unavailable, message)
        })?;
        let keep_alive = self.endpoints.engine.limits().event_keep_alive;
        Ok(events::respond(outcomes, keep_alive, self.endpoints.shutdown.clone(), log, place))
    }

    fn log(&self, request: &Request) -> OperationLog<A> {
        let application = self.endpoints.application.clone();
        let client = application.client(request);
        OperationLog::begin(application, Transport::ServerSentEvents, client)
    }
}
