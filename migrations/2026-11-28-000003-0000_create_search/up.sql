-- What records and words are found by.

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
    PRIMARY KEY (record_id, "position")
);
CREATE INDEX search_entries_folded ON search_entries (folded);
CREATE INDEX search_entries_stems ON search_entries USING gin (array_to_tsvector(stems)) WITH (fastupdate=off);
COMMENT ON TABLE search_entries IS
    'The names by which published records are found, and the sentences about them; one row for each text and language.';
COMMENT ON COLUMN search_entries.record_id IS
    'An organization, person, event, post or word; record_kind says which.';
COMMENT ON COLUMN search_entries.label_kind IS
    'What the label is for the record: its name, a former name, a gloss, a statement about it.';
COMMENT ON COLUMN search_entries.language IS
    'BCP 47.';
COMMENT ON COLUMN search_entries.folded IS
    'The label reduced for comparison: letters of a Russian keyboard, lower case, no punctuation.';
COMMENT ON COLUMN search_entries.stems IS
    'The label''s words without endings. Each has a prefix of two letters: one for record_kind, one for the length of a name, or for a label that is not a name.';
COMMENT ON COLUMN search_entries.sort_key IS
    'The record''s name, in Kazakh if possible, without quotation marks.';

CREATE TABLE search_spellings (
    spelling text COLLATE "C" NOT NULL,
    stem text COLLATE "C" NOT NULL,
    PRIMARY KEY (spelling, stem)
);
COMMENT ON TABLE search_spellings IS
    'Misspellings by which stems are found: each stem itself, the stem with each one of its letters removed, and after an asterisk a long stem with each two of its letters removed.';
