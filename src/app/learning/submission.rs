//! Submitting reviews: answers are graded and added to the log, and their cards are replayed.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use diesel_async::AsyncPgConnection;
use futures_util::future::try_join4;

use super::client_clock::ClientClock;
use super::grader::Grader;
use super::replay::{Replay, let_others_run};
use super::submission_items::{CardReference, Item, Submission, resolve_cards};
use super::{CLOCK_TOLERANCE, MAX_BATCH};
use crate::app::{AppError, Caller, Viewer};
use crate::db;
use crate::db::learning::{ChangeNumber, NewLogEntry};
use crate::domain::ids::{CardId, ReviewId};
use crate::domain::learning::card::Card;
use crate::domain::learning::catalogue::Catalogue;
use crate::domain::learning::exercise::{Answer, ExerciseId, GradedAnswer, Prompt};
use crate::domain::learning::grading::Grade;
use crate::domain::learning::learner_word::Synonyms;
use crate::domain::learning::review::{Rating, Review};
use crate::domain::learning::scheduler::{LogEntry, MODEL_VERSION, ReviewEntry, ReviewOutcome};
use crate::domain::learning::settings::time_zone;
use crate::domain::learning::study_day::{StudyCalendar, StudyDay, Whereabouts};
use crate::domain::learning::word::Word;
use crate::domain::problem::Problem;

/// The longest duration of an answer, in milliseconds.
pub(super) const MAX_DURATION_MS: i32 = 3_600_000;
/// Two answers to one exercise within this time are one answer, sent under two ids.
const DOUBLE_TAP: Duration = Duration::seconds(2);
/// The assumed time from the last review of a card to an answer, if the client's clock is behind that review.
const AFTER_LAST: Duration = Duration::milliseconds(1);

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
/// `client_now` is the time of the client's clock when it sent the batch. It shows by how much the times of the answers
/// are wrong.
pub async fn submit_reviews(
    caller: &Caller,
    client_now: Option<DateTime<Utc>>,
    items: Vec<Submission>,
) -> Result<Vec<Result<Submitted, Problem>>, AppError> {
    submit(caller, client_now, items, |_| true).await
}

/// Accepts a batch as [`submit_reviews`] does, but only reviews of certain cards.
pub(super) async fn submit(
    caller: &Caller,
    client_now: Option<DateTime<Utc>>,
    mut items: Vec<Submission>,
    may_review: fn(&Card) -> bool,
) -> Result<Vec<Result<Submitted, Problem>>, AppError> {
    let clock = ClientClock::new(caller.now, client_now);
    let viewer = caller.viewer()?.clone();
    let excess = items.len().saturating_sub(MAX_BATCH);
    items.truncate(MAX_BATCH);
    let catalogue = caller.catalogue().await?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let learner = viewer.account.id;
            let (change, preset) = db::learning::begin_scheduling_change(connection, learner).await?;
            let items = resolve_cards(connection, &viewer, items.clone()).await?;
            let context = (caller.now, &*viewer, &*catalogue);
            let mut batch = Batch::load(context, clock, connection, &items).await?;
            let mut accepted: Vec<Result<ReviewId, Problem>> = Vec::new();
            for item in &items {
                let_others_run(accepted.len()).await;
                let may_review = batch.replay.card(item.card_id).is_none_or(may_review);
                accepted.push(if may_review { batch.accept(item) } else { Err(Problem::NotFound) });
            }
            batch.replay(connection, preset).await?;
            let mut results: Vec<Result<Submitted, Problem>> = Vec::new();
            for accepted in accepted {
                let_others_run(results.len()).await;
                results.push(accepted.and_then(|id| batch.result(id)));
            }
            results.extend((0..excess).map(|_| Err(Problem::BeyondBatch)));
            batch.write(connection, change).await?;
            Ok(results)
        })
        .await
}

/// An answer that is not in the log yet.
struct NewReview {
    submission: Submission,
    card_id: CardId,
    /// The time of the answer, by the service's clock.
    at: DateTime<Utc>,
    /// The time at which the review was undone before it arrived, or the current time if it repeats another review.
    voided_at: Option<DateTime<Utc>>,
    exercise: Prompt,
    calendar: StudyCalendar,
    grade: Option<Grade>,
    rating: Rating,
}

