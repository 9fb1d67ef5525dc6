-- $1: the kind of a record; $2: its id; $3: its keys.
SELECT key FROM unnest($3) AS key
WHERE EXISTS (
  SELECT FROM organizations AS other
  WHERE $1 = 'organization' AND other.identity_keys @> ARRAY[key]
    AND other.id <> $2 AND other.merged_into_id IS NULL
) OR EXISTS (
  SELECT FROM memberships AS other
  WHERE $1 = 'membership' AND other.identity_keys @> ARRAY[key] AND other.id <> $2
) OR EXISTS (
  SELECT FROM people AS other
  WHERE $1 = 'person' AND other.identity_keys @> ARRAY[key]
    AND other.id <> $2 AND other.merged_into_id IS NULL
)
