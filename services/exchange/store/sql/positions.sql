-- ?1 receiver, ?2 above this number, ?3 limit -> number, record
SELECT number, record FROM position WHERE receiver = ?1 AND number > ?2 ORDER BY number LIMIT ?3
