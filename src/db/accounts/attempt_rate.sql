-- Takes one from a budget that refills evenly within a minute. A budget that would need more than two minutes is full: the
-- clock was ahead when it was taken from. $1 the key; $2 the time; $3 the time in which one refills, in seconds. Returns
-- the time from which another one can be taken, if this one could not be.
WITH taken AS (
  INSERT INTO attempt_rates AS known (key, full_at) VALUES ($1, $2 + $3 * interval '1 second')
  ON CONFLICT (key) DO UPDATE SET
    full_at = CASE
      WHEN known.full_at > $2 + interval '2 minutes' THEN $2 ELSE greatest(known.full_at, $2)
    END + $3 * interval '1 second'
  WHERE known.full_at + $3 * interval '1 second' <= $2 + interval '1 minute'
     OR known.full_at > $2 + interval '2 minutes'
  RETURNING key
)
SELECT full_at + $3 * interval '1 second' - interval '1 minute' AS next_at FROM attempt_rates
WHERE key = $1 AND NOT EXISTS (SELECT FROM taken)
