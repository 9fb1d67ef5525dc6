-- $1, $2: the subscriptions, as hashes of tokens and clubs; $3: now. The digest is a sum, which needs no order, of
-- hashes of a member and their change number together: a member who leaves and one who joins do not cancel out.
SELECT followed.token_hash, followed.club_id AS id,
       coalesce(
         sum(hashtextextended(learners.learner_id::text, learners.change_number)) % 9223372036854775807, 0
       )::bigint AS state
FROM unnest($1, $2) AS followed (token_hash, club_id)
JOIN sessions ON sessions.token_hash = followed.token_hash AND sessions.expires_at > $3
JOIN clubs ON clubs.id = followed.club_id AND clubs.archived_at IS NULL
JOIN club_memberships AS own
  ON own.club_id = followed.club_id AND own.learner_id = sessions.account_id AND own.role = 'leader'
LEFT JOIN club_memberships AS member
  ON member.club_id = followed.club_id AND member.role = 'member' AND member.shares_activity
LEFT JOIN learners ON learners.learner_id = member.learner_id
GROUP BY followed.token_hash, followed.club_id
