-- What of a node's feeds is kept aside, oldest first.
-- ?1 peer, ?2 after page, ?3 after leaf, ?4 limit -> rows in table order
SELECT page, leaf, peer, feed, epoch, sequence, agency, record_id, field, rule, sha256, recorded_ms, body
FROM copy_aside
WHERE peer = ?1 AND (page > ?2 OR (page = ?2 AND leaf > ?3))
ORDER BY page, leaf
LIMIT ?4
