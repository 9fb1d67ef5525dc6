CREATE TABLE units (
  id uuid PRIMARY KEY,
  course_id uuid NOT NULL REFERENCES courses,
  slug text NOT NULL,
  position integer NOT NULL,
  title_kk text NOT NULL,
  title_ru text,
  title_en text,
  description_kk text,
  description_ru text,
  description_en text,
  retired_at timestamptz,
  UNIQUE (course_id, slug)
);
COMMENT ON TABLE units IS 'Lessons of a course that belong together.';

ALTER TABLE content_imports ADD version bigint NOT NULL DEFAULT 1;
ALTER TABLE content_imports ALTER version DROP DEFAULT;
COMMENT ON COLUMN content_imports.version IS 'Counts the imports that wrote something: the version of the content.';

ALTER TABLE lessons ADD unit_id uuid REFERENCES units;
COMMENT ON COLUMN lessons.unit_id IS 'The unit that it belongs to; null: the course has none.';

ALTER TABLE words
  ADD meaning integer NOT NULL DEFAULT 1,
  ADD level text,
  ADD note_kk text,
  ADD note_ru text,
  ADD note_en text,
  ADD inflection jsonb,
  ADD digest text NOT NULL DEFAULT '',
  ADD content_version bigint NOT NULL DEFAULT 1,
  DROP CONSTRAINT words_course_id_slug_key,
  ADD UNIQUE (course_id, slug, meaning);
ALTER TABLE words
  ALTER meaning DROP DEFAULT,
  ALTER digest DROP DEFAULT,
  ALTER content_version DROP DEFAULT;
CREATE INDEX words_content_version ON words (content_version, id);
COMMENT ON COLUMN words.meaning IS 'Counted up when the slug gets a new meaning, which is a word of its own: the memory of the old one says nothing of it.';
COMMENT ON COLUMN words.level IS 'CEFR: A1 to C2; null: not said.';
COMMENT ON COLUMN words.inflection IS 'What the rules of inflection do not know of it; null: nothing.';
COMMENT ON COLUMN words.digest IS 'SHA-256 of all that the content says of it, glosses and examples included.';
COMMENT ON COLUMN words.content_version IS 'The version of the content in which it last changed, or was retired.';

ALTER TABLE glosses ADD blocked boolean NOT NULL DEFAULT false;
ALTER TABLE glosses ALTER blocked DROP DEFAULT;
COMMENT ON COLUMN glosses.blocked IS 'Whether it is an answer that must not be accepted, though it looks near.';
COMMENT ON TABLE glosses IS 'What a word means in another language; the one at position 0 is shown, all that are not blocked are accepted.';

-- The content is to be imported anew.
UPDATE content_imports SET fingerprint = '';
