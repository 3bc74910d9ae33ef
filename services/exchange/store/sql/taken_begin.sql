-- ?1 peer
INSERT INTO taken_feed (peer) VALUES (?1) ON CONFLICT (peer) DO NOTHING
