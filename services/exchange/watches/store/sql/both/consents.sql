-- How many stand of one officer and case, and of one agency.
-- ?1 feed, ?2 agency, ?3 now, epoch milliseconds
SELECT coalesce(sum(feed = ?1), 0), count(*) FROM consent WHERE agency = ?2 AND until_ms > ?3
