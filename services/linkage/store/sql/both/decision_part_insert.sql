-- ?1 decision, ?2 parts
INSERT INTO decision_part (decision, parts)
VALUES (?1, ?2)
