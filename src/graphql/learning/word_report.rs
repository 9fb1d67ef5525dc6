//! Reports about words.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use graphql_engine::ListOf;
use uuid::Uuid;

use super::Word;
use crate::app::learning::{self as app, NewWordReport, Resolution};
use crate::domain::ids::{ReviewId, WordId, WordReportId};
use crate::domain::learning::word_report as domain;
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::pagination::{List, PageArguments, connection, page_cost};
use crate::graphql::scalars::{LanguageTag, global_id};

/// The status of a report about a word.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::WordReportStatus")]
pub enum WordReportStatus {
    /// No editor has answered yet.
    Open,
    /// Accepted: the content has been or will be changed.
    Accepted,
    /// Declined: the content stays as it is.
    Declined,
}

/// A report that a gloss is wrong.
#[derive(Clone)]
pub struct WordReport(pub Arc<domain::WordReport>);

/// A report that a gloss is wrong, or that an answer should count (`challengeGrade`). Visible to the learner who made
/// it, and to editors.
#[Object]
impl WordReport {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The word. Null only on an error.
    async fn word(&self, context: &Context<'_>) -> Result<Option<Word>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        Ok(catalogue.word(self.0.word_id).cloned().map(Word))
    }

    /// The language of the gloss. If the learner challenged an answer that is not a typed meaning: Kazakh.
    async fn language(&self) -> LanguageTag {
        LanguageTag::from(&self.0.language)
    }

    /// The gloss as the learner saw it. If the learner challenged an answer that is not a typed meaning: the
    /// headword. The content may have changed since.
    async fn gloss(&self) -> &str {
        &self.0.gloss
    }

    /// What is wrong with the gloss, in the learner's words. Empty if the learner challenged a grade and gave no
    /// reason.
    async fn reason(&self) -> &str {
        &self.0.reason
    }

    /// The gloss that the learner suggests instead, or the answer that should count. Null if they suggest none.
    async fn suggestion(&self) -> Option<&str> {
        self.0.suggestion.as_deref()
    }

    /// The UUID of the review whose grade the learner challenges (`challengeGrade`). Null if the report is about a
    /// gloss.
    async fn challenged_review_id(&self) -> Option<Uuid> {
        self.0.challenged_review.map(ReviewId::uuid)
    }

    /// The time of the report.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// The status of the report.
    async fn status(&self) -> WordReportStatus {
        self.0.status.into()
    }

    /// The time at which an editor answered. Null while the report is open.
    async fn resolved_at(&self) -> Option<DateTime<Utc>> {
        self.0.resolved_at
    }

    /// The editor's answer to the learner. Null while the report is open.
    async fn answer(&self) -> Option<&str> {
        self.0.answer.as_deref()
    }
}

/// A gloss to report as wrong.
#[derive(InputObject)]
pub struct ReportGlossInput {
    /// The id of the word.
    pub word_id: ID,
    /// The language of the gloss.
    pub language: LanguageTag,
    /// The gloss as it was shown: one of the word's glosses in this language.
    pub gloss: String,
    /// What is wrong with the gloss, 1 to 1,000 characters.
    pub reason: String,
    /// A suggested gloss to use instead, 1 to 300 characters.
    pub suggestion: Option<String>,
}

/// The result of `reportGloss`.
#[derive(SimpleObject)]
pub struct ReportGlossPayload {
    /// The report.
    word_report: Option<WordReport>,
    /// The problems with the input; empty on success. Codes: `NOT_FOUND` (the word does not exist, or does not have
    /// this gloss in this language), `INVALID_LANGUAGE_TAG`, `INVALID_GLOSS` (the suggestion), `INVALID_REASON`,
    /// `REPORT_ALREADY_OPEN`, `TOO_MANY_REPORTS`.
    errors: ListOf<UserError>,
}

/// The review with the grade to challenge.
#[derive(InputObject)]
pub struct ChallengeGradeInput {
    /// The UUID that the client gave the review.
    pub review_id: Uuid,
    /// Why the answer should count, 1 to 1,000 characters.
    pub reason: Option<String>,
}

