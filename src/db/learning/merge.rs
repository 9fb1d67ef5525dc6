//! Moves what a learner has studied to another learner, when two accounts of one person are merged.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::change_numbers::ChangeNumber;
use super::lesson_counts::count_all_lessons;
use super::missing_cards::words_with_cards;
use super::study_days::recount_affected;
use crate::db::DbError;
use crate::db::schema::{reviews, study_days};
use crate::db::statement::statement;
use crate::domain::ids::AccountId;
use crate::domain::learning::study_day::StudyDay;

/// $1 the learner that is merged, $2 the learner that is kept, $3 the kept learner's change number. Each row of the log
/// goes to the kept learner's card of the same word and skill. A card that both have is as old as the older one. Its
/// number of reviews is not zero until the replay, which would otherwise leave it out if neither has been reviewed.
const NUMBERED: [&str; 7] = [
    "INSERT INTO cards (learner_id, id, word_id, skill, position, state, step, stability, difficulty, due_at,
       interval_days, first_study_day, first_reviewed_at, last_study_day, last_reviewed_at, last_review_id, reps, lapses,
       created_at, reset_at, suspended_at, buried_until, pardoned_lapses, introduced_at, change_number)
     SELECT $2, id, word_id, skill, position, state, step, stability, difficulty, due_at,
       interval_days, first_study_day, first_reviewed_at, last_study_day, last_reviewed_at, last_review_id, reps, lapses,
       created_at, reset_at, suspended_at, buried_until, pardoned_lapses, introduced_at, $3
     FROM cards WHERE learner_id = $1
     ON CONFLICT (learner_id, word_id, skill) DO UPDATE SET
       reps = cards.reps + excluded.reps + 1,
       created_at = least(cards.created_at, excluded.created_at),
       introduced_at = least(cards.introduced_at, excluded.introduced_at),
       change_number = excluded.change_number",
    "UPDATE reviews SET learner_id = $2, card_id = kept.id, change_number = $3,
       preset_number = coalesce((
         SELECT max(number) FROM scheduling_presets AS preset
         WHERE preset.learner_id = $2
           AND (preset.effective_at IS NULL OR preset.effective_at <= reviews.reviewed_at)), 0)
     FROM cards AS old
     JOIN cards AS kept ON kept.learner_id = $2 AND kept.word_id = old.word_id AND kept.skill = old.skill
     WHERE reviews.learner_id = $1 AND old.learner_id = $1 AND old.id = reviews.card_id
       AND NOT EXISTS (SELECT FROM reviews AS same WHERE same.learner_id = $2 AND same.id = reviews.id)",
    "UPDATE review_voids SET learner_id = $2, change_number = $3
     WHERE learner_id = $1 AND NOT EXISTS (
       SELECT FROM review_voids AS same WHERE same.learner_id = $2 AND same.review_id = review_voids.review_id)",
    "UPDATE card_resets SET learner_id = $2, card_id = kept.id, change_number = $3
     FROM cards AS old
     JOIN cards AS kept ON kept.learner_id = $2 AND kept.word_id = old.word_id AND kept.skill = old.skill
     WHERE card_resets.learner_id = $1 AND old.learner_id = $1 AND old.id = card_resets.card_id
       AND NOT EXISTS (SELECT FROM card_resets AS same WHERE same.learner_id = $2 AND same.id = card_resets.id)",
    "INSERT INTO lesson_starts (learner_id, lesson_id, started_at, change_number)
     SELECT $2, lesson_id, started_at, $3 FROM lesson_starts WHERE learner_id = $1
     ON CONFLICT (learner_id, lesson_id) DO UPDATE SET
       started_at = least(lesson_starts.started_at, excluded.started_at), change_number = excluded.change_number",
    "INSERT INTO learner_words (learner_id, word_id, note, synonyms, change_number)
     SELECT $2, word_id, note, synonyms, $3 FROM learner_words WHERE learner_id = $1
     ON CONFLICT (learner_id, word_id) DO UPDATE SET
       note = coalesce(learner_words.note, excluded.note), synonyms = excluded.synonyms || learner_words.synonyms,
       change_number = excluded.change_number",
    "INSERT INTO course_starts (learner_id, course_id, change_number)
     SELECT $2, course_id, $3 FROM course_starts WHERE learner_id = $1
     ON CONFLICT (learner_id, course_id) DO NOTHING",
];

/// $1 the learner that is merged, $2 the learner that is kept.
const OTHERS: [&str; 4] = [
    "UPDATE practice_answers SET learner_id = $2, card_id = kept.id
     FROM cards AS old
     JOIN cards AS kept ON kept.learner_id = $2 AND kept.word_id = old.word_id AND kept.skill = old.skill
     WHERE practice_answers.learner_id = $1 AND old.learner_id = $1 AND old.id = practice_answers.card_id
       AND NOT EXISTS (
         SELECT FROM practice_answers AS same WHERE same.learner_id = $2 AND same.id = practice_answers.id)",
    "UPDATE word_reports SET learner_id = $2
     WHERE learner_id = $1 AND NOT EXISTS (
       SELECT FROM word_reports AS same
       WHERE same.learner_id = $2 AND same.status = 'open' AND word_reports.status = 'open'
         AND same.word_id = word_reports.word_id AND same.language = word_reports.language
         AND same.challenged_review IS NOT DISTINCT FROM word_reports.challenged_review)",
    "INSERT INTO word_lists (learner_id, id, name, created_at, started_at)
     SELECT $2, id, name, created_at, started_at FROM word_lists WHERE learner_id = $1",
    "UPDATE word_list_words SET learner_id = $2 WHERE learner_id = $1",
];

/// Moves the cards, the log, the notes and the word lists of a learner to another one. The states of the cards and the
/// counts are no longer right until the cards have been replayed and [`recount_all`] has run. Eleven SQL statements.
pub async fn move_study_data(
    connection: &mut AsyncPgConnection,
    from: AccountId,
    into: AccountId,
    change: ChangeNumber,
) -> Result<(), DbError> {
    for sql in NUMBERED {
        statement(sql)
            .bind::<SqlUuid, _>(from)
            .bind::<SqlUuid, _>(into)
            .bind::<BigInt, _>(change.0)
            .execute(connection)
            .await?;
    }
    for sql in OTHERS {
        statement(sql).bind::<SqlUuid, _>(from).bind::<SqlUuid, _>(into).execute(connection).await?;
    }
    Ok(())
}

/// Recounts all study days, attempts at words and lessons of a learner. Five SQL statements.
pub async fn recount_all(connection: &mut AsyncPgConnection, learner: AccountId) -> Result<(), DbError> {
    let mut days: Vec<i32> = reviews::table
        .filter(reviews::learner_id.eq(learner))
        .select(reviews::study_day)
        .distinct()
        .load(connection)
        .await?;
    let counted: Vec<i32> = study_days::table
        .filter(study_days::learner_id.eq(learner))
        .select(study_days::study_day)
        .load(connection)
        .await?;
    days.extend(counted);
    days.sort_unstable();
    days.dedup();
    let words = words_with_cards(connection, learner).await?;
    let days: Vec<StudyDay> = days.into_iter().map(StudyDay).collect();
    recount_affected(connection, learner, &days, &words, &words).await?;
    count_all_lessons(connection, learner).await
}
