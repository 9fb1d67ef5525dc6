//! The responses: pages, files, redirects, and what they have in common.

use std::fmt::Write as _;

use poem::http::header::{
    CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, REFERRER_POLICY,
    RETRY_AFTER, VARY, X_CONTENT_TYPE_OPTIONS,
};
use poem::http::{HeaderValue, StatusCode};
use poem::{Request, Response};

use super::sitemap::INDEX as SITEMAP;
use crate::domain::text::Language;
use crate::http::etag::{etag, is_known};
use crate::http::open_data::REVALIDATED;
use crate::http::web_app::PERMISSIONS;
use crate::pages::{Address, Asset};

/// Allows the pages' own style sheet and images, and forms that lead to the pages. Nothing is executed: JSON-LD is data.
const POLICY: &str = "default-src 'none'; script-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

/// Why a page is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Failed {
    /// There is no such page, or the reader may not see its record.
    NotFound,
    /// The database does not answer.
    Unavailable,
    /// A bug; the log says which.
    Internal,
}

impl Failed {
    pub(super) fn status(self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// Returns a page that the reader may keep, but must compare with the current one for each use, so that unpublished
/// records disappear at once.
pub(in crate::http) fn page(
    request: &Request,
    status: StatusCode,
    html: String,
    language: Language,
) -> Response {
    let etag = etag(html.as_bytes());
    let mut response = if status == StatusCode::OK && is_known(request, &etag) {
        Response::builder().status(StatusCode::NOT_MODIFIED).finish()
    } else {
        Response::builder().status(status).header(CONTENT_TYPE, "text/html; charset=utf-8").body(html)
    };
    let headers = response.headers_mut();
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        headers.insert(ETAG, etag);
    }
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(REVALIDATED));
    headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin"));
    headers.insert("permissions-policy", HeaderValue::from_static(PERMISSIONS));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// Returns the page of a problem, which must not be kept.
pub(super) fn problem(request: &Request, failed: Failed, html: String, language: Language) -> Response {
    let mut response = page(request, failed.status(), html, language);
    let headers = response.headers_mut();
    headers.remove(ETAG);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(VARY, HeaderValue::from_static("accept-language"));
    if failed == Failed::Unavailable {
        headers.insert(RETRY_AFTER, HeaderValue::from_static("30"));
    }
    response
}

/// Returns a file whose address contains its hash.
pub(super) fn asset(asset: &'static Asset) -> Response {
    Response::builder()
        .header(CONTENT_TYPE, asset.media_type)
        .header(CACHE_CONTROL, "public, max-age=31536000, immutable")
        .header(X_CONTENT_TYPE_OPTIONS, "nosniff")
        .body(asset.content.as_str())
}

/// Returns a file in XML with its tag, or says that the client has it, which `xml` is `None` for.
pub(super) fn xml(tag: &str, xml: Option<String>) -> Response {
    let response = Response::builder()
        .header(ETAG, tag)
        .header(CACHE_CONTROL, REVALIDATED)
        .header(X_CONTENT_TYPE_OPTIONS, "nosniff");
    match xml {
        Some(xml) => response.header(CONTENT_TYPE, "application/xml").body(xml),
        None => response.status(StatusCode::NOT_MODIFIED).finish(),
    }
}

/// Returns the rules for search engines. They may read the pages and the open data.
pub(super) fn robots(origin: &str, base: &str) -> Response {
    let mut text = String::from("User-agent: *\n");
    for path in ["/graphql", "/graphiql", "/me/", "/clubs/"] {
        // Writing to a string can't fail.
        let _ = writeln!(text, "Disallow: {base}{path}");
    }
    for language in Language::ALL {
        let _ = writeln!(text, "Disallow: {base}{}", Address::Search.path(language));
    }
    let _ = writeln!(text, "\nSitemap: {origin}{SITEMAP}");
    Response::builder()
        .header(CONTENT_TYPE, "text/plain; charset=utf-8")
        .header(CACHE_CONTROL, "public, max-age=86400")
        .body(text)
}
