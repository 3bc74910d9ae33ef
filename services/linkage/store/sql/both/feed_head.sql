-- The last row that is kept.
-- -> seq
SELECT coalesce(max(seq), 0)
FROM feed_row
