//! Reports of wrong meanings.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

use super::Word;
use crate::app::learning::{self as app, NewGlossReport, Resolution};
use crate::domain::ids::{GlossReportId, WordId};
use crate::domain::learning::gloss_report as domain;
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::pagination::{List, PageArguments, connection, page_cost};
use crate::graphql::scalars::{LanguageTag, global_id};

/// What became of a report.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::GlossReportStatus")]
pub enum GlossReportStatus {
    /// No editor has answered yet.
    Open,
    /// The content is or will be changed.
    Accepted,
    /// The content stays as it is.
    Declined,
}

/// A meaning that a learner holds to be wrong.
#[derive(Clone)]
pub struct GlossReport(pub Arc<domain::GlossReport>);

/// A meaning that a learner holds to be wrong. Whoever reported it sees it, and editors.
#[Object]
impl GlossReport {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The word; null never, but for a fault.
    async fn word(&self, context: &Context<'_>) -> Result<Option<Word>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        Ok(catalogue.word(self.0.word_id).cloned().map(Word))
    }

    /// The language of the meaning.
    async fn language(&self) -> LanguageTag {
        LanguageTag::from(&self.0.language)
    }

    /// The meaning, as the learner saw it: the content may have been changed since.
    async fn gloss(&self) -> &str {
        &self.0.gloss
    }

    /// What is wrong with it, in the learner's words.
    async fn reason(&self) -> &str {
        &self.0.reason
    }

    /// What the learner would write instead; null: they don't say.
    async fn suggestion(&self) -> Option<&str> {
        self.0.suggestion.as_deref()
    }

    /// When it was reported.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// What became of it.
    async fn status(&self) -> GlossReportStatus {
        self.0.status.into()
    }

    /// When an editor answered; null: it is open.
    async fn resolved_at(&self) -> Option<DateTime<Utc>> {
        self.0.resolved_at
    }

    /// What the editor says to the learner; null: it is open.
    async fn answer(&self) -> Option<&str> {
        self.0.answer.as_deref()
    }
}

/// A meaning that is wrong.
#[derive(InputObject)]
pub struct ReportGlossInput {
    /// The word.
    pub word_id: ID,
    /// The language of the meaning.
    pub language: LanguageTag,
    /// The meaning, as it was shown: one of the word's glosses in this language.
    pub gloss: String,
    /// What is wrong with it, 1 to 1,000 characters.
    pub reason: String,
    /// What to write instead, 1 to 300 characters.
    pub suggestion: Option<String>,
}

/// What came of `reportGloss`.
#[derive(SimpleObject)]
pub struct ReportGlossPayload {
    /// The report; null: see `errors`.
    report: Option<GlossReport>,
    /// What is wrong with the input; empty: nothing. Codes: `NOT_FOUND` (the word, or a meaning that it doesn't have in this
    /// language), `INVALID_LANGUAGE_TAG`, `INVALID_GLOSS`, `INVALID_REASON`, `REPORT_ALREADY_OPEN`, `TOO_MANY_REPORTS`.
    errors: Vec<UserError>,
}

/// An editor's answer to a report.
#[derive(InputObject)]
pub struct ResolveGlossReportInput {
    /// The report.
    pub id: ID,
    /// Whether the content is or will be changed. This doesn't change it: edit its files.
    pub accepted: bool,
    /// A word to the learner, 1 to 1,000 characters.
    pub answer: String,
}

/// What came of `resolveGlossReport`.
#[derive(SimpleObject)]
pub struct ResolveGlossReportPayload {
    /// The report; null: see `errors`.
    report: Option<GlossReport>,
    /// What is wrong with the input; empty: nothing. Codes: `FORBIDDEN`, `NOT_FOUND`, `INVALID_REASON`, `ALREADY_RESOLVED`.
    errors: Vec<UserError>,
}

/// Reporting wrong meanings.
#[derive(Default)]
pub struct GlossReportMutation;

#[Object]
impl GlossReportMutation {
    /// Reports that a meaning is wrong. Of each word and language one report of the viewer is open at most, and 50 in all.
    /// Somebody has to be logged in.
    async fn report_gloss(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What is wrong.")] input: ReportGlossInput,
    ) -> Result<Option<ReportGlossPayload>, ApiError> {
        let request = request(context);
        let new = NewGlossReport {
            word_id: WordId::from_global_or_nil(&input.word_id),
            language: input.language.0,
            gloss: input.gloss,
            reason: input.reason,
            suggestion: input.suggestion,
        };
        let (report, errors) = settle(app::report_gloss(&request.caller, new).await, request.language)?;
        Ok(Some(ReportGlossPayload { report: report.map(|report| GlossReport(report.into())), errors }))
    }

    /// Answers a report, for editors. Somebody has to be logged in.
    async fn resolve_gloss_report(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The answer.")] input: ResolveGlossReportInput,
    ) -> Result<Option<ResolveGlossReportPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let id = GlossReportId::from_global_or_nil(&input.id);
        let resolution = Resolution { id, accepted: input.accepted, answer: input.answer };
        let resolved = app::resolve_gloss_report(&request.caller, resolution).await;
        let (report, errors) = settle(resolved, request.language)?;
        Ok(Some(ResolveGlossReportPayload {
            report: report.map(|report| GlossReport(report.into())),
            errors,
        }))
    }
}

/// Reports of wrong meanings.
#[derive(Default)]
pub struct GlossReportQuery;

#[Object]
impl GlossReportQuery {
    /// All reports of wrong meanings, the oldest first; null: the viewer is no editor. Somebody has to be logged in; one's own
    /// are at `viewer.glossReports`.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn gloss_reports(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Only those of which this became; without it, all.")] status: Option<
            GlossReportStatus,
        >,
        #[graphql(desc = "How many from the beginning, 0 to 100; without `first` and `last`, 20.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<GlossReport>>, ApiError> {
        const LIST: &str = "glossReports";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let found = app::gloss_reports_page(&request(context).caller, status.map(Into::into), &page).await?;
        Ok(found.map(|found| connection(LIST, found, |row| GlossReport(row.into()))))
    }
}
