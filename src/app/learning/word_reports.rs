//! Learners' reports of wrong meanings, and editors' answers.

use std::collections::HashMap;

use crate::app::error::Checks;
use crate::app::{AppError, AtField as _, Caller};
use crate::db::learning as db;
use crate::db::page::{Page, PageRequest};
use crate::domain::access;
use crate::domain::ids::{ReviewId, WordId, WordReportId};
use crate::domain::language_tag::LanguageTag;
use crate::domain::learning::exercise::ExerciseKind;
use crate::domain::learning::grading::Verdict;
use crate::domain::learning::word_report::{MAX_OPEN, WordReport, WordReportStatus, gloss};
use crate::domain::problem::Problem;
use crate::domain::remark::remark;
use crate::random;

/// A report that a learner makes.
#[derive(Debug)]
pub struct NewWordReport {
    /// The word whose meaning is reported.
    pub word_id: WordId,
    /// The language of the meaning.
    pub language: String,
    /// The reported meaning, as the word has it.
    pub gloss: String,
    /// What is wrong with the meaning.
    pub reason: String,
    /// The meaning that the learner suggests instead.
    pub suggestion: Option<String>,
}

/// An editor's answer.
#[derive(Debug)]
pub struct Resolution {
    /// The report that the editor answers.
    pub id: WordReportId,
    /// Whether the content has been or will be changed.
    pub accept: bool,
    /// A message to the learner.
    pub answer: String,
}

/// Reports that a word's meaning is wrong.
pub async fn report_gloss(caller: &Caller, new: NewWordReport) -> Result<WordReport, AppError> {
    let learner = caller.viewer()?.account.id;
    let catalogue = caller.catalogue().await?;
    let mut checks = Checks::default();
    let word = checks.field("wordId", catalogue.word(new.word_id).ok_or(Problem::NotFound));
    let language = checks.field("language", LanguageTag::new(&new.language));
    let shown = checks.field("gloss", gloss(&new.gloss));
    let why = checks.field("reason", remark(&new.reason));
    let suggestion = new.suggestion.and_then(|text| checks.field("suggestion", gloss(&text)));
    checks.finish()?;
    let (Some(word), Some(language), Some(shown), Some(why)) = (word, language, shown, why) else {
        // The checks above refuse a missing value.
        return Err(AppError::refused(Problem::Required));
    };
    let meanings = word.meanings.iter().find(|meanings| meanings.language == language);
    if !meanings.is_some_and(|meanings| meanings.accepted.contains(&shown)) {
        return Err(AppError::refused_at(Problem::NotFound, "gloss"));
    }
    let report = WordReport {
        id: WordReportId::from(random::uuid_v7(caller.now)),
        learner_id: learner,
        word_id: new.word_id,
        language,
        gloss: shown,
        reason: why,
        suggestion,
        challenged_review: None,
        created_at: caller.now,
        status: WordReportStatus::Open,
        resolved_at: None,
        answer: None,
    };
    store(caller, report).await
}

/// Reports that an answer should count: the editors see it with the word, as the suggestion of a report. `reason` may be
/// missing. Refuses answers that were right, and ratings by hand.
pub async fn challenge_grade(
    caller: &Caller,
    review: ReviewId,
    reason: Option<String>,
) -> Result<WordReport, AppError> {
    let viewer = caller.viewer()?;
    let catalogue = caller.catalogue().await?;
    let reason = reason.map(|text| remark(&text)).transpose().at("reason")?;
    let (logged, card) = {
        let mut connection = caller.connection().await?;
        let logged = db::reviews_by_ids(&connection, viewer.account.id, &[review]).await?;
        let logged = logged.into_iter().next().at("reviewId")?;
        let cards = db::cards_by_ids(&mut connection, viewer.account.id, &[logged.card_id]).await?;
        (logged, cards.into_iter().next().at("reviewId")?)
    };
    let word = catalogue.word(card.word_id).at("reviewId")?;
    if logged.verdict.is_none_or(|verdict| verdict == Verdict::Correct) {
        return Err(AppError::refused_at(Problem::NothingToChallenge, "reviewId"));
    }
    // A meaning is in the language that was asked for, anything else in Kazakh.
    let meanings = logged.gloss_language.as_ref().filter(|_| logged.exercise == ExerciseKind::TypeMeaning);
    let meanings = meanings.and_then(|language| word.meanings_in(std::slice::from_ref(language)));
    let kazakh = || LanguageTag::new("kk").map_err(AppError::refused);
    let (language, shown) = match meanings {
        Some(meanings) => (meanings.language.clone(), meanings.shown().to_owned()),
        None => (kazakh()?, word.headword.clone()),
    };
    let report = WordReport {
        id: WordReportId::from(random::uuid_v7(caller.now)),
        learner_id: viewer.account.id,
        word_id: card.word_id,
        language,
        gloss: shown,
        reason: reason.unwrap_or_default(),
        suggestion: Some(logged.answer),
        challenged_review: Some(review),
        created_at: caller.now,
        status: WordReportStatus::Open,
        resolved_at: None,
        answer: None,
    };
    store(caller, report).await
}

