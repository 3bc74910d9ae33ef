-- ?1 record
DELETE FROM case_number
WHERE record = ?1
RETURNING record
