//! The sitemap: all pages of the directory in all languages.

use poem::http::StatusCode;
use poem::http::header::{CONTENT_TYPE, HeaderValue};
use poem::{Request, Response};
use serde_json::{Value, json};

use super::respond::{self, Failed};
use super::site::{Site, template_failed};
use crate::domain::text::Language;
use crate::graphql::RequestContext;
use crate::pages::{self, Address, SITEMAP_DOCUMENT, SITEMAP_OPERATIONS, SitemapEntry};

/// The maximum number of pages, so that the sitemap has fewer than 50,000 addresses, which is what its protocol allows.
const MAXIMUM: usize = 16_000;

impl Site {
    /// Returns the sitemap.
    pub(super) async fn sitemap(&self, request: &Request) -> Result<Response, Failed> {
        let context = self.context(request, Language::default());
        let fixed = Address::LISTED.map(|address| SitemapEntry { address, modified: None });
        let mut entries = Vec::from(fixed);
        for (operation, address) in SITEMAP_OPERATIONS {
            self.add_records(operation, address, &context, &mut entries).await?;
        }
        entries.truncate(MAXIMUM);
        let xml = pages::sitemap(&entries, &self.public_url).map_err(|error| template_failed(&error))?;
        let mut response = respond::page(request, StatusCode::OK, xml, Language::default());
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/xml"));
        response.set_data(context);
        Ok(response)
    }

    async fn add_records(
        &self,
        operation: &str,
        address: fn(String) -> Address,
        context: &RequestContext,
        entries: &mut Vec<SitemapEntry>,
    ) -> Result<(), Failed> {
        let mut after = Value::Null;
        while entries.len() < MAXIMUM {
            let variables = json!({"after": after});
            let data = self.execute(SITEMAP_DOCUMENT, Some(operation), variables, context).await?;
            let list = data.get("list").ok_or(Failed::Internal)?;
            for edge in list.get("edges").and_then(Value::as_array).into_iter().flatten() {
                let text = |field: &str| Some(edge.get("node")?.get(field)?.as_str()?.to_owned());
                let slug = text("slug").ok_or(Failed::Internal)?;
                entries.push(SitemapEntry { address: address(slug), modified: text("updatedAt") });
            }
            let page_info = list.get("pageInfo").ok_or(Failed::Internal)?;
            if page_info.get("hasNextPage") != Some(&Value::Bool(true)) {
                break;
            }
            after = page_info.get("endCursor").cloned().unwrap_or_default();
        }
        Ok(())
    }
}
