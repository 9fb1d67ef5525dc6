-- $1: learners; $2: the decay of each learner's model; $3: their study days of joining; $4: their present study days;
-- $5: the day of the forecast; $6: words; $7: the skills in their order; $8: the number of days that the pace is
-- measured over. The forgetting curve of FSRS is (1 + f t / S)^-d, where f makes it 0.9 at t = S. A word is represented
-- by its card of the first skill that was reviewed.
SELECT member.id, word.*, pace.*
FROM unnest($1, $2, $3, $4) AS member (id, decay, since, today)
CROSS JOIN LATERAL (
  SELECT count(*) AS begun,
    coalesce(sum(alone), 0) AS alone, coalesce(sum(alone * (1 - alone)), 0) AS alone_variance,
    coalesce(sum(kept_up), 0) AS kept_up, coalesce(sum(kept_up * (1 - kept_up)), 0) AS kept_up_variance,
    coalesce(sum(reviews), 0)::bigint AS reviews
  FROM (
    SELECT DISTINCT ON (word_id) stability, last_study_day AS last, greatest(interval_days, 1) AS days
    FROM cards
    WHERE cards.learner_id = member.id AND word_id = ANY ($6) AND stability IS NOT NULL
    ORDER BY word_id, array_position($7, skill)
  ) AS card
  CROSS JOIN LATERAL (SELECT greatest(last + days, member.today) AS first_due) AS due
  CROSS JOIN LATERAL (
    SELECT greatest($5 - last, 0) AS alone_days,
      CASE WHEN $5 < first_due THEN greatest($5 - last, 0) ELSE ($5 - first_due) % days END AS kept_up_days,
      CASE WHEN $5 < first_due THEN 0 ELSE ($5 - first_due) / days + 1 END AS reviews
  ) AS elapsed
  CROSS JOIN LATERAL (SELECT power(0.9, -1 / member.decay) - 1 AS factor) AS curve
  CROSS JOIN LATERAL (
    SELECT power(1 + factor * alone_days / stability, -member.decay) AS alone,
      power(1 + factor * kept_up_days / stability, -member.decay) AS kept_up
  ) AS remembered
) AS word
CROSS JOIN LATERAL (
  SELECT coalesce(sum(study_days.reviews), 0)::bigint AS pace_reviews,
    coalesce(sum(duration_ms), 0)::bigint AS pace_duration_ms, coalesce(sum(new_words), 0)::bigint AS pace_new_words
  FROM study_days
  WHERE study_days.learner_id = member.id AND study_day > member.today - $8 AND study_day >= member.since
) AS pace
