DROP TABLE club_memberships;
DROP TABLE clubs;
