-- ?1 receiver, ?2 feed, ?3 basis, ?4 now_ms: an epoch is a time, so that none comes again, whatever copy of this file is put back.
INSERT INTO follower (receiver, feed, epoch, basis, sequence, chain, heard_ms)
VALUES (?1, ?2, ?4, ?3, 0, zeroblob(32), ?4)
ON CONFLICT (receiver, feed) DO UPDATE
SET epoch = max(epoch + 1, ?4), basis = ?3, sequence = 0, chain = zeroblob(32), heard_ms = ?4
