-- $1: the kind of the records; $2: the id of the first one; $3: their number. Only the table of the kind is read.
(SELECT slug, updated_at AS modified FROM organizations
 WHERE $1 = 'organization' AND published AND id >= $2 ORDER BY id LIMIT $3)
UNION ALL
(SELECT slug, updated_at FROM people WHERE $1 = 'person' AND published AND id >= $2 ORDER BY id LIMIT $3)
UNION ALL
(SELECT slug, updated_at FROM events WHERE $1 = 'event' AND published AND id >= $2 ORDER BY id LIMIT $3)
