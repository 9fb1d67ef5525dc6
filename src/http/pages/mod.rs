//! The public pages of the directory, for readers without an account: everything that no other route serves. `/` leads
//! to the reader's language.
//!
//! A page's content comes from a GraphQL operation that runs in the process, so the schema decides what everyone may
//! see, which language a text is in, and what is valid on a day.

mod feed;
mod respond;
mod site;
mod sitemap;

use poem::http::header::{CACHE_CONTROL, LOCATION, VARY};
use poem::http::{HeaderValue, StatusCode};
use poem::{Endpoint, Request, Response, Result};

pub(super) use self::feed::changes_feed;
use self::respond::Failed;
pub(super) use self::respond::page as page_response;
pub(super) use self::site::Site;
use self::sitemap::Part;
use crate::http::open_data::REVALIDATED;
use crate::http::session::request_language;
use crate::pages::{Address, Asset};

impl Endpoint for Site {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        Ok(self.answer(&request).await.unwrap_or_else(|failed| self.problem(&request, failed)))
    }
}

impl Site {
    async fn answer(&self, request: &Request) -> Result<Response, Failed> {
        let path = request.uri().path();
        match path {
            "/" => return Ok(self.to_preferred_language(request)),
            "/robots.txt" => return Ok(respond::robots(&self.public_url, &self.services.public_path)),
            "/favicon.ico" => return Ok(self.redirect(StatusCode::FOUND, &Asset::icon().path)),
            "/data/" => return Ok(self.redirect_with_query(request, "/data")),
            _ => {}
        }
        if let Some(asset) = Asset::at(path) {
            return Ok(respond::asset(asset));
        }
        if let Some(part) = Part::at(path) {
            return self.sitemap(request, part).await;
        }
        match Address::parse(path) {
            Some((language, address)) => self.page(request, language, &address).await,
            None => {
                let (language, address) = Address::meant_by(path).ok_or(Failed::NotFound)?;
                Ok(self.redirect_with_query(request, &address.path(language)))
            }
        }
    }

    /// Redirects to the home page in the reader's language.
    fn to_preferred_language(&self, request: &Request) -> Response {
        let mut response = self.redirect(StatusCode::FOUND, &Address::Home.path(request_language(request)));
        response.headers_mut().insert(VARY, HeaderValue::from_static("accept-language"));
        response
    }

    /// Redirects to the present address of what was requested, with the same query string.
    fn redirect_with_query(&self, request: &Request, path: &str) -> Response {
        let query = request.uri().query().map_or_else(String::new, |query| format!("?{query}"));
        self.redirect(StatusCode::PERMANENT_REDIRECT, &format!("{path}{query}"))
    }

    /// Redirects to a path of the service. Browsers must not keep the redirect: the other address may become valid again.
    fn redirect(&self, status: StatusCode, path: &str) -> Response {
        let location = format!("{}{path}", self.services.public_path);
        Response::builder()
            .status(status)
            .header(LOCATION, location)
            .header(CACHE_CONTROL, REVALIDATED)
            .finish()
    }
}
