-- $1: the learner; $2: the change number; $3: the cards that had no review before; the others: columns of new reviews.
-- Adds the reviews to the log. Those with a word_id are also added to the counts of study days and to the attempts at
-- words; each of them is later than the other reviews of its card. Where known_attempt is null, the log tells whether a
-- review is an attempt. 60000 is MAX_ANSWER_MS, and 21 is MATURE_INTERVAL_DAYS: further parameters would take longer.
WITH given AS (
  SELECT *, string_to_array(slip_letter_lines, E'\n') AS slip_letters
  FROM unnest($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25,
    $26, $27, $28, $29, $30, $31) AS given (id, card_id, reviewed_at, received_at, time_zone, study_day, duration_ms,
    exercise, answer, verdict, rating, phase, elapsed_days, interval_days, raw_interval_days, stability, difficulty,
    model_version, rollover_hour, last_interval_days, preset_number, exercise_detail, slip_kind, slip_letter_lines,
    gloss_language, clock_shift_us, word_id, known_attempt)
),
logged AS (
  INSERT INTO reviews (learner_id, change_number, id, card_id, reviewed_at, received_at, time_zone, study_day,
    duration_ms, exercise, answer, verdict, rating, phase, elapsed_days, interval_days, raw_interval_days, stability,
    difficulty, model_version, rollover_hour, last_interval_days, preset_number, exercise_detail, slip_kind,
    slip_letters, gloss_language, clock_shift_us)
  SELECT $1, $2, id, card_id, reviewed_at, received_at, time_zone, study_day,
    duration_ms, exercise, answer, verdict, rating, phase, elapsed_days, interval_days, raw_interval_days, stability,
    difficulty, model_version, rollover_hour, last_interval_days, preset_number, exercise_detail, slip_kind,
    slip_letters, gloss_language, clock_shift_us
  FROM given
),
new AS (
  SELECT given.*, coalesce(known_attempt, NOT EXISTS (
      SELECT FROM reviews AS earlier
      WHERE earlier.learner_id = $1 AND earlier.card_id = given.card_id AND earlier.study_day = given.study_day
        AND (earlier.reviewed_at, earlier.id) < (given.reviewed_at, given.id)
        -- Reviews of one study day are at most three days apart, whatever the zones. Without this, all of a card's
        -- reviews would be read.
        AND earlier.reviewed_at > given.reviewed_at - interval '4 days' AND NOT EXISTS (
          SELECT FROM review_voids WHERE review_voids.learner_id = $1 AND review_voids.review_id = earlier.id)
    )) AS is_attempt
  FROM given
  WHERE word_id IS NOT NULL
),
slipped AS (
  SELECT study_day, word_id, array_agg(slip_kind || ' ' || pair) AS slips
  FROM new CROSS JOIN LATERAL (SELECT DISTINCT unnest(slip_letters) AS pair) AS letters
  WHERE is_attempt AND slip_kind IS NOT NULL
  GROUP BY study_day, word_id
),
attempted AS (
  INSERT INTO word_attempts (learner_id, study_day, word_id, attempts, failures, with_gloss_language,
    again_with_gloss_language, gloss_language, slips)
  SELECT $1, counted.*, slipped.slips
  FROM (
    SELECT study_day, word_id, count(*), count(*) FILTER (WHERE rating = 1 OR slip_kind IS NOT NULL),
      count(gloss_language), count(gloss_language) FILTER (WHERE rating = 1),
      CASE WHEN min(gloss_language) = max(gloss_language) THEN min(gloss_language) END
    FROM new
    WHERE is_attempt
    GROUP BY study_day, word_id
  ) AS counted
  LEFT JOIN slipped USING (study_day, word_id)
  ON CONFLICT (learner_id, study_day, word_id) DO UPDATE SET
    attempts = word_attempts.attempts + excluded.attempts,
    failures = word_attempts.failures + excluded.failures,
    with_gloss_language = word_attempts.with_gloss_language + excluded.with_gloss_language,
    again_with_gloss_language = word_attempts.again_with_gloss_language + excluded.again_with_gloss_language,
    gloss_language = CASE
      WHEN excluded.with_gloss_language = 0 THEN word_attempts.gloss_language
      WHEN word_attempts.with_gloss_language = 0 OR word_attempts.gloss_language = excluded.gloss_language
        THEN excluded.gloss_language
    END,
    slips = word_attempts.slips || excluded.slips
),
-- A new word counts for the earliest day of its cards. A learner who travels west may reach an earlier day later.
word_began AS (
  SELECT min(first_study_day) AS study_day, min(first_study_day) FILTER (WHERE id <> ALL ($3)) AS until_now
  FROM cards
  WHERE learner_id = $1 AND word_id IN (SELECT word_id FROM cards WHERE learner_id = $1 AND id = ANY ($3))
  GROUP BY word_id
),
change (study_day, reviews, duration_ms, again, new_cards, new_words, young_reviews, young_retained, mature_reviews,
  mature_retained) AS (
  SELECT study_day, 1, least(duration_ms, 60000), (rating = 1)::int, 0, 0,
    (came_back AND NOT is_mature)::int, (came_back AND NOT is_mature AND rating > 1)::int,
    (came_back AND is_mature)::int, (came_back AND is_mature AND rating > 1)::int
  FROM new CROSS JOIN LATERAL (SELECT is_attempt AND phase = 'review', last_interval_days >= 21)
    AS state (came_back, is_mature)
  UNION ALL
  SELECT first_study_day, 0, 0, 0, 1, 0, 0, 0, 0, 0 FROM cards WHERE learner_id = $1 AND id = ANY ($3)
  UNION ALL
  SELECT study_day, 0, 0, 0, 0, 1, 0, 0, 0, 0 FROM word_began WHERE until_now IS NULL OR study_day < until_now
  UNION ALL
  SELECT until_now, 0, 0, 0, 0, -1, 0, 0, 0, 0 FROM word_began WHERE study_day < until_now
)
INSERT INTO study_days (learner_id, study_day, reviews, duration_ms, again, new_cards, new_words, young_reviews,
  young_retained, mature_reviews, mature_retained)
SELECT $1, study_day, sum(reviews), sum(duration_ms), sum(again), sum(new_cards), sum(new_words), sum(young_reviews),
  sum(young_retained), sum(mature_reviews), sum(mature_retained)
FROM change
GROUP BY study_day
ON CONFLICT (learner_id, study_day) DO UPDATE SET
  reviews = study_days.reviews + excluded.reviews,
  duration_ms = study_days.duration_ms + excluded.duration_ms,
  again = study_days.again + excluded.again,
  new_cards = study_days.new_cards + excluded.new_cards,
  new_words = study_days.new_words + excluded.new_words,
  young_reviews = study_days.young_reviews + excluded.young_reviews,
  young_retained = study_days.young_retained + excluded.young_retained,
  mature_reviews = study_days.mature_reviews + excluded.mature_reviews,
  mature_retained = study_days.mature_retained + excluded.mature_retained
