//! Finding records by their names.

use std::collections::HashSet;

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::{Array, Bool, Integer, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::DbError;
use crate::db::page::{Page, PageRequest};
use crate::db::stored::parse;
use crate::domain::search::{LabelKind, MatchKind, ParsedQuery, Ranking, RecordKind, heads};

/// The sort key of search results: rank, Kazakh name, id.
pub type SearchKey = (i64, String, Uuid);

/// A search result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchHit {
    /// The record.
    pub record_id: Uuid,
    /// The kind of record.
    pub record_kind: RecordKind,
    /// The name that matches best, as it is written.
    pub label: String,
    /// The kind of name.
    pub label_kind: LabelKind,
    /// The language of the name (BCP 47).
    pub language: String,
    /// How the name matches.
    pub match_kind: MatchKind,
}

/// Returns a page of search results, best first, then in Kazakh alphabetical order. If more than some hundreds of names
/// match, the results are those with the shortest names.
///
/// The database finds the candidates and provides the alphabetical order. The service ranks them here, because
/// comparing that many labels takes the database longer than finding them.
pub async fn find(
    connection: &mut AsyncPgConnection,
    query: &ParsedQuery,
    page: &PageRequest<SearchKey>,
) -> Result<Page<(SearchKey, SearchHit)>, DbError> {
    let candidates: Vec<Candidate> = Find::new(query, page).load(connection).await?;
    let ranking = Ranking::new(query);
    let ranked = candidates.into_iter().map(|candidate| Ranked::new(candidate, &ranking));
    let mut ranked = ranked.collect::<Result<Vec<_>, _>>()?;
    // A stable sort: equal matches stay in the database's order.
    ranked.sort_by_key(|found| found.rank);
    let mut seen_records = HashSet::with_capacity(ranked.len());
    ranked.retain(|found| seen_records.insert(found.candidate.record_id));
    ranked.retain(|found| found.is_within(page));
    if page.from_end {
        ranked.reverse();
    }
    ranked.truncate(usize::try_from(page.fetch()).unwrap_or(usize::MAX));
    page.finish(ranked).try_map(Ranked::finish)
}

/// A name that may match.
#[derive(Queryable)]
struct Candidate {
    record_id: Uuid,
    record_kind: String,
    label: String,
    label_kind: String,
    language: String,
    folded: String,
    sort_key: String,
    found: String,
    lacking: i32,
    /// Whether the name comes after the page's lower bound and before its upper bound, among results of the same rank.
    is_after: Option<bool>,
    is_before: Option<bool>,
}

struct Ranked {
    rank: i64,
    match_kind: MatchKind,
    label_kind: LabelKind,
    candidate: Candidate,
}

impl Ranked {
    fn new(candidate: Candidate, ranking: &Ranking<'_>) -> Result<Self, DbError> {
        let label_kind = parse(&candidate.label_kind)?;
        let found = parse(&candidate.found)?;
        let (match_kind, rank) = ranking.of(&candidate.folded, found, candidate.lacking, label_kind);
        Ok(Self { rank, match_kind, label_kind, candidate })
    }

    fn is_within(&self, page: &PageRequest<SearchKey>) -> bool {
        let rank_of = |key: &Option<SearchKey>| key.as_ref().map_or(self.rank, |(rank, ..)| *rank);
        let (after, before) = (rank_of(&page.after), rank_of(&page.before));
        (self.rank > after || self.rank == after && self.candidate.is_after != Some(false))
            && (self.rank < before || self.rank == before && self.candidate.is_before != Some(false))
    }

    fn finish(self) -> Result<(SearchKey, SearchHit), DbError> {
        let Candidate { record_id, record_kind, label, language, sort_key, .. } = self.candidate;
        let hit = SearchHit {
            record_id,
            record_kind: parse(&record_kind)?,
            label,
            label_kind: self.label_kind,
            language,
            match_kind: self.match_kind,
        };
        Ok(((self.rank, sort_key, record_id), hit))
    }
}

