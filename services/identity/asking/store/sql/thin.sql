-- ?1 token, ?2 of nobody: before, epoch ms, ?3 of somebody: before, epoch ms -> token, where it went
DELETE FROM number WHERE token = ?1 AND asked_ms < CASE WHEN person IS NULL THEN ?2 ELSE ?3 END RETURNING token
