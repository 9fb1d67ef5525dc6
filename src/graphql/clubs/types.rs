//! Clubs. A club is there for its members alone; who is in it and how they get on is there for its leaders alone.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};

use super::insight::ClubInsight;
use super::{Assignment, ClubInvitation, ClubJoinRequest, ClubMembership};
use crate::app::clubs as app;
use crate::domain::access;
use crate::domain::clubs as domain;
use crate::graphql::context::request;
use crate::graphql::directory::{Organization, organization_by_id};
use crate::graphql::errors::ApiError;
use crate::graphql::loaders::clubs::InviteCodeOf;
use crate::graphql::pagination::{List, PageArguments, connection, page_cost};
use crate::graphql::scalars::global_id;

/// A group that learns together, and the viewer's own membership in it.
#[derive(Clone)]
pub struct Club(pub Arc<(domain::Club, domain::ClubMembership)>);

/// A group that learns together. It is there for its members alone: for others its id leads to null.
#[Object]
impl Club {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.0.id)
    }

    /// Its name.
    async fn name(&self) -> &str {
        &self.0.0.name
    }

    /// The directory's organization that it belongs to; null: none.
    async fn organization(&self, context: &Context<'_>) -> Result<Option<Organization>, ApiError> {
        organization_by_id(context, self.0.0.organization_id).await
    }

    /// Where it meets: a code of ISO 3166, such as `KZ-33`; null: not said.
    async fn area(&self) -> Option<&str> {
        self.0.0.area.as_deref()
    }

    /// Whether it is listed with its organization (`Organization.openClubs`), and anyone may ask to join.
    async fn accepts_requests(&self) -> bool {
        self.0.0.accepts_requests
    }

    /// When it was founded.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.0.created_at
    }

    /// The viewer's own membership.
    async fn viewer_membership(&self) -> ClubMembership {
        ClubMembership(Arc::new(self.0.1.clone()))
    }

    /// The code to give to those who are to join, in two groups of five: that of the newest invitation that lets somebody in
    /// and is for more than one person; null: there is none, or the viewer does not lead the club.
    async fn invite_code(&self, context: &Context<'_>) -> Result<Option<String>, ApiError> {
        if !access::may_lead_club(Some(self.0.1.role)) {
            return Ok(None);
        }
        let found = request(context).loader().load_one(InviteCodeOf(self.0.0.id)).await?;
        Ok(found.map(|code| code.grouped()))
    }

    /// Its invitations, the newest first, those too that let nobody in any more; null: the viewer does not lead the club.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn invitations(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How many from the beginning, 0 to 100; without `first` and `last`, 20.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<ClubInvitation>>, ApiError> {
        const LIST: &str = "club.invitations";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let found = app::invitations_page(&request(context).caller, &self.0.1, &page).await?;
        Ok(found.map(|page| connection(LIST, page, |row| ClubInvitation(Arc::new(row)))))
    }

    /// Its assignments, the newest first: for leaders all, those that were withdrawn too; for members those that are for them.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn assignments(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How many from the beginning, 0 to 100; without `first` and `last`, 20.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<Assignment>>, ApiError> {
        const LIST: &str = "club.assignments";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let found = app::assignments_of_club(&request(context).caller, &self.0.1, &page).await?;
        Ok(Some(connection(LIST, found, |row| Assignment(Arc::new(row)))))
    }

    /// Requests to join it that wait for an answer (`decideJoinRequest`), the oldest first; null: the viewer does not lead the
    /// club.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn join_requests(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How many from the beginning, 0 to 100; without `first` and `last`, 20.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<ClubJoinRequest>>, ApiError> {
        const LIST: &str = "club.joinRequests";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let found = app::requests_to_club(&request(context).caller, &self.0.1, &page).await?;
        Ok(found.map(|page| connection(LIST, page, |row| ClubJoinRequest(Arc::new(row)))))
    }

    /// Its members, leaders among them, in the order of joining; null: the viewer does not lead the club.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn members(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How many from the beginning, 0 to 100; without `first` and `last`, 20.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<ClubMembership>>, ApiError> {
        const LIST: &str = "club.members";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let found = app::members(&request(context).caller, &self.0.1, &page).await?;
        Ok(found.map(|page| connection(LIST, page, |row| ClubMembership(Arc::new(row)))))
    }

    /// What its leaders ask about those who learn in it; null: the viewer does not lead the club.
    async fn insight(&self) -> Option<ClubInsight> {
        access::may_lead_club(Some(self.0.1.role)).then(|| ClubInsight(self.0.clone()))
    }
    /// Where the results of those members are who share them, as a table for spreadsheets: a path of this service, to be asked
    /// with the token. A row is a member and an assignment that is for them, or a lesson that they have begun. CSV in UTF-8;
    /// `?separator=semicolon` for spreadsheets where the comma is the decimal mark. The titles are in the language of `?lang=ru`,
    /// or of `Accept-Language`. Each download is in the members' `viewer.clubAccessLog`. Null: the viewer does not lead the club.
    async fn results_path(&self) -> Option<String> {
        self.file_path("results.csv")
    }

    /// Where the club is as OneRoster 1.2 (CSV binding, bulk), a zip archive, with the results of those members who share them:
    /// a path likewise. The club is a class, its assignments are line items. Null: the viewer does not lead the club.
    async fn one_roster_path(&self) -> Option<String> {
        self.file_path("oneroster.zip")
    }

    /// Where the answers of those members are who share them, as xAPI statements: a path likewise, behind which
    /// `?from=2026-11-01&to=2026-11-30` bounds the study days. Of more than 1,000, `more` says where the next are. Null: the viewer
    /// does not lead the club.
    async fn statements_path(&self) -> Option<String> {
        self.file_path("statements.json")
    }
}

impl Club {
    /// The path of a file for its leaders.
    fn file_path(&self, file: &str) -> Option<String> {
        let (club, own) = &*self.0;
        access::may_lead_club(Some(own.role)).then(|| format!("/clubs/{}/{file}", club.id.to_global()))
    }
}
