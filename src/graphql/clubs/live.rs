//! The subscription `clubActivity`.

use std::sync::Arc;

use async_graphql::{Context, ID, SimpleObject, Subscription};
use chrono::{DateTime, Utc};
use futures_util::{Stream, stream};

use super::ClubMembership;
use crate::app::clubs as app;
use crate::domain::clubs as domain;
use crate::domain::ids::ClubId;
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
        let follower = match ClubId::from_global(&club_id) {
            Some(club) => app::follow_club(&caller, club).await?,
            None => None,
        };
        let context = ctx.data_unchecked::<RequestContext>().clone();
        Ok(stream::unfold(Next::of(follower), move |next| {
            let context = context.clone();
            async move {
                let mut follower = match next {
                    Next::Event(follower) => follower,
                    Next::Goodbye => return Some((Ok(None), Next::Nothing)),
                    Next::Nothing => return None,
                };
                match follower.next().await {
                    Ok(Some((caller, answered))) => {
                        let update = ActivityUpdate {
                            at: caller.now,
                            members: answered.into_iter().map(ActiveMember::from).collect(),
                        };
                        // What is asked of the members is told as of now, and not as of when the subscription began.
                        context.go_on_as(caller);
                        Some((Ok(Some(update)), Next::Event(follower)))
                    }
                    Ok(None) => Some((Ok(None), Next::Nothing)),
                    Err(error) => Some((Err(error.into()), Next::Nothing)),
                }
            }
        }))
    }
}

/// What comes next of a subscription.
enum Next {
    Event(Box<app::ClubFollower>),
    /// That there is no such club.
    Goodbye,
    Nothing,
}

impl Next {
    fn of(follower: Option<app::ClubFollower>) -> Self {
        follower.map_or(Self::Goodbye, |follower| Self::Event(Box::new(follower)))
    }
}
