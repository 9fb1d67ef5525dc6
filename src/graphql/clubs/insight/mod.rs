//! `Club.insight`: statistics for a club's leaders.

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
use crate::graphql::pagination::{ListWith, PageArguments, connection_with, page_cost, page_size, rows_cost};
use crate::graphql::scalars::Date;

use lessons::ClubLessons;
use overview::{ClubActivity, ClubOverview};
use readiness::ClubReadiness;
use roster::{ClubRosterFilter, ClubRosterMember, ClubRosterOrder, roster_list};
use words::{ClubConfusions, ClubHardWords};

/// The maximum length in days of a range that is reported day by day, or whose answers are analysed.
const MAX_DAYS: u32 = 400;
/// The maximum length in days of a range that is totalled: ten years.
const MAX_SUMMED_DAYS: u32 = 3_660;
/// The minimum length in days of a range whose answers are analysed. With shorter ranges, subtracting two overlapping
/// ones would isolate a single evening.
const MINIMUM_ANSWER_DAYS: u32 = 7;

/// A club, and the membership of the leader who views it.
pub struct ClubInsight(pub Arc<(Club, DomainMembership)>);

/// Statistics about a club for its leaders. They cover all members except the leaders.
///
/// They contain only what each member agreed to share: ACTIVITY (when and how much they study), RESULTS (what they
/// know) and ANSWERS (what they answered). They include nothing from before the study day on which the member joined;
/// but what members know is always what they know today. A member who shares nothing counts as a member, but
/// contributes to no other number.
///
/// Totals cover at least three members who share the data; otherwise they are null and `isWithheld` is true. Members
/// who share ACTIVITY or RESULTS are also listed by name in the roster, so subtracting one total from another reveals
/// nothing more. ANSWERS are shown only as totals over 7 days or more, and only for words, pairs of letters and
/// languages with data of at least three members. A part of such a total is shown only if the rest comes from nobody or
/// from at least three members, so that subtraction cannot reveal the rest. This does not prevent a leader from
/// comparing two queries made before and after one member joins, leaves or studies.
///
/// Days are each member's own study days, in their time zone. Weeks are those of ISO 8601, Monday to Sunday. Undone
/// answers do not count. Each field is computed separately, so request only the fields that you show.
#[Object]
impl ClubInsight {
    /// The club's activity in a range of days and its knowledge today, as a whole.
    #[graphql(complexity = "rows_cost(1, child_complexity)")]
    async fn overview(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The first day.")] from: Date,
        #[graphql(desc = "The last day. The range has at most 3,660 days, both ends included.")] to: Date,
    ) -> Result<Option<ClubOverview>, ApiError> {
        let days = range(from, to, MAX_SUMMED_DAYS)?;
        let found = app::overview(&request(context).caller, &self.0.1, days).await?;
        Ok(found.map(ClubOverview::from))
    }

