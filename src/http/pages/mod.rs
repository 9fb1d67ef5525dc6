//! The public pages of the directory, for readers without an account: everything that no other route serves. `/` leads
//! to the reader's language.
//!
//! A page's content comes from a GraphQL operation that runs in the process, so the schema decides what everyone may
//! see, which language a text is in, and what is valid on a day.

mod feed;
mod respond;
mod site;
mod sitemap;

use poem::http::StatusCode;
use poem::{Endpoint, Request, Response, Result};

pub(super) use self::feed::changes_feed;
use self::respond::Failed;
pub(super) use self::respond::page as page_response;
pub(super) use self::site::Site;
use self::sitemap::Part;
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
            "/" => return Ok(respond::to_preferred_language(request)),
            "/robots.txt" => return Ok(respond::robots(&self.public_url)),
            "/favicon.ico" => return Ok(respond::redirect(StatusCode::FOUND, &Asset::icon().path)),
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
            None => redirect_without_slash(path).ok_or(Failed::NotFound),
        }
    }
}

/// Redirects a path that would be an address without the slash at its end.
fn redirect_without_slash(path: &str) -> Option<Response> {
    let other = match path.strip_suffix('/') {
        Some(without) => without.to_owned(),
        None => format!("{path}/"),
    };
    let (language, address) = Address::parse(&other)?;
    Some(respond::redirect(StatusCode::PERMANENT_REDIRECT, &address.path(language)))
}
