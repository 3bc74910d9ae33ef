-- ?1 receiver, ?2 record, ?3 number of the receiver's count
UPDATE sent SET ended = ?3 WHERE receiver = ?1 AND record = ?2
