-- Keys of what is kept aside of these records. ?1 records (list)
INSERT INTO key_due (page, leaf, erasure)
SELECT a.page, a.leaf, e.erasures + 1
FROM numbers(?1) AS j
JOIN head AS h ON h.record = j.value
JOIN copy_aside AS a ON a.record_id = h.record_id AND a.agency = h.agency
CROSS JOIN erasing AS e
WHERE a.body <> x''
ON CONFLICT (page, leaf) DO NOTHING
