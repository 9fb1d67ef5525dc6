ALTER TABLE clubs
  ADD area text,
  ADD accepts_requests boolean NOT NULL DEFAULT false,
  -- Who looks for a club finds it with its organization.
  ADD CONSTRAINT clubs_are_found_with_organizations CHECK (NOT accepts_requests OR organization_id IS NOT NULL);
ALTER TABLE clubs ALTER accepts_requests DROP DEFAULT;
COMMENT ON COLUMN clubs.area IS 'Where it meets: a code of ISO 3166.';
COMMENT ON COLUMN clubs.accepts_requests IS 'Whether it is listed with its organization, and anyone may ask to join.';
CREATE INDEX clubs_organization_id ON clubs (organization_id) WHERE accepts_requests;

CREATE TABLE club_invitations (
  id uuid PRIMARY KEY,
  club_id uuid NOT NULL REFERENCES clubs ON DELETE CASCADE,
  code text NOT NULL UNIQUE,
  label text,
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  max_uses integer CHECK (max_uses > 0),
  uses integer NOT NULL CHECK (uses >= 0),
  revoked_at timestamptz,
  CHECK (uses <= max_uses)
);
COMMENT ON TABLE club_invitations IS 'Codes that let whoever knows them into a club.';
COMMENT ON COLUMN club_invitations.label IS 'What leaders know it by: whom it is for.';
COMMENT ON COLUMN club_invitations.max_uses IS 'How many it lets in; null: any number.';
COMMENT ON COLUMN club_invitations.uses IS 'How many it has let in.';
CREATE INDEX club_invitations_page ON club_invitations (club_id, created_at, id);

INSERT INTO club_invitations (id, club_id, code, created_at, uses)
SELECT gen_random_uuid(), id, invite_code, created_at, 0 FROM clubs;
ALTER TABLE clubs DROP COLUMN invite_code;
