CREATE INDEX reviews_tries ON reviews (learner_id, study_day, card_id, reviewed_at, id)
  INCLUDE (rating, slip_kind, gloss_language);
DROP INDEX reviews_study_day;
DROP TABLE word_tries;
