//! The viewer: the logged-in account and its data.

use std::sync::Arc;

use async_graphql::{ComplexObject, Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use graphql_engine::ListOf;

use super::account::Account;
use super::account_log::ViewerAccountLog;
use super::passkey_mutation::ViewerPasskeys;
use super::session_mutation::ViewerSessions;
use super::settings::LearnerSettings;
use crate::app::{self, clubs as app_clubs, directory as app_directory, learning as app_learning};
use crate::domain::ids::ViewerId;
use crate::domain::learning::progress as domain_progress;
use crate::graphql::clubs::{
    ClubMembership, ViewerAssignments, ViewerClubs, ViewerJoinRequests, ViewerNotes,
};
use crate::graphql::context::{become_viewer, request};
use crate::graphql::directory::Proposal;
use crate::graphql::errors::ApiError;
use crate::graphql::learning::card::Skill;
use crate::graphql::learning::exercise::queue_filter;
use crate::graphql::learning::review::ExerciseKind;
use crate::graphql::learning::statistics::TrueRetention;
use crate::graphql::learning::{
    OptimizationJob, Review, SchedulingPreset, Statistics, StudyItem, ViewerPractice, ViewerSync,
    ViewerWordLists, WordReport,
};
use crate::graphql::pagination::{List, PageArguments, connection, page_cost, page_size};
use crate::graphql::scalars::{Date, global_id};

/// A learner's current study day.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct StudyDay {
    /// The date. The study day begins in the learner's time zone, at 04:00 unless the learner has set another hour.
    date: Date,
    /// The number of words whose first review was today.
    new_words: u32,
    /// The goal for new words per day, 1 to 100.
    daily_goal: u32,
    /// Whether the goal is reached.
    is_goal_reached: bool,
    /// The number of cards whose first review was today.
    new_cards: u32,
    /// The number of reviews today.
    reviews: u32,
    /// The time spent on these reviews, in milliseconds. Each review counts for at most one minute, as in Anki.
    duration_ms: u64,
    /// The retention of the cards that came back today after an interval of days.
    retention: TrueRetention,
    /// The value of `due`, if it was read with the day.
    #[graphql(skip)]
    known_due: Option<u32>,
}

#[ComplexObject]
impl StudyDay {
    /// The number of cards that have been reviewed before and are due now.
    async fn due(&self, context: &Context<'_>) -> Result<Option<u32>, ApiError> {
        match self.known_due {
            Some(due) => Ok(Some(due)),
            None => Ok(Some(app_learning::count_due(&request(context).caller).await?)),
        }
    }
}

impl From<domain_progress::Today> for StudyDay {
    fn from(today: domain_progress::Today) -> Self {
        let counts = today.counts;
        Self {
            date: Date(today.study_day.date()),
            new_words: counts.new_words,
            daily_goal: today.goal,
            is_goal_reached: counts.new_words >= today.goal,
            reviews: counts.reviews,
            duration_ms: counts.duration_ms,
            new_cards: counts.new_cards,
            retention: TrueRetention::new(counts.young, counts.mature),
            known_due: None,
        }
    }
}

/// The viewer.
#[derive(Clone)]
pub struct Viewer(pub Arc<app::Viewer>);

impl Viewer {
    /// Makes an account, as a mutation left it, the viewer of the rest of the request.
    pub fn renewed(context: &Context<'_>, viewer: Arc<app::Viewer>) -> Self {
        become_viewer(context, Some(viewer.clone()));
        Self(viewer)
    }
}

/// The viewer: the logged-in account and its data. `node` returns it only to the viewer.
#[Object]
impl Viewer {
    /// Opaque, globally unique id; differs from the account's id.
    pub async fn id(&self) -> ID {
        global_id(ViewerId::from(self.0.account.id.uuid()))
    }

    /// The viewer's account.
    async fn account(&self) -> Account {
        Account(self.0.clone())
    }

