-- ?1 token, ?2 agency
UPDATE wanted SET pays = 1 WHERE token = ?1 AND agency = ?2
