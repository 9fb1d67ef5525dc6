-- $1 the learner, $2 study days, $3 words on whose first study days the change may have had an effect, too.
WITH days AS (
  SELECT unnest($2) AS study_day
  UNION
  SELECT first_study_day FROM cards WHERE learner_id = $1 AND word_id = ANY ($3) AND first_study_day IS NOT NULL
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
      kind = 'review' AND row_number() OVER (PARTITION BY card_id ORDER BY reviewed_at, id) = 1 AS came_back
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
