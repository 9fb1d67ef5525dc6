CREATE TABLE assignments (
  id uuid PRIMARY KEY,
  club_id uuid NOT NULL REFERENCES clubs ON DELETE CASCADE,
  note text,
  from_day integer NOT NULL,
  until_day integer NOT NULL,
  for_all boolean NOT NULL,
  created_at timestamptz NOT NULL,
  withdrawn_at timestamptz,
  CHECK (from_day <= until_day)
);
COMMENT ON TABLE assignments IS 'What leaders of a club have its members learn.';
COMMENT ON COLUMN assignments.from_day IS 'The first study day, of each member''s own, counted from 1970-01-01.';
COMMENT ON COLUMN assignments.until_day IS 'The last study day, likewise.';
COMMENT ON COLUMN assignments.for_all IS 'Whether it is for whoever joins later, too.';
CREATE INDEX assignments_page ON assignments (club_id, created_at, id);

CREATE TABLE assignment_words (
  assignment_id uuid NOT NULL REFERENCES assignments ON DELETE CASCADE,
  word_id uuid NOT NULL REFERENCES words,
  position integer NOT NULL,
  lesson_id uuid REFERENCES lessons,
  PRIMARY KEY (assignment_id, word_id)
);
COMMENT ON COLUMN assignment_words.lesson_id IS 'The lesson that was assigned, with all words that it had then; null: the word was assigned by itself.';

CREATE TABLE assignment_members (
  learner_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  assignment_id uuid NOT NULL REFERENCES assignments ON DELETE CASCADE,
  change_number bigint NOT NULL,
  PRIMARY KEY (learner_id, assignment_id)
);
COMMENT ON TABLE assignment_members IS 'For whom assignments are, as long as they are in the club.';
COMMENT ON COLUMN assignment_members.change_number IS 'The learner''s change by which the cards of its words were made.';
CREATE INDEX assignment_members_assignment_id ON assignment_members (assignment_id);
