//! Ratings.

/// How well a card was remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rating {
    /// Forgotten.
    Again = 1,
    /// Remembered with difficulty.
    Hard = 2,
    /// Remembered.
    Good = 3,
    /// Remembered at once.
    Easy = 4,
}

impl Rating {
    /// All ratings, the worst first.
    pub const ALL: [Self; 4] = [Self::Again, Self::Hard, Self::Good, Self::Easy];

    /// Returns the number of the rating, 1 to 4, as review logs write it.
    pub fn number(self) -> i16 {
        match self {
            Self::Again => 1,
            Self::Hard => 2,
            Self::Good => 3,
            Self::Easy => 4,
        }
    }

    /// Returns the rating with a number from 1 to 4.
    pub fn from_number(number: i16) -> Option<Self> {
        Self::ALL.into_iter().find(|rating| rating.number() == number)
    }
}
