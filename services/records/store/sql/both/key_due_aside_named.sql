-- Keys of what is kept aside of a record. ?1 agency, ?2 record id
INSERT INTO key_due (page, leaf, erasure)
SELECT a.page, a.leaf, e.erasures + 1
FROM copy_aside AS a
CROSS JOIN erasing AS e
WHERE a.record_id = ?2 AND a.agency = ?1 AND a.body <> x''
ON CONFLICT (page, leaf) DO NOTHING
