CREATE TABLE clubs (
  id uuid PRIMARY KEY,
  name text COLLATE kk NOT NULL,
  organization_id uuid REFERENCES organizations,
  invite_code text NOT NULL UNIQUE,
  created_at timestamptz NOT NULL
);
COMMENT ON TABLE clubs IS 'A group that learns together.';
COMMENT ON COLUMN clubs.organization_id IS 'The directory''s organization that it belongs to.';
COMMENT ON COLUMN clubs.invite_code IS 'Who knows it may join.';

CREATE TABLE club_memberships (
  id uuid PRIMARY KEY,
  club_id uuid NOT NULL REFERENCES clubs ON DELETE CASCADE,
  learner_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  role text NOT NULL CHECK (role IN ('leader', 'member')),
  joined_at timestamptz NOT NULL,
  UNIQUE (club_id, learner_id)
);
CREATE INDEX club_memberships_page ON club_memberships (club_id, joined_at, id);
CREATE INDEX club_memberships_learner_id ON club_memberships (learner_id, joined_at, id);
