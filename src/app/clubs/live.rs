//! A leader follows a club: is told when members answer who share their activity.

use std::collections::{HashMap, HashSet};

use tokio::sync::watch;
use tokio::time::sleep;

use super::looking::{note_look, sharing_members};
use crate::app::following::{POLL, Watched};
use crate::app::learning::as_of_now;
use crate::app::{AppError, Caller, Services};
use crate::db;
use crate::db::clubs::ClubState;
use crate::domain::clubs::{ActiveMember, ClubMembership, LookSubject, Shared};
use crate::domain::ids::{AccountId, ClubId};

/// A club that a session follows, by the hash of its token.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(in crate::app) struct FollowedClub {
    token_hash: Vec<u8>,
    club: ClubId,
}

impl Watched for FollowedClub {
    type Seen = ClubState;

    async fn look(services: &Services, keys: &[Self]) -> Result<HashMap<Self, ClubState>, AppError> {
        let followed: Vec<_> = keys.iter().map(|key| (key.token_hash.clone(), key.club)).collect();
        let mut connection = services.database.session().connection().await?;
        let found = db::clubs::states_of_clubs(&mut connection, &followed, services.clock.now()).await?;
        Ok(found.into_iter().map(|((token_hash, club), state)| (Self { token_hash, club }, state)).collect())
    }
}

/// Somebody who follows a club that they lead. Dropped, it is forgotten at the next poll.
pub struct ClubFollower {
    caller: Caller,
    followed: FollowedClub,
    seen: watch::Receiver<ClubState>,
    /// What was told last; none: nothing yet.
    told: Option<ClubState>,
    /// What members had done when it was looked at last.
    known: HashMap<AccountId, ActiveMember>,
    /// Members who were told that they are looked at.
    looked_at: HashSet<AccountId>,
}

/// Members who have answered, in the order of joining.
pub type Answered = Vec<(ClubMembership, ActiveMember)>;

/// Begins to follow a club; none: the caller does not lead it. One statement.
pub async fn follow_club(caller: &Caller, club: ClubId) -> Result<Option<ClubFollower>, AppError> {
    caller.viewer()?;
    let token_hash = caller.token_hash.clone().ok_or(AppError::Unauthenticated)?;
    let followed = FollowedClub { token_hash, club };
    // Known before anything is read: what changes after it is told.
    let mut found = FollowedClub::look(&caller.services, std::slice::from_ref(&followed)).await?;
    let Some(now) = found.remove(&followed) else { return Ok(None) };
    let seen = caller.services.club_followers.follow(&followed, now, &caller.services);
    Ok(Some(ClubFollower {
        caller: caller.clone(),
        followed,
        seen,
        told: None,
        known: HashMap::new(),
        looked_at: HashSet::new(),
    }))
}

impl ClubFollower {
    /// At once the members who have answered on their present study day, and then whoever answers; with them the caller
    /// as of then. None once the caller no longer leads the club; `Unauthenticated` once the session has ended. What
    /// happens while nobody listens is told as one.
    pub async fn next(&mut self) -> Result<Option<(Caller, Answered)>, AppError> {
        loop {
            let told = self.told;
            let changed = self.seen.wait_for(|seen| told != Some(*seen)).await.map(|seen| *seen);
            // Where nothing is seen any more, one last look tells why.
            match self.look().await {
                Err(AppError::Unavailable(why)) => {
                    tracing::warn!(%why, "a follower has to wait");
                    sleep(POLL).await;
                }
                Err(error) => return Err(error),
                Ok(None) => return Ok(None),
                Ok(Some((caller, answered))) => {
                    let Ok(changed) = changed else { return Ok(None) };
                    let is_first = self.told.replace(changed).is_none();
                    if is_first || !answered.is_empty() {
                        return Ok(Some((caller, answered)));
                    }
                }
            }
        }
    }

    /// Who has answered since the last look, by those who share it now. Whoever is looked at for the first time can read it.
    async fn look(&mut self) -> Result<Option<(Caller, Answered)>, AppError> {
        let caller = as_of_now(&self.caller, &self.followed.token_hash).await?;
        let leader = caller.viewer()?.account.id;
        let mut connection = caller.connection().await?;
        let own = db::clubs::clubs_of_member(&mut connection, leader, &[self.followed.club]).await?;
        let Some((_, own)) = own.into_iter().next() else { return Ok(None) };
        let members = sharing_members(&caller, &mut connection, &own, Shared::Activity).await?;
        let Some(members) = members else { return Ok(None) };
        let days: Vec<_> = members
            .iter()
            .map(|member| (member.membership.learner_id, member.settings.calendar().day_of(caller.now)))
            .collect();
        let active = db::clubs::active_members(&mut connection, &days).await?;
        let new = |learner: &AccountId| !self.looked_at.contains(learner);
        let new: Vec<AccountId> = days.iter().map(|(learner, _)| *learner).filter(new).collect();
        note_look(&caller, &mut connection, &own, LookSubject::Activity, &new).await?;
        self.looked_at.extend(new);

        let active: HashMap<AccountId, ActiveMember> =
            active.into_iter().map(|member| (member.learner_id, member)).collect();
        let answered = members.into_iter().filter_map(|member| {
            let activity = *active.get(&member.membership.learner_id)?;
            let seen = self.known.get(&activity.learner_id);
            activity.has_answered_since(seen).then_some((member.membership, activity))
        });
        let answered: Answered = answered.collect();
        self.known = active;
        Ok(Some((caller, answered)))
    }
}
