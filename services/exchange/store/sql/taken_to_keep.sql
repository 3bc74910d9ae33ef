-- ?1 peer, ?2 epoch, ?3 sequence
INSERT INTO taken_to (peer, epoch, sequence) VALUES (?1, ?2, ?3)
ON CONFLICT (peer) DO UPDATE SET epoch = excluded.epoch, sequence = excluded.sequence
