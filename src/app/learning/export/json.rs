//! A learner's data as JSON. Names are those of the API. Ids are bare UUIDs, with the name of the referenced content
//! beside them. Study days are dates.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::domain::accounts::{Account, AccountLogEntry, Role};
use crate::domain::ids::{CardId, LessonId, WordId, WordListId};
use crate::domain::language_tag::LanguageTag;
use crate::domain::learning::card::Card;
use crate::domain::learning::catalogue::Catalogue;
use crate::domain::learning::grading::Slip;
use crate::domain::learning::learner_word::LearnerWord;
use crate::domain::learning::practice::PracticeAnswer;
use crate::domain::learning::review::Review;
use crate::domain::learning::settings::LearnerSettings;
use crate::domain::learning::study_day::StudyDay;
use crate::domain::learning::word_list::WordList;
use crate::domain::learning::word_report::WordReport;
use crate::domain::number::shortest_decimal;

pub(super) fn date(day: StudyDay) -> String {
    day.date().to_string()
}

fn headword(word: WordId, catalogue: &Catalogue) -> Option<&str> {
    catalogue.word(word).map(|word| word.headword.as_str())
}

pub(super) fn account(account: &Account) -> Value {
    json!({
        "id": account.id,
        "email": account.email,
        "emailVerifiedAt": account.email_verified_at,
        "username": account.username,
        "displayName": account.display_name,
        "role": account.role.as_str(),
        "createdAt": account.created_at,
    })
}

pub(super) fn account_log_entry(entry: &AccountLogEntry) -> Value {
    json!({
        "action": entry.action,
        "role": entry.role.map(Role::as_str),
        "actor": entry.actor,
        "admin": entry.actor_name,
        "loggedAt": entry.logged_at,
    })
}

pub(super) fn settings(settings: &LearnerSettings) -> Value {
    json!({
        "glossLanguages": settings.gloss_languages.iter().map(LanguageTag::as_str).collect::<Vec<_>>(),
        "script": settings.script.as_str(),
        "keyboard": settings.keyboard.as_str(),
        "dailyGoal": settings.daily_goal,
        "timeZone": settings.time_zone.name(),
        "rolloverHour": settings.rollover_hour,
        "skills": settings.skills,
        "newCardsPerDay": settings.new_cards_per_day,
        "reviewsPerDay": settings.reviews_per_day,
        "burySiblings": settings.bury_siblings,
        "leechThreshold": settings.leech_threshold,
        "suspendLeeches": settings.suspend_leeches,
        "teachNewWords": settings.teach_new_words,
        "pausedUntil": settings.paused_until.map(date),
        "preset": settings.preset.number,
    })
}

pub(super) fn preset(
    (number, effective_at, created_at, scheduling): &(i32, Option<DateTime<Utc>>, DateTime<Utc>, Value),
) -> Value {
    json!({
        "number": number,
        "effectiveAt": effective_at,
        "createdAt": created_at,
        "scheduling": scheduling,
    })
}

pub(super) fn lesson_start((lesson, at): &(LessonId, DateTime<Utc>), catalogue: &Catalogue) -> Value {
    let known = catalogue.lesson(*lesson);
    let course = known.and_then(|lesson| catalogue.course(lesson.course_id));
    json!({
        "lessonId": lesson,
        "course": course.map(|course| &course.slug),
        "lesson": known.map(|lesson| &lesson.slug),
        "startedAt": at,
    })
}

pub(super) fn learner_word(own: &LearnerWord, catalogue: &Catalogue) -> Value {
    json!({
        "wordId": own.word_id,
        "headword": headword(own.word_id, catalogue),
        "note": own.note,
        "synonyms": own.synonyms,
    })
}

pub(super) fn word_list(list: &WordList, words: &[(WordListId, WordId)], catalogue: &Catalogue) -> Value {
    let own = words.iter().filter(|(of, _)| *of == list.id);
    let words = own.map(|(_, word)| json!({"wordId": word, "headword": headword(*word, catalogue)}));
    json!({
        "id": list.id,
        "name": list.name,
        "createdAt": list.created_at,
        "startedAt": list.started_at,
        "words": words.collect::<Vec<Value>>(),
    })
}

