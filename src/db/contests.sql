-- $1: the contests. Entrants who are disabled or await their deletion are left out, so that nobody sees their names any
-- more. For each card of the contest's words that the entrant answered in the period, the last answer counts, and whether
-- the card came back after days and was remembered on that study day. Further answers of a day come after no interval.
SELECT entry.contest_id, entry.id, entry.learner_id, entry.club_id, entry.area, entry.name_display, entry.entered_at,
  accounts.display_name, clubs.name AS club_name, kept.words
FROM contests AS contest
JOIN contest_entries AS entry ON entry.contest_id = contest.id
JOIN accounts
  ON accounts.id = entry.learner_id AND accounts.disabled_at IS NULL AND accounts.deletion_due_at IS NULL
LEFT JOIN clubs ON clubs.id = entry.club_id
CROSS JOIN LATERAL (
  SELECT count(*) AS words FROM (
    SELECT FROM (
      SELECT DISTINCT ON (review.card_id) card.word_id, review.rating,
        bool_or(review.elapsed_days > 0 AND review.last_interval_days > 0) OVER day
          AND bool_and(review.rating > 1) OVER day AS came_back
      FROM reviews AS review
      JOIN cards AS card ON card.learner_id = review.learner_id AND card.id = review.card_id
      JOIN contest_words AS word ON word.contest_id = contest.id AND word.word_id = card.word_id
      WHERE review.learner_id = entry.learner_id
        AND review.study_day BETWEEN contest.from_day AND contest.until_day
        AND NOT EXISTS (SELECT FROM review_voids AS void
          WHERE void.learner_id = review.learner_id AND void.review_id = review.id)
      WINDOW day AS (PARTITION BY review.card_id, review.study_day)
      ORDER BY review.card_id, review.reviewed_at DESC, review.id DESC
    ) AS last
    GROUP BY word_id
    HAVING bool_or(came_back) AND bool_and(rating > 1)
  ) AS kept_words
) AS kept
WHERE contest.id = ANY ($1)
