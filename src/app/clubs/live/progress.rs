//! Live progress of an assignment: a leader is notified when members who share their results make progress.

use std::collections::{HashMap, HashSet};

use super::{LiveQuery, LiveSubscription, Refresh, refuse_archived, subscribe};
use crate::app::change_poller::Watchable;
use crate::app::clubs::access_log::log_access_in_clubs;
use crate::app::clubs::assignment_queries::{MemberAssignmentProgress, progress_of_members};
use crate::app::{AppError, Caller, Services};
use crate::db;
use crate::db::clubs::{AssignmentForMember, StateDigest};
use crate::domain::access;
use crate::domain::clubs::{Assignment, ClubAccessSubject, ClubMembership};
use crate::domain::ids::{AccountId, AssignmentId};

/// A session's subscription to an assignment. The session is identified by the hash of its token.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(in crate::app) struct AssignmentSubscriptionKey {
    token_hash: Vec<u8>,
    assignment: AssignmentId,
}

impl Watchable for AssignmentSubscriptionKey {
    type State = StateDigest;

    async fn load_states(services: &Services, keys: &[Self]) -> Result<HashMap<Self, StateDigest>, AppError> {
        let subscriptions: Vec<_> = keys.iter().map(|key| (key.token_hash.clone(), key.assignment)).collect();
        let mut connection = services.database.session().connection(None).await?;
        let found =
            db::clubs::states_of_assignments(&mut connection, &subscriptions, services.clock.now()).await?;
        let key = |((token_hash, assignment), state)| (Self { token_hash, assignment }, state);
        Ok(found.into_iter().map(key).collect())
    }
}

/// An assignment, and members whose progress has changed.
#[derive(Debug)]
pub struct ProgressUpdate {
    /// The assignment as it is now.
    pub assignment: AssignmentForMember,
    /// Members whose progress or status differs from the last refresh, in the order of joining.
    pub members: Vec<(ClubMembership, MemberAssignmentProgress)>,
}

/// The progress of members in an assignment.
pub struct ProgressQuery {
    id: AssignmentId,
    /// The assignment and the progress at the last refresh; `None` before the first one.
    known: Option<(Assignment, HashMap<AccountId, MemberAssignmentProgress>)>,
    /// Members whose access log already records this subscription.
    logged_members: HashSet<AccountId>,
}

/// Subscribes to an assignment: the snapshot contains the progress of each member, later updates contain the members
/// whose progress has changed, or whose status has changed with the day. `None` if the caller does not lead its club.
/// Fails with `ClubArchived` if the club is archived. One SQL statement.
pub async fn subscribe_to_assignment(
    caller: &Caller,
    id: AssignmentId,
) -> Result<Option<LiveSubscription<ProgressQuery>>, AppError> {
    let query = ProgressQuery { id, known: None, logged_members: HashSet::new() };
    let key = |token_hash| AssignmentSubscriptionKey { token_hash, assignment: id };
    let subscription = subscribe(caller, &caller.services.assignment_poller, key, query).await?;
    if subscription.is_none() {
        let viewer = caller.viewer()?.account.id;
        let mut connection = caller.connection().await?;
        let found = db::clubs::assignments_by_ids(&mut connection, viewer, &[id]).await?;
        drop(connection);
        if let Some(row) = found.first() {
            refuse_archived(caller, row.assignment.club_id).await?;
        }
    }
    Ok(subscription)
}

impl LiveQuery for ProgressQuery {
    type Update = ProgressUpdate;

    /// Returns the members whose progress differs from the last refresh, among those who share their results now.
    /// Records the access once for each member.
    async fn refresh(&mut self, caller: &Caller) -> Result<Refresh<ProgressUpdate>, AppError> {
        let leader = caller.viewer()?.account.id;
        let mut connection = caller.connection().await?;
        let found = db::clubs::assignments_by_ids(&mut connection, leader, &[self.id]).await?;
        let led = found.into_iter().find(|found| access::may_lead_club(Some(found.role)));
        let Some(found) = led else { return Ok(Refresh::NotVisible) };
        let club = found.assignment.club_id;
        let members = db::clubs::all_assigned_members(&mut connection, club, self.id).await?;
        let standings = progress_of_members(caller, &mut connection, &found.assignment, &members).await?;
        let is_new = |learner: &AccountId| *learner != leader && !self.logged_members.contains(learner);
        let new: Vec<AccountId> = standings.keys().copied().filter(is_new).collect();
        log_access_in_clubs(
            caller,
            &mut connection,
            ClubAccessSubject::Assignment,
            vec![(club, new.clone())],
        )
        .await?;
        self.logged_members.extend(new);

        let (known, is_same_assignment) = match &self.known {
            Some((assignment, known)) => (Some(known), *assignment == found.assignment),
            None => (None, false),
        };
        let changed = members.into_iter().filter_map(|member| {
            let learner = member.membership.learner_id;
            let standing = *standings.get(&learner)?;
            let before = known.and_then(|known| known.get(&learner));
            (before != Some(&standing)).then_some((member.membership, standing))
        });
        let changed: Vec<_> = changed.collect();
        self.known = Some((found.assignment.clone(), standings));
        Ok(if is_same_assignment && changed.is_empty() {
            Refresh::Unchanged
        } else {
            Refresh::Changed(ProgressUpdate { assignment: found, members: changed })
        })
    }
}
