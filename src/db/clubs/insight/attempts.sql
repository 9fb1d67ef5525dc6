-- $1: learners; $2: their study days of joining; $3, $4: the first and last day. The inner query has one row per
-- learner and word, with the gloss language if all attempts with a known language have the same one. The outer query
-- totals these rows by word and language.
SELECT word_id, language, count(*) AS learners, sum(attempts)::bigint AS attempts, sum(failures)::bigint AS failures,
  count(*) FILTER (WHERE known > 0 AND again * 2 >= known) AS failing
FROM unnest($1, $2) AS member (id, since)
CROSS JOIN LATERAL (
  SELECT word_id, sum(attempts) AS attempts, sum(failures) AS failures, sum(with_gloss_language) AS known,
    sum(again_with_gloss_language) AS again,
    CASE WHEN min(gloss_language) = max(gloss_language) AND bool_and(with_gloss_language = 0 OR gloss_language IS NOT NULL)
      THEN min(gloss_language) END AS language
  FROM word_attempts
  WHERE word_attempts.learner_id = member.id AND study_day BETWEEN greatest($3, member.since) AND $4
  GROUP BY word_id
) AS word
GROUP BY word_id, language
