//! What members will know on a day.

use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};

use crate::app::clubs::insight as app;
use crate::domain::clubs::insight as domain;
use crate::domain::clubs::{Club, ClubAccessSubject, ClubMembership as DomainMembership};
use crate::domain::learning::study_day::StudyDay;
use crate::graphql::clubs::ClubMembership;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::pagination::{ListWith, PageArguments, connection_with, page_cost};
use crate::graphql::scalars::{Date, decimal_64};

/// What members will know on a day.
pub struct ClubReadiness {
    pub(super) own: Arc<(Club, DomainMembership)>,
    pub(super) on: StudyDay,
    pub(super) readiness: app::Readiness,
}

/// How many of some words those will know on a day who share their RESULTS.
///
/// A word is remembered with the chance that the forgetting curve of FSRS-6 gives on that day, with the member's own parameters;
/// of its cards the one of the first skill that was ever reviewed tells it, as in `Word.standing`. What is known is the sum of
/// the chances; a word that was never reviewed adds nothing. The words are taken to be independent, so that the number is
/// Poisson-binomial: the interval is that of 90 in 100, by its variance and the normal approximation. It holds for what chance
/// does, not for where the model is wrong.
///
/// Two cases are told. `withoutReviews`: nothing is reviewed until the day. `withReviews`: every card is reviewed on the day
/// that it is due, what is overdue today, and comes back after the interval that it has now; its stability stays as it is,
/// neither raised by what is remembered nor lowered by what is forgotten.
#[Object]
impl ClubReadiness {
    /// The day.
    async fn on(&self) -> Date {
        Date(self.on.date())
    }

    /// How many words are asked for.
    async fn words(&self) -> u32 {
        self.readiness.words
    }

    /// How many members share their RESULTS.
    async fn sharing(&self) -> u32 {
        self.readiness.sharing
    }

    /// Whether they are fewer than three, so that their mean is not told.
    async fn withheld(&self) -> bool {
        self.readiness.club.is_none()
    }

    /// Words that a member will know in the mean, if nothing is reviewed until then; null: it is withheld. The interval is that
    /// of the mean.
    async fn without_reviews(&self) -> Option<ExpectedWords> {
        self.readiness.club.map(|(alone, _)| self.mean(alone))
    }

    /// Words that a member will know in the mean, if all is reviewed that is due; null: it is withheld. The interval is that of
    /// the mean.
    async fn with_reviews(&self) -> Option<ExpectedWords> {
        self.readiness.club.map(|(_, kept_up)| self.mean(kept_up))
    }

    /// Each member, in the order of joining. That they were looked at is written down where they can read it.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn members(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How many from the beginning, 0 to 100; without `first` and `last`, 20.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<ListWith<ClubMembership, ClubMemberReadiness>>, ApiError> {
        const LIST: &str = "club.insight.readiness.members";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let page = page.cut(self.readiness.members.clone());
        let ids: Vec<_> = page.rows.iter().map(|(_, row)| row.member.membership.learner_id).collect();
        app::log_access_to(&request(context).caller, &self.own.1, ClubAccessSubject::Readiness, &ids).await?;
        let words = self.readiness.words;
        Ok(Some(connection_with(LIST, page, |row| ClubMemberReadiness::edge(row, words))))
    }
}

impl ClubReadiness {
    fn mean(&self, sum: domain::Expected) -> ExpectedWords {
        let members = f64::from(self.readiness.sharing.max(1));
        let mean =
            domain::Expected { known: sum.known / members, variance: sum.variance / (members * members) };
        ExpectedWords::new(mean, self.readiness.words)
    }
}

/// How many words will be known.
#[derive(SimpleObject)]
pub struct ExpectedWords {
    /// The sum of the chances.
    known: f64,
    /// The lower bound of the interval in which the number lies nine times of ten.
    low: f64,
    /// The upper bound of this interval.
    high: f64,
}

impl ExpectedWords {
    fn new(expected: domain::Expected, words: u32) -> Self {
        let (low, high) = domain::interval_90(expected, f64::from(words));
        Self { known: decimal_64(expected.known), low: decimal_64(low), high: decimal_64(high) }
    }
}

/// What the edge to a member says: how many of the words they will know.
#[derive(SimpleObject)]
pub struct ClubMemberReadiness {
    /// How many of the words they have ever reviewed.
    begun: u32,
    /// If nothing is reviewed until then.
    without_reviews: ExpectedWords,
    /// If all is reviewed that is due.
    with_reviews: ExpectedWords,
    /// How many of the words are missing then, even so: those that were never reviewed, and what will be forgotten.
    missing: f64,
    /// New words a day that it takes to have met all of the words before the day, from today on; null: the day has come.
    new_words_per_day: Option<f64>,
    /// Minutes a day that it takes to meet them and to review what is due, at the pace of the member's last 28 days: the time
    /// of an answer, and the answers that a new word has cost them, reviews of older words included. Null: the day has come, or
    /// they do not share their ACTIVITY, or have given fewer than 20 answers or met no new word in these days.
    minutes_per_day: Option<f64>,
}

impl ClubMemberReadiness {
    /// The member, and what is said of them.
    fn edge(row: app::MemberForecast, words: u32) -> (ClubMembership, Self) {
        let app::MemberForecast { member, readiness, gap } = row;
        let said = Self {
            begun: readiness.begun,
            without_reviews: ExpectedWords::new(readiness.without_reviews, words),
            with_reviews: ExpectedWords::new(readiness.with_reviews, words),
            missing: decimal_64(f64::from(words) - readiness.with_reviews.known),
            new_words_per_day: gap.new_words_per_day.map(decimal_64),
            minutes_per_day: gap.minutes_per_day.map(decimal_64),
        };
        (ClubMembership(Arc::new(member.membership)), said)
    }
}