    #[graphql(flatten)]
    #[expect(clippy::unused_self, reason = "async-graphql's fields are methods")]
    fn sync(&self) -> ViewerSync {
        ViewerSync
    }

    #[graphql(flatten)]
    #[expect(clippy::unused_self, reason = "async-graphql's fields are methods")]
    fn sessions(&self) -> ViewerSessions {
        ViewerSessions
    }

    #[graphql(flatten)]
    #[expect(clippy::unused_self, reason = "async-graphql's fields are methods")]
    fn passkeys(&self) -> ViewerPasskeys {
        ViewerPasskeys
    }

    #[graphql(flatten)]
    #[expect(clippy::unused_self, reason = "async-graphql's fields are methods")]
    fn account_log(&self) -> ViewerAccountLog {
        ViewerAccountLog
    }

    #[graphql(flatten)]
    #[expect(clippy::unused_self, reason = "async-graphql's fields are methods")]
    fn practice(&self) -> ViewerPractice {
        ViewerPractice
    }

    /// The viewer's settings as a learner.
    async fn settings(&self) -> LearnerSettings {
        LearnerSettings::from(&self.0.settings)
    }

    /// The viewer's current study day.
    async fn today(&self, context: &Context<'_>) -> Result<Option<StudyDay>, ApiError> {
        let caller = &request(context).caller;
        if !context.look_ahead().field("due").exists() {
            return Ok(Some(app_learning::today(caller).await?.into()));
        }
        let (today, due) = app_learning::today_and_due(caller).await?;
        Ok(Some(StudyDay { known_due: Some(due), ..today.into() }))
    }

    /// Statistics of the viewer's review log: known words, streaks, retention, forecast.
    async fn statistics(&self) -> Statistics {
        Statistics
    }

