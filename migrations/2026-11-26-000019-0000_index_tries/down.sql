DROP INDEX reviews_slips;
CREATE INDEX reviews_slips ON reviews (learner_id, study_day) WHERE slip_letters IS NOT NULL;
CREATE INDEX reviews_study_day ON reviews (learner_id, study_day);
DROP INDEX reviews_tries;