impl NewReview {
    /// Whether another answer is this one, sent twice under two ids.
    fn is_sent_twice(&self, card_id: CardId, at: DateTime<Utc>, exercise: &Prompt, answer: &Answer) -> bool {
        self.voided_at.is_none()
            && self.card_id == card_id
            && exercise.reps.is_some()
            && self.exercise == *exercise
            && self.submission.answer == *answer
            && (self.at - at).abs() <= DOUBLE_TAP
    }
}

struct Batch<'a> {
    now: DateTime<Utc>,
    clock: ClientClock,
    viewer: &'a Viewer,
    catalogue: &'a Catalogue,
    grader: Grader<'a>,
    replay: Replay,
    /// The learner's own meanings of the cards' words.
    synonyms: HashMap<CardId, Synonyms>,
    /// The log entries with ids of this batch that are in the database or that the batch adds.
    reviews: HashMap<ReviewId, Review>,
    /// When reviews of the batch were undone before they arrived.
    undone: HashMap<ReviewId, DateTime<Utc>>,
    /// The time zones in which the learner was around the times of the answers.
    whereabouts: Whereabouts,
    /// The last reviews of those cards whose last answer may have been sent twice.
    last: HashMap<CardId, Review>,
    new: Vec<NewReview>,
    /// What the new reviews do to their cards.
    outcomes: HashMap<ReviewId, ReviewOutcome>,
}

impl<'a> Batch<'a> {
    async fn load(
        (now, viewer, catalogue): (DateTime<Utc>, &'a Viewer, &'a Catalogue),
        clock: ClientClock,
        connection: &mut AsyncPgConnection,
        items: &[Item],
    ) -> Result<Self, AppError> {
        let learner = viewer.account.id;
        let review_ids: Vec<ReviewId> = items.iter().map(|item| item.submission.id).collect();
        let mut card_ids: HashSet<CardId> = items.iter().map(|item| item.card_id).collect();
        let named: Vec<CardId> = card_ids.iter().copied().collect();
        let possible = DateTime::UNIX_EPOCH..=now + CLOCK_TOLERANCE;
        let times = items
            .iter()
            .map(|item| clock.corrected(item.submission.reviewed_at))
            .filter(|at| possible.contains(at));
        let shared: &AsyncPgConnection = connection;
        let (reviews, undone, mut cards, whereabouts) = try_join4(
            db::learning::reviews_by_ids(shared, learner, &review_ids),
            db::learning::voids_by_ids(shared, learner, &review_ids),
            db::learning::cards_with_synonyms(shared, learner, &named),
            db::learning::whereabouts(shared, learner, times.collect()),
        )
        .await?;
        // The card of a review in the log may differ from the one that the item names.
        let logged = reviews.iter().map(|known| known.card_id);
        let others: Vec<CardId> = logged.filter(|card| card_ids.insert(*card)).collect();
        if !others.is_empty() {
            cards.extend(db::learning::cards_with_synonyms(shared, learner, &others).await?);
        }
        let synonyms = cards.iter().map(|(card, synonyms)| (card.id, synonyms.clone())).collect();
        let mut batch = Self {
            now,
            clock,
            viewer,
            catalogue,
            grader: Grader::new(catalogue, &viewer.settings),
            replay: Replay::new(cards.into_iter().map(|(card, _)| card)),
            synonyms,
            reviews: reviews.into_iter().map(|review| (review.id, review)).collect(),
            undone: undone.into_iter().collect(),
            whereabouts,
            last: HashMap::new(),
            new: Vec::new(),
            outcomes: HashMap::new(),
        };
        let suspects: Vec<ReviewId> = items.iter().filter_map(|item| batch.maybe_sent_before(item)).collect();
        if !suspects.is_empty() {
            let last = db::learning::reviews_by_ids(connection, learner, &suspects).await?;
            batch.last = last.into_iter().map(|review| (review.card_id, review)).collect();
        }
        Ok(batch)
    }

