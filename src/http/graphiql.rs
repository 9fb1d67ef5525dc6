//! `/graphiql`: serves GraphiQL from files bundled with the program. `assets/graphiql/README.md` describes the files
//! and how to update them.

use std::sync::LazyLock;

use poem::http::{Method, StatusCode, header};
use poem::{Endpoint, Request, Response, Result};

use super::etag::{etag, is_known};

/// Allows nothing from other hosts and no inline scripts. `CodeMirror` sets inline styles on its elements and loads its
/// icons as `data:`.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                      font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// A bundled file.
struct File {
    name: &'static str,
    content_type: &'static str,
    body: &'static [u8],
    /// A hash of the body, in quotation marks.
    etag: String,
}

const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";

macro_rules! bundled {
    ($($name:literal $content_type:ident),+ $(,)?) => {
        [$(File::new($name, $content_type, include_bytes!(concat!("../../assets/graphiql/", $name)))),+]
    };
}

static FILES: LazyLock<[File; 8]> = LazyLock::new(|| {
    bundled![
        "index.html" HTML,
        "index.css" STYLE,
        "index.js" SCRIPT,
        "graphiql.min.css" STYLE,
        "graphiql.min.js" SCRIPT,
        "graphql-ws.min.js" SCRIPT,
        "react.production.min.js" SCRIPT,
        "react-dom.production.min.js" SCRIPT,
    ]
});

impl File {
    fn new(name: &'static str, content_type: &'static str, body: &'static [u8]) -> Self {
        Self { name, content_type, body, etag: etag(body) }
    }
}

/// Returns the endpoint of the page.
pub fn page() -> impl Endpoint<Output = Response> {
    Bundled { page: true }
}

/// Returns the endpoint of the page's files. The path parameter `file` selects the file.
pub fn file() -> impl Endpoint<Output = Response> {
    Bundled { page: false }
}

struct Bundled {
    page: bool,
}

impl Endpoint for Bundled {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        let name = if self.page { "index.html" } else { request.raw_path_param("file").unwrap_or_default() };
        let Some(file) = FILES.iter().find(|file| file.name == name) else {
            return Ok(StatusCode::NOT_FOUND.into());
        };
        if request.method() != Method::GET && request.method() != Method::HEAD {
            return Ok(Response::builder()
                .status(StatusCode::METHOD_NOT_ALLOWED)
                .header(header::ALLOW, "GET, HEAD")
                .finish());
        }
        Ok(file_response(file, &request))
    }
}

/// Returns the file, or 304 if the client has it. Clients must revalidate each time, since the names stay the same
/// across versions.
fn file_response(file: &'static File, request: &Request) -> Response {
    let response = Response::builder()
        .header(header::ETAG, &file.etag)
        .header(header::CACHE_CONTROL, "no-cache")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::REFERRER_POLICY, "no-referrer")
        .header(header::CONTENT_SECURITY_POLICY, POLICY);
    if is_known(request, &file.etag) {
        return response.status(StatusCode::NOT_MODIFIED).finish();
    }
    let response = response.header(header::CONTENT_TYPE, file.content_type);
    if request.method() == Method::HEAD {
        response.header(header::CONTENT_LENGTH, file.body.len()).finish()
    } else {
        response.body(file.body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_references_only_bundled_files() {
        let page = std::str::from_utf8(FILES[0].body).unwrap();
        let mut referenced = 0;
        for part in page.split("\"graphiql/").skip(1) {
            let name = part.split('"').next().unwrap();
            assert!(FILES.iter().any(|file| file.name == name), "{name}");
            referenced += 1;
        }
        assert_eq!(referenced + 1, FILES.len());
        assert!(!page.contains("://"), "another host");
    }

    #[test]
    fn a_file_that_the_client_has_is_not_sent_again() {
        let file = &FILES[0];
        let response = |tags: &str| {
            file_response(file, &Request::builder().header(header::IF_NONE_MATCH, tags).finish())
        };
        assert_eq!(response(&file.etag).status(), StatusCode::NOT_MODIFIED);
        assert_eq!(response("\"other\"").status(), StatusCode::OK);
        assert_eq!(response("\"other\"").content_type(), Some(HTML));
    }
}
