-- The hardest words of a club are summed up from what is counted of each learner's tries day by day: the log is many times as long.
CREATE TABLE word_tries (
  learner_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  study_day integer NOT NULL,
  word_id uuid NOT NULL REFERENCES words,
  tries smallint NOT NULL CHECK (tries > 0),
  failures smallint NOT NULL,
  told smallint NOT NULL,
  again smallint NOT NULL,
  gloss_language text,
  slips text[],
  PRIMARY KEY (learner_id, study_day, word_id)
);
COMMENT ON TABLE word_tries IS 'What became of a word''s tries on a study day: a card''s first answer on a study day is one. Written in the transaction that changes the log.';
COMMENT ON COLUMN word_tries.study_day IS 'Days since 1970-01-01.';
COMMENT ON COLUMN word_tries.failures IS 'Tries that were rated AGAIN, or written with a slip.';
COMMENT ON COLUMN word_tries.told IS 'Tries of which it is told in which language the meaning was shown.';
COMMENT ON COLUMN word_tries.again IS 'Those of them that were rated AGAIN.';
COMMENT ON COLUMN word_tries.gloss_language IS 'BCP 47: the language of all that are told; null: there are several, or none is told.';
COMMENT ON COLUMN word_tries.slips IS 'The letters that were slipped, of each try each pair once: the kind of slip, a space, the letter that belongs there and the one that was written, - for none; null: none.';
WITH try AS (
  SELECT first.*, cards.word_id
  FROM (
    SELECT DISTINCT ON (learner_id, study_day, card_id) learner_id, study_day, card_id, rating, slip_kind, slip_letters,
      gloss_language
    FROM reviews
    WHERE NOT EXISTS (SELECT FROM review_voids
      WHERE review_voids.learner_id = reviews.learner_id AND review_voids.review_id = reviews.id)
    ORDER BY learner_id, study_day, card_id, reviewed_at, id
  ) AS first
  JOIN cards ON cards.learner_id = first.learner_id AND cards.id = first.card_id
)
INSERT INTO word_tries
  SELECT counted.*, slipped.slips
  FROM (
    SELECT learner_id, study_day, word_id, count(*), count(*) FILTER (WHERE rating = 1 OR slip_kind IS NOT NULL),
      count(gloss_language), count(gloss_language) FILTER (WHERE rating = 1),
      CASE WHEN min(gloss_language) = max(gloss_language) THEN min(gloss_language) END
    FROM try
    GROUP BY learner_id, study_day, word_id
  ) AS counted
  LEFT JOIN (
    SELECT learner_id, study_day, word_id, array_agg(slip_kind || ' ' || pair) AS slips
    FROM try CROSS JOIN LATERAL (SELECT DISTINCT unnest(slip_letters) AS pair) AS letters
    WHERE slip_kind IS NOT NULL
    GROUP BY learner_id, study_day, word_id
  ) AS slipped USING (learner_id, study_day, word_id)
  ORDER BY learner_id, study_day;
CREATE INDEX word_tries_slips ON word_tries (learner_id, study_day) WHERE slips IS NOT NULL;
-- What it was for is counted.
CREATE INDEX reviews_study_day ON reviews (learner_id, study_day);
DROP INDEX reviews_tries;
