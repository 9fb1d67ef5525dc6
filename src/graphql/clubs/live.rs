//! The subscriptions `clubActivity`, `assignmentProgress` and `clubNews`: live updates for leaders and members of clubs.

use std::sync::Arc;

use async_graphql::{Context, ID, SimpleObject, Subscription};
use chrono::{DateTime, Utc};
use futures_util::{Stream, StreamExt as _, stream};
use graphql_engine::ListOf;

use super::assignment::AssignmentProgress;
use super::{Assignment, ClubJoinRequest, ClubMembership};
use crate::app::clubs as app;
use crate::domain::clubs as domain;
use crate::domain::ids::{AssignmentId, ClubId};
use crate::graphql::RequestContext;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::scalars::Date;

/// An event of the subscription `clubActivity`: the members of a club who have answered.
#[derive(SimpleObject)]
pub struct ActivityUpdate {
    /// The time at which this data was read.
    at: DateTime<Utc>,
    /// In the first event, the members who have answered on their current study day. In later events, the members who
    /// have answered since the previous event. In the order of joining.
    members: ListOf<ActiveMember>,
}

/// A member's activity on their current study day.
#[derive(SimpleObject)]
pub struct ActiveMember {
    /// The member.
    membership: ClubMembership,
    /// The study day, in the member's own time zone.
    date: Date,
    /// The time of the last answer.
    last_reviewed_at: DateTime<Utc>,
    /// The number of reviews on that day so far.
    reviews: u32,
    /// The number of words first answered on that day.
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

/// An event of the subscription `assignmentProgress`: an assignment, and members whose progress has changed.
#[derive(SimpleObject)]
pub struct AssignmentProgressUpdate {
    /// The time at which this data was read.
    at: DateTime<Utc>,
    /// The assignment at that time.
    assignment: Assignment,
    /// In the first event, all members who have the assignment and share RESULTS. In later events, the members whose
    /// progress or status has changed since the previous event. In the order of joining.
    members: ListOf<AssignedMemberProgress>,
}

/// A member's progress in an assignment.
#[derive(SimpleObject)]
pub struct AssignedMemberProgress {
    /// The member.
    membership: ClubMembership,
    /// The progress.
    progress: AssignmentProgress,
}

impl From<(domain::ClubMembership, app::MemberAssignmentProgress)> for AssignedMemberProgress {
    fn from((membership, progress): (domain::ClubMembership, app::MemberAssignmentProgress)) -> Self {
        Self { membership: ClubMembership(Arc::new(membership)), progress: progress.into() }
    }
}

impl AssignmentProgressUpdate {
    fn all(at: DateTime<Utc>, updates: Vec<app::ProgressUpdate>) -> Vec<Self> {
        let update = |update: app::ProgressUpdate| Self {
            at,
            assignment: Assignment(Arc::new(update.assignment)),
            members: update.members.into_iter().map(AssignedMemberProgress::from).collect(),
        };
        updates.into_iter().map(update).collect()
    }
}

/// An event of the subscription `clubNews`: what is new in the viewer's clubs.
#[derive(SimpleObject)]
pub struct ClubNews {
    /// The time at which this data was read.
    at: DateTime<Utc>,
    /// In the first event, all assignments of the viewer that are neither withdrawn nor over. In later events, those
    /// that are new, or have a new note or last day, since the previous event. The oldest come first.
    assignments: ListOf<Assignment>,
    /// In the first event, all open requests to join the clubs that the viewer leads, at most the 100 newest. In later
    /// events, those that are new or have changed since the previous event. The oldest come first.
    join_requests: ListOf<ClubJoinRequest>,
}

impl ClubNews {
    fn new(at: DateTime<Utc>, news: app::ClubNews) -> Self {
        Self {
            at,
            assignments: news.assignments.into_iter().map(|row| Assignment(Arc::new(row))).collect(),
            join_requests: news.requests.into_iter().map(|row| ClubJoinRequest(Arc::new(row))).collect(),
        }
    }
}

/// The root of the club subscriptions.
#[derive(Default)]
pub struct ClubsSubscription;

#[Subscription]
impl ClubsSubscription {
    /// Shows a club's leaders which members are learning now. The first event comes at once and contains the members
    /// who have answered on their current study day. Later events come about a second after an answer and contain the
    /// members who have answered since. Simultaneous answers of several members are combined into one event. After a
    /// reconnection, the first event includes everything that was missed.
    ///
    /// Only members who share ACTIVITY are included; a member who stops sharing it is excluded from the next event on.
    /// The access is recorded in the access log of every member of the club who shares ACTIVITY.
    ///
    /// A null event means that the club does not exist, that the viewer does not lead it (or no longer does), or that
    /// it has been archived meanwhile. It ends the subscription. An archived club fails with `BAD_USER_INPUT`. The
    /// subscription ends with the error `UNAUTHENTICATED` within a few seconds after the session ends, or at once if
    /// nobody is logged in.
    async fn club_activity(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The id of the club.")] club_id: ID,
    ) -> Result<impl Stream<Item = Result<Option<ActivityUpdate>, ApiError>> + use<>, ApiError> {
        let caller = request(ctx).caller.clone();
        caller.viewer()?;
        let subscription = app::subscribe_to_club(&caller, ClubId::from_global_or_nil(&club_id)).await?;
        Ok(events(ctx, subscription, |at, members: app::ActiveMembers| ActivityUpdate {
            at,
            members: members.into_iter().map(ActiveMember::from).collect(),
        }))
    }

