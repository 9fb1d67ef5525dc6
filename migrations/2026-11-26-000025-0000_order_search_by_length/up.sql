-- Stems stand behind the length of their label instead of its number of words: so the most frequent word is found in few
-- labels at a time, though all names of people have three words. Lengths are those of `domain/search/entry.rs`.
UPDATE search_entries SET stems = ARRAY(
  SELECT left(stem, 1)
         || chr(97 + width_bucket(char_length(folded), ARRAY[8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 29, 32, 36, 40, 45, 55, 70]))
         || substr(stem, 3)
  FROM unnest(stems) WITH ORDINALITY AS headed (stem, place)
  ORDER BY place
);
COMMENT ON COLUMN search_entries.stems IS 'Its words without their endings, each behind a letter for record_kind and one for the length of the label.';
-- What is found is ranked by the service; pg_trgm stays, since a database may have it for others, too.