    /// Returns the last review of an item's card, if the item may be the same answer under another id.
    fn maybe_sent_before(&self, item: &Item) -> Option<ReviewId> {
        let card = self.replay.card(item.card_id)?;
        let last = card.state.last_review.filter(|last| last.id != item.submission.id)?;
        let exercise = ExerciseId::parse(item.submission.exercise_id.as_deref()?)?;
        let is_at_once = (last.at - self.time_of(item)).abs() <= DOUBLE_TAP;
        (exercise.reps + 1 == card.state.reps && is_at_once).then_some(last.id)
    }

    fn time_of(&self, item: &Item) -> DateTime<Utc> {
        self.clock.corrected(item.submission.reviewed_at)
    }

    /// Returns the time of an answer by the service's clock. An answer to an exercise that was made after a review of
    /// the card is later than that review, whatever the client's clock says.
    fn time_after_exercise(&self, item: &Item, card: &Card, exercise: &Prompt) -> DateTime<Utc> {
        let at = self.time_of(item);
        let is_later_exercise = exercise.reps.is_some_and(|reps| reps >= card.state.reps);
        let Some(last) = card.state.last_review.filter(|last| is_later_exercise && at < last.at) else {
            return at;
        };
        let of_batch = self.new.iter().filter(|new| new.card_id == card.id).map(|new| new.at);
        of_batch.fold(last.at, DateTime::max) + AFTER_LAST
    }

    /// Whether an answer is the last one of its card, sent again under another id.
    fn is_last_review(&self, item: &Item, at: DateTime<Utc>, exercise: &Prompt) -> bool {
        self.last.get(&item.card_id).is_some_and(|last| {
            last.exercise == exercise.task.kind()
                && last.exercise_detail == exercise.task.detail()
                && last.answer == item.submission.answer.stored(&exercise.task)
                && (last.reviewed_at - at).abs() <= DOUBLE_TAP
        })
    }

    /// Accepts and grades an item, recognizes it as one that was accepted before, or refuses it.
    fn accept(&mut self, item: &Item) -> Result<ReviewId, Problem> {
        let submission = &item.submission;
        let id = submission.id;
        if let Some(known) = self.reviews.get(&id) {
            return if self.is_repeated(known, item) { Ok(id) } else { Err(Problem::ReviewIdReused) };
        }
        if let Some(first) = self.new.iter().find(|other| other.submission.id == id) {
            return if first.submission == *submission { Ok(id) } else { Err(Problem::ReviewIdReused) };
        }
        if submission.card == CardReference::Missing {
            return Err(Problem::CardRequired);
        }
        let card = self.replay.card(item.card_id).ok_or(Problem::NotFound)?;
        let word = self.catalogue.word(card.word_id).ok_or(Problem::NotFound)?;
        let exercise = Prompt::find(card, submission.exercise_id.as_deref(), &submission.answer)?;
        let at = self.time_after_exercise(item, card, &exercise);
        if at < card.created_at - CLOCK_TOLERANCE || at > self.now + CLOCK_TOLERANCE {
            return Err(Problem::InvalidReviewTime);
        }
        if !(0..=MAX_DURATION_MS).contains(&submission.duration_ms) {
            return Err(Problem::InvalidDuration);
        }
        let mut calendar = self.viewer.settings.calendar();
        if let Some(name) = &submission.time_zone {
            // A zone that the service does not know must not lose the answer.
            calendar.zone = time_zone(name).unwrap_or(calendar.zone);
        }
        calendar.zone = self.whereabouts.locate(at, calendar.zone);
        let Submission { answer, keyboard, .. } = submission;
        let grade = self.grader.grade(&exercise, answer, *keyboard, word, self.synonyms(card.id))?;
        let rating = answer.rating(grade.as_ref())?;
        let is_sent_twice = self.is_last_review(item, at, &exercise)
            || self.new.iter().any(|new| new.is_sent_twice(card.id, at, &exercise, &submission.answer));
        let voided_at = self.undone.get(&id).copied().or(is_sent_twice.then_some(self.now));
        let verdict = grade.as_ref().map(|grade| grade.verdict);
        let answered = ReviewEntry { id, at, calendar, rating, verdict };
        let (card_id, submission) = (card.id, submission.clone());
        match voided_at {
            None => self.replay.add(card_id, LogEntry::Review(answered)),
            Some(_) => self.replay.add_voided(card_id, answered),
        }
        let new = NewReview { submission, card_id, at, voided_at, exercise, calendar, grade, rating };
        self.new.push(new);
        Ok(id)
    }

