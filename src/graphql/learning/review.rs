//! The review log.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Card;
use super::grade::{Rating, Slip, Verdict};
use crate::domain::learning::{exercise as domain_exercise, review as domain};
use crate::domain::number::shortest_decimal;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::scalars::{Date, LanguageTag, global_id};

/// The phase of a card in which a review was given. The first review of a card is in the phase LEARNING.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::ReviewPhase")]
pub enum ReviewPhase {
    /// In a learning step.
    Learning,
    /// After an interval of days.
    Review,
    /// In a relearning step after the card was forgotten.
    Relearning,
}

/// The form of an exercise.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain_exercise::ExerciseKind")]
pub enum ExerciseKind {
    /// Choose the meaning of a Kazakh word from several.
    ChooseMeaning,
    /// Type the meaning of a Kazakh word.
    TypeMeaning,
    /// Choose the Kazakh word for a meaning from several.
    ChooseWord,
    /// Type the Kazakh word for a meaning.
    TypeWord,
    /// Type the form of the word that is missing from a sentence.
    Cloze,
    /// Put the letters of the word in order.
    OrderLetters,
    /// Put the words of a sentence in order.
    OrderWords,
    /// Choose the word that is heard from several.
    ListenAndChoose,
    /// Type the word that is heard.
    ListenAndType,
    /// Put the noun into a form.
    Inflect,
    /// See both sides of the card, and rate how well it was remembered: the kind of a review that the learner rated by
    /// hand (`Review.exerciseKind`). No `Exercise` has it, and it has no effect in arguments named `kinds`.
    FlipCard,
}

/// An entry of the review log.
#[derive(Clone)]
pub struct Review(pub Arc<domain::Review>);

/// An entry of the viewer's review log, which is append-only.
#[Object]
impl Review {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The UUID that the client gave the review.
    async fn review_id(&self) -> Uuid {
        self.0.id.uuid()
    }

    /// The card. Null only on an error.
    async fn card(&self, context: &Context<'_>) -> Result<Option<Card>, ApiError> {
        Ok(request(context).loader().load_one(self.0.card_id).await?.map(Card))
    }

    /// The time at which the learner answered. It differs from the time that the client sent if the client's clock was
    /// wrong.
    async fn reviewed_at(&self) -> DateTime<Utc> {
        self.0.reviewed_at
    }

    /// The time at which the learner answered, by the client's clock.
    async fn client_reviewed_at(&self) -> DateTime<Utc> {
        self.0.client_time()
    }

    /// The time from which the review does not count: the viewer undid it (`undoReviews`), or it repeated an answer to
    /// the same exercise within two seconds. Null if it counts.
    async fn voided_at(&self) -> Option<DateTime<Utc>> {
        self.0.voided_at
    }

    /// The IANA time zone that determined the study day of the review.
    async fn time_zone(&self) -> &'static str {
        self.0.calendar.zone.name()
    }

    /// The study day that the review belongs to, in the learner's time zone at that time.
    async fn study_day(&self) -> Date {
        Date(self.0.study_day.date())
    }

    /// How long the learner took, in milliseconds.
    async fn duration_ms(&self) -> i32 {
        self.0.duration_ms
    }

    /// The kind of exercise.
    async fn exercise_kind(&self) -> ExerciseKind {
        self.0.exercise.into()
    }

    /// What the exercise asks for, if the kind of exercise does not determine it: the word form that is missing from
    /// the sentence, the code of a noun form such as `pl.1pl.loc`, or the fingerprint of a sentence. Otherwise null.
    async fn exercise_detail(&self) -> Option<&str> {
        self.0.exercise_detail.as_deref()
    }

    /// The language in which the meaning was shown or asked for. Null if the client did not send the exercise's id.
    async fn gloss_language(&self) -> Option<LanguageTag> {
        self.0.gloss_language.as_ref().map(LanguageTag::from)
    }

    /// The answer: the text that was typed or put together, or the id of the word that was chosen. Empty if the learner
    /// rated the card by hand.
    async fn answer(&self) -> &str {
        &self.0.answer
    }

    /// The verdict on the answer. Null if the learner rated the card by hand.
    async fn verdict(&self) -> Option<Verdict> {
        self.0.verdict.map(Verdict::from)
    }

    /// The slip. Null if the verdict is not SLIP.
    async fn slip(&self) -> Option<Slip> {
        self.0.slip.clone().map(Slip::from)
    }

    /// The rating of the answer.
    async fn rating(&self) -> Rating {
        self.0.rating.into()
    }

    /// The phase of the card in which the review was given.
    async fn phase(&self) -> ReviewPhase {
        self.0.phase.into()
    }

    /// The number of study days since the previous review, as computed when the review was received; 0 for the first
    /// review of a new card.
    async fn elapsed_days(&self) -> u32 {
        self.0.elapsed_days
    }

    /// The interval that the review scheduled, in days, as computed when the review was received; 0 if the card came
    /// back within the day.
    async fn interval_days(&self) -> u32 {
        self.0.interval_days
    }

    /// FSRS stability after the review, in days, as computed when the review was received.
    async fn stability(&self) -> f64 {
        shortest_decimal(self.0.memory.stability)
    }

    /// FSRS difficulty after the review, 1 to 10, as computed when the review was received.
    async fn difficulty(&self) -> f64 {
        shortest_decimal(self.0.memory.difficulty)
    }
}
