//! The progress of learners.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Double, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::DbError;
use crate::db::learning::ChangeNumber;
use crate::db::schema::lesson_starts;
use crate::db::statement::statement;
use crate::db::stored::computed;
use crate::domain::ids::{AccountId, LessonId};
use crate::domain::learning::card::Skill;
use crate::domain::learning::progress::{
    ClubMemberProgress, KnownWords, MATURE_INTERVAL_DAYS, MemberActivity, WordCounts,
};
use crate::domain::learning::scheduler::decay;
use crate::domain::learning::settings::LearnerSettings;
use crate::domain::learning::study_day::StudyDay;

/// Stores that the learner has started a lesson; only the first start counts. Cards of the lesson's words that were
/// never reviewed, but are put off until a day, become available at once: for example, the cards of an assignment that
/// begins later.
pub async fn start_lesson(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    lesson: LessonId,
    now: DateTime<Utc>,
    change: ChangeNumber,
) -> Result<(), DbError> {
    statement(
        "WITH started AS (
           INSERT INTO lesson_starts (learner_id, lesson_id, started_at, change_number) VALUES ($1, $2, $3, $4)
           ON CONFLICT (learner_id, lesson_id) DO UPDATE SET started_at = $3, change_number = $4
             WHERE lesson_starts.started_at > $3
           RETURNING lesson_id
         )
         UPDATE cards SET buried_until = NULL, change_number = $4
         FROM started JOIN words USING (lesson_id)
         WHERE cards.learner_id = $1 AND cards.word_id = words.id
           AND cards.state = 'new' AND cards.buried_until IS NOT NULL",
    )
    .bind::<SqlUuid, _>(learner)
    .bind::<SqlUuid, _>(lesson)
    .bind::<Timestamptz, _>(now)
    .bind::<BigInt, _>(change.0)
    .execute(connection)
    .await?;
    Ok(())
}

/// Loads the lessons that the learner has started, in the order of the start.
pub async fn lesson_starts(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
) -> Result<Vec<(LessonId, DateTime<Utc>)>, DbError> {
    let found = lesson_starts::table
        .filter(lesson_starts::learner_id.eq(learner))
        .order((lesson_starts::started_at, lesson_starts::lesson_id))
        .select((lesson_starts::lesson_id, lesson_starts::started_at))
        .load(connection)
        .await?;
    Ok(found)
}

/// Loads when the learner started lessons; lessons that were never started are not included.
pub async fn lesson_starts_of(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    lessons: &[LessonId],
) -> Result<Vec<(LessonId, DateTime<Utc>)>, DbError> {
    let rows = lesson_starts::table
        .filter(lesson_starts::learner_id.eq(learner))
        .filter(lesson_starts::lesson_id.eq_any(lessons))
        .select((lesson_starts::lesson_id, lesson_starts::started_at))
        .load(connection)
        .await?;
    Ok(rows)
}

/// The counts of words that a statement returns.
#[derive(QueryableByName)]
pub(in crate::db) struct WordCountsRow {
    #[diesel(sql_type = BigInt)]
    total: i64,
    #[diesel(sql_type = BigInt)]
    begun: i64,
    #[diesel(sql_type = BigInt)]
    learned: i64,
    #[diesel(sql_type = BigInt)]
    mature: i64,
}

impl WordCountsRow {
    pub(in crate::db) fn counts(&self) -> Result<WordCounts, DbError> {
        Ok(WordCounts {
            total: computed(self.total)?,
            begun: computed(self.begun)?,
            learned: computed(self.learned)?,
            mature: computed(self.mature)?,
        })
    }
}

/// Returns the skills that a learner practises.
fn practised(settings: &LearnerSettings) -> Vec<&'static str> {
    settings.skills.iter().map(|skill| skill.as_str()).collect()
}

#[derive(QueryableByName)]
struct LessonRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(embed)]
    words: WordCountsRow,
}

