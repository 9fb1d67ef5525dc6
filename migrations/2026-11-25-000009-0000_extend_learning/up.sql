-- How a learner learns
ALTER TABLE learners
  ADD gloss_languages text[],
  ADD script text NOT NULL DEFAULT 'cyrillic' CHECK (script IN ('cyrillic', 'latin')),
  ADD rollover_hour smallint NOT NULL DEFAULT 4 CHECK (rollover_hour BETWEEN 0 AND 23),
  ADD skills text[] NOT NULL DEFAULT '{recognize,produce}',
  ADD new_cards_per_day integer NOT NULL DEFAULT 20 CHECK (new_cards_per_day BETWEEN 0 AND 9999),
  ADD reviews_per_day integer NOT NULL DEFAULT 200 CHECK (reviews_per_day BETWEEN 0 AND 9999),
  ADD bury_siblings boolean NOT NULL DEFAULT false,
  ADD leech_threshold smallint NOT NULL DEFAULT 8 CHECK (leech_threshold BETWEEN 2 AND 99),
  ADD suspend_leeches boolean NOT NULL DEFAULT true,
  ADD preset_number integer NOT NULL DEFAULT 0,
  ADD change_number bigint NOT NULL DEFAULT 0;
UPDATE learners SET gloss_languages = ARRAY[gloss_language];
ALTER TABLE learners ALTER gloss_languages SET NOT NULL, DROP COLUMN gloss_language;
COMMENT ON COLUMN learners.time_zone IS 'IANA name; a study day begins there at the rollover hour.';
COMMENT ON COLUMN learners.gloss_languages IS 'BCP 47: the languages that meanings are shown in, the first that a word has a gloss in.';
COMMENT ON COLUMN learners.script IS 'The script that Kazakh is shown in.';
COMMENT ON COLUMN learners.rollover_hour IS 'When a study day begins, by the clock on the wall.';
COMMENT ON COLUMN learners.skills IS 'What is practised of each word.';
COMMENT ON COLUMN learners.leech_threshold IS 'A card that was forgotten so often is a leech.';
COMMENT ON COLUMN learners.preset_number IS 'The scheduling preset in force; 0: the defaults.';
COMMENT ON COLUMN learners.change_number IS 'Counts the transactions that changed what is the learner''s; each begins by counting it up, so that they come one after the other.';

CREATE TABLE scheduling_presets (
  learner_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  number integer NOT NULL CHECK (number > 0),
  effective_at timestamptz,
  created_at timestamptz NOT NULL,
  scheduling jsonb NOT NULL,
  PRIMARY KEY (learner_id, number)
);
COMMENT ON TABLE scheduling_presets IS 'How a learner''s cards are and were scheduled. Append-only.';
COMMENT ON COLUMN scheduling_presets.effective_at IS 'From when; null: for all reviews, earlier ones too. Of those in force at a moment the highest number counts.';

-- Cards
ALTER TABLE cards
  DROP CONSTRAINT cards_skill_check,
  ADD CHECK (skill IN ('recognize', 'produce', 'listen', 'inflect')),
  ADD reset_at timestamptz,
  ADD suspended_at timestamptz,
  ADD buried_until integer,
  ADD pardoned_lapses integer NOT NULL DEFAULT 0,
  ADD change_number bigint NOT NULL DEFAULT 0;
ALTER TABLE cards ALTER pardoned_lapses DROP DEFAULT, ALTER change_number DROP DEFAULT;
CREATE INDEX cards_change_number ON cards (learner_id, change_number, id);
COMMENT ON COLUMN cards.reset_at IS 'When it was last made new again.';
COMMENT ON COLUMN cards.suspended_at IS 'Since when the learner has it out of the queue; null: it is not suspended.';
COMMENT ON COLUMN cards.buried_until IS 'The study day, days since 1970-01-01, on which it is shown again; null: it is not buried.';
COMMENT ON COLUMN cards.pardoned_lapses IS 'Its lapses when the learner last took it back as a leech.';
COMMENT ON COLUMN cards.change_number IS 'The learner''s change number when it was last written.';

CREATE TABLE card_resets (
  learner_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  id uuid NOT NULL,
  card_id uuid NOT NULL,
  reset_at timestamptz NOT NULL,
  change_number bigint NOT NULL,
  PRIMARY KEY (learner_id, id),
  FOREIGN KEY (learner_id, card_id) REFERENCES cards (learner_id, id) ON DELETE CASCADE
);
CREATE INDEX card_resets_card ON card_resets (learner_id, card_id);
COMMENT ON TABLE card_resets IS 'Entries of the log by which a card became new again. Append-only.';

-- The review log
ALTER TABLE reviews
  ALTER verdict DROP NOT NULL,
  ADD rollover_hour smallint NOT NULL DEFAULT 4,
  ADD last_interval_days integer NOT NULL DEFAULT 0,
  ADD preset_number integer NOT NULL DEFAULT 0,
  ADD exercise_detail text,
  ADD slip_kind text,
  ADD slip_letters text[],
  ADD gloss_language text,
  ADD change_number bigint NOT NULL DEFAULT 0;
UPDATE reviews SET last_interval_days = coalesce((
  SELECT before.interval_days FROM reviews AS before
  WHERE before.learner_id = reviews.learner_id AND before.card_id = reviews.card_id
    AND (before.reviewed_at, before.id) < (reviews.reviewed_at, reviews.id)
  ORDER BY before.reviewed_at DESC, before.id DESC LIMIT 1), 0);
