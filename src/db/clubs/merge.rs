//! Moves what a learner has apart from study data, such as memberships and assignments, to another learner, when two
//! accounts of one person are merged.

use diesel::sql_types::Uuid as SqlUuid;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::DbError;
use crate::db::statement::statement;
use crate::domain::ids::AccountId;

/// $1 the learner that is merged, who leads no club, as no learner does; $2 the learner that is kept. Of two
/// memberships of one club, the earlier time of joining, and the kept learner's role and shares stay. An open request
/// to a club that the kept learner is in is dropped. Entries of the access log are copied, because they cannot be
/// changed; the merged learner's are deleted with the account.
const MOVES: [&str; 14] = [
    "UPDATE club_memberships AS kept SET joined_at = least(kept.joined_at, old.joined_at),
       alias = coalesce(kept.alias, old.alias)
     FROM club_memberships AS old
     WHERE kept.learner_id = $2 AND old.learner_id = $1 AND old.club_id = kept.club_id",
    "UPDATE club_notes SET membership_id = kept.id
     FROM club_memberships AS kept JOIN club_memberships AS old USING (club_id)
     WHERE kept.learner_id = $2 AND old.learner_id = $1 AND club_notes.membership_id = old.id",
    "UPDATE club_memberships SET learner_id = $2
     WHERE learner_id = $1 AND NOT EXISTS (
       SELECT FROM club_memberships AS same
       WHERE same.learner_id = $2 AND same.club_id = club_memberships.club_id)",
    "UPDATE club_join_requests SET learner_id = $2
     WHERE learner_id = $1 AND NOT EXISTS (
       SELECT FROM club_join_requests AS same
       WHERE same.learner_id = $2 AND same.club_id = club_join_requests.club_id
         AND same.status = 'open' AND club_join_requests.status = 'open')",
    "DELETE FROM club_join_requests USING club_memberships AS member
     WHERE member.learner_id = $2 AND member.club_id = club_join_requests.club_id
       AND club_join_requests.learner_id IN ($1, $2) AND club_join_requests.status = 'open'",
    "INSERT INTO club_access_log (learner_id, id, club_id, leader_id, subject, accessed_at, club_name)
     SELECT $2, id, club_id, leader_id, subject, accessed_at, club_name
     FROM club_access_log WHERE learner_id = $1
     ON CONFLICT (learner_id, id) DO NOTHING",
    "INSERT INTO assignment_members (learner_id, assignment_id)
     SELECT $2, assignment_id FROM assignment_members WHERE learner_id = $1
     ON CONFLICT (learner_id, assignment_id) DO NOTHING",
    "UPDATE contest_entries SET learner_id = $2
     WHERE learner_id = $1 AND NOT EXISTS (
       SELECT FROM contest_entries AS same
       WHERE same.learner_id = $2 AND same.contest_id = contest_entries.contest_id)",
    "UPDATE proposals SET proposer_id = $2 WHERE proposer_id = $1",
    // What the account did if it once had another role.
    "UPDATE proposals SET decided_by = $2 WHERE decided_by = $1",
    "UPDATE revisions SET editor_id = $2 WHERE editor_id = $1",
    "UPDATE word_reports SET resolved_by = $2 WHERE resolved_by = $1",
    "UPDATE contests SET created_by = $2 WHERE created_by = $1",
    "UPDATE club_notes SET author_id = $2 WHERE author_id = $1",
];

/// Locks the clubs of a learner until the transaction ends: nobody assigns anything to their members meanwhile. In the
/// order of ids, as `begin_changes` does.
pub async fn lock_clubs_of(connection: &mut AsyncPgConnection, learner: AccountId) -> Result<(), DbError> {
    statement(
        "SELECT FROM clubs WHERE id IN (SELECT club_id FROM club_memberships WHERE learner_id = $1)
         ORDER BY id FOR NO KEY UPDATE",
    )
    .bind::<SqlUuid, _>(learner)
    .execute(connection)
    .await?;
    Ok(())
}

/// Moves the memberships, join requests, notes, assignments, contest entries, proposals and edits of an account, and its
/// access log, to another one. One SQL statement for each of [`MOVES`].
pub async fn move_club_data(
    connection: &mut AsyncPgConnection,
    from: AccountId,
    into: AccountId,
) -> Result<(), DbError> {
    for sql in MOVES {
        statement(sql).bind::<SqlUuid, _>(from).bind::<SqlUuid, _>(into).execute(connection).await?;
    }
    Ok(())
}
