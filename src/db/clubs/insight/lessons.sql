-- $1: learners; $2: lessons; $3: the interval of mature cards. The progress of each learner in each lesson, if there is
-- any.
SELECT member.id, lesson.*
FROM unnest($1) AS member (id)
JOIN learners ON learners.learner_id = member.id
CROSS JOIN LATERAL (
  SELECT lesson_id, started_at IS NOT NULL AS started, coalesce(introduced, 0) AS introduced, coalesce(learned, 0) AS learned,
    coalesce(mature, 0) AS mature
  FROM (
    SELECT lesson_id, count(*) FILTER (WHERE introduced) AS introduced, count(*) FILTER (WHERE learned) AS learned,
      count(*) FILTER (WHERE mature) AS mature
    FROM (
      SELECT words.lesson_id, bool_or(reps > 0) AS introduced,
        bool_and(state IN ('review', 'relearning')) FILTER (WHERE skill = ANY (learners.skills)) AS learned,
        bool_and(state = 'review' AND interval_days >= $3) FILTER (WHERE skill = ANY (learners.skills)) AS mature
      FROM cards JOIN words ON words.id = cards.word_id
      WHERE cards.learner_id = member.id AND words.retired_at IS NULL AND words.lesson_id = ANY ($2)
      GROUP BY words.lesson_id, words.id
    ) AS word
    GROUP BY lesson_id
  ) AS learned_words
  FULL JOIN (
    SELECT lesson_id, started_at FROM lesson_starts
    WHERE lesson_starts.learner_id = member.id AND lesson_id = ANY ($2)
  ) AS start USING (lesson_id)
  WHERE started_at IS NOT NULL OR introduced > 0
) AS lesson
