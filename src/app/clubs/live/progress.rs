//! Live progress of assignments: a leader is notified when members who share their results make progress.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{LiveQuery, LiveSubscription, Refresh, refuse_archived, subscribe};
use crate::app::change_poller::Watchable;
use crate::app::clubs::access_log::log_access_in_clubs;
use crate::app::clubs::assignment_queries::{MemberAssignmentProgress, progress_of_members};
use crate::app::{AppError, Caller, Services};
use crate::db;
use crate::db::clubs::{AssignmentForMember, StateDigest};
use crate::domain::access;
use crate::domain::clubs::{Assignment, ClubAccessSubject, ClubMembership};
use crate::domain::ids::{AccountId, AssignmentId, ClubId};

/// A session's subscription to an assignment. The session is identified by the hash of its token.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct AssignmentSubscriptionKey {
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

/// A session's subscription to all assignments of the account's clubs. The session is identified by the hash of its
/// token.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct LeaderSubscriptionKey(Vec<u8>);

impl Watchable for LeaderSubscriptionKey {
    type State = StateDigest;

    async fn load_states(services: &Services, keys: &[Self]) -> Result<HashMap<Self, StateDigest>, AppError> {
        let sessions: Vec<&[u8]> = keys.iter().map(|key| key.0.as_slice()).collect();
        let mut connection = services.database.session().connection(None).await?;
        let found = db::clubs::states_of_leaders(&mut connection, &sessions, services.clock.now()).await?;
        Ok(found.into_iter().map(|(token_hash, state)| (Self(token_hash), state)).collect())
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

/// The progress of members in assignments.
pub struct ProgressQuery {
    /// The assignment; `None` for all assignments in clubs that the caller leads.
    id: Option<AssignmentId>,
    /// The assignments and the progress at the last refresh.
    known: HashMap<AssignmentId, (Assignment, HashMap<AccountId, MemberAssignmentProgress>)>,
    /// Members whose access log already records this subscription.
    logged_members: HashSet<(ClubId, AccountId)>,
}

impl ProgressQuery {
    fn new(id: Option<AssignmentId>) -> Self {
        Self { id, known: HashMap::new(), logged_members: HashSet::new() }
    }
}

/// Subscribes to an assignment: the snapshot contains the progress of each member, later updates contain the members
/// whose progress has changed, or whose status has changed with the day. `None` if the caller does not lead its club.
/// Fails with `ClubArchived` if the club is archived. One SQL statement.
pub async fn subscribe_to_assignment(
    caller: &Caller,
    id: AssignmentId,
) -> Result<Option<LiveSubscription<ProgressQuery>>, AppError> {
    let key = |token_hash| AssignmentSubscriptionKey { token_hash, assignment: id };
    let poller = &caller.services.club_pollers.assignments;
    let subscription = subscribe(caller, poller, key, ProgressQuery::new(Some(id))).await?;
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

/// Subscribes to all assignments that are neither withdrawn nor over in clubs that the caller leads, and to those that
/// are created later. One SQL statement.
pub async fn subscribe_to_all_assignments(
    caller: &Caller,
) -> Result<Option<LiveSubscription<ProgressQuery>>, AppError> {
    subscribe(caller, &caller.services.club_pollers.leaders, LeaderSubscriptionKey, ProgressQuery::new(None))
        .await
}

impl LiveQuery for ProgressQuery {
    type Update = Vec<ProgressUpdate>;

    /// Returns the members whose progress differs from the last refresh, among those who share their results now.
    /// Records the access once for each member of a club.
    async fn refresh(&mut self, caller: &Caller) -> Result<Refresh<Vec<ProgressUpdate>>, AppError> {
        let leader = caller.viewer()?.account.id;
        let mut connection = caller.connection().await?;
        let found = match self.id {
            Some(id) => {
                let mut found = db::clubs::assignments_by_ids(&mut connection, leader, &[id]).await?;
                found.retain(|row| access::may_lead_club(Some(row.role)));
                if found.is_empty() {
                    return Ok(Refresh::NotVisible);
                }
                found
            }
            None => {
                let known: Vec<AssignmentId> = self.known.keys().copied().collect();
                db::clubs::assignments_of_leader(&mut connection, leader, &known, caller.now).await?
            }
        };
        let ids: Vec<AssignmentId> = found.iter().map(|row| row.assignment.id).collect();
        let members = db::clubs::all_assigned_members(&mut connection, &ids).await?;
        let assignments: HashMap<AssignmentId, &Assignment> =
            found.iter().map(|row| (row.assignment.id, &row.assignment)).collect();
        let assigned: Vec<_> =
            members.iter().filter_map(|(id, member)| Some((*assignments.get(id)?, member))).collect();
        let progress = progress_of_members(caller, &mut connection, &assigned).await?;

        let accessed = assigned.into_iter().filter_map(|(assignment, member)| {
            let learner = member.membership.learner_id;
            let is_shown = learner != leader && progress.contains_key(&(assignment.id, learner));
            is_shown.then_some((assignment.club_id, learner))
        });
        let new: BTreeSet<_> = accessed.filter(|access| !self.logged_members.contains(access)).collect();
        let subject = ClubAccessSubject::Assignment;
        log_access_in_clubs(caller, &mut connection, subject, new.clone()).await?;
        self.logged_members.extend(new);

        let mut by_assignment: HashMap<AssignmentId, Vec<_>> = HashMap::new();
        for (id, member) in members {
            if let Some(progress) = progress.get(&(id, member.membership.learner_id)) {
                by_assignment.entry(id).or_default().push((member.membership, *progress));
            }
        }
        let changed = found.into_iter().filter_map(|row| {
            let members = by_assignment.remove(&row.assignment.id).unwrap_or_default();
            self.changed(row, members)
        });
        let changed: Vec<ProgressUpdate> = changed.collect();
        Ok(if changed.is_empty() { Refresh::Unchanged } else { Refresh::Changed(changed) })
    }
}

impl ProgressQuery {
    /// Returns what has changed with an assignment since the last refresh, and remembers the new state.
    fn changed(
        &mut self,
        row: AssignmentForMember,
        mut members: Vec<(ClubMembership, MemberAssignmentProgress)>,
    ) -> Option<ProgressUpdate> {
        let now = members.iter().map(|(membership, progress)| (membership.learner_id, *progress)).collect();
        let before = self.known.insert(row.assignment.id, (row.assignment.clone(), now));
        let (is_same, known) = match before {
            Some((assignment, known)) => (assignment == row.assignment, known),
            None => (false, HashMap::new()),
        };
        members.retain(|(membership, progress)| known.get(&membership.learner_id) != Some(progress));
        (!is_same || !members.is_empty()).then_some(ProgressUpdate { assignment: row, members })
    }
}
