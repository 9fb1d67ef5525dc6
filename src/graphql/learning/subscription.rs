//! The subscription `progressUpdated`.

use async_graphql::{Context, Subscription};
use futures_util::{Stream, stream};

use crate::app::learning as app;
use crate::graphql::RequestContext;
use crate::graphql::accounts::StudyDay;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;

/// Root of the learner's subscriptions.
#[derive(Default)]
pub struct LearningSubscription;

#[Subscription]
impl LearningSubscription {
    /// The viewer's present study day, at once and then again, about a second after anything of theirs has changed, on
    /// whichever device, or another study day has begun. Several changes at once may come as one. After the session has
    /// ended, it ends within a few seconds with the error `UNAUTHENTICATED`, which is also what it begins with where
    /// nobody is logged in.
    async fn progress_updated(
        &self,
        ctx: &Context<'_>,
    ) -> Result<impl Stream<Item = Result<StudyDay, ApiError>> + use<>, ApiError> {
        let follower = app::follow(&request(ctx).caller).await?;
        let context = ctx.data_unchecked::<RequestContext>().clone();
        Ok(stream::unfold(Some(follower), move |follower| {
            let context = context.clone();
            async move {
                let mut follower = follower?;
                match follower.next().await {
                    Ok((caller, today)) => {
                        // What is asked of the day is told as of now, and not as of when the subscription began.
                        context.go_on_as(caller);
                        Some((Ok(today.into()), Some(follower)))
                    }
                    Err(error) => Some((Err(error.into()), None)),
                }
            }
        }))
    }
}
