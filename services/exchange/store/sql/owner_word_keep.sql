-- The first that is kept stays. ?1 record, ?2 body
INSERT INTO owner_word (record, body) VALUES (?1, ?2) ON CONFLICT (record) DO NOTHING
