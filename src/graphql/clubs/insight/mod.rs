//! What leaders ask about their club.

pub mod lessons;
pub mod overview;
pub mod readiness;
pub mod roster;
pub mod words;

use std::sync::Arc;

use async_graphql::{Context, ID, Object};

use crate::app::clubs::insight as app;
use crate::domain::clubs::{Club, ClubMembership as DomainMembership};
use crate::domain::ids::{CourseId, Id, Kind};
use crate::domain::learning::study_day::StudyDay;
use crate::graphql::clubs::ClubMembership;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::learning::statistics::{days_within, range};
use crate::graphql::pagination::{ListWith, PageArguments, connection_with, count, page_cost, rows_cost};
use crate::graphql::scalars::Date;

use lessons::ClubLessons;
use overview::{ClubActivity, ClubOverview};
use readiness::ClubReadiness;
use roster::{ClubRosterFilter, ClubRosterMember, ClubRosterOrder, roster_list};
use words::{ClubConfusions, ClubHardWords};

/// How many days are told day by day at most, and of how many answers are looked through.
const MAX_DAYS: u32 = 400;
/// How many days are summed up at most: ten years.
const MAX_SUMMED_DAYS: u32 = 3_660;
/// Of fewer days what was answered is not told: what two questions differ by would tell of one evening.
const LEAST_ANSWER_DAYS: u32 = 7;

/// A club, and the membership of one who leads it.
pub struct ClubInsight(pub Arc<(Club, DomainMembership)>);

/// What the leaders of a club ask about those who learn in it: all members but the leaders.
///
/// What is told of whom is what each agreed to share: ACTIVITY (when and how much they study), RESULTS (what they know),
/// ANSWERS (what they answered). Of what was before a member joined, by their own study day, nothing is told; what they know
/// is what they know today. Whoever shares neither is counted among the members and in nothing else.
///
/// Sums are told of three members or more who share what they are about; else they are null, and `withheld` is true. Who
/// shares ACTIVITY or RESULTS is also told of by name, in the roster: to subtract one sum from another tells no more than that.
/// ANSWERS are told as sums alone, of words, pairs of letters and languages that three learners or more are behind, and of a
/// part of a sum only where three or more are left, so that the rest can't be had by subtraction; and of 7 days or more at a
/// time. What is not ruled out: that somebody asks the same before and after one member joins, leaves or studies, and compares.
///
/// Days are study days, each member's own, in their time zone. A week is that of ISO 8601, Monday to Sunday. Answers that were
/// undone don't count. Each field is a question of its own, of at most six SQL statements: ask for those that you show.
#[Object]
impl ClubInsight {
    /// What the club as a whole has done on some days, and knows today; null: see the answer's `errors`.
    #[graphql(complexity = "rows_cost(1, child_complexity)")]
    async fn overview(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The first day.")] from: Date,
        #[graphql(desc = "The last day, at most 3,660 days with the first.")] to: Date,
    ) -> Result<Option<ClubOverview>, ApiError> {
        let days = range(from, to, MAX_SUMMED_DAYS)?;
        let found = app::overview(&request(context).caller, &self.0.1, days).await?;
        Ok(found.map(ClubOverview::from))
    }

