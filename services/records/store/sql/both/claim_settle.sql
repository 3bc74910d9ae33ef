-- ?1 handle, ?2 state, ?3 until ms
UPDATE claim SET state = ?2, until_ms = ?3 WHERE handle = ?1
