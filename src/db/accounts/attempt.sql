-- Counts an attempt, unless it comes too early. An attempt without a delay never does, even if its time lies before
-- that of the last one: requests overtake one another, and the clocks of several processes differ. Nor does one that
-- would have to wait for more than twice the longest delay: the clock was ahead then. $1 the key; $2 the time; $3 the
-- number of attempts without a delay; $4 the longest and $5 the first delay, in seconds. Each further attempt doubles
-- the delay. Returns the time from which the next one is accepted, and whether this one was.
WITH counted AS (
  INSERT INTO password_attempts AS known (key, failures, next_at) VALUES ($1, 1, $2)
  ON CONFLICT (key) DO UPDATE SET
    failures = CASE WHEN known.next_at < $2 - interval '1 day' THEN 1 ELSE known.failures + 1 END,
    next_at = CASE
      WHEN known.next_at > $2 + 2 * $4 * interval '1 second' THEN $2 ELSE greatest($2, known.next_at)
    END + CASE
      WHEN known.next_at < $2 - interval '1 day' OR known.failures + 1 < $3 THEN interval '0'
      ELSE least($5 * power(2, least(known.failures + 1 - $3, 30)), $4) * interval '1 second'
    END
  WHERE known.next_at <= $2 OR known.failures < $3 OR known.next_at > $2 + 2 * $4 * interval '1 second'
  RETURNING next_at
)
SELECT next_at, true AS accepted FROM counted
UNION ALL
SELECT next_at, false FROM password_attempts WHERE key = $1 AND NOT EXISTS (SELECT FROM counted)
