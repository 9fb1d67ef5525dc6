//! Finding records by their names.

use std::collections::HashSet;

use diesel::prelude::*;
use diesel::sql_types::{Array, Bool, Integer, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::DbError;
use crate::db::page::{Page, PageRequest};
use crate::db::statement::statement;
use crate::db::stored::Place;
use crate::domain::search::{LabelKind, MatchKind, ParsedQuery, Ranking, SearchKind, heads};

/// The maximum number of labels of a result.
const MAX_LABELS: usize = 10;

/// The sort key of search results: rank, Kazakh name, id.
pub type SearchKey = (i64, String, Uuid);

/// A search result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchHit {
    /// The record.
    pub record_id: Uuid,
    /// The kind of record.
    pub record_kind: SearchKind,
    /// The labels that match, best first: at least one, and at most ten. If one has all the words, so have the
    /// others.
    pub labels: Vec<FoundLabel>,
    /// How the best of them matches.
    pub match_kind: MatchKind,
}

/// A label that matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundLabel {
    /// The label, as it is written.
    pub text: String,
    /// The kind of label.
    pub kind: LabelKind,
    /// The language of the label (BCP 47).
    pub language: String,
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
    let ranking = Ranking::new(query);
    let ranked = candidates(connection, query, page)
        .await?
        .into_iter()
        .map(|candidate| Ranked::new(candidate, &ranking));
    let mut ranked = ranked.collect::<Result<Vec<_>, _>>()?;
    // A stable sort: equal matches stay in the database's order.
    ranked.sort_by_key(|found| found.rank);
    let mut seen_records = HashSet::with_capacity(ranked.len());
    let (mut best, others): (Vec<_>, Vec<_>) =
        ranked.into_iter().partition(|found| seen_records.insert(found.candidate.record_id));
    best.retain(|found| found.is_within(page));
    if page.from_end {
        best.reverse();
    }
    best.truncate(usize::try_from(page.fetch()).unwrap_or(usize::MAX));
    page.finish(best).try_map(|found| found.finish(&others))
}

/// A name that may match.
#[derive(QueryableByName)]
struct Candidate {
    #[diesel(sql_type = SqlUuid)]
    record_id: Uuid,
    #[diesel(sql_type = Text)]
    record_kind: String,
    #[diesel(sql_type = Text)]
    label: String,
    #[diesel(sql_type = Text)]
    label_kind: String,
    #[diesel(sql_type = Text)]
    language: String,
    #[diesel(sql_type = Text)]
    folded: String,
    #[diesel(sql_type = Text)]
    sort_key: String,
    #[diesel(sql_type = Text)]
    found: String,
    #[diesel(sql_type = Integer)]
    lacking: i32,
    /// Whether the name comes after the page's lower bound and before its upper bound, among results of the same rank.
    #[diesel(sql_type = Nullable<Bool>)]
    is_after: Option<bool>,
    #[diesel(sql_type = Nullable<Bool>)]
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
        let place = Place::new("search_entries", &candidate.record_id);
        let label_kind = place.parse("label_kind", &candidate.label_kind)?;
        let found = place.parse("found", &candidate.found)?;
        let (match_kind, rank) = ranking.of(&candidate.folded, found, candidate.lacking, label_kind);
        Ok(Self { rank, match_kind, label_kind, candidate })
    }

    fn is_within(&self, page: &PageRequest<SearchKey>) -> bool {
        let rank_of = |key: &Option<SearchKey>| key.as_ref().map_or(self.rank, |(rank, ..)| *rank);
        let (after, before) = (rank_of(&page.after), rank_of(&page.before));
        (self.rank > after || self.rank == after && self.candidate.is_after != Some(false))
            && (self.rank < before || self.rank == before && self.candidate.is_before != Some(false))
    }

    fn label(&self) -> FoundLabel {
        let Candidate { label, language, .. } = &self.candidate;
        FoundLabel { text: label.clone(), kind: self.label_kind, language: language.clone() }
    }

    /// Makes a result of a record's best label. `others` are the other labels of all records, best first; a label that was
    /// found in several ways is among them, too.
    fn finish(self, others: &[Self]) -> Result<(SearchKey, SearchHit), DbError> {
        let mut labels = vec![self.label()];
        for other in others.iter().filter(|other| other.candidate.record_id == self.candidate.record_id) {
            let has_as_many = other.match_kind.has_all_words() || !self.match_kind.has_all_words();
            let label = other.label();
            if has_as_many && labels.len() < MAX_LABELS && !labels.contains(&label) {
                labels.push(label);
            }
        }
        let Candidate { record_id, record_kind, sort_key, .. } = self.candidate;
        let record_kind = Place::new("search_entries", &record_id).parse("record_kind", &record_kind)?;
        let hit = SearchHit { record_id, record_kind, labels, match_kind: self.match_kind };
        Ok(((self.rank, sort_key, record_id), hit))
    }
}

