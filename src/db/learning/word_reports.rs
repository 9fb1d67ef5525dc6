//! Reports of wrong meanings.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::BATCH;
use crate::db::DbError;
use crate::db::page::{Direction, Page, PageRequest};
use crate::db::schema::word_reports as table;
use crate::db::stored::{Place, columns};
use crate::domain::ids::{AccountId, ReviewId, WordId, WordReportId};
use crate::domain::learning::word_report::{WordReport, WordReportStatus};

/// A row of `word_reports`.
#[derive(Queryable, Selectable)]
#[diesel(table_name = table)]
struct ReportRow {
    id: WordReportId,
    learner_id: AccountId,
    word_id: WordId,
    language: String,
    gloss: String,
    reason: String,
    suggestion: Option<String>,
    challenged_review: Option<ReviewId>,
    created_at: DateTime<Utc>,
    status: String,
    resolved_at: Option<DateTime<Utc>>,
    answer: Option<String>,
}

fn report(row: ReportRow) -> Result<WordReport, DbError> {
    let place = Place::new("word_reports", &row.id);
    Ok(WordReport {
        id: row.id,
        learner_id: row.learner_id,
        word_id: row.word_id,
        language: place.language("language", &row.language)?,
        gloss: row.gloss,
        reason: row.reason,
        suggestion: row.suggestion,
        challenged_review: row.challenged_review,
        created_at: row.created_at,
        status: place.parse("status", &row.status)?,
        resolved_at: row.resolved_at,
        answer: row.answer,
    })
}

/// Stores a new report.
pub async fn insert_word_report(connection: &mut AsyncPgConnection, new: &WordReport) -> Result<(), DbError> {
    diesel::insert_into(table::table)
        .values((
            table::learner_id.eq(new.learner_id),
            table::id.eq(new.id),
            table::word_id.eq(new.word_id),
            table::language.eq(new.language.as_str()),
            table::gloss.eq(&new.gloss),
            table::reason.eq(&new.reason),
            table::suggestion.eq(&new.suggestion),
            table::challenged_review.eq(new.challenged_review),
            table::created_at.eq(new.created_at),
            table::status.eq(new.status.as_str()),
        ))
        .execute(connection)
        .await?;
    Ok(())
}

/// Loads the words and languages of the learner's open reports, and the reviews that they challenge.
pub async fn open_word_reports(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
) -> Result<Vec<(WordId, String, Option<ReviewId>)>, DbError> {
    let open = table::table
        .filter(table::learner_id.eq(learner))
        .filter(table::status.eq(WordReportStatus::Open.as_str()))
        .select((table::word_id, table::language, table::challenged_review))
        .load(connection)
        .await?;
    Ok(open)
}

/// Stores an editor's answer to an open report. Returns whether the report was open.
pub async fn resolve_word_report(
    connection: &mut AsyncPgConnection,
    resolved: &WordReport,
    editor: AccountId,
) -> Result<bool, DbError> {
    let open = table::table
        .find((resolved.learner_id, resolved.id))
        .filter(table::status.eq(WordReportStatus::Open.as_str()));
    let changed = diesel::update(open)
        .set((
            table::status.eq(resolved.status.as_str()),
            table::resolved_by.eq(editor),
            table::resolved_at.eq(resolved.resolved_at),
            table::answer.eq(&resolved.answer),
        ))
        .execute(connection)
        .await?;
    Ok(changed == 1)
}

/// Loads reports by id, in no particular order: either the reports of one learner, or those of all learners.
pub async fn word_reports_by_ids(
    connection: &mut AsyncPgConnection,
    ids: &[WordReportId],
    learner: Option<AccountId>,
) -> Result<Vec<WordReport>, DbError> {
    let mut query = table::table.filter(table::id.eq_any(ids)).select(columns::<ReportRow>()).into_boxed();
    if let Some(learner) = learner {
        query = query.filter(table::learner_id.eq(learner));
    }
    let rows: Vec<ReportRow> = query.load(connection).await?;
    rows.into_iter().map(report).collect()
}

/// Loads a page of reports, oldest first: ids increase with time. The page has the reports of one learner or of all,
/// with one status or with any.
pub async fn word_reports_page(
    connection: &mut AsyncPgConnection,
    learner: Option<AccountId>,
    status: Option<WordReportStatus>,
    page: &PageRequest<WordReportId>,
) -> Result<Page<(WordReportId, WordReport)>, DbError> {
    let mut query = table::table.select(columns::<ReportRow>()).into_boxed();
    if let Some(learner) = learner {
        query = query.filter(table::learner_id.eq(learner));
    }
    if let Some(status) = status {
        query = query.filter(table::status.eq(status.as_str()));
    }
    let rows: Vec<ReportRow> =
        page.paginate(query, (table::id,), Direction::Ascending).load(connection).await?;
    page.finish(rows).try_map(|row| {
        let report = report(row)?;
        Ok((report.id, report))
    })
}

/// Loads the learner's next reports, at most [`BATCH`].
pub async fn word_reports_after(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    after: Option<WordReportId>,
) -> Result<Vec<WordReport>, DbError> {
    let page = PageRequest { after, before: None, limit: BATCH, from_end: false };
    let found = word_reports_page(connection, Some(learner), None, &page).await?;
    Ok(found.rows.into_iter().map(|(_, report)| report).collect())
}
