-- ?1 id of the order, ?2 agreement
INSERT INTO recall (id, agreement) VALUES (?1, ?2)
