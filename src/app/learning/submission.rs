//! Submitting reviews: answers are graded, the log grows, cards are folded from it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::{DateTime, Duration, SubsecRound as _, Utc};
use diesel_async::{AsyncConnection as _, AsyncPgConnection};

use crate::app::{AppError, Caller, Viewer};
use crate::db;
use crate::domain::ids::{CardId, ReviewId, WordId};
use crate::domain::kazakh::fold;
use crate::domain::learning::card::{Card, CardState};
use crate::domain::learning::exercise::ExerciseKind;
use crate::domain::learning::grading::{Grade, MAX_ANSWER_CHARS, grade_kazakh};
use crate::domain::learning::review::{Review, Verdict};
use crate::domain::learning::scheduler::{Answered, MODEL_VERSION, Outcome, Scheduler};
use crate::domain::learning::word::Word;
use crate::domain::problem::Problem;

/// How many reviews one batch may hold.
const MAX_BATCH: usize = 200;
/// Longest duration of an answer, milliseconds.
const MAX_DURATION_MS: i32 = 3_600_000;
/// How far a client's clock may be off.
const CLOCK_TOLERANCE: Duration = Duration::minutes(5);

/// One answer that a client submits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// Made by the client: the same again is the same review.
    pub id: ReviewId,
    /// The card.
    pub card_id: CardId,
    /// When the learner answered.
    pub reviewed_at: DateTime<Utc>,
    /// How long it took, milliseconds.
    pub duration_ms: i32,
    /// What was answered.
    pub answer: Answer,
}

/// What was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The word whose meaning was chosen.
    Choice(WordId),
    /// What was typed.
    Text(String),
}

impl Answer {
    fn exercise(&self) -> ExerciseKind {
        match self {
            Self::Choice(_) => ExerciseKind::ChooseMeaning,
            Self::Text(_) => ExerciseKind::TypeWord,
        }
    }

    /// As the log keeps it.
    fn stored(&self) -> String {
        match self {
            Self::Choice(word) => word.to_global(),
            Self::Text(text) => text.clone(),
        }
    }
}

/// A review that was accepted, now or before.
#[derive(Debug, Clone)]
pub struct Submitted {
    /// The log's entry.
    pub review: Review,
    /// What grading found.
    pub grade: Grade,
    /// The card as the whole batch left it.
    pub card: Card,
    /// The card's word.
    pub word: Word,
}

/// Accepts a batch of at most 200 reviews, in any order. Each has its own result, in the order of the batch: one
/// that is refused costs the others nothing.
pub async fn submit_reviews(
    caller: &Caller,
    items: Vec<Submission>,
) -> Result<Vec<Result<Submitted, Problem>>, AppError> {
    let viewer = caller.viewer()?.clone();
    if items.len() > MAX_BATCH {
        return Err(AppError::refused_at(Problem::TooManyItems, "reviews"));
    }
    match submit(caller, &viewer, &items).await {
        // Somebody took one of the ids for another card meanwhile: now it is there to be seen.
        Err(AppError::Duplicate(_)) => submit(caller, &viewer, &items).await,
        other => other,
    }
}

async fn submit(
    caller: &Caller,
    viewer: &Arc<Viewer>,
    items: &[Submission],
) -> Result<Vec<Result<Submitted, Problem>>, AppError> {
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let mut batch = Batch::load(caller, viewer.clone(), connection, items).await?;
            let verdicts: Vec<Result<ReviewId, Problem>> =
                items.iter().map(|item| batch.sort_out(item)).collect();
            batch.fold(&caller.services.scheduler, connection).await?;
            batch.write(connection).await?;
            Ok(verdicts.into_iter().map(|verdict| verdict.and_then(|id| batch.result(id))).collect())
        })
        .await
}

struct Batch {
    viewer: Arc<Viewer>,
    now: DateTime<Utc>,
    cards: HashMap<CardId, Card>,
    words: HashMap<WordId, Word>,
    /// The answers, folded, that are words that are taught.
    taught: HashSet<String>,
    /// The log's entries with ids of this batch: those that were there, and those that it adds.
    reviews: HashMap<ReviewId, Review>,
    /// The answers that are new.
    graded: Vec<(Submission, Grade)>,
}

