//! What is known of words.

use async_graphql::{Context, Enum, SimpleObject};

use crate::domain::ids::WordId;
use crate::domain::learning::progress as domain;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::loaders::learning::CardsOf;
use crate::graphql::scalars::{decimal, decimal_64};

/// How far a learner is with a word: with its cards of the skills that they practise.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::WordState")]
pub enum WordState {
    /// Never reviewed.
    New,
    /// Reviewed; a card is new, or in the steps of its first day.
    Learning,
    /// All its cards come back after days.
    Young,
    /// All its cards come back after 21 days or more.
    Mature,
}

/// What the viewer remembers of a word. Memory is that of its card of the first skill that was ever reviewed: to know its
/// meaning (RECOGNIZE), where there is such a card.
#[derive(SimpleObject)]
pub struct WordMemory {
    /// How far they are with it.
    state: WordState,
    /// The chance, 0 to 1, that it is remembered today; null before the first review.
    retrievability: Option<f64>,
    /// FSRS stability: days until the chance of recall falls to 0.9; null before the first review.
    stability: Option<f64>,
    /// FSRS difficulty, 1 to 10; null before the first review.
    difficulty: Option<f64>,
}

impl WordMemory {
    /// What the viewer remembers of a word; none: nobody is logged in.
    pub(in crate::graphql::learning) async fn of(
        context: &Context<'_>,
        word: WordId,
    ) -> Result<Option<Self>, ApiError> {
        let request = request(context);
        let Some(viewer) = &request.caller.viewer else { return Ok(None) };
        let settings = &viewer.settings;
        let cards = request.loader().load_one(CardsOf(word)).await?.unwrap_or_default();
        let today = settings.calendar().day_of(request.now());
        let standing = domain::standing(&cards.iter().map(AsRef::as_ref), settings, today);
        Ok(Some(Self {
            state: standing.state.into(),
            retrievability: standing.retrievability.map(decimal),
            stability: standing.memory.map(|memory| decimal(memory.stability)),
            difficulty: standing.memory.map(|memory| decimal(memory.difficulty)),
        }))
    }
}

/// What the viewer knows of the words of all lessons that were started. A word that was withdrawn since counts if it was
/// reviewed.
#[derive(SimpleObject)]
pub struct WordStatistics {
    /// All of them.
    total: u32,
    /// Never reviewed.
    new: u32,
    /// Reviewed; a card is new, or in the steps of its first day.
    learning: u32,
    /// All their cards come back after days.
    young: u32,
    /// All their cards come back after 21 days or more.
    mature: u32,
    /// Reviewed at least once: those that are learning, young or mature.
    introduced: u32,
    /// How many words are known today: the sum of their retrievabilities (`Word.standing`), by FSRS with the learner's
    /// parameters.
    known: f64,
}

impl From<domain::KnownWords> for WordStatistics {
    fn from(words: domain::KnownWords) -> Self {
        let domain::KnownWords { counts, known } = words;
        Self {
            total: counts.total,
            new: counts.of(domain::WordState::New),
            learning: counts.of(domain::WordState::Learning),
            young: counts.of(domain::WordState::Young),
            mature: counts.of(domain::WordState::Mature),
            introduced: counts.introduced,
            known: decimal_64(known),
        }
    }
}
