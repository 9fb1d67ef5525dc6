//! Submitting reviews: answers are graded and added to the log, and their cards are replayed.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::{DateTime, SubsecRound as _, Utc};
use diesel_async::{AsyncConnection as _, AsyncPgConnection};

use super::grader::Grader;
use super::replay::Replay;
use super::{CLOCK_TOLERANCE, MAX_BATCH};
use crate::app::{AppError, Caller, Viewer};
use crate::db;
use crate::db::learning::ChangeNumber;
use crate::domain::ids::{CardId, ReviewId};
use crate::domain::learning::card::Card;
use crate::domain::learning::catalogue::Catalogue;
use crate::domain::learning::exercise::{Answer, GradedAnswer, Prompt};
use crate::domain::learning::grading::Grade;
use crate::domain::learning::learner_word::Synonyms;
use crate::domain::learning::review::{Rating, Review};
use crate::domain::learning::scheduler::{LogEntry, MODEL_VERSION, ReviewEntry, ReviewOutcome};
use crate::domain::learning::settings::time_zone;
use crate::domain::learning::study_day::StudyCalendar;
use crate::domain::learning::word::Word;
use crate::domain::problem::Problem;

/// The longest duration of an answer, in milliseconds.
const MAX_DURATION_MS: i32 = 3_600_000;

/// An answer that a client submits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// The id that the client generated. The same id again is the same review.
    pub id: ReviewId,
    /// The card.
    pub card_id: CardId,
    /// The id of the exercise. `None` if the client does not know it.
    pub exercise_id: Option<String>,
    /// The time at which the learner answered.
    pub reviewed_at: DateTime<Utc>,
    /// The IANA time zone that the learner was in. `None` or an unknown name stands for the time zone of the settings.
    pub time_zone: Option<String>,
    /// How long the learner took, in milliseconds.
    pub duration_ms: i32,
    /// The answer.
    pub answer: Answer,
}

/// A review that was accepted, now or before.
#[derive(Debug, Clone)]
pub struct Submitted {
    /// The entry of the review log.
    pub review: Review,
    /// How the answer was graded. `None` if the learner rated the card by hand.
    pub graded: Option<GradedAnswer>,
    /// The card after the whole batch.
    pub card: Card,
    /// The card's word.
    pub word: Arc<Word>,
}

/// Accepts the first 200 reviews of a batch, in any order. Each review has its own result, in the order of the batch.
/// The reviews beyond the first 200 are not processed. They do not affect the others, and neither do refused reviews.
pub async fn submit_reviews(
    caller: &Caller,
    mut items: Vec<Submission>,
) -> Result<Vec<Result<Submitted, Problem>>, AppError> {
    let viewer = caller.viewer()?.clone();
    let excess = items.len().saturating_sub(MAX_BATCH);
    items.truncate(MAX_BATCH);
    let catalogue = caller.catalogue().await?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let learner = viewer.account.id;
            let (change, preset) = db::learning::begin_scheduling_change(connection, learner).await?;
            let mut batch = Batch::load(caller.now, &viewer, &catalogue, connection, &items).await?;
            let accepted: Vec<Result<ReviewId, Problem>> =
                items.iter().map(|item| batch.accept(item)).collect();
            batch.write_log(connection, change, preset).await?;
            let results = accepted.into_iter().map(|accepted| accepted.and_then(|id| batch.result(id)));
            let excess = (0..excess).map(|_| Err(Problem::BeyondBatch));
            let results = results.chain(excess).collect();
            batch.write_cards(connection, change).await?;
            Ok(results)
        })
        .await
}

/// An answer that is not in the log yet.
struct NewReview {
    item: Submission,
    exercise: Prompt,
    calendar: StudyCalendar,
    grade: Option<Grade>,
    rating: Rating,
}

