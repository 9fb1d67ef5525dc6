//! Presets: how a learner's cards are scheduled from a moment on.

use chrono::{DateTime, Datelike as _, Utc};
use serde::{Deserialize, Serialize};

use crate::learning::study_day::StudyDay;
use crate::problem::Problem;

/// The scheduling options. The defaults are those of Anki and FSRS-6.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Scheduling {
    /// The chance of recall at which a card is due, 0.7 to 0.99.
    pub desired_retention: f32,
    /// The longest interval in days, 1 to 36,500.
    pub maximum_interval_days: u32,
    /// The learning steps, in seconds. Within a day, fixed steps work better than the model.
    pub learning_steps: Vec<u32>,
    /// The relearning steps, in seconds.
    pub relearning_steps: Vec<u32>,
    /// The share of cards that each day of the week takes, in percent, Monday first.
    pub easy_days: [u8; 7],
    /// The 21 parameters of FSRS-6. `None` for the defaults.
    pub parameters: Option<Vec<f32>>,
}

impl Default for Scheduling {
    fn default() -> Self {
        Self {
            desired_retention: 0.9,
            maximum_interval_days: 36_500,
            learning_steps: vec![60, 600],
            relearning_steps: vec![600],
            easy_days: [100; 7],
            parameters: None,
        }
    }
}

impl Scheduling {
    /// Returns the share of cards that a day takes, 0 to 1.
    pub(super) fn load_on(&self, day: StudyDay) -> f32 {
        let weekday = day.date().weekday().num_days_from_monday() as usize;
        f32::from(self.easy_days.get(weekday).copied().unwrap_or(100)) / 100.0
    }
}

/// Scheduling options, and the time from which they apply.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Preset {
    /// The number of the preset among the learner's presets; 0 for the defaults.
    pub number: u32,
    /// The time from which the preset applies. `None` if it applies to all reviews, including earlier ones.
    pub effective_at: Option<DateTime<Utc>>,
    /// The scheduling options.
    pub scheduling: Scheduling,
}

/// All presets that a learner ever had. The preset of a review depends on when the answer was given, not on when the
/// service received it. So a late review changes only the card's state from the time of the answer on.
#[derive(Debug, Clone, PartialEq)]
pub struct Presets(Vec<Preset>);

impl Presets {
    /// Sorts the presets, which may be in any order, and puts the defaults before them.
    pub fn new(mut presets: Vec<Preset>) -> Self {
        presets.push(Preset::default());
        presets.sort_by_key(|preset| std::cmp::Reverse(preset.number));
        Self(presets)
    }

    /// Returns all presets, the latest first, the defaults last.
    pub fn all(&self) -> &[Preset] {
        &self.0
    }

    /// Returns the latest preset among those in force at a moment.
    pub fn at(&self, moment: DateTime<Utc>) -> &Preset {
        static DEFAULT: std::sync::LazyLock<Preset> = std::sync::LazyLock::new(Preset::default);
        let in_force = |preset: &&Preset| preset.effective_at.is_none_or(|from| from <= moment);
        self.0.iter().find(in_force).unwrap_or(&DEFAULT)
    }
}

/// The longest interval, in days.
const MAX_INTERVAL_DAYS: u32 = 36_500;
/// The number of steps that a day may have.
const MAX_STEPS: usize = 8;
/// The longest step, in seconds.
const MAX_STEP: u32 = 86_400;

/// Checks a desired retention.
pub fn desired_retention(chance: f64) -> Result<f32, Problem> {
    #[expect(clippy::cast_possible_truncation, reason = "the model's precision")]
    let single = chance as f32;
    if (0.7..=0.99).contains(&single) { Ok(single) } else { Err(Problem::InvalidRetention) }
}

/// Checks a maximum interval in days.
pub fn maximum_interval(days: i32) -> Result<u32, Problem> {
    let days = u32::try_from(days).ok().filter(|days| (1..=MAX_INTERVAL_DAYS).contains(days));
    days.ok_or(Problem::InvalidMaximumInterval)
}

/// Checks learning or relearning steps, in seconds.
pub fn steps(seconds: &[i32]) -> Result<Vec<u32>, Problem> {
    let step = |seconds: &i32| u32::try_from(*seconds).ok().filter(|step| (1..=MAX_STEP).contains(step));
    let steps: Option<Vec<u32>> = seconds.iter().map(step).collect();
    steps.filter(|steps| steps.len() <= MAX_STEPS).ok_or(Problem::InvalidSteps)
}

/// Checks the shares of the days of the week, in percent.
pub fn easy_days(percents: &[i32]) -> Result<[u8; 7], Problem> {
    let share = |percent: &i32| u8::try_from(*percent).ok().filter(|share| *share <= 100);
    let shares: Option<Vec<u8>> = percents.iter().map(share).collect();
    shares.and_then(|shares| shares.try_into().ok()).ok_or(Problem::InvalidEasyDays)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn preset(number: u32, effective_at: Option<&str>) -> Preset {
        Preset { number, effective_at: effective_at.map(at), scheduling: Scheduling::default() }
    }

    #[test]
    fn the_latest_preset_in_force_applies() {
        let presets = Presets::new(vec![
            preset(1, Some("2026-01-01T00:00:00Z")),
            preset(2, Some("2026-03-01T00:00:00Z")),
        ]);
        assert_eq!(presets.at(at("2025-12-31T00:00:00Z")).number, 0);
        assert_eq!(presets.at(at("2026-01-01T00:00:00Z")).number, 1);
        assert_eq!(presets.at(at("2026-04-01T00:00:00Z")).number, 2);
    }

    #[test]
    fn a_preset_for_all_reviews_replaces_all_earlier_ones() {
        let presets = Presets::new(vec![
            preset(1, Some("2026-01-01T00:00:00Z")),
            preset(2, None),
            preset(3, Some("2026-03-01T00:00:00Z")),
        ]);
        assert_eq!(presets.at(at("2025-01-01T00:00:00Z")).number, 2);
        assert_eq!(presets.at(at("2026-02-01T00:00:00Z")).number, 2);
        assert_eq!(presets.at(at("2026-04-01T00:00:00Z")).number, 3);
    }

    #[test]
    fn options_are_checked_against_their_ranges() {
        assert_eq!([0.7, 0.9, 0.99].map(|chance| desired_retention(chance).is_ok()), [true; 3]);
        assert_eq!(
            [0.69, 1.0, f64::NAN, f64::INFINITY].map(|chance| desired_retention(chance).is_ok()),
            [false; 4]
        );
        assert_eq!([1, 36_500].map(|days| maximum_interval(days).is_ok()), [true; 2]);
        assert_eq!([0, -1, 36_501].map(|days| maximum_interval(days).is_ok()), [false; 3]);
        assert!(steps(&[]).is_ok() && steps(&[86_400, 1]).is_ok() && steps(&[60; 8]).is_ok());
        assert!(steps(&[0]).is_err() && steps(&[86_401]).is_err() && steps(&[60; 9]).is_err());
        assert!(easy_days(&[0, 100, 50, 1, 2, 3, 4]).is_ok());
        assert!(
            easy_days(&[100; 6]).is_err() && easy_days(&[101; 7]).is_err() && easy_days(&[-1; 7]).is_err()
        );
    }
}
