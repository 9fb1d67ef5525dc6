-- $1: the learner; $2: their study day; $3: now; $4: the practised skills; $5: the lapses of a leech that is out of the
-- queue; $6: the further lapses that make it one again. Returns the counts of the day, and the number of cards that were
-- reviewed before and are due. Which cards may be shown, `showable` in queue.rs says, too.
SELECT due.cards AS due, $2 AS study_day, coalesce(day.reviews, 0) AS reviews,
  coalesce(day.duration_ms, 0) AS duration_ms, coalesce(day.again, 0) AS again,
  coalesce(day.new_cards, 0) AS new_cards, coalesce(day.new_words, 0) AS new_words,
  coalesce(day.young_reviews, 0) AS young_reviews, coalesce(day.young_retained, 0) AS young_retained,
  coalesce(day.mature_reviews, 0) AS mature_reviews, coalesce(day.mature_retained, 0) AS mature_retained
FROM (
  SELECT count(*) AS cards FROM cards
  WHERE learner_id = $1 AND stability IS NOT NULL AND due_at <= $3 AND skill = ANY ($4) AND suspended_at IS NULL
    AND (buried_until IS NULL OR buried_until <= $2)
    AND (lapses < $5 OR (pardoned_lapses > 0 AND lapses < pardoned_lapses + $6))
    AND word_id NOT IN (SELECT id FROM words WHERE withdrawn_at IS NOT NULL)
) AS due
LEFT JOIN study_days AS day ON day.learner_id = $1 AND day.study_day = $2
