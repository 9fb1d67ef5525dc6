-- $1 learners, $2 the study days on which each joined, $3 the first and $4 the last day that is asked for, $5 words: which
-- letters were slipped at the tries (a card's first answer on a study day), pair by pair.
SELECT slipped.word_id, slipped.kind, slipped.pair, count(*) AS tries, count(DISTINCT member.id) AS learners
FROM unnest($1, $2) AS member (id, since)
CROSS JOIN LATERAL (
  SELECT cards.word_id, try.slip_kind AS kind, letters.pair
  FROM cards
  CROSS JOIN LATERAL (
    SELECT DISTINCT ON (study_day) slip_kind, slip_letters
    FROM reviews
    WHERE reviews.learner_id = member.id AND reviews.card_id = cards.id AND study_day BETWEEN $3 AND $4
      AND study_day >= member.since AND NOT EXISTS (SELECT FROM review_voids
        WHERE review_voids.learner_id = reviews.learner_id AND review_voids.review_id = reviews.id)
    ORDER BY study_day, reviewed_at, id
  ) AS try
  CROSS JOIN LATERAL (SELECT DISTINCT pair FROM unnest(try.slip_letters) AS pair) AS letters
  WHERE cards.learner_id = member.id AND cards.word_id = ANY ($5) AND try.slip_kind IS NOT NULL
) AS slipped
GROUP BY slipped.word_id, slipped.kind, slipped.pair
ORDER BY slipped.word_id, tries DESC, slipped.pair, slipped.kind
