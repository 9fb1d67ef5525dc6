//! The explanation of a card's schedule in words: one sentence per fact.

use super::Message;
use crate::domain::learning::explanation::Fact;
use crate::domain::learning::review::Rating;
use crate::domain::text::Language;

/// Returns the sentence for a fact about the schedule of a learner's card.
pub fn explanation_sentence(fact: &Fact, language: Language) -> String {
    message(fact).text(language)
}

pub(super) fn message(fact: &Fact) -> Message {
    match fact {
        Fact::New { maximum_per_day } => Message::new("explanation-new").with("perDay", *maximum_per_day),
        Fact::Reset(date) => Message::new("explanation-reset").with("date", date.to_string()),
        Fact::LastReview { on, rating } => {
            let rating = match rating {
                Rating::Again => "AGAIN",
                Rating::Hard => "HARD",
                Rating::Good => "GOOD",
                Rating::Easy => "EASY",
            };
            Message::new("explanation-last-review").with("date", on.to_string()).with("rating", rating)
        }
        Fact::Step { number, of, wait_seconds, relearning } => {
            let (wait, unit) = wait(*wait_seconds);
            Message::new("explanation-step")
                .with("phase", if *relearning { "relearning" } else { "learning" })
                .with("step", *number)
                .with("steps", *of)
                .with("wait", wait)
                .with("unit", unit)
        }
        Fact::Memory(memory) => Message::new("explanation-memory")
            .with("stability", memory.stability)
            .with("difficulty", memory.difficulty),
        Fact::Retrievability(chance) => Message::new("explanation-recall").with("percent", chance * 100.0),
        Fact::ModelInterval { retention, days } => {
            Message::new("explanation-model-interval").with("percent", retention * 100.0).with("days", *days)
        }
        Fact::MaximumInterval(days) => Message::new("explanation-maximum-interval").with("days", *days),
        Fact::MinimumInterval(days) => Message::new("explanation-minimum-interval").with("days", *days),
        Fact::ChosenInterval { from, until, days } => Message::new("explanation-chosen-interval")
            .with("from", *from)
            .with("until", *until)
            .with("days", *days),
        Fact::OnlyInterval(days) => Message::new("explanation-only-interval").with("days", *days),
        Fact::EasyDays([monday, tuesday, wednesday, thursday, friday, saturday, sunday]) => {
            Message::new("explanation-easy-days")
                .with("monday", *monday)
                .with("tuesday", *tuesday)
                .with("wednesday", *wednesday)
                .with("thursday", *thursday)
                .with("friday", *friday)
                .with("saturday", *saturday)
                .with("sunday", *sunday)
        }
        Fact::Preset(number) => Message::new("explanation-preset").with("number", *number),
        Fact::Leech { lapses, is_out_of_queue: true } => {
            Message::new("explanation-leech-out-of-queue").with("lapses", *lapses)
        }
        Fact::Leech { lapses, is_out_of_queue: false } => {
            Message::new("explanation-leech").with("lapses", *lapses)
        }
        Fact::Suspended => Message::new("explanation-suspended"),
        Fact::Buried(until) => Message::new("explanation-buried").with("date", until.to_string()),
        Fact::Due { at, is_due: true } => Message::new("explanation-due-since").with("time", at.clone()),
        Fact::Due { at, is_due: false } => Message::new("explanation-due").with("time", at.clone()),
    }
}

/// Expresses a wait in days, hours, minutes or seconds: the largest unit that needs no fraction.
pub(super) fn wait(seconds: i64) -> (i64, &'static str) {
    let units = [(86_400, "day"), (3_600, "hour"), (60, "minute")];
    let fits = units.into_iter().find(|(size, _)| seconds >= *size && seconds % size == 0);
    let (size, unit) = fits.unwrap_or((1, "second"));
    (seconds / size, unit)
}
