-- $1: the kind of record; $2: a slug that it had while it was published.
SELECT present.content ->> 'slug' AS slug
FROM revisions AS former
JOIN revisions AS present ON present.record_id = former.record_id
WHERE former.record_kind = $1
  AND former.content ->> 'slug' = $2
  AND former.published
ORDER BY former.recorded_at DESC, present.version DESC
LIMIT 1
