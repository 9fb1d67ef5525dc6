//! The database rows of learners' histories.

use chrono::{DateTime, Utc};
use dostyq::domain::ids::{AccountId, LessonId, WordId};
use dostyq::domain::language_tag::LanguageTag;
use dostyq::domain::learning::card::Card;
use dostyq::domain::learning::grading::Slip;
use dostyq::domain::learning::progress::{DayCounts, WordAttempts};
use dostyq::domain::learning::review::Review;
use dostyq::domain::learning::study_day::{StudyCalendar, StudyDay};
use sha2::{Digest as _, Sha256};

use super::rows::Rows;

/// The filled tables, each with its columns.
pub(crate) const TABLES: [(&str, &str); 8] = [
    ("accounts", "id, email, password_hash, display_name, role, created_at"),
    ("learners", "learner_id, time_zone, daily_goal, gloss_languages, change_number"),
    ("sessions", "token_hash, id, account_id, created_at, last_used_at, authenticated_at, expires_at"),
    ("lesson_starts", "learner_id, lesson_id, started_at, change_number"),
    (
        "cards",
        "learner_id, id, word_id, skill, position, state, step, stability, difficulty, due_at, interval_days,
         first_study_day, first_reviewed_at, last_study_day, last_reviewed_at, last_review_id, reps, lapses, created_at,
         pardoned_lapses, change_number",
    ),
    (
        "reviews",
        "learner_id, id, card_id, reviewed_at, received_at, time_zone, study_day, duration_ms, exercise, answer,
         verdict, rating, phase, elapsed_days, interval_days, raw_interval_days, stability, difficulty, model_version,
         rollover_hour, last_interval_days, preset_number, slip_kind, slip_letters, gloss_language, change_number",
    ),
    (
        "study_days",
        "learner_id, study_day, reviews, duration_ms, again, new_cards, new_words, young_reviews, young_retained,
         mature_reviews, mature_retained",
    ),
    ("word_attempts", "learner_id, study_day, word_id, attempts, failures, with_gloss_language, again_with_gloss_language, gloss_language, slips"),
];

/// The rows of the histories of some learners.
#[derive(Default)]
pub(crate) struct Histories {
    /// The rows by table, in the order of [`TABLES`].
    pub(crate) tables: [Rows; TABLES.len()],
}

/// Returns the session token of a learner.
pub(crate) fn token(learner: u32) -> String {
    format!("dostyq_benchmark_{learner}")
}

impl Histories {
    fn table(&mut self, name: &str) -> &mut Rows {
        let place = TABLES.iter().position(|(table, _)| *table == name).expect("one of the tables");
        &mut self.tables[place]
    }

    pub(crate) fn learner(
        &mut self,
        number: u32,
        id: AccountId,
        (calendar, language): (StudyCalendar, &LanguageTag),
        (begin, now): (DateTime<Utc>, DateTime<Utc>),
        changes: i64,
    ) {
        let email = format!("learner{number}@example.kz");
        self.table("accounts")
            .row(6)
            .uuid(id.uuid())
            .text(&email)
            .text("-")
            .text(&email)
            .text("learner")
            .time(begin);
        self.table("learners")
            .row(5)
            .uuid(id.uuid())
            .text(calendar.zone.name())
            .int2(5)
            .texts(&[language.as_str()])
            .int8(changes);
        let expires = now + chrono::Duration::days(90);
        let hash = Sha256::digest(token(number));
        let session = self.table("sessions").row(7).bytes(&hash).uuid(id.uuid()).uuid(id.uuid());
        session.time(begin).time(now).time(now).time(expires);
    }

    pub(crate) fn lesson_start(
        &mut self,
        learner: AccountId,
        lesson: LessonId,
        at: DateTime<Utc>,
        change: i64,
    ) {
        self.table("lesson_starts").row(4).uuid(learner.uuid()).uuid(lesson.uuid()).time(at).int8(change);
    }

