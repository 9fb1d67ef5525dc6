//! The forms of a noun, and their short codes.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::named::named;

named! {
    /// Септік.
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
    /// The seven cases, in the order of the grammars.
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
    /// Тәуелдік жалғау: whose it is. The endings tell one possessor from several in the first person alone. «Сендердің»
    /// and «сіздердің» take the endings of «сенің» and «сіздің», «олардың» those of «оның».
    #[derive(PartialOrd, Ord)]
    Possessor {
        /// Менің.
        FirstSingular = "1sg",
        /// Сенің, familiar.
        SecondFamiliar = "2sg",
        /// Сіздің, polite.
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

/// One form of a noun. Its code names what is marked, in the order of the endings, and always the case: `nom`,
/// `pl.nom`, `3.dat`, `pl.1pl.loc`. Codes are stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NounForm {
    /// Several of them.
    pub plural: bool,
    /// Whose it is, if it is marked.
    pub possessor: Option<Possessor>,
    /// The case.
    pub case: Case,
}

impl NounForm {
    /// The dictionary form.
    pub const LEMMA: Self = Self { plural: false, possessor: None, case: Case::Nominative };

    /// All forms: singular before plural, nobody's first, the cases in their order.
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

/// A text that is no code of a noun's form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be a form of a noun, such as nom, pl.nom, 3.dat or pl.1pl.loc")]
pub struct UnknownForm;

impl FromStr for NounForm {
    type Err = UnknownForm;

    fn from_str(code: &str) -> Result<Self, UnknownForm> {
        let (plural, rest) = match code.strip_prefix("pl.") {
            Some(rest) => (true, rest),
            None => (false, code),
        };
        let (possessor, case) = match rest.split_once('.') {
            Some((possessor, case)) => (Some(possessor.parse().map_err(|_| UnknownForm)?), case),
            None => (None, rest),
        };
        Ok(Self { plural, possessor, case: case.parse().map_err(|_| UnknownForm)? })
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
