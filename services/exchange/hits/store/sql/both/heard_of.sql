-- What is released to an officer in a case at a time.
-- ?1 asker, ?2 now, epoch milliseconds
SELECT record, until_ms FROM hit_heard WHERE asker = ?1 AND until_ms > ?2
