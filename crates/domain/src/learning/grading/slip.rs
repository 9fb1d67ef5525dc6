//! Slips: how an answer differs from the word that was meant.

/// How an answer differs from the intended word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slip {
    /// Letters replaced by others: confusable ones, or one letter by any other in a longer word.
    Confused(Vec<LetterPair>),
    /// One letter missing.
    Missing(char),
    /// One letter too many.
    Extra(char),
    /// Two neighbouring letters swapped.
    Swapped(LetterPair),
    /// Several of these in one word, as pairs of letters with [`NO_LETTER`] for a missing or an extra one.
    Several(Vec<LetterPair>),
    /// The right word with a wrong ending.
    Ending,
    /// The right words in an unusual order.
    Order,
}

/// Stands for a letter that is not expected, or was not written. No answer that is compared has this character: it is
/// neither a letter nor a digit nor a hyphen.
pub const NO_LETTER: char = '_';

/// An expected letter, and the letter written instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LetterPair {
    /// The expected letter.
    pub expected: char,
    /// The letter that was written.
    pub written: char,
}

impl Slip {
    /// Returns the name of the kind, as it is stored.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Confused(_) => "confused",
            Self::Missing(_) => "missing",
            Self::Extra(_) => "extra",
            Self::Swapped(_) => "swapped",
            Self::Several(_) => "several",
            Self::Ending => "ending",
            Self::Order => "order",
        }
    }

    /// Returns the letters as pairs, with [`NO_LETTER`] for none.
    pub fn letter_pairs(&self) -> Vec<LetterPair> {
        match self {
            Self::Confused(pairs) | Self::Several(pairs) => pairs.clone(),
            Self::Missing(letter) => vec![LetterPair { expected: *letter, written: NO_LETTER }],
            Self::Extra(letter) => vec![LetterPair { expected: NO_LETTER, written: *letter }],
            Self::Swapped(letters) => vec![*letters],
            Self::Ending | Self::Order => Vec::new(),
        }
    }

    /// Returns the letters, as they are stored: pairs of the expected and the written letter, `_` for none.
    pub fn letters(&self) -> Vec<String> {
        self.letter_pairs().iter().map(|pair| format!("{}{}", pair.expected, pair.written)).collect()
    }

    /// Splits the slip into slips of one pair of letters each, without duplicates. A wrong ending or order has no letters.
    pub fn pairs(&self) -> Vec<Self> {
        let (pairs, one): (_, fn(Vec<LetterPair>) -> Self) = match self {
            Self::Confused(pairs) => (pairs, Self::Confused),
            Self::Several(pairs) => (pairs, Self::Several),
            Self::Ending | Self::Order => return Vec::new(),
            other => return vec![other.clone()],
        };
        let mut slips: Vec<Self> = Vec::with_capacity(pairs.len());
        for pair in pairs {
            let slip = one(vec![*pair]);
            if !slips.contains(&slip) {
                slips.push(slip);
            }
        }
        slips
    }

    /// Restores a slip from its stored [`Self::kind`] and [`Self::letters`]. Returns `None` if they are invalid.
    pub fn from_parts(kind: &str, letters: &[String]) -> Option<Self> {
        let mut pairs = Vec::with_capacity(letters.len());
        for pair in letters {
            let mut both = pair.chars();
            pairs.push(LetterPair { expected: both.next()?, written: both.next()? });
        }
        match (kind, pairs.as_slice()) {
            ("confused", _) => Some(Self::Confused(pairs)),
            ("missing", [pair]) => Some(Self::Missing(pair.expected)),
            ("extra", [pair]) => Some(Self::Extra(pair.written)),
            ("swapped", [pair]) => Some(Self::Swapped(*pair)),
            ("several", _) => Some(Self::Several(pairs)),
            ("ending", []) => Some(Self::Ending),
            ("order", []) => Some(Self::Order),
            _ => None,
        }
    }
}
