//! What a member lets the leaders of a club see.

/// What a member has agreed to share with the leaders of a club, from joining until the membership ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sharing {
    /// When and how much the member studies.
    pub activity: bool,
    /// What the member knows.
    pub results: bool,
    /// What the member answered.
    pub answers: bool,
}

/// A part of what a member can share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Shared {
    /// When and how much the member studies: days, minutes, numbers of reviews and of new words.
    Activity,
    /// What the member knows: words, lessons, retention, assignments, what is due.
    Results,
    /// What the member answered: hard words, slips.
    Answers,
}

impl Sharing {
    /// Whether this part is shared.
    pub fn includes(self, part: Shared) -> bool {
        match part {
            Shared::Activity => self.activity,
            Shared::Results => self.results,
            Shared::Answers => self.answers,
        }
    }
}

impl FromIterator<Shared> for Sharing {
    fn from_iter<T: IntoIterator<Item = Shared>>(parts: T) -> Self {
        parts.into_iter().fold(Self::default(), |sharing, part| match part {
            Shared::Activity => Self { activity: true, ..sharing },
            Shared::Results => Self { results: true, ..sharing },
            Shared::Answers => Self { answers: true, ..sharing },
        })
    }
}
