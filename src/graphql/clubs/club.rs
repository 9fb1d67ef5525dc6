//! Clubs. A club is visible only to its members; its members and their progress only to its leaders.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};

use super::insight::ClubInsight;
use super::members::{ClubMemberOrder, ClubMembers, members_page};
use super::{Assignment, ClubInvitation, ClubJoinRequest, ClubMembership, ClubNote};
use crate::app::clubs as app;
use crate::domain::access;
use crate::domain::clubs as domain;
use crate::graphql::context::request;
use crate::graphql::directory::{Organization, organization_by_id};
use crate::graphql::errors::ApiError;
use crate::graphql::loaders::clubs::{InviteCodeOf, OpenRequestsTo};
use crate::graphql::pagination::{List, PageArguments, connection, page_cost};
use crate::graphql::scalars::global_id;

/// A club, and the viewer's own membership of it.
#[derive(Clone)]
pub struct Club(pub Arc<(domain::Club, domain::ClubMembership)>);

/// A group that learns together. Visible only to its members; for others its id resolves to null.
#[Object]
impl Club {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.0.id)
    }

    /// The name.
    async fn name(&self) -> &str {
        &self.0.0.name
    }

    /// The club's organization in the directory; null if it has none.
    async fn organization(&self, context: &Context<'_>) -> Result<Option<Organization>, ApiError> {
        organization_by_id(context, self.0.0.organization_id).await
    }

    /// The area where the club meets: an ISO 3166 code, such as `KZ-33`; null if unspecified.
    async fn area(&self) -> Option<&str> {
        self.0.0.area.as_deref()
    }

    /// Whether the club is listed with its organization (`Organization.openClubs`), and anyone may ask to join it.
    async fn accepts_join_requests(&self) -> bool {
        self.0.0.accepts_requests
    }

    /// The IANA time zone in which the days of the club's assignments begin, at 04:00. Assignments keep the one that the
    /// club had when they were created.
    async fn time_zone(&self) -> &'static str {
        self.0.0.time_zone.name()
    }

    /// When the club was created.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.0.created_at
    }

    /// When a leader archived the club (`archiveClub`); null if it is not archived. An archived club stays readable,
    /// but accepts no new members, invitations or assignments, shows no live activity, and is not in
    /// `Organization.openClubs`. Its assignments are not in `viewer.assignments`.
    async fn archived_at(&self) -> Option<DateTime<Utc>> {
        self.0.0.archived_at
    }

    /// The viewer's own membership.
    async fn viewer_membership(&self) -> ClubMembership {
        ClubMembership(Arc::new(self.0.1.clone()))
    }

    /// The code to give to new members, in two groups of five characters. It is the code of the newest usable
    /// invitation for more than one person. Null if there is none, or the viewer does not lead the club.
    async fn invite_code(&self, context: &Context<'_>) -> Result<Option<String>, ApiError> {
        if !access::may_lead_club(Some(self.0.1.role)) {
            return Ok(None);
        }
        let found = request(context).loader().load_one(InviteCodeOf(self.0.0.id)).await?;
        Ok(found.map(|code| code.grouped()))
    }

    /// The number of requests to join the club that wait for a decision (`joinRequests`); 0 if the club is archived. Null
    /// if the viewer does not lead the club.
    async fn open_join_requests(&self, context: &Context<'_>) -> Result<Option<u32>, ApiError> {
        if !access::may_lead_club(Some(self.0.1.role)) {
            return Ok(None);
        }
        let found = request(context).loader().load_one(OpenRequestsTo(self.0.0.id)).await?;
        Ok(Some(found.unwrap_or(0)))
    }

    /// The club's invitations, newest first, including those that no longer admit anyone. Null if the viewer does not
    /// lead the club.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn invitations(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Returns only the invitations that admit people now (`isUsable`).",
            default = false
        )]
        only_usable: bool,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<ClubInvitation>>, ApiError> {
        const LIST: &str = "club.invitations";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let found = app::invitations_page(&request(context).caller, &self.0.1, only_usable, &page).await?;
        Ok(found.map(|page| connection(LIST, page, |row| ClubInvitation(Arc::new(row)))))
    }

    /// The club's assignments, newest first. Leaders see all, including withdrawn ones; members see their own.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn assignments(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<Assignment>>, ApiError> {
        const LIST: &str = "club.assignments";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let found = app::assignments_of_club(&request(context).caller, &self.0.1, &page).await?;
        Ok(Some(connection(LIST, found, |row| Assignment(Arc::new(row)))))
    }

    /// The open requests to join the club (`decideJoinRequest`), oldest first. Null if the viewer does not lead the
    /// club.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn join_requests(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<ClubJoinRequest>>, ApiError> {
        const LIST: &str = "club.joinRequests";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let found = app::requests_to_club(&request(context).caller, &self.0.1, &page).await?;
        Ok(found.map(|page| connection(LIST, page, |row| ClubJoinRequest(Arc::new(row)))))
    }

    /// The leaders' notes to the members, newest first. Leaders see all notes. Members see the notes to all members and
    /// to themselves, sent since they joined.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn notes(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<ClubNote>>, ApiError> {
        const LIST: &str = "club.notes";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let found = app::notes_of_club(&request(context).caller, &self.0.1, &page).await?;
        Ok(Some(connection(LIST, found, |row| ClubNote(Arc::new(row)))))
    }

    /// The club's members, including its leaders. Null if the viewer does not lead the club.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of a connection, its search and its order")]
    async fn members(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Only members whose display name or alias contains these words: 1 to 200 characters, at least one \
                    of them a letter or digit. Case does not matter, words may be incomplete, and Kazakh letters may \
                    be typed on a Russian keyboard or in Latin letters."
        )]
        search: Option<String>,
        #[graphql(desc = "The order. A cursor belongs to one order.", default)] order_by: ClubMemberOrder,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<ClubMembers>, ApiError> {
        let page = PageArguments { first, after, last, before };
        members_page(context, &self.0, search.as_deref(), order_by, page).await
    }

    /// Statistics for the leaders on the members who learn in the club. Null if the viewer does not lead the club.
    async fn insight(&self) -> Option<ClubInsight> {
        access::may_lead_club(Some(self.0.1.role)).then(|| ClubInsight(self.0.clone()))
    }

    /// The path, on this service, of a table with the results of the members who share RESULTS. Request it with the
    /// session token. Each row covers a member and one of their assignments, or a member and a lesson that they have
    /// begun. The format is CSV in UTF-8; `?separator=semicolon` is for spreadsheets with a decimal comma. The
    /// titles of assignments, lessons and courses are in the language of `?lang=ru` or of `Accept-Language`, and the head
    /// is in English. Members have the names that leaders see. Each download is recorded in the members'
    /// `viewer.clubAccessLog`. Null if the viewer does not lead the club.
    async fn results_path(&self, context: &Context<'_>) -> Option<String> {
        self.file_path(context, "results.csv")
    }

    /// The path of a ZIP archive of the club in OneRoster 1.2 (CSV binding, bulk): its leaders, and the members who
    /// share RESULTS, with their results. Use it like `resultsPath`. The club is a class; its assignments are line
    /// items. Null if the viewer does not lead the club.
    async fn one_roster_path(&self, context: &Context<'_>) -> Option<String> {
        self.file_path(context, "oneroster.zip")
    }

    /// The path of the answers of the members who share ANSWERS, as xAPI statements. Use it like `resultsPath`;
    /// `?from=2026-11-01&to=2026-11-30` limits the study days. A response has at most 1,000 statements; its `more` is
    /// the path of the next page. Null if the viewer does not lead the club.
    async fn statements_path(&self, context: &Context<'_>) -> Option<String> {
        self.file_path(context, "statements.json")
    }
}

impl Club {
    /// Returns the path of a file for the club's leaders.
    fn file_path(&self, context: &Context<'_>, file: &str) -> Option<String> {
        let (club, own) = &*self.0;
        let prefix = &request(context).caller.services.public_path;
        access::may_lead_club(Some(own.role))
            .then(|| format!("{prefix}/clubs/{}/{file}", club.id.to_global()))
    }
}
