-- ?1 feed, ?2 epoch, ?3 sequence
UPDATE state SET feed = ?1, epoch = ?2, sequence = ?3
