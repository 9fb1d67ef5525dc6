//! Statistics of words.

use async_graphql::{Context, Enum, SimpleObject};

use crate::domain::ids::WordId;
use crate::domain::learning::progress as domain;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::loaders::learning::CardsOf;
use crate::graphql::scalars::{decimal, decimal_64};

/// How far a learner has come with a word, judged by its cards of the skills that they practise.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::WordState")]
pub enum WordState {
    /// Never reviewed.
    New,
    /// Reviewed, with a card that is new or in the steps of its first day.
    Learning,
    /// All cards have an interval of days.
    Young,
    /// All cards have an interval of at least 21 days.
    Mature,
}

/// What the viewer remembers of a word. The memory values are those of one card: the first one that was ever reviewed,
/// in the order RECOGNIZE, PRODUCE, LISTEN, INFLECT.
#[derive(SimpleObject)]
pub struct WordMemory {
    /// How far the viewer has come with the word.
    state: WordState,
    /// The chance that the viewer recalls the word today, 0 to 1. Null before the first review.
    retrievability: Option<f64>,
    /// FSRS stability: the number of days until the chance of recall falls to 0.9. Null before the first review.
    stability: Option<f64>,
    /// FSRS difficulty, 1 to 10. Null before the first review.
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
            retrievability: memory.retrievability.map(decimal),
            stability: memory.memory.map(|memory| decimal(memory.stability)),
            difficulty: memory.memory.map(|memory| decimal(memory.difficulty)),
        }))
    }
}

/// What the viewer knows of the words of all lessons that they have started. Words that have been withdrawn since count
/// if they were reviewed.
#[derive(SimpleObject)]
pub struct WordStatistics {
    /// The number of words.
    total: u32,
    /// The number of words that were never reviewed.
    new: u32,
    /// The number of words that were reviewed and have a card that is new or in the steps of its first day.
    learning: u32,
    /// The number of words whose cards all have an interval of days.
    young: u32,
    /// The number of words whose cards all have an interval of at least 21 days.
    mature: u32,
    /// The number of words that were reviewed at least once: words in the state learning, young or mature.
    introduced: u32,
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
            introduced: counts.introduced,
            known: decimal_64(known),
        }
    }
}
