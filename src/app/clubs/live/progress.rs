//! A leader follows an assignment: is told how far members get with it who share their results.

use std::collections::{HashMap, HashSet};

use super::{Follower, Sight, View, begin};
use crate::app::clubs::access_log::log_accesses;
use crate::app::clubs::assignments::{Standing, standings_of};
use crate::app::following::Watched;
use crate::app::{AppError, Caller, Services};
use crate::db;
use crate::db::clubs::{SeenAssignment, StateDigest};
use crate::domain::access;
use crate::domain::clubs::{Assignment, ClubAccessSubject, ClubMembership};
use crate::domain::ids::{AccountId, AssignmentId};

/// An assignment that a session follows, by the hash of its token.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(in crate::app) struct FollowedAssignment {
    token_hash: Vec<u8>,
    assignment: AssignmentId,
}

impl Watched for FollowedAssignment {
    type Seen = StateDigest;

    async fn look(services: &Services, keys: &[Self]) -> Result<HashMap<Self, StateDigest>, AppError> {
        let followed: Vec<_> = keys.iter().map(|key| (key.token_hash.clone(), key.assignment)).collect();
        let mut connection = services.database.session().connection().await?;
        let found =
            db::clubs::states_of_assignments(&mut connection, &followed, services.clock.now()).await?;
        let key = |((token_hash, assignment), state)| (Self { token_hash, assignment }, state);
        Ok(found.into_iter().map(key).collect())
    }
}

/// An assignment, and members who have got on with it.
#[derive(Debug)]
pub struct ProgressNews {
    /// The assignment as it is now.
    pub assignment: SeenAssignment,
    /// Members who stand elsewhere than was told, in the order of joining.
    pub members: Vec<(ClubMembership, Standing)>,
}

/// How far members are with an assignment.
pub struct ProgressView {
    id: AssignmentId,
    /// The assignment, and how far they were, when it was looked at last; none: it was not.
    known: Option<(Assignment, HashMap<AccountId, Standing>)>,
    /// Members who were told that they are looked at.
    accessed_at: HashSet<AccountId>,
}

/// Begins to follow an assignment: at once it is told how far each member is, and then who gets on, or whose status changes
/// with the day. None: the caller does not lead its club. One statement.
pub async fn follow_assignment(
    caller: &Caller,
    id: AssignmentId,
) -> Result<Option<Follower<ProgressView>>, AppError> {
    let view = ProgressView { id, known: None, accessed_at: HashSet::new() };
    let key = |token_hash| FollowedAssignment { token_hash, assignment: id };
    begin(caller, &caller.services.assignment_followers, key, view).await
}

impl View for ProgressView {
    type News = ProgressNews;

    /// How far those are who share it now, where it is another than at the last look. Whoever is looked at for the first
    /// time can read it.
    async fn look(&mut self, caller: &Caller) -> Result<Sight<ProgressNews>, AppError> {
        let leader = caller.viewer()?.account.id;
        let mut connection = caller.connection().await?;
        let found = db::clubs::assignments_by_ids(&mut connection, leader, &[self.id]).await?;
        let led = found.into_iter().find(|seen| access::may_lead_club(Some(seen.role)));
        let Some(seen) = led else { return Ok(Sight::Gone) };
        let club = seen.assignment.club_id;
        let members = db::clubs::all_assigned(&mut connection, club, self.id).await?;
        let standings = standings_of(caller, &mut connection, &seen.assignment, &members).await?;
        let is_new = |learner: &AccountId| *learner != leader && !self.accessed_at.contains(learner);
        let new: Vec<AccountId> = standings.keys().copied().filter(is_new).collect();
        log_accesses(caller, &mut connection, ClubAccessSubject::Assignment, vec![(club, new.clone())])
            .await?;
        self.accessed_at.extend(new);

        let (known, is_told) = match &self.known {
            Some((assignment, known)) => (Some(known), *assignment == seen.assignment),
            None => (None, false),
        };
        let moved = members.into_iter().filter_map(|member| {
            let learner = member.membership.learner_id;
            let standing = *standings.get(&learner)?;
            let before = known.and_then(|known| known.get(&learner));
            (before != Some(&standing)).then_some((member.membership, standing))
        });
        let moved: Vec<_> = moved.collect();
        self.known = Some((seen.assignment.clone(), standings));
        Ok(if is_told && moved.is_empty() {
            Sight::Nothing
        } else {
            Sight::News(ProgressNews { assignment: seen, members: moved })
        })
    }
}
