//! The entry point of search.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::connection::{Connection, Edge};
use async_graphql::{Context, Object};
use uuid::Uuid;

use super::types::{FoundConnection, SearchResult, SearchType};
use crate::app::search::{self as app, SearchHit};
use crate::domain::ids::{EventId, Id, OrganizationId, PersonId, WordId};
use crate::domain::search as domain;
use crate::domain::search::{QueryProblem, RecordKind};
use crate::graphql::context::{Scope, request};
use crate::graphql::directory::{Event, Organization, Person};
use crate::graphql::errors::ApiError;
use crate::graphql::learning::Word;
use crate::graphql::pagination::{PageArguments, encode, page_cost};

/// The entry point of search.
#[derive(Default)]
pub struct SearchQuery;

#[Object]
impl SearchQuery {
    /// Organizations, people, events and words by their names: present, short and former ones, titles, headwords and
    /// meanings, in all languages. What fits best comes first; what fits equally well, in Kazakh alphabetical order.
    /// Of more than 300 that fit, those with the shortest names are found.
    ///
    /// Words may be inflected, typed on a Russian keyboard or in Latin letters, one letter in them may be wrong, and
    /// the last may be unfinished. Cursors lead through the search with the same text and types only.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn search(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "What is searched for: 1 to 200 characters, at least one of them a letter or digit."
        )]
        text: String,
        #[graphql(desc = "Only what is of one of these types; without it, of any.")] types: Option<
            Vec<SearchType>,
        >,
        #[graphql(desc = "How many from the beginning, 0 to 100; without `first` and `last`, 20.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<FoundConnection>, ApiError> {
        let kinds = match types {
            Some(types) => types.into_iter().map(Into::into).collect(),
            None => RecordKind::ALL.to_vec(),
        };
        let query = domain::SearchQuery::new(&text, &kinds).map_err(bad_text)?;
        let search_name = query.name();
        let page = PageArguments { first, after, last, before }.request(&search_name)?;
        let scope = request(context);
        let found = app::find(&scope.caller, &query, &page).await?;
        let mut nodes = nodes(&scope, &found.rows).await?;
        let mut connection = Connection::new(found.has_previous, found.has_next);
        connection.edges.extend(found.rows.into_iter().map(|(key, hit)| {
            let node = nodes.remove(&hit.record_id);
            Edge::with_additional_fields(encode(&search_name, &key), node, hit.into())
        }));
        Ok(Some(connection))
    }
}

fn bad_text(problem: QueryProblem) -> ApiError {
    ApiError::bad_input(match problem {
        QueryProblem::TooLong => format!("«text» has at most {} characters: shorten it.", domain::MAX_TEXT),
        QueryProblem::NoWords => "«text» holds no letter and no digit: type a part of a name.".to_owned(),
    })
}

/// What was found, by id; the rows of each kind are loaded together.
async fn nodes<K>(scope: &Scope, found: &[(K, SearchHit)]) -> Result<HashMap<Uuid, SearchResult>, ApiError> {
    let loader = scope.loader();
    let (organizations, people, events) = futures_util::try_join!(
        loader.load_many(of_kind::<OrganizationId, _>(found, RecordKind::Organization)),
        loader.load_many(of_kind::<PersonId, _>(found, RecordKind::Person)),
        loader.load_many(of_kind::<EventId, _>(found, RecordKind::Event)),
    )?;
    let catalogue = scope.caller.catalogue().await?;
    let words = of_kind::<WordId, _>(found, RecordKind::Word);
    let words = words.into_iter().filter_map(|id| Some((id, catalogue.word(id)?.clone()))).collect();
    let mut nodes = HashMap::with_capacity(found.len());
    nodes.extend(by_uuid(organizations, |row| SearchResult::Organization(Organization(row))));
    nodes.extend(by_uuid(people, |row| SearchResult::Person(Person(row))));
    nodes.extend(by_uuid(events, |row| SearchResult::Event(Event(row))));
    nodes.extend(by_uuid(words, |row| SearchResult::Word(Word(row))));
    Ok(nodes)
}

fn of_kind<I: From<Uuid>, K>(found: &[(K, SearchHit)], kind: RecordKind) -> Vec<I> {
    let of_kind = found.iter().filter(|(_, hit)| hit.record_kind == kind);
    of_kind.map(|(_, hit)| hit.record_id.into()).collect()
}

fn by_uuid<K, T>(
    rows: HashMap<Id<K>, Arc<T>>,
    node: impl Fn(Arc<T>) -> SearchResult,
) -> impl Iterator<Item = (Uuid, SearchResult)> {
    rows.into_iter().map(move |(id, row)| (id.uuid(), node(row)))
}
