//! `ClubInsight.readiness`: the words that members will know on a day.

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

/// A forecast of the words that members will know on a day.
pub struct ClubReadiness {
    pub(super) own: Arc<(Club, DomainMembership)>,
    pub(super) day: StudyDay,
    pub(super) readiness: app::Readiness,
}

/// A forecast of how many of the given words the members who share RESULTS will know on a day.
///
/// The probability that a word is remembered is the value of the FSRS-6 forgetting curve on that day, with the member's
/// own parameters. The curve is that of one of the word's cards: the first in the order RECOGNIZE, PRODUCE, LISTEN,
/// INFLECT that has been reviewed, as in `Word.memory`. The expected number of known words is the sum of the
/// probabilities; a word that was never reviewed adds nothing. Words are assumed to be independent, so the number has a
/// Poisson-binomial distribution. The 90% interval is computed from its variance by the normal approximation. It covers
/// random variation, not errors of the model.
///
/// There are two scenarios. `withoutReviews`: nothing is reviewed until the day. `withReviews`: every card is reviewed
/// on the day on which it is due (overdue cards today) and comes back after its current interval. Its stability stays
/// as it is: remembering does not raise it and forgetting does not lower it.
#[Object]
impl ClubReadiness {
    /// The day.
    async fn day(&self) -> Date {
        Date(self.day.date())
    }

    /// The number of given words, each counted once.
    async fn word_count(&self) -> u32 {
        self.readiness.words
    }

    /// The number of members who share RESULTS.
    async fn sharing_members(&self) -> u32 {
        self.readiness.sharing_members
    }

    /// Whether the means are withheld because fewer than three members share RESULTS.
    async fn is_withheld(&self) -> bool {
        self.readiness.totals.is_none()
    }

    /// The mean number of words that a member is expected to know on the day if nothing is reviewed until then, with
    /// the interval of the mean. Null if withheld.
    async fn without_reviews(&self) -> Option<ExpectedWords> {
        self.readiness.totals.map(|(without_reviews, _)| self.mean(without_reviews))
    }

    /// The mean number of words that a member is expected to know on the day if all due cards are reviewed, with the
    /// interval of the mean. Null if withheld.
    async fn with_reviews(&self) -> Option<ExpectedWords> {
        self.readiness.totals.map(|(_, with_reviews)| self.mean(with_reviews))
    }

    /// The members who share RESULTS, by `alias` or else `displayName`, in Kazakh alphabetical order. Each access is
    /// recorded in the members' access log.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn members(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<ListWith<ClubMembership, ClubMemberReadiness>>, ApiError> {
        const LIST: &str = "club.insight.readiness.members";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let page = app::page_of(page, self.readiness.members.clone());
        let ids: Vec<_> = page.rows.iter().map(|(_, row)| row.member.membership.learner_id).collect();
        app::log_member_access(&request(context).caller, &self.own.1, ClubAccessSubject::Readiness, &ids)
            .await?;
        let words = self.readiness.words;
        Ok(Some(connection_with(LIST, page, |row| ClubMemberReadiness::edge(row, words))))
    }
}

impl ClubReadiness {
    fn mean(&self, sum: domain::Expected) -> ExpectedWords {
        let members = f64::from(self.readiness.sharing_members.max(1));
        let mean =
            domain::Expected { known: sum.known / members, variance: sum.variance / (members * members) };
        ExpectedWords::new(mean, self.readiness.words)
    }
}

/// An expected number of known words, with its 90% interval.
#[derive(SimpleObject)]
pub struct ExpectedWords {
    /// The expected number: the sum of the probabilities that each word is remembered.
    known: f64,
    /// The lower bound of the 90% interval, at least 0.
    low: f64,
    /// The upper bound of the 90% interval, at most the number of words.
    high: f64,
}

impl ExpectedWords {
    fn new(expected: domain::Expected, words: u32) -> Self {
        let (low, high) = domain::interval_90(expected, f64::from(words));
        Self { known: decimal_64(expected.known), low: decimal_64(low), high: decimal_64(high) }
    }
}

/// An edge to a member: the member's forecast.
#[derive(SimpleObject)]
pub struct ClubMemberReadiness {
    /// The number of the given words that the member has reviewed at least once.
    begun_words: u32,
    /// The number of the given words that the member is expected to know on the day if the member reviews nothing until
    /// then.
    without_reviews: ExpectedWords,
    /// The number of the given words that the member is expected to know on the day if the member reviews all due
    /// cards.
    with_reviews: ExpectedWords,
    /// The expected number of the given words that the member will not know even with these reviews: words never
    /// reviewed, and words forgotten.
    missing_words: f64,
    /// The number of new words per day that the member must begin, from today on, to have begun all given words before
    /// that day. Null if the day is today.
    new_words_per_day: Option<f64>,
    /// The number of minutes per day that the member needs to learn these new words and review due cards, at their pace
    /// in the last 28 days. The pace is the time per answer, and the number of all answers (including those to older
    /// words) per new word. Null if the day is today, if the member does not share ACTIVITY, or if the member gave
    /// fewer than 20 answers in these 28 days. Also null if there are new words to learn and the member began none in
    /// these 28 days.
    minutes_per_day: Option<f64>,
}

impl ClubMemberReadiness {
    /// Splits a member's forecast into the edge's node and its fields.
    fn edge(row: app::MemberForecast, words: u32) -> (ClubMembership, Self) {
        let app::MemberForecast { member, readiness, gap } = row;
        let edge = Self {
            begun_words: readiness.begun_words,
            without_reviews: ExpectedWords::new(readiness.without_reviews, words),
            with_reviews: ExpectedWords::new(readiness.with_reviews, words),
            missing_words: decimal_64(f64::from(words) - readiness.with_reviews.known),
            new_words_per_day: gap.new_words_per_day.map(decimal_64),
            minutes_per_day: gap.minutes_per_day.map(decimal_64),
        };
        (ClubMembership(Arc::new(member.membership)), edge)
    }
}
