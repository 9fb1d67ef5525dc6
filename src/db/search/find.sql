-- Finds candidates: some hundreds of labels that may match, for the service to rank. Each branch stops at a limit, and
-- reads the shortest names first and other labels last, one head at a time: so the most frequent word costs no more than
-- any other. The parameters are the columns of `asked`:
--
-- - readings: the text in coarse form, as typed and as read in Kazakh
-- - kinds: the kinds of record to find
-- - stem_places, stems: the positions of words, from 1, and the possible stems of each
-- - beginnings: the beginnings of the last word
-- - last: the position of the last word
-- - heads: the heads of labels that are long enough for all the words
-- - spelling_places, spellings: the positions of words, and the spellings of each
-- - all_heads: the heads of all labels
-- - far_places, far_spellings: the positions of long words, and their spellings with two wrong letters
-- - half_places, first_halves, second_halves: the positions of words, and the two words that each may consist of
-- - after_…, before_…: the names and records that bound the page; null: no bound
--
-- In forms and queries, ~ is the placeholder of a head. Forms and heads consist of letters and digits, so nothing has
-- to be escaped.
WITH asked (readings, kinds, stem_places, stems, beginnings, last, heads, spelling_places, spellings, all_heads,
  far_places, far_spellings, half_places, first_halves, second_halves, after_key, after_id, before_key, before_id) AS (
  SELECT $1::text[], $2::text[], $3::int[], $4::text[], $5::text[], $6::int, $7::text[], $8::int[], $9::text[],
    $10::text[], $11::int[], $12::text[], $13::int[], $14::text[], $15::text[], $16::text, $17::uuid, $18::text,
    $19::uuid
), equal AS (
  SELECT record_id, record_kind, position, label, label_kind, language, folded, sort_key, 'words' AS found, 0 AS lacking
  FROM search_entries
  WHERE folded = ANY ((SELECT readings FROM asked)::text[]) AND record_kind = ANY ((SELECT kinds FROM asked)::text[])
  LIMIT 300
),
-- Searches only for stems that some label has: search_spellings contains each stem as a spelling of itself, too. OFFSET
-- 0 forces an index lookup per beginning; without it, the planner chooses a join that reads the whole table.
begun AS MATERIALIZED (
  SELECT (SELECT last FROM asked) AS place, format('''~%s'':*', beginning) AS form
  FROM unnest((SELECT beginnings FROM asked)) AS beginning
  WHERE EXISTS (SELECT FROM search_spellings
                WHERE spelling >= beginning COLLATE "C" AND spelling < (beginning || U&'\+10FFFF') COLLATE "C"
                  AND stem = spelling
                OFFSET 0)
), typed AS (
  SELECT place, format('(%s)', string_agg(form, '|')) AS forms
  FROM (
    SELECT place, format('''~%s''', stem) AS form
    FROM unnest((SELECT stem_places FROM asked), (SELECT stems FROM asked)) AS word (place, spelling)
         JOIN search_spellings USING (spelling)
    WHERE stem = spelling
    UNION ALL
    TABLE begun
  ) AS known
  GROUP BY place
), all_words AS MATERIALIZED (
  SELECT CASE WHEN count(*) = (SELECT last FROM asked) THEN string_agg(forms, '&') END AS query FROM typed
), worded AS MATERIALIZED (
  SELECT entry.*, 'words' AS found, 0 AS lacking
  FROM unnest((SELECT heads FROM asked)) AS probe (head) CROSS JOIN LATERAL (
    SELECT record_id, record_kind, position, label, label_kind, language, folded, sort_key
    FROM search_entries
    WHERE array_to_tsvector(stems) @@ replace((SELECT query FROM all_words), '~', probe.head)::tsquery
    LIMIT 300
  ) AS entry
  LIMIT 300
),
-- The branches below run only if hardly any name has all the words as they are typed.
near AS MATERIALIZED (
  SELECT place, format('''~%s''', stem) AS form
  FROM unnest((SELECT spelling_places FROM asked), (SELECT spellings FROM asked)) AS word (place, spelling)
       JOIN search_spellings USING (spelling)
  UNION ALL
  TABLE begun
),
-- A word that no label has, not even with a wrong letter, may have two wrong letters, or be two words whose blank was
-- left out. OFFSET 0 forces index lookups here, too.
far AS (
  SELECT place, format('''~%s''', stem) AS form
  FROM unnest((SELECT far_places FROM asked), (SELECT far_spellings FROM asked)) AS word (place, spelling)
       JOIN search_spellings USING (spelling)
  WHERE place NOT IN (SELECT place FROM near)
  UNION ALL
  SELECT place, format('(''~%s''&''~%s'')', one, other) AS form
  FROM unnest((SELECT half_places FROM asked), (SELECT first_halves FROM asked), (SELECT second_halves FROM asked))
       AS word (place, one, other)
  WHERE place NOT IN (SELECT place FROM near)
    AND EXISTS (SELECT FROM search_spellings WHERE spelling = one AND stem = one OFFSET 0)
    AND EXISTS (SELECT FROM search_spellings WHERE spelling = other AND stem = other OFFSET 0)
), respelled AS MATERIALIZED (
  SELECT place, format('(%s)', string_agg(DISTINCT form, '|')) AS forms
  FROM (TABLE near UNION ALL TABLE far) AS known
  WHERE (SELECT count(*) < 3 FROM worded WHERE label_kind NOT IN ('post-title', 'place', 'statement'))
  GROUP BY place
), fuzzy AS MATERIALIZED (
  SELECT entry.*, 'fuzzy' AS found, 0 AS lacking
  FROM unnest((SELECT all_heads FROM asked)) AS probe (head) CROSS JOIN LATERAL (
    SELECT record_id, record_kind, position, label, label_kind, language, folded, sort_key
    FROM search_entries
    WHERE array_to_tsvector(stems) @@
          replace((SELECT string_agg(forms, '&') FROM respelled), '~', probe.head)::tsquery
    LIMIT 200
  ) AS entry
  WHERE EXISTS (SELECT FROM respelled)
  LIMIT 200
),
-- Some of the words: one of two, or two of more. Two different positions differ in at least one binary digit. Combining
-- the words by digit instead of by pair keeps each word in the query only a few times.
halves AS (
  SELECT string_agg(forms, '|') FILTER (WHERE place & digit = 0) AS one,
         string_agg(forms, '|') FILTER (WHERE place & digit <> 0) AS other
  FROM respelled CROSS JOIN unnest('{1, 2, 4, 8}'::int[]) AS digit
  GROUP BY digit
), some_words AS MATERIALIZED (
  SELECT CASE WHEN (SELECT count(*) = 2 FROM respelled) THEN (SELECT string_agg(forms, '|') FROM respelled) ELSE
           string_agg(format('(%s)&(%s)', one, other), '|') FILTER (WHERE one IS NOT NULL AND other IS NOT NULL)
         END AS query
  FROM halves
), partial AS (
  SELECT record_id, record_kind, position, label, label_kind, language, folded, sort_key, 'partial' AS found,
         (SELECT count(*) FROM respelled
          WHERE NOT array_to_tsvector(stems) @@ replace(forms, '~', probe.head)::tsquery)::int AS lacking
  FROM unnest((SELECT all_heads FROM asked)) AS probe (head) CROSS JOIN LATERAL (
    SELECT record_id, record_kind, position, label, label_kind, language, folded, sort_key, stems
    FROM search_entries
    WHERE array_to_tsvector(stems) @@ replace((SELECT query FROM some_words), '~', probe.head)::tsquery
    LIMIT 200
  ) AS entry
  WHERE EXISTS (SELECT FROM respelled)
    AND NOT EXISTS (SELECT FROM fuzzy WHERE label_kind NOT IN ('post-title', 'place', 'statement'))
  LIMIT 200
), candidates AS (
  TABLE equal
  UNION ALL TABLE worded
  UNION ALL TABLE fuzzy
  UNION ALL TABLE partial
)
SELECT record_id, record_kind, label, label_kind, language, folded, sort_key, found, lacking,
       (sort_key, record_id) > (SELECT after_key, after_id FROM asked) AS is_after,
       (sort_key, record_id) < (SELECT before_key, before_id FROM asked) AS is_before
FROM candidates
ORDER BY sort_key, record_id, position
