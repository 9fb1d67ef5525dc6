-- $1: the sessions, as hashes of tokens; $2: now. The digest is computed as for one assignment, over all clubs that the
-- session's account leads. Each member of a club counts once, however many assignments they have. The quarter of an
-- hour (900 s) is as in states_of_assignments.sql.
SELECT followed.token_hash,
       ((assigned.digest + members.digest + hashtextextended(floor(extract(epoch FROM $2) / 900)::text, 0))
         % 9223372036854775807)::bigint AS state
FROM unnest($1) AS followed (token_hash)
JOIN sessions ON sessions.token_hash = followed.token_hash AND sessions.expires_at > $2
CROSS JOIN LATERAL (
  SELECT coalesce(sum(hashtextextended(
           concat_ws('/', assignments.id, assignments.until_day, assignments.note), 0)), 0) AS digest
  FROM club_memberships AS own
  JOIN clubs ON clubs.id = own.club_id AND clubs.archived_at IS NULL
  JOIN assignments
    ON assignments.club_id = own.club_id AND assignments.withdrawn_at IS NULL AND assignments.ends_at > $2
  WHERE own.learner_id = sessions.account_id AND own.role = 'leader'
) AS assigned
CROSS JOIN LATERAL (
  SELECT coalesce(sum(hashtextextended(member.id::text, learners.change_number)), 0) AS digest
  FROM club_memberships AS own
  JOIN clubs ON clubs.id = own.club_id AND clubs.archived_at IS NULL
  JOIN club_memberships AS member
    ON member.club_id = own.club_id AND (member.shares_results OR member.learner_id = own.learner_id)
  JOIN learners ON learners.learner_id = member.learner_id
  WHERE own.learner_id = sessions.account_id AND own.role = 'leader'
) AS members
