-- $1: the number of records per file.
SELECT kind, min(id::text COLLATE "C")::uuid AS first, max(updated_at) AS modified
FROM (
  SELECT 'organization' AS kind, id, updated_at, (row_number() OVER (ORDER BY id) - 1) / $1 AS file
  FROM organizations WHERE published
  UNION ALL
  SELECT 'person', id, updated_at, (row_number() OVER (ORDER BY id) - 1) / $1 FROM people WHERE published
  UNION ALL
  SELECT 'event', id, updated_at, (row_number() OVER (ORDER BY id) - 1) / $1 FROM events WHERE published
) AS records
GROUP BY kind, file
ORDER BY kind, file
