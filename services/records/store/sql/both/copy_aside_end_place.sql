-- A place of what is kept aside, as its row goes. ?1 page, ?2 leaf
INSERT INTO place_emptied (page, leaf)
SELECT a.page, a.leaf
FROM copy_aside AS a
WHERE a.page = ?1 AND a.leaf = ?2
ON CONFLICT (page, leaf) DO NOTHING
