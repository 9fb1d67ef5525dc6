CREATE TABLE courses (
  id uuid PRIMARY KEY,
  slug text NOT NULL UNIQUE,
  title_kk text COLLATE kk NOT NULL,
  title_ru text,
  title_en text,
  description_kk text,
  description_ru text,
  description_en text,
  retired_at timestamptz
);
CREATE INDEX courses_title_kk ON courses (title_kk, id);
COMMENT ON TABLE courses IS 'A way through the language, lesson by lesson.';

CREATE TABLE lessons (
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
CREATE INDEX lessons_course_id ON lessons (course_id, position, id);
COMMENT ON TABLE lessons IS 'A handful of words that are learned together.';

CREATE TABLE words (
  id uuid PRIMARY KEY,
  course_id uuid NOT NULL REFERENCES courses,
  slug text NOT NULL,
  lesson_id uuid NOT NULL REFERENCES lessons,
  position integer NOT NULL,
  headword text COLLATE kk NOT NULL,
  folded text NOT NULL,
  variants text[] NOT NULL,
  part_of_speech text NOT NULL,
  retired_at timestamptz,
  UNIQUE (course_id, slug)
);
CREATE INDEX words_lesson_id ON words (lesson_id, position, id);
CREATE INDEX words_folded ON words (folded);
COMMENT ON TABLE words IS 'A lexeme that is taught.';
COMMENT ON COLUMN words.variants IS 'Other correct spellings, accepted as answers.';
COMMENT ON COLUMN words.folded IS 'The headword as answers are compared: NFC, lower case, no punctuation.';

CREATE TABLE glosses (
  word_id uuid NOT NULL REFERENCES words ON DELETE CASCADE,
  language text NOT NULL,
  position integer NOT NULL,
  text text NOT NULL,
  PRIMARY KEY (word_id, language, position)
);
COMMENT ON TABLE glosses IS 'What a word means in another language; the one at position 0 is shown, all are accepted.';
COMMENT ON COLUMN glosses.language IS 'BCP 47.';

CREATE TABLE examples (
  word_id uuid NOT NULL REFERENCES words ON DELETE CASCADE,
  position integer NOT NULL,
  language text NOT NULL,
  text text NOT NULL,
  PRIMARY KEY (word_id, position, language)
);
COMMENT ON TABLE examples IS 'A sentence with the word: the Kazakh one in language kk, its translations beside it.';

CREATE TABLE content_imports (
  name text PRIMARY KEY,
  fingerprint text NOT NULL,
  chosen boolean NOT NULL,
  imported_at timestamptz NOT NULL
);
COMMENT ON TABLE content_imports IS 'Which content was loaded last, so that the same is not loaded again at every start.';
COMMENT ON COLUMN content_imports.chosen IS 'Whether somebody named the folder; the one that is loaded by default then stays away.';
COMMENT ON COLUMN content_imports.fingerprint IS 'SHA-256 of the files.';
