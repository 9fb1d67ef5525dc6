CREATE TABLE optimization_jobs (
  learner_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  id uuid NOT NULL,
  status text NOT NULL CHECK (status IN ('queued', 'running', 'done', 'failed')),
  dry_run boolean NOT NULL,
  reschedule boolean NOT NULL,
  created_at timestamptz NOT NULL,
  started_at timestamptz,
  finished_at timestamptz,
  lease_until timestamptz,
  attempts smallint NOT NULL DEFAULT 0,
  result jsonb,
  PRIMARY KEY (learner_id, id)
);
CREATE UNIQUE INDEX optimization_jobs_open ON optimization_jobs (learner_id) WHERE status IN ('queued', 'running');
CREATE INDEX optimization_jobs_waiting ON optimization_jobs (created_at) WHERE status IN ('queued', 'running');
CREATE INDEX optimization_jobs_latest ON optimization_jobs (learner_id, created_at, id);
COMMENT ON TABLE optimization_jobs IS 'Jobs that fit the model''s parameters to a learner''s log; of each learner one at a time is not done.';
COMMENT ON COLUMN optimization_jobs.dry_run IS 'Whether what is found is only to be shown.';
COMMENT ON COLUMN optimization_jobs.reschedule IS 'Whether due dates are to move.';
COMMENT ON COLUMN optimization_jobs.lease_until IS 'Until when a running job is its process''s; then somebody else may take it.';
COMMENT ON COLUMN optimization_jobs.attempts IS 'Counts how often it was taken: who took it before the last time cannot finish it.';
COMMENT ON COLUMN optimization_jobs.result IS 'What came of it; null: it is not done.';
