-- $1: learners; $2: the decay of each learner's model; $3: their present study days; $4: when these began; $5: when the
-- study days a week earlier began; $6: the interval of mature cards. The forgetting curve of FSRS is (1 + f t / S)^-d,
-- where f makes it 0.9 at t = S. OFFSET 0 has what is computed of a card computed once; without it, the planner repeats it
-- in each aggregate.
SELECT member.id, word.*, late.cards AS late
FROM unnest($1, $2, $3, $4, $5) AS member (id, decay, today, begins, began)
JOIN learners ON learners.learner_id = member.id
CROSS JOIN LATERAL (
  SELECT
    count(*) AS total,
    count(*) FILTER (WHERE begun) AS begun,
    count(*) FILTER (WHERE learned) AS learned,
    count(*) FILTER (WHERE mature) AS mature,
    coalesce(sum(coalesce(recognized, produced, heard, inflected)), 0) AS known,
    coalesce(sum(overdue), 0)::bigint AS overdue,
    coalesce(sum(overdue_since), 0)::bigint AS overdue_since
  FROM (
    SELECT bool_or(reps > 0) AS begun,
      bool_and(state IN ('review', 'relearning')) FILTER (WHERE practised) AS learned,
      bool_and(state = 'review' AND interval_days >= $6) FILTER (WHERE practised) AS mature,
      max(remembered) FILTER (WHERE skill = 'recognize') AS recognized,
      max(remembered) FILTER (WHERE skill = 'produce') AS produced,
      max(remembered) FILTER (WHERE skill = 'listen') AS heard,
      max(remembered) FILTER (WHERE skill = 'inflect') AS inflected,
      count(*) FILTER (WHERE shown AND due_at < member.begins) AS overdue,
      count(*) FILTER (WHERE shown AND due_at < member.began) AS overdue_since
    FROM (
      SELECT word_id, skill, state, reps, interval_days, due_at, words.withdrawn_at IS NULL AS taught,
        skill = ANY (learners.skills) AS practised,
        power(
          1 + (power(0.9, -1 / member.decay) - 1) * greatest(member.today - last_study_day, 0) / stability,
          -member.decay) AS remembered,
        state <> 'new' AND words.withdrawn_at IS NULL AND skill = ANY (learners.skills) AND suspended_at IS NULL
          AND (buried_until IS NULL OR buried_until <= member.today)
          AND (NOT learners.suspend_leeches OR lapses < learners.leech_threshold
            OR (pardoned_lapses > 0 AND lapses < pardoned_lapses + (learners.leech_threshold + 1) / 2)) AS shown
      FROM cards JOIN words ON words.id = cards.word_id
      WHERE cards.learner_id = member.id
      OFFSET 0
    ) AS card
    GROUP BY word_id
    HAVING bool_or(reps > 0) OR bool_or(taught)
  ) AS words_of_the_member
) AS word
CROSS JOIN LATERAL (
  -- Cards that were overdue a week ago and have been reviewed since: for each such card, exactly one review meets this
  -- condition.
  SELECT count(*) AS cards FROM reviews
  WHERE reviews.learner_id = member.id AND study_day BETWEEN member.today - 7 AND member.today AND elapsed_days > 0
    AND study_day - elapsed_days + last_interval_days < member.today - 7
    AND NOT EXISTS (SELECT FROM review_voids
      WHERE review_voids.learner_id = reviews.learner_id AND review_voids.review_id = reviews.id)
) AS late
