-- The first statement of each transaction: no row where another has a later term; the row stays locked until COMMIT.
UPDATE lease SET until = clock_timestamp() + make_interval(secs => $2) WHERE term = $1 RETURNING term
