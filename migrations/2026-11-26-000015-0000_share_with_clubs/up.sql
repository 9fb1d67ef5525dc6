-- What a member lets the club's leaders see. Who is in a club by now joined when leaders saw what members had done and learned.
ALTER TABLE club_memberships
  ADD shares_activity boolean NOT NULL DEFAULT true,
  ADD shares_results boolean NOT NULL DEFAULT true,
  ADD shares_answers boolean NOT NULL DEFAULT false;
ALTER TABLE club_memberships
  ALTER shares_activity DROP DEFAULT,
  ALTER shares_results DROP DEFAULT,
  ALTER shares_answers DROP DEFAULT;
COMMENT ON COLUMN club_memberships.shares_activity IS 'Whether leaders see when and how much the member studies.';
COMMENT ON COLUMN club_memberships.shares_results IS 'Whether leaders see what the member knows.';
COMMENT ON COLUMN club_memberships.shares_answers IS 'Whether leaders see what the member answered.';

CREATE TABLE club_access_log (
  learner_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  id uuid NOT NULL,
  club_id uuid NOT NULL REFERENCES clubs ON DELETE CASCADE,
  leader_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  subject text NOT NULL,
  accessed_at timestamptz NOT NULL,
  PRIMARY KEY (learner_id, id)
);
COMMENT ON TABLE club_access_log IS 'What leaders of clubs have looked at, a row for each member and look. Append-only.';
COMMENT ON COLUMN club_access_log.id IS 'The look''s: the same for all members that it fell on.';
COMMENT ON COLUMN club_access_log.subject IS 'What of the member was looked at.';