struct Batch<'a> {
    now: DateTime<Utc>,
    viewer: &'a Viewer,
    catalogue: &'a Catalogue,
    grader: Grader<'a>,
    replay: Replay,
    /// The learner's own meanings of the cards' words.
    synonyms: HashMap<CardId, Synonyms>,
    /// The log entries with ids of this batch that are in the database or that the batch adds.
    reviews: HashMap<ReviewId, Review>,
    new: Vec<NewReview>,
}

impl<'a> Batch<'a> {
    async fn load(
        now: DateTime<Utc>,
        viewer: &'a Viewer,
        catalogue: &'a Catalogue,
        connection: &mut AsyncPgConnection,
        items: &[Submission],
    ) -> Result<Self, AppError> {
        let learner = viewer.account.id;
        let review_ids: Vec<ReviewId> = items.iter().map(|item| item.id).collect();
        let reviews = db::learning::reviews_by_ids(connection, learner, &review_ids).await?;
        // The card of a review in the log may differ from the one that the item names.
        let cards: HashSet<CardId> =
            items.iter().map(|item| item.card_id).chain(reviews.iter().map(|known| known.card_id)).collect();
        let cards: Vec<CardId> = cards.into_iter().collect();
        let cards = db::learning::cards_with_synonyms(connection, learner, &cards).await?;
        let synonyms = cards.iter().map(|(card, synonyms)| (card.id, synonyms.clone())).collect();
        Ok(Self {
            now,
            viewer,
            catalogue,
            grader: Grader::new(catalogue, &viewer.settings),
            replay: Replay::new(cards.into_iter().map(|(card, _)| card)),
            synonyms,
            reviews: reviews.into_iter().map(|review| (review.id, review)).collect(),
            new: Vec::new(),
        })
    }

    /// Accepts and grades an item, recognizes it as one that was accepted before, or refuses it.
    fn accept(&mut self, item: &Submission) -> Result<ReviewId, Problem> {
        // The database stores microseconds, and a repeated review must compare equal.
        let item = Submission { reviewed_at: item.reviewed_at.trunc_subsecs(6), ..item.clone() };
        if let Some(known) = self.reviews.get(&item.id) {
            return if self.is_repeated(known, &item) { Ok(item.id) } else { Err(Problem::ReviewIdReused) };
        }
        if let Some(first) = self.new.iter().find(|other| other.item.id == item.id) {
            return if first.item == item { Ok(item.id) } else { Err(Problem::ReviewIdReused) };
        }
        let card = self.replay.card(item.card_id).ok_or(Problem::NotFound)?;
        let word = self.catalogue.word(card.word_id).ok_or(Problem::NotFound)?;
        let is_before_card = item.reviewed_at < card.created_at - CLOCK_TOLERANCE;
        if is_before_card || item.reviewed_at > self.now + CLOCK_TOLERANCE {
            return Err(Problem::InvalidReviewTime);
        }
        if !(0..=MAX_DURATION_MS).contains(&item.duration_ms) {
            return Err(Problem::InvalidDuration);
        }
        let exercise = Prompt::find(card, item.exercise_id.as_deref(), &item.answer)?;
        let mut calendar = self.viewer.settings.calendar();
        if let Some(name) = &item.time_zone {
            // A zone that the service does not know must not lose the answer.
            calendar.zone = time_zone(name).unwrap_or(calendar.zone);
        }
        let grade = self.grader.grade(&exercise, &item.answer, word, self.synonyms(card.id))?;
        let rating = match (&item.answer, &grade) {
            (Answer::Rating(rating), None) => *rating,
            (_, Some(grade)) => grade.rating,
            (_, None) => return Err(Problem::InvalidAnswer),
        };
        let (id, card) = (item.id, item.card_id);
        let verdict = grade.as_ref().map(|grade| grade.verdict);
        let answered = ReviewEntry { id, at: item.reviewed_at, calendar, rating, verdict };
        self.replay.add(card, LogEntry::Review(answered));
        self.new.push(NewReview { item, exercise, calendar, grade, rating });
        Ok(id)
    }

