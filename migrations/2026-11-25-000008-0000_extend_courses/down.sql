DELETE FROM glosses WHERE blocked;
COMMENT ON TABLE glosses IS 'What a word means in another language; the one at position 0 is shown, all are accepted.';
ALTER TABLE glosses DROP COLUMN blocked;

DROP INDEX words_content_version;
-- A meaning that was given up is a withdrawn word under a slug of its own.
UPDATE words SET slug = slug || '-' || meaning WHERE EXISTS (
  SELECT FROM words AS later WHERE later.course_id = words.course_id AND later.slug = words.slug AND later.meaning > words.meaning);
ALTER TABLE words
  DROP CONSTRAINT words_course_id_slug_meaning_key,
  DROP COLUMN meaning,
  DROP COLUMN level,
  DROP COLUMN note_kk,
  DROP COLUMN note_ru,
  DROP COLUMN note_en,
  DROP COLUMN inflection,
  DROP COLUMN digest,
  DROP COLUMN content_version,
  ADD UNIQUE (course_id, slug);

ALTER TABLE lessons DROP COLUMN unit_id;
ALTER TABLE content_imports DROP COLUMN version;
DROP TABLE units;
UPDATE content_imports SET fingerprint = '';
