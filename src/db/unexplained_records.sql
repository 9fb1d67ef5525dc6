-- Records without any revision, by the table that they are in, and records whose current revision refers to a missing one.
WITH record AS (
  SELECT 'kind_terms' AS part, id AS of FROM kind_terms
  UNION ALL SELECT 'sources', id FROM sources
  UNION ALL SELECT 'organizations', id FROM organizations
  UNION ALL SELECT 'people', id FROM people
  UNION ALL SELECT 'posts', id FROM posts
  UNION ALL SELECT 'memberships', id FROM memberships
  UNION ALL SELECT 'events', id FROM events
  UNION ALL SELECT 'indicators', id FROM indicators
  UNION ALL SELECT 'observations', id FROM observations
)
SELECT part, of FROM record WHERE NOT EXISTS (SELECT FROM revisions WHERE record_id = record.of)
UNION
SELECT 'revisions', record_id FROM record_references
WHERE NOT EXISTS (SELECT FROM revisions WHERE revisions.record_id = record_references.target_id)
ORDER BY part, of
