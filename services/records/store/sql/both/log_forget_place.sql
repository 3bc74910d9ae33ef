-- The places of the newest versions of these records, as the rows go. ?1 records (list)
INSERT INTO place_emptied (page, leaf)
SELECT l.page, l.leaf
FROM numbers(?1) AS j
JOIN head AS h ON h.record = j.value
JOIN log AS l ON l.record = h.record AND l.version = h.version
ON CONFLICT (page, leaf) DO NOTHING
