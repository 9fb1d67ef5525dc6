//! Checks of when events take place.

use std::collections::HashSet;

use chrono_tz::Tz;

use super::Notes;
use crate::domain::directory::schedule::{RecurrenceRule, Schedule, ScheduleProblem, local_time};
use crate::import::format::{self, Field, Moved};
use crate::import::records;

impl Notes<'_> {
    /// When an event takes place: first each value, then what they make together.
    pub(super) fn schedule(&mut self, listed: &format::Schedule) {
        let mut known = self.local_time(&listed.starts);
        if let Some(zone) = &listed.time_zone
            && zone.as_ref().parse::<Tz>().is_err()
        {
            self.at(zone, format!("«{}» is not a time zone such as Asia/Almaty", zone.as_ref()));
            known = false;
        }
        if let Some(rule) = &listed.rule {
            self.parses::<RecurrenceRule>(rule);
            known &= rule.as_ref().parse::<RecurrenceRule>().is_ok();
        }
        for start in listed.additional.iter().chain(&listed.cancelled) {
            known &= self.local_time(start);
        }
        for Moved { original_start, starts, place, note, .. } in &listed.moved {
            known &= self.local_time(original_start);
            known &= self.local_time(starts);
            self.line_texts(place);
            self.paragraphs(note);
        }
        if known && let Ok(schedule) = records::schedule(listed) {
            self.whole_schedule(listed, &schedule);
        }
    }

    /// Each mistake at the value that it is about.
    fn whole_schedule(&mut self, listed: &format::Schedule, schedule: &Schedule) {
        let bare = Schedule { additional: Vec::new(), exceptions: Vec::new(), ..schedule.clone() };
        if let Err(problem) = bare.check() {
            match (problem, &listed.rule) {
                (ScheduleProblem::InvalidMinutes, _) => {
                    self.at(&listed.duration_minutes, problem.to_string());
                }
                (ScheduleProblem::UntilBeforeStart, Some(rule)) => self.at(rule, problem.to_string()),
                _ => self.at(&listed.starts, problem.to_string()),
            }
            return;
        }
        let mut sound = true;
        for (place, start) in listed.additional.iter().zip(&schedule.additional) {
            let one = Schedule { additional: vec![*start], ..bare.clone() };
            sound &= self.sound(place, &one);
        }
        let originals = listed.cancelled.iter().chain(listed.moved.iter().map(|moved| &moved.original_start));
        let mut before = HashSet::new();
        for (place, exception) in originals.zip(&schedule.exceptions) {
            if !before.insert(exception.original) {
                self.at(place, ScheduleProblem::DuplicateException.to_string());
                sound = false;
                continue;
            }
            let one = Schedule { exceptions: vec![exception.clone()], ..schedule.clone() };
            sound &= self.sound(place, &one);
        }
        // What remains is that there are too many of them.
        if sound {
            self.sound(&listed.starts, schedule);
        }
    }

    fn sound(&mut self, place: &Field, schedule: &Schedule) -> bool {
        let checked = schedule.check();
        if let Err(problem) = checked {
            self.at(place, problem.to_string());
        }
        checked.is_ok()
    }

    fn local_time(&mut self, time: &Field) -> bool {
        let known = local_time(time.as_ref()).is_some();
        if !known {
            self.at(time, format!("«{}» is not a local time such as 2026-03-21T10:00", time.as_ref()));
        }
        known
    }
}
