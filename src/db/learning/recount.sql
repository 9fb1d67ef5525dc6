-- $1: the learner; $2: the study days and $3: the words that a change of the review log affects; $4: those words with a
-- card whose first study day has changed. Recounts these days, the attempts at the words on them, and the days on which
-- the cards of $4 were first reviewed: there, new words are counted. 60000 is MAX_ANSWER_MS, and 21 is
-- MATURE_INTERVAL_DAYS.
WITH days AS (
  SELECT unnest($2) AS study_day
  UNION
  SELECT first_study_day FROM cards WHERE learner_id = $1 AND word_id = ANY ($4) AND first_study_day IS NOT NULL
),
attempt AS (
  SELECT DISTINCT ON (study_day, card_id) study_day, word_id, rating, slip_kind, slip_letters, gloss_language
  FROM cards JOIN reviews ON reviews.learner_id = $1 AND reviews.card_id = cards.id
  WHERE cards.learner_id = $1 AND word_id = ANY ($3) AND study_day = ANY ($2) AND NOT EXISTS (
    SELECT FROM review_voids WHERE review_voids.learner_id = $1 AND review_voids.review_id = reviews.id)
  ORDER BY study_day, card_id, reviewed_at, reviews.id
),
slipped AS (
  SELECT study_day, word_id, array_agg(slip_kind || ' ' || pair) AS slips
  FROM attempt CROSS JOIN LATERAL (SELECT DISTINCT unnest(slip_letters) AS pair) AS letters
  WHERE slip_kind IS NOT NULL
  GROUP BY study_day, word_id
),
stored AS (
  INSERT INTO word_attempts (learner_id, study_day, word_id, attempts, failures, with_gloss_language,
    again_with_gloss_language, gloss_language, slips)
  SELECT $1, counted.*, slipped.slips
  FROM (
    SELECT study_day, word_id, count(*), count(*) FILTER (WHERE rating = 1 OR slip_kind IS NOT NULL),
      count(gloss_language), count(gloss_language) FILTER (WHERE rating = 1),
      CASE WHEN min(gloss_language) = max(gloss_language) THEN min(gloss_language) END
    FROM attempt
    GROUP BY study_day, word_id
  ) AS counted
  LEFT JOIN slipped USING (study_day, word_id)
  ON CONFLICT (learner_id, study_day, word_id) DO UPDATE SET
    attempts = excluded.attempts, failures = excluded.failures,
    with_gloss_language = excluded.with_gloss_language,
    again_with_gloss_language = excluded.again_with_gloss_language,
    gloss_language = excluded.gloss_language, slips = excluded.slips
),
removed AS (
  -- NOT IN hashes the attempts once. NOT EXISTS would search all of them for each row: the planner expects only a few.
  DELETE FROM word_attempts
  WHERE learner_id = $1 AND study_day = ANY ($2) AND word_id = ANY ($3)
    AND (study_day, word_id) NOT IN (SELECT study_day, word_id FROM attempt)
)
INSERT INTO study_days (learner_id, study_day, reviews, duration_ms, again, new_cards, new_words,
  young_reviews, young_retained, mature_reviews, mature_retained)
SELECT $1, days.study_day, log.reviews, log.duration_ms, log.again, new.cards, new.words,
  log.young_reviews, log.young_retained, log.mature_reviews, log.mature_retained
FROM days
CROSS JOIN LATERAL (
  SELECT count(*) AS reviews,
    coalesce(sum(least(duration_ms, 60000)), 0) AS duration_ms,
    count(*) FILTER (WHERE rating = 1) AS again,
    count(*) FILTER (WHERE came_back AND last_interval_days < 21) AS young_reviews,
    count(*) FILTER (WHERE came_back AND last_interval_days < 21 AND rating > 1) AS young_retained,
    count(*) FILTER (WHERE came_back AND last_interval_days >= 21) AS mature_reviews,
    count(*) FILTER (WHERE came_back AND last_interval_days >= 21 AND rating > 1) AS mature_retained
  FROM (
    SELECT duration_ms, rating, last_interval_days,
      phase = 'review' AND row_number() OVER (PARTITION BY card_id ORDER BY reviewed_at, id) = 1 AS came_back
    FROM reviews
    WHERE learner_id = $1 AND study_day = days.study_day AND NOT EXISTS (
      SELECT FROM review_voids WHERE review_voids.learner_id = $1 AND review_voids.review_id = reviews.id)
  ) AS reviews_of_the_day
) AS log
CROSS JOIN LATERAL (
  SELECT count(*) AS cards, count(DISTINCT word_id) FILTER (WHERE NOT EXISTS (
      SELECT FROM cards AS sibling
      WHERE sibling.learner_id = $1 AND sibling.word_id = cards.word_id
        AND sibling.first_study_day < days.study_day)) AS words
  FROM cards WHERE learner_id = $1 AND first_study_day = days.study_day
) AS new
ON CONFLICT (learner_id, study_day) DO UPDATE SET
  reviews = excluded.reviews, duration_ms = excluded.duration_ms, again = excluded.again,
  new_cards = excluded.new_cards, new_words = excluded.new_words,
  young_reviews = excluded.young_reviews, young_retained = excluded.young_retained,
  mature_reviews = excluded.mature_reviews, mature_retained = excluded.mature_retained