    fn synonyms(&self, card: CardId) -> &Synonyms {
        static NONE: Synonyms = Synonyms::new();
        self.synonyms.get(&card).unwrap_or(&NONE)
    }

    /// Returns whether an item equals the review that was accepted under its id.
    fn is_repeated(&self, known: &Review, item: &Item) -> bool {
        let Some(card) = self.replay.card(item.card_id).filter(|card| card.id == known.card_id) else {
            return false;
        };
        let item = &item.submission;
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
            && known.client_time() == item.reviewed_at
            && known.duration_ms == item.duration_ms
    }

    /// Replays the cards with the new answers.
    async fn replay(&mut self, connection: &mut AsyncPgConnection, preset: u32) -> Result<(), AppError> {
        if self.new.is_empty() {
            return Ok(());
        }
        self.outcomes = self.replay.run(connection, self.viewer, preset).await?;
        let outcome_of = |new: &NewReview| self.outcomes.get(&new.submission.id);
        let added = self.new.iter().filter_map(|new| Some(self.entry(new, outcome_of(new)?)));
        let added: Vec<Review> = added.collect();
        self.reviews.extend(added.into_iter().map(|review| (review.id, review)));
        Ok(())
    }

    fn entry(&self, new: &NewReview, outcome: &ReviewOutcome) -> Review {
        let NewReview { submission: item, card_id, at, voided_at, exercise, calendar, grade, rating } = new;
        Review {
            id: item.id,
            card_id: *card_id,
            reviewed_at: *at,
            clock_shift: *at - item.reviewed_at,
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
            phase: outcome.phase,
            elapsed_days: outcome.elapsed_days,
            last_interval_days: outcome.last_interval_days,
            interval_days: outcome.state.interval_days,
            raw_interval_days: outcome.raw_interval_days,
            memory: outcome.memory,
            model_version: MODEL_VERSION.to_owned(),
            preset_number: outcome.preset_number,
            voided_at: *voided_at,
        }
    }

    fn result(&self, id: ReviewId) -> Result<Submitted, Problem> {
        let review = self.reviews.get(&id).ok_or(Problem::NotFound)?.clone();
        let card = self.replay.card(review.card_id).ok_or(Problem::NotFound)?.clone();
        let word = self.catalogue.word(card.word_id).ok_or(Problem::NotFound)?.clone();
        let graded = self.grader.graded_review(&review, &word, self.synonyms(card.id));
        Ok(Submitted { review, graded, card, word })
    }

    /// Writes the cards, adds the new answers to the log, and counts them.
    async fn write(self, connection: &mut AsyncPgConnection, change: ChangeNumber) -> Result<(), AppError> {
        if self.new.is_empty() {
            return Ok(());
        }
        let learner = self.viewer.account.id;
        self.replay.write_cards(connection, self.viewer, change).await?;
        let added: Vec<NewLogEntry<'_>> = self.new.iter().filter_map(|new| self.log_entry(new)).collect();
        let new_cards = self.replay.first_reviewed();
        db::learning::insert_reviews(connection, learner, &added, &new_cards, change).await?;
        let voided = self.new.iter().filter(|new| new.voided_at.is_some()).map(|new| new.submission.id);
        let voided: Vec<ReviewId> = voided.filter(|id| !self.undone.contains_key(id)).collect();
        if !voided.is_empty() {
            db::learning::insert_voids(connection, learner, &voided, self.now, change).await?;
        }
        let days: HashSet<StudyDay> = added.iter().map(|new| new.review.study_day).collect();
        self.replay.recount(connection, self.viewer, days).await
    }

    fn log_entry(&self, new: &NewReview) -> Option<NewLogEntry<'_>> {
        let id = new.submission.id;
        let is_counted = new.voided_at.is_none() && !self.replay.is_full();
        Some(NewLogEntry {
            review: self.reviews.get(&id)?,
            counted_for: self.replay.card(new.card_id).map(|card| card.word_id).filter(|_| is_counted),
            is_attempt: self.outcomes.get(&id)?.is_attempt,
        })
    }
}
