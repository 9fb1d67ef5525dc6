//! Checks of event schedules.

use std::collections::HashSet;

use chrono_tz::Tz;

use super::FileChecker;
use crate::domain::directory::schedule::{RecurrenceRule, Schedule, ScheduleProblem, local_time};
use crate::domain::text::Language;
use crate::import::format::{self, Field, Moved};
use crate::import::records;
use crate::messages::schedule_problem_sentence;

impl FileChecker<'_> {
    /// Checks a schedule: first each value, then their combination.
    pub(super) fn schedule(&mut self, entry: &format::Schedule) {
        let mut parsed = self.local_time(&entry.starts);
        if let Some(zone) = &entry.time_zone
            && zone.as_ref().parse::<Tz>().is_err()
        {
            self.report(zone, format!("«{}» is not a time zone such as Asia/Almaty", zone.as_ref()));
            parsed = false;
        }
        if let Some(rule) = &entry.rule
            && let Err(problem) = rule.as_ref().parse::<RecurrenceRule>()
        {
            self.report(rule, format!("«{}»: {}", rule.as_ref(), sentence(problem)));
            parsed = false;
        }
        for start in entry.additional.iter().chain(&entry.cancelled) {
            parsed &= self.local_time(start);
        }
        for Moved { original_start, starts, place, note, .. } in &entry.moved {
            parsed &= self.local_time(original_start);
            parsed &= self.local_time(starts);
            self.line_texts(place);
            self.paragraphs(note);
        }
        if parsed && let Ok(schedule) = records::schedule(entry) {
            self.check_combined(entry, &schedule);
        }
    }

    /// Checks the combined values, and reports each error at the value that causes it.
    fn check_combined(&mut self, entry: &format::Schedule, schedule: &Schedule) {
        let bare = Schedule { additional: Vec::new(), exceptions: Vec::new(), ..schedule.clone() };
        if let Err(problem) = bare.check() {
            match (problem, &entry.rule) {
                (ScheduleProblem::InvalidMinutes, _) => {
                    self.report(&entry.duration_minutes, sentence(problem));
                }
                (ScheduleProblem::UntilBeforeStart, Some(rule)) => self.report(rule, sentence(problem)),
                _ => self.report(&entry.starts, sentence(problem)),
            }
            return;
        }
        let mut valid = true;
        for (place, start) in entry.additional.iter().zip(&schedule.additional) {
            let one = Schedule { additional: vec![*start], ..bare.clone() };
            valid &= self.check_part(place, &one);
        }
        let originals = entry.cancelled.iter().chain(entry.moved.iter().map(|moved| &moved.original_start));
        let mut originals_so_far = HashSet::new();
        for (place, exception) in originals.zip(&schedule.exceptions) {
            if !originals_so_far.insert(exception.original) {
                self.report(place, sentence(ScheduleProblem::DuplicateException));
                valid = false;
                continue;
            }
            let one = Schedule { exceptions: vec![exception.clone()], ..schedule.clone() };
            valid &= self.check_part(place, &one);
        }
        // The only problems left are too many additional times and too many exceptions.
        if valid {
            self.check_part(&entry.starts, schedule);
        }
    }

    /// Checks a schedule and reports its problem at `place`. Returns whether the schedule is valid.
    fn check_part(&mut self, place: &Field, schedule: &Schedule) -> bool {
        let checked = schedule.check();
        if let Err(problem) = checked {
            self.report(place, sentence(problem));
        }
        checked.is_ok()
    }

    fn local_time(&mut self, time: &Field) -> bool {
        let is_valid = local_time(time.as_ref()).is_some();
        if !is_valid {
            self.report(time, format!("«{}» is not a local time such as 2026-03-21T10:00", time.as_ref()));
        }
        is_valid
    }
}

fn sentence(problem: ScheduleProblem) -> String {
    schedule_problem_sentence(problem, Language::En)
}