    /// The viewer's proposals for the directory, oldest first.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn proposals(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<Proposal>>, ApiError> {
        const LIST: &str = "viewer.proposals";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let found = app_directory::own_proposals(&request(context).caller, &page).await?;
        Ok(Some(connection(LIST, found, |row| Proposal(row.into()))))
    }

    /// When the next card that is not due yet becomes due: the time for a reminder, once the study queue is empty. Only
    /// cards that have been reviewed before, and that are neither suspended nor leeches, count; a buried card becomes due
    /// on the day until which it is buried. During a pause, the time at which it ends, if cards are due then. Null if
    /// there is no such card, for example before the first lesson.
    async fn next_due_at(&self, context: &Context<'_>) -> Result<Option<DateTime<Utc>>, ApiError> {
        Ok(app_learning::next_due_at(&request(context).caller).await?)
    }

    /// What to study now, in this order: due cards in learning or relearning steps; due cards with an interval of days;
    /// new cards of started lessons, started lists and assignments. Within each group, cards of current assignments
    /// come first. Due cards are then ordered by due time, the longest due first. The daily limits apply to cards with
    /// an interval of days and to new cards. `LearnerSettings.reviewsPerDay` also limits new cards: there are only as
    /// many as the day's due cards leave room for. A new word is introduced before its first exercise: the queue
    /// introduces up to three words, then contains an exercise for the first of them, and so on. Each word starts with
    /// one skill; the cards of the other skills follow once the first card is in the phase REVIEW. If
    /// `LearnerSettings.teachNewWords` is false, neither applies. Query the queue again after submitting the answers.
    /// The queue continues after the daily goal is reached; the learner decides when to stop. The queue is empty during
    /// a pause.
    #[graphql(complexity = "page_cost(Some(first), None, child_complexity)")]
    async fn study_queue(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The maximum number of items, 1 to 100.", default = 20)] first: i32,
        #[graphql(desc = "Only cards of these skills. Defaults to all skills that the viewer practises.")]
        skills: Option<Vec<Skill>>,
        #[graphql(
            desc = "Only exercises of these kinds. Defaults to all kinds. A card for which another kind would be \
                    chosen gets an exercise of one of these kinds, or is left out if its word and skill allow none."
        )]
        kinds: Option<Vec<ExerciseKind>>,
    ) -> Result<Option<ListOf<StudyItem>>, ApiError> {
        let (filter, first) = (queue_filter(skills, kinds), page_size("first", first, 1)?);
        let items = app_learning::study_queue(&request(context).caller, &filter, first).await?;
        Ok(Some(items.into_iter().map(StudyItem::from).collect()))
    }

    /// The viewer's review log, latest review first.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn reviews(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<Review>>, ApiError> {
        const LIST: &str = "reviews";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let found = app_learning::reviews_page(&request(context).caller, &page).await?;
        Ok(Some(connection(LIST, found, |row| Review(Arc::new(row)))))
    }

    /// The viewer's reports about words, oldest first.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn word_reports(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<WordReport>>, ApiError> {
        const LIST: &str = "viewer.wordReports";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let found = app_learning::own_word_reports(&request(context).caller, &page).await?;
        Ok(Some(connection(LIST, found, |row| WordReport(row.into()))))
    }

    /// The viewer's current scheduling preset.
    async fn preset(&self) -> SchedulingPreset {
        SchedulingPreset::from(&self.0.settings.preset)
    }

    /// All scheduling presets that the viewer has had, latest first. The last one contains the defaults.
    #[graphql(complexity = "page_cost(Some(first), None, child_complexity)")]
    async fn presets(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The maximum number of items, 1 to 100.", default = 20)] first: i32,
    ) -> Result<Option<ListOf<SchedulingPreset>>, ApiError> {
        let most = usize::try_from(page_size("first", first, 1)?).unwrap_or(0);
        let presets = app_learning::presets(&request(context).caller).await?;
        Ok(Some(presets.all().iter().take(most).map(SchedulingPreset::from).collect()))
    }

    /// The viewer's latest job that fits the model's parameters to their review log. Null if the viewer has not
    /// requested one.
    async fn optimization_job(&self, context: &Context<'_>) -> Result<Option<OptimizationJob>, ApiError> {
        let found = app_learning::optimization_job(&request(context).caller).await?;
        Ok(found.map(|job| OptimizationJob(Arc::new(job))))
    }

    #[graphql(flatten)]
    #[expect(clippy::unused_self, reason = "async-graphql's fields are methods")]
    fn word_lists(&self) -> ViewerWordLists {
        ViewerWordLists
    }

    #[graphql(flatten)]
    #[expect(clippy::unused_self, reason = "async-graphql's fields are methods")]
    fn clubs(&self) -> ViewerClubs {
        ViewerClubs
    }

    #[graphql(flatten)]
    #[expect(clippy::unused_self, reason = "async-graphql's fields are methods")]
    fn assignments(&self) -> ViewerAssignments {
        ViewerAssignments
    }

    #[graphql(flatten)]
    #[expect(clippy::unused_self, reason = "async-graphql's fields are methods")]
    fn join_requests(&self) -> ViewerJoinRequests {
        ViewerJoinRequests
    }

    #[graphql(flatten)]
    #[expect(clippy::unused_self, reason = "async-graphql's fields are methods")]
    fn notes(&self) -> ViewerNotes {
        ViewerNotes
    }

    /// The viewer's club memberships, in the order of joining.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn club_memberships(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<ClubMembership>>, ApiError> {
        const LIST: &str = "viewer.clubMemberships";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let found = app_clubs::own_memberships(&request(context).caller, &page).await?;
        Ok(Some(connection(LIST, found, |row| ClubMembership(Arc::new(row)))))
    }
}

/// The query of the viewer.
#[derive(Default)]
pub struct ViewerQuery;

#[Object]
impl ViewerQuery {
    /// The viewer. Null if nobody is logged in.
    async fn viewer(&self, context: &Context<'_>) -> Option<Viewer> {
        request(context).caller.viewer.clone().map(Viewer)
    }
}
