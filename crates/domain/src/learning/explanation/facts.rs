//! The facts of an explanation. Each becomes a sentence.

use chrono::NaiveDate;

use super::Explanation;
use crate::learning::card::{CardPhase, Memory};
use crate::learning::review::Rating;

/// A fact that explains a card's schedule.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// The card is new.
    New {
        /// The maximum number of new cards per day.
        maximum_per_day: u32,
    },
    /// The day on which the card was reset.
    Reset(NaiveDate),
    /// The last review of the card.
    LastReview {
        /// Its study day.
        on: NaiveDate,
        /// Its rating.
        rating: Rating,
    },
    /// The learning or relearning step that the card is in.
    Step {
        /// The number of the step, from 1.
        number: usize,
        /// The number of steps.
        of: usize,
        /// The time from the last review until the card is due.
        wait_seconds: i64,
        /// Whether it is a relearning step.
        relearning: bool,
    },
    /// The stability and the difficulty.
    Memory(Memory),
    /// The chance that the card is remembered today, 0 to 1.
    Retrievability(f32),
    /// The interval that the model computes.
    ModelInterval {
        /// The desired retention, 0 to 1.
        retention: f32,
        /// The interval in days, before rounding and fuzz.
        days: f32,
    },
    /// The maximum interval in days, which the model's interval exceeds.
    MaximumInterval(u32),
    /// The shortest interval that was allowed, in days.
    MinimumInterval(u32),
    /// The interval that fuzz chose.
    ChosenInterval {
        /// The first day of the range.
        from: u32,
        /// The last day of the range.
        until: u32,
        /// The interval in days.
        days: u32,
    },
    /// The interval in days, which was the only possible one.
    OnlyInterval(u32),
    /// The share of its reviews that each day of the week takes, in percent, Monday first.
    EasyDays([u8; 7]),
    /// The number of the preset; 0 stands for the defaults.
    Preset(u32),
    /// The card is a leech.
    Leech {
        /// The number of lapses.
        lapses: u32,
        /// Whether this keeps it out of the queue.
        is_out_of_queue: bool,
    },
    /// The card is suspended.
    Suspended,
    /// The day until which the card is buried.
    Buried(NaiveDate),
    /// The time from which the card is due.
    Due {
        /// The local time, with the time zone.
        at: String,
        /// Whether the card is due now.
        is_due: bool,
    },
}

impl Explanation {
    /// Returns the facts of the explanation, in reading order.
    pub fn facts(&self) -> Vec<Fact> {
        let state = &self.card.state;
        let mut facts = Vec::new();
        let Some((rating, outcome)) = &self.last else {
            if let Some(at) = state.reset_at {
                facts.push(Fact::Reset(self.calendar.day_of(at).date()));
            }
            facts.push(Fact::New { maximum_per_day: self.new_cards_per_day });
            facts.extend(self.queue_exclusions());
            return facts;
        };
        facts.push(Fact::LastReview { on: outcome.study_day.date(), rating: *rating });
        facts.push(Fact::Memory(outcome.memory));
        facts.extend(self.retrievability.map(Fact::Retrievability));
        if let (Some(steps), Some(last)) = (self.steps(), state.last_review) {
            facts.push(Fact::Step {
                number: usize::from(state.step) + 1,
                of: steps.len(),
                wait_seconds: (state.due_at - last.at).num_seconds(),
                relearning: state.phase == CardPhase::Relearning,
            });
        }
        if let Some(choice) = outcome.choice {
            let scheduling = &self.preset.scheduling;
            let (retention, days) = (scheduling.desired_retention, outcome.raw_interval_days);
            facts.push(Fact::ModelInterval { retention, days });
            #[expect(clippy::cast_precision_loss, reason = "at most 36,500")]
            if days > scheduling.maximum_interval_days as f32 {
                facts.push(Fact::MaximumInterval(scheduling.maximum_interval_days));
            }
            if choice.minimum > 1 && choice.fuzz.0 == choice.minimum {
                facts.push(Fact::MinimumInterval(choice.minimum));
            }
            let (from, until) = choice.fuzz;
            if from == until {
                facts.push(Fact::OnlyInterval(choice.days));
            } else {
                facts.push(Fact::ChosenInterval { from, until, days: choice.days });
            }
            if scheduling.easy_days != [100; 7] {
                facts.push(Fact::EasyDays(scheduling.easy_days));
            }
        }
        facts.push(Fact::Preset(outcome.preset_number));
        facts.extend(self.queue_exclusions());
        let local = state.due_at.with_timezone(&self.calendar.zone).format("%Y-%m-%d %H:%M");
        let at = format!("{local} ({})", self.calendar.zone.name());
        facts.push(Fact::Due { at, is_due: self.is_due });
        facts
    }

    /// Returns the facts that keep the card out of the queue.
    fn queue_exclusions(&self) -> impl Iterator<Item = Fact> {
        let lapses = self.card.state.lapses;
        let leech = self.is_leech.then_some(Fact::Leech { lapses, is_out_of_queue: self.suspends_leeches });
        let suspended = self.card.suspended_at.map(|_| Fact::Suspended);
        let until = self.card.buried_until.filter(|_| self.card.is_buried(self.today));
        let buried = until.map(|until| Fact::Buried(until.date()));
        [leech, suspended, buried].into_iter().flatten()
    }
}
