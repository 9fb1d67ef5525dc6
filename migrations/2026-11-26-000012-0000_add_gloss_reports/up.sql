CREATE INDEX reviews_slips ON reviews (learner_id, study_day) WHERE slip_letters IS NOT NULL;

CREATE TABLE gloss_reports (
  learner_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  id uuid NOT NULL,
  word_id uuid NOT NULL REFERENCES words,
  language text NOT NULL,
  gloss text NOT NULL,
  reason text NOT NULL,
  suggestion text,
  created_at timestamptz NOT NULL,
  status text NOT NULL CHECK (status IN ('open', 'accepted', 'declined')),
  resolved_by uuid REFERENCES accounts ON DELETE SET NULL,
  resolved_at timestamptz,
  answer text,
  PRIMARY KEY (learner_id, id),
  CHECK ((status = 'open') = (resolved_at IS NULL)),
  CHECK ((status = 'open') = (answer IS NULL))
);
CREATE UNIQUE INDEX gloss_reports_open ON gloss_reports (learner_id, word_id, language) WHERE status = 'open';
CREATE INDEX gloss_reports_id ON gloss_reports (id);
CREATE INDEX gloss_reports_status ON gloss_reports (status, id);
COMMENT ON TABLE gloss_reports IS 'Meanings that learners hold to be wrong, and what editors say to it.';
COMMENT ON COLUMN gloss_reports.language IS 'BCP 47: the language of the meaning.';
COMMENT ON COLUMN gloss_reports.gloss IS 'The meaning, as the learner saw it.';
COMMENT ON COLUMN gloss_reports.suggestion IS 'What the learner would write instead; null: they do not say.';
COMMENT ON COLUMN gloss_reports.status IS 'open: no editor has answered; accepted: the content is or will be changed; declined: it stays.';
COMMENT ON COLUMN gloss_reports.resolved_by IS 'The editor; null: nobody yet, or their account is gone.';
COMMENT ON COLUMN gloss_reports.answer IS 'The editor''s word to the learner.';
