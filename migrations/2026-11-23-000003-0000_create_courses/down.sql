DROP TABLE content_imports;
DROP TABLE examples;
DROP TABLE glosses;
DROP TABLE words;
DROP TABLE lessons;
DROP TABLE courses;
