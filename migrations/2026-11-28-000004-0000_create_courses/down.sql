DROP TABLE examples;
DROP TABLE glosses;
DROP TABLE words;
DROP TABLE lessons;
DROP TABLE units;
DROP TABLE courses;
DROP TABLE content_imports;
