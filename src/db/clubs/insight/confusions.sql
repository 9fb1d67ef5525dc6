-- $1: learners; $2: their study days of joining; $3: their languages; $4, $5: the first and last day.
SELECT member.language, slipped.slip, count(*) AS count, count(DISTINCT member.id) AS learners
FROM unnest($1, $2, $3) AS member (id, since, language)
CROSS JOIN LATERAL (
  SELECT slip_kind || ' ' || letters.pair AS slip
  FROM reviews CROSS JOIN unnest(slip_letters) AS letters (pair)
  WHERE reviews.learner_id = member.id AND study_day BETWEEN $4 AND $5 AND study_day >= member.since
    AND slip_letters IS NOT NULL AND slip_kind IS NOT NULL AND NOT EXISTS (SELECT FROM review_voids
      WHERE review_voids.learner_id = reviews.learner_id AND review_voids.review_id = reviews.id)
) AS slipped
GROUP BY member.language, slipped.slip
