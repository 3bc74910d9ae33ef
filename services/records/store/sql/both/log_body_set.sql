-- A version sealed anew; what was erased meanwhile stays so. ?1 body, ?2 seq
UPDATE log
SET body = ?1
WHERE seq = ?2 AND body <> x''
