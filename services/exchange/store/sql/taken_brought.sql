-- ?1 place
UPDATE taken_order SET brought = 1 WHERE place = ?1