/// Texts, with the positions of the query's words that they belong to, from 1.
type Positioned = (Vec<i32>, Vec<String>);

/// Finds the names that may match, in the order of their sort keys.
async fn candidates(
    connection: &mut AsyncPgConnection,
    query: &ParsedQuery,
    page: &PageRequest<SearchKey>,
) -> Result<Vec<Candidate>, DbError> {
    let positioned = || (1..).zip(&query.words);
    let stems = positioned().flat_map(|(position, word)| {
        // A stem that starts with one of the beginnings is found by the beginning.
        let has_beginning =
            |stem: &&String| word.beginnings.iter().any(|beginning| stem.starts_with(beginning));
        word.stems.iter().filter(move |stem| !has_beginning(stem)).map(move |stem| (position, stem.clone()))
    });
    let spellings = positioned()
        .flat_map(|(position, word)| word.spellings().into_iter().map(move |spelling| (position, spelling)));
    let far_spellings = positioned().flat_map(|(position, word)| {
        word.far_spellings().into_iter().map(move |spelling| (position, spelling))
    });
    let halves = positioned()
        .flat_map(|(position, word)| word.halves().into_iter().map(move |halves| (position, halves)));
    let (stems, spellings): (Positioned, Positioned) = (stems.unzip(), spellings.unzip());
    let far_spellings: Positioned = far_spellings.unzip();
    let (half_places, halves): (Vec<i32>, Vec<(String, String)>) = halves.unzip();
    let (first_halves, second_halves): (Vec<String>, Vec<String>) = halves.into_iter().unzip();
    let kinds: Vec<&str> = query.kinds.iter().map(|kind| kind.as_str()).collect();
    let beginnings: Vec<&String> = query.words.iter().flat_map(|word| &word.beginnings).collect();
    let bound =
        |key: Option<&SearchKey>| key.map_or((None, None), |(_, name, id)| (Some(name.clone()), Some(*id)));
    let (after, before) = (bound(page.after.as_ref()), bound(page.before.as_ref()));
    let candidates = statement(include_str!("find.sql"))
        .bind::<Array<Text>, _>(&query.readings)
        .bind::<Array<Text>, _>(kinds)
        .bind::<Array<Integer>, _>(stems.0)
        .bind::<Array<Text>, _>(stems.1)
        .bind::<Array<Text>, _>(beginnings)
        .bind::<Integer, _>(i32::try_from(query.words.len()).unwrap_or(i32::MAX))
        .bind::<Array<Text>, _>(heads(&query.kinds, query.min_letters()))
        .bind::<Array<Integer>, _>(spellings.0)
        .bind::<Array<Text>, _>(spellings.1)
        .bind::<Array<Text>, _>(heads(&query.kinds, 0))
        .bind::<Array<Integer>, _>(far_spellings.0)
        .bind::<Array<Text>, _>(far_spellings.1)
        .bind::<Array<Integer>, _>(half_places)
        .bind::<Array<Text>, _>(first_halves)
        .bind::<Array<Text>, _>(second_halves)
        .bind::<Nullable<Text>, _>(after.0)
        .bind::<Nullable<SqlUuid>, _>(after.1)
        .bind::<Nullable<Text>, _>(before.0)
        .bind::<Nullable<SqlUuid>, _>(before.1)
        .load(connection)
        .await?;
    Ok(candidates)
}
