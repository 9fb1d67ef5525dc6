//! Sharing: the parts of a member's data that a club's leaders may see.

/// The parts of their data that a member has agreed to share with a club's leaders, from joining until the membership
/// ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sharing {
    /// Whether the member shares when and how much they study.
    pub activity: bool,
    /// Whether the member shares what they know.
    pub results: bool,
    /// Whether the member shares what they answered.
    pub answers: bool,
}

/// A part of their data that a member can share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Shared {
    /// When and how much the member studies: days, minutes, numbers of reviews and new words.
    Activity,
    /// What the member knows: words, lessons, retention, assignments, due cards.
    Results,
    /// What the member answered: hard words, slips.
    Answers,
}

impl Sharing {
    /// Whether the member shares this part.
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
