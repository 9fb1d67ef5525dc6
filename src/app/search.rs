//! Search over the published records and the words that are taught; open to everyone.

use diesel_async::AsyncPgConnection;

use crate::app::{AppError, Caller};
use crate::db::page::{Page, PageRequest};
use crate::db::search as db;
use crate::domain::search::{ParsedQuery, SearchKind, in_other_layouts};

pub use crate::db::search::{FoundLabel, SearchHit, SearchKey};

/// Loads a page of the records and words that match a text, the best match first. If no name matches a text in Latin
/// letters, the function reads the text as typed on a Kazakh or Russian keyboard with the Latin layout left on. One SQL
/// statement; up to three for a text in Latin letters, and one more if a word contains both letters and characters
/// of the digit row.
pub async fn find(
    caller: &Caller,
    text: &str,
    query: &ParsedQuery,
    page: &PageRequest<SearchKey>,
) -> Result<Page<(SearchKey, SearchHit)>, AppError> {
    let others = other_layouts(text, &query.kinds);
    caller.read(async |connection| find_in_layouts(connection, query, &others, page).await).await
}

/// Looks for a text as it was typed, and as it would read in the other layouts.
async fn find_in_layouts(
    connection: &mut AsyncPgConnection,
    query: &ParsedQuery,
    others: &[ParsedQuery],
    page: &PageRequest<SearchKey>,
) -> Result<Page<(SearchKey, SearchHit)>, AppError> {
    if others.is_empty() {
        return Ok(db::find(connection, query, page).await?);
    }
    // The first result decides for all pages of a search.
    let best = PageRequest { after: None, before: None, limit: 1, from_end: false };
    let is_first_page = page.after.is_none() && page.before.is_none() && !page.from_end && page.limit > 0;
    let typed = db::find(connection, query, if is_first_page { page } else { &best }).await?;
    let mut quality = quality_of(&typed);
    let mut meant = None;
    for other in others {
        if quality == Quality::Name {
            break;
        }
        let found = quality_of(&db::find(connection, other, &best).await?);
        if found > quality {
            (quality, meant) = (found, Some(other));
        }
    }
    match (meant, is_first_page) {
        (Some(other), _) => Ok(db::find(connection, other, page).await?),
        (None, true) => Ok(typed),
        (None, false) => Ok(db::find(connection, query, page).await?),
    }
}

/// How good the best result is: whether a statement about it, or even a name, contains all words of the search. Later
/// variants are better.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Quality {
    Nothing,
    Statement,
    Name,
}

fn quality_of(found: &Page<(SearchKey, SearchHit)>) -> Quality {
    let first = found.rows.first().map(|(_, hit)| hit).filter(|hit| hit.match_kind.has_all_words());
    match first.and_then(|hit| hit.labels.first()) {
        Some(label) if label.kind.is_name() => Quality::Name,
        Some(_) => Quality::Statement,
        None => Quality::Nothing,
    }
}

/// Returns the text as it would read in the Kazakh and the Russian layout, if they write letters with its keys.
fn other_layouts(text: &str, kinds: &[SearchKind]) -> Vec<ParsedQuery> {
    in_other_layouts(text).filter_map(|text| ParsedQuery::new(&text, kinds).ok()).collect()
}
