CREATE TABLE club_join_requests (
  id uuid PRIMARY KEY,
  club_id uuid NOT NULL REFERENCES clubs ON DELETE CASCADE,
  learner_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  message text,
  shares_activity boolean NOT NULL,
  shares_results boolean NOT NULL,
  shares_answers boolean NOT NULL,
  requested_at timestamptz NOT NULL,
  status text NOT NULL CHECK (status IN ('open', 'accepted', 'declined', 'withdrawn')),
  decided_at timestamptz
);
COMMENT ON TABLE club_join_requests IS 'Who has asked to join a club.';
COMMENT ON COLUMN club_join_requests.shares_activity IS 'What the leaders will see of the member, as in club_memberships.';
COMMENT ON COLUMN club_join_requests.decided_at IS 'When a leader answered, or who asked took it back.';
CREATE UNIQUE INDEX club_join_requests_open ON club_join_requests (club_id, learner_id) WHERE status = 'open';
CREATE INDEX club_join_requests_page ON club_join_requests (club_id, id) WHERE status = 'open';
CREATE INDEX club_join_requests_learner_id ON club_join_requests (learner_id, id);
