//! GraphQL over HTTP, by GET and POST, and server-sent events.
//!
//! Mutations need POST with `content-type: application/json`. Browsers send that to another host only if the host
//! allows it (CORS), which this endpoint by itself does not.

mod body;
mod event_stream;
mod media_type;
mod response;

use std::future::pending;
use std::sync::Arc;

use async_graphql::Executor;
use async_graphql::parser::types::OperationType;
use futures_util::FutureExt;
use futures_util::stream::{self, StreamExt};
use poem::http::{Method, StatusCode};
use poem::{Endpoint, Request, Response, Result};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, interval_at};

use self::body::BodyError;
use self::media_type::MediaType;
use crate::client_lanes::ClientLanes;
use crate::operation_log::OperationLog;
use crate::{
    Application, Code, Endpoints, Failure, OperationSummary, Outcome, Params, Prepared, Rejection, Transport,
};

/// Returns the HTTP endpoint.
pub(crate) fn endpoint<E: Executor, A: Application>(
    endpoints: Endpoints<E, A>,
) -> impl Endpoint<Output = Response> + use<E, A> {
    let limits = endpoints.engine.limits();
    let event_streams = Arc::new(Semaphore::new(limits.event_streams));
    let lanes = ClientLanes::new(limits.event_streams_per_client);
    HttpEndpoint { endpoints, event_streams, lanes }
}

struct HttpEndpoint<E, A> {
    endpoints: Endpoints<E, A>,
    /// Limits the number of open event streams.
    event_streams: Arc<Semaphore>,
    /// Limits the number of open event streams of each client.
    lanes: ClientLanes,
}

impl<E: Executor, A: Application> Endpoint for HttpEndpoint<E, A> {
    type Output = Response;

    async fn call(&self, mut request: Request) -> Result<Response> {
        // Both variants are responses; `Err` only ends the processing early.
        Ok(self.respond(&mut request).await.unwrap_or_else(|response| *response))
    }
}

/// A step of the processing, or the response that ends it.
type Step<T> = std::result::Result<T, Box<Response>>;

impl<E: Executor, A: Application> HttpEndpoint<E, A> {
    async fn respond(&self, request: &mut Request) -> Step<Response> {
        let get = request.method() == Method::GET;
        if !get && request.method() != Method::POST {
            return Err(Box::new(response::method_not_allowed(
                MediaType::Json,
                "GET, POST",
                "Use GET or POST",
            )));
        }
        let media_type = MediaType::accepted(request.headers()).ok_or_else(|| {
            let message = "Accept application/graphql-response+json, application/json or text/event-stream";
            response::failure(StatusCode::NOT_ACCEPTABLE, MediaType::Json, Code::BadRequest, message)
        })?;
        let (params, turn) = self.params(request, media_type).await?;
        let prepared = match self.endpoints.prepare(&params) {
            Ok(prepared) => prepared,
            Err(failure) => return self.request_error(failure, media_type, request),
        };
        drop(turn);
        if get && prepared.kind() == OperationType::Mutation {
            return Err(Box::new(response::method_not_allowed(media_type, "POST", "A mutation needs POST")));
        }
        let (context, has_ended) = self.context(request, media_type, prepared.kind()).await?;
        if media_type == MediaType::EventStream {
            return self.respond_with_stream(prepared, context, request).await;
        }
        let summary = OperationSummary::of(&prepared);
        let engine = &self.endpoints.engine;
        let outcome = if has_ended {
            let outcome = engine.execute(prepared.unshared(), context.clone()).await;
            outcome.with_failure(Failure::unauthenticated())
        } else {
            engine.execute(prepared, context.clone()).await
        };
        let mut response = response::outcome(media_type, &outcome, summary);
        response.set_data(context);
        Ok(response)
    }

