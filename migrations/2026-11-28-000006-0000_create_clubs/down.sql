DROP TABLE assignment_members;
DROP TABLE assignment_words;
DROP TABLE assignments;
DROP TABLE club_access_log;
DROP TABLE club_join_requests;
DROP TABLE club_invitations;
DROP TABLE club_memberships;
DROP TABLE clubs;
