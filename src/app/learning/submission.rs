//! Submitting reviews: answers are graded, the log grows, cards are folded from it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::{DateTime, Duration, SubsecRound as _, Utc};
use diesel_async::{AsyncConnection as _, AsyncPgConnection};

use super::folding::Folding;
use crate::app::{AppError, Caller, Viewer};
use crate::db;
use crate::db::learning::ChangeNumber;
use crate::domain::ids::{CardId, ReviewId, WordId};
use crate::domain::learning::card::Card;
use crate::domain::learning::catalogue::Catalogue;
use crate::domain::learning::exercise::ExerciseKind;
use crate::domain::learning::grading::{Grade, MAX_ANSWER_CHARS, grade_kazakh};
use crate::domain::learning::review::{Rating, Review, Verdict};
use crate::domain::learning::scheduler::{Answered, LogEntry, MODEL_VERSION, Outcome};
use crate::domain::learning::settings::time_zone;
use crate::domain::learning::study_day::StudyCalendar;
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
    /// IANA name of the time zone that the learner was in; none: that of the settings.
    pub time_zone: Option<String>,
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
    /// How well the learner says that the card was remembered.
    Rating(Rating),
}

impl Answer {
    fn exercise(&self) -> ExerciseKind {
        match self {
            Self::Choice(_) => ExerciseKind::ChooseMeaning,
            Self::Text(_) => ExerciseKind::TypeWord,
            Self::Rating(_) => ExerciseKind::FlipCard,
        }
    }

    /// As the log keeps it.
    fn stored(&self) -> String {
        match self {
            Self::Choice(word) => word.to_global(),
            Self::Text(text) => text.clone(),
            Self::Rating(_) => String::new(),
        }
    }

    fn is_that_of(&self, review: &Review) -> bool {
        let same_rating = match self {
            Self::Rating(rating) => review.rating == *rating,
            _ => true,
        };
        review.exercise == self.exercise() && review.answer == self.stored() && same_rating
    }
}

/// A review that was accepted, now or before.
#[derive(Debug, Clone)]
pub struct Submitted {
    /// The log's entry.
    pub review: Review,
    /// What grading found; none: the learner rated the card by hand.
    pub grade: Option<Grade>,
    /// The card as the whole batch left it.
    pub card: Card,
    /// The card's word.
    pub word: Arc<Word>,
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
    let catalogue = caller.catalogue().await?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let learner = viewer.account.id;
            let change = db::learning::begin_change(connection, learner).await?;
            let mut batch = Batch::load(caller.now, &viewer, &catalogue, connection, &items).await?;
            let sorted: Vec<Result<ReviewId, Problem>> =
                items.iter().map(|item| batch.sort_out(item)).collect();
            batch.log(connection, change).await?;
            let results = sorted.into_iter().map(|sorted| sorted.and_then(|id| batch.result(id))).collect();
            batch.write(connection, change).await?;
            Ok(results)
        })
        .await
}

/// An answer that is new to the log.
struct New {
    item: Submission,
    calendar: StudyCalendar,
    grade: Option<Grade>,
    rating: Rating,
}

