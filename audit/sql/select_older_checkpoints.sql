-- Heads with a quorum between two sizes, oldest first.
SELECT size, note FROM checkpoint WHERE quorum = 1 AND size > ? AND size < ? ORDER BY size LIMIT ?
