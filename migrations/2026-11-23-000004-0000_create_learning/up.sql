CREATE TABLE learners (
  learner_id uuid PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
  time_zone text NOT NULL,
  daily_goal smallint NOT NULL CHECK (daily_goal BETWEEN 1 AND 100),
  gloss_language text NOT NULL
);
COMMENT ON TABLE learners IS 'How an account learns.';
COMMENT ON COLUMN learners.time_zone IS 'IANA name; a study day begins there at 04:00.';
COMMENT ON COLUMN learners.daily_goal IS 'New words a day.';
COMMENT ON COLUMN learners.gloss_language IS 'BCP 47: the language that meanings are shown in.';

CREATE TABLE lesson_starts (
  learner_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  lesson_id uuid NOT NULL REFERENCES lessons,
  started_at timestamptz NOT NULL,
  PRIMARY KEY (learner_id, lesson_id)
);

CREATE TABLE cards (
  learner_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  id uuid NOT NULL,
  word_id uuid NOT NULL REFERENCES words,
  skill text NOT NULL CHECK (skill IN ('recognize', 'produce')),
  position integer NOT NULL,
  state text NOT NULL CHECK (state IN ('new', 'learning', 'review', 'relearning')),
  step smallint NOT NULL,
  stability real,
  difficulty real,
  due_at timestamptz NOT NULL,
  interval_days integer NOT NULL,
  first_study_day integer,
  last_study_day integer,
  last_reviewed_at timestamptz,
  last_review_id uuid,
  reps integer NOT NULL,
  lapses integer NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (learner_id, id),
  UNIQUE (learner_id, word_id, skill),
  CHECK ((stability IS NULL) = (difficulty IS NULL))
);
CREATE INDEX cards_due ON cards (learner_id, state, due_at, id);
CREATE INDEX cards_new ON cards (learner_id, state, created_at, position, id);
CREATE INDEX cards_first_study_day ON cards (learner_id, first_study_day);
COMMENT ON TABLE cards IS 'A learner, a word and a skill, with the memory of it: the fold of its reviews.';
COMMENT ON COLUMN cards.position IS 'The order in which new cards of a lesson are shown.';
COMMENT ON COLUMN cards.step IS 'Which step within the day comes next, in learning and relearning.';
COMMENT ON COLUMN cards.stability IS 'FSRS: days until the chance of recall falls to 90 in 100.';
COMMENT ON COLUMN cards.difficulty IS 'FSRS: 1 to 10.';
COMMENT ON COLUMN cards.interval_days IS 'The scheduled interval, days; 0 within a day.';
COMMENT ON COLUMN cards.first_study_day IS 'The study day of the first review, days since 1970-01-01.';
COMMENT ON COLUMN cards.last_study_day IS 'The study day of the last review, days since 1970-01-01.';

CREATE TABLE reviews (
  learner_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  id uuid NOT NULL,
  card_id uuid NOT NULL,
  reviewed_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  time_zone text NOT NULL,
  study_day integer NOT NULL,
  duration_ms integer NOT NULL,
  exercise text NOT NULL,
  answer text NOT NULL,
  verdict text NOT NULL,
  rating smallint NOT NULL CHECK (rating BETWEEN 1 AND 4),
  kind text NOT NULL CHECK (kind IN ('learning', 'review', 'relearning')),
  elapsed_days integer NOT NULL,
  interval_days integer NOT NULL,
  raw_interval_days real NOT NULL,
  stability real NOT NULL,
  difficulty real NOT NULL,
  model_version text NOT NULL,
  PRIMARY KEY (learner_id, id),
  FOREIGN KEY (learner_id, card_id) REFERENCES cards (learner_id, id) ON DELETE CASCADE
);
CREATE INDEX reviews_card ON reviews (learner_id, card_id, reviewed_at, id);
CREATE INDEX reviews_log ON reviews (learner_id, reviewed_at, id);
CREATE INDEX reviews_study_day ON reviews (learner_id, study_day);
COMMENT ON TABLE reviews IS 'The review log: append-only, and the truth that the cards are folded from.';
COMMENT ON COLUMN reviews.id IS 'Made by the client, so that a repeated submission is seen as one.';
COMMENT ON COLUMN reviews.study_day IS 'The learner''s study day of reviewed_at, days since 1970-01-01.';
COMMENT ON COLUMN reviews.elapsed_days IS 'Study days since the review before, as it was known when this one was received.';
COMMENT ON COLUMN reviews.raw_interval_days IS 'The interval that the model gave, before rounding and fuzz.';
COMMENT ON COLUMN reviews.stability IS 'After this review, as it was known when it was received: a review that comes late changes the cards, not the log.';
COMMENT ON COLUMN reviews.difficulty IS 'After this review, likewise.';
COMMENT ON COLUMN reviews.model_version IS 'Which model and parameters computed the state.';
