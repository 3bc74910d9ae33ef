-- ?1 record, ?2 rule, ?3 version, ?4 seq; one that is known stays as it is.
INSERT INTO flag (record, rule, version, seq)
VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (record, rule, version) DO NOTHING