impl Batch {
    async fn load(
        caller: &Caller,
        viewer: Arc<Viewer>,
        connection: &mut AsyncPgConnection,
        items: &[Submission],
    ) -> Result<Self, AppError> {
        let learner = viewer.account.id;
        let card_ids: Vec<CardId> = items.iter().map(|item| item.card_id).collect();
        let cards = db::learning::lock_cards(connection, learner, &card_ids).await?;
        let review_ids: Vec<ReviewId> = items.iter().map(|item| item.id).collect();
        // After the lock: whoever sent the same items at the same time has committed by now.
        let reviews = db::learning::reviews_by_ids(connection, learner, &review_ids).await?;
        let word_ids: Vec<WordId> = cards.iter().map(|card| card.word_id).collect();
        let words = db::courses::words_by_ids(connection, &word_ids).await?;
        let typed: Vec<String> = items
            .iter()
            .filter_map(|item| match &item.answer {
                Answer::Text(text) if fits(text) => Some(fold::kazakh(text)),
                _ => None,
            })
            .collect();
        let taught =
            if typed.is_empty() { Vec::new() } else { db::courses::taught_among(connection, &typed).await? };
        Ok(Self {
            viewer,
            now: caller.now,
            cards: cards.into_iter().map(|card| (card.id, card)).collect(),
            words: words.into_iter().map(|word| (word.id, word)).collect(),
            taught: taught.into_iter().collect(),
            reviews: reviews.into_iter().map(|review| (review.id, review)).collect(),
            graded: Vec::new(),
        })
    }

    /// Refuses an item, recognizes it as one that was accepted before, or grades it.
    fn sort_out(&mut self, item: &Submission) -> Result<ReviewId, Problem> {
        // The database keeps microseconds; a repetition must compare equal.
        let item = Submission { reviewed_at: item.reviewed_at.trunc_subsecs(6), ..item.clone() };
        if let Some(known) = self.reviews.get(&item.id) {
            return if repeats(known, &item) { Ok(item.id) } else { Err(Problem::ReviewIdReused) };
        }
        if let Some((first, _)) = self.graded.iter().find(|(other, _)| other.id == item.id) {
            return if *first == item { Ok(item.id) } else { Err(Problem::ReviewIdReused) };
        }
        let card = self.cards.get(&item.card_id).ok_or(Problem::NotFound)?;
        let word = self.words.get(&card.word_id).ok_or(Problem::NotFound)?;
        let dated_back = item.reviewed_at < card.created_at - CLOCK_TOLERANCE;
        if dated_back || item.reviewed_at > self.now + CLOCK_TOLERANCE {
            return Err(Problem::InvalidReviewTime);
        }
        if !(0..=MAX_DURATION_MS).contains(&item.duration_ms) {
            return Err(Problem::InvalidDuration);
        }
        if card.skill.exercise() != item.answer.exercise() {
            return Err(Problem::InvalidAnswer);
        }
        let grade = match &item.answer {
            Answer::Choice(chosen) => {
                let verdict = if *chosen == word.id { Verdict::Correct } else { Verdict::Wrong };
                Grade { verdict, slip: None }
            }
            Answer::Text(text) if fits(text) => self.grade(text, word),
            Answer::Text(_) => return Err(Problem::InvalidAnswer),
        };
        let id = item.id;
        self.graded.push((item, grade));
        Ok(id)
    }

    fn grade(&self, text: &str, word: &Word) -> Grade {
        let spellings: Vec<&str> =
            std::iter::once(&word.headword).chain(&word.variants).map(String::as_str).collect();
        grade_kazakh(text, &spellings, |answer| self.taught.contains(answer))
    }

