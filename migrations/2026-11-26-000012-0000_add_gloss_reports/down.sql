DROP TABLE gloss_reports;
DROP INDEX reviews_slips;
