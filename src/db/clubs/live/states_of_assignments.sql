-- $1, $2: the subscriptions, as hashes of tokens and assignments; $3: now. The digest is computed as for clubs, over
-- the members whom the assignment is for, and also over the assignment itself and the current quarter of an hour: the
-- status may change when a study day begins, and the offsets of all time zones are whole quarters of an hour.
SELECT followed.token_hash, followed.assignment_id AS id,
       ((coalesce(members.digest, 0) + hashtextextended(concat_ws(
         '/', assignments.until_day, assignments.withdrawn_at, floor(extract(epoch FROM $3) / 900), assignments.note
       ), 0)) % 9223372036854775807)::bigint AS state
FROM unnest($1, $2) AS followed (token_hash, assignment_id)
JOIN sessions ON sessions.token_hash = followed.token_hash AND sessions.expires_at > $3
JOIN assignments ON assignments.id = followed.assignment_id
JOIN clubs ON clubs.id = assignments.club_id AND clubs.archived_at IS NULL
JOIN club_memberships AS own
  ON own.club_id = assignments.club_id AND own.learner_id = sessions.account_id AND own.role = 'leader'
CROSS JOIN LATERAL (
  SELECT sum(hashtextextended(learners.learner_id::text, learners.change_number)) AS digest
  FROM assignment_members AS given
  JOIN club_memberships AS member
    ON member.club_id = assignments.club_id AND member.learner_id = given.learner_id
   AND (member.shares_results OR member.learner_id = own.learner_id)
  JOIN learners ON learners.learner_id = given.learner_id
  WHERE given.assignment_id = assignments.id
) AS members