    pub(crate) fn card(&mut self, learner: AccountId, card: &Card, position: i32, change: i64) {
        let state = &card.state;
        let last = state.last_review;
        self.table("cards")
            .row(21)
            .uuid(learner.uuid())
            .uuid(card.id.uuid())
            .uuid(card.word_id.uuid())
            .text(card.skill.as_str())
            .int4(position)
            .text(state.phase.as_str())
            .int2(state.step.into())
            .or_null(state.memory, |rows, memory| rows.float4(memory.stability))
            .or_null(state.memory, |rows, memory| rows.float4(memory.difficulty))
            .time(state.due_at)
            .count(state.interval_days)
            .or_null(state.first_study_day, |rows, day| rows.int4(day.0))
            .or_null(state.first_reviewed_at, Rows::time)
            .or_null(last, |rows, last| rows.int4(last.study_day.0))
            .or_null(last, |rows, last| rows.time(last.at))
            .or_null(last, |rows, last| rows.uuid(last.id.uuid()))
            .count(state.reps)
            .count(state.lapses)
            .time(card.created_at)
            .int4(0)
            .int8(change);
    }

    pub(crate) fn review(&mut self, learner: AccountId, review: &Review, change: i64) {
        let letters = review.slip.as_ref().map(Slip::letters);
        self.table("reviews")
            .row(26)
            .uuid(learner.uuid())
            .uuid(review.id.uuid())
            .uuid(review.card_id.uuid())
            .time(review.reviewed_at)
            .time(review.received_at)
            .text(review.calendar.zone.name())
            .int4(review.study_day.0)
            .int4(review.duration_ms)
            .text(review.exercise.as_str())
            .text(&review.answer)
            .or_null(review.verdict, |rows, verdict| rows.text(verdict.as_str()))
            .int2(review.rating.number())
            .text(review.phase.as_str())
            .count(review.elapsed_days)
            .count(review.interval_days)
            .float4(review.raw_interval_days)
            .float4(review.memory.stability)
            .float4(review.memory.difficulty)
            .text(&review.model_version)
            .int2(review.calendar.rollover_hour.into())
            .count(review.last_interval_days)
            .count(review.preset_number)
            .or_null(review.slip.as_ref(), |rows, slip| rows.text(slip.kind()))
            .or_null(letters, |rows, letters| {
                rows.texts(&letters.iter().map(String::as_str).collect::<Vec<_>>())
            })
            .or_null(review.gloss_language.as_ref(), |rows, tag| rows.text(tag.as_str()))
            .int8(change);
    }

    pub(crate) fn attempts(
        &mut self,
        learner: AccountId,
        (day, word): (StudyDay, WordId),
        attempts: &WordAttempts,
    ) {
        let slips: Vec<String> = attempts
            .slips
            .iter()
            .map(|slip| format!("{} {}", slip.kind(), slip.letters().concat()))
            .collect();
        let slips = (!slips.is_empty()).then(|| slips.iter().map(String::as_str).collect::<Vec<_>>());
        let counts =
            [attempts.attempts, attempts.failures, attempts.with_language, attempts.again_with_language];
        let rows = self.table("word_attempts").row(9).uuid(learner.uuid()).int4(day.0).uuid(word.uuid());
        for count in counts {
            rows.int2(i16::try_from(count).expect("a few"));
        }
        rows.or_null(attempts.gloss_language.as_ref(), |rows, tag| rows.text(tag.as_str()))
            .or_null(slips, |rows, slips| rows.texts(&slips));
    }

    pub(crate) fn day(&mut self, learner: AccountId, day: StudyDay, counts: &DayCounts) {
        self.table("study_days")
            .row(11)
            .uuid(learner.uuid())
            .int4(day.0)
            .count(counts.reviews)
            .int8(i64::try_from(counts.duration_ms).expect("a day"))
            .count(counts.again)
            .count(counts.new_cards)
            .count(counts.new_words)
            .count(counts.young.reviews)
            .count(counts.young.retained)
            .count(counts.mature.reviews)
            .count(counts.mature.retained);
    }
}
