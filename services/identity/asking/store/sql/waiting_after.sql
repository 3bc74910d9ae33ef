-- Numbers that wait. ?1 after this token, ?2 limit -> token
SELECT token FROM waiting WHERE token > ?1 ORDER BY token LIMIT ?2
