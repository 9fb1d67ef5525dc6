-- $1: learners; $2: their study days of joining; $3, $4: the first and last day. Day 0, 1970-01-01, was a Thursday,
-- three days after a Monday.
SELECT grouping(day.study_day) = 1 AS is_week, coalesce(day.study_day, day.monday) AS first_day,
  count(DISTINCT member.id) AS members, sum(day.reviews)::bigint AS reviews, sum(day.duration_ms)::bigint AS duration_ms,
  sum(day.new_words)::bigint AS new_words
FROM unnest($1, $2) AS member (id, since)
CROSS JOIN LATERAL (
  SELECT study_day, study_day - (study_day + 3) % 7 AS monday, reviews, duration_ms, new_words
  FROM study_days
  WHERE study_days.learner_id = member.id AND study_day BETWEEN greatest($3, member.since) AND $4 AND reviews > 0
) AS day
GROUP BY GROUPING SETS ((day.study_day), (day.monday))
ORDER BY is_week, first_day
