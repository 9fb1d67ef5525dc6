//! The results of a search, and how they match.

use async_graphql::connection::{
    Connection, DefaultConnectionName, DefaultEdgeName, DisableNodesField, Edge, EmptyFields,
};
use async_graphql::{Enum, SimpleObject, Union};
use graphql_engine::ListOf;

use crate::app::search::{FoundLabel, SearchHit};
use crate::domain::search as domain;
use crate::graphql::directory::{Event, Organization, Person, Post};
use crate::graphql::learning::Word;
use crate::graphql::pagination::list_cost;
use crate::graphql::scalars::LanguageTag;

/// A record that a search can find.
#[derive(Union)]
pub enum SearchResult {
    /// An organization.
    Organization(Organization),
    /// A person.
    Person(Person),
    /// An event.
    Event(Event),
    /// A post in an organization.
    Post(Post),
    /// A word of a lesson.
    Word(Word),
}

/// A type of record that a search can find.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::SearchKind")]
pub enum SearchType {
    /// Organizations.
    Organization,
    /// People.
    Person,
    /// Events.
    Event,
    /// Posts in organizations.
    Post,
    /// Words of lessons.
    Word,
}

/// The kind of text in which a record is found. New values may be added.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::LabelKind")]
pub enum SearchTextKind {
    /// The current name of an organization, or a person's name.
    Name,
    /// A short name of an organization.
    ShortName,
    /// A former name of an organization.
    FormerName,
    /// Another name: another spelling, or the name of a record that was merged into this one.
    OtherName,
    /// The title of an event.
    Title,
    /// A word's dictionary form, or another correct spelling of it.
    Headword,
    /// A meaning of a word.
    Gloss,
    /// The title of a post's holder.
    PostTitle,
    /// The place of an event, or a part of an address.
    Place,
    /// A sentence of a description, a note or a milestone.
    Statement,
}

/// How a text matches the search text, from the best kind of match to the weakest. New values may be added: treat an
/// unknown value as PARTIAL.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::MatchKind")]
pub enum MatchKind {
    /// The name is the same as the search text. In all kinds of match, case and punctuation do not matter, and letters
    /// that a Russian keyboard lacks may be replaced by similar letters.
    Exact,
    /// The name begins with the search text.
    Prefix,
    /// The name contains all words of the search text, in any order, possibly with other endings. The last word of the
    /// search text may be incomplete.
    Words,
    /// Like WORDS, but some words have one letter that is wrong, missing, added or swapped with its neighbour, and
    /// words that no name contains are ignored.
    Fuzzy,
    /// The name contains only some of the words of the search text.
    Partial,
}

/// A text in which a search found a record: one of its names, or another text about it.
#[derive(SimpleObject)]
pub struct SearchMatch {
    /// The text as written. For a description, a note or a milestone, only the sentence that matches.
    pub text: String,
    /// What kind of text it is.
    pub kind: SearchTextKind,
    /// The language of the text.
    pub language: LanguageTag,
}

/// The fields of a search result's edge.
#[derive(SimpleObject)]
pub struct SearchEdgeFields {
    /// The texts of the record that match, best first: 1 to 10 names and other texts. If one of them contains all words
    /// of the search text, all of them do.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    pub matches: ListOf<SearchMatch>,
    /// How the best of the `matches` matches the search text.
    pub match_kind: MatchKind,
}

impl From<SearchHit> for SearchEdgeFields {
    fn from(hit: SearchHit) -> Self {
        let matches = hit.labels.into_iter().map(|label| {
            let FoundLabel { text, kind, language } = label;
            SearchMatch { text, kind: kind.into(), language: LanguageTag(language) }
        });
        Self { matches: matches.collect(), match_kind: hit.match_kind.into() }
    }
}

/// A page of search results, best first. A node is null if its record was unpublished while the search ran.
pub type SearchConnection = Connection<
    String,
    Option<SearchResult>,
    EmptyFields,
    SearchEdgeFields,
    DefaultConnectionName,
    DefaultEdgeName,
    DisableNodesField,
>;

/// An edge of the search results.
pub type SearchEdge = Edge<String, Option<SearchResult>, SearchEdgeFields>;
