DROP TABLE contest_entries;
DROP TABLE contest_words;
DROP TABLE contests;
