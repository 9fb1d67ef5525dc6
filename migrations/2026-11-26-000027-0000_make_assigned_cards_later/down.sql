DROP INDEX assignment_members_awaited;
COMMENT ON COLUMN assignment_members.change_number IS 'The learner''s change by which the cards of its words were made.';
-- Whoever has not come since has no cards of it: a leader can assign it again.
UPDATE assignment_members SET change_number = learners.change_number
  FROM learners
  WHERE learners.learner_id = assignment_members.learner_id AND assignment_members.change_number IS NULL;
ALTER TABLE assignment_members ALTER change_number SET NOT NULL;