    /// The members, one by one. That they were looked at is written down where they can read it: those on the page who share
    /// what is told of them.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "they are the field's")]
    async fn roster(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The first day of those that activity and retention are told of; without `from` and `to` the \
                          last 30, by the viewer's study day."
        )]
        from: Option<Date>,
        #[graphql(desc = "The last of these days, at most 3,660 with the first.")] to: Option<Date>,
        #[graphql(desc = "What they are ordered by; without it, by their names.")] order_by: Option<
            ClubRosterOrder,
        >,
        #[graphql(desc = "Only these.")] filter: Option<ClubRosterFilter>,
        #[graphql(desc = "How many from the beginning, 0 to 100; without `first` and `last`, 20.")]
        first: Option<i32>,
        #[graphql(
            desc = "Only what comes after this cursor. It is one of this order, and goes on where its member \
                          stands by now."
        )]
        after: Option<String>,
        #[graphql(desc = "How many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<ListWith<ClubMembership, ClubRosterMember>>, ApiError> {
        let days = match (from, to) {
            (Some(from), Some(to)) => Some(range(from, to, MAX_SUMMED_DAYS)?),
            (None, None) => None,
            _ => return Err(ApiError::bad_input("Give «from» and «to», or neither.")),
        };
        let order = order_by.unwrap_or_default().split();
        let name = roster_list(order);
        let page = PageArguments { first, after, last, before }.request(&name)?;
        let filter = filter.unwrap_or_default().checked()?;
        let found = app::roster(&request(context).caller, &self.0.1, days, order, filter, page).await?;
        Ok(found.map(|page| connection_with(&name, page, ClubRosterMember::edge)))
    }

    /// Lessons and members: what each has of each, and where members stop.
    #[graphql(complexity = "rows_cost(1, child_complexity)")]
    async fn lessons(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The course; without it, the lessons of all courses.")] course_id: Option<ID>,
    ) -> Result<Option<ClubLessons>, ApiError> {
        let course: Option<CourseId> = course_id.map(|id| known("courseId", &id)).transpose()?;
        let found = app::lessons(&request(context).caller, &self.0.1, course).await?;
        Ok(found.map(|matrix| ClubLessons { own: self.0.clone(), matrix }))
    }

    /// The words that fail more often than is usual in the club, and why.
    #[graphql(complexity = "page_cost(Some(first), None, child_complexity)")]
    async fn hardest_words(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The first day.")] from: Date,
        #[graphql(desc = "The last day, 7 to 400 days with the first.")] to: Date,
        #[graphql(desc = "How many words at most, 1 to 100.", default = 20)] first: i32,
    ) -> Result<Option<ClubHardWords>, ApiError> {
        let (days, most) = (answer_days(from, to)?, most(first)?);
        let found = app::hardest_words(&request(context).caller, &self.0.1, days, most).await?;
        Ok(found.map(ClubHardWords))
    }

    /// The letters that members slip in typed answers, pair by pair, in all and by language.
    #[graphql(complexity = "page_cost(Some(first), None, child_complexity)")]
    async fn confusions(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The first day.")] from: Date,
        #[graphql(desc = "The last day, 7 to 400 days with the first.")] to: Date,
        #[graphql(desc = "How many pairs at most, in all and of each language, 1 to 100.", default = 20)]
        first: i32,
    ) -> Result<Option<ClubConfusions>, ApiError> {
        let (days, most) = (answer_days(from, to)?, most(first)?);
        let found = app::confusions(&request(context).caller, &self.0.1, days, most).await?;
        Ok(found.map(ClubConfusions::from))
    }

    /// What the club has done day by day and week by week.
    #[graphql(complexity = "rows_cost(days_within(from, to), child_complexity)")]
    async fn activity(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The first day.")] from: Date,
        #[graphql(desc = "The last day, at most 400 days with the first.")] to: Date,
    ) -> Result<Option<ClubActivity>, ApiError> {
        let days = range(from, to, MAX_DAYS)?;
        let found = app::activity(&request(context).caller, &self.0.1, days).await?;
        Ok(found.map(|activity| ClubActivity::new(activity, days)))
    }

    /// How many of some words members will know on a day, such as that of an examination or Наурыз, and what daily work would
    /// close the gap.
    #[graphql(complexity = "rows_cost(1, child_complexity)")]
    async fn readiness(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The day, today or later, within 400 days.")] on: Date,
        #[graphql(
            desc = "The words of these lessons, which are taught; with those of `wordIds` 1 to 1,000 words."
        )]
        lesson_ids: Option<Vec<ID>>,
        #[graphql(desc = "These words, which are taught.")] word_ids: Option<Vec<ID>>,
    ) -> Result<Option<ClubReadiness>, ApiError> {
        let request = request(context);
        let day = StudyDay::on(on.0);
        let today = request.caller.viewer()?.settings.calendar().day_of(request.now());
        if day < today || day.days_since(today) > MAX_DAYS {
            return Err(ApiError::bad_input(format!("«on» is today or later, within {MAX_DAYS} days.")));
        }
        let lessons = all_known("lessonIds", lesson_ids)?;
        let words = all_known("wordIds", word_ids)?;
        let found = app::readiness(&request.caller, &self.0.1, day, &lessons, &words).await?;
        Ok(found.map(|readiness| ClubReadiness { own: self.0.clone(), on: day, readiness }))
    }
}

fn answer_days(from: Date, to: Date) -> Result<(StudyDay, StudyDay), ApiError> {
    let (first, last) = range(from, to, MAX_DAYS)?;
    if last.days_since(first) + 1 < LEAST_ANSWER_DAYS {
        return Err(ApiError::bad_input(format!(
            "«from» and «to» are at least {LEAST_ANSWER_DAYS} days apart, both included."
        )));
    }
    Ok((first, last))
}

fn most(first: i32) -> Result<usize, ApiError> {
    Ok(usize::try_from(count("first", first, 1)?).unwrap_or(0))
}

fn known<K: Kind>(argument: &str, id: &ID) -> Result<Id<K>, ApiError> {
    Id::from_global(id)
        .ok_or_else(|| ApiError::bad_input(format!("«{argument}»: {} is no id of its kind.", id.0)))
}

fn all_known<K: Kind>(argument: &str, ids: Option<Vec<ID>>) -> Result<Vec<Id<K>>, ApiError> {
    let ids = ids.unwrap_or_default();
    if ids.len() > app::MOST_WORDS {
        return Err(ApiError::bad_input(format!("«{argument}» are {} at most.", app::MOST_WORDS)));
    }
    ids.iter().map(|id| known(argument, id)).collect()
}

/// Whole minutes of a time in milliseconds.
fn minutes(duration_ms: u64) -> u64 {
    (duration_ms + 30_000) / 60_000
}
