-- Last numbers given; read under the write lock.
-- -> seq, page, recorded ms
SELECT seq, page, recorded_ms
FROM log_head
WHERE one = 1
