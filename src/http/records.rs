//! One record of the open data at its own address: `/data/records/ID` in the vocabulary of schema.org,
//! `/data/records/ID.json` in the form of `changes.json`.

use std::sync::Arc;

use poem::http::header::{ACCEPT, CACHE_CONTROL, LOCATION, VARY};
use poem::http::{HeaderValue, StatusCode};
use poem::web::Path;
use poem::{Endpoint, FromRequest as _, Request, Response, endpoint::make};
use serde_json::Value;
use uuid::Uuid;

use super::files::error_response;
use super::open_data::{REVALIDATED, failed, named_file};
use super::public_files::reader;
use crate::app::Services;
use crate::app::directory::{PublicRecord, public_record};
use crate::open_data::record_address;

/// Returns the endpoint of `/data/records/FILE`, for `GET` and `HEAD`.
pub(super) fn records(services: Services, base: Arc<str>) -> impl Endpoint<Output = Response> {
    make(move |request: Request| {
        let (services, base) = (services.clone(), base.clone());
        async move {
            let file = Path::<String>::from_request_without_body(&request).await.map(|Path(file)| file);
            let file = file.unwrap_or_default();
            let (id, ending) = file.split_once('.').unwrap_or((file.as_str(), ""));
            let (Ok(id), "" | "json" | "jsonld") = (id.parse::<Uuid>(), ending) else {
                return not_found();
            };
            match public_record(&reader(&services, &request), id, &base).await {
                Ok(Some(PublicRecord::MergedInto(target))) => redirect(&base, target, ending),
                Ok(Some(PublicRecord::Found { json, json_ld })) => respond(&request, ending, &json, &json_ld),
                Ok(None) => not_found(),
                Err(error) => failed(&error),
            }
        }
    })
}

/// Responds with the format that the ending names, or else with the one that the client prefers.
fn respond(request: &Request, ending: &str, json: &Value, json_ld: &Value) -> Response {
    let prefers_json =
        request.header(ACCEPT).is_some_and(|accept| accept.trim_start().starts_with("application/json"));
    let wants_json = ending == "json" || ending.is_empty() && prefers_json;
    let mut response = if wants_json {
        named_file(request, "application/json", json.to_string())
    } else {
        named_file(request, "application/ld+json", json_ld.to_string())
    };
    response.headers_mut().insert(VARY, HeaderValue::from_static("accept"));
    response
}

/// Redirects to the record that this one was merged into. Caches must ask again, since a merge can be undone.
fn redirect(base: &str, target: Uuid, ending: &str) -> Response {
    let dot = if ending.is_empty() { "" } else { "." };
    Response::builder()
        .status(StatusCode::PERMANENT_REDIRECT)
        .header(LOCATION, format!("{}{dot}{ending}", record_address(base, target)))
        .header(CACHE_CONTROL, REVALIDATED)
        .finish()
}

fn not_found() -> Response {
    error_response(StatusCode::NOT_FOUND, "no published record has this address")
}
