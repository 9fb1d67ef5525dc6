INSERT INTO lesson_counts (learner_id, lesson_id, words, begun, learned, mature)
SELECT scope.learner_id, scope.lesson_id, count(word.word_id), count(*) FILTER (WHERE word.begun),
  count(*) FILTER (WHERE word.learned), count(*) FILTER (WHERE word.mature)
FROM scope JOIN learners USING (learner_id)
LEFT JOIN LATERAL (
  SELECT cards.word_id, bool_or(reps > 0) AS begun,
    bool_and(state IN ('review', 'relearning')) FILTER (WHERE skill = ANY (learners.skills)) AS learned,
    bool_and(state = 'review' AND interval_days >= $1) FILTER (WHERE skill = ANY (learners.skills)) AS mature
  FROM words JOIN cards ON cards.learner_id = scope.learner_id AND cards.word_id = words.id
  WHERE words.lesson_id = scope.lesson_id AND words.withdrawn_at IS NULL
  GROUP BY cards.word_id
) AS word ON true
GROUP BY scope.learner_id, scope.lesson_id
ON CONFLICT (learner_id, lesson_id) DO UPDATE SET words = excluded.words, begun = excluded.begun,
  learned = excluded.learned, mature = excluded.mature
