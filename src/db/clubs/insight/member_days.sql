-- $1: learners; $2: their study days of joining; $3: their present study days; $4: their goals; $5, $6: the first and
-- last day.
SELECT member.id, day.*
FROM unnest($1, $2, $3, $4) AS member (id, since, today, goal)
CROSS JOIN LATERAL (
  SELECT
    count(*) FILTER (WHERE asked) AS days,
    coalesce(sum(reviews) FILTER (WHERE asked), 0)::bigint AS reviews,
    coalesce(sum(duration_ms) FILTER (WHERE asked), 0)::bigint AS duration_ms,
    coalesce(sum(new_words) FILTER (WHERE asked), 0)::bigint AS new_words,
    count(*) FILTER (WHERE asked AND new_words >= member.goal) AS goal_days,
    coalesce(sum(came_back) FILTER (WHERE asked), 0)::bigint AS came_back,
    coalesce(sum(retained) FILTER (WHERE asked), 0)::bigint AS retained,
    coalesce(bool_or(study_day BETWEEN $6 - 6 AND $6), false) AS in_7_days,
    coalesce(bool_or(study_day BETWEEN $6 - 29 AND $6), false) AS in_30_days,
    coalesce(sum(came_back) FILTER (WHERE study_day > member.today - 14), 0)::bigint AS lately_came_back,
    coalesce(sum(retained) FILTER (WHERE study_day > member.today - 14), 0)::bigint AS lately_retained,
    coalesce(sum(came_back) FILTER (WHERE study_day BETWEEN member.today - 41 AND member.today - 14), 0)::bigint
      AS before_came_back,
    coalesce(sum(retained) FILTER (WHERE study_day BETWEEN member.today - 41 AND member.today - 14), 0)::bigint
      AS before_retained,
    coalesce(array_agg(study_day ORDER BY study_day), '{}') AS studied
  FROM (
    SELECT *, study_day BETWEEN $5 AND $6 AS asked, young_reviews + mature_reviews AS came_back,
      young_retained + mature_retained AS retained
    FROM study_days
    WHERE study_days.learner_id = member.id AND study_day >= member.since AND reviews > 0
  ) AS studied_day
) AS day
