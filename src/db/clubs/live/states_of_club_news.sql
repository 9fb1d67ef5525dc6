-- $1: the sessions, as hashes of tokens; $2: now. The digest is a sum of hashes: of the account's own assignments that
-- are neither withdrawn nor over, and of the open requests to clubs that the account leads.
SELECT followed.token_hash, ((assigned.digest + requested.digest) % 9223372036854775807)::bigint AS state
FROM unnest($1) AS followed (token_hash)
JOIN sessions ON sessions.token_hash = followed.token_hash AND sessions.expires_at > $2
CROSS JOIN LATERAL (
  SELECT coalesce(sum(hashtextextended(
           concat_ws('/', assignments.id, assignments.until_day, assignments.note), 0)), 0) AS digest
  FROM assignment_members AS given
  JOIN assignments
    ON assignments.id = given.assignment_id AND assignments.withdrawn_at IS NULL AND assignments.ends_at > $2
  JOIN clubs ON clubs.id = assignments.club_id AND clubs.archived_at IS NULL
  JOIN club_memberships AS own ON own.club_id = assignments.club_id AND own.learner_id = given.learner_id
  WHERE given.learner_id = sessions.account_id
) AS assigned
CROSS JOIN LATERAL (
  SELECT coalesce(sum(hashtextextended(concat_ws(
           '/', request.id, request.shares_activity, request.shares_results, request.shares_answers, request.message
         ), 0)), 0) AS digest
  FROM club_memberships AS own
  JOIN clubs ON clubs.id = own.club_id AND clubs.archived_at IS NULL
  JOIN club_join_requests AS request ON request.club_id = own.club_id AND request.status = 'open'
  WHERE own.learner_id = sessions.account_id AND own.role = 'leader'
) AS requested
