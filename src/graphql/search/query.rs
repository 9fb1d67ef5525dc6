//! The query `search`.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::connection::{Connection, Edge};
use async_graphql::{Context, Object};
use uuid::Uuid;

use super::result::{SearchConnection, SearchResult, SearchType};
use crate::app::search::{self as app, SearchHit};
use crate::domain::ids::{EventId, Id, OrganizationId, PersonId, PostId, WordId};
use crate::domain::search as domain;
use crate::domain::search::SearchKind;
use crate::graphql::context::{Scope, request};
use crate::graphql::directory::{Event, Organization, Person, Post};
use crate::graphql::errors::ApiError;
use crate::graphql::learning::Word;
use crate::graphql::pagination::{PageArguments, encode, page_cost};

/// The query `search`.
#[derive(Default)]
pub struct SearchQuery;

#[Object]
impl SearchQuery {
    /// Finds organizations, people, events, posts and words by their names: current, short and former names, titles,
    /// headwords and meanings, in all languages. Best come results with a name that contains all the words. Then come
    /// those with the title of a post, a place, or a sentence of a description, note or milestone that contains all the
    /// words. Last come names with a wrong letter, or with only some of the words. `matches` shows what was found.
    /// Equal matches are in Kazakh alphabetical order. If more than 300 names match, only the shortest of them count.
    ///
    /// The words of the text may be inflected, and may be typed on a Russian keyboard, in Latin letters, or with the
    /// Latin layout left on (`ljcnsr` for достык, `ljcns0` for достық). Each word may have one wrong letter, and the
    /// last word may be incomplete. A cursor is valid only for a search with the same text and types.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn search(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The text to search for: 1 to 200 characters, at least one of them a letter or digit."
        )]
        text: String,
        #[graphql(desc = "The types of result. Defaults to all.")] types: Option<Vec<SearchType>>,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<SearchConnection>, ApiError> {
        let kinds = match types {
            Some(types) => types.into_iter().map(Into::into).collect(),
            None => SearchKind::ALL.to_vec(),
        };
        let query = domain::ParsedQuery::new(&text, &kinds);
        let query = query.map_err(|problem| ApiError::unsearchable("text", problem))?;
        let search_name = query.name();
        let page = PageArguments { first, after, last, before }.request(&search_name)?;
        let scope = request(context);
        let found = app::find(&scope.caller, &text, &query, &page).await?;
        let mut nodes = nodes(&scope, &found.rows).await?;
        let mut connection = Connection::new(found.has_previous, found.has_next);
        connection.edges.extend(found.rows.into_iter().map(|(key, hit)| {
            let node = nodes.remove(&hit.record_id);
            Edge::with_additional_fields(encode(&search_name, &key), node, hit.into())
        }));
        Ok(Some(connection))
    }
}

/// Loads the records that were found, by id. The rows of each kind are loaded together.
async fn nodes<K>(scope: &Scope, found: &[(K, SearchHit)]) -> Result<HashMap<Uuid, SearchResult>, ApiError> {
    let loader = scope.loader();
    let (organizations, people, events, posts) = futures_util::try_join!(
        loader.load_many(of_kind::<OrganizationId, _>(found, SearchKind::Organization)),
        loader.load_many(of_kind::<PersonId, _>(found, SearchKind::Person)),
        loader.load_many(of_kind::<EventId, _>(found, SearchKind::Event)),
        loader.load_many(of_kind::<PostId, _>(found, SearchKind::Post)),
    )?;
    let catalogue = scope.caller.catalogue().await?;
    let words = of_kind::<WordId, _>(found, SearchKind::Word);
    let words = words.into_iter().filter_map(|id| Some((id, catalogue.word(id)?.clone()))).collect();
    let mut nodes = HashMap::with_capacity(found.len());
    nodes.extend(by_uuid(organizations, |row| SearchResult::Organization(Organization(row))));
    nodes.extend(by_uuid(people, |row| SearchResult::Person(Person(row))));
    nodes.extend(by_uuid(events, |row| SearchResult::Event(Event(row))));
    nodes.extend(by_uuid(posts, |row| SearchResult::Post(Post(row))));
    nodes.extend(by_uuid(words, |row| SearchResult::Word(Word(row))));
    Ok(nodes)
}

fn of_kind<I: From<Uuid>, K>(found: &[(K, SearchHit)], kind: SearchKind) -> Vec<I> {
    let of_kind = found.iter().filter(|(_, hit)| hit.record_kind == kind);
    of_kind.map(|(_, hit)| hit.record_id.into()).collect()
}

fn by_uuid<K, T>(
    rows: HashMap<Id<K>, Arc<T>>,
    node: impl Fn(Arc<T>) -> SearchResult,
) -> impl Iterator<Item = (Uuid, SearchResult)> {
    rows.into_iter().map(move |(id, row)| (id.uuid(), node(row)))
}
