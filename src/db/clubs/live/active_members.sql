-- $1: learners; $2: their study days. If a learner has a review on the day that was not voided, a row in study_days
-- counts it. So the log is read backwards only for days with such a review, where the search ends soon.
SELECT days.learner_id, days.study_day, days.reviews, days.new_words, last.reviewed_at AS last_reviewed_at
FROM unnest($1, $2) AS asked (learner_id, study_day)
JOIN study_days AS days
  ON days.learner_id = asked.learner_id AND days.study_day = asked.study_day AND days.reviews > 0
CROSS JOIN LATERAL (
  SELECT reviews.reviewed_at
  FROM reviews
  WHERE reviews.learner_id = days.learner_id AND reviews.study_day = days.study_day
    AND NOT EXISTS (
      SELECT FROM review_voids
      WHERE review_voids.learner_id = reviews.learner_id AND review_voids.review_id = reviews.id
    )
  ORDER BY reviews.reviewed_at DESC
  LIMIT 1
) AS last
