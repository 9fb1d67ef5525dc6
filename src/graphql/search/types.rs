//! What can be found, and how it fits.

use async_graphql::connection::{
    Connection, DefaultConnectionName, DefaultEdgeName, DisableNodesField, Edge, EmptyFields,
};
use async_graphql::{Enum, SimpleObject, Union};

use crate::app::search::SearchHit;
use crate::domain::search as domain;
use crate::graphql::directory::{Event, Organization, Person};
use crate::graphql::learning::Word;
use crate::graphql::scalars::LanguageTag;

/// What can be found.
#[derive(Union)]
pub enum SearchResult {
    /// An organization.
    Organization(Organization),
    /// A person.
    Person(Person),
    /// An event.
    Event(Event),
    /// A word of a lesson.
    Word(Word),
}

/// What kind of thing is to be found.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::RecordKind")]
pub enum SearchType {
    /// Organizations.
    Organization,
    /// People.
    Person,
    /// Events.
    Event,
    /// Words of lessons.
    Word,
}

/// What a name is to what bears it.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::LabelKind")]
pub enum NameKind {
    /// The present name of an organization, or a person's name.
    Name,
    /// What an organization is called for short.
    ShortName,
    /// A name that an organization bore before.
    FormerName,
    /// The title of an event.
    Title,
    /// A word's dictionary form, or another correct spelling of it.
    Headword,
    /// A meaning of a word.
    Gloss,
}

/// How a name fits the text. A better fit comes before a worse one. New values may be added: treat an unknown one as
/// PARTIAL.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::MatchKind")]
pub enum MatchKind {
    /// The name is the text. Case, punctuation and letters that a Russian keyboard lacks do not matter, here and below.
    Exact,
    /// The name begins with the text.
    Prefix,
    /// All words of the text are in the name, in any order, each perhaps with other endings; the last one may be the
    /// beginning of a word.
    Words,
    /// As WORDS, with a letter wrong, missing, added or exchanged in some words, and without words that no name has.
    Fuzzy,
    /// Some of the words are in the name.
    Partial,
}

/// The name by which something was found.
#[derive(SimpleObject)]
pub struct MatchedName {
    /// The name, as it is written.
    pub text: String,
    /// What the name is.
    pub kind: NameKind,
    /// The language that the name is in.
    pub language: LanguageTag,
}

/// What an edge tells beside its node.
#[derive(SimpleObject)]
pub struct FoundBy {
    /// The name that fits best.
    pub matched_name: MatchedName,
    /// How it fits.
    #[graphql(name = "match")]
    pub fit: MatchKind,
}

impl From<SearchHit> for FoundBy {
    fn from(hit: SearchHit) -> Self {
        let SearchHit { label, label_kind, language, match_kind, .. } = hit;
        let matched_name =
            MatchedName { text: label, kind: label_kind.into(), language: LanguageTag(language) };
        Self { matched_name, fit: match_kind.into() }
    }
}

/// What was found, the best first. A node is null if it was withdrawn in this very moment.
pub type FoundConnection = Connection<
    String,
    Option<SearchResult>,
    EmptyFields,
    FoundBy,
    DefaultConnectionName,
    DefaultEdgeName,
    DisableNodesField,
>;

/// Something that was found.
pub type FoundEdge = Edge<String, Option<SearchResult>, FoundBy>;