pub(super) fn word_report(report: &WordReport, catalogue: &Catalogue) -> Value {
    json!({
        "id": report.id,
        "wordId": report.word_id,
        "headword": headword(report.word_id, catalogue),
        "language": report.language.as_str(),
        "gloss": report.gloss,
        "reason": report.reason,
        "suggestion": report.suggestion,
        "challengedReviewId": report.challenged_review,
        "createdAt": report.created_at,
        "status": report.status,
        "resolvedAt": report.resolved_at,
        "answer": report.answer,
    })
}

pub(super) fn card(card: &Card, catalogue: &Catalogue) -> Value {
    let Card { id, word_id, skill, created_at, state, .. } = card;
    let Card { suspended_at, buried_until, pardoned_lapses, introduced_at, .. } = card;
    json!({
        "id": id,
        "wordId": word_id,
        "headword": headword(*word_id, catalogue),
        "skill": skill,
        "createdAt": created_at,
        "phase": state.phase,
        "step": state.step,
        "stability": state.memory.map(|memory| shortest_decimal(memory.stability)),
        "difficulty": state.memory.map(|memory| shortest_decimal(memory.difficulty)),
        "dueAt": state.due_at,
        "intervalDays": state.interval_days,
        "firstStudyDay": state.first_study_day.map(date),
        "lastStudyDay": state.last_review.map(|last| date(last.study_day)),
        "lastReviewedAt": state.last_review.map(|last| last.at),
        "lastReviewId": state.last_review.map(|last| last.id),
        "resetAt": state.reset_at,
        "reps": state.reps,
        "lapses": state.lapses,
        "suspendedAt": suspended_at,
        "buriedUntil": buried_until.map(date),
        "pardonedLapses": pardoned_lapses,
        "introducedAt": introduced_at,
    })
}

pub(super) fn reset((id, card, at): &(Uuid, CardId, DateTime<Utc>)) -> Value {
    json!({"id": id, "cardId": card, "resetAt": at})
}

pub(super) fn practice_answer(answer: &PracticeAnswer) -> Value {
    json!({
        "id": answer.id,
        "cardId": answer.card_id,
        "answeredAt": answer.answered_at,
        "durationMs": answer.duration_ms,
        "exercise": answer.exercise,
        "exerciseDetail": answer.exercise_detail,
        "answer": answer.answer,
        "verdict": answer.verdict,
        "rating": answer.rating.number(),
    })
}

pub(super) fn review(review: &Review) -> Value {
    let slip = |slip: &Slip| json!({"kind": slip.kind(), "letters": slip.letters()});
    json!({
        "id": review.id,
        "cardId": review.card_id,
        "reviewedAt": review.reviewed_at,
        "clientReviewedAt": review.client_time(),
        "receivedAt": review.received_at,
        "timeZone": review.calendar.zone.name(),
        "rolloverHour": review.calendar.rollover_hour,
        "studyDay": date(review.study_day),
        "durationMs": review.duration_ms,
        "exercise": review.exercise,
        "exerciseDetail": review.exercise_detail,
        "glossLanguage": review.gloss_language.as_ref().map(LanguageTag::as_str),
        "answer": review.answer,
        "verdict": review.verdict,
        "slip": review.slip.as_ref().map(slip),
        "rating": review.rating.number(),
        "phase": review.phase,
        "elapsedDays": review.elapsed_days,
        "lastIntervalDays": review.last_interval_days,
        "intervalDays": review.interval_days,
        "rawIntervalDays": shortest_decimal(review.raw_interval_days),
        "stability": shortest_decimal(review.memory.stability),
        "difficulty": shortest_decimal(review.memory.difficulty),
        "modelVersion": review.model_version,
        "preset": review.preset_number,
        "voidedAt": review.voided_at,
    })
}
