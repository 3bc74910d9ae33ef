-- How far a feed of a node is taken.
-- ?1 peer, ?2 feed -> the row in table order
SELECT peer, feed, epoch, sequence, chain, snapshot, sweep_at, stopped
FROM sync_cursor
WHERE peer = ?1 AND feed = ?2