/// The result of `challengeGrade`.
#[derive(SimpleObject)]
pub struct ChallengeGradePayload {
    /// The report. Its `suggestion` is the answer that was challenged.
    word_report: Option<WordReport>,
    /// The problems with the input; empty on success. Codes: `NOT_FOUND`, `NOTHING_TO_CHALLENGE`, `INVALID_REASON`,
    /// `REPORT_ALREADY_OPEN`, `TOO_MANY_REPORTS`.
    errors: ListOf<UserError>,
}

/// An editor's answer to a report.
#[derive(InputObject)]
pub struct ResolveWordReportInput {
    /// The id of the report.
    pub id: ID,
    /// Whether to accept the report: the content has been or will be changed. The mutation itself does not change the
    /// content; edit the content files.
    pub accept: bool,
    /// A message to the learner, 1 to 1,000 characters.
    pub answer: String,
}

/// The result of `resolveWordReport`.
#[derive(SimpleObject)]
pub struct ResolveWordReportPayload {
    /// The report.
    word_report: Option<WordReport>,
    /// The problems with the input; empty on success. Codes: `FORBIDDEN` (the viewer is not an editor), `NOT_FOUND`,
    /// `INVALID_REASON` (the answer), `ALREADY_DECIDED`.
    errors: ListOf<UserError>,
}

/// Mutations of reports about words.
#[derive(Default)]
pub struct WordReportMutation;

#[Object]
impl WordReportMutation {
    /// Reports that a gloss is wrong. The viewer can have at most one open report for each word and language, and at
    /// most 50 open reports in all. Requires a login.
    async fn report_gloss(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The gloss, and what is wrong with it.")] input: ReportGlossInput,
    ) -> Result<Option<ReportGlossPayload>, ApiError> {
        let request = request(context);
        let new = NewWordReport {
            word_id: WordId::from_global_or_nil(&input.word_id),
            language: input.language.0,
            gloss: input.gloss,
            reason: input.reason,
            suggestion: input.suggestion,
        };
        let (report, errors) = settle(app::report_gloss(&request.caller, new).await, context)?;
        Ok(Some(ReportGlossPayload { word_report: report.map(|report| WordReport(report.into())), errors }))
    }

    /// Challenges the grade of an answer. Editors see the challenge in `wordReports`. The grade does not change. The
    /// viewer can have at most one open challenge for each review, and at most 50 open reports in all. Requires a
    /// login.
    async fn challenge_grade(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The review, and why its answer should count.")] input: ChallengeGradeInput,
    ) -> Result<Option<ChallengeGradePayload>, ApiError> {
        let request = request(context);
        let review = ReviewId::from(input.review_id);
        let challenged = app::challenge_grade(&request.caller, review, input.reason).await;
        let (report, errors) = settle(challenged, context)?;
        let word_report = report.map(|report| WordReport(report.into()));
        Ok(Some(ChallengeGradePayload { word_report, errors }))
    }

    /// Answers a report. Requires the role EDITOR or ADMIN.
    async fn resolve_word_report(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The report, and the answer to it.")] input: ResolveWordReportInput,
    ) -> Result<Option<ResolveWordReportPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let id = WordReportId::from_global_or_nil(&input.id);
        let resolution = Resolution { id, accept: input.accept, answer: input.answer };
        let resolved = app::resolve_word_report(&request.caller, resolution).await;
        let (report, errors) = settle(resolved, context)?;
        Ok(Some(ResolveWordReportPayload {
            word_report: report.map(|report| WordReport(report.into())),
            errors,
        }))
    }
}

/// Queries of reports about words.
#[derive(Default)]
pub struct WordReportQuery;

#[Object]
impl WordReportQuery {
    /// All reports about words, oldest first. Null if the viewer is not an editor. The viewer's own reports are in
    /// `viewer.wordReports`.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn word_reports(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Only reports with this status. Defaults to all.")] status: Option<WordReportStatus>,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<WordReport>>, ApiError> {
        const LIST: &str = "wordReports";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let found = app::word_reports_page(&request(context).caller, status.map(Into::into), &page).await?;
        Ok(found.map(|found| connection(LIST, found, |row| WordReport(row.into()))))
    }
}
