//! Contests and their rankings. Rankings are visible to all logged-in users, with the names that the entrants chose to
//! show.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use graphql_engine::ListOf;

use crate::app::contests as app;
use crate::domain::contests as domain;
use crate::domain::ids::WordId;
use crate::graphql::context::request;
use crate::graphql::directory::Event;
use crate::graphql::errors::ApiError;
use crate::graphql::learning::Word;
use crate::graphql::loaders::contests::RankingOf;
use crate::graphql::pagination::{List, PageArguments, connection, page_cost};
use crate::graphql::scalars::{Date, decimal_64, global_id};

/// The kind of team in a contest.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::TeamKind")]
pub enum ContestTeamKind {
    /// Clubs.
    Club,
    /// Areas: countries, or their regions and cities (ISO 3166).
    Area,
}

/// How others see an entrant's name.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::ContestNameDisplay")]
pub enum ContestNameDisplay {
    /// The account's display name.
    DisplayName,
    /// The initials: «Ә. С.».
    Initials,
    /// The name is hidden.
    Hidden,
}

/// A contest.
#[derive(Clone)]
pub struct Contest(pub Arc<domain::Contest>);

/// A competition on words kept, for an event of the directory. The entrants who learn and keep the most words of a list
/// within a period win. A contest rewards memory, not activity. For each card of a word, only the last answer in the
/// period counts. A word is kept if the entrant remembered every card with such an answer, and at least one of these
/// cards had come back after an interval of at least one day. Answering more often therefore gains nothing.
#[Object]
impl Contest {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The event that the contest belongs to; null if the event is not published.
    async fn event(&self, context: &Context<'_>) -> Result<Option<Event>, ApiError> {
        Ok(request(context).loader().load_one(self.0.event_id).await?.map(Event))
    }

    /// The kind of team; null if the contest has no teams.
    async fn teams(&self) -> Option<ContestTeamKind> {
        self.0.teams.map(Into::into)
    }

    /// The first day that counts, in each entrant's own study days.
    async fn from(&self) -> Date {
        Date(self.0.from.date())
    }

    /// The last day that counts, in each entrant's own study days.
    async fn until(&self) -> Date {
        Date(self.0.until.date())
    }

    /// The number of words, 1 to 500.
    async fn word_count(&self) -> usize {
        self.0.words.len()
    }

    /// The words, in order. Words that have been withdrawn since are included.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn words(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<Word>>, ApiError> {
        let list_name = format!("contest.words {}", self.0.id.uuid());
        let page = PageArguments { first, after, last, before }.request::<usize>(&list_name)?;
        let catalogue = request(context).caller.catalogue().await?;
        let word = |(position, id): (usize, &WordId)| Some((position, catalogue.word(*id)?.clone()));
        let words = self.0.words.iter().enumerate().filter_map(word).collect();
        Ok(Some(connection(&list_name, page.cut(words), Word)))
    }

    /// All entrants, most words kept first, without those whose accounts are disabled or awaiting deletion. Null if
    /// nobody is logged in.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn ranking(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<ContestStanding>>, ApiError> {
        let list_name = format!("contest.ranking {}", self.0.id.uuid());
        let page = PageArguments { first, after, last, before }.request(&list_name)?;
        let Some(ranking) = self.ranking_in(context).await? else { return Ok(None) };
        let keyed = |standing: &domain::ContestStanding| {
            // Standings are sorted by words kept, then by the entry's id, which reveals nothing about the learner.
            ((i64::from(standing.words_kept).saturating_neg(), standing.entry.id), standing.clone())
        };
        let standings = ranking.standings.iter().map(keyed).collect();
        Ok(Some(connection(&list_name, page.cut(standings), ContestStanding)))
    }

    /// The teams of at least three entrants, ordered by the mean of words kept, highest first. Empty if the contest has
    /// no teams; null if nobody is logged in.
    async fn team_ranking(
        &self,
        context: &Context<'_>,
    ) -> Result<Option<ListOf<ContestTeamStanding>>, ApiError> {
        let ranking = self.ranking_in(context).await?;
        Ok(ranking.map(|ranking| ranking.teams.iter().map(ContestTeamStanding::from).collect()))
    }

    /// The viewer's standing; null if the viewer has not entered the contest.
    async fn viewer_standing(&self, context: &Context<'_>) -> Result<Option<ContestStanding>, ApiError> {
        let Some(viewer) = request(context).caller.viewer.clone() else { return Ok(None) };
        let Some(ranking) = self.ranking_in(context).await? else { return Ok(None) };
        let own = ranking.standings.iter().find(|standing| standing.entry.learner_id == viewer.account.id);
        Ok(own.cloned().map(ContestStanding))
    }
}

