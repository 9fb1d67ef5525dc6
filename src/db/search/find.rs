//! Finding records by their names.

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::{Array, BigInt, Bool, Integer, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::DbError;
use crate::db::page::{Page, PageRequest};
use crate::db::stored::parse;
use crate::domain::search::{LabelKind, MatchKind, RecordKind, SearchQuery, heads};

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
pub async fn find(
    connection: &mut AsyncPgConnection,
    query: &SearchQuery,
    page: &PageRequest<SearchKey>,
) -> Result<Page<(SearchKey, SearchHit)>, DbError> {
    let rows: Vec<Row> = Find::new(query, page).load(connection).await?;
    page.finish(rows).try_map(|row| {
        let (record_id, record_kind, label, label_kind, language, match_kind, rank, sort_key) = row;
        let hit = SearchHit {
            record_id,
            record_kind: parse(&record_kind)?,
            label,
            label_kind: parse(&label_kind)?,
            language,
            match_kind: parse(&match_kind)?,
        };
        Ok(((rank, sort_key, record_id), hit))
    })
}

type Row = (Uuid, String, String, String, String, String, i64, String);

/// The one statement. Not `sql_query`, whose statements are planned anew each time: this one takes longer to plan than
/// to run.
#[derive(QueryId)]
struct Find {
    readings: Vec<String>,
    kinds: Vec<&'static str>,
    words: String,
    heads: Vec<String>,
    places: Vec<i32>,
    spellings: Vec<String>,
    beginnings: Vec<String>,
    all_heads: Vec<String>,
    after: Bound,
    before: Bound,
    most: i64,
    from_end: bool,
}

/// A key in three parameters.
type Bound = (Option<i64>, Option<String>, Option<Uuid>);

fn bound(key: Option<&SearchKey>) -> Bound {
    key.map_or((None, None, None), |(rank, name, id)| (Some(*rank), Some(name.clone()), Some(*id)))
}

impl Find {
    fn new(query: &SearchQuery, page: &PageRequest<SearchKey>) -> Self {
        let (mut places, mut spellings) = (Vec::new(), Vec::new());
        for (place, word) in (1..).zip(&query.words) {
            for spelling in word.spellings() {
                places.push(place);
                spellings.push(spelling);
            }
        }
        Self {
            readings: query.readings.clone(),
            kinds: query.kinds.iter().map(|kind| kind.as_str()).collect(),
            words: all_words(query),
            heads: heads(&query.kinds, query.words.len()),
            places,
            spellings,
            beginnings: query.words.iter().flat_map(|word| word.beginnings.iter().cloned()).collect(),
            all_heads: heads(&query.kinds, 1),
            after: bound(page.after.as_ref()),
            before: bound(page.before.as_ref()),
            most: page.fetch(),
            from_end: page.from_end,
        }
    }
}

/// A tsquery: all of the words, each in any of its forms. The forms are letters and digits, so that nothing in them has
/// to be escaped; ~ is where a head is to stand.
fn all_words(query: &SearchQuery) -> String {
    let words = query.words.iter().map(|word| {
        let stems = word.stems.iter().map(|stem| format!("'~{stem}'"));
        let beginnings = word.beginnings.iter().map(|beginning| format!("'~{beginning}':*"));
        format!("({})", stems.chain(beginnings).collect::<Vec<_>>().join("|"))
    });
    words.collect::<Vec<_>>().join("&")
}

impl QueryFragment<Pg> for Find {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("WITH asked (readings, kinds, words, heads, places, spellings, beginnings, all_heads, ");
        out.push_sql("after_rank, after_key, after_id, before_rank, before_key, before_id, most, from_end) AS (SELECT ");
        out.push_bind_param::<Array<Text>, _>(&self.readings)?;
        out.push_sql("::text[], ");
        out.push_bind_param::<Array<Text>, _>(&self.kinds)?;
        out.push_sql("::text[], ");
        out.push_bind_param::<Text, _>(&self.words)?;
        out.push_sql("::text, ");
        out.push_bind_param::<Array<Text>, _>(&self.heads)?;
        out.push_sql("::text[], ");
        out.push_bind_param::<Array<Integer>, _>(&self.places)?;
        out.push_sql("::int[], ");
        out.push_bind_param::<Array<Text>, _>(&self.spellings)?;
        out.push_sql("::text[], ");
        out.push_bind_param::<Array<Text>, _>(&self.beginnings)?;
        out.push_sql("::text[], ");
        out.push_bind_param::<Array<Text>, _>(&self.all_heads)?;
        out.push_sql("::text[], ");
        for (rank, name, id) in [&self.after, &self.before] {
            out.push_bind_param::<Nullable<BigInt>, _>(rank)?;
            out.push_sql("::bigint, ");
            out.push_bind_param::<Nullable<Text>, _>(name)?;
            out.push_sql("::text, ");
            out.push_bind_param::<Nullable<SqlUuid>, _>(id)?;
            out.push_sql("::uuid, ");
        }
        out.push_bind_param::<BigInt, _>(&self.most)?;
        out.push_sql("::bigint, ");
        out.push_bind_param::<Bool, _>(&self.from_end)?;
        out.push_sql("::boolean)\n");
        out.push_sql(include_str!("find.sql"));
        Ok(())
    }
}

impl Query for Find {
    type SqlType = (SqlUuid, Text, Text, Text, Text, Text, BigInt, Text);
}
