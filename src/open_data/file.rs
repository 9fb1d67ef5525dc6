//! Which files there are.

/// A file of open data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum File {
    /// All but figures, as Popolo has it.
    Popolo,
    /// All but figures, in the words of schema.org.
    JsonLd,
    /// A table of the organizations.
    Organizations,
    /// A table of the people.
    People,
    /// A table of the posts.
    Posts,
    /// A table of the memberships.
    Memberships,
    /// A table of the events.
    Events,
    /// A table of the observations, each with its indicator.
    Figures,
    /// A table of the sources.
    Sources,
}

impl File {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Popolo,
        Self::JsonLd,
        Self::Organizations,
        Self::People,
        Self::Posts,
        Self::Memberships,
        Self::Events,
        Self::Figures,
        Self::Sources,
    ];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Popolo => "directory.popolo.json",
            Self::JsonLd => "directory.jsonld",
            Self::Organizations => "organizations.csv",
            Self::People => "people.csv",
            Self::Posts => "posts.csv",
            Self::Memberships => "memberships.csv",
            Self::Events => "events.csv",
            Self::Figures => "figures.csv",
            Self::Sources => "sources.csv",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Popolo => "application/json",
            Self::JsonLd => "application/ld+json",
            _ => "text/csv; charset=utf-8; header=present",
        }
    }

    /// Whether it says what holds today, and so changes with the day even if nobody edits anything.
    pub fn is_of_today(self) -> bool {
        self != Self::Sources
    }
}
