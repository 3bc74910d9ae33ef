-- Keys of the newest version of these records. ?1 records (list)
INSERT INTO key_due (page, leaf, erasure)
SELECT l.page, l.leaf, e.erasures + 1
FROM numbers(?1) AS j
JOIN head AS h ON h.record = j.value
JOIN log AS l ON l.record = h.record AND l.version = h.version
CROSS JOIN erasing AS e
WHERE l.body <> x''
ON CONFLICT (page, leaf) DO NOTHING