    /// The members, one by one. Each access is recorded in the access log of the members on the page who share ACTIVITY
    /// or RESULTS.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "they are the field's arguments")]
    async fn roster(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The first day of the range that activity and retention cover. Give both `from` and `to`, or \
                                      neither: the default is the last 30 days, ending with the viewer's current study day."
        )]
        from: Option<Date>,
        #[graphql(desc = "The last day of the range, which has at most 3,660 days, both ends included.")]
        to: Option<Date>,
        #[graphql(desc = "The order; by default, by name.")] order_by: Option<ClubRosterOrder>,
        #[graphql(desc = "Selects the members to return. Defaults to all.")] filter: Option<ClubRosterFilter>,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor. A cursor belongs to one order. The page \
                                      continues from the current place of the cursor's member.")]
        after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
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
        let found = app::roster(&request(context).caller, &self.0.1, days, order, &filter, page).await?;
        Ok(found.map(|page| connection_with(&name, page, ClubRosterMember::edge)))
    }

    /// The members' progress in each lesson.
    #[graphql(complexity = "rows_cost(1, child_complexity)")]
    async fn lessons(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The course; by default, all courses.")] course_id: Option<ID>,
    ) -> Result<Option<ClubLessons>, ApiError> {
        let course: Option<CourseId> = course_id.map(|id| parse_id("courseId", &id)).transpose()?;
        let found = app::lessons(&request(context).caller, &self.0.1, course).await?;
        Ok(found.map(|matrix| ClubLessons { own: self.0.clone(), matrix }))
    }

    /// The words that members fail more often than usual in the club, and the likely causes.
    #[graphql(complexity = "page_cost(Some(first), None, child_complexity)")]
    async fn hardest_words(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The first day.")] from: Date,
        #[graphql(desc = "The last day. The range has 7 to 400 days, both ends included.")] to: Date,
        #[graphql(desc = "The maximum number of words, 1 to 100.", default = 20)] first: i32,
    ) -> Result<Option<ClubHardWords>, ApiError> {
        let (days, limit) = (answer_days(from, to)?, limit(first)?);
        let found = app::hardest_words(&request(context).caller, &self.0.1, days, limit).await?;
        Ok(found.map(ClubHardWords))
    }

    /// The letters that members confuse in typed answers, by pair of letters: overall and by gloss language.
    #[graphql(complexity = "page_cost(Some(first), None, child_complexity)")]
    async fn confusions(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The first day.")] from: Date,
        #[graphql(desc = "The last day. The range has 7 to 400 days, both ends included.")] to: Date,
        #[graphql(
            desc = "The maximum number of pairs overall and for each language, 1 to 100.",
            default = 20
        )]
        first: i32,
    ) -> Result<Option<ClubConfusions>, ApiError> {
        let (days, limit) = (answer_days(from, to)?, limit(first)?);
        let found = app::confusions(&request(context).caller, &self.0.1, days, limit).await?;
        Ok(found.map(ClubConfusions::from))
    }

    /// The club's activity by day and by week.
    #[graphql(complexity = "rows_cost(days_within(from, to), child_complexity)")]
    async fn activity(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The first day.")] from: Date,
        #[graphql(desc = "The last day. The range has at most 400 days, both ends included.")] to: Date,
    ) -> Result<Option<ClubActivity>, ApiError> {
        let days = range(from, to, MAX_DAYS)?;
        let found = app::activity(&request(context).caller, &self.0.1, days).await?;
        Ok(found.map(|activity| ClubActivity::new(activity, days)))
    }

    /// A forecast of how many of the given words the members will know on a day, such as the day of an examination or
    /// Наурыз, and of the daily work that would close the gap.
    #[graphql(complexity = "rows_cost(1, child_complexity)")]
    async fn readiness(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The day: today or later, at most 400 days ahead.")] on: Date,
        #[graphql(
            desc = "Lessons whose words are counted; they must be taught now. `lessonIds` and `wordIds` together must \
                                yield 1 to 1,000 words."
        )]
        lesson_ids: Option<Vec<ID>>,
        #[graphql(desc = "Single words to count; they must be taught now.")] word_ids: Option<Vec<ID>>,
    ) -> Result<Option<ClubReadiness>, ApiError> {
        let request = request(context);
        let day = StudyDay::on(on.0);
        let today = request.caller.viewer()?.settings.calendar().day_of(request.now());
        if day < today || day.days_since(today) > MAX_DAYS {
            return Err(ApiError::bad_input(format!(
                "«on» must be today or later, at most {MAX_DAYS} days ahead."
            )));
        }
        let lessons = parse_ids("lessonIds", lesson_ids)?;
        let words = parse_ids("wordIds", word_ids)?;
        let found = app::readiness(&request.caller, &self.0.1, day, &lessons, &words).await?;
        Ok(found.map(|readiness| ClubReadiness { own: self.0.clone(), day, readiness }))
    }
}

fn answer_days(from: Date, to: Date) -> Result<(StudyDay, StudyDay), ApiError> {
    let (first, last) = range(from, to, MAX_DAYS)?;
    if last.days_since(first) + 1 < MINIMUM_ANSWER_DAYS {
        return Err(ApiError::bad_input(format!(
            "«from» to «to» must be at least {MINIMUM_ANSWER_DAYS} days, both ends included."
        )));
    }
    Ok((first, last))
}

fn limit(first: i32) -> Result<usize, ApiError> {
    Ok(usize::try_from(page_size("first", first, 1)?).unwrap_or(0))
}

fn parse_id<K: Kind>(argument: &str, id: &ID) -> Result<Id<K>, ApiError> {
    Id::from_global(id).ok_or_else(|| {
        ApiError::bad_input(format!("«{argument}»: {} is not an id of the expected kind.", id.0))
    })
}

fn parse_ids<K: Kind>(argument: &str, ids: Option<Vec<ID>>) -> Result<Vec<Id<K>>, ApiError> {
    let ids = ids.unwrap_or_default();
    if ids.len() > app::MAX_READINESS_WORDS {
        return Err(ApiError::bad_input(format!(
            "«{argument}» takes at most {} ids.",
            app::MAX_READINESS_WORDS
        )));
    }
    ids.iter().map(|id| parse_id(argument, id)).collect()
}

/// Converts milliseconds to whole minutes, rounded.
fn minutes(duration_ms: u64) -> u64 {
    (duration_ms + 30_000) / 60_000
}