    /// Folds the graded answers into their cards. A card that has an answer later than one of these is folded
    /// anew from its whole log.
    async fn fold(
        &mut self,
        scheduler: &Scheduler,
        connection: &mut AsyncPgConnection,
    ) -> Result<(), AppError> {
        let calendar = self.viewer.settings.calendar();
        let mut answers: HashMap<CardId, Vec<Answered>> = HashMap::new();
        for (item, grade) in &self.graded {
            let rating = grade.verdict.rating();
            let answered = Answered { id: item.id, at: item.reviewed_at, calendar, rating };
            answers.entry(item.card_id).or_default().push(answered);
        }
        let late: Vec<CardId> = answers
            .iter()
            .filter(|(id, new)| self.cards.get(*id).is_some_and(|card| is_late(card, new)))
            .map(|(id, _)| *id)
            .collect();
        if !late.is_empty() {
            for (card, answered) in
                db::learning::log_of_cards(connection, self.viewer.account.id, &late).await?
            {
                answers.entry(card).or_default().push(answered);
            }
        }
        let mut outcomes: HashMap<ReviewId, Outcome> = HashMap::new();
        for (id, log) in answers {
            let Some(card) = self.cards.get_mut(&id) else { continue };
            let base = if late.contains(&id) { CardState::new(card.created_at) } else { card.state.clone() };
            let (state, steps) = scheduler.fold(id, base, log)?;
            card.state = state;
            outcomes.extend(steps);
        }
        for (item, grade) in &self.graded {
            let Some(outcome) = outcomes.get(&item.id) else { continue };
            self.reviews.insert(item.id, self.entry(item, grade, outcome));
        }
        Ok(())
    }

    fn entry(&self, item: &Submission, grade: &Grade, outcome: &Outcome) -> Review {
        Review {
            id: item.id,
            card_id: item.card_id,
            reviewed_at: item.reviewed_at,
            received_at: self.now,
            time_zone: self.viewer.settings.time_zone.name().to_owned(),
            study_day: outcome.study_day,
            duration_ms: item.duration_ms,
            exercise: item.answer.exercise(),
            answer: item.answer.stored(),
            verdict: grade.verdict,
            rating: grade.verdict.rating(),
            kind: outcome.kind,
            elapsed_days: outcome.elapsed_days,
            interval_days: outcome.state.interval_days,
            raw_interval_days: outcome.raw_interval_days,
            memory: outcome.memory,
            model_version: MODEL_VERSION.to_owned(),
        }
    }

    async fn write(&self, connection: &mut AsyncPgConnection) -> Result<(), AppError> {
        if self.graded.is_empty() {
            return Ok(());
        }
        let learner = self.viewer.account.id;
        let added: Vec<Review> =
            self.graded.iter().filter_map(|(item, _)| self.reviews.get(&item.id).cloned()).collect();
        let touched: HashSet<CardId> = added.iter().map(|review| review.card_id).collect();
        let changed: Vec<Card> = touched.iter().filter_map(|id| self.cards.get(id).cloned()).collect();
        db::learning::insert_reviews(connection, learner, &added).await?;
        Ok(db::learning::update_cards(connection, learner, &changed).await?)
    }

    fn result(&self, id: ReviewId) -> Result<Submitted, Problem> {
        let review = self.reviews.get(&id).ok_or(Problem::NotFound)?.clone();
        let card = self.cards.get(&review.card_id).ok_or(Problem::NotFound)?.clone();
        let word = self.words.get(&card.word_id).ok_or(Problem::NotFound)?.clone();
        // The log keeps the verdict; what was slipped is told by the answer again.
        let slip = match review.verdict {
            Verdict::Slip => self.grade(&review.answer, &word).slip,
            _ => None,
        };
        Ok(Submitted { grade: Grade { verdict: review.verdict, slip }, review, card, word })
    }
}

fn fits(text: &str) -> bool {
    let length = text.chars().count();
    (1..=MAX_ANSWER_CHARS).contains(&length) && !text.chars().any(char::is_control)
}

fn repeats(known: &Review, item: &Submission) -> bool {
    known.card_id == item.card_id
        && known.reviewed_at == item.reviewed_at
        && known.duration_ms == item.duration_ms
        && known.exercise == item.answer.exercise()
        && known.answer == item.answer.stored()
}

fn is_late(card: &Card, new: &[Answered]) -> bool {
    card.state
        .last_review
        .is_some_and(|last| new.iter().any(|answered| (answered.at, answered.id) < (last.at, last.id)))
}
