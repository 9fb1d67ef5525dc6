DROP TABLE learner_words;
DROP TABLE study_days;
-- What was undone, rated by hand, or belongs to a skill that is not known any more, has no place in the log of before.
DELETE FROM reviews USING review_voids
  WHERE review_voids.learner_id = reviews.learner_id AND review_voids.review_id = reviews.id;
DROP TABLE review_voids;
DELETE FROM cards WHERE skill IN ('listen', 'inflect');
UPDATE reviews SET verdict = CASE rating WHEN 1 THEN 'wrong' WHEN 2 THEN 'slip' ELSE 'correct' END WHERE verdict IS NULL;
DROP INDEX reviews_change_number;
ALTER TABLE reviews
  ALTER verdict SET NOT NULL,
  DROP COLUMN rollover_hour,
  DROP COLUMN last_interval_days,
  DROP COLUMN preset_number,
  DROP COLUMN exercise_detail,
  DROP COLUMN slip_kind,
  DROP COLUMN slip_letters,
  DROP COLUMN gloss_language,
  DROP COLUMN change_number;
COMMENT ON COLUMN reviews.verdict IS NULL;

DROP TABLE card_resets;
DROP INDEX cards_change_number;
ALTER TABLE cards
  DROP CONSTRAINT cards_skill_check,
  ADD CONSTRAINT cards_skill_check CHECK (skill IN ('recognize', 'produce')),
  DROP COLUMN reset_at,
  DROP COLUMN suspended_at,
  DROP COLUMN buried_until,
  DROP COLUMN pardoned_lapses,
  DROP COLUMN change_number;

DROP TABLE scheduling_presets;
ALTER TABLE learners ADD gloss_language text;
UPDATE learners SET gloss_language = gloss_languages[1];
ALTER TABLE learners
  ALTER gloss_language SET NOT NULL,
  DROP COLUMN gloss_languages,
  DROP COLUMN script,
  DROP COLUMN rollover_hour,
  DROP COLUMN skills,
  DROP COLUMN new_cards_per_day,
  DROP COLUMN reviews_per_day,
  DROP COLUMN bury_siblings,
  DROP COLUMN leech_threshold,
  DROP COLUMN suspend_leeches,
  DROP COLUMN preset_number,
  DROP COLUMN change_number;
COMMENT ON COLUMN learners.gloss_language IS 'BCP 47: the language that meanings are shown in.';
COMMENT ON COLUMN learners.time_zone IS 'IANA name; a study day begins there at 04:00.';
