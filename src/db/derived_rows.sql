-- $1: records. Returns all rows that are derived from their revisions, with the table of each.
SELECT 'search_entries' AS part, record_id AS of, to_jsonb(search_entries)::text AS content
FROM search_entries WHERE record_id = ANY ($1)
UNION ALL
SELECT 'record_references', record_id, target_id::text FROM record_references WHERE record_id = ANY ($1)
UNION ALL
SELECT 'affiliations', organization_id, to_jsonb(affiliations)::text
FROM affiliations WHERE organization_id = ANY ($1)
UNION ALL
SELECT 'event_organizers', event_id, to_jsonb(event_organizers)::text
FROM event_organizers WHERE event_id = ANY ($1)
UNION ALL SELECT 'kind_terms', id, to_jsonb(kind_terms)::text FROM kind_terms WHERE id = ANY ($1)
UNION ALL SELECT 'sources', id, to_jsonb(sources)::text FROM sources WHERE id = ANY ($1)
UNION ALL SELECT 'organizations', id, to_jsonb(organizations)::text FROM organizations WHERE id = ANY ($1)
UNION ALL SELECT 'people', id, to_jsonb(people)::text FROM people WHERE id = ANY ($1)
UNION ALL SELECT 'posts', id, to_jsonb(posts)::text FROM posts WHERE id = ANY ($1)
UNION ALL SELECT 'memberships', id, to_jsonb(memberships)::text FROM memberships WHERE id = ANY ($1)
UNION ALL SELECT 'events', id, to_jsonb(events)::text FROM events WHERE id = ANY ($1)
UNION ALL SELECT 'indicators', id, to_jsonb(indicators)::text FROM indicators WHERE id = ANY ($1)
UNION ALL SELECT 'observations', id, to_jsonb(observations)::text FROM observations WHERE id = ANY ($1)
