DROP TABLE search_spellings;
DROP TABLE search_entries;
DROP EXTENSION pg_trgm;
