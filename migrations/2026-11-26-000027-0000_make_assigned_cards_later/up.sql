-- Cards of assigned words are made when the learner next comes: until then there is no change of theirs that made them.
ALTER TABLE assignment_members ALTER change_number DROP NOT NULL;
COMMENT ON COLUMN assignment_members.change_number IS 'The learner''s change by which the cards of its words were made; null: they are made when the learner next comes.';
CREATE INDEX assignment_members_awaited ON assignment_members (learner_id) WHERE change_number IS NULL;
