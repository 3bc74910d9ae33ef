-- ?1 place, ?2 state, ?3 receipt, ?4 signature
UPDATE taken_order SET state = ?2, receipt = ?3, signature = ?4 WHERE place = ?1
