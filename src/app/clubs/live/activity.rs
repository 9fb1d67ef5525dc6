//! Live activity of a club: a leader is notified when members who share their activity answer.

use std::collections::{HashMap, HashSet};

use super::{LiveQuery, LiveSubscription, Refresh, refuse_archived, subscribe};
use crate::app::change_poller::Watchable;
use crate::app::clubs::access_log::{log_access, sharing_members_for_leader};
use crate::app::{AppError, Caller, Services};
use crate::db;
use crate::db::clubs::StateDigest;
use crate::domain::clubs::{ActiveMember, ClubAccessSubject, ClubMembership, Shared};
use crate::domain::ids::{AccountId, ClubId};

/// A session's subscription to a club. The session is identified by the hash of its token.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct ClubSubscriptionKey {
    token_hash: Vec<u8>,
    club: ClubId,
}

impl Watchable for ClubSubscriptionKey {
    type State = StateDigest;

    async fn load_states(services: &Services, keys: &[Self]) -> Result<HashMap<Self, StateDigest>, AppError> {
        let subscriptions: Vec<_> = keys.iter().map(|key| (key.token_hash.clone(), key.club)).collect();
        let mut connection = services.database.session().connection(None).await?;
        let found = db::clubs::states_of_clubs(&mut connection, &subscriptions, services.clock.now()).await?;
        Ok(found.into_iter().map(|((token_hash, club), state)| (Self { token_hash, club }, state)).collect())
    }
}

/// The members who have answered, in the order of joining.
pub type ActiveMembers = Vec<(ClubMembership, ActiveMember)>;

/// The activity of a club's members on their current study days.
pub struct ActivityQuery {
    club: ClubId,
    /// The activity at the last refresh; `None` before the first one.
    known: Option<HashMap<AccountId, ActiveMember>>,
    /// Members whose access log already records this subscription.
    logged_members: HashSet<AccountId>,
}

/// Subscribes to a club's activity: the snapshot contains the members who have answered on their current study day,
/// later updates contain the members who have answered since. `None` if the caller does not lead the club. Fails with
/// `ClubArchived` if it is archived. One SQL statement.
pub async fn subscribe_to_club(
    caller: &Caller,
    club: ClubId,
) -> Result<Option<LiveSubscription<ActivityQuery>>, AppError> {
    let query = ActivityQuery { club, known: None, logged_members: HashSet::new() };
    let key = |token_hash| ClubSubscriptionKey { token_hash, club };
    let subscription = subscribe(caller, &caller.services.club_pollers.activity, key, query).await?;
    if subscription.is_none() {
        refuse_archived(caller, club).await?;
    }
    Ok(subscription)
}

impl LiveQuery for ActivityQuery {
    type Update = ActiveMembers;

    /// Returns the members who have answered since the last refresh, among those who share their activity now. Records
    /// the access once for each member.
    async fn refresh(&mut self, caller: &Caller) -> Result<Refresh<ActiveMembers>, AppError> {
        let leader = caller.viewer()?.account.id;
        let mut connection = caller.connection().await?;
        let own = db::clubs::clubs_of_member(&mut connection, leader, &[self.club]).await?;
        let Some((_, own)) = own.into_iter().next() else { return Ok(Refresh::NotVisible) };
        let members = sharing_members_for_leader(caller, &mut connection, &own, Shared::Activity).await?;
        let Some(members) = members else { return Ok(Refresh::NotVisible) };
        let days: Vec<_> = members
            .iter()
            .map(|member| (member.membership.learner_id, member.settings.calendar().day_of(caller.now)))
            .collect();
        let active = db::clubs::active_members(&mut connection, &days).await?;
        let new = |learner: &AccountId| !self.logged_members.contains(learner);
        let new: Vec<AccountId> = days.iter().map(|(learner, _)| *learner).filter(new).collect();
        log_access(caller, &mut connection, &own, ClubAccessSubject::Activity, &new).await?;
        self.logged_members.extend(new);

        let active: HashMap<AccountId, ActiveMember> =
            active.into_iter().map(|member| (member.learner_id, member)).collect();
        let answered = members.into_iter().filter_map(|member| {
            let activity = *active.get(&member.membership.learner_id)?;
            let before = self.known.as_ref().and_then(|known| known.get(&activity.learner_id));
            activity.has_answered_since(before).then_some((member.membership, activity))
        });
        let mut answered: ActiveMembers = answered.collect();
        answered.sort_by_key(|(member, _)| member.joining_place());
        let is_first = self.known.replace(active).is_none();
        Ok(if is_first || !answered.is_empty() { Refresh::Changed(answered) } else { Refresh::Unchanged })
    }
}
