DROP TABLE reviews;
DROP TABLE cards;
DROP TABLE lesson_starts;
DROP TABLE learners;
