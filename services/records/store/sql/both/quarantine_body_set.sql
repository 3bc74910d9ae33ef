-- A refused version sealed anew; what was erased meanwhile stays so. ?1 body, ?2 page, ?3 leaf
UPDATE quarantine
SET body = ?1
WHERE page = ?2 AND leaf = ?3 AND body <> x''
