-- What fits a text, the best first. Every branch stops at so many candidates, and looks at the shortest labels first: so
-- the most frequent word costs no more than any other. Before this stands WITH asked AS (…), one row:
--   readings      the text in coarse form, as it is and as it reads in Kazakh
--   kinds         what may be found
--   words         a tsquery of all words, ~ where a head is to stand
--   heads         heads of labels with as many words or more
--   places, spellings   the places of words, and spellings of each
--   beginnings    what the last word begins with
--   all_heads     heads of all labels
--   after_…, before_…   the places between which; null: no bound
--   most, from_end   how many, and whether from the end
, equal AS (
  SELECT record_id, record_kind, position, label, label_kind, language, folded, sort_key, 2 AS tier, 0 AS missing
  FROM search_entries
  WHERE folded = ANY ((SELECT readings FROM asked)::text[]) AND record_kind = ANY ((SELECT kinds FROM asked)::text[])
  LIMIT 300
), worded AS (
  SELECT entry.*, 2 AS tier, 0 AS missing
  FROM unnest((SELECT heads FROM asked)::text[]) AS probe (head) CROSS JOIN LATERAL (
    SELECT record_id, record_kind, position, label, label_kind, language, folded, sort_key
    FROM search_entries
    WHERE array_to_tsvector(stems) @@ replace((SELECT words FROM asked), '~', probe.head)::tsquery
    LIMIT 300
  ) AS entry
  LIMIT 300
),
-- From here on only where hardly anything has all the words as they are typed.
known AS MATERIALIZED (
  SELECT place, '(' || string_agg(DISTINCT form, '|') || ')' AS forms
  FROM (
    SELECT place, format('''~%s''', stem) AS form
    FROM unnest((SELECT places FROM asked), (SELECT spellings FROM asked)::text[]) AS typed (place, spelling) JOIN search_spellings USING (spelling)
    UNION ALL
    SELECT (SELECT max(place) FROM unnest((SELECT places FROM asked)) AS place), format('''~%s'':*', beginning)
    FROM unnest((SELECT beginnings FROM asked)::text[]) AS beginning
    WHERE EXISTS (SELECT FROM search_spellings
                  WHERE spelling >= beginning COLLATE "C" AND spelling < (beginning || U&'\+10FFFF') COLLATE "C"
                    AND stem = spelling)
  ) AS found
  WHERE (SELECT count(*) < 3 FROM worded)
  GROUP BY place
), fuzzy AS (
  SELECT entry.*, 3 AS tier, 0 AS missing
  FROM unnest((SELECT all_heads FROM asked)::text[]) AS probe (head) CROSS JOIN LATERAL (
    SELECT record_id, record_kind, position, label, label_kind, language, folded, sort_key
    FROM search_entries
    WHERE array_to_tsvector(stems) @@
          replace((SELECT string_agg(forms, '&') FROM known), '~', probe.head)::tsquery
    LIMIT 200
  ) AS entry
  LIMIT 200
), partial AS (
  SELECT entry.*, 4 AS tier,
         (SELECT count(*) FROM known
          WHERE NOT array_to_tsvector(entry_stems) @@ replace(forms, '~', probe.head)::tsquery)::int AS missing
  FROM unnest((SELECT all_heads FROM asked)::text[]) AS probe (head) CROSS JOIN LATERAL (
    SELECT record_id, record_kind, position, label, label_kind, language, folded, sort_key, stems AS entry_stems
    FROM search_entries
    WHERE (SELECT count(*) = 0 FROM fuzzy) AND array_to_tsvector(stems) @@ replace((
            SELECT CASE WHEN count(*) = 2 THEN (SELECT string_agg(forms, '|') FROM known) ELSE
                     (SELECT string_agg(format('(%s&%s)', one.forms, other.forms), '|')
                      FROM known AS one JOIN known AS other ON one.place < other.place)
                   END
            FROM known), '~', probe.head)::tsquery
    LIMIT 200
  ) AS entry
  LIMIT 200
), candidates AS (
  SELECT * FROM equal
  UNION ALL SELECT * FROM worded
  UNION ALL SELECT * FROM fuzzy
  UNION ALL SELECT record_id, record_kind, position, label, label_kind, language, folded, sort_key, tier, missing FROM partial
), graded AS (
  SELECT *, CASE WHEN folded = ANY ((SELECT readings FROM asked)::text[]) THEN 0 WHEN folded ^@ ANY ((SELECT readings FROM asked)::text[]) THEN 1 ELSE tier END AS grade
  FROM candidates
), ranked AS (
  SELECT DISTINCT ON (record_id) *
  FROM (
    SELECT record_id, record_kind, position, label, label_kind, language, sort_key, grade,
           grade * 10000000::bigint + missing * 100000
             + (1000 - round(1000 * greatest(similarity(folded, ((SELECT readings FROM asked)::text[])[1]), similarity(folded, ((SELECT readings FROM asked)::text[])[2]))))::int * 10
             + CASE label_kind WHEN 'former-name' THEN 2 WHEN 'gloss' THEN 1 ELSE 0 END AS rank
    FROM graded
  ) AS entry
  ORDER BY record_id, rank, position
), numbered AS (
  SELECT *, row_number() OVER (ORDER BY rank, sort_key, record_id) AS number
  FROM ranked
  WHERE ((SELECT after_rank FROM asked) IS NULL OR (rank, sort_key, record_id) > (SELECT after_rank, after_key, after_id FROM asked))
    AND ((SELECT before_rank FROM asked) IS NULL OR (rank, sort_key, record_id) < (SELECT before_rank, before_key, before_id FROM asked))
)
SELECT record_id, record_kind, label, label_kind, language,
       (ARRAY['exact', 'prefix', 'words', 'fuzzy', 'partial'])[grade + 1] AS match_kind, rank, sort_key
FROM numbered
ORDER BY CASE WHEN (SELECT from_end FROM asked) THEN -number ELSE number END
LIMIT (SELECT most FROM asked)
