//! Contests and their rankings. A ranking is there for everyone who is logged in, with the names that entrants chose.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};

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

/// What entrants of a contest are grouped by.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::TeamKind")]
pub enum ContestTeamKind {
    /// By the club that they count for.
    Club,
    /// By the district that they count for.
    Area,
}

/// What others see of an entrant's name.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::ContestNameDisplay")]
pub enum ContestNameDisplay {
    /// The account's display name.
    DisplayName,
    /// The first letters of its words: «Ә. С.».
    Initials,
    /// Nothing.
    Hidden,
}

/// A contest.
#[derive(Clone)]
pub struct Contest(pub Arc<domain::Contest>);

/// Who learns and keeps most words of a list within a span of days, for an event of the directory. What counts is memory: a
/// word is kept when a card of it that came back after a day or more was remembered at the last answer within the span, and
/// none of its cards was forgotten at its last answer. So answering more often gains nothing.
#[Object]
impl Contest {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The event that it is held for; null: it is not published.
    async fn event(&self, context: &Context<'_>) -> Result<Option<Event>, ApiError> {
        Ok(request(context).loader().load_one(self.0.event_id).await?.map(Event))
    }

    /// What entrants are grouped by; null: by nothing.
    async fn teams(&self) -> Option<ContestTeamKind> {
        self.0.teams.map(Into::into)
    }

    /// The first day that counts: a study day of each entrant's own.
    async fn from(&self) -> Date {
        Date(self.0.from.date())
    }

    /// The last day that counts.
    async fn until(&self) -> Date {
        Date(self.0.until.date())
    }

    /// How many words belong to it, 1 to 500.
    async fn word_count(&self) -> usize {
        self.0.words.len()
    }

    /// The words that belong to it, in their order. A word that was withdrawn since stays.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn words(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How many from the beginning, 0 to 100; without `first` and `last`, 20.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<Word>>, ApiError> {
        let list_name = format!("contest.words {}", self.0.id.uuid());
        let page = PageArguments { first, after, last, before }.request::<usize>(&list_name)?;
        let catalogue = request(context).caller.catalogue().await?;
        let word = |(place, id): (usize, &WordId)| Some((place, catalogue.word(*id)?.clone()));
        let words = self.0.words.iter().enumerate().filter_map(word).collect();
        Ok(Some(connection(&list_name, page.cut(words), Word)))
    }

    /// All who take part, the most words kept first; null: nobody is logged in.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn ranking(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How many from the beginning, 0 to 100; without `first` and `last`, 20.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<ContestStanding>>, ApiError> {
        let list_name = format!("contest.ranking {}", self.0.id.uuid());
        let page = PageArguments { first, after, last, before }.request(&list_name)?;
        let Some(ranking) = self.ranking_in(context).await? else { return Ok(None) };
        let keyed = |standing: &domain::Standing| {
            // The most words come first; an entry's id tells nothing of the learner.
            ((i64::from(standing.words_kept).saturating_neg(), standing.entry.id), standing.clone())
        };
        let standings = ranking.standings.iter().map(keyed).collect();
        Ok(Some(connection(&list_name, page.cut(standings), ContestStanding)))
    }

    /// The teams of at least three entrants, the highest mean of words kept first; empty where there are no teams; null:
    /// nobody is logged in.
    async fn team_ranking(
        &self,
        context: &Context<'_>,
    ) -> Result<Option<Vec<ContestTeamStanding>>, ApiError> {
        let ranking = self.ranking_in(context).await?;
        Ok(ranking.map(|ranking| ranking.teams.iter().map(ContestTeamStanding::from).collect()))
    }

    /// Where the viewer stands; null: the viewer doesn't take part.
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

/// Where an entrant stands.
#[derive(Clone)]
pub struct ContestStanding(pub domain::Standing);

/// Where someone stands who takes part.
#[Object]
impl ContestStanding {
    /// Opaque, globally unique id, which tells nothing of who it is.
    pub async fn id(&self) -> ID {
        global_id(self.0.entry.id)
    }

    /// The place, from 1; who keeps as many words has the same, and the next place is left out.
    async fn rank(&self) -> u32 {
        self.0.rank
    }

    /// What the entrant wants to be shown of the name; null: nothing.
    async fn name(&self) -> Option<&str> {
        self.0.name.as_deref()
    }

    /// Words kept.
    async fn words_kept(&self) -> u32 {
        self.0.words_kept
    }

    /// The name of the club that the entrant counts for; null: none, or fewer than three entrants count for it, of whom it
    /// would tell who they are. The viewer sees their own.
    async fn club_name(&self, context: &Context<'_>) -> Option<&str> {
        self.0.club_name.as_deref().filter(|_| self.shows_team(context))
    }

    /// The district that the entrant counts for (ISO 3166); null: none, or fewer than three entrants count for it, of whom it
    /// would tell who they are. The viewer sees their own.
    async fn area(&self, context: &Context<'_>) -> Option<&str> {
        match &self.0.entry.team {
            Some(domain::Team::Area(area)) if self.shows_team(context) => Some(area),
            _ => None,
        }
    }

    /// Whether this is the viewer.
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

/// Where a team stands.
#[derive(SimpleObject)]
pub struct ContestTeamStanding {
    /// The place, from 1; teams with the same mean have the same.
    rank: u32,
    /// The club's name; null: the team is none, or the club is gone.
    club_name: Option<String>,
    /// The district (ISO 3166); null: the team is none.
    area: Option<String>,
    /// How many count for it, at least 3.
    entrants: u32,
    /// Words kept by each of them on average, so that a larger team has no advantage.
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
