-- Its only row. What is held already is sealed anew while the node runs.
INSERT INTO erasing (one, keys, erasures, sealed, sealed_until)
SELECT 1, '', 0, 0, CASE WHEN h.page = 0 THEN -1 ELSE h.seq END
FROM log_head AS h
