//! The forms of a noun and their short codes.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::named::named;

named! {
    /// A grammatical case (септік).
    #[derive(PartialOrd, Ord)]
    Case {
        /// Атау септік: кім? не?
        Nominative = "nom",
        /// Ілік септік: кімнің? ненің?
        Genitive = "gen",
        /// Барыс септік: кімге? неге? қайда?
        Dative = "dat",
        /// Табыс септік: кімді? нені?
        Accusative = "acc",
        /// Жатыс септік: кімде? неде? қайда?
        Locative = "loc",
        /// Шығыс септік: кімнен? неден? қайдан?
        Ablative = "abl",
        /// Көмектес септік: кіммен? немен?
        Instrumental = "ins",
    }
}

impl Case {
    /// The seven cases in the order of Kazakh grammars.
    pub const ALL: [Self; 7] = [
        Self::Nominative,
        Self::Genitive,
        Self::Dative,
        Self::Accusative,
        Self::Locative,
        Self::Ablative,
        Self::Instrumental,
    ];
}

named! {
    /// The possessor that a possessive ending (тәуелдік жалғау) marks. The endings distinguish one possessor from several
    /// only in the first person: «сендердің» and «сіздердің» take the endings of «сенің» and «сіздің», and «олардың» takes
    /// those of «оның».
    #[derive(PartialOrd, Ord)]
    Possessor {
        /// Менің.
        FirstSingular = "1sg",
        /// Сенің (familiar).
        SecondFamiliar = "2sg",
        /// Сіздің (polite).
        SecondPolite = "2pol",
        /// Оның, олардың.
        Third = "3",
        /// Біздің.
        FirstPlural = "1pl",
    }
}

impl Possessor {
    /// All possessors.
    pub const ALL: [Self; 5] =
        [Self::FirstSingular, Self::SecondFamiliar, Self::SecondPolite, Self::Third, Self::FirstPlural];
}

/// A form of a noun. Its code names the plural, the possessor and the case in the order of the endings: `nom`, `pl.nom`,
/// `3.dat`, `pl.1pl.loc`. The case is always named, the others only if they are marked. Codes are stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NounForm {
    /// Whether it is plural.
    pub plural: bool,
    /// The possessor, if a possessive ending marks one.
    pub possessor: Option<Possessor>,
    /// The case.
    pub case: Case,
}

impl NounForm {
    /// The dictionary form.
    pub const LEMMA: Self = Self { plural: false, possessor: None, case: Case::Nominative };

    /// Returns all 84 forms: singular before plural, forms without a possessor first, cases in their order.
    pub fn all() -> impl Iterator<Item = Self> {
        [false, true].into_iter().flat_map(|plural| {
            let possessors = std::iter::once(None).chain(Possessor::ALL.map(Some));
            possessors.flat_map(move |possessor| Case::ALL.map(|case| Self { plural, possessor, case }))
        })
    }
}

impl fmt::Display for NounForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.plural {
            f.write_str("pl.")?;
        }
        if let Some(possessor) = self.possessor {
            write!(f, "{}.", possessor.as_str())?;
        }
        f.write_str(self.case.as_str())
    }
}

/// The text is not the code of a noun form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be the code of a noun form, such as nom, pl.nom, 3.dat or pl.1pl.loc")]
pub struct InvalidFormCode;

impl FromStr for NounForm {
    type Err = InvalidFormCode;

    fn from_str(code: &str) -> Result<Self, InvalidFormCode> {
        let (plural, rest) = match code.strip_prefix("pl.") {
            Some(rest) => (true, rest),
            None => (false, code),
        };
        let (possessor, case) = match rest.split_once('.') {
            Some((possessor, case)) => (Some(possessor.parse().map_err(|_| InvalidFormCode)?), case),
            None => (None, rest),
        };
        Ok(Self { plural, possessor, case: case.parse().map_err(|_| InvalidFormCode)? })
    }
}

impl Serialize for NounForm {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for NounForm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        code.parse().map_err(serde::de::Error::custom)
    }
}
