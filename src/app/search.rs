//! Search over the published records and the words that are taught; open to everyone.

use diesel_async::AsyncPgConnection;

use crate::app::{AppError, Caller};
use crate::db::page::{Page, PageRequest};
use crate::db::search as db;
use crate::domain::search::{MatchKind, ParsedQuery, RecordKind, in_russian_layout};

pub use crate::db::search::{SearchHit, SearchKey};

/// Loads a page of the records and words that match a text, the best match first. If no name matches a text in Latin
/// letters, the function reads the text as typed on a Russian keyboard with the Latin layout left on. One SQL statement; up
/// to three for a text in Latin letters.
pub async fn find(
    caller: &Caller,
    text: &str,
    query: &ParsedQuery,
    page: &PageRequest<SearchKey>,
) -> Result<Page<(SearchKey, SearchHit)>, AppError> {
    let other = other_layout(text, &query.kinds);
    caller.read(async |connection| find_in_layouts(connection, query, other.as_ref(), page).await).await
}

/// Looks for a text as it was typed, and as it would read in the other layout.
async fn find_in_layouts(
    connection: &mut AsyncPgConnection,
    query: &ParsedQuery,
    other: Option<&ParsedQuery>,
    page: &PageRequest<SearchKey>,
) -> Result<Page<(SearchKey, SearchHit)>, AppError> {
    let Some(other) = other else {
        return Ok(db::find(connection, query, page).await?);
    };
    // The first result decides for all pages of a search.
    let best = PageRequest { after: None, before: None, limit: 1, from_end: false };
    let is_first_page = page.after.is_none() && page.before.is_none() && !page.from_end && page.limit > 0;
    let typed = db::find(connection, query, if is_first_page { page } else { &best }).await?;
    let quality = quality_of(&typed);
    let read_otherwise =
        quality < Quality::Name && quality_of(&db::find(connection, other, &best).await?) > quality;
    match (read_otherwise, is_first_page) {
        (true, _) => Ok(db::find(connection, other, page).await?),
        (false, true) => Ok(typed),
        (false, false) => Ok(db::find(connection, query, page).await?),
    }
}

/// What has all the words of a search.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Quality {
    Nothing,
    Statement,
    Name,
}

fn quality_of(found: &Page<(SearchKey, SearchHit)>) -> Quality {
    match found.rows.first().map(|(_, hit)| (hit.match_kind, hit.label_kind.is_name())) {
        Some((MatchKind::Exact | MatchKind::Prefix | MatchKind::Words, true)) => Quality::Name,
        Some((MatchKind::Exact | MatchKind::Prefix | MatchKind::Words, false)) => Quality::Statement,
        _ => Quality::Nothing,
    }
}

fn other_layout(text: &str, kinds: &[RecordKind]) -> Option<ParsedQuery> {
    ParsedQuery::new(&in_russian_layout(text)?, kinds).ok()
}
