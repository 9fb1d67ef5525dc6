//! A card: what one learner remembers of one word in one skill.

use chrono::{DateTime, Duration, Utc};

use crate::closed_list::closed_list;
use crate::ids::{CardId, ReviewId, WordId};
use crate::learning::study_day::StudyDay;
use crate::learning::word::{PartOfSpeech, Word};

closed_list! {
    /// What a card practises.
    Skill {
        /// To know the meaning of the Kazakh word.
        Recognize = "recognize",
        /// To write the Kazakh word for a meaning.
        Produce = "produce",
        /// To understand the Kazakh word when it is heard.
        Listen = "listen",
        /// To put a noun into a given form.
        Inflect = "inflect",
    }
}

impl Skill {
    /// All skills, in the order in which a new word's cards are shown.
    pub const ALL: [Self; 4] = [Self::Recognize, Self::Produce, Self::Listen, Self::Inflect];

    /// Whether the skill can be practised with a word: only nouns are inflected.
    pub fn fits(self, word: &Word) -> bool {
        self != Self::Inflect || word.part_of_speech == PartOfSpeech::Noun
    }
}

closed_list! {
    /// The stage of a card's life.
    CardPhase {
        /// Never reviewed.
        New = "new",
        /// In its learning steps.
        Learning = "learning",
        /// Learned: it comes back after an interval of days.
        Review = "review",
        /// Forgotten, and in its relearning steps.
        Relearning = "relearning",
    }
}

/// A card of a learner.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// The card's id.
    pub id: CardId,
    /// The word.
    pub word_id: WordId,
    /// The skill that the card practises.
    pub skill: Skill,
    /// When the card was created.
    pub created_at: DateTime<Utc>,
    /// The card's state, computed by replaying the card's log.
    pub state: CardState,
    /// When the learner suspended the card. `None` if it is not suspended.
    pub suspended_at: Option<DateTime<Utc>>,
    /// The study day before which the card is not shown, because the learner buried it or its assignment begins later.
    pub buried_until: Option<StudyDay>,
    /// The number of lapses when the learner last returned it to the queue as a leech; 0 if that never happened.
    pub pardoned_lapses: u32,
    /// When the word was first introduced to the learner. `None` if it was not.
    pub introduced_at: Option<DateTime<Utc>>,
}

impl Card {
    /// Creates a card that was never reviewed.
    pub fn new(id: CardId, word_id: WordId, skill: Skill, created_at: DateTime<Utc>) -> Self {
        Self {
            id,
            word_id,
            skill,
            created_at,
            state: CardState::new(created_at),
            suspended_at: None,
            buried_until: None,
            pardoned_lapses: 0,
            introduced_at: None,
        }
    }

    /// Whether the card is a leech: forgotten so often that repeating it in the same way is of no use. A card that was
    /// returned to the queue is a leech again after half as many further lapses, as in Anki.
    pub fn is_leech(&self, threshold: u32) -> bool {
        self.lapses_until_leech(threshold) == 0
    }

    /// Returns how many more lapses would make the card a leech.
    pub fn lapses_until_leech(&self, threshold: u32) -> u32 {
        let again = if self.pardoned_lapses == 0 { 0 } else { self.pardoned_lapses + threshold.div_ceil(2) };
        threshold.max(again).saturating_sub(self.state.lapses)
    }

    /// Returns the card to the queue: it is no longer suspended, and not a leech until it is forgotten more often.
    pub fn return_to_queue(&mut self, leech_threshold: u32) {
        self.suspended_at = None;
        if self.is_leech(leech_threshold) {
            self.pardoned_lapses = self.state.lapses;
        }
    }

    /// Returns the study day on which the card is due by its interval; today if that day has passed, or if the card is
    /// in learning or relearning steps.
    pub fn due_day(&self, today: StudyDay) -> StudyDay {
        let last = self.state.last_review.filter(|_| self.state.interval_days > 0);
        last.map_or(today, |last| last.study_day.plus(self.state.interval_days)).max(today)
    }

    /// Whether the card is put off beyond `today`.
    pub fn is_buried(&self, today: StudyDay) -> bool {
        self.buried_until.is_some_and(|until| until > today)
    }
}

/// The interval from which a card is mature, in days, as in Anki.
pub const MATURE_INTERVAL_DAYS: i32 = 21;

/// Reviews that are further apart belong to different study days: the moments of one day are at most three days apart,
/// whatever the time zones.
const BEYOND_A_DAY: Duration = Duration::days(4);

/// The state of a card, which results from its reviews and resets.
#[derive(Debug, Clone, PartialEq)]
pub struct CardState {
    /// The stage of the card's life.
    pub phase: CardPhase,
    /// The index of the current step within the day, in learning and relearning; 0 otherwise.
    pub step: u8,
    /// The memory as the model computes it. `None` before the first review.
    pub memory: Option<Memory>,
    /// The time from which the card is due.
    pub due_at: DateTime<Utc>,
    /// The scheduled interval in days; 0 within a day.
    pub interval_days: u32,
    /// The study day of the first review.
    pub first_study_day: Option<StudyDay>,
    /// The time of the first review.
    pub first_reviewed_at: Option<DateTime<Utc>>,
    /// The last review since the last reset.
    pub last_review: Option<LastReview>,
    /// The time of the last reset, which made the card new again.
    pub reset_at: Option<DateTime<Utc>>,
    /// The number of reviews; a reset does not change it.
    pub reps: u32,
    /// How often the card was forgotten after it had been learned; a reset does not change this number.
    pub lapses: u32,
}

