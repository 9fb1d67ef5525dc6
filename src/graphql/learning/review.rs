//! The review log.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Card;
use super::grade::Slip;
use crate::domain::learning::{exercise as domain_exercise, review as domain};
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::scalars::{Date, LanguageTag, decimal, global_id};

/// How well a card was remembered.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::Rating")]
pub enum Rating {
    /// Forgotten.
    Again,
    /// Remembered, with difficulty or with a slip.
    Hard,
    /// Remembered.
    Good,
    /// Remembered at once.
    Easy,
}

/// What grading found an answer to be, and the rating it counts as.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::Verdict")]
pub enum Verdict {
    /// Right: GOOD.
    Correct,
    /// Right but for a slip of the pen: HARD.
    Slip,
    /// Another word of the language: AGAIN.
    AnotherWord,
    /// Not right: AGAIN.
    Wrong,
}

/// The phase of a card's life that a review belongs to.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::ReviewKind")]
pub enum ReviewKind {
    /// A step of the first day.
    Learning,
    /// After an interval of days.
    Review,
    /// A step after it was forgotten.
    Relearning,
}

/// What is asked of a card.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain_exercise::ExerciseKind")]
pub enum ExerciseKind {
    /// Choose the meaning of a Kazakh word among several.
    ChooseMeaning,
    /// Type the meaning of a Kazakh word.
    TypeMeaning,
    /// Choose the Kazakh word for a meaning among several.
    ChooseWord,
    /// Type the Kazakh word for a meaning.
    TypeWord,
    /// Type the form of the word that a sentence lacks.
    Cloze,
    /// Put the letters of the word in order.
    OrderLetters,
    /// Put the words of a sentence in order.
    OrderWords,
    /// Choose the word that is heard among several.
    ListenAndChoose,
    /// Type the word that is heard.
    ListenAndType,
    /// Put the noun into a form.
    Inflect,
    /// Look at both sides of the card, and rate it by hand.
    FlipCard,
}

/// One entry of the review log.
#[derive(Clone)]
pub struct Review(pub Arc<domain::Review>);

/// One entry of the viewer's review log, which is append-only.
#[Object]
impl Review {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The UUID that the client gave it.
    async fn review_id(&self) -> Uuid {
        self.0.id.uuid()
    }

    /// The card.
    async fn card(&self, context: &Context<'_>) -> Result<Option<Card>, ApiError> {
        Ok(request(context).loader().load_one(self.0.card_id).await?.map(Card))
    }

    /// When the learner answered, by the client's clock.
    async fn reviewed_at(&self) -> DateTime<Utc> {
        self.0.reviewed_at
    }

    /// When it was undone: the card is scheduled as if it had never been; null: it was not.
    async fn voided_at(&self) -> Option<DateTime<Utc>> {
        self.0.voided_at
    }

    /// The IANA time zone that the learner's study days went by then.
    async fn time_zone(&self) -> &'static str {
        self.0.calendar.zone.name()
    }

    /// The study day that it belongs to, in the time zone that the learner had then.
    async fn study_day(&self) -> Date {
        Date(self.0.study_day.date())
    }

    /// How long the learner took, milliseconds.
    async fn duration_ms(&self) -> i32 {
        self.0.duration_ms
    }

    /// What was asked.
    async fn exercise(&self) -> ExerciseKind {
        self.0.exercise.into()
    }

    /// What of the word was asked, where the kind doesn't say it: the form that a sentence lacks; the code of a noun's form,
    /// such as `pl.1pl.loc`; the fingerprint of a sentence; null: the kind says it.
    async fn exercise_detail(&self) -> Option<&str> {
        self.0.exercise_detail.as_deref()
    }

    /// The language in which the meaning was shown or asked for; null: the client didn't tell the exercise.
    async fn gloss_language(&self) -> Option<LanguageTag> {
        self.0.gloss_language.as_ref().map(LanguageTag::from)
    }

    /// What was answered: the text that was typed or put together, or the id of the word that was chosen; empty where the
    /// learner rated the card by hand.
    async fn answer(&self) -> &str {
        &self.0.answer
    }

    /// What grading found; null: the learner rated the card by hand.
    async fn verdict(&self) -> Option<Verdict> {
        self.0.verdict.map(Verdict::from)
    }

    /// What was slipped; null: the verdict is not SLIP.
    async fn slip(&self) -> Option<Slip> {
        self.0.slip.clone().map(Slip::from)
    }

    /// What it counted as.
    async fn rating(&self) -> Rating {
        self.0.rating.into()
    }

    /// The phase of the card's life.
    async fn kind(&self) -> ReviewKind {
        self.0.kind.into()
    }

    /// Study days since the review before, as it was known when this one was received; 0 for the first.
    async fn elapsed_days(&self) -> u32 {
        self.0.elapsed_days
    }

    /// The interval that was scheduled, days; 0 within a day.
    async fn interval_days(&self) -> u32 {
        self.0.interval_days
    }

    /// FSRS stability after it, days, as it was known when it was received.
    async fn stability(&self) -> f64 {
        decimal(self.0.memory.stability)
    }

    /// FSRS difficulty after it, 1 to 10, as it was known when it was received.
    async fn difficulty(&self) -> f64 {
        decimal(self.0.memory.difficulty)
    }
}
