//! The closed lists of search, with the names under which the database holds them.

use crate::domain::closed_list::closed_list;

closed_list! {
    /// What can be found.
    RecordKind {
        /// An organization.
        Organization = "organization",
        /// A person.
        Person = "person",
        /// An event.
        Event = "event",
        /// A word of a lesson.
        Word = "word",
    }
}

impl RecordKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Organization, Self::Person, Self::Event, Self::Word];

    /// What stands first in the heads of its stems.
    pub(super) fn letter(self) -> char {
        match self {
            Self::Organization => 'o',
            Self::Person => 'p',
            Self::Event => 'e',
            Self::Word => 'w',
        }
    }
}

closed_list! {
    /// What a label is to its record.
    LabelKind {
        /// The present name.
        Name = "name",
        /// What it is called for short.
        ShortName = "short-name",
        /// A name that it bore before.
        FormerName = "former-name",
        /// An event's title.
        Title = "title",
        /// A word's dictionary form, or another correct spelling of it.
        Headword = "headword",
        /// What a word means.
        Gloss = "gloss",
    }
}

closed_list! {
    /// How a label fits what was asked for; the better stands first.
    MatchKind {
        /// It is the same but for spelling.
        Exact = "exact",
        /// It begins with what was asked for.
        Prefix = "prefix",
        /// It has all the words, perhaps inflected, in any order; of the last one perhaps more letters.
        Words = "words",
        /// It has all the words that are known, with a letter wrong in some.
        Fuzzy = "fuzzy",
        /// It has some of the words.
        Partial = "partial",
    }
}
