//! `/app/`: serves the app, which `build.rs` bundles from `web/` and the program embeds.
//!
//! A proxy may serve it below a path. Only the page names that path, since the addresses of all screens lead to it. The
//! other files are relative to each other.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use poem::http::{StatusCode, header};
use poem::{Endpoint, Request, Response, ResponseBuilder, Result};

use super::compression::accepted;
use super::etag::{etag, is_known};

/// Allows nothing from other hosts, and neither inline scripts nor inline styles.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
                      connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";
/// Neither the client nor the public pages need the device's sensors.
pub(super) const PERMISSIONS: &str =
    "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()";

/// The path of the page.
const PAGE: &str = "index.html";

/// A file of the client.
struct File {
    /// The path below `/app/`.
    path: &'static str,
    body: Cow<'static, [u8]>,
    gzip: Option<&'static [u8]>,
    /// A hash of the body. It is weak, because the compressed body has the same.
    etag: String,
}

static FILES: LazyLock<BTreeMap<&'static str, File>> = LazyLock::new(|| {
    let files: Vec<File> = include!(concat!(env!("OUT_DIR"), "/web/files.rs")).into_iter().collect();
    files.into_iter().map(|file| (file.path, file)).collect()
});

impl File {
    fn new(path: &'static str, body: &'static [u8], gzip: Option<&'static [u8]>) -> Self {
        Self { path, body: Cow::Borrowed(body), gzip, etag: format!("W/{}", etag(body)) }
    }

    /// Returns the page of a service whose public URL has a path.
    fn below(&self, base: &str) -> Self {
        let base = base.replace('&', "&amp;");
        let page = String::from_utf8_lossy(&self.body).replace("\"/app/", &format!("\"{base}/app/"));
        let gzip = self.gzip.filter(|_| base.is_empty());
        Self {
            path: self.path,
            gzip,
            etag: format!("W/{}", etag(&page)),
            body: Cow::Owned(page.into_bytes()),
        }
    }

    fn content_type(&self) -> &'static str {
        match self.path.rsplit('.').next() {
            Some("html") => "text/html; charset=utf-8",
            Some("js") => "text/javascript; charset=utf-8",
            Some("css") => "text/css; charset=utf-8",
            Some("json") => "application/json",
            Some("svg") => "image/svg+xml",
            Some("png") => "image/png",
            Some("webmanifest") => "application/manifest+json",
            _ => "application/octet-stream",
        }
    }

    /// Adds the headers that pages and workers need. Other files are loaded under the policies of their page.
    fn with_policies(&self, response: ResponseBuilder) -> ResponseBuilder {
        if !matches!(self.path, PAGE | "sw.js") {
            return response;
        }
        response
            .header(header::REFERRER_POLICY, "same-origin")
            .header("permissions-policy", PERMISSIONS)
            .header(header::CONTENT_SECURITY_POLICY, POLICY)
    }

    /// The names of scripts, styles and texts contain a hash of their content. The others must be revalidated each time.
    fn cache_control(&self) -> &'static str {
        if self.path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" }
    }
}

/// The endpoint of `/app` and everything below: a file, or the page for the address of a screen.
pub(super) struct WebApp {
    page: Option<File>,
}

impl WebApp {
    /// Creates the endpoint of a service whose public URL has this path.
    pub(super) fn below(base: &str) -> Self {
        Self { page: FILES.get(PAGE).map(|page| page.below(base)) }
    }

    fn file(&self, path: &str) -> Option<&File> {
        let is_screen = !path.rsplit('/').next().unwrap_or_default().contains('.');
        if is_screen || path == PAGE { self.page.as_ref() } else { FILES.get(path) }
    }
}

impl Endpoint for WebApp {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        let path = request.uri().path().strip_prefix("/app/").unwrap_or_default();
        let file = self.file(path);
        Ok(file.map_or_else(|| StatusCode::NOT_FOUND.into(), |file| response(&request, file)))
    }
}

fn response(request: &Request, file: &File) -> Response {
    let response = Response::builder()
        .header(header::ETAG, &file.etag)
        .header(header::CACHE_CONTROL, file.cache_control())
        .header(header::VARY, "accept-encoding")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    if is_known(request, &file.etag) {
        return response.status(StatusCode::NOT_MODIFIED).finish();
    }
    let response = file.with_policies(response).content_type(file.content_type());
    match file.gzip.filter(|_| accepted(request).gzip) {
        Some(gzip) => response.header(header::CONTENT_ENCODING, "gzip").body(gzip),
        None => response.body(file.body.to_vec()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_references_only_bundled_files() {
        for base in ["", "/app", "/a&b/school"] {
            let page = FILES[PAGE].below(base);
            let page = std::str::from_utf8(&page.body).unwrap();
            let start = format!("\"{}/app/", base.replace('&', "&amp;"));
            let paths: Vec<&str> =
                page.split(&start).skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
            assert!(paths.len() >= 5, "{paths:?}");
            for path in &paths {
                assert!(FILES.contains_key(path), "{path}");
            }
            assert_eq!(page.matches("=\"/").count(), paths.len(), "{page}");
            assert!(!page.contains("://") && !page.contains("<style") && !page.contains("style="), "{page}");
        }
    }

    #[test]
    fn only_the_page_of_a_service_without_a_path_was_compressed_before() {
        let [own, below] = ["", "/school"].map(|base| FILES[PAGE].below(base));
        assert_eq!((&own.etag, own.gzip), (&FILES[PAGE].etag, FILES[PAGE].gzip));
        assert!(own.gzip.is_some() && below.gzip.is_none());
        assert_ne!(own.etag, below.etag);
    }

    #[test]
    fn the_service_worker_keeps_once_every_file_that_learners_need() {
        let worker = std::str::from_utf8(&FILES["sw.js"].body).unwrap();
        let list = worker.split('[').find(|part| part.starts_with("\"assets/")).unwrap();
        let mut kept: Vec<&str> = list.split(']').next().unwrap().split(',').collect();
        let is_needed = |path: &&&str| **path != "sw.js" && !path.starts_with("assets/editor-");
        let files = FILES.keys().filter(is_needed);
        let address = |path: &&str| format!("\"{}\"", if *path == PAGE { "./" } else { *path });
        let mut expected: Vec<String> = files.map(address).collect();
        kept.sort_unstable();
        expected.sort_unstable();
        assert_eq!(kept, expected);
    }
}
