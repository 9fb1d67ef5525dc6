//! Reminders on devices, by Web Push.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use graphql_engine::ListOf;

use super::Viewer;
use crate::app::reminders::{self as app, NewSubscription};
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};

/// The query of the key for subscriptions.
#[derive(Default)]
pub struct PushQuery;

#[Object]
impl PushQuery {
    /// The public key with which a browser subscribes to push messages of this service: the `applicationServerKey` of
    /// `PushManager.subscribe`, a point on P-256 in base64url without padding. Null if the service sends no push
    /// messages.
    async fn push_public_key(&self, context: &Context<'_>) -> Option<String> {
        app::push_public_key(&request(context).caller.services)
    }
}

/// A device's subscription to push messages, as the browser's `PushSubscription.toJSON()` returns it.
#[derive(InputObject)]
pub struct SubscribeToPushInput {
    /// The address of the subscription at the browser's push service, `https://…`; at most 2,000 characters.
    pub endpoint: String,
    /// `keys.p256dh`: the device's public key, an uncompressed point on P-256 (65 bytes) in base64url.
    #[graphql(name = "p256dh")]
    pub p256dh: String,
    /// `keys.auth`: the secret that the device shares with the service (16 bytes), in base64url.
    pub auth: String,
}

/// The device to unsubscribe.
#[derive(InputObject)]
pub struct UnsubscribeFromPushInput {
    /// The `endpoint` with which the device subscribed.
    pub endpoint: String,
}

/// The result of `subscribeToPush`.
#[derive(SimpleObject)]
pub struct SubscribeToPushPayload {
    /// The viewer, who gets reminders on this device from now on.
    viewer: Option<Viewer>,
    /// The problems with the input; empty on success. Codes: `PUSH_NOT_SET_UP`, `INVALID_PUSH_SUBSCRIPTION`.
    errors: ListOf<UserError>,
}

/// The result of `unsubscribeFromPush`.
#[derive(SimpleObject)]
pub struct UnsubscribeFromPushPayload {
    /// The viewer, who no longer gets reminders on this device.
    viewer: Option<Viewer>,
    /// Always empty: if the device is not subscribed, nothing changes. There are no codes.
    errors: ListOf<UserError>,
}

/// The mutations of reminders.
#[derive(Default)]
pub struct PushMutation;

#[Object]
impl PushMutation {
    /// Turns on reminders for the viewer on a device, in the language of the request. When reviewed cards are due
    /// (`Viewer.nextDueAt`), the device gets a message, at most once a day, between 08:00 and 21:00 in the viewer's
    /// time zone, and not within half an hour after a change of the viewer's data. The message is JSON:
    /// `{"title": "Time to review", "body": "5 cards to review.", "lang": "en"}`. A device may subscribe again; if it
    /// was subscribed for another account, it then reminds the viewer instead. An account has at most ten devices; a
    /// further one replaces the one that subscribed first. A subscription ends when the user revokes the permission on
    /// the device, or when the session ends, by a logout or in any other way: subscribe again after the next login.
    /// Requires a login.
    async fn subscribe_to_push(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The subscription.")] input: SubscribeToPushInput,
    ) -> Result<Option<SubscribeToPushPayload>, ApiError> {
        let request = request(context);
        let SubscribeToPushInput { endpoint, p256dh, auth } = input;
        let new = NewSubscription { endpoint, p256dh, auth };
        let subscribed = app::subscribe_to_push(&request.caller, new, request.language).await;
        let (subscribed, errors) = settle(subscribed, context)?;
        let viewer = request.caller.viewer.clone().filter(|_| subscribed.is_some()).map(Viewer);
        Ok(Some(SubscribeToPushPayload { viewer, errors }))
    }

    /// Ends the reminders on a device of the viewer. Requires a login.
    async fn unsubscribe_from_push(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The device.")] input: UnsubscribeFromPushInput,
    ) -> Result<Option<UnsubscribeFromPushPayload>, ApiError> {
        let request = request(context);
        app::unsubscribe_from_push(&request.caller, &input.endpoint).await?;
        let viewer = request.caller.viewer.clone().map(Viewer);
        Ok(Some(UnsubscribeFromPushPayload { viewer, errors: ListOf::default() }))
    }
}
