-- Keys of refused versions of these records. ?1 records (list)
INSERT INTO key_due (page, leaf, erasure)
SELECT q.page, q.leaf, e.erasures + 1
FROM numbers(?1) AS j
JOIN head AS h ON h.record = j.value
JOIN quarantine AS q ON q.record_id = h.record_id
JOIN page AS p ON p.page = q.page AND p.agency = h.agency
CROSS JOIN erasing AS e
WHERE q.body <> x''
ON CONFLICT (page, leaf) DO NOTHING
