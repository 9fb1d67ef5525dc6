-- Courses: what the content teaches.

CREATE TABLE content_imports (
    name text PRIMARY KEY,
    fingerprint text NOT NULL,
    chosen boolean NOT NULL,
    imported_at timestamptz NOT NULL,
    version bigint NOT NULL
);
COMMENT ON TABLE content_imports IS
    'The content that was imported last, so that a restart does not import the same content again.';
COMMENT ON COLUMN content_imports.fingerprint IS
    'SHA-256 of the files.';
COMMENT ON COLUMN content_imports.chosen IS
    'Whether an operator chose the content folder; the default folder is then no longer imported.';
COMMENT ON COLUMN content_imports.version IS
    'The content version: the number of imports that changed anything.';

CREATE TABLE courses (
    id uuid PRIMARY KEY,
    slug text NOT NULL UNIQUE,
    title_kk text COLLATE kk NOT NULL,
    title_ru text,
    title_en text,
    description_kk text,
    description_ru text,
    description_en text,
    withdrawn_at timestamptz,
    digest text NOT NULL,
    content_version bigint NOT NULL
);
CREATE INDEX courses_title_kk ON courses (title_kk, id);
COMMENT ON TABLE courses IS
    'A sequence of lessons.';
COMMENT ON COLUMN courses.digest IS
    'SHA-256 of the course in the content, including its units, lessons and words.';
COMMENT ON COLUMN courses.content_version IS
    'The content version in which the course, or anything in it, last changed or was withdrawn.';

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
    withdrawn_at timestamptz,
    UNIQUE (course_id, slug)
);
COMMENT ON TABLE units IS
    'A group of consecutive lessons of a course.';

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
    withdrawn_at timestamptz,
    unit_id uuid REFERENCES units,
    endings text[] NOT NULL,
    UNIQUE (course_id, slug)
);
CREATE INDEX lessons_course_id ON lessons (course_id, position, id);
COMMENT ON TABLE lessons IS
    'About five words that are learned together.';
COMMENT ON COLUMN lessons.unit_id IS
    'The lesson''s unit; null if the course has no units.';
COMMENT ON COLUMN lessons.endings IS
    'The endings of nouns that the lesson teaches, as codes of forms such as loc or pl.nom.';

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
    withdrawn_at timestamptz,
    meaning integer NOT NULL,
    level text,
    note_kk text,
    note_ru text,
    note_en text,
    inflection jsonb,
    digest text NOT NULL,
    content_version bigint NOT NULL,
    accepted_orders text[] NOT NULL DEFAULT '{}',
    UNIQUE (course_id, slug, meaning)
);
CREATE INDEX words_content_version ON words (content_version, id);
CREATE INDEX words_folded ON words (folded);
CREATE INDEX words_lesson_id ON words (lesson_id, position, id);
CREATE INDEX words_withdrawn ON words (id) WHERE withdrawn_at IS NOT NULL;
COMMENT ON TABLE words IS
    'A lexeme that is taught.';
COMMENT ON COLUMN words.folded IS
    'The headword as answers are compared with it: NFC, lower case, no punctuation.';
COMMENT ON COLUMN words.variants IS
    'Other correct spellings, which are accepted as answers.';
COMMENT ON COLUMN words.meaning IS
    'Increases when the slug gets a new meaning. The new meaning is a separate word with its own cards.';
COMMENT ON COLUMN words.level IS
    'CEFR level, A1 to C2; null if the content gives none.';
COMMENT ON COLUMN words.inflection IS
    'Exceptions to the rules of inflection; null if there are none.';
COMMENT ON COLUMN words.digest IS
    'SHA-256 of the word in the content, including glosses and examples.';
COMMENT ON COLUMN words.content_version IS
    'The content version in which the word last changed or was withdrawn.';
COMMENT ON COLUMN words.accepted_orders IS
    'Kazakh sentences with the words of an example in another correct order.';

CREATE TABLE glosses (
    word_id uuid NOT NULL REFERENCES words ON DELETE CASCADE,
    language text NOT NULL,
    position integer NOT NULL,
    text text NOT NULL,
    blocked boolean NOT NULL,
    PRIMARY KEY (word_id, language, "position")
);
COMMENT ON TABLE glosses IS
    'A translation of a word. The gloss at position 0 is shown; all glosses that are not blocked are accepted.';
COMMENT ON COLUMN glosses.language IS
    'BCP 47.';
COMMENT ON COLUMN glosses.blocked IS
    'Whether the gloss must be rejected as an answer, although it resembles an accepted one.';

CREATE TABLE examples (
    word_id uuid NOT NULL REFERENCES words ON DELETE CASCADE,
    position integer NOT NULL,
    language text NOT NULL,
    text text NOT NULL,
    PRIMARY KEY (word_id, "position", language)
);
COMMENT ON TABLE examples IS
    'An example sentence of a word: the Kazakh sentence has language kk, the others are its translations.';
