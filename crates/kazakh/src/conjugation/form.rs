//! The forms of a verb and their short codes.

use std::fmt;
use std::str::FromStr;

use crate::named::named;

named! {
    /// The person of the subject (жақ). «Олар» takes the form of «ол».
    #[derive(PartialOrd, Ord)]
    Person {
        /// Мен.
        FirstSingular = "1sg",
        /// Сен (familiar).
        SecondFamiliar = "2sg",
        /// Сіз (polite).
        SecondPolite = "2pol",
        /// Ол, олар.
        Third = "3",
        /// Біз.
        FirstPlural = "1pl",
        /// Сендер (familiar).
        SecondFamiliarPlural = "2pl",
        /// Сіздер (polite).
        SecondPolitePlural = "2polpl",
    }
}

impl Person {
    /// All persons, in the order of Kazakh grammars.
    pub const ALL: [Self; 7] = [
        Self::FirstSingular,
        Self::SecondFamiliar,
        Self::SecondPolite,
        Self::Third,
        Self::FirstPlural,
        Self::SecondFamiliarPlural,
        Self::SecondPolitePlural,
    ];
}

named! {
    /// A tense or a mood (шақ, рай).
    #[derive(PartialOrd, Ord)]
    Tense {
        /// Ауыспалы осы-келер шақ, what is done habitually or will be done: барамын.
        Present = "pres",
        /// Жедел өткен шақ, the simple past: бардым.
        Past = "past",
        /// Бұрынғы өткен шақ, the perfect: барғанмын.
        Perfect = "perf",
        /// Бұрынғы өткен шақ in -ып, what one has heard or infers: барыппын, барыпты.
        Evidential = "evid",
        /// Нақ осы шақ with жатыр, what is being done: жазып жатырмын, бара жатырмын.
        Lying = "jatyr",
        /// Нақ осы шақ with отыр: жазып отырмын.
        Sitting = "otyr",
        /// Нақ осы шақ with жүр: жазып жүрмін.
        Walking = "jur",
        /// Нақ осы шақ with тұр: жазып тұрмын.
        Standing = "tur",
        /// Болжалды келер шақ, what will probably be done: барармын.
        Future = "fut",
        /// Мақсатты келер шақ in -мақ: бармақпын.
        Purpose = "purp",
        /// Мақсатты келер шақ in -мақшы, the intention: бармақшымын.
        Intention = "int",
        /// Шартты рай: барсам.
        Conditional = "cond",
        /// Бұйрық рай: барайын, бар, барсын.
        Imperative = "imp",
    }
}

impl Tense {
    /// All tenses and moods.
    pub const ALL: [Self; 13] = [
        Self::Present,
        Self::Past,
        Self::Perfect,
        Self::Evidential,
        Self::Lying,
        Self::Sitting,
        Self::Walking,
        Self::Standing,
        Self::Future,
        Self::Purpose,
        Self::Intention,
        Self::Conditional,
        Self::Imperative,
    ];
}

named! {
    /// Whether and how a form is negated (болымсыз).
    #[derive(PartialOrd, Ord)]
    Polarity {
        /// Not negated.
        Affirmative = "aff",
        /// With the suffix -ма: бармаймын; in the future -мас (бармаспын); in the purpose and the intention with емес.
        Negative = "neg",
        /// With жоқ, which the perfect and the tenses with жатыр, отыр, жүр, тұр take: барған жоқпын.
        Nonoccurrence = "joq",
    }
}

/// A finite form of a verb. Its code names the tense and the person, then the negation and the question if there is one:
/// `pres.1sg`, `past.3.neg`, `perf.2pol.joq.q`. Codes are stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VerbForm {
    /// The tense or mood.
    pub tense: Tense,
    /// The person of the subject.
    pub person: Person,
    /// The negation.
    pub polarity: Polarity,
    /// Whether the particle ма, ба or па of a question follows: барасың ба?
    pub question: bool,
}

impl VerbForm {
    /// Returns the affirmative form of a tense and a person.
    pub const fn new(tense: Tense, person: Person) -> Self {
        Self { tense, person, polarity: Polarity::Affirmative, question: false }
    }

    /// Returns all forms that verbs have, by tense, polarity, person and question.
    pub fn all() -> impl Iterator<Item = Self> {
        Tense::ALL
            .into_iter()
            .flat_map(|tense| {
                [Polarity::Affirmative, Polarity::Negative, Polarity::Nonoccurrence].into_iter().flat_map(
                    move |polarity| {
                        Person::ALL.into_iter().flat_map(move |person| {
                            [false, true].map(|question| Self { tense, person, polarity, question })
                        })
                    },
                )
            })
            .filter(|form| form.exists())
    }

    /// Returns whether verbs have the form. The tenses with жатыр, отыр, жүр and тұр are negated with жоқ only, others than
    /// these and the perfect with a suffix only. Commands to the second person are no questions.
    pub fn exists(self) -> bool {
        let is_continuous =
            matches!(self.tense, Tense::Lying | Tense::Sitting | Tense::Walking | Tense::Standing);
        let takes_polarity = match self.polarity {
            Polarity::Affirmative => true,
            Polarity::Negative => !is_continuous,
            Polarity::Nonoccurrence => is_continuous || self.tense == Tense::Perfect,
        };
        let is_first_or_third =
            matches!(self.person, Person::FirstSingular | Person::FirstPlural | Person::Third);
        takes_polarity && (!self.question || self.tense != Tense::Imperative || is_first_or_third)
    }
}

impl fmt::Display for VerbForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.tense.as_str(), self.person.as_str())?;
        if self.polarity != Polarity::Affirmative {
            write!(f, ".{}", self.polarity.as_str())?;
        }
        f.write_str(if self.question { ".q" } else { "" })
    }
}

/// The text is not the code of a verb form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be the code of a verb form, such as pres.1sg, past.3.neg or perf.2pol.joq.q")]
pub struct InvalidVerbFormCode;

impl FromStr for VerbForm {
    type Err = InvalidVerbFormCode;

    fn from_str(code: &str) -> Result<Self, InvalidVerbFormCode> {
        Self::all().find(|form| form.to_string() == code).ok_or(InvalidVerbFormCode)
    }
}

named! {
    /// A form without a person: a participle (есімше), a converb (көсемше) or the infinitive (тұйық етістік).
    #[derive(PartialOrd, Ord)]
    Nonfinite {
        /// Бару, бармау.
        Infinitive = "inf",
        /// Өткен шақ есімше: барған, бармаған.
        PastParticiple = "part.past",
        /// Ауыспалы есімше: баратын, бармайтын.
        HabitualParticiple = "part.pres",
        /// Болжалды есімше: барар, бармас.
        FutureParticiple = "part.fut",
        /// Мақсатты есімше: бармақ, бармақ емес.
        PurposeParticiple = "part.purp",
        /// Өткен шақ көсемше: барып, бармай.
        PastConverb = "conv.past",
        /// Ауыспалы көсемше: бара, бармай.
        PresentConverb = "conv.pres",
        /// Мақсатты көсемше: барғалы, бармағалы.
        PurposeConverb = "conv.purp",
    }
}

impl Nonfinite {
    /// All forms without a person.
    pub const ALL: [Self; 8] = [
        Self::Infinitive,
        Self::PastParticiple,
        Self::HabitualParticiple,
        Self::FutureParticiple,
        Self::PurposeParticiple,
        Self::PastConverb,
        Self::PresentConverb,
        Self::PurposeConverb,
    ];
}
