//! Whoever is logged in, and what is theirs.

use std::sync::Arc;

use async_graphql::{ComplexObject, Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};

use super::settings::LearnerSettings;
use crate::app::{self, clubs as app_clubs, directory as app_directory, learning as app_learning};
use crate::domain::accounts as domain;
use crate::domain::learning::progress as domain_progress;
use crate::graphql::clubs::{ClubMembership, ViewerAssignments, ViewerClubs, ViewerRequests};
use crate::graphql::context::request;
use crate::graphql::directory::Proposal;
use crate::graphql::errors::ApiError;
use crate::graphql::learning::statistics::TrueRetention;
use crate::graphql::learning::{
    GlossReport, OptimizationJob, Review, SchedulingPreset, Statistics, StudyItem, ViewerSync,
};
use crate::graphql::pagination::{List, PageArguments, connection, count, page_cost};
use crate::graphql::scalars::{Date, LanguageTag, global_id};

/// What an account may do beyond learning; each role may do what those before it may.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::Role")]
pub enum Role {
    /// Learns.
    Learner,
    /// May found clubs.
    Leader,
    /// Answers for the directory and the lessons; may found clubs.
    Editor,
    /// Answers for the accounts; may found clubs.
    Admin,
}

/// Someone who can log in.
pub struct Account(pub Arc<app::Viewer>);

/// Someone who can log in. An account is seen by itself alone.
#[Object]
impl Account {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.account.id)
    }

    /// What it logs in with.
    async fn email(&self) -> &str {
        &self.0.account.email
    }

    /// What others see, such as the members of its clubs.
    async fn display_name(&self) -> &str {
        &self.0.account.display_name
    }

    /// What it may do beyond learning.
    async fn role(&self) -> Role {
        self.0.account.role.into()
    }

    /// When it was registered.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.account.created_at
    }

    /// The IANA time zone in which its study days begin.
    async fn time_zone(&self) -> &'static str {
        self.0.settings.time_zone.name()
    }

    /// Its goal for new words a day.
    async fn daily_goal(&self) -> u32 {
        self.0.settings.daily_goal
    }

    /// The language that meanings are shown to it in, where a word has a gloss in it.
    #[graphql(deprecation = "Use `Viewer.settings.glossLanguages`.")]
    async fn gloss_language(&self) -> LanguageTag {
        self.0.settings.gloss_languages.first().into()
    }
}

/// A learner's present study day.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct StudyDay {
    /// The day; it begins in the learner's time zone at the hour that they have set, 04:00 if none.
    date: Date,
    /// Words whose first review was today.
    new_words: u32,
    /// The goal for new words.
    goal: u32,
    /// Whether the goal is reached.
    is_goal_reached: bool,
    /// Cards whose first review was today.
    new_cards: u32,
    /// Reviews today.
    reviews: u32,
    /// The time spent on them, milliseconds; of one answer a minute counts at most, as in Anki.
    duration_ms: u64,
    /// What was remembered today of the cards that came back after days.
    retention: TrueRetention,
}

#[ComplexObject]
impl StudyDay {
    /// Cards that were reviewed before and are due now; null: see the answer's `errors`.
    async fn due(&self, context: &Context<'_>) -> Result<Option<u32>, ApiError> {
        Ok(Some(app_learning::count_due(&request(context).caller).await?))
    }
}

impl From<domain_progress::Today> for StudyDay {
    fn from(today: domain_progress::Today) -> Self {
        let counts = today.counts;
        Self {
            date: Date(today.study_day.date()),
            new_words: counts.new_words,
            goal: today.goal,
            is_goal_reached: counts.new_words >= today.goal,
            reviews: counts.reviews,
            duration_ms: counts.duration_ms,
            new_cards: counts.new_cards,
            retention: TrueRetention::new(counts.young, counts.mature),
        }
    }
}

/// Whoever is logged in.
#[derive(Clone)]
pub struct Viewer(pub Arc<app::Viewer>);

/// Whoever is logged in, and what is theirs.
#[Object]
impl Viewer {
    /// Their account.
    async fn account(&self) -> Account {
        Account(self.0.clone())
    }

    #[graphql(flatten)]
    #[expect(clippy::unused_self, reason = "async-graphql's fields are methods")]
    fn sync(&self) -> ViewerSync {
        ViewerSync
    }

    /// How they learn.
    async fn settings(&self) -> LearnerSettings {
        LearnerSettings::from(&self.0.settings)
    }

    /// Their present study day; null: see the answer's `errors`, as for each nullable field here.
    async fn today(&self, context: &Context<'_>) -> Result<Option<StudyDay>, ApiError> {
        Ok(Some(app_learning::today(&request(context).caller).await?.into()))
    }

    /// What their review log comes to: words known, streaks, retention, what is ahead.
    async fn statistics(&self) -> Statistics {
        Statistics
    }

