-- $1: learners; $2: their study days of joining; $3, $4: the first and last day; $5: words. The slips in attempts at
-- these words, by pair of letters.
SELECT word_id, slip, count(*) AS attempts, count(DISTINCT member.id) AS learners
FROM unnest($1, $2) AS member (id, since)
CROSS JOIN LATERAL (
  SELECT word_id, slip
  FROM word_attempts CROSS JOIN unnest(slips) AS slip
  WHERE word_attempts.learner_id = member.id AND study_day BETWEEN greatest($3, member.since) AND $4
    AND word_id = ANY ($5) AND slips IS NOT NULL
) AS slipped
GROUP BY word_id, slip
ORDER BY word_id, attempts DESC, slip
