//! The feed of public changes, for people who follow the directory.

use std::sync::Arc;

use poem::http::StatusCode;
use poem::http::header::{CONTENT_TYPE, HeaderValue, VARY};
use poem::{Endpoint, Request, Response, endpoint::make};
use serde::Deserialize;
use serde_json::json;

use super::respond::{self, Failed};
use super::site::{Site, template_failed};
use crate::http::files::error_response;
use crate::http::session::request_language;
use crate::pages::{self, CHANGES_OPERATION, Reader};

/// Returns the endpoint of `/data/changes.atom`, for `GET` and `HEAD`.
pub(in crate::http) fn changes_feed(site: Arc<Site>) -> impl Endpoint<Output = Response> {
    make(move |request: Request| {
        let site = site.clone();
        async move {
            site.changes_feed(&request).await.unwrap_or_else(|failed| {
                let message = match failed {
                    Failed::NotFound => "`after` must come from a link of the feed",
                    _ => "the feed is unavailable for now: try again later",
                };
                error_response(failed.status(), message)
            })
        }
    })
}

impl Site {
    async fn changes_feed(&self, request: &Request) -> Result<Response, Failed> {
        #[derive(Default, Deserialize)]
        struct Parameters {
            #[serde(default)]
            after: String,
        }
        let Parameters { after } = request.params().unwrap_or_default();
        let language = request_language(request);
        let context = self.context(request, language);
        let today = context.scope().today();
        let variables = json!({"after": Some(&after).filter(|after| !after.is_empty())});
        let data = self.execute(CHANGES_OPERATION, variables, &context).await?;
        let reader = Reader::new(language, &self.public_url, today);
        let xml = pages::changes_feed(&reader, data, &after).map_err(|error| template_failed(&error))?;
        let mut response = respond::page(request, StatusCode::OK, xml, language);
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/atom+xml; charset=utf-8"));
        headers.insert(VARY, HeaderValue::from_static("accept-language"));
        response.set_data(context);
        Ok(response)
    }
}
