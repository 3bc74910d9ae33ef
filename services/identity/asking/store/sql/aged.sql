-- ?1 after this token, ?2 of nobody: before, epoch ms, ?3 of somebody: before, epoch ms, ?4 limit -> token
SELECT token FROM number WHERE token > ?1 AND asked_ms < CASE WHEN person IS NULL THEN ?2 ELSE ?3 END ORDER BY token LIMIT ?4
