-- $1: the kind of a record; $2: its id; $3: its names in lower case; $4: its identifiers as scheme:value.
SELECT
  coalesce(bool_or(EXISTS (
    SELECT FROM jsonb_path_query(content, '$.names[*].text.*') AS name
    WHERE lower((name #>> '{}') COLLATE kk) = ANY ($3)
  )), false) AS names,
  coalesce(bool_or(EXISTS (
    SELECT FROM jsonb_path_query(content, '$.identifiers[*]') AS identifier
    WHERE (identifier ->> 'scheme') || ':' || (identifier ->> 'value') = ANY ($4)
  )), false) AS identifiers
FROM (
  SELECT id, content FROM organizations WHERE $1 = 'organization' AND merged_into_id IS NULL
  UNION ALL
  SELECT id, content FROM people WHERE $1 = 'person' AND merged_into_id IS NULL
) AS other
WHERE id <> $2
