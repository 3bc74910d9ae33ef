-- ?1 id, ?2 one, ?3 other, ?4 sign, ?5 by, ?6 second, ?7 why, ?8 decided ms, ?9 rule
INSERT INTO decision (id, one, other, sign, by, second, why, decided_ms, rule)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
