ALTER TABLE lesson_starts ADD change_number bigint NOT NULL DEFAULT 0;
ALTER TABLE lesson_starts ALTER change_number DROP DEFAULT;
COMMENT ON COLUMN lesson_starts.change_number IS 'The learner''s change number when it was started.';

-- What a client has not seen yet is found by these, as it is in cards, reviews and learner_words.
CREATE INDEX lesson_starts_change_number ON lesson_starts (learner_id, change_number, lesson_id);
CREATE INDEX card_resets_change_number ON card_resets (learner_id, change_number, id);
CREATE INDEX review_voids_change_number ON review_voids (learner_id, change_number, review_id);
