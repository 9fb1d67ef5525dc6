-- $1 learners, $2 the study days on which each joined, $3 the first and $4 the last day that is asked for.
-- A try is a card's first answer on a study day. Of each learner and word one row, in the language in which its meaning was
-- shown at all tries that tell one; then their sums by word and language.
SELECT word.word_id, word.language, count(*) AS learners, sum(word.tries) AS tries,
  sum(word.failures) AS failures, count(*) FILTER (WHERE word.told > 0 AND word.again * 2 >= word.told) AS failing
FROM unnest($1, $2) AS member (id, since)
CROSS JOIN LATERAL (
  SELECT cards.word_id, sum(tries)::int AS tries, sum(failures)::int AS failures, sum(told)::int AS told,
    sum(again)::int AS again,
    CASE WHEN min(first_language) = max(last_language) THEN min(first_language) END AS language
  FROM (
    SELECT card_id, count(*)::int AS tries,
      (count(*) FILTER (WHERE rating = 1 OR slip_kind IS NOT NULL))::int AS failures,
      count(gloss_language)::int AS told, (count(gloss_language) FILTER (WHERE rating = 1))::int AS again,
      min(gloss_language) AS first_language, max(gloss_language) AS last_language
    FROM (
      SELECT DISTINCT ON (study_day, card_id) card_id, rating, slip_kind, gloss_language
      FROM reviews
      WHERE reviews.learner_id = member.id AND study_day BETWEEN $3 AND $4 AND study_day >= member.since
        AND id <> ALL (ARRAY(SELECT review_id FROM review_voids WHERE review_voids.learner_id = member.id))
      ORDER BY study_day, card_id, reviewed_at, id
    ) AS try
    GROUP BY card_id
  ) AS tried
  -- OFFSET 0: all cards of the learner at once, where the planner would look up one after the other.
  JOIN (SELECT id, word_id FROM cards WHERE cards.learner_id = member.id OFFSET 0) AS cards ON cards.id = tried.card_id
  GROUP BY cards.word_id
) AS word
GROUP BY word.word_id, word.language
