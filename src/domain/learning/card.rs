//! A card: what one learner remembers of one word, in one skill.

use chrono::{DateTime, Utc};

use crate::domain::closed_list::closed_list;
use crate::domain::ids::{CardId, ReviewId, WordId};
use crate::domain::learning::study_day::StudyDay;
use crate::domain::learning::word::{PartOfSpeech, Word};

closed_list! {
    /// What is practised of a word.
    Skill {
        /// To know the meaning of the Kazakh word.
        Recognize = "recognize",
        /// To write the Kazakh word for a meaning.
        Produce = "produce",
        /// To understand the Kazakh word when it is heard.
        Listen = "listen",
        /// To put a noun into the form that is asked for.
        Inflect = "inflect",
    }
}

impl Skill {
    /// In the order in which a new word's cards are shown.
    pub const ALL: [Self; 4] = [Self::Recognize, Self::Produce, Self::Listen, Self::Inflect];

    /// Whether it can be practised with a word: nouns alone are inflected.
    pub fn fits(self, word: &Word) -> bool {
        self != Self::Inflect || word.part_of_speech == PartOfSpeech::Noun
    }
}

closed_list! {
    /// Where a card is in its life.
    CardPhase {
        /// Never reviewed.
        New = "new",
        /// In the steps of its first day.
        Learning = "learning",
        /// Comes back after days.
        Review = "review",
        /// Forgotten, and in the steps of that day.
        Relearning = "relearning",
    }
}

/// A card.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// Its id.
    pub id: CardId,
    /// The word.
    pub word_id: WordId,
    /// What is practised of it.
    pub skill: Skill,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// The fold of its log.
    pub state: CardState,
    /// Since when the learner has it out of the queue.
    pub suspended_at: Option<DateTime<Utc>>,
    /// The study day on which it is shown again, after the learner put it off.
    pub buried_until: Option<StudyDay>,
    /// Its lapses when the learner last took it back as a leech; 0: never.
    pub pardoned_lapses: u32,
}

impl Card {
    /// A card that was never reviewed.
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
        }
    }

    /// Whether it is a leech: forgotten so often that learning it as before is of no use. One that was taken back is a
    /// leech again after half as many lapses, as in Anki.
    pub fn is_leech(&self, threshold: u32) -> bool {
        self.lapses_left(threshold) == 0
    }

    /// How often it may still be forgotten before it is a leech.
    pub fn lapses_left(&self, threshold: u32) -> u32 {
        let again = if self.pardoned_lapses == 0 { 0 } else { self.pardoned_lapses + threshold.div_ceil(2) };
        threshold.max(again).saturating_sub(self.state.lapses)
    }

    /// The learner wants it back in the queue: it is suspended no longer, and no leech until it is forgotten again.
    pub fn take_back(&mut self, leech_threshold: u32) {
        self.suspended_at = None;
        if self.is_leech(leech_threshold) {
            self.pardoned_lapses = self.state.lapses;
        }
    }

    /// The study day on which it comes back, by its interval; today, where that is past or within the day.
    pub fn due_day(&self, today: StudyDay) -> StudyDay {
        let last = self.state.last_review.filter(|_| self.state.interval_days > 0);
        last.map_or(today, |last| last.study_day.plus(self.state.interval_days)).max(today)
    }

    /// Whether the learner has put it off beyond a day.
    pub fn is_buried(&self, today: StudyDay) -> bool {
        self.buried_until.is_some_and(|until| until > today)
    }
}

/// What its reviews have made of a card.
#[derive(Debug, Clone, PartialEq)]
pub struct CardState {
    /// Where it is in its life.
    pub phase: CardPhase,
    /// Which step within the day comes next, in learning and relearning; 0 otherwise.
    pub step: u8,
    /// The model's memory of it; none before the first review.
    pub memory: Option<Memory>,
    /// From when it is due.
    pub due_at: DateTime<Utc>,
    /// The scheduled interval in days; 0 within a day.
    pub interval_days: u32,
    /// The study day of the first review.
    pub first_study_day: Option<StudyDay>,
    /// The last review since it was last made new.
    pub last_review: Option<LastReview>,
    /// When it was last made new again.
    pub reset_at: Option<DateTime<Utc>>,
    /// How often it was reviewed; making it new doesn't change this.
    pub reps: u32,
    /// How often it was forgotten after it had been learned; making it new doesn't change this.
    pub lapses: u32,
}

impl CardState {
    /// A card that was never reviewed.
    pub fn new(created_at: DateTime<Utc>) -> Self {
        Self {
            phase: CardPhase::New,
            step: 0,
            memory: None,
            due_at: created_at,
            interval_days: 0,
            first_study_day: None,
            last_review: None,
            reset_at: None,
            reps: 0,
            lapses: 0,
        }
    }

    /// As it is after it was made new again: nothing is remembered, but that it was learned before.
    pub(super) fn reset(self, at: DateTime<Utc>) -> Self {
        let Self { first_study_day, reps, lapses, .. } = self;
        Self { reset_at: Some(at), first_study_day, reps, lapses, ..Self::new(at) }
    }
}

/// Memory as FSRS models it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Memory {
    /// Days until the chance of recall falls to 90 in 100.
    pub stability: f32,
    /// How hard the card is to make stable, 1 to 10.
    pub difficulty: f32,
}

/// The last review of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastReview {
    /// Its id.
    pub id: ReviewId,
    /// When it was.
    pub at: DateTime<Utc>,
    /// The learner's study day.
    pub study_day: StudyDay,
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_leech_that_was_taken_back_is_one_again_after_half_as_many_lapses() {
        let (card, word) = (CardId::from(Uuid::from_u128(1)), WordId::from(Uuid::from_u128(2)));
        let mut card = Card::new(card, word, Skill::Recognize, DateTime::UNIX_EPOCH);
        let lapsed = |card: &mut Card, lapses| {
            card.state.lapses = lapses;
            card.is_leech(8)
        };
        assert!(!lapsed(&mut card, 7) && lapsed(&mut card, 8) && lapsed(&mut card, 9));
        card.take_back(8);
        assert!(!lapsed(&mut card, 9) && !lapsed(&mut card, 12) && lapsed(&mut card, 13));
        card.take_back(8);
        assert!(!lapsed(&mut card, 13) && lapsed(&mut card, 17));
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