    /// Reads the parameters, in the client's turn.
    async fn params(
        &self,
        request: &mut Request,
        media_type: MediaType,
    ) -> Step<(Params, Option<OwnedSemaphorePermit>)> {
        let fail =
            |status, code, message: &str| Box::new(response::failure(status, media_type, code, message));
        let (params, turn) = if request.method() == Method::GET {
            (Params::from_url(request.uri().query().unwrap_or_default()), None)
        } else {
            if !media_type::is_json(request.headers()) {
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
                    fail(StatusCode::REQUEST_TIMEOUT, Code::LimitExceeded, "The body did not arrive in time")
                }
                BodyError::Broken => {
                    fail(StatusCode::BAD_REQUEST, Code::BadRequest, "The body could not be read")
                }
            })?;
            let client = self.endpoints.application.client(request);
            let turn = self.endpoints.turn(&client, body.len()).await;
            (Params::from_json(&body), turn)
        };
        params.map(|params| (params, turn)).map_err(|failure| {
            let message = failure.errors.into_iter().next().map(|error| error.message).unwrap_or_default();
            fail(StatusCode::BAD_REQUEST, failure.code, &message)
        })
    }

    /// Makes the context of an operation, for nobody if the client's credentials have ended; returns whether they have.
    /// Event streams are refused then.
    async fn context(
        &self,
        request: &Request,
        media_type: MediaType,
        kind: OperationType,
    ) -> Step<(A::Context, bool)> {
        let application = &self.endpoints.application;
        let client = application.client(request);
        let (mut found, mut has_ended) = (application.context(&client).await, false);
        let is_stream = media_type == MediaType::EventStream || kind == OperationType::Subscription;
        if matches!(found, Err(Rejection::Unauthenticated))
            && !is_stream
            && let Some(nobody) = application.without_credentials(&client)
        {
            (found, has_ended) = (application.context(&nobody).await, true);
        }
        found.map(|context| (context, has_ended)).map_err(|rejection| match rejection {
            Rejection::Malformed(message) => {
                Box::new(response::failure(StatusCode::BAD_REQUEST, media_type, Code::BadRequest, message))
            }
            Rejection::Unauthenticated => Box::new(response::unauthenticated(media_type)),
            Rejection::Unavailable => Box::new(response::failure(
                StatusCode::SERVICE_UNAVAILABLE,
                media_type,
                Code::Unavailable,
                "The service is not available, try again later",
            )),
        })
    }

    /// Responds to a correct HTTP request that the engine does not execute. In a stream, the response is an event,
    /// because a browser's `EventSource` cannot read the body of an error.
    fn request_error(&self, failure: Failure, media_type: MediaType, request: &Request) -> Step<Response> {
        let outcome = Outcome::from(failure);
        if media_type != MediaType::EventStream {
            return Ok(response::outcome(media_type, &outcome, OperationSummary::default()));
        }
        self.events(stream::iter([outcome]).boxed(), self.log(request), request, false)
    }

    async fn respond_with_stream(
        &self,
        prepared: Prepared,
        context: A::Context,
        request: &Request,
    ) -> Step<Response> {
        let mut log = self.log(request);
        log.set_operation(&prepared);
        log.set_context(context.clone());
        if prepared.kind() == OperationType::Subscription {
            let outcomes = self.endpoints.engine.subscribe(prepared, context);
            return self.events(outcomes, log, request, true);
        }
        let summary = OperationSummary::of(&prepared);
        let outcome = self.endpoints.engine.execute(prepared, context.clone()).await;
        if [Code::Unavailable, Code::Timeout, Code::RateLimited].iter().any(|code| outcome.has_code(*code)) {
            log.failed(outcome.code());
            let mut response = response::outcome(MediaType::Json, &outcome, summary);
            response.set_data(context);
            return Ok(response);
        }
        self.events(stream::iter([outcome]).boxed(), log, request, false)
    }

    /// Responds with a stream, which may end with its client's credentials, as that of a subscription does.
    fn events(
        &self,
        outcomes: stream::BoxStream<'static, Outcome>,
        log: OperationLog<A>,
        request: &Request,
        ends_with_credentials: bool,
    ) -> Step<Response> {
        let application = self.endpoints.application.clone();
        let client = application.client(request);
        let lane = application.address(&client).map(|address| self.lanes.of(address));
        let of_client = lane.map(Semaphore::try_acquire_owned).transpose();
        let of_client = of_client.map_err(|_| response::too_many_streams())?;
        let of_all = self.event_streams.clone().try_acquire_owned().map_err(|_| {
            let message = "Too many event streams are open, try again later";
            response::failure(StatusCode::SERVICE_UNAVAILABLE, MediaType::Json, Code::Unavailable, message)
        })?;
        let limits = self.endpoints.engine.limits();
        let session_check = limits.websocket.session_check;
        let credentials_end = async move {
            if !ends_with_credentials {
                return pending().await;
            }
            let mut check = interval_at(Instant::now() + session_check, session_check);
            loop {
                check.tick().await;
                if matches!(application.context(&client).await, Err(Rejection::Unauthenticated)) {
                    return;
                }
            }
        };
        let ends = (credentials_end.boxed(), self.endpoints.shutdown.clone());
        Ok(event_stream::respond(outcomes, limits.event_keep_alive, ends, log, (of_client, of_all)))
    }

    fn log(&self, request: &Request) -> OperationLog<A> {
        let application = self.endpoints.application.clone();
        let client = application.client(request);
        OperationLog::start(application, Transport::ServerSentEvents, client)
    }
}
