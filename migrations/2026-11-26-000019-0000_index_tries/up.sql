-- The first answer to a card on a study day is what the hardest words of clubs are counted from: here these answers stand
-- in order, with all that is counted of them.
CREATE INDEX reviews_tries ON reviews (learner_id, study_day, card_id, reviewed_at, id)
  INCLUDE (rating, slip_kind, gloss_language);
DROP INDEX reviews_study_day;
-- So do the letters that were slipped.
DROP INDEX reviews_slips;
CREATE INDEX reviews_slips ON reviews (learner_id, study_day) INCLUDE (id, slip_kind, slip_letters)
  WHERE slip_letters IS NOT NULL;
