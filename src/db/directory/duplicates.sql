-- $1: the kind of a record; $2: its id; $3: its keys. All keys are looked up at once: with EXISTS for each key,
-- PostgreSQL would expect to find one soon, and read the whole table.
SELECT DISTINCT key FROM (
  SELECT unnest(identity_keys) AS key FROM organizations
  WHERE $1 = 'organization' AND identity_keys && $3 AND id <> $2 AND merged_into_id IS NULL
  UNION ALL
  SELECT unnest(identity_keys) FROM memberships WHERE $1 = 'membership' AND identity_keys && $3 AND id <> $2
  UNION ALL
  SELECT unnest(identity_keys) FROM people
  WHERE $1 = 'person' AND identity_keys && $3 AND id <> $2 AND merged_into_id IS NULL
) AS found
WHERE key = ANY ($3)
