-- $1: members in their order; $2: their study days of joining; $3, $4: the first and last day; $5, $6: the answer of
-- the first member after which to begin; $7: the maximum number of answers. Each member's answers come in the order of
-- the log. The members are sorted beforehand, so that no more members are read than necessary.
SELECT member.n, review.*
FROM (
  SELECT id, n, greatest(since, $3) AS since,
    CASE WHEN n = 1 THEN coalesce($5, '-infinity') ELSE '-infinity' END AS after_at,
    CASE WHEN n = 1 THEN $6 END AS after_id
  FROM unnest($1, $2) WITH ORDINALITY AS member (id, since, n)
  ORDER BY n
) AS member
CROSS JOIN LATERAL (
  SELECT reviews.id, cards.word_id, reviewed_at, duration_ms, exercise, gloss_language, answer, rating
  FROM reviews JOIN cards ON cards.learner_id = member.id AND cards.id = reviews.card_id
  WHERE reviews.learner_id = member.id
    AND (reviewed_at, reviews.id) > (member.after_at, coalesce(member.after_id, '00000000-0000-0000-0000-000000000000'))
    -- The times that these days can have in any time zone. Redundant, but the index is on times, and knows no days.
    AND reviewed_at BETWEEN to_timestamp(86400.0 * (member.since - 1)) AND to_timestamp(86400.0 * ($4 + 3))
    AND study_day BETWEEN member.since AND $4
    AND NOT EXISTS (
      SELECT FROM review_voids WHERE review_voids.learner_id = member.id AND review_voids.review_id = reviews.id
    )
  ORDER BY reviewed_at, reviews.id
  LIMIT $7
) AS review
ORDER BY member.n, review.reviewed_at, review.id
LIMIT $7