ALTER TABLE reviews
  ALTER rollover_hour DROP DEFAULT,
  ALTER last_interval_days DROP DEFAULT,
  ALTER preset_number DROP DEFAULT,
  ALTER change_number DROP DEFAULT;
CREATE INDEX reviews_change_number ON reviews (learner_id, change_number, id);
COMMENT ON COLUMN reviews.verdict IS 'What grading found; null: the learner rated the card by hand.';
COMMENT ON COLUMN reviews.rollover_hour IS 'When the learner''s study days began then.';
COMMENT ON COLUMN reviews.last_interval_days IS 'The interval that had been scheduled before it, days; 0 within a day; as it was known when it was received.';
COMMENT ON COLUMN reviews.preset_number IS 'The scheduling preset that computed the state; 0: the defaults.';
COMMENT ON COLUMN reviews.exercise_detail IS 'What of the word was asked, where its kind does not say it: a form, a sentence.';
COMMENT ON COLUMN reviews.slip_kind IS 'What kind of slip it was; null: none.';
COMMENT ON COLUMN reviews.slip_letters IS 'The letters of the slip, a pair each: the one that belongs there and the one that was written, - for none.';
COMMENT ON COLUMN reviews.gloss_language IS 'BCP 47: the language in which the meaning was shown; null: not told.';
COMMENT ON COLUMN reviews.change_number IS 'The learner''s change number when it was received.';

CREATE TABLE review_voids (
  learner_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  review_id uuid NOT NULL,
  voided_at timestamptz NOT NULL,
  change_number bigint NOT NULL,
  PRIMARY KEY (learner_id, review_id),
  FOREIGN KEY (learner_id, review_id) REFERENCES reviews (learner_id, id) ON DELETE CASCADE
);
COMMENT ON TABLE review_voids IS 'Entries of the log by which a review was undone: cards are folded without it. Append-only.';

-- What is counted of a study day
CREATE TABLE study_days (
  learner_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  study_day integer NOT NULL,
  reviews integer NOT NULL,
  duration_ms bigint NOT NULL,
  again integer NOT NULL,
  new_cards integer NOT NULL,
  new_words integer NOT NULL,
  young_reviews integer NOT NULL,
  young_retained integer NOT NULL,
  mature_reviews integer NOT NULL,
  mature_retained integer NOT NULL,
  PRIMARY KEY (learner_id, study_day)
);
COMMENT ON TABLE study_days IS 'What the review log comes to, a row a learner and study day; written in the transaction that changes the log.';
COMMENT ON COLUMN study_days.study_day IS 'Days since 1970-01-01.';
COMMENT ON COLUMN study_days.duration_ms IS 'Of one answer a minute counts at most.';
COMMENT ON COLUMN study_days.again IS 'Reviews that were rated AGAIN.';
COMMENT ON COLUMN study_days.new_cards IS 'Cards whose first review was on that day.';
COMMENT ON COLUMN study_days.new_words IS 'Words whose first review was on that day.';
COMMENT ON COLUMN study_days.young_reviews IS 'Cards that came back that day after 1 to 20 days.';
COMMENT ON COLUMN study_days.young_retained IS 'Those of them that were remembered at the first review of the day.';
COMMENT ON COLUMN study_days.mature_reviews IS 'Cards that came back that day after 21 days or more.';
COMMENT ON COLUMN study_days.mature_retained IS 'Those of them that were remembered at the first review of the day.';
INSERT INTO study_days
  SELECT learner_id, study_day, count(*), sum(least(duration_ms, 60000)), count(*) FILTER (WHERE rating = 1), 0, 0,
    count(*) FILTER (WHERE first AND kind = 'review' AND last_interval_days < 21),
    count(*) FILTER (WHERE first AND kind = 'review' AND last_interval_days < 21 AND rating > 1),
    count(*) FILTER (WHERE first AND kind = 'review' AND last_interval_days >= 21),
    count(*) FILTER (WHERE first AND kind = 'review' AND last_interval_days >= 21 AND rating > 1)
  FROM (SELECT *, row_number() OVER (PARTITION BY learner_id, study_day, card_id ORDER BY reviewed_at, id) = 1 AS first
        FROM reviews) AS log
  GROUP BY learner_id, study_day;
UPDATE study_days SET new_cards = new.cards, new_words = new.words
  FROM (SELECT learner_id, first_study_day, count(*) AS cards, count(*) FILTER (WHERE first_of_word) AS words
        FROM (SELECT learner_id, first_study_day,
                row_number() OVER (PARTITION BY learner_id, word_id ORDER BY first_study_day, id) = 1 AS first_of_word
              FROM cards WHERE first_study_day IS NOT NULL) AS started
        GROUP BY learner_id, first_study_day) AS new
  WHERE new.learner_id = study_days.learner_id AND new.first_study_day = study_days.study_day;

-- What the learner adds to words
CREATE TABLE learner_words (
  learner_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  word_id uuid NOT NULL REFERENCES words,
  note text,
  synonyms jsonb NOT NULL,
  change_number bigint NOT NULL,
  PRIMARY KEY (learner_id, word_id)
);
CREATE INDEX learner_words_change_number ON learner_words (learner_id, change_number, word_id);
COMMENT ON TABLE learner_words IS 'A learner''s own notes on words, and meanings of their own.';
COMMENT ON COLUMN learner_words.synonyms IS 'Meanings that are accepted of this learner, too: lists by language (BCP 47).';
COMMENT ON COLUMN learner_words.change_number IS 'The learner''s change number when it was last written.';
