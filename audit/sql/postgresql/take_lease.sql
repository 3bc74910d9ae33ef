-- The next term, for $2 seconds, where the last one is over. It waits for a transaction of the holder that is under way.
UPDATE lease SET holder = $1, term = term + 1, until = clock_timestamp() + make_interval(secs => $2)
WHERE until <= clock_timestamp() RETURNING term
