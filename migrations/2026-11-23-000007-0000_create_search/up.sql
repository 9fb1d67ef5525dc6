CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE search_entries (
  record_id uuid NOT NULL,
  record_kind text NOT NULL,
  position integer NOT NULL,
  label text NOT NULL,
  label_kind text NOT NULL,
  language text NOT NULL,
  folded text COLLATE "C" NOT NULL,
  stems text[] NOT NULL,
  sort_key text COLLATE kk NOT NULL,
  PRIMARY KEY (record_id, position)
);
CREATE INDEX search_entries_folded ON search_entries (folded);
CREATE INDEX search_entries_stems ON search_entries USING gin (array_to_tsvector(stems)) WITH (fastupdate = off);
COMMENT ON TABLE search_entries IS 'The names by which published records are found, one row a name and language.';
COMMENT ON COLUMN search_entries.record_id IS 'An organization, a person, an event or a word, as record_kind tells.';
COMMENT ON COLUMN search_entries.label_kind IS 'What the label is to the record: its name, a former one, a gloss.';
COMMENT ON COLUMN search_entries.language IS 'BCP 47.';
COMMENT ON COLUMN search_entries.folded IS 'The label in coarse form: as a Russian keyboard types it, lower case, no punctuation.';
COMMENT ON COLUMN search_entries.stems IS 'Its words without their endings, each behind a letter for record_kind and a digit for the number of words in the label.';
COMMENT ON COLUMN search_entries.sort_key IS 'The record''s Kazakh name without quotation marks.';

CREATE TABLE search_spellings (
  spelling text COLLATE "C" NOT NULL,
  stem text COLLATE "C" NOT NULL,
  PRIMARY KEY (spelling, stem)
);
COMMENT ON TABLE search_spellings IS 'What stems are found by when a letter is wrong: each as it is, and with each of its letters left out.';
