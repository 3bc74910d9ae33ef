-- The key of what is kept aside at a place, as its row goes. ?1 page, ?2 leaf
INSERT INTO key_due (page, leaf, erasure)
SELECT a.page, a.leaf, e.erasures + 1
FROM copy_aside AS a
CROSS JOIN erasing AS e
WHERE a.page = ?1 AND a.leaf = ?2 AND a.body <> x''
ON CONFLICT (page, leaf) DO NOTHING
