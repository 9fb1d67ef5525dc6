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
use crate::domain::search::{LabelKind, MatchKind, Ranking, RecordKind, SearchQuery, heads};

/// What the found are ordered by: how well they fit, their Kazakh names, their ids.
pub type SearchKey = (i64, String, Uuid);

/// A record that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchHit {
    /// The record.
    pub record_id: Uuid,
    /// What it is.
    pub record_kind: RecordKind,
    /// The name that fits best, as it is written.
    pub label: String,
    /// What the name is to the record.
    pub label_kind: LabelKind,
    /// BCP 47: what language the name is in.
    pub language: String,
    /// How it fits.
    pub match_kind: MatchKind,
}

/// A page of what fits a text, the best first, then in Kazakh alphabetical order. Of more than some hundreds that fit,
/// those with the shortest names are there.
///
/// The database finds the candidates and has the alphabetical order; they are ranked here, since comparing as many labels
/// with the text takes it longer than finding them.
pub async fn find(
    connection: &mut AsyncPgConnection,
    query: &SearchQuery,
    page: &PageRequest<SearchKey>,
) -> Result<Page<(SearchKey, SearchHit)>, DbError> {
    let candidates: Vec<Candidate> = Find::new(query, page).load(connection).await?;
    let ranking = Ranking::new(query);
    let ranked = candidates.into_iter().map(|candidate| Ranked::new(candidate, &ranking));
    let mut ranked = ranked.collect::<Result<Vec<_>, _>>()?;
    // What is equally good stays in the database's order.
    ranked.sort_by_key(|found| found.rank);
    let mut met = HashSet::with_capacity(ranked.len());
    ranked.retain(|found| met.insert(found.candidate.record_id));
    ranked.retain(|found| found.is_within(page));
    if page.from_end {
        ranked.reverse();
    }
    ranked.truncate(usize::try_from(page.fetch()).unwrap_or(usize::MAX));
    page.finish(ranked).try_map(Ranked::finish)
}

/// A name that may fit.
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
    /// Among what is equally good: whether it comes after, and before, the places that bound the page.
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

/// The one statement. Not `sql_query`, whose statements are planned anew each time: this one takes longer to plan than
/// to run.
#[derive(QueryId)]
struct Find {
    readings: Vec<String>,
    kinds: Vec<&'static str>,
    stems: Placed,
    beginnings: Vec<String>,
    last: i32,
    heads: Vec<String>,
    spellings: Placed,
    all_heads: Vec<String>,
    after: Bound,
    before: Bound,
}

/// Texts, and the places of the words that each is about, the first 1.
type Placed = (Vec<i32>, Vec<String>);

/// What bounds a page among what is equally good, in two parameters.
type Bound = (Option<String>, Option<Uuid>);

fn bound(key: Option<&SearchKey>) -> Bound {
    key.map_or((None, None), |(_, name, id)| (Some(name.clone()), Some(*id)))
}

impl Find {
    fn new(query: &SearchQuery, page: &PageRequest<SearchKey>) -> Self {
        let placed = || (1..).zip(&query.words);
        let stems = placed().flat_map(|(place, word)| {
            // What has such a stem has a stem that begins so.
            let begun = |stem: &&String| word.beginnings.iter().any(|beginning| stem.starts_with(beginning));
            word.stems.iter().filter(move |stem| !begun(stem)).map(move |stem| (place, stem.clone()))
        });
        let spellings = placed()
            .flat_map(|(place, word)| word.spellings().into_iter().map(move |spelling| (place, spelling)));
        Self {
            readings: query.readings.clone(),
            kinds: query.kinds.iter().map(|kind| kind.as_str()).collect(),
            stems: stems.unzip(),
            beginnings: query.words.iter().flat_map(|word| word.beginnings.iter().cloned()).collect(),
            last: i32::try_from(query.words.len()).unwrap_or(i32::MAX),
            heads: heads(&query.kinds, query.least_letters()),
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
