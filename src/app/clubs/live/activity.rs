//! A leader follows a club: is told when members answer who share their activity.

use std::collections::{HashMap, HashSet};

use super::{Follower, Sight, View, begin};
use crate::app::clubs::access_log::{log_access, sharing_members};
use crate::app::following::Watched;
use crate::app::{AppError, Caller, Services};
use crate::db;
use crate::db::clubs::StateDigest;
use crate::domain::clubs::{ActiveMember, ClubAccessSubject, ClubMembership, Shared};
use crate::domain::ids::{AccountId, ClubId};

/// A club that a session follows, by the hash of its token.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(in crate::app) struct FollowedClub {
    token_hash: Vec<u8>,
    club: ClubId,
}

impl Watched for FollowedClub {
    type Seen = StateDigest;

    async fn look(services: &Services, keys: &[Self]) -> Result<HashMap<Self, StateDigest>, AppError> {
        let followed: Vec<_> = keys.iter().map(|key| (key.token_hash.clone(), key.club)).collect();
        let mut connection = services.database.session().connection().await?;
        let found = db::clubs::states_of_clubs(&mut connection, &followed, services.clock.now()).await?;
        Ok(found.into_iter().map(|((token_hash, club), state)| (Self { token_hash, club }, state)).collect())
    }
}

/// Members who have answered, in the order of joining.
pub type Answered = Vec<(ClubMembership, ActiveMember)>;

/// What the members of a club have done on their present study days.
pub struct ActivityView {
    club: ClubId,
    /// What they had done when it was looked at last; none: it was not.
    known: Option<HashMap<AccountId, ActiveMember>>,
    /// Members who were told that they are looked at.
    accessed_at: HashSet<AccountId>,
}

/// Begins to follow a club: at once the members are told who have answered on their present study day, and then whoever
/// answers. None: the caller does not lead it. One statement.
pub async fn follow_club(caller: &Caller, club: ClubId) -> Result<Option<Follower<ActivityView>>, AppError> {
    let view = ActivityView { club, known: None, accessed_at: HashSet::new() };
    let key = |token_hash| FollowedClub { token_hash, club };
    begin(caller, &caller.services.club_followers, key, view).await
}

impl View for ActivityView {
    type News = Answered;

    /// Who has answered since the last look, by those who share it now. Whoever is looked at for the first time can read it.
    async fn look(&mut self, caller: &Caller) -> Result<Sight<Answered>, AppError> {
        let leader = caller.viewer()?.account.id;
        let mut connection = caller.connection().await?;
        let own = db::clubs::clubs_of_member(&mut connection, leader, &[self.club]).await?;
        let Some((_, own)) = own.into_iter().next() else { return Ok(Sight::Gone) };
        let members = sharing_members(caller, &mut connection, &own, Shared::Activity).await?;
        let Some(members) = members else { return Ok(Sight::Gone) };
        let days: Vec<_> = members
            .iter()
            .map(|member| (member.membership.learner_id, member.settings.calendar().day_of(caller.now)))
            .collect();
        let active = db::clubs::active_members(&mut connection, &days).await?;
        let new = |learner: &AccountId| !self.accessed_at.contains(learner);
        let new: Vec<AccountId> = days.iter().map(|(learner, _)| *learner).filter(new).collect();
        log_access(caller, &mut connection, &own, ClubAccessSubject::Activity, &new).await?;
        self.accessed_at.extend(new);

        let active: HashMap<AccountId, ActiveMember> =
            active.into_iter().map(|member| (member.learner_id, member)).collect();
        let answered = members.into_iter().filter_map(|member| {
            let activity = *active.get(&member.membership.learner_id)?;
            let seen = self.known.as_ref().and_then(|known| known.get(&activity.learner_id));
            activity.has_answered_since(seen).then_some((member.membership, activity))
        });
        let answered: Answered = answered.collect();
        let is_first = self.known.replace(active).is_none();
        Ok(if is_first || !answered.is_empty() { Sight::News(answered) } else { Sight::Nothing })
    }
}
