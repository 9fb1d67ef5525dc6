-- $1: learners; $2: lessons. The progress of each learner in each lesson, if there is any.
SELECT member.id, lesson.*
FROM unnest($1) AS member (id)
CROSS JOIN LATERAL (
  SELECT lesson_id, started_at IS NOT NULL AS started, coalesce(begun, 0)::bigint AS begun,
    coalesce(learned, 0)::bigint AS learned, coalesce(mature, 0)::bigint AS mature
  FROM (
    SELECT * FROM lesson_counts WHERE lesson_counts.learner_id = member.id AND lesson_id = ANY ($2)
  ) AS counts
  FULL JOIN (
    SELECT lesson_id, started_at FROM lesson_starts
    WHERE lesson_starts.learner_id = member.id AND lesson_id = ANY ($2)
  ) AS start USING (lesson_id)
  WHERE started_at IS NOT NULL OR begun > 0
) AS lesson