    /// The corrections of the directory that they proposed, the oldest first.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn proposals(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How many from the beginning, 0 to 100; without `first` and `last`, 20.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<Proposal>>, ApiError> {
        const LIST: &str = "viewer.proposals";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let found = app_directory::own_proposals(&request(context).caller, &page).await?;
        Ok(Some(connection(LIST, found, |row| Proposal(row.into()))))
    }

    /// When the next card is due that is not due yet: the time for a reminder, once the study queue is empty; null:
    /// none, before the first lesson.
    async fn next_due_at(&self, context: &Context<'_>) -> Result<Option<DateTime<Utc>>, ApiError> {
        Ok(app_learning::next_due_at(&request(context).caller).await?)
    }

    /// What to study now: cards that are due, those in the steps of a day before those that come after days, the
    /// longest due first; then new ones of the lessons that were started. Of each, what an assignment has the viewer learn
    /// now comes first. Ask again after the answers are
    /// submitted. It goes on when the daily goal is reached: when to stop is the learner's choice.
    #[graphql(complexity = "page_cost(Some(first), None, child_complexity)")]
    async fn study_queue(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How many at most, 1 to 100.", default = 20)] first: i32,
    ) -> Result<Option<Vec<StudyItem>>, ApiError> {
        let items = app_learning::study_queue(&request(context).caller, count("first", first, 1)?).await?;
        Ok(Some(items.into_iter().map(StudyItem::from).collect()))
    }

    /// Their review log, the latest answer first.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn reviews(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How many from the beginning, 0 to 100; without `first` and `last`, 20.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<Review>>, ApiError> {
        const LIST: &str = "reviews";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let found = app_learning::reviews_page(&request(context).caller, &page).await?;
        Ok(Some(connection(LIST, found, |row| Review(Arc::new(row)))))
    }

    /// The meanings that they reported as wrong, the oldest report first.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn gloss_reports(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How many from the beginning, 0 to 100; without `first` and `last`, 20.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<GlossReport>>, ApiError> {
        const LIST: &str = "viewer.glossReports";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let found = app_learning::own_gloss_reports(&request(context).caller, &page).await?;
        Ok(Some(connection(LIST, found, |row| GlossReport(row.into()))))
    }

    /// How their cards are scheduled now; null never.
    async fn scheduling(&self) -> Option<SchedulingPreset> {
        Some(SchedulingPreset::from(&self.0.settings.preset))
    }

    /// How their cards were scheduled: the presets that they ever had, the latest first, and last the defaults.
    #[graphql(complexity = "page_cost(Some(first), None, child_complexity)")]
    async fn scheduling_presets(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How many at most, 1 to 100.", default = 20)] first: i32,
    ) -> Result<Option<Vec<SchedulingPreset>>, ApiError> {
        let most = usize::try_from(count("first", first, 1)?).unwrap_or(0);
        let presets = app_learning::presets(&request(context).caller).await?;
        Ok(Some(presets.all().iter().take(most).map(SchedulingPreset::from).collect()))
    }

    /// The job that fits the model's parameters to their log, of those that they asked for the last; null: they never did.
    async fn optimization_job(&self, context: &Context<'_>) -> Result<Option<OptimizationJob>, ApiError> {
        let found = app_learning::optimization_job(&request(context).caller).await?;
        Ok(found.map(|job| OptimizationJob(Arc::new(job))))
    }

    #[graphql(flatten)]
    #[expect(clippy::unused_self, reason = "async-graphql's fields are methods")]
    fn clubs(&self) -> ViewerClubs {
        ViewerClubs
    }

    #[graphql(flatten)]
    #[expect(clippy::unused_self, reason = "async-graphql's fields are methods")]
    fn assigned(&self) -> ViewerAssignments {
        ViewerAssignments
    }

    #[graphql(flatten)]
    #[expect(clippy::unused_self, reason = "async-graphql's fields are methods")]
    fn requests(&self) -> ViewerRequests {
        ViewerRequests
    }

    /// Their memberships in clubs, in the order of joining.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn club_memberships(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How many from the beginning, 0 to 100; without `first` and `last`, 20.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<ClubMembership>>, ApiError> {
        const LIST: &str = "viewer.clubMemberships";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let found = app_clubs::own_memberships(&request(context).caller, &page).await?;
        Ok(Some(connection(LIST, found, |row| ClubMembership(Arc::new(row)))))
    }
}

/// Who is logged in.
#[derive(Default)]
pub struct AccountsQuery;

#[Object]
impl AccountsQuery {
    /// Whoever is logged in; null: nobody.
    async fn viewer(&self, context: &Context<'_>) -> Option<Viewer> {
        request(context).caller.viewer.clone().map(Viewer)
    }
}
