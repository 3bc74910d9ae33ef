-- ?1 record, ?2 start, ?3 finish
INSERT INTO case_number (record, start, finish)
VALUES (?1, ?2, ?3)
ON CONFLICT DO NOTHING
