ALTER TABLE clubs ADD invite_code text UNIQUE;
UPDATE clubs SET invite_code = (
  SELECT code FROM club_invitations WHERE club_id = clubs.id
  ORDER BY revoked_at IS NOT NULL, max_uses IS NOT NULL, created_at DESC, id DESC LIMIT 1);
ALTER TABLE clubs ALTER invite_code SET NOT NULL;
COMMENT ON COLUMN clubs.invite_code IS 'Who knows it may join.';
DROP TABLE club_invitations;
DROP INDEX clubs_organization_id;
ALTER TABLE clubs DROP CONSTRAINT clubs_are_found_with_organizations, DROP COLUMN area, DROP COLUMN accepts_requests;
