ALTER TABLE courses
  ADD digest text NOT NULL DEFAULT '',
  ADD content_version bigint NOT NULL DEFAULT 1;
ALTER TABLE courses ALTER digest DROP DEFAULT, ALTER content_version DROP DEFAULT;
COMMENT ON COLUMN courses.digest IS 'SHA-256 of all that the content says of it, its units, lessons and words included.';
COMMENT ON COLUMN courses.content_version IS 'The version of the content in which it last changed, or anything in it, or it was retired.';

-- The content is to be imported anew.
UPDATE content_imports SET fingerprint = '';
