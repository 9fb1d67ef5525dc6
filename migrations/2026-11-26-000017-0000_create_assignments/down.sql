DROP TABLE assignment_members;
DROP TABLE assignment_words;
DROP TABLE assignments;