/// Counts the words of lessons by the learner's progress; lessons without words are not included.
pub async fn lesson_word_counts(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    lessons: &[LessonId],
) -> Result<Vec<(LessonId, WordCounts)>, DbError> {
    let lessons: Vec<Uuid> = lessons.iter().map(|id| id.uuid()).collect();
    let rows: Vec<LessonRow> = statement(
        "SELECT taught.lesson_id AS id, taught.words AS total, coalesce(begun, 0)::bigint AS begun,
           coalesce(learned, 0)::bigint AS learned, coalesce(mature, 0)::bigint AS mature
         FROM (
           SELECT lesson_id, count(*) AS words FROM words
           WHERE lesson_id = ANY ($2) AND withdrawn_at IS NULL
           GROUP BY lesson_id
         ) AS taught
         LEFT JOIN lesson_counts ON learner_id = $1 AND lesson_counts.lesson_id = taught.lesson_id",
    )
    .bind::<SqlUuid, _>(learner)
    .bind::<Array<SqlUuid>, _>(lessons)
    .load(connection)
    .await?;
    rows.into_iter().map(|row| Ok((row.id.into(), row.words.counts()?))).collect()
}

#[derive(QueryableByName)]
struct KnownRow {
    #[diesel(embed)]
    words: WordCountsRow,
    #[diesel(sql_type = Double)]
    known: f64,
}

/// Computes the learner's knowledge on a study day of all words of which they have cards. A withdrawn word counts if it
/// was reviewed. The card of the first skill that was reviewed represents the word.
pub async fn known_words(
    connection: &mut AsyncPgConnection,
    settings: &LearnerSettings,
    today: StudyDay,
) -> Result<KnownWords, DbError> {
    // The forgetting curve of FSRS: (1 + f t / S)^-d, where f makes it 0.9 at t = S.
    let row: KnownRow = statement(
        "SELECT count(*) AS total,
           count(*) FILTER (WHERE begun) AS begun,
           count(*) FILTER (WHERE learned) AS learned,
           count(*) FILTER (WHERE mature) AS mature,
           coalesce(sum(remembered), 0) AS known
         FROM (
           SELECT bool_or(reps > 0) AS begun,
             bool_and(state IN ('review', 'relearning')) FILTER (WHERE skill = ANY ($2)) AS learned,
             bool_and(state = 'review' AND interval_days >= $3) FILTER (WHERE skill = ANY ($2)) AS mature,
             (array_agg(
               power(1 + (power(0.9, -1 / $5) - 1) * greatest($4 - last_study_day, 0) / stability, -$5)
               ORDER BY array_position($6, skill)) FILTER (WHERE stability IS NOT NULL))[1] AS remembered
           FROM cards JOIN words ON words.id = cards.word_id
           WHERE cards.learner_id = $1
           GROUP BY word_id
           HAVING bool_or(reps > 0) OR bool_or(words.withdrawn_at IS NULL)
         ) AS word",
    )
    .bind::<SqlUuid, _>(settings.learner_id)
    .bind::<Array<Text>, _>(practised(settings))
    .bind::<Integer, _>(MATURE_INTERVAL_DAYS)
    .bind::<Integer, _>(today.0)
    .bind::<Double, _>(f64::from(decay(&settings.preset.scheduling)))
    .bind::<Array<Text>, _>(Skill::ALL.map(Skill::as_str).to_vec())
    .get_result(connection)
    .await?;
    Ok(KnownWords { counts: row.words.counts()?, known: row.known })
}

/// A query for a member's progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MemberProgressQuery {
    /// The member.
    pub learner_id: AccountId,
    /// The member's goal for new words per day.
    pub daily_goal: u32,
    /// The member's current study day.
    pub today: StudyDay,
    /// The first study day of the activity to count.
    pub since: StudyDay,
    /// The number of the last change of the member's data, as it was before the query.
    pub change_number: ChangeNumber,
}

