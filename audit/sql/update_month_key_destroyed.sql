-- A month key is destroyed by the leaf ?4.
UPDATE month_key SET destroyed_record = ?3, destroyed_idx = ?4 WHERE agency = ?1 AND month = ?2
