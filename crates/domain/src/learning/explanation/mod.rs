//! Explains why a card is due when it is: the data behind its schedule.

mod facts;

use chrono::{DateTime, Utc};

pub use self::facts::Fact;
use crate::learning::card::{Card, CardPhase, CardState};
use crate::learning::preset::{Preset, Presets};
use crate::learning::review::Rating;
use crate::learning::scheduler::{LogEntry, ReviewOutcome, SchedulerError, replay, retrievability};
use crate::learning::settings::LearnerSettings;
use crate::learning::study_day::{StudyCalendar, StudyDay};

/// The data behind a card's schedule.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The card.
    pub card: Card,
    /// The preset with which the card's last review was scheduled; for a new card, the preset in force.
    pub preset: Preset,
    /// The learner's calendar.
    pub calendar: StudyCalendar,
    /// The learner's current study day.
    pub today: StudyDay,
    /// Whether the card is due.
    pub is_due: bool,
    /// Whether the card is a leech.
    pub is_leech: bool,
    /// Whether leeches stay out of the queue.
    pub suspends_leeches: bool,
    /// The maximum number of new cards per day.
    pub new_cards_per_day: u32,
    /// The chance that the card is remembered today. `None` before the first review.
    pub retrievability: Option<f32>,
    /// The last review since the card was last new, and its outcome.
    pub last: Option<(Rating, ReviewOutcome)>,
}

impl Explanation {
    /// Explains the schedule of a card, from its log.
    pub fn new(
        card: &Card,
        log: Vec<LogEntry>,
        presets: &Presets,
        settings: &LearnerSettings,
        now: DateTime<Utc>,
    ) -> Result<Self, SchedulerError> {
        let ratings: Vec<_> = log
            .iter()
            .filter_map(|entry| match entry {
                LogEntry::Review(answered) => Some((answered.id, answered.rating)),
                LogEntry::Reset { .. } => None,
            })
            .collect();
        let (state, outcomes) = replay(card.id, CardState::new(card.created_at), log, presets)?;
        let last = state.last_review.and_then(|last| {
            let (_, outcome) = outcomes.into_iter().find(|(id, _)| *id == last.id)?;
            let (_, rating) = ratings.into_iter().find(|(id, _)| *id == last.id)?;
            Some((rating, outcome))
        });
        let of_last = |(_, outcome): &(Rating, ReviewOutcome)| {
            presets.all().iter().find(|preset| preset.number == outcome.preset_number)
        };
        let preset = last.as_ref().and_then(of_last).unwrap_or_else(|| presets.at(now)).clone();
        let calendar = settings.calendar();
        let today = calendar.day_of(now);
        let recall = state.memory.zip(state.last_review).map(|(memory, last)| {
            retrievability(memory, today.days_since(last.study_day), &settings.preset.scheduling)
        });
        Ok(Self {
            is_due: state.phase != CardPhase::New && state.due_at <= now,
            is_leech: card.is_leech(settings.leech_threshold),
            suspends_leeches: settings.suspend_leeches,
            new_cards_per_day: settings.new_cards_per_day,
            retrievability: recall,
            card: Card { state, ..card.clone() },
            preset,
            calendar,
            today,
            last,
        })
    }

    /// Returns the learning or relearning steps that the card is in. `None` if the card is new or in the review phase.
    pub fn steps(&self) -> Option<&[u32]> {
        match self.card.state.phase {
            CardPhase::Learning => Some(&self.preset.scheduling.learning_steps),
            CardPhase::Relearning => Some(&self.preset.scheduling.relearning_steps),
            CardPhase::New | CardPhase::Review => None,
        }
    }
}
