//! The subscription `progressUpdated`.

use async_graphql::{Context, Subscription};
use futures_util::{Stream, stream};

use crate::app::learning as app;
use crate::graphql::RequestContext;
use crate::graphql::accounts::StudyDay;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;

/// The root of the learner's subscriptions.
#[derive(Default)]
pub struct LearningSubscription;

#[Subscription]
impl LearningSubscription {
    /// The viewer's current study day: immediately, then about a second after each change of the viewer's data on any
    /// device, and when another study day begins. Several changes may be combined into one event. If the session ends,
    /// the subscription ends within a few seconds with the error `UNAUTHENTICATED`. If nobody is logged in, it fails
    /// with the same error at once.
    async fn progress_updated(
        &self,
        ctx: &Context<'_>,
    ) -> Result<impl Stream<Item = Result<StudyDay, ApiError>> + use<>, ApiError> {
        let subscription = app::subscribe_to_progress(&request(ctx).caller).await?;
        let context = ctx.data_unchecked::<RequestContext>().clone();
        Ok(stream::unfold(Some(subscription), move |subscription| {
            let context = context.clone();
            async move {
                let mut subscription = subscription?;
                match subscription.next().await {
                    Ok((caller, today)) => {
                        // Fields of the day are resolved as of now, not as of the start of the subscription.
                        context.replace_caller(caller);
                        Some((Ok(today.into()), Some(subscription)))
                    }
                    Err(error) => Some((Err(error.into()), None)),
                }
            }
        }))
    }
}