    /// Shows a club's leaders how members progress in an assignment. The first event comes at once and contains the
    /// progress of all members who have the assignment, as in `Assignment.progress`. Later events come about a second
    /// after a change and contain the members whose progress has changed. Simultaneous changes of several members are
    /// combined into one event. A `status` that changes because a day is over is sent within 15 minutes. A change to
    /// the assignment itself is sent at once. After a reconnection, the first event includes everything that was
    /// missed.
    ///
    /// Without `assignmentId`, the events cover all assignments that are neither withdrawn nor over, in all clubs that
    /// the viewer leads, including assignments that are created later. Each event is about one assignment.
    ///
    /// Only members who share RESULTS are included; a member who stops sharing it is excluded from the next event on.
    /// The access is recorded in the access log of every included member.
    ///
    /// A null event means that the assignment does not exist, that the viewer does not lead its club (or no longer
    /// does), or that the club has been archived meanwhile. It ends the subscription. An archived club fails with
    /// `BAD_USER_INPUT`. The subscription ends with the error `UNAUTHENTICATED` within a few seconds after the session
    /// ends, or at once if nobody is logged in.
    async fn assignment_progress(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The id of the assignment. If omitted, all running assignments.")]
        assignment_id: Option<ID>,
    ) -> Result<impl Stream<Item = Result<Option<AssignmentProgressUpdate>, ApiError>> + use<>, ApiError>
    {
        let caller = request(ctx).caller.clone();
        caller.viewer()?;
        let subscription = match assignment_id {
            Some(id) => app::subscribe_to_assignment(&caller, AssignmentId::from_global_or_nil(&id)).await?,
            None => app::subscribe_to_all_assignments(&caller).await?,
        };
        Ok(events(ctx, subscription, AssignmentProgressUpdate::all).flat_map(one_by_one))
    }

    /// Notifies the viewer of their assignments in all clubs, and of the requests to join the clubs that they lead. The
    /// first event comes at once. Later events come about a second after an assignment or a request was created or
    /// changed. After a reconnection, the first event includes everything that was missed.
    ///
    /// An event is null only if the session ends at that moment. The subscription ends with the error `UNAUTHENTICATED`
    /// within a few seconds after the session ends, or at once if nobody is logged in.
    async fn club_news(
        &self,
        ctx: &Context<'_>,
    ) -> Result<impl Stream<Item = Result<Option<ClubNews>, ApiError>> + use<>, ApiError> {
        let caller = request(ctx).caller.clone();
        caller.viewer()?;
        Ok(events(ctx, app::subscribe_to_club_news(&caller).await?, ClubNews::new))
    }
}

/// Splits an event that holds several.
fn one_by_one<T>(event: Result<Option<Vec<T>>, ApiError>) -> impl Stream<Item = Result<Option<T>, ApiError>> {
    let events = match event {
        Ok(Some(events)) => events.into_iter().map(|event| Ok(Some(event))).collect(),
        Ok(None) => vec![Ok(None)],
        Err(error) => vec![Err(error)],
    };
    stream::iter(events)
}

/// Turns the updates of a subscription into events. A null event ends the stream; without a subscription it is the only
/// event.
fn events<Q: app::LiveQuery, T>(
    ctx: &Context<'_>,
    subscription: Option<app::LiveSubscription<Q>>,
    to_event: fn(DateTime<Utc>, Q::Update) -> T,
) -> impl Stream<Item = Result<Option<T>, ApiError>> + use<Q, T> {
    let context = ctx.data_unchecked::<RequestContext>().clone();
    let first = subscription.map_or(Next::Null, |subscription| Next::Update(Box::new(subscription)));
    stream::unfold(first, move |next| {
        let context = context.clone();
        async move {
            let mut subscription = match next {
                Next::Update(subscription) => subscription,
                Next::Null => return Some((Ok(None), Next::End)),
                Next::End => return None,
            };
            match subscription.next().await {
                Ok(Some((caller, update))) => {
                    let event = to_event(caller.now, update);
                    // The event's fields are resolved as of this event, not as of the start of the subscription.
                    context.replace_caller(caller);
                    Some((Ok(Some(event)), Next::Update(subscription)))
                }
                Ok(None) => Some((Ok(None), Next::End)),
                Err(error) => Some((Err(error.into()), Next::End)),
            }
        }
    })
}

/// The next step of an event stream.
enum Next<Q> {
    /// Wait for an update.
    Update(Box<app::LiveSubscription<Q>>),
    /// Send a null event.
    Null,
    /// End the stream.
    End,
}
