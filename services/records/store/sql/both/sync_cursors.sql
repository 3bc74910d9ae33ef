-- How far every feed is taken.
-- -> rows in table order
SELECT peer, feed, epoch, sequence, chain, snapshot, sweep_at, stopped
FROM sync_cursor
ORDER BY peer, feed