/// The search statement, which takes longer to plan than to run. So it is not a `sql_query`, which is planned again on
/// every call.
#[derive(QueryId)]
struct Find {
    readings: Vec<String>,
    kinds: Vec<&'static str>,
    stems: Positioned,
    beginnings: Vec<String>,
    last: i32,
    heads: Vec<String>,
    spellings: Positioned,
    all_heads: Vec<String>,
    after: Bound,
    before: Bound,
}

/// Texts, with the positions of the query's words that they belong to, from 1.
type Positioned = (Vec<i32>, Vec<String>);

/// A bound of a page among results of the same rank, as two parameters.
type Bound = (Option<String>, Option<Uuid>);

fn bound(key: Option<&SearchKey>) -> Bound {
    key.map_or((None, None), |(_, name, id)| (Some(name.clone()), Some(*id)))
}

impl Find {
    fn new(query: &ParsedQuery, page: &PageRequest<SearchKey>) -> Self {
        let positioned = || (1..).zip(&query.words);
        let stems = positioned().flat_map(|(position, word)| {
            // A stem that starts with one of the beginnings is found by the beginning.
            let has_beginning =
                |stem: &&String| word.beginnings.iter().any(|beginning| stem.starts_with(beginning));
            word.stems
                .iter()
                .filter(move |stem| !has_beginning(stem))
                .map(move |stem| (position, stem.clone()))
        });
        let spellings = positioned().flat_map(|(position, word)| {
            word.spellings().into_iter().map(move |spelling| (position, spelling))
        });
        Self {
            readings: query.readings.clone(),
            kinds: query.kinds.iter().map(|kind| kind.as_str()).collect(),
            stems: stems.unzip(),
            beginnings: query.words.iter().flat_map(|word| word.beginnings.iter().cloned()).collect(),
            last: i32::try_from(query.words.len()).unwrap_or(i32::MAX),
            heads: heads(&query.kinds, query.min_letters()),
            spellings: spellings.unzip(),
            all_heads: heads(&query.kinds, 0),
            after: bound(page.after.as_ref()),
            before: bound(page.before.as_ref()),
        }
    }
}

impl QueryFragment<Pg> for Find {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("WITH asked (readings, kinds, stem_places, stems, beginnings, last, heads, ");
        out.push_sql(
            "spelling_places, spellings, all_heads, after_key, after_id, before_key, before_id) AS (SELECT ",
        );
        out.push_bind_param::<Array<Text>, _>(&self.readings)?;
        out.push_sql("::text[], ");
        out.push_bind_param::<Array<Text>, _>(&self.kinds)?;
        out.push_sql("::text[], ");
        out.push_bind_param::<Array<Integer>, _>(&self.stems.0)?;
        out.push_sql("::int[], ");
        out.push_bind_param::<Array<Text>, _>(&self.stems.1)?;
        out.push_sql("::text[], ");
        out.push_bind_param::<Array<Text>, _>(&self.beginnings)?;
        out.push_sql("::text[], ");
        out.push_bind_param::<Integer, _>(&self.last)?;
        out.push_sql("::int, ");
        out.push_bind_param::<Array<Text>, _>(&self.heads)?;
        out.push_sql("::text[], ");
        out.push_bind_param::<Array<Integer>, _>(&self.spellings.0)?;
        out.push_sql("::int[], ");
        out.push_bind_param::<Array<Text>, _>(&self.spellings.1)?;
        out.push_sql("::text[], ");
        out.push_bind_param::<Array<Text>, _>(&self.all_heads)?;
        out.push_sql("::text[]");
        for (name, id) in [&self.after, &self.before] {
            out.push_sql(", ");
            out.push_bind_param::<Nullable<Text>, _>(name)?;
            out.push_sql("::text, ");
            out.push_bind_param::<Nullable<SqlUuid>, _>(id)?;
            out.push_sql("::uuid");
        }
        out.push_sql(")\n");
        out.push_sql(include_str!("find.sql"));
        Ok(())
    }
}

impl Query for Find {
    type SqlType =
        (SqlUuid, Text, Text, Text, Text, Text, Text, Text, Integer, Nullable<Bool>, Nullable<Bool>);
}
