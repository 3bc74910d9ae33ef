-- Versions that were taken of a page, in its order. Pages rise with seq, which has no gap: halving finds the last seq
-- before the page, so that no index by page is kept.
-- ?1 page, ?2 after leaf, ?3 limit -> seq, record id, version, leaf, sha256
WITH RECURSIVE half (low, high) AS (
    SELECT seq - seq, seq FROM log_head
    UNION ALL
    SELECT
        CASE WHEN l.page < ?1 THEN l.seq ELSE b.low END,
        CASE WHEN l.page < ?1 THEN b.high ELSE l.seq - 1 END
    FROM half AS b
    JOIN log AS l ON l.seq = (b.low + b.high + 1) / 2
    WHERE b.low < b.high
)
SELECT l.seq, h.record_id, l.version, l.leaf, l.sha256
FROM half AS b
JOIN log AS l ON l.seq > b.low AND l.seq <= b.low + 500
JOIN head AS h ON h.record = l.record
WHERE b.low = b.high AND l.page = ?1 AND l.leaf > ?2
ORDER BY l.leaf
LIMIT ?3