/// A member's progress, and how long it stays the same without a change of the member's data.
#[derive(Debug, Clone, Copy)]
pub struct ComputedProgress {
    /// The progress.
    pub progress: ClubMemberProgress,
    /// When another reviewed card becomes due. `None` if none does.
    pub next_due_at: Option<DateTime<Utc>>,
}

#[derive(QueryableByName)]
struct MemberRow {
    #[diesel(sql_type = BigInt)]
    place: i64,
    #[diesel(embed)]
    words: WordCountsRow,
    #[diesel(sql_type = BigInt)]
    new_words_today: i64,
    #[diesel(sql_type = BigInt)]
    due: i64,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    next_due_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = BigInt)]
    reviews: i64,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    last_reviewed_at: Option<DateTime<Utc>>,
}

/// Computes the progress of members, in the order of the queries.
pub async fn member_progress(
    connection: &mut AsyncPgConnection,
    queries: &[MemberProgressQuery],
    now: DateTime<Utc>,
) -> Result<Vec<ComputedProgress>, DbError> {
    let ids: Vec<Uuid> = queries.iter().map(|member| member.learner_id.uuid()).collect();
    let days: Vec<i32> = queries.iter().map(|member| member.today.0).collect();
    let since: Vec<i32> = queries.iter().map(|member| member.since.0).collect();
    let rows: Vec<MemberRow> = statement(
        "SELECT learner.place, lessons.*, coalesce(today.new_words, 0)::bigint AS new_words_today, due.cards AS due,
           (SELECT min(due_at) FROM cards
            WHERE cards.learner_id = learner.id AND stability IS NOT NULL AND due_at > $3) AS next_due_at,
           studied.reviews, latest.reviewed_at AS last_reviewed_at
         FROM unnest($1, $2, $4) WITH ORDINALITY AS learner (id, study_day, since, place)
         LEFT JOIN study_days AS today ON today.learner_id = learner.id AND today.study_day = learner.study_day
         CROSS JOIN LATERAL (
           SELECT coalesce(sum(words), 0) AS total, coalesce(sum(begun), 0) AS begun,
             coalesce(sum(learned), 0) AS learned, coalesce(sum(mature), 0) AS mature
           FROM lesson_counts WHERE lesson_counts.learner_id = learner.id
         ) AS lessons
         CROSS JOIN LATERAL (
           SELECT count(*) AS cards FROM cards
           WHERE cards.learner_id = learner.id AND stability IS NOT NULL AND due_at <= $3
             AND word_id NOT IN (SELECT id FROM words WHERE withdrawn_at IS NOT NULL)
         ) AS due
         CROSS JOIN LATERAL (
           SELECT coalesce(sum(study_days.reviews), 0)::bigint AS reviews FROM study_days
           WHERE study_days.learner_id = learner.id AND study_days.study_day >= learner.since
         ) AS studied
         LEFT JOIN LATERAL (
           SELECT reviewed_at, study_day FROM reviews
           WHERE reviews.learner_id = learner.id AND NOT EXISTS (SELECT FROM review_voids
             WHERE review_voids.learner_id = reviews.learner_id AND review_voids.review_id = reviews.id)
           ORDER BY reviewed_at DESC, id DESC LIMIT 1
         ) AS latest ON latest.study_day >= learner.since
         ORDER BY learner.place",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Array<Integer>, _>(days)
    .bind::<Timestamptz, _>(now)
    .bind::<Array<Integer>, _>(since)
    .load(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            let query = usize::try_from(row.place - 1).ok().and_then(|place| queries.get(place));
            let activity = MemberActivity {
                new_words_today: computed(row.new_words_today)?,
                reviews: computed(row.reviews)?,
                last_reviewed_at: row.last_reviewed_at,
            };
            let progress = ClubMemberProgress {
                words: row.words.counts()?,
                due: computed(row.due)?,
                daily_goal: query.map_or(0, |member| member.daily_goal),
                activity: Some(activity),
            };
            Ok(ComputedProgress { progress, next_due_at: row.next_due_at })
        })
        .collect()
}