impl Contest {
    async fn ranking_in(&self, context: &Context<'_>) -> Result<Option<Arc<app::Ranking>>, ApiError> {
        Ok(request(context).loader().load_one(RankingOf(self.0.id)).await?)
    }
}

/// The standing of an entrant.
#[derive(Clone)]
pub struct ContestStanding(pub domain::ContestStanding);

/// The standing of an entrant in a contest.
#[Object]
impl ContestStanding {
    /// Opaque, globally unique id, which reveals nothing about the entrant's identity.
    pub async fn id(&self) -> ID {
        global_id(self.0.entry.id)
    }

    /// The rank, from 1. Entrants with the same number of words share a rank, and the next ranks are skipped, as in 1,
    /// 1, 3.
    async fn rank(&self) -> u32 {
        self.0.rank
    }

    /// The name as the entrant chose to show it; null if it is hidden.
    async fn name(&self) -> Option<&str> {
        self.0.name.as_deref()
    }

    /// The form in which others see the viewer's name. Null if this is not the viewer's standing.
    async fn name_display(&self, context: &Context<'_>) -> Option<ContestNameDisplay> {
        self.is_of_viewer(context).then(|| self.0.entry.name_display.into())
    }

    /// The number of words kept.
    async fn words_kept(&self) -> u32 {
        self.0.words_kept
    }

    /// The name of the club that the entrant counts for. Null if there is none, or if fewer than three entrants count
    /// for the club, because its name could then reveal their identity. The viewer always sees their own club.
    async fn club_name(&self, context: &Context<'_>) -> Option<&str> {
        self.0.club_name.as_deref().filter(|_| self.shows_team(context))
    }

    /// The area that the entrant counts for: an ISO 3166 code. Null if there is none, or if fewer than three entrants
    /// count for the area, because it could then reveal their identity. The viewer always sees their own area.
    async fn area(&self, context: &Context<'_>) -> Option<&str> {
        match &self.0.entry.team {
            Some(domain::Team::Area(area)) if self.shows_team(context) => Some(area),
            _ => None,
        }
    }

    /// Whether this is the viewer's standing.
    async fn is_viewer(&self, context: &Context<'_>) -> bool {
        self.is_of_viewer(context)
    }

    /// When the entrant entered.
    async fn entered_at(&self) -> DateTime<Utc> {
        self.0.entry.entered_at
    }
}

impl ContestStanding {
    fn is_of_viewer(&self, context: &Context<'_>) -> bool {
        let viewer = &request(context).caller.viewer;
        viewer.as_ref().is_some_and(|viewer| viewer.account.id == self.0.entry.learner_id)
    }

    fn shows_team(&self, context: &Context<'_>) -> bool {
        self.0.shows_team || self.is_of_viewer(context)
    }
}

/// The standing of a team.
#[derive(SimpleObject)]
pub struct ContestTeamStanding {
    /// The rank, from 1; teams with the same mean share a rank.
    rank: u32,
    /// The club's name; null if the team is an area, or the club no longer exists.
    club_name: Option<String>,
    /// The area: an ISO 3166 code; null if the team is a club.
    area: Option<String>,
    /// The number of entrants who count for the team, at least 3.
    entrants: u32,
    /// The mean number of words kept per entrant, so that a larger team has no advantage.
    mean_words_kept: f64,
}

impl From<&domain::TeamStanding> for ContestTeamStanding {
    fn from(standing: &domain::TeamStanding) -> Self {
        let area = match &standing.team {
            domain::Team::Area(area) => Some(area.clone()),
            domain::Team::Club(_) => None,
        };
        Self {
            rank: standing.rank,
            club_name: standing.club_name.clone(),
            area,
            entrants: standing.entrants,
            mean_words_kept: decimal_64(standing.mean_words_kept),
        }
    }
}
