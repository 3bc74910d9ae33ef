-- ?1 record, ?2 from ms, ?3 until ms, ?4 klass
INSERT INTO class_at (record, from_ms, until_ms, klass) VALUES (?1, ?2, ?3, ?4)
