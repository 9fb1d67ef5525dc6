-- $1 the learner; $2 and $3, for each kind of change (in the order of ChangeKind), the change number and the id of the last
-- change received; $4 the maximum number of changes. One SQL statement, so that everything is read at one moment. The first
-- row holds the learner's change number at that moment.
SELECT change_number, 0 AS kind, learner_id AS id, NULL::uuid AS other, NULL::timestamptz AS at, NULL::text AS note,
  NULL::jsonb AS synonyms
FROM learners WHERE learner_id = $1
UNION ALL
(SELECT * FROM (
  (SELECT change_number, 1 AS kind, lesson_id AS id, NULL::uuid AS other, started_at AS at, NULL::text AS note,
     NULL::jsonb AS synonyms
   FROM lesson_starts WHERE learner_id = $1 AND (change_number, lesson_id) > ($2[1], $3[1])
   ORDER BY change_number, lesson_id LIMIT $4)
  UNION ALL
  (SELECT change_number, 2, id, NULL, NULL, NULL, NULL
   FROM cards WHERE learner_id = $1 AND (change_number, id) > ($2[2], $3[2])
   ORDER BY change_number, id LIMIT $4)
  UNION ALL
  (SELECT change_number, 3, word_id, NULL, NULL, note, synonyms
   FROM learner_words WHERE learner_id = $1 AND (change_number, word_id) > ($2[3], $3[3])
   ORDER BY change_number, word_id LIMIT $4)
  UNION ALL
  (SELECT change_number, 4, id, card_id, reset_at, NULL, NULL
   FROM card_resets WHERE learner_id = $1 AND (change_number, id) > ($2[4], $3[4])
   ORDER BY change_number, id LIMIT $4)
  UNION ALL
  (SELECT change_number, 5, id, NULL, NULL, NULL, NULL
   FROM reviews WHERE learner_id = $1 AND (change_number, id) > ($2[5], $3[5])
   ORDER BY change_number, id LIMIT $4)
  UNION ALL
  (SELECT change_number, 6, review_id, NULL, voided_at, NULL, NULL
   FROM review_voids WHERE learner_id = $1 AND (change_number, review_id) > ($2[6], $3[6])
   ORDER BY change_number, review_id LIMIT $4)
) AS found ORDER BY change_number, kind, id LIMIT $4)
