-- ?1 place
INSERT INTO taken_ended (place) VALUES (?1) ON CONFLICT (place) DO NOTHING
