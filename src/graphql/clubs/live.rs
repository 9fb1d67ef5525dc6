//! The subscriptions `clubActivity` and `assignmentProgress`.

use std::sync::Arc;

use async_graphql::{Context, ID, SimpleObject, Subscription};
use chrono::{DateTime, Utc};
use futures_util::{Stream, stream};

use super::assignment::AssignmentProgress;
use super::{Assignment, ClubMembership};
use crate::app::clubs as app;
use crate::domain::clubs as domain;
use crate::domain::ids::{AssignmentId, ClubId};
use crate::graphql::RequestContext;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::scalars::Date;

/// Members of a club who have answered.
#[derive(SimpleObject)]
pub struct ActivityUpdate {
    /// When this was seen.
    at: DateTime<Utc>,
    /// Who has answered since the event before; in the first event, who has answered on their present study day. In the order
    /// of joining.
    members: Vec<ActiveMember>,
}

/// What a member has done on their present study day.
#[derive(SimpleObject)]
pub struct ActiveMember {
    /// The member.
    membership: ClubMembership,
    /// The study day, by the member's own time zone.
    date: Date,
    /// When the last answer was given.
    last_reviewed_at: DateTime<Utc>,
    /// Answers on that day so far.
    reviews: u32,
    /// Words whose first answer was on that day.
    new_words: u32,
}

impl From<(domain::ClubMembership, domain::ActiveMember)> for ActiveMember {
    fn from((membership, active): (domain::ClubMembership, domain::ActiveMember)) -> Self {
        Self {
            membership: ClubMembership(Arc::new(membership)),
            date: Date(active.study_day.date()),
            last_reviewed_at: active.last_reviewed_at,
            reviews: active.reviews,
            new_words: active.new_words,
        }
    }
}

/// An assignment, and members who have got on with it.
#[derive(SimpleObject)]
pub struct AssignmentProgressUpdate {
    /// When this was seen.
    at: DateTime<Utc>,
    /// The assignment as it is then.
    assignment: Assignment,
    /// Who is elsewhere with it than in the event before; in the first event, all whom it is for. In the order of joining.
    members: Vec<AssignedMemberProgress>,
}

/// How far one of the members is with an assignment.
#[derive(SimpleObject)]
pub struct AssignedMemberProgress {
    /// The member.
    membership: ClubMembership,
    /// How far the member is.
    progress: AssignmentProgress,
}

impl From<(domain::ClubMembership, app::Standing)> for AssignedMemberProgress {
    fn from((membership, standing): (domain::ClubMembership, app::Standing)) -> Self {
        Self { membership: ClubMembership(Arc::new(membership)), progress: standing.into() }
    }
}

/// Root of the subscriptions of clubs.
#[derive(Default)]
pub struct ClubsSubscription;

#[Subscription]
impl ClubsSubscription {
    /// Who learns in a club now, for its leaders: at once the members who have answered on their present study day, and then,
    /// about a second later, whoever answers; several at once come as one event. Of members who share `ACTIVITY` alone, and no
    /// longer from the next event after one has withdrawn that. Whoever is followed can read it in the log of looks. The event
    /// null: there is no such club, or the viewer does not, or no longer, lead it; with it the subscription ends. It ends
    /// within a few seconds with the error `UNAUTHENTICATED` after the session has ended, which is also what it begins with
    /// where nobody is logged in. What was missed between two subscriptions is in the first event of the second.
    async fn club_activity(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The club.")] club_id: ID,
    ) -> Result<impl Stream<Item = Result<Option<ActivityUpdate>, ApiError>> + use<>, ApiError> {
        let caller = request(ctx).caller.clone();
        caller.viewer()?;
        let follower = app::follow_club(&caller, ClubId::from_global_or_nil(&club_id)).await?;
        Ok(events(ctx, follower, |at, answered: app::Answered| ActivityUpdate {
            at,
            members: answered.into_iter().map(ActiveMember::from).collect(),
        }))
    }

    /// How members get on with an assignment, for its club's leaders: at once how far each is whom it is for, as
    /// `Assignment.progress` tells it, and then, about a second later, whoever gets on; several at once come as one event. When
    /// a member's study day is over, what became of it (`status`) is told within a quarter of an hour, and so is a change of
    /// the assignment itself at once. Of members who share `RESULTS` alone, and no longer from the next event after one has
    /// withdrawn that. Whoever is followed can read it in the log of looks. The event null: there is no such assignment, or
    /// the viewer does not, or no longer, lead its club; with it the subscription ends. It ends within a few seconds with the
    /// error `UNAUTHENTICATED` after the session has ended, which is also what it begins with where nobody is logged in. What
    /// was missed between two subscriptions is in the first event of the second.
    async fn assignment_progress(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The assignment.")] assignment_id: ID,
    ) -> Result<impl Stream<Item = Result<Option<AssignmentProgressUpdate>, ApiError>> + use<>, ApiError>
    {
        let caller = request(ctx).caller.clone();
        caller.viewer()?;
        let id = AssignmentId::from_global_or_nil(&assignment_id);
        let follower = app::follow_assignment(&caller, id).await?;
        Ok(events(ctx, follower, |at, news: app::ProgressNews| AssignmentProgressUpdate {
            at,
            assignment: Assignment(Arc::new(news.assignment)),
            members: news.members.into_iter().map(AssignedMemberProgress::from).collect(),
        }))
    }
}

/// The events of a follower; of none, the one that says that there is nothing to follow.
fn events<V: app::View, T>(
    ctx: &Context<'_>,
    follower: Option<app::Follower<V>>,
    told: fn(DateTime<Utc>, V::News) -> T,
) -> impl Stream<Item = Result<Option<T>, ApiError>> + use<V, T> {
    let context = ctx.data_unchecked::<RequestContext>().clone();
    let first = follower.map_or(Next::Goodbye, |follower| Next::Event(Box::new(follower)));
    stream::unfold(first, move |next| {
        let context = context.clone();
        async move {
            let mut follower = match next {
                Next::Event(follower) => follower,
                Next::Goodbye => return Some((Ok(None), Next::Nothing)),
                Next::Nothing => return None,
            };
            match follower.next().await {
                Ok(Some((caller, news))) => {
                    let event = told(caller.now, news);
                    // What is asked of the members is told as of now, and not as of when the subscription began.
                    context.go_on_as(caller);
                    Some((Ok(Some(event)), Next::Event(follower)))
                }
                Ok(None) => Some((Ok(None), Next::Nothing)),
                Err(error) => Some((Err(error.into()), Next::Nothing)),
            }
        }
    })
}

/// What comes next of a subscription.
enum Next<V> {
    Event(Box<app::Follower<V>>),
    /// That there is nothing to follow.
    Goodbye,
    Nothing,
}
