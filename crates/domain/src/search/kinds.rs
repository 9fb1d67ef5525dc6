//! The closed lists of search, with the names under which the database stores them.

use crate::closed_list::closed_list;

closed_list! {
    /// A kind of record that can be found.
    SearchKind {
        /// An organization.
        Organization = "organization",
        /// A person.
        Person = "person",
        /// An event.
        Event = "event",
        /// A post in an organization.
        Post = "post",
        /// A word of a lesson.
        Word = "word",
    }
}

impl SearchKind {
    /// All kinds.
    pub const ALL: [Self; 5] = [Self::Organization, Self::Person, Self::Event, Self::Post, Self::Word];

    /// The letter of this kind in the heads of its stems.
    pub(super) fn letter(self) -> char {
        match self {
            Self::Organization => 'o',
            Self::Person => 'p',
            Self::Event => 'e',
            Self::Post => 't',
            Self::Word => 'w',
        }
    }
}

closed_list! {
    /// The kind of a label.
    LabelKind {
        /// The current name.
        Name = "name",
        /// A short name.
        ShortName = "short-name",
        /// A former name.
        FormerName = "former-name",
        /// Another name: another spelling, or the name of a record that was merged into this one.
        OtherName = "other-name",
        /// An event's title.
        Title = "title",
        /// A word's dictionary form, or another correct spelling of it.
        Headword = "headword",
        /// A meaning of a word.
        Gloss = "gloss",
        /// The title of a post's holder.
        PostTitle = "post-title",
        /// The place of an event, or a part of an address.
        Place = "place",
        /// A sentence of a description, a note or a milestone.
        Statement = "statement",
    }
}

impl LabelKind {
    /// Returns whether the label names its record. Other labels say something about it.
    pub fn is_name(self) -> bool {
        !matches!(self, Self::PostTitle | Self::Place | Self::Statement)
    }
}

closed_list! {
    /// How a label matches a query, best first.
    MatchKind {
        /// The label is the same as the query, apart from the spelling.
        Exact = "exact",
        /// The label begins with the query.
        Prefix = "prefix",
        /// The label contains all words of the query, possibly inflected, in any order; the last word may be
        /// incomplete.
        Words = "words",
        /// The label contains all words of the query that any label contains, with a wrong letter in some of them.
        Fuzzy = "fuzzy",
        /// The label contains some words of the query.
        Partial = "partial",
    }
}

impl MatchKind {
    /// Returns whether the label contains all words of the query as they are typed.
    pub fn has_all_words(self) -> bool {
        matches!(self, Self::Exact | Self::Prefix | Self::Words)
    }
}
