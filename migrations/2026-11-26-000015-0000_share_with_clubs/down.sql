DROP TABLE club_access_log;
ALTER TABLE club_memberships
  DROP COLUMN shares_activity,
  DROP COLUMN shares_results,
  DROP COLUMN shares_answers;
