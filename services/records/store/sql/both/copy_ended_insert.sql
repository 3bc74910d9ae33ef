-- ?1 record
INSERT INTO copy_ended (record) VALUES (?1) ON CONFLICT (record) DO NOTHING