impl CardState {
    /// Whether the card is in the review phase with an interval of at least [`MATURE_INTERVAL_DAYS`].
    pub fn is_mature(&self) -> bool {
        let interval = i32::try_from(self.interval_days).unwrap_or(i32::MAX);
        self.phase == CardPhase::Review && interval >= MATURE_INTERVAL_DAYS
    }

    /// Whether a review that is later than the card's other reviews is the first of them on its study day. `None` if only
    /// the log tells: after a journey, an earlier review may belong to the same day as one before the last, and a reset
    /// forgets the last one.
    pub fn is_first_of_day(&self, day: StudyDay, at: DateTime<Utc>) -> Option<bool> {
        if self.last_review.is_some_and(|last| last.study_day == day) {
            return Some(false);
        }
        let latest = self.last_review.map(|last| last.at).max(self.reset_at);
        latest.is_none_or(|latest| at - latest > BEYOND_A_DAY).then_some(true)
    }

    /// Returns the state of a card that was never reviewed.
    pub fn new(created_at: DateTime<Utc>) -> Self {
        Self {
            phase: CardPhase::New,
            step: 0,
            memory: None,
            due_at: created_at,
            interval_days: 0,
            first_study_day: None,
            first_reviewed_at: None,
            last_review: None,
            reset_at: None,
            reps: 0,
            lapses: 0,
        }
    }

    /// Returns the state after a reset: the memory is cleared, but the time of the first review and the numbers of reviews
    /// and lapses are kept.
    pub(super) fn reset(self, at: DateTime<Utc>) -> Self {
        let Self { first_study_day, first_reviewed_at, reps, lapses, .. } = self;
        Self { reset_at: Some(at), first_study_day, first_reviewed_at, reps, lapses, ..Self::new(at) }
    }
}

/// A memory as FSRS models it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Memory {
    /// Days until the chance of recall falls to 90 %.
    pub stability: f32,
    /// How hard it is to make the memory stable, 1 to 10.
    pub difficulty: f32,
}

/// The last review of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastReview {
    /// The review's id.
    pub id: ReviewId,
    /// The time of the answer.
    pub at: DateTime<Utc>,
    /// The learner's study day at that time.
    pub study_day: StudyDay,
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_leech_returned_to_the_queue_is_one_again_after_half_as_many_lapses() {
        let (card, word) = (CardId::from(Uuid::from_u128(1)), WordId::from(Uuid::from_u128(2)));
        let mut card = Card::new(card, word, Skill::Recognize, DateTime::UNIX_EPOCH);
        let lapsed = |card: &mut Card, lapses| {
            card.state.lapses = lapses;
            card.is_leech(8)
        };
        assert!(!lapsed(&mut card, 7) && lapsed(&mut card, 8) && lapsed(&mut card, 9));
        card.return_to_queue(8);
        assert!(!lapsed(&mut card, 9) && !lapsed(&mut card, 12) && lapsed(&mut card, 13));
        card.return_to_queue(8);
        assert!(!lapsed(&mut card, 13) && lapsed(&mut card, 17));
    }

    #[test]
    fn the_state_tells_most_first_reviews_of_a_day() {
        let day = Duration::days(1);
        let at = DateTime::UNIX_EPOCH + day * 100;
        let mut state = CardState::new(DateTime::UNIX_EPOCH);
        assert_eq!(state.is_first_of_day(StudyDay(100), at), Some(true), "it was never reviewed");
        state = state.reset(at - day);
        assert_eq!(state.is_first_of_day(StudyDay(100), at), None, "there may be reviews before the reset");
        assert_eq!(state.is_first_of_day(StudyDay(104), at + day * 4), Some(true));
        let id = ReviewId::from(Uuid::from_u128(3));
        state.last_review = Some(LastReview { id, at, study_day: StudyDay(100) });
        assert_eq!(state.is_first_of_day(StudyDay(100), at + day / 2), Some(false));
        assert_eq!(state.is_first_of_day(StudyDay(101), at + day), None, "it may be a day before a journey");
        assert_eq!(state.is_first_of_day(StudyDay(105), at + day * 5), Some(true));
    }

    #[test]
    fn a_card_is_put_off_until_the_day_comes() {
        let (card, word) = (CardId::from(Uuid::from_u128(1)), WordId::from(Uuid::from_u128(2)));
        let mut card = Card::new(card, word, Skill::Recognize, DateTime::UNIX_EPOCH);
        assert!(!card.is_buried(StudyDay(7)));
        card.buried_until = Some(StudyDay(8));
        assert!(card.is_buried(StudyDay(7)) && !card.is_buried(StudyDay(8)));
    }
}
