-- ?1 receiver, ?2 record
DELETE FROM position WHERE receiver = ?1 AND record = ?2