struct Batch<'a> {
    now: DateTime<Utc>,
    viewer: &'a Viewer,
    catalogue: &'a Catalogue,
    folding: Folding,
    /// The log's entries with ids of this batch: those that were there, and those that it adds.
    reviews: HashMap<ReviewId, Review>,
    new: Vec<New>,
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
        // A review that is known names its card itself: it may be another than the item says.
        let cards: HashSet<CardId> =
            items.iter().map(|item| item.card_id).chain(reviews.iter().map(|known| known.card_id)).collect();
        let cards: Vec<CardId> = cards.into_iter().collect();
        let cards = db::learning::cards_by_ids(connection, learner, &cards).await?;
        Ok(Self {
            now,
            viewer,
            catalogue,
            folding: Folding::new(cards),
            reviews: reviews.into_iter().map(|review| (review.id, review)).collect(),
            new: Vec::new(),
        })
    }

    /// Refuses an item, recognizes it as one that was accepted before, or grades it.
    fn sort_out(&mut self, item: &Submission) -> Result<ReviewId, Problem> {
        // The database keeps microseconds; a repetition must compare equal.
        let item = Submission { reviewed_at: item.reviewed_at.trunc_subsecs(6), ..item.clone() };
        if let Some(known) = self.reviews.get(&item.id) {
            return if repeats(known, &item) { Ok(item.id) } else { Err(Problem::ReviewIdReused) };
        }
        if let Some(first) = self.new.iter().find(|other| other.item.id == item.id) {
            return if first.item == item { Ok(item.id) } else { Err(Problem::ReviewIdReused) };
        }
        let card = self.folding.card(item.card_id).ok_or(Problem::NotFound)?;
        let word = self.catalogue.word(card.word_id).ok_or(Problem::NotFound)?;
        let dated_back = item.reviewed_at < card.created_at - CLOCK_TOLERANCE;
        if dated_back || item.reviewed_at > self.now + CLOCK_TOLERANCE {
            return Err(Problem::InvalidReviewTime);
        }
        if !(0..=MAX_DURATION_MS).contains(&item.duration_ms) {
            return Err(Problem::InvalidDuration);
        }
        if !item.answer.exercise().practises(card.skill) {
            return Err(Problem::InvalidAnswer);
        }
        let mut calendar = self.viewer.settings.calendar();
        if let Some(name) = &item.time_zone {
            calendar.zone = time_zone(name)?;
        }
        let grade = match &item.answer {
            Answer::Choice(chosen) => {
                let verdict = if *chosen == word.id { Verdict::Correct } else { Verdict::Wrong };
                Some(Grade { verdict, slip: None })
            }
            Answer::Text(text) if fits(text) => Some(self.grade(text, word)),
            Answer::Text(_) => return Err(Problem::InvalidAnswer),
            Answer::Rating(_) => None,
        };
        let rating = match (&item.answer, &grade) {
            (Answer::Rating(rating), _) => *rating,
            (_, Some(grade)) => grade.verdict.rating(),
            (_, None) => return Err(Problem::InvalidAnswer),
        };
        let (id, card) = (item.id, item.card_id);
        let answered = Answered { id, at: item.reviewed_at, calendar, rating };
        self.folding.add(card, LogEntry::Answered(answered));
        self.new.push(New { item, calendar, grade, rating });
        Ok(id)
    }

    fn grade(&self, text: &str, word: &Word) -> Grade {
        let spellings: Vec<&str> = word.spellings().collect();
        grade_kazakh(text, &spellings, |answer| self.catalogue.teaches(answer))
    }

    /// Folds the new answers into their cards, and adds them to the log.
    async fn log(
        &mut self,
        connection: &mut AsyncPgConnection,
        change: ChangeNumber,
    ) -> Result<(), AppError> {
        if self.new.is_empty() {
            return Ok(());
        }
        let outcomes = self.folding.fold(connection, self.viewer).await?;
        let added: Vec<Review> =
            self.new.iter().filter_map(|new| Some(self.entry(new, outcomes.get(&new.item.id)?))).collect();
        db::learning::insert_reviews(connection, self.viewer.account.id, &added, change).await?;
        self.reviews.extend(added.into_iter().map(|review| (review.id, review)));
        Ok(())
    }

    fn entry(&self, new: &New, outcome: &Outcome) -> Review {
        let New { item, calendar, grade, rating } = new;
        Review {
            id: item.id,
            card_id: item.card_id,
            reviewed_at: item.reviewed_at,
            received_at: self.now,
            calendar: *calendar,
            study_day: outcome.study_day,
            duration_ms: item.duration_ms,
            exercise: item.answer.exercise(),
            exercise_detail: None,
            gloss_language: None,
            answer: item.answer.stored(),
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
        let card = self.folding.card(review.card_id).ok_or(Problem::NotFound)?.clone();
        let word = self.catalogue.word(card.word_id).ok_or(Problem::NotFound)?.clone();
        let grade = review.verdict.map(|verdict| Grade { verdict, slip: review.slip.clone() });
        Ok(Submitted { review, grade, card, word })
    }

    async fn write(self, connection: &mut AsyncPgConnection, change: ChangeNumber) -> Result<(), AppError> {
        if self.new.is_empty() {
            return Ok(());
        }
        let days = self.new.iter().filter_map(|new| Some(self.reviews.get(&new.item.id)?.study_day));
        let days: HashSet<_> = days.collect();
        self.folding.write(connection, self.viewer, days, change).await
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
        && item.time_zone.as_ref().is_none_or(|zone| known.calendar.zone.name() == zone)
        && item.answer.is_that_of(known)
}
