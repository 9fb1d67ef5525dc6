UPDATE search_entries SET stems = ARRAY(
  SELECT left(stem, 1) || least(9, cardinality(string_to_array(folded, ' '))) || substr(stem, 3)
  FROM unnest(stems) WITH ORDINALITY AS headed (stem, place)
  ORDER BY place
);
COMMENT ON COLUMN search_entries.stems IS 'Its words without their endings, each behind a letter for record_kind and a digit for the number of words in the label.';
