//! Statistics of words.

use async_graphql::{Context, Enum, SimpleObject};

use crate::domain::ids::WordId;
use crate::domain::learning::progress as domain;
use crate::domain::number::shortest_decimal;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::loaders::learning::CardsOf;
use crate::graphql::scalars::decimal_64;

/// How far a learner has come with a word. Only the word's cards of skills that the learner practises count.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::WordState")]
pub enum WordState {
    /// Never reviewed.
    New,
    /// Reviewed, with a card that is new or in learning steps.
    Learning,
    /// All cards have left the learning steps, but not all are mature.
    Young,
    /// All cards have an interval of at least 21 days.
    Mature,
}

/// What the viewer remembers of a word. The memory values are those of one of the word's cards: the first in the order
/// RECOGNIZE, PRODUCE, LISTEN, INFLECT that is not new.
#[derive(SimpleObject)]
pub struct WordMemory {
    /// How far the viewer has come with the word.
    state: WordState,
    /// The chance that the viewer recalls the word today, 0 to 1. Null if all cards of the word are new.
    retrievability: Option<f64>,
    /// FSRS stability: the number of days until the chance of recall falls to 0.9. Null if all cards of the word are
    /// new.
    stability: Option<f64>,
    /// FSRS difficulty, 1 to 10. Null if all cards of the word are new.
    difficulty: Option<f64>,
}

impl WordMemory {
    /// Loads what the viewer remembers of a word. `None` if nobody is logged in.
    pub(in crate::graphql::learning) async fn of(
        context: &Context<'_>,
        word: WordId,
    ) -> Result<Option<Self>, ApiError> {
        let request = request(context);
        let Some(viewer) = &request.caller.viewer else { return Ok(None) };
        let settings = &viewer.settings;
        let cards = request.loader().load_one(CardsOf(word)).await?.unwrap_or_default();
        let today = settings.calendar().day_of(request.now());
        let memory = domain::word_memory(&cards.iter().map(AsRef::as_ref), settings, today);
        Ok(Some(Self {
            state: memory.state.into(),
            retrievability: memory.retrievability.map(shortest_decimal),
            stability: memory.memory.map(|memory| shortest_decimal(memory.stability)),
            difficulty: memory.memory.map(|memory| shortest_decimal(memory.difficulty)),
        }))
    }
}

/// The numbers of words in each state, over all words of which the viewer has cards: those of started lessons and
/// lists, and of assignments. A word that has been withdrawn since then counts only if it was reviewed.
#[derive(SimpleObject)]
pub struct WordStatistics {
    /// The number of words.
    total: u32,
    /// The number of words that were never reviewed.
    new: u32,
    /// The number of words that were reviewed and have a card that is new or in learning steps.
    learning: u32,
    /// The number of words whose cards have all left the learning steps, but are not all mature.
    young: u32,
    /// The number of words whose cards all have an interval of at least 21 days.
    mature: u32,
    /// The number of words that were reviewed at least once: words in the state learning, young or mature.
    begun: u32,
    /// The estimated number of words that the viewer knows today: the sum of their retrievabilities (`Word.memory`), by
    /// FSRS with the viewer's parameters.
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
            begun: counts.begun,
            known: decimal_64(known),
        }
    }
}