/// Stores a report, unless the learner has the same one open, or too many.
async fn store(caller: &Caller, report: WordReport) -> Result<WordReport, AppError> {
    let learner = report.learner_id;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            // Changes of a learner are serialized, so that concurrent reports cannot exceed the maximum.
            db::begin_change(connection, learner).await?;
            let open = db::open_word_reports(connection, learner).await?;
            let same = |(word, language, challenged): &(WordId, String, Option<ReviewId>)| {
                *word == report.word_id
                    && language == report.language.as_str()
                    && *challenged == report.challenged_review
            };
            if open.iter().any(same) {
                return Err(AppError::refused(Problem::ReportAlreadyOpen));
            }
            if open.len() >= MAX_OPEN {
                return Err(AppError::refused(Problem::TooManyReports));
            }
            Ok(db::insert_word_report(connection, &report).await?)
        })
        .await?;
    Ok(report)
}

/// Answers a report, as an editor.
pub async fn resolve_word_report(caller: &Caller, resolution: Resolution) -> Result<WordReport, AppError> {
    let editor = caller.require(access::may_edit_lessons)?;
    let answer = remark(&resolution.answer).at("answer")?;
    let status = if resolution.accept { WordReportStatus::Accepted } else { WordReportStatus::Declined };
    let mut connection = caller.connection().await?;
    let found = db::word_reports_by_ids(&mut connection, &[resolution.id], None).await?;
    let found = found.into_iter().next().at("id")?;
    let resolved = WordReport { status, answer: Some(answer), resolved_at: Some(caller.now), ..found };
    if !db::resolve_word_report(&mut connection, &resolved, editor.id).await? {
        return Err(AppError::refused_at(Problem::ReportDecided, "id"));
    }
    Ok(resolved)
}

/// Returns reports by id: the viewer's own, and for editors all. Others are omitted.
pub async fn word_reports(
    caller: &Caller,
    ids: &[WordReportId],
) -> Result<HashMap<WordReportId, WordReport>, AppError> {
    let Some(viewer) = &caller.viewer else { return Ok(HashMap::new()) };
    let own = (!caller.may(access::may_edit_lessons)).then_some(viewer.account.id);
    let mut connection = caller.connection().await?;
    let found = db::word_reports_by_ids(&mut connection, ids, own).await?;
    Ok(found.into_iter().map(|report| (report.id, report)).collect())
}

/// Returns a page of the viewer's reports, oldest first.
pub async fn own_word_reports(
    caller: &Caller,
    page: &PageRequest<WordReportId>,
) -> Result<Page<(WordReportId, WordReport)>, AppError> {
    let learner = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    Ok(db::word_reports_page(&mut connection, Some(learner), None, page).await?)
}

/// Returns a page of all reports, oldest first. `None` if the viewer is not an editor.
pub async fn word_reports_page(
    caller: &Caller,
    status: Option<WordReportStatus>,
    page: &PageRequest<WordReportId>,
) -> Result<Option<Page<(WordReportId, WordReport)>>, AppError> {
    if !caller.may(access::may_edit_lessons) {
        return Ok(None);
    }
    let mut connection = caller.connection().await?;
    Ok(Some(db::word_reports_page(&mut connection, None, status, page).await?))
}
