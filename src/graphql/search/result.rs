//! The results of a search, and how they match.

use async_graphql::connection::{
    Connection, DefaultConnectionName, DefaultEdgeName, DisableNodesField, Edge, EmptyFields,
};
use async_graphql::{Enum, SimpleObject, Union};

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
#[graphql(remote = "domain::RecordKind")]
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

/// The kind of a text by which a record is found. New values may be added.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::LabelKind")]
pub enum NameKind {
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

/// How a name matches the search text. Better matches come first. New values may be added: treat an unknown value as
/// PARTIAL.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::MatchKind")]
pub enum MatchKind {
    /// The name is the search text. In all kinds of match, case and punctuation do not matter, and letters that a
    /// Russian keyboard lacks may be replaced by similar ones.
    Exact,
    /// The name begins with the search text.
    Prefix,
    /// The name contains all words of the search text, in any order, possibly with other endings. The last word of the
    /// text may be the beginning of a word.
    Words,
    /// Like WORDS, but some words have one letter wrong, missing, added or swapped with its neighbour, and words that
    /// no name contains are ignored.
    Fuzzy,
    /// The name contains some of the words of the search text.
    Partial,
}

/// A name of a record, or another text about it, in which a search found it.
#[derive(SimpleObject)]
pub struct SearchMatch {
    /// The text, as it is written; of a description, a note or a milestone one sentence.
    pub text: String,
    /// What the text is.
    pub kind: NameKind,
    /// The language of the text.
    pub language: LanguageTag,
}

/// The fields of a search result's edge.
#[derive(SimpleObject)]
pub struct SearchEdgeFields {
    /// What was found where, best first: 1 to 10 names of the record and other texts about it. If one has all words of the
    /// search text, so have the others.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    pub matches: Vec<SearchMatch>,
    /// How the best of them matches.
    #[graphql(name = "match")]
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

/// A page of search results, best first. A node is null if its record was withdrawn while the search ran.
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
