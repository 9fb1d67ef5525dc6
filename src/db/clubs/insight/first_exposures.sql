-- $1: learners; $2: their study days of joining; $3, $4: the first and last day; $5: words; $6: the exercises in which
-- learners type a text that is not shown. Returns how words were introduced to the learners whose very first answer to
-- the word was in these days.
SELECT words.id AS word_id, count(*) AS learners, count(*) FILTER (WHERE untaught) AS untaught,
  count(*) FILTER (WHERE untaught AND met.failed) AS failed
FROM unnest($1, $2) AS member (id, since)
CROSS JOIN words
CROSS JOIN LATERAL (
  SELECT study_day, reviewed_at, exercise, rating = 1 OR slip_kind IS NOT NULL AS failed
  FROM cards JOIN reviews ON reviews.learner_id = cards.learner_id AND reviews.card_id = cards.id
  WHERE cards.learner_id = member.id AND cards.word_id = words.id AND NOT EXISTS (SELECT FROM review_voids
    WHERE review_voids.learner_id = reviews.learner_id AND review_voids.review_id = reviews.id)
  ORDER BY reviewed_at, reviews.id LIMIT 1
) AS met
-- LIMIT makes the planner use the index for each row; otherwise it may read the lesson starts of all learners.
LEFT JOIN LATERAL (
  SELECT started_at FROM lesson_starts
  WHERE lesson_starts.learner_id = member.id AND lesson_starts.lesson_id = words.lesson_id
  LIMIT 1
) AS start ON true
CROSS JOIN LATERAL (
  SELECT started_at IS NULL OR started_at > met.reviewed_at OR met.exercise = ANY ($6) AS untaught
) AS taught
WHERE words.id = ANY ($5) AND met.study_day BETWEEN $3 AND $4 AND met.study_day >= member.since
GROUP BY words.id
