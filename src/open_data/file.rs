//! The files of open data.

/// A file of open data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum File {
    /// The directory without figures, in the format of Popolo.
    Popolo,
    /// The directory without figures, in the vocabulary of schema.org.
    JsonLd,
    /// The table of organizations.
    Organizations,
    /// The table of people.
    People,
    /// The table of posts.
    Posts,
    /// The table of memberships.
    Memberships,
    /// The table of events.
    Events,
    /// The table of observations, each with its indicator.
    Figures,
    /// The table of sources.
    Sources,
}

impl File {
    /// All files.
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

    /// Returns the file's name.
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

    /// Returns the file's media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Popolo => "application/json",
            Self::JsonLd => "application/ld+json",
            _ => "text/csv; charset=utf-8; header=present",
        }
    }

    /// Returns whether the content depends on the current day, and so changes from day to day without any edit.
    pub fn depends_on_day(self) -> bool {
        self != Self::Sources
    }
}