    fn synonyms(&self, card: CardId) -> &Synonyms {
        static NONE: Synonyms = Synonyms::new();
        self.synonyms.get(&card).unwrap_or(&NONE)
    }

    /// Returns whether an item equals the review that was accepted under its id.
    fn is_repeated(&self, known: &Review, item: &Submission) -> bool {
        let Some(card) = self.replay.card(item.card_id).filter(|card| card.id == known.card_id) else {
            return false;
        };
        let Ok(exercise) = Prompt::find(card, item.exercise_id.as_deref(), &item.answer) else {
            return false;
        };
        let rated = match &item.answer {
            Answer::Rating(rating) => Some(*rating),
            _ => None,
        };
        known.exercise == exercise.task.kind()
            && known.exercise_detail == exercise.task.detail()
            && known.gloss_language == exercise.language
            && known.answer == item.answer.stored(&exercise.task)
            && rated.is_none_or(|rating| known.rating == rating)
            && known.reviewed_at == item.reviewed_at
            && known.duration_ms == item.duration_ms
            && item
                .time_zone
                .as_ref()
                .is_none_or(|name| time_zone(name).map_or(true, |zone| known.calendar.zone == zone))
    }

    /// Replays the cards with the new answers, and adds the answers to the log.
    async fn write_log(
        &mut self,
        connection: &mut AsyncPgConnection,
        change: ChangeNumber,
        preset: u32,
    ) -> Result<(), AppError> {
        if self.new.is_empty() {
            return Ok(());
        }
        let outcomes = self.replay.run(connection, self.viewer, preset).await?;
        let added: Vec<Review> =
            self.new.iter().filter_map(|new| Some(self.entry(new, outcomes.get(&new.item.id)?))).collect();
        db::learning::insert_reviews(connection, self.viewer.account.id, &added, change).await?;
        self.reviews.extend(added.into_iter().map(|review| (review.id, review)));
        Ok(())
    }

    fn entry(&self, new: &NewReview, outcome: &ReviewOutcome) -> Review {
        let NewReview { item, exercise, calendar, grade, rating } = new;
        Review {
            id: item.id,
            card_id: item.card_id,
            reviewed_at: item.reviewed_at,
            received_at: self.now,
            calendar: *calendar,
            study_day: outcome.study_day,
            duration_ms: item.duration_ms,
            exercise: exercise.task.kind(),
            exercise_detail: exercise.task.detail(),
            gloss_language: exercise.language.clone(),
            answer: item.answer.stored(&exercise.task),
            verdict: grade.as_ref().map(|grade| grade.verdict),
            slip: grade.as_ref().and_then(|grade| grade.slip.clone()),
            rating: *rating,
            kind: outcome.kind,
            elapsed_days: outcome.elapsed_days,
            last_interval_days: outcome.last_interval_days,
            interval_days: outcome.state.interval_days,
            raw_interval_days: outcome.raw_interval_days,
            memory: outcome.memory,
            model_version: MODEL_VERSION.to_owned(),
            preset_number: outcome.preset_number,
            voided_at: None,
        }
    }

    fn result(&self, id: ReviewId) -> Result<Submitted, Problem> {
        let review = self.reviews.get(&id).ok_or(Problem::NotFound)?.clone();
        let card = self.replay.card(review.card_id).ok_or(Problem::NotFound)?.clone();
        let word = self.catalogue.word(card.word_id).ok_or(Problem::NotFound)?.clone();
        let graded = self.grader.graded_review(&review, &word, self.synonyms(card.id));
        Ok(Submitted { review, graded, card, word })
    }

    async fn write_cards(
        self,
        connection: &mut AsyncPgConnection,
        change: ChangeNumber,
    ) -> Result<(), AppError> {
        if self.new.is_empty() {
            return Ok(());
        }
        let days = self.new.iter().filter_map(|new| Some(self.reviews.get(&new.item.id)?.study_day));
        let days: HashSet<_> = days.collect();
        self.replay.write(connection, self.viewer, days, change).await
    }
}
